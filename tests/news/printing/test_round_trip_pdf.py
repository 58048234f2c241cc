"""What is printed of an issue as PDF is read back as the very record it was printed from.

The comparison is that of the other prints, of what the fonts can show: a character they lack is 〓,
a tab is a blank.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.printing.letters import printed
from news.printing.pdf import pdf_of
from stats.documents.pdf import read_pdf
from tests.conftest import ROOT
from tests.news.printing.round_trip_issues import KINDS
from tests.news.printing.test_round_trip import (
    ADDRESS,
    MANY,
    REAL,
    SAMPLES,
    record_in,
    saved_and_undone,
    taken_and_undone,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.once,
    pytest.mark.usefixtures("catalogue"),
]


def assert_comes_back(path, folder, address):
    record, context = taken_and_undone(path)
    (folder / "print.pdf").write_bytes(pdf_of(context, address))
    assert taken_and_undone(folder / "print.pdf")[0] == record


@pytest.mark.parametrize("address", ["", ADDRESS])
@pytest.mark.parametrize("name", REAL)
def test_a_real_issue_comes_back(name, address, bulletins, tmp_path):
    assert_comes_back(bulletins / name, tmp_path, address)


@pytest.mark.parametrize("address", ["", ADDRESS])
@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_issue_comes_back(name, address, tmp_path):
    assert_comes_back(ROOT / "news" / "samples" / name, tmp_path, address)


@pytest.mark.parametrize("kind", KINDS)
@MANY
@given(data=st.data())
def test_any_issue_comes_back(kind, data):
    record, context = saved_and_undone(data.draw(KINDS[kind]))
    document = read_pdf("print.pdf", pdf_of(context, ADDRESS))
    assert shown(record_in(document, record)) == shown(record)


def shown(record):
    """A record with its texts as the fonts can show them."""
    if isinstance(record, dict):
        return {name: shown(value) for name, value in record.items()}
    if isinstance(record, list):
        return [shown(value) for value in record]
    return printed(record) if isinstance(record, str) else record
