"""The sample issues and the real ones in print: every cell and every line is there."""

import unicodedata
from io import BytesIO

import pytest

from news.freezing import frozen
from news.importing import ingest
from news.models import Issue
from news.presenting import issue_context
from news.printing.pdf import missing_glyphs, pdf_of
from tests.news.printing.contexts import ADDRESS, pages_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def tight(text):
    return "".join(unicodedata.normalize("NFKC", text).split())


def contexts():
    return [issue_context(frozen(issue)) for issue in Issue.objects.order_by("year")]


def check(issue):
    """Nothing is missing of tables, texts, briefs and colophon, and nothing stands off the page."""
    pages = pages_of(BytesIO(pdf_of(issue, ADDRESS)))
    text = "".join(page.tight for page in pages)
    grids = [table for page in pages for table in page.tables]
    assert [row for shape in issue["shapes"] for row in unprinted(shape, grids)] == []
    assert [line for line in lines_of(issue) if tight(line) not in text] == []
    assert [page.outside for page in pages] == [[]] * len(pages)
    assert missing_glyphs(issue) == []


def unprinted(shape, grids):
    """Rows of a table that no table of the pages has, cell for cell."""
    known = {tuple(filter(None, row)) for grid in grids for row in grid}
    rows = [] if shape.form == "sentence" else [row.cells for row in shape.grid.body]
    texts = [tuple(tight(cell.text) for cell in row if cell.role != "group") for row in rows]
    printed = known | {row[1:] for row in known}
    return [row for row in texts if tuple(filter(None, row)) not in printed]


def lines_of(issue):
    """Short pieces of all texts, since pages end in the middle of long ones."""
    for shape in issue["shapes"]:
        yield from (shape.title, shape.preface, *shape.note.splitlines())
    yield from (text for _, text in issue["colophon"])
    yield from (story.title for story in issue["stories"])
    yield from (brief.text[:12] for brief in issue["briefs"])


@pytest.mark.usefixtures("sample_issues")
def test_the_sample_issues_are_printed_whole():
    for issue in contexts():
        check(issue)


@pytest.mark.usefixtures("catalogue")
def test_the_real_issues_are_printed_whole(bulletins):
    for path in sorted(bulletins.glob("*.txt")):
        ingest(path)
    for issue in contexts():
        check(issue)
