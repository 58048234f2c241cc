"""A table that the desk makes by itself takes its place at the end of the issue it belongs to."""

from django.db.models import Max
from django.dispatch import receiver

from news.models import Issue, IssueTable, State
from stats.enlarging import table_made

OPEN = (State.DRAFT, State.IN_REVIEW)


@receiver(table_made)
def place(sender, table, **kwargs):
    """Put `table` into the issue of its origin, where there is one that may still be changed."""
    year, _, number = table.origin.partition("-")
    issues = Issue.objects.filter(year=year, number=number, state__in=OPEN)
    for issue in issues.select_for_update():
        last = issue.issue_tables.aggregate(last=Max("position"))["last"] or 0
        IssueTable.objects.create(issue=issue, table=table, position=last + 1)
