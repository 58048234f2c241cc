"""What is taken away, opened by other readers, is the record cell by cell; it changes nothing."""

import io
import json
from decimal import Decimal

import openpyxl
import pandas
import pytest

from news.publishing import publish
from stats.documents import Listing, seen
from stats.documents.listing import read_listing_here
from stats.exporting import COLUMNS, unharmed
from stats.models import Institution, Observation, Table
from stats.tidy import plan_tidy
from stats.writing import csv_bytes
from tests.builders import DISTRICTS, DISTRICTS_ROWS, make_table
from tests.desk import make_staff
from tests.readers import lines_of_jsonstat, listed, read_jsonstat, read_px, told
from tests.web import found, opened, text_of

pytestmark = pytest.mark.django_db
PX_STATUS = {".": "M", "..": "O", "...": "L", "....": "N", ".....": "V"}


@pytest.fixture
def published(sample_issues):
    """Both samples, published: every family there is."""
    for table in Table.objects.all():
        table.findings.update(verdict="as-printed")
    for issue in {table.issue_table.issue for table in Table.objects.all()}:
        publish(issue, checked=True)


def record(**only):
    """The figures of the record as tidy lines, asked for one by one."""
    order = (
        "row__table__dataset__position", "row__table__period", "row__table__origin",
        "row__position", "metric__position", "metric__code",
    )  # fmt: skip
    figures = Observation.objects.filter(row__table__published_at__isnull=False, **only)
    related = ("row__table__dataset", "row__institution", "metric")
    for one in figures.select_related(*related).order_by(*order):
        row, metric = one.row, one.metric
        table, code = row.table, row.institution.code if row.institution else ""
        start = (table.dataset.slug, f"{table.period:%Y-%m}", table.origin, row.kind, row.group)
        labels = (metric.code, metric.label, metric.unit)
        yield (
            *start, row.position, code, row.printed_name, *labels, one.value, one.status,
            one.raw_text,
        )  # fmt: skip


