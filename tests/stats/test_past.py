"""What histories tell: who, when, and what stood there before, whichever way it was changed."""

import pytest
from django.contrib.auth.models import Group, User
from django.http import HttpRequest

from stats.entering import Entry, enter
from stats.models import Assignment, Observation
from stats.past import FIRST, change_many
from tests.builders import make_dataset, make_table
from tests.desk import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_staff()


@pytest.fixture
def cell():
    return make_table(published=False).rows.first().observations.first()


def told(record, *fields):
    """(reason, user, fields…) of each entry of a history, the oldest first."""
    return list(
        record.history.order_by("history_id").values_list(
            "history_change_reason", "history_user__username", *fields
        )
    )


def test_records_made_in_bulk_start_without_a_history(cell):
    assert cell.history.count() == 0


def test_the_first_save_keeps_what_stood_there_before(cell):
    cell.raw_text, cell.value = "7", 7
    cell.save()
    assert told(cell, "raw_text") == [(FIRST, None, "6668"), (None, None, "7")]


def test_the_grid_keeps_it_too(cell, editor):
    table = cell.row.table
    enter(table, [Entry(cell.row_id, (cell.metric.code,), "7")], editor, reason="核对")
    assert told(cell, "raw_text") == [(FIRST, None, "6668"), ("核对", "editor", "7")]


def test_a_second_change_adds_one_entry(cell, editor):
    for raw in ("7", "8"):
        enter(cell.row.table, [Entry(cell.row_id, (cell.metric.code,), raw)], editor)
    assert [raw for _, _, raw in told(cell, "raw_text")] == ["6668", "7", "8"]


def test_many_records_are_changed_in_a_few_queries(cell, editor, django_assert_num_queries):
    cells = list(Observation.objects.all())
    for each in cells:
        each.note = "已核"
    with django_assert_num_queries(4):
        change_many(cells, Observation, ["note"], editor, "核对")
    assert told(cells[-1], "note") == [(FIRST, None, ""), ("核对", "editor", "已核")]


def test_what_the_grid_makes_is_told_whole_and_who_made_it(cell, editor):
    table, metric, row = cell.row.table, cell.metric, cell.row_id
    cell.delete()
    enter(table, [Entry(row, (metric.code,), "1,234.5", note="甲", where="数据!B2")], editor, "新")
    made = Observation.objects.get(row=row, metric=metric)
    (entry,) = made.history.all()
    names = [field.attname for field in Observation._meta.concrete_fields]
    assert [getattr(entry, name) for name in names] == [getattr(made, name) for name in names]
    assert (entry.history_type, entry.history_user, entry.history_change_reason) == (
        "+",
        editor,
        "新",
    )


def test_an_account_tells_its_rights_but_never_its_password(editor):
    person = User.objects.create_user("new", password="a long enough word")
    person.groups.add(Group.objects.create(name="甲"))
    person.is_active = False
    person.save()
    assert [entry.is_active for entry in person.history.order_by("history_id")] == [
        True,
        True,
        False,
    ]
    names = {field.name for field in person.history.model._meta.fields}
    assert not names & {"password", "last_login"}


def test_a_login_is_no_change_of_the_account(client):
    person = User.objects.create_user("new", password="a long enough word")
    client.force_login(person)
    told = {"username": "new", "password": "a long enough word"}
    assert client.login(request=HttpRequest(), **told)
    assert person.history.count() == 1


def test_an_assignment_tells_its_tables(editor):
    mine = Assignment.objects.create(user=editor)
    mine.datasets.add(make_dataset())
    latest, first = mine.history.all()
    assert [change.field for change in latest.diff_against(first).changes] == ["datasets"]
