"""The same thing asked for by several at the same moment has one effect, on either database.

AT_ONCE=50 ROUNDS=200 asks for it by as many as the drill wants.
"""

import os

import pytest
from django.db import IntegrityError

from news.drafting import draft_next
from news.models import Edition, Issue, State, Step
from news.publishing import NotAllowed, NotPublishable, approve, publish_approved, withdraw
from news.releasing import digest_of
from stats.entering import Clashes, Closed, Entry, enter
from stats.models import Finding, Observation
from tests.builders import make_issue, make_table
from tests.desk import make_staff
from tests.news.admin.releases import led_to, make_ready
from tests.news.test_correcting_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)

MANY = int(os.environ.get("AT_ONCE", "6"))
ROUNDS = int(os.environ.get("ROUNDS", "10"))


def counted(outcomes):
    """How often each outcome came, by its name."""
    names = sorted(one.__name__ if isinstance(one, type) else str(one) for one in outcomes)
    return {name: names.count(name) for name in names}


def test_an_issue_begun_by_several_clicks_is_there_once():
    make_issue(2024, 9, serial=151)
    outcomes = at_once(*[lambda: str(draft_next(10, 152))] * MANY)
    assert counted(outcomes) == {"2024年第10期": 1, IntegrityError.__name__: MANY - 1}
    assert Issue.objects.count() == 2


def test_numbers_and_serials_given_out_at_once_are_one_row_without_gaps():
    make_issue(2024, 9, serial=151)

    def begun():
        while True:
            try:
                return draft_next().serial
            except IntegrityError:  # somebody else took it: the next one
                continue

    assert sorted(at_once(*[begun] * MANY)) == list(range(152, 152 + MANY))
    told = Issue.objects.order_by("serial").values_list("year", "number", "serial")
    assert list(told) == [
        (2024 + (8 + more) // 12, (8 + more) % 12 + 1, 151 + more) for more in range(MANY + 1)
    ]


def test_published_by_several_clicks_it_comes_out_once():
    issue, user = led_to(make_ready(), State.APPROVED), make_staff()
    outcomes = at_once(*[lambda: publish_approved(issue, user).number] * MANY)
    assert counted(outcomes) == {"1": 1, NotPublishable.__name__: MANY - 1}
    assert (Edition.objects.count(), Step.objects.filter(after="published").count()) == (1, 1)


def test_withdrawn_by_several_clicks_it_is_withdrawn_once():
    issue, user = led_to(make_ready(), State.APPROVED), make_staff()
    publish_approved(issue, user)
    outcomes = at_once(*[lambda: withdraw(issue, user, "有误").after] * 4)
    assert counted(outcomes) == {"withdrawn": 1, NotAllowed.__name__: 3}


def test_what_is_approved_is_what_is_published_though_somebody_types_meanwhile():
    """Either the figure is in what was approved, or it was refused."""
    for number in range(1, 7):
        issue, user = led_to(make_ready(number + 1), State.IN_REVIEW), make_staff(f"u{number}")
        table = issue.tables.get()
        cell = Observation.objects.filter(row__table=table, metric__code="online").first()
        entry = Entry(cell.row_id, ("online",), "9000", base=cell.raw_text)
        outcomes = at_once(
            lambda table=table, entry=entry, user=user: len(enter(table, [entry], user)),
            lambda issue=issue, user=user: approve(issue, user, digest_of(issue)).after,
        )
        issue.refresh_from_db()
        cell.refresh_from_db()
        typed = 1 in outcomes
        assert typed or Closed in outcomes
        assert cell.raw_text == ("9000" if typed else "6668")
        assert issue.approved_sha256 in ("", digest_of(issue))
        refused = {NotAllowed, NotPublishable}.intersection(outcomes)  # seen before, or not judged
        assert (issue.approved_sha256 == "") == bool(refused)


def test_of_two_who_saw_the_same_figure_one_is_told_of_the_other():
    table, users = make_ready().tables.get(), [make_staff("a"), make_staff("b")]
    row = table.rows.first()
    for turn in range(ROUNDS):
        seen = Observation.objects.get(row=row, metric__code="online").raw_text
        texts = [f"{turn + 1}1", f"{turn + 1}2"]
        outcomes = at_once(
            *[
                lambda user=user, text=text, seen=seen: enter(
                    table, [Entry(row.pk, ("online",), text, base=seen)], user
                )[0].new[2]
                for user, text in zip(users, texts, strict=True)
            ]
        )
        assert sorted(map(type, outcomes), key=str) == sorted([str, type], key=str)
        assert Clashes in outcomes
        assert Observation.objects.get(row=row, metric__code="online").raw_text in outcomes


def test_of_what_is_saved_at_once_in_two_tables_of_an_issue_both_are_checked():
    tables = [make_table(slug, family=slug, published=False) for slug in ("one", "two")]
    rows, user = [table.rows.first().pk for table in tables], make_staff()
    for turn in range(ROUNDS):
        text = f"约{turn}"  # that is no number
        outcomes = at_once(
            *[
                lambda table=table, row=row, text=text: enter(
                    table, [Entry(row, ("online",), text)], user
                )[0].new[2]
                for table, row in zip(tables, rows, strict=True)
            ]
        )
        assert outcomes == [text, text]
        assert Finding.objects.filter(message__contains=text).count() == 2
