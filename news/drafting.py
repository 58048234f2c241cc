"""The next issue in one step: number, month, masthead, colophon and the usual tables, empty."""

from django.db import transaction

from news.models import Issue, IssueTable
from stats.drafting import draft_table
from stats.parsing.months import month, month_before

_KEPT = (
    "name", "publisher", "organisation", "address", "postcode", "phone", "fax", "email",
    "website", "editor", "print_run", "captions",
)  # fmt: skip


class NothingToFollow(Exception):
    """There is no issue yet that the next one could be drafted from."""


@transaction.atomic
def draft_next():
    """The Issue after the latest one: a month later, its tables those that the latest issue printed
    for its own month, with the same rows and no figures. Raises NothingToFollow."""
    last = Issue.objects.latest_first().first()
    if last is None:
        raise NothingToFollow("还没有任何一期；请先读入或新建一期，再由它生成下一期。")
    year, number = _following(last)
    own = month(year, number)
    issue = Issue.objects.create(
        year=year,
        number=number,
        serial=last.serial + 1 if last.serial else None,
        period=month_before(own) if own else None,
        **{name: getattr(last, name) for name in _KEPT},
    )
    places = last.issue_tables.select_related("table__dataset").order_by("position")
    usual = [place.table for place in places if place.table.period == last.period]
    tables = [draft_table(table, issue.period, issue.origin) for table in usual]
    IssueTable.objects.bulk_create(
        IssueTable(issue=issue, table=table, position=place)
        for place, table in enumerate(tables, 1)
    )
    return issue


def _following(last):
    return (last.year + 1, 1) if last.number >= 12 else (last.year, last.number + 1)