def taken(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response.getvalue()


def from_csv(data):
    as_text = {"dtype": str, "keep_default_na": False, "encoding": "utf-8-sig"}
    frame = pandas.read_csv(io.BytesIO(data), **as_text)
    assert tuple(frame.columns) == COLUMNS
    return [_line(line) for line in frame.itertuples(index=False, name=None)]


def _line(texts):
    line = [unharmed(text) if isinstance(text, str) else text for text in texts]
    line[5] = int(line[5])
    line[11] = Decimal(str(line[11])) if line[11] not in ("", None) else None
    return tuple("" if text is None and place != 11 else text for place, text in enumerate(line))


def from_xlsx(data):
    sheet = openpyxl.load_workbook(io.BytesIO(data))["数据"]
    head, *lines = sheet.iter_rows(values_only=True)
    assert head == COLUMNS
    return [_line(line) for line in lines]


def as_seen(lines):
    """The same lines as a spreadsheet holds texts."""
    return [tuple(seen(one) if isinstance(one, str) else one for one in line) for line in lines]


def unchanged(path, user):
    """How many figures the importer of tidy lists finds in a file, all of them as it has them."""
    aside = path.with_name("lines")
    told = read_listing_here(path, path.name, aside)
    plan = plan_tidy(Listing(**told, file=io.BytesIO(aside.read_bytes())), user)
    assert (list(plan.refused), list(plan.edits)) == ([], [])
    return plan.unchanged


def kept(path, data):
    path.write_bytes(data)
    return path


FAMILIES = (
    "hotline", "hotline-cities", "bookings", "booking-channels", "telemedicine",
    "telemedicine-uploads", "platform-districts", "platform-hospitals", "kiosks",
)  # fmt: skip


def test_every_family_is_the_record_in_every_format_and_comes_back_unchanged(
    client, published, tmp_path
):
    user = make_staff()
    for slug in FAMILIES:
        lines = list(record(row__table__dataset__slug=slug))
        assert lines, slug
        path = f"/stats/{slug}/data"
        data = taken(client, f"{path}.csv")
        assert from_csv(data) == lines
        assert unchanged(kept(tmp_path / "a.csv", data), user) == len(lines)
        data = taken(client, f"{path}.xlsx")
        assert from_xlsx(data) == as_seen(lines)
        assert unchanged(kept(tmp_path / "a.xlsx", data), user) == len(lines)
        read = list(lines_of_jsonstat(taken(client, f"{path}.json")))
        assert read == lines
        again = b"".join(csv_bytes(COLUMNS, read))
        assert unchanged(kept(tmp_path / "b.csv", again), user) == len(lines)
        assert in_px(taken(client, f"{path}.px")) == cells_for_px(lines)


def in_px(data):
    """{(month, code of the row, code of the metric): (digits or status, note)} of a PX."""
    px = read_px(data)
    sides = [*listed(px, "STUB"), *listed(px, "HEADING")]
    codes = [
        dict(zip(listed(px, "VALUES", side), listed(px, "CODES", side), strict=True))
        for side in sides
    ]
    cells = {}
    for place, figure in px.cells.items():
        if figure != '"......"':
            status = PX_STATUS.get(figure.strip('"'))
            note = told(px, "CELLNOTE", *place) if ("CELLNOTE", place) in px.words else None
            period, printing, subject, metric = (
                side[label] for side, label in zip(codes, place, strict=True)
            )
            value = None if status else Decimal(figure)
            cells[period, printing, subject, metric] = (value, status or "A", note)
    return cells


def cells_for_px(lines):
    """What a PX is to hold of lines in which no row stands twice in a table."""
    cells = {}
    for line in lines:
        _, period, _, kind, group, _, code, name, metric, _, _, value, status, raw = line
        parts = (kind, _flat(group), _flat(name))
        subject = code or "/".join(filter(None, parts))
        digits = "" if value is None else format(value.normalize(), "f")
        note = raw.replace('"', "”").replace("\n", "#") if raw not in ("", digits) else None
        cells[period, "1", subject, metric] = (value, status, note)
    return cells


def _flat(text):
    parts = text.split()
    return ("" if all(len(part) == 1 for part in parts) else " ").join(parts)


def test_every_month_is_the_record_and_its_workbook_is_set_as_its_page(client, published):
    for table in Table.objects.select_related("dataset"):
        lines = list(record(row__table=table))
        path = table.get_absolute_url().removesuffix("/")
        assert from_csv(taken(client, f"{path}.csv")) == lines
        assert list(lines_of_jsonstat(taken(client, f"{path}.json"))) == lines
        assert in_px(taken(client, f"{path}.px")) == cells_for_px(lines)
        data = taken(client, f"{path}.xlsx")
        assert from_xlsx(data) == as_seen(lines)
        assert printed_in(data) == on_page(opened(client, f"{path}/"))


def printed_in(data):
    """The cells of the printed table in a workbook: {(row, column): text}, spans, from its head."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    bordered = [
        row for row in sheet.iter_rows() if row[0].border.left.style or row[-1].border.left.style
    ]
    first = bordered[0][0].row
    cells = {
        (cell.row - first, cell.column - 1): _as_printed(cell)
        for row in bordered
        for cell in row
        if cell.value is not None
    }
    spans = {
        (span.min_row - first, span.min_col - 1, span.size["rows"], span.size["columns"])
        for span in sheet.merged_cells.ranges
        if span.min_row >= first and span.min_row <= bordered[-1][0].row
    }
    return cells, spans


def _as_printed(cell):
    """The text that a spreadsheet shows."""
    if isinstance(cell.value, int | float):
        places = len(cell.number_format.partition(".")[2])
        return f"{cell.value:.{places}f}"
    return " ".join(cell.value.split())


def on_page(page):
    """The same of the table on a page."""
    cells, spans, taken_up = {}, set(), set()
    for number, row in enumerate(found(page, "table")[0].xpath(".//tr")):
        column = 0
        for cell in row.xpath("th | td"):
            while (number, column) in taken_up:
                column += 1
            down, across = int(cell.get("rowspan", 1)), int(cell.get("colspan", 1))
            taken_up |= {(number + y, column + x) for y in range(down) for x in range(across)}
            if text_of(cell):
                cells[number, column] = text_of(cell)
            if down > 1 or across > 1:
                spans.add((number, column, down, across))
    return cells, spans


def test_an_institution_is_its_figures_of_all_families(client, published):
    drum = Institution.objects.get(code="nanjing-gulou-yiyuan")
    lines = list(record(row__institution=drum))
    assert {line[0] for line in lines} > {"bookings", "platform-hospitals"}
    assert from_csv(taken(client, f"/institutions/{drum.code}.csv")) == lines
    data = taken(client, f"/institutions/{drum.code}.xlsx")
    assert from_xlsx(data) == as_seen(lines)
    titles = [sheet.title for sheet in openpyxl.load_workbook(io.BytesIO(data))]
    assert titles[-2:] == ["数据", "说明"]
    _, cells = read_jsonstat(taken(client, f"/institutions/{drum.code}.json"))
    assert {(place[0], place[3]): cell for place, cell in cells.items()} == {
        (line[1], f"{line[0]}.{line[8]}"): line[11:] for line in lines
    }
    px = in_px(taken(client, f"/institutions/{drum.code}.px"))
    assert {(place[0], place[3]): cell[:2] for place, cell in px.items()} == {
        (line[1], f"{line[0]}.{line[8]}"): line[11:13] for line in lines
    }


def test_a_month_is_plain_json_stat(client):
    make_table("districts", header=DISTRICTS, rows=DISTRICTS_ROWS, family="数据采集（区）")
    data = taken(client, "/stats/districts/2024-08.json").decode()
    values = [52, 129, 445558, 138980.8, None, 129, 0, None]
    assert json.loads(data)["value"] == {str(at): value for at, value in enumerate(values)}
    assert json.loads(data)["size"] == [1, 1, 2, 4]
    assert json.loads(data)["status"] == {"4": "L", "7": "M"}
    assert json.loads(data)["extension"]["raw_text"] == {
        "0": "52/129", "1": "52/129", "4": "未反馈/129", "5": "未反馈/129", "7": "/",
    }  # fmt: skip


ODD = [
    *('他说"好"，', "=1+1", "a\nb", "'甲", "<b>&amp;</b>", "#N/A", "；;", "@SUM(A1)", "😀"),
    "长" * 300,
]


def test_any_text_survives(client):
    rows = [(f"{number}", text[:100], "1", "2") for number, text in enumerate(ODD)]
    table = make_table(rows=rows)
    Observation.objects.filter(row__table=table, metric__code="online").delete()
    for row, text in zip(table.rows.all(), ODD, strict=True):
        cell = row.observations.get()
        cell.value, cell.status, cell.raw_text = None, "V", text
        cell.save()
    lines = list(record())
    path = "/stats/bookings/2024-08"
    assert from_csv(taken(client, f"{path}.csv")) == lines
    assert from_xlsx(taken(client, f"{path}.xlsx")) == as_seen(lines)
    assert list(lines_of_jsonstat(taken(client, f"{path}.json"))) == lines
    notes = [cell[2] for cell in in_px(taken(client, f"{path}.px")).values()]
    assert sorted(notes) == sorted(text.replace('"', "”").replace("\n", "#") for text in ODD)
    book = openpyxl.load_workbook(io.BytesIO(taken(client, f"{path}.xlsx")))
    assert {cell.data_type for sheet in book for row in sheet for cell in row} == {"s", "n"}


def test_what_stands_twice_in_a_table_or_is_printed_twice_is_told_apart(client):
    drum = "南京鼓楼医院"
    rows = [("1", drum, "1", "2"), ("2", drum, "3", "4"), ("", "合计", "4", "6")]
    make_table(rows=rows)
    make_table(rows=rows, origin="2024-10")
    lines = list(record())
    data = taken(client, "/stats/bookings/2024-08.json")
    assert list(lines_of_jsonstat(data)) == lines
    read, cells = read_jsonstat(data)
    assert read["size"] == [1, 2, 3, 2]
    code = "nan-jing-gu-lou-yi-yuan"
    assert read["dimension"]["subject"]["category"]["label"] == {
        code: drum, f"{code}#2": f"{drum}（2）", "total/合计": "合计",
    }  # fmt: skip
    assert len(cells) == len(read_px(taken(client, "/stats/bookings/2024-08.px")).cells) == 12
