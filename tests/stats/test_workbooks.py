"""The workbook of an issue: written, filled in, read back."""

import io

import openpyxl
import pytest

from stats.documents.workbooks import read_sheets
from stats.drafting import draft_table
from stats.models import Observation, Table
from stats.parsing.workbooks import filled_sheet
from stats.workbooks import workbook_of
from tests.builders import BOOKINGS_ROWS, DISTRICTS, DISTRICTS_ROWS, make_table, month

pytestmark = [pytest.mark.django_db, pytest.mark.once]

HINT = "只填白色的格。空着的格不会改动已录入的数；没有数字的，照来表写 /、— 或 未反馈。"


def book_of(*tables):
    return openpyxl.load_workbook(io.BytesIO(workbook_of(list(tables))))


def sheet_of(table):
    return book_of(table).worksheets[0]


def texts(sheet, first=2):
    """The values of the sheet row by row, without the codes and what is empty at the end."""
    rows = [[cell.value for cell in row[first - 1 :]] for row in sheet.iter_rows(min_row=2)]
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    return rows


def read_back(book, folder):
    """The FilledSheet of each sheet of `book`, saved and opened again."""
    path = folder / "填报表.xlsx"
    book.save(path)
    return [filled_sheet(grid) for grid in read_sheets(path).blocks]


def filled(sheet):
    return {(cell.row, cell.metrics): cell.raw for cell in sheet.cells}


def drafted(**options):
    return draft_table(make_table(**options), month("2024-09"), "2024-10")


def printed_texts(table):
    """{(row, codes): text} of all cells that have something, both numbers of a pair as one."""
    pairs = [tuple(column["metrics"]) for column in table.header if len(column["metrics"]) > 1]
    found = {}
    cells = Observation.objects.filter(row__table=table).exclude(raw_text="")
    for row, code, raw in cells.values_list("row", "metric__code", "raw_text"):
        codes = next((pair for pair in pairs if code in pair), (code,))
        found[row, codes] = raw.strip()
    return found


def test_a_table_is_drawn_as_printed_with_last_month_beside():
    assert texts(sheet_of(drafted(title="2024年8月预约挂号"))) == [
        ["2024年9月预约挂号"],
        [HINT, None, None, None, None, "上月（2024年8月），供对照，不会读入"],
        ["序号", "单位", "12320在线预约", "小计", None, "12320在线预约", "小计"],
        [1, "南京鼓楼医院", None, None, None, 6668, 8724],
        [2, "南京市儿童医院", None, None, None, 1819, 2211],
        ["合计", None, None, None, None, 8487, 10935],
    ]


def test_nested_headers_are_merged_as_printed():
    table = make_table(header=DISTRICTS, rows=DISTRICTS_ROWS)
    sheet = sheet_of(table)
    assert texts(sheet)[2:5] == [
        ["接入单位", "申明上传表/规定上传表", "门急诊信息"],
        [None, None, "人次", "收入（千元）"],
        ["江宁区", "52/129", 445558, 138980.8],
    ]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert {"B4:B5", "C4:C5", "D4:E4"} <= merged


def test_only_the_cells_to_be_filled_in_are_unlocked():
    sheet = sheet_of(drafted())
    unlocked = [
        cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked
    ]
    assert unlocked == ["D5", "E5", "D6", "E6", "D7", "E7"]
    assert sheet.protection.sheet and sheet.protection.password is None


def test_headings_stay_in_view_and_the_print_is_a4_landscape():
    sheet = sheet_of(drafted())
    assert (sheet.freeze_panes, sheet.print_area) == ("D5", "'预约挂号'!$B$2:$E$8")
    page = sheet.page_setup
    assert (page.orientation, page.paperSize, page.fitToWidth) == ("landscape", 9, 1)


def test_the_figures_of_a_paragraph_are_listed_with_their_words(sample_issues):
    table = Table.objects.get(dataset__slug="hotline-cities")
    rows = texts(sheet_of(table))
    assert rows[2:5] == [
        ["名称", "指标", "单位", "2020年11月", "上月"],
        ["全省12320", "接听电话", "人次", 133003],
        ["南京", "接听电话", "人次", 95380],
    ]


def test_the_figure_of_a_note_has_a_line_with_its_name_and_unit(sample_issues):
    table = Table.objects.get(dataset__slug="platform-hospitals", origin="2020-12")
    assert ["区及医院累计校验入库数据（亿条）", 81.9] in texts(sheet_of(table))


@pytest.mark.parametrize("sign", "=+-@")
def test_text_that_begins_like_a_formula_is_text(sign):
    name = f"{sign}SUM(A1:A9)"
    sheet = sheet_of(make_table(rows=[("1", name, "1", "2")], title=name))
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == name]
    assert [(cell.data_type, cell.quotePrefix) for cell in cells] == [("s", True)] * 2


