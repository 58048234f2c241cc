"""Corrections in print: the mark on the figure, what it was, when and why; read back exactly."""

from datetime import date
from io import BytesIO

import docx
import pytest
from django.db import transaction

from news.importing import ingest
from news.models import Issue
from news.presenting import issue_context
from news.printing.pdf import pdf_of
from news.printing.plain import text_of
from news.printing.word import docx_of
from stats.changes import Change, lines_of
from stats.shapes import Grid
from tests.conftest import ROOT
from tests.news.corrections import corrected, typed
from tests.news.printing.contexts import context, pages_of, shape
from tests.news.printing.papers import record_of
from tests.news.printing.test_round_trip import ADDRESS, taken_and_undone

pytestmark = [pytest.mark.django_db, pytest.mark.once]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COLUMNS = [("number", "序号"), ("subject", "单位"), ("figure", "挂号"), ("figure", "缴费")]
ROWS = [("1", "鼓楼医院", "17", ""), ("2", "儿童医院", "34", "1/2"), ("", "合计", "51", "/")]
CHANGES = (
    Change("correction", date(2024, 10, 9), "鼓楼医院，挂号", "16", "17", "", reason="录入错误"),
    Change("late", date(2024, 10, 9), "表后附注", "旧", "新", "", is_words=True, reason="来源补报"),
    Change("revision", date(2024, 11, 1), "鼓楼医院，缴费", "8", "空白", ""),
)
LEGEND = "记号：r 更正后的数据"
LINES = [
    "更正，2024年10月9日：鼓楼医院，挂号由 16 改为 17（录入错误）。",
    "补报，2024年10月9日：表后附注有改动（来源补报）。",
    "修订，2024年11月1日：鼓楼医院，缴费由 8 改为 空白。",
]
MARKED = [["1", "鼓楼医院", "17r", "r"], ["2", "儿童医院", "34", "1/2r"], ["合计", "51", "/r"]]


def marked(grid, *places):
    """The grid with the cells at these (row, column) corrected."""
    rows = [list(row.cells) for row in grid.body]
    for row, column in places:
        rows[row][column] = rows[row][column]._replace(was="8", deed="correction")
    body = (row._replace(cells=tuple(cells)) for row, cells in zip(grid.body, rows, strict=True))
    return Grid(grid.header, tuple(body))


def printed():
    table = shape(ROWS, COLUMNS, changes=CHANGES)
    table.grid = marked(table.grid, (0, 2), (0, 3), (1, 3), (2, 2))
    return context(shapes=[table], running_text="", editor="")


def cells_in(table):
    """Each cell once, raised letters with the others."""
    return [list(dict.fromkeys(c._tc for c in row.cells)) for row in table.rows]


def test_the_word_document_marks_what_was_corrected_and_says_how():
    document = docx.Document(BytesIO(docx_of(printed())))
    rows = cells_in(document.tables[0])[1:]
    told = [["".join(t.text for t in cell.iter(f"{W}t")) for cell in row] for row in rows]
    raised = [run for row in rows for cell in row for run in cell.iter(f"{W}r") if _style(run)]
    assert told == MARKED
    assert [(run.findtext(f"{W}t"), _style(run)) for run in raised] == [("r", "CorrectionMark")] * 4
    small = [one.text for one in document.paragraphs if one.style.name == "简报版面"]
    assert small == [LEGEND, *LINES]


def _style(run):
    found = run.find(f"{W}rPr/{W}rStyle")
    return None if found is None else found.get(f"{W}val")


@pytest.mark.parametrize("address", ["", ADDRESS])
def test_the_pdf_marks_what_was_corrected_and_says_how(address):
    (page,) = pages_of(BytesIO(pdf_of(printed(), address)))
    assert page.tables[0][1:4] == [*MARKED[:2], ["合计", "", *MARKED[2][1:]]]
    raised = [one for one in page.letters if one["text"] == "r" and one["size"] < 7]
    assert [_left_of(one, page.letters) for one in raised] == [True] * 4
    assert "".join(map(_tight, [LEGEND, *LINES])) in page.tight


def _left_of(mark, letters):
    """Whether all letters of its line that begin before a mark end before it too."""
    line = [one for one in letters if one["top"] - 4 < mark["top"] < one["bottom"]]
    before = [one["x1"] for one in line if one["x0"] < mark["x0"]]
    return max(before) <= mark["x0"] + 0.1


def _tight(line):
    """As the letters of a page are told."""
    return "".join(line.split()).translate(str.maketrans("，：（）", ",:()"))


def test_below_figures_told_in_sentences_corrections_are_listed_too():
    figures = [("电话", "31597")], [("subject", "名称"), ("figure", "数值")]
    words = {"form": "sentence", "text": "受理电话31597个。", "title": "热线"}
    table = shape(*figures, **words, changes=CHANGES[:1])
    table.grid = marked(table.grid, (0, 1))
    issue = context(shapes=[table], running_text="", editor="")
    document = docx.Document(BytesIO(docx_of(issue)))
    small = [one.text for one in document.paragraphs if one.style.name == "简报版面"]
    (page,) = pages_of(BytesIO(pdf_of(issue)))
    assert small == LINES[:1]
    assert "鼓楼医院,挂号由16改为17(录入错误)。" in page.tight


def test_of_more_corrections_than_a_page_can_bear_their_number_is_told():
    some = [CHANGES[0]] * 300 + [CHANGES[2]]
    assert lines_of(some) == [
        "更正，2024年10月9日：300 处（录入错误），逐条见网页。",
        "修订，2024年11月1日：1 处，逐条见网页。",
    ]


# -- read back


def edition_of_corrections():
    """A sample with corrections in tables of every form: a figure, a blank, a pair, a sum."""
    ingest(ROOT / "news" / "samples" / "2024-09.txt", publishing=True)
    issue = Issue.objects.get()
    table = {one.dataset.slug: one for one in issue.tables.select_related("dataset")}
    return issue, corrected(
        issue,
        cells=[
            *typed(table["bookings"], online="6686", quick=""),
            *typed(table["bookings"], "南京市儿童医院", online="/"),
            *typed(table["bookings"], "总预约挂号量", cumulative="34167791"),
            *typed(table["platform-districts"], "江宁区", forms_realtime__forms_required="53/129"),
        ],
        words=[
            {
                "table": table["bookings"].pk,
                "field": "note",
                "old": table["bookings"].note,
                "new": "（截止2024年8月，总预约挂号量为34167791次）",
            }
        ],
    )


@pytest.mark.usefixtures("catalogue")
def test_a_corrected_print_is_read_back_without_its_marks(tmp_path):
    with transaction.atomic():
        issue, edition = edition_of_corrections()
        record, told = record_of(issue), issue_context(edition.whole)
        transaction.set_rollback(True)
    prints = {
        "word.docx": docx_of(told, ADDRESS),
        "print.pdf": pdf_of(told, ADDRESS),
        "plain.txt": text_of(told).encode(),
    }
    for name, content in prints.items():
        (tmp_path / name).write_bytes(content)
    assert {name: taken_and_undone(tmp_path / name)[0] for name in prints} == dict.fromkeys(
        prints, record
    )
