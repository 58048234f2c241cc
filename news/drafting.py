"""The next issue in one step: number, month, masthead, colophon and the usual tables, empty."""

import calendar
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from news.models import Issue, IssueTable
from news.numbering import inferred_serial
from stats.drafting import draft_table
from stats.models import Row, Table
from stats.parsing.months import month, month_before, months_between, shifted

_KEPT = (
    "name", "publisher", "organisation", "address", "postcode", "phone", "fax", "email",
    "website", "editor", "print_run", "captions",
)  # fmt: skip


class NothingToFollow(Exception):
    """There is no issue yet that the next one could be drafted from."""


@dataclass(frozen=True)
class Proposal:
    """What the next issue would be: `tables` are those of the issue before it, with `rows` each."""

    last: Issue
    year: int
    number: int
    serial: int | None
    due_on: date | None
    tables: tuple[Table, ...]

    @property
    def period(self):
        return month_before(month(self.year, self.number))

    def month_of(self, table):
        """The month that the next table after `table` is for: a late one stays as late."""
        return _next_month(table, self.last, self.period)


def propose():
    """The Proposal for the issue after the latest one. Raises NothingToFollow."""
    last = Issue.objects.latest_first().first()
    if last is None:
        raise NothingToFollow("还没有任何一期；请先读入或新建一期，再由它生成下一期。")
    year, number = (last.year + 1, 1) if last.number >= 12 else (last.year, last.number + 1)
    serial = last.serial + 1 if last.serial else inferred_serial(year, number)
    day = last.printed_on or last.due_on
    return Proposal(last, year, number, serial, day and month_later(day), _usual(last))


def _usual(issue):
    """The tables an issue printed, in their order; each knows how many `rows` the next has."""
    tables = Table.objects.filter(issue_table__issue=issue).order_by("issue_table__position")
    tables = list(tables.select_related("dataset", "layout"))
    counts = {}
    for key in Row.objects.filter(table__in=tables).values_list("table", flat=True):
        counts[key] = counts.get(key, 0) + 1
    for table in tables:
        table.row_count = counts.get(table.pk, 0)
    return tuple(tables)


def month_later(day):
    """The same day of the next month, or its last day where that month is shorter."""
    following = shifted(day.replace(day=1), 1)
    last_day = calendar.monthrange(following.year, following.month)[1]
    return following.replace(day=min(day.day, last_day))


@transaction.atomic
def draft_next(number=None, serial=None, due_on=None, tables=None):
    """The Issue after the latest one: a month later, with the tables of the latest issue, the same
    rows and no figures. What is given takes the place of what `propose` says; `tables` are those
    of the latest issue to be followed. Raises NothingToFollow, and IntegrityError where an issue of
    that number or serial is there already."""
    proposal = propose()
    last, year, number = proposal.last, proposal.year, number or proposal.number
    period = month_before(month(year, number))
    issue = Issue.objects.create(
        year=year,
        number=number,
        serial=serial or proposal.serial,
        due_on=due_on or proposal.due_on,
        period=period,
        **{name: getattr(last, name) for name in _KEPT},
    )
    usual = proposal.tables if tables is None else tables
    drafted = [draft_table(one, _next_month(one, last, period), issue.origin) for one in usual]
    IssueTable.objects.bulk_create(
        IssueTable(issue=issue, table=table, position=place)
        for place, table in enumerate(drafted, 1)
    )
    return issue


def _next_month(table, last, period):
    """`period`, or as many months before it as `table` was before the month of issue `last`."""
    return shifted(table.period, months_between(last.period, period)) if last.period else period
