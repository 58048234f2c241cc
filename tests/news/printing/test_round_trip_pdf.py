"""What is printed of an issue as PDF is read back as the very record it was printed from.

The comparison is that of the other prints, of what the fonts can show: a character they lack is 〓,
a tab is a blank. Names of generated rows have single blanks, as more are lost where a cell is full.
"""

import os

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from news.printing.letters import printed
from news.printing.pdf import pdf_of
from stats.documents.pdf import read_pdf
from tests.conftest import ROOT
from tests.news.printing.papers import context_of, record_of
from tests.news.printing.round_trip_issues import issues, saved
from tests.news.printing.test_round_trip import (
    ADDRESS,
    REAL,
    SAMPLES,
    record_in,
    taken_and_undone,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

# A release is tried with PDF_ROUND_TRIPS=200.
EXAMPLES = int(os.environ.get("PDF_ROUND_TRIPS", "5"))


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


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(told=issues())
def test_any_issue_comes_back(told):
    names = [" ".join(name.split()) for name in told["names"]]
    with transaction.atomic():
        issue = saved(told | {"names": names})
        record, context = record_of(issue), context_of(issue)
        transaction.set_rollback(True)
    document = read_pdf("print.pdf", pdf_of(context, ADDRESS))
    assert shown(record_in(document, record)) == shown(record)


def shown(record):
    """A record with its texts as the fonts can show them."""
    if isinstance(record, dict):
        return {name: shown(value) for name, value in record.items()}
    if isinstance(record, list):
        return [shown(value) for value in record]
    return printed(record) if isinstance(record, str) else record
