"""A table that the desk makes by itself takes its place at the end of the issue it belongs to."""

from django.db.models import Max
from django.dispatch import receiver

from news.models import Issue, IssueTable
from stats.enlarging import table_made


@receiver(table_made)
def place(sender, table, **kwargs):
    """Put `table` into the issue of its origin, where there is one that is not yet out."""
    year, _, number = table.origin.partition("-")
    issues = Issue.objects.filter(year=year, number=number, published_at=None)
    for issue in issues.select_for_update():
        last = issue.issue_tables.aggregate(last=Max("position"))["last"] or 0
        IssueTable.objects.create(issue=issue, table=table, position=last + 1)
