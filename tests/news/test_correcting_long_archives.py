"""Looking at what a correction does costs no more in an archive of many years."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news.amending import _cells
from news.correcting import rehearse
from news.models import Issue
from stats.models import Row
from tests.builders import make_issue, make_table
from tests.desk import make_staff
from tests.news.corrections import amendment_of, typed

pytestmark = pytest.mark.django_db


def archive(months, since=0):
    """An issue a month from January 2000 on, each with a table of the month before."""
    for place in range(since, months):
        year, month = 2000 + place // 12, place % 12 + 1
        before = f"{year - (month == 1)}-{(month - 2) % 12 + 1:02d}"
        table = make_table(period=before, origin=f"{year}-{month:02d}")
        make_issue(year, month, tables=[table], serial=place + 1)


def queries_of(user, **texts):
    first = Issue.objects.get(year=2000, number=1)
    amendment = amendment_of(first, cells=typed(first.tables.get(), **texts))
    with CaptureQueriesContext(connection) as asked:
        rehearse(amendment, user)
    return len(asked)


def test_the_rehearsal_asks_as_much_whatever_the_archive_holds():
    user = make_staff()
    archive(14)
    few = queries_of(user, online="6686")
    archive(30, since=14)
    assert queries_of(user, online="6686") == few


def test_it_asks_as_much_for_many_cells_as_for_one():
    user = make_staff()
    archive(3)
    one = queries_of(user, online="6686")
    assert queries_of(user, online="6686", subtotal="8742") == one
    first = Issue.objects.get(year=2000, number=1)
    names = Row.objects.filter(table__origin="2000-01").values_list("printed_name", flat=True)
    cells = [
        change
        for name in names
        for change in typed(first.tables.get(), name, online="1", subtotal="2")
    ]
    with CaptureQueriesContext(connection) as asked:
        rehearse(amendment_of(first, cells=cells), user)
    assert len(asked) <= one + len(cells)


def test_an_edited_print_takes_as_much_for_many_cells_as_for_one():
    table, user = make_table(published=False), make_staff()
    tables = {("bookings", "2024-08"): table}

    def written(*texts):
        found = [
            SimpleNamespace(key=("cell", "bookings", "2024-08", place, "online"), new=text)
            for place, text in enumerate(texts)
        ]
        with CaptureQueriesContext(connection) as asked:
            _cells(tables, found, user, "对照")
        return len(asked)

    assert written("1", "2", "3") == written("4")
    told = Row.objects.filter(observations__metric__code="online").order_by("position")
    assert list(told.values_list("observations__raw_text", flat=True)) == ["4", "2", "3"]
