"""What all addresses of a withdrawn issue tell: that it was withdrawn, when, why, what to read."""

from django.http import Http404
from django.shortcuts import render

from news.models import Issue, State
from stats.models import Dataset, Table

# Pages and downloads that only stand while some issue has their tables out.
OF_TABLES = {"stats:table", "stats:table-file", "stats:dataset", "stats:data", "stats:data-file"}


def withdrawn(request, issue):
    """The answer at any address of `issue`."""
    tables = Table.objects.filter(issue_table__issue=issue)
    families = Dataset.objects.published().filter(tables__in=tables).distinct()
    newest = Issue.objects.published().latest_first().first()
    ctx = {"issue": issue, "families": families, "newest": newest}
    return render(request, "news/withdrawn.html", ctx, status=410)


class WithdrawnTables:
    """Where a page of tables is missing because its issue was withdrawn, says so."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        match = request.resolver_match
        if not isinstance(exception, Http404) or match.view_name not in OF_TABLES:
            return None
        issue = _withdrawn_with(match.kwargs)
        return issue and withdrawn(request, issue)


def _withdrawn_with(told):
    """The last issue that was withdrawn with the tables a page is of, or None."""
    tables = Table.objects.filter(dataset__slug=told["slug"])
    if "period" in told:
        tables = tables.filter(period=told["period"])
    if tables.published().exists():  # something else is wrong with the address
        return None
    issues = Issue.objects.released().filter(state=State.WITHDRAWN, tables__in=tables)
    return issues.latest_first().first()
