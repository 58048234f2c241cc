"""What goes out and comes in again changes nothing, whatever it holds and in whatever format."""

import io
from decimal import Decimal
from xml.sax.saxutils import escape

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import example, given, settings
from hypothesis import strategies as st

from news.importing import ingest
from news.models import Article, Brief, Issue
from stats.documents import Listing, seen
from stats.documents.listing import read_listing_here
from stats.models import Institution, InstitutionName, Observation, Row
from stats.resources import ObservationResource
from stats.tidy import plan_tidy
from stats.writing import FORMATS, unguarded
from tests.builders import DISTRICTS, DISTRICTS_ROWS, make_issue, make_table
from tests.desk import make_staff
from tests.exchange import IMPORTED, csv_of, exported, lines_of, nothing_to_write
from tests.stats.documents.workbooks import ods, ods_row, xls

pytestmark = pytest.mark.django_db

FAMILIES = {
    "2020-12": {
        "hotline", "hotline-cities", "bookings", "booking-channels", "telemedicine",
        "telemedicine-uploads", "platform-districts", "platform-hospitals", "kiosks",
    },
    "2024-09": {
        "hotline", "bookings", "booking-channels", "platform-districts", "platform-hospitals",
    },
}  # fmt: skip
# What the builder of .xls files in the tests has room for.
AT_ONCE = 60


PIECES = [
    *"=+-@\t\n\r'\"\u200b\u2028\u2029\x85\ufeff;,|&<>＝＋－＠甲９，。%５ \u3000\xa0😀\x01\x1f",
    *("'=", "''", "=1+1", "_x000D_", "_x0041_", "\r\n", "52/129", "未反馈", "1e5", "007"),
    *("-5.5", "+86", "#N/A", "TRUE", "1.0", "<b>&nbsp;</b>", "；;", "a\n\tb\n\tc", "]]>", "é"),
    *("—", "…", "０１２", "2024-08", "长" * 3000),
]
ODD = st.lists(st.sampled_from(PIECES), max_size=6).map("".join).map(
    lambda text: text.replace("\r\r\n", "\r\n")
)  # fmt: skip
# Texts of each kind that hypothesis found, or that once came back as others.
FOUND = [
    "===\x85;",
    "<b>&nbsp;</b>\u2028;\u2028;",
    "'\r\n",
    "\r\n=",
    "\x01\r\n=",
    " '=1",
    "'\u200b=1",
    "\t\r",
    "_x000D_",
    "a\n\tb\n\tc",
    "\t=1",
    "'",
]
READINGS = [
    *((Decimal("12.5"), "A"), (Decimal("-3"), "A"), (Decimal("123456789012345678"), "A")),
    *((Decimal("0.000001"), "A"), (Decimal(0), "A")),
    *((None, status) for status in "OMNLV"),
]


@pytest.fixture
def admin_user(db):
    return make_staff()


@pytest.fixture(params=["samples", "bulletins"])
def issues(request, catalogue):
    """The two issues, made up and real, as records that are not published."""
    if request.param == "samples":
        return request.getfixturevalue("sample_issues")
    folder = request.getfixturevalue("bulletins")
    return [ingest(path) for path in sorted(folder.glob("*.txt"))]


def others_of(data):
    """The same list as other programs would save it: name and bytes of each file."""
    lines = lines_of(data)
    text = csv_of(lines).decode()
    yield "a.csv", text.encode()
    yield "a.csv", text.encode("utf-8-sig")
    yield "a.csv", text.encode("gb18030")
    yield "a.csv", text.encode("utf-16")
    yield "a.ods", ods("".join(ods_row(*map(_for_ods, line)) for line in lines))
    for start in range(1, len(lines), AT_ONCE):
        yield "a.xls", xls([lines[0], *lines[start : start + AT_ONCE]])


def _for_ods(text):
    return escape(text).replace("\n", "</text:p><text:p>")


class TestRealIssues:
    def test_hold_figures_of_every_family(self, issues):
        found = Observation.objects.values_list(
            "row__table__origin", "row__table__dataset__slug"
        ).distinct()
        assert {origin: {slug for first, slug in found if first == origin}
                for origin, _ in found} == FAMILIES  # fmt: skip

    @pytest.mark.parametrize("kind", FORMATS)
    def test_give_figures_that_change_nothing(self, issues, admin_client, kind):
        data = exported(admin_client, Observation, kind)
        result = nothing_to_write(admin_client, Observation, f"a.{kind}", data)
        assert result.unchanged == Observation.objects.count() > 1000

    @pytest.mark.once
    def test_give_figures_that_change_nothing_once_saved_elsewhere(self, issues, admin_client):
        unchanged = {}
        for name, data in others_of(exported(admin_client, Observation, "csv")):
            result = nothing_to_write(admin_client, Observation, name, data)
            unchanged.setdefault(name, []).append(result.unchanged)
        count = Observation.objects.count()
        assert unchanged["a.csv"] + unchanged["a.ods"] == [count] * 5
        assert sum(unchanged["a.xls"]) == count

    @pytest.mark.parametrize("model", IMPORTED)
    def test_give_lists_that_change_nothing(self, issues, admin_client, model):
        for kind in FORMATS:
            data = exported(admin_client, model, kind)
            result = nothing_to_write(admin_client, model, f"a.{kind}", data)
            assert result.unchanged == model.objects.count() > 0


def read_back(folder, kind, header, lines):
    """The Listing of these lines written out as `kind`, or as CSV in the encoding of that name."""
    write, _ = FORMATS.get(kind, FORMATS["csv"])
    data = b"".join(write(header, lines))
    if kind not in FORMATS:
        data = data.decode("utf-8-sig").encode(kind)
    path = folder / (f"a.{kind}" if kind in FORMATS else "a.csv")
    path.write_bytes(data)
    aside = folder / "lines"
    told = read_listing_here(path, path.name, aside)
    return Listing(**told, file=io.BytesIO(aside.read_bytes()))


