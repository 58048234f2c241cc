"""The one door by which figures change."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import User

from stats.entering import Change, Clash, Clashes, Closed, Entry, NotAssigned, enter
from stats.models import Assignment, Finding, Observation
from tests.builders import DISTRICTS, DISTRICTS_ROWS, make_dataset, make_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return User.objects.create_user("editor")


@pytest.fixture
def table():
    return make_table(published=False)


def row_of(table, name):
    return table.rows.get(printed_name=name)


def cell(row, metric):
    found = Observation.objects.get(row=row, metric__code=metric)
    return found.value, found.status, found.raw_text


def test_a_typed_number_replaces_the_old_one_and_says_what_it_was(table, editor):
    row = row_of(table, "南京鼓楼医院")
    changes = enter(table, [Entry(row.pk, ("online",), "６,６６９ ", where="录入")], editor)
    old, new = (Decimal(6668), "A", "6668"), (Decimal(6669), "A", "６,６６９")
    assert changes == [Change(row.pk, "online", old, new, "录入")]
    assert cell(row, "online") == new


def test_a_cell_with_two_numbers_changes_two_figures(editor):
    table = make_table("districts", header=DISTRICTS, rows=DISTRICTS_ROWS, published=False)
    row = row_of(table, "江宁区")
    enter(table, [Entry(row.pk, ("declared", "required"), "未反馈/130")], editor)
    assert cell(row, "declared") == (None, "L", "未反馈/130")
    assert cell(row, "required") == (Decimal(130), "A", "未反馈/130")


def test_the_reason_for_no_number_is_the_one_that_the_person_gives(table, editor):
    row = row_of(table, "南京鼓楼医院")
    enter(table, [Entry(row.pk, ("online",), "", status="L")], editor)
    assert cell(row, "online") == (None, "L", "")
    enter(table, [Entry(row.pk, ("online",), "12", status="L")], editor)
    assert cell(row, "online") == (Decimal(12), "A", "12")


def test_what_cannot_be_read_is_kept_and_found(table, editor):
    row = row_of(table, "南京鼓楼医院")
    enter(table, [Entry(row.pk, ("online",), "约30")], editor)
    assert cell(row, "online") == (None, "V", "约30")
    assert Finding.objects.filter(table=table, code="cell-unread").count() == 1


def test_entering_what_stands_there_already_changes_nothing(table, editor):
    row = row_of(table, "南京鼓楼医院")
    assert enter(table, [Entry(row.pk, ("online",), "6668", base="6668")], editor) == []
    table.refresh_from_db()
    assert (table.version, Observation.history.count()) == (0, 0)


def test_a_change_counts_names_its_author_and_is_in_the_history(table, editor):
    row = row_of(table, "南京鼓楼医院")
    enter(table, [Entry(row.pk, ("online",), "1", note="电话核实")], editor, reason="录入")
    table.refresh_from_db()
    assert (table.version, table.entered_by, table.checked_by) == (1, editor, None)
    history = Observation.history.first()
    told = (history.raw_text, history.note, history.history_user, history.history_change_reason)
    assert told == ("1", "电话核实", editor, "录入")


def test_a_footnote_of_two_figures_in_one_cell_is_kept_once(editor):
    table = make_table("districts", header=DISTRICTS, rows=DISTRICTS_ROWS, published=False)
    row = row_of(table, "江宁区")
    pair = Entry(row.pk, ("declared", "required"), "52/129", footnote="含街道")
    assert enter(table, [pair], editor) == []
    told = Observation.objects.filter(row=row).exclude(footnote="")
    assert list(told.values_list("metric__code", "footnote")) == [("declared", "含街道")]


def test_a_cell_changed_by_somebody_else_stops_all_and_shows_both_values(table, editor):
    first, second = row_of(table, "南京鼓楼医院"), row_of(table, "南京市儿童医院")
    enter(table, [Entry(first.pk, ("online",), "7000", base="6668")], editor)
    late = [
        Entry(first.pk, ("online",), "8000", base="6668"),
        Entry(second.pk, ("online",), "1", base="1819"),
    ]
    with pytest.raises(Clashes) as clashes:
        enter(table, late, editor)
    assert clashes.value.cells == [Clash(first.pk, ("online",), "7000", "8000")]
    assert cell(second, "online") == (Decimal(1819), "A", "1819")


def test_two_people_on_different_cells_do_not_clash(table, editor):
    first, second = row_of(table, "南京鼓楼医院"), row_of(table, "南京市儿童医院")
    enter(table, [Entry(first.pk, ("online",), "7000", base="6668")], editor)
    enter(table, [Entry(second.pk, ("online",), "1", base="1819")], editor)
    assert (cell(first, "online")[0], cell(second, "online")[0]) == (7000, 1)


def test_a_published_table_is_closed(editor):
    table = make_table()
    row = row_of(table, "南京鼓楼医院")
    with pytest.raises(Closed, match="已经发布"):
        enter(table, [Entry(row.pk, ("online",), "1")], editor)


def test_a_person_enters_only_the_families_assigned_to_her(table, editor):
    Assignment.objects.create(user=editor).datasets.add(make_dataset("kiosks", "终端"))
    row = row_of(table, "南京鼓楼医院")
    with pytest.raises(NotAssigned, match="录入范围不包括“预约挂号”"):
        enter(table, [Entry(row.pk, ("online",), "1")], editor)


def test_a_person_enters_only_the_institution_assigned_to_her(table, editor):
    own, other = row_of(table, "南京鼓楼医院"), row_of(table, "南京市儿童医院")
    Assignment.objects.create(user=editor, institution=own.institution)
    enter(table, [Entry(own.pk, ("online",), "1")], editor)
    with pytest.raises(NotAssigned, match="只能录入“南京鼓楼医院”的数据"):
        enter(table, [Entry(own.pk, ("online",), "2"), Entry(other.pk, ("online",), "1")], editor)
    assert cell(own, "online")[0] == 1


def test_entering_a_whole_table_takes_as_few_queries_as_one_cell(
    table, editor, django_assert_max_num_queries
):
    entries = [
        Entry(row.pk, (code,), str(row.pk + place))
        for row in table.rows.all()
        for place, code in enumerate(("online", "subtotal"))
    ]
    with django_assert_max_num_queries(40):
        enter(table, entries, editor)
