"""The next issue in one step."""

from datetime import date

import pytest
from django.db import IntegrityError

from news.drafting import NothingToFollow, draft_next, month_later, propose
from news.models import Issue, State
from stats.drafting import restated
from stats.models import Layout, Observation, Table
from tests.builders import make_issue, make_table, month

pytestmark = pytest.mark.django_db


def make_latest(year=2024, number=9, **options):
    tables = [make_table(), make_table("kiosks", family="终端")]
    return make_issue(year, number, tables=tables, period=month("2024-08"), **options)


def test_there_must_be_an_issue_to_follow():
    with pytest.raises(NothingToFollow, match="还没有任何一期"):
        draft_next()


def test_number_serial_month_and_date_follow_the_latest_issue():
    make_latest(serial=151)
    issue = draft_next()
    assert str(issue) == "2024年第10期"
    assert (issue.serial, issue.period) == (152, month("2024-09"))
    assert issue.due_on == date(2024, 10, 28)
    assert (issue.state, issue.printed_on) == (State.DRAFT, None)


def test_after_december_comes_january():
    make_latest(2024, 12)
    issue = draft_next()
    assert (str(issue), issue.period) == ("2025年第1期", month("2024-12"))


def test_masthead_and_colophon_are_kept():
    kept = {"publisher": "南京市卫生信息中心", "editor": "编辑部", "print_run": 480}
    make_latest(**kept)
    issue = draft_next()
    assert {name: getattr(issue, name) for name in kept} == kept


def test_articles_briefs_and_running_text_are_not():
    make_latest(running_text="第9期")
    issue = draft_next()
    assert (issue.articles.count(), issue.briefs.count(), issue.running_text) == (0, 0, "")


def test_its_tables_are_the_usual_ones_in_their_order_and_empty():
    make_latest()
    issue = draft_next()
    tables = issue.tables.order_by("issue_table__position")
    told = [(table.dataset.slug, table.period, table.origin) for table in tables]
    assert told == [
        ("bookings", month("2024-09"), "2024-10"),
        ("kiosks", month("2024-09"), "2024-10"),
    ]
    assert not Observation.objects.filter(row__table__in=tables).exists()


def test_a_table_that_came_a_month_late_stays_a_month_late():
    late = make_table("telemedicine", "2024-07", family="远程医疗")
    make_issue(tables=[late], period=month("2024-08"))
    assert draft_next().tables.get().period == month("2024-08")


def test_the_editor_may_choose_number_serial_date_and_tables():
    chosen = make_latest().tables.first()
    issue = draft_next(11, 200, date(2024, 11, 20), [chosen])
    assert (str(issue), issue.serial, issue.due_on) == ("2024年第11期", 200, date(2024, 11, 20))
    assert [table.period for table in issue.tables.all()] == [month("2024-10")]


def test_an_issue_of_that_serial_keeps_everything_out():
    make_latest(serial=151)
    with pytest.raises(IntegrityError):
        draft_next(serial=151)


def test_what_it_would_be_is_told_before():
    last = make_latest(serial=151)
    proposal = propose()
    assert (proposal.last, proposal.year, proposal.number) == (last, 2024, 10)
    assert (proposal.serial, proposal.period) == (152, month("2024-09"))
    assert [table.row_count for table in proposal.tables] == [3, 3]
    assert {proposal.month_of(table) for table in proposal.tables} == {month("2024-09")}


def test_a_serial_that_is_not_known_is_reckoned_from_the_others():
    make_issue(2024, 8, serial=150)
    make_latest(serial=None)
    assert propose().serial == 152


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2024, 9, 28), date(2024, 10, 28)),
        (date(2024, 12, 31), date(2025, 1, 31)),
        (date(2024, 1, 31), date(2024, 2, 29)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last(day, later):
    assert month_later(day) == later


def test_it_takes_no_more_queries_for_longer_tables(django_assert_max_num_queries):
    rows = [(str(n), f"医院{n}", "1", "2") for n in range(60)]
    make_issue(tables=[make_table(rows=rows)], period=month("2024-08"))
    with django_assert_max_num_queries(22):
        draft_next()


def test_the_words_of_the_sample_issues_are_said_again_as_they_were(sample_issues):
    tables = Table.objects.select_related("layout", "dataset")
    assert {table.origin for table in tables} == {"2020-12", "2024-09"}
    said = {str(table): restated(table, table) for table in tables}
    assert said == {str(table): (table.note, table.text) for table in tables}


def test_the_next_of_a_sample_issue_has_all_its_tables(sample_issues):
    Issue.objects.filter(year=2024).update(year=2019, serial=None)
    issue = draft_next()
    sentences = issue.tables.filter(layout__form=Layout.Form.SENTENCE)
    assert issue.tables.count() == 11
    assert all("＿＿" in table.text for table in sentences)
