"""Files leave while they are read: the first bytes at once, the figures some tables at a time."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stats.exporting.formats import pieces_of
from stats.exporting.taken import Taken
from stats.models import Table
from tests.builders import make_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken():
    for year in range(2015, 2023):
        make_table(period=f"{year}-01", origin=f"{year}-02")
    return Taken("bookings", "预约挂号", "http://testserver/", Table.objects.published())


@pytest.mark.parametrize(
    ("kind", "start"),
    [("csv", b"\xef\xbb\xbf"), ("json", b'{"version": "2.0"'), ("px", b'CHARSET="ANSI";')],
)
def test_the_first_bytes_ask_the_database_nothing(kind, start, taken, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert next(pieces_of(taken, kind)).startswith(start)


def test_figures_are_read_some_tables_at_a_time(taken, monkeypatch):
    monkeypatch.setattr("stats.exporting.figures.ROWS_AT_ONCE", 3)
    monkeypatch.setattr("stats.exporting.tidy.ROWS_AT_ONCE", 3)
    pieces, asked = pieces_of(taken, "csv"), []
    with CaptureQueriesContext(connection) as queries:
        for _ in pieces:
            asked.append(len(queries))
    # The mark, the header (footnotes are asked for), each table when its turn comes: rows, figures;
    # with the first what all need: the tables, codes of institutions, metrics.
    assert asked == [0, 3, *range(8, 24, 2)]