@pytest.mark.once
@pytest.mark.parametrize("kind", [*FORMATS, "utf-8", "gb18030"])
def test_any_text_comes_back_from_any_format(kind, tmp_path):
    @settings(max_examples=60)
    @given(st.lists(st.tuples(ODD, ODD), min_size=1, max_size=8))
    @example([(text, "甲") for text in FOUND])
    @example([("甲", text) for text in FOUND])
    def comes_back(pairs):
        lines = [[number, *pair] for number, pair in enumerate(pairs)]
        listing = read_back(tmp_path, kind, ["号", "甲", "乙"], lines)
        texts = [(line[1] + ["", ""])[1:3] for line in listing.lines]
        if listing.guards:
            texts = [[unguarded(text) for text in line] for line in texts]
        assert texts == [[seen(text) for text in pair] for pair in pairs]

    comes_back()


@pytest.mark.parametrize("kind", FORMATS)
def test_figures_with_any_text_value_and_status_change_nothing(kind, admin_user, tmp_path):
    make_table("districts", header=DISTRICTS, rows=DISTRICTS_ROWS, published=False)
    rows, figures = list(Row.objects.all()), list(Observation.objects.all())
    some = {"min_size": len(figures), "max_size": len(figures)}

    @settings(max_examples=15)
    @given(st.lists(st.tuples(ODD, ODD, ODD, st.sampled_from(READINGS)), **some))
    @example([(text, text, text, (None, "V")) for text in FOUND][: len(figures)])
    def nothing_changes(drawn):
        for row, (row.group, row.printed_name, *_) in zip(rows, drawn, strict=False):
            row.save()
        for figure, (_, _, raw, reading) in zip(figures, drawn, strict=True):
            (figure.value, figure.status), figure.raw_text = reading, raw
        Observation.objects.bulk_update(figures, ["value", "status", "raw_text"])
        resource = ObservationResource()
        listing = read_back(tmp_path, kind, resource.header, resource.lines(None))
        plan = plan_tidy(listing, admin_user)
        assert (plan.refused, plan.edits, plan.unchanged) == ([], [], len(figures))

    nothing_changes()


def test_lists_with_odd_texts_change_nothing(admin_user, admin_client):
    texts = [*FOUND, *PIECES, "=1+1医院", "@甲", "-2+3", "+1"]
    hospital = Institution.objects.create(code="a", name="甲医院")
    for number, text in enumerate(texts):
        Institution.objects.create(code=f"i-{number}", name=f"甲{number}"[:100], note=text)
        InstitutionName.objects.create(institution=hospital, name=f"{text[:50]}{number}院",
                                       note=text[:100])  # fmt: skip
    issue = make_issue(2024, 10, state="draft", articles=(), briefs=())
    Brief.objects.bulk_create(
        Brief(issue=issue, position=number, text=text) for number, text in enumerate(texts)
    )
    Article.objects.bulk_create(
        Article(issue=issue, position=number, title=f"{text[:90]}{number}", body=text)
        for number, text in enumerate(texts)
    )
    for model in IMPORTED:
        for kind in FORMATS:
            data = exported(admin_client, model, kind)
            result = nothing_to_write(admin_client, model, f"a.{kind}", data)
            assert result.unchanged == model.objects.count() >= len(texts)
        lines = exported(admin_client, model, "csv").decode("utf-8-sig")
        result = nothing_to_write(admin_client, model, "a.csv", lines.encode("gb18030"))
        assert result.unchanged == model.objects.count()


def workbook_of(client, issue):
    """The workbook to be filled in, as it is downloaded from the issue."""
    response = client.get(reverse("admin:news_issue_workbook", args=[issue.pk]))
    return openpyxl.load_workbook(io.BytesIO(response.content))


def planned(client, book):
    """What a preview of the uploaded workbook says."""
    data = io.BytesIO()
    book.save(data)
    sent = {"period": "2024-08", "files": SimpleUploadedFile("填报表.xlsx", data.getvalue())}
    return client.post(reverse("admin:stats_import_add"), sent, follow=True).context["plan"]


def boxes_of(sheet):
    """The white cells, those for two figures of one cell left out."""
    return [
        cell
        for line in sheet.iter_rows()
        for cell in line
        if not cell.protection.locked and cell.number_format != "@"
    ]


@pytest.mark.once
class TestTheWorkbook:
    def test_of_a_whole_issue_changes_nothing(self, issues, admin_client):
        for issue in Issue.objects.all():
            plan = planned(admin_client, workbook_of(admin_client, issue))
            assert [sheet.errors for sheet in plan.sheets] == [[]] * issue.tables.count()
            cells = [cell for sheet in plan.sheets for cell in sheet.cells]
            assert {cell.state for cell in cells} == {"unchanged"}
            assert (plan.errors, plan.writes, len(cells) > 300) == ([], 0, True)

    def test_changes_what_was_filled_in_and_nothing_else(self, issues, admin_client):
        for issue in Issue.objects.all():
            book, filled = workbook_of(admin_client, issue), []
            for sheet in book.worksheets:
                box = boxes_of(sheet)[-1]
                box.value = 987654
                filled.append(f"{sheet.title}!{box.coordinate}")
            plan = planned(admin_client, book)
            told = [cell for sheet in plan.sheets for cell in sheet.cells]
            assert [(cell.where, cell.raw) for cell in told if cell.state != "unchanged"] == [
                (place, "987654") for place in filled
            ]