def test_numbers_are_numbers_only_where_nothing_of_them_gets_lost():
    raws = ["12", "0", "1.5", "608.70", "007", "1,234", "-3", "1234567890123456", "未反馈"]
    rows = [(str(n), f"医院{n}", raw, "1") for n, raw in enumerate(raws)]
    table = make_table(rows=[(n, name, "1", "1") for n, name, *_ in rows])
    for row, raw in zip(table.rows.order_by("position"), raws, strict=True):
        row.observations.filter(metric__code="online").update(raw_text=raw)
    sheet = sheet_of(table)
    given = [sheet.cell(line, 4).value for line in range(5, 5 + len(raws))]
    assert given == [12, 0, 1.5, "608.70", "007", "1,234", "-3", "1234567890123456", "未反馈"]


def test_two_months_of_a_family_have_a_sheet_each():
    tables = [make_table(period="2024-08"), make_table(period="2024-07", origin="2024-10")]
    assert book_of(*tables).sheetnames == ["预约挂号 2024-08", "预约挂号 2024-07"]


def test_signs_that_no_sheet_name_may_have_are_left_out():
    table = make_table(family="甲/乙[一]:二?*\\三" + "长" * 40)
    (name,) = book_of(table).sheetnames
    assert (len(name), set("[]:*?/\\") & set(name)) == (31, set())


def test_every_table_of_the_sample_issues_reads_back_exactly(sample_issues, tmp_path):
    for origin in ("2020-12", "2024-09"):
        tables = list(Table.objects.filter(origin=origin).select_related("dataset", "layout"))
        sheets = read_back(book_of(*tables), tmp_path)
        assert [sheet.table for sheet in sheets] == [table.pk for table in tables]
        for sheet, table in zip(sheets, tables, strict=True):
            assert filled(sheet) == printed_texts(table), table


def test_every_drafted_table_filled_in_with_last_month_reads_back_exactly(sample_issues, tmp_path):
    for last in Table.objects.filter(origin="2024-09").select_related("dataset", "layout"):
        table = draft_table(last, month("2024-09"), "2024-10")
        book, wanted = book_of(table), printed_texts(last)
        rows = dict(zip(last.rows.values_list("pk"), table.rows.values_list("pk"), strict=True))
        sheet = book.worksheets[0]
        texts = {(rows[row,][0], codes): raw for (row, codes), raw in wanted.items()}
        fill(sheet, texts)
        (again,) = read_back(book, tmp_path)
        assert (again.table, filled(again)) == (table.pk, texts)


def fill(sheet, texts):
    """Type these texts into the cells that the codes say, whole numbers as numbers."""
    texts = {key: int(raw) if raw.isdecimal() else raw for key, raw in texts.items()}
    columns = {cell.value[2:]: cell.column for cell in sheet[1][1:] if cell.value}
    for (line,) in sheet.iter_rows(min_row=2, max_col=1):
        for (row, codes), raw in texts.items():
            own, plain = f"行{row} {'/'.join(codes)}", f"行{row}"
            if line.value == own:
                sheet.cell(line.row, min(columns.values())).value = raw
            elif line.value == plain and "/".join(codes) in columns:
                sheet.cell(line.row, columns["/".join(codes)]).value = raw


def test_blank_cells_change_nothing(tmp_path):
    (sheet,) = read_back(book_of(drafted()), tmp_path)
    assert sheet.cells == ()


def test_rows_that_were_sorted_still_go_where_they_belong(tmp_path):
    table = make_table(rows=BOOKINGS_ROWS[:2])
    book = book_of(table)
    sheet = book.worksheets[0]
    for column in range(1, sheet.max_column + 1):
        above, below = sheet.cell(5, column), sheet.cell(6, column)
        above.value, below.value = below.value, above.value
    (again,) = read_back(book, tmp_path)
    assert filled(again) == printed_texts(table)


def test_each_cell_tells_its_sheet_and_address(tmp_path):
    (sheet,) = read_back(book_of(make_table()), tmp_path)
    assert [cell.where for cell in sheet.cells[:2]] == ["预约挂号!D5", "预约挂号!E5"]


def test_a_cell_of_two_numbers_is_text_or_excel_would_make_it_a_date(tmp_path):
    table = draft_table(
        make_table(header=DISTRICTS, rows=DISTRICTS_ROWS), month("2024-09"), "2024-10"
    )
    book = book_of(table)
    box = book.worksheets[0]["C6"]
    assert box.number_format == "@"
    box.value = "3/4"
    ((cell,),) = (sheet.cells for sheet in read_back(book, tmp_path))
    assert (cell.metrics, cell.raw) == (("declared", "required"), "3/4")


def test_a_sheet_without_codes_is_none_of_ours(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["单位", "人次"])
    assert read_back(book, tmp_path) == [None]
