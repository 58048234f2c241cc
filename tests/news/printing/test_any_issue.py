"""Any issue comes back from its Word document, plain text and PDF as it was (test_round_trip.py).

The comparison with the PDF is of what the fonts can show: a character they lack is 〓, a tab is a
blank.
"""

import os

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from news.printing.letters import printed as written
from news.printing.pdf import pdf_of
from stats.documents.pdf import read_pdf
from stats.documents.text import read_text
from stats.documents.word import read_word
from tests.news.printing.papers import context_of, record_of
from tests.news.printing.round_trip_issues import KINDS, saved
from tests.news.printing.test_round_trip import ADDRESS, printed, record_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.once,
    pytest.mark.first,
    pytest.mark.usefixtures("catalogue"),
]

# As many issues, a quarter of each kind; a release is tried with 1000.
EACH = int(os.environ.get("ROUND_TRIPS", "100")) // len(KINDS)
# To make the least of what does not come back takes minutes, which a server's run does not have.
LEAST = {Phase.shrink, Phase.explain} if "CI" in os.environ else set()
MANY = settings(
    max_examples=EACH, suppress_health_check=list(HealthCheck), phases=set(Phase) - LEAST
)


@pytest.mark.parametrize("kind", KINDS)
@MANY
@given(data=st.data())
def test_any_issue_comes_back(kind, data):
    record, context = saved_and_undone(data.draw(KINDS[kind]))
    word, plain = printed(context).values()
    assert record_in(read_word("word.docx", word), record) == record
    assert record_in(read_text("plain.txt", plain), record) == record
    document = read_pdf("print.pdf", pdf_of(context, ADDRESS))
    assert shown(record_in(document, record)) == shown(record)


def saved_and_undone(told):
    """The record of a generated issue, and the context of its page."""
    with transaction.atomic():
        issue = saved(told)
        record, context = record_of(issue), context_of(issue)
        transaction.set_rollback(True)
    return record, context


def shown(record):
    """A record with its texts as the fonts can show them."""
    if isinstance(record, dict):
        return {name: shown(value) for name, value in record.items()}
    if isinstance(record, list):
        return [shown(value) for value in record]
    return written(record) if isinstance(record, str) else record
