"""Checks of an issue: its own numbers and months, and all its tables."""

from collections import defaultdict

from news.mentions import findings_on
from news.models import Issue, IssueTable
from stats.checking import announce, check_tables
from stats.checking.sheets import title_of
from stats.models import Finding, Severity
from stats.parsing.months import month, month_before

announce("issue-period", "issue-number", "serial", "inferred", "period-other-month")


def check_issue(issue):
    """Unsaved findings on an issue and its tables."""
    return check_issues([issue])


def check_issues(issues):
    """The same for many, with no more queries than for one."""
    places = IssueTable.objects.filter(issue__in=issues).select_related(
        "table__dataset", "table__layout"
    )
    tables = defaultdict(list)
    for place in places.order_by("issue", "position"):
        tables[place.issue_id].append(place.table)
    neighbours = _numbered()
    found = []
    for issue in issues:
        found += [*_period(issue), *_serial(issue, neighbours), *_inferred(issue)]
        found += _other_months(issue, tables[issue.pk])
    return (
        found
        + findings_on(issues)
        + check_tables([table for issue in issues for table in tables[issue.pk]])
    )


def recheck(issues):
    """Check these issues anew and store what was found."""
    Finding.objects.sync_all([issue.origin for issue in issues], check_issues(issues))


def _finding(issue, code, message, where="", table=None):
    return Finding(
        origin=issue.origin,
        table=table,
        severity=Severity.WARNING,
        code=code,
        message=message,
        where=where or str(issue),
    )


def _period(issue):
    own = month(issue.year, issue.number)
    if own is None:
        message = f"期号是 {issue.number}，一年只有 12 期。"
        yield _finding(issue, "issue-number", message)
    elif issue.period and issue.period != month_before(own):
        usual = month_before(own)
        message = f"数据月份是 {issue.period:%Y-%m}，按惯例应为上月 {usual:%Y-%m}。"
        yield _finding(issue, "issue-period", message)


def _numbered():
    """All issues with a serial, first to last, as (count of months, serial, name)."""
    issues = Issue.objects.filter(serial__isnull=False).order_by("year", "number")
    return [(_months(issue), issue.serial, str(issue)) for issue in issues]


def _months(issue):
    return issue.year * 12 + issue.number


def _serial(issue, numbered):
    """The serial is as far from its neighbours' as the issues are apart, an issue a month."""
    if issue.serial is None:
        return
    before = [other for other in numbered if other[0] < _months(issue)][-1:]
    after = [other for other in numbered if other[0] > _months(issue)][:1]
    for months, serial, name in before + after:
        expected = serial + _months(issue) - months
        if issue.serial != expected:
            message = f"总期号是 {issue.serial}，按{name}的总期号 {serial} 推算应为 {expected}。"
            yield _finding(issue, "serial", message)


def _inferred(issue):
    labels = {field.name: field.verbose_name for field in Issue._meta.concrete_fields}
    for name in issue.inferred:
        value = getattr(issue, name, None)
        said = f"{value:%Y-%m}" if name == "period" and value else value
        message = f"文件上没有印{labels.get(name, name)}，由其他内容推断为 {said}。"
        yield _finding(issue, "inferred", message)


def _other_months(issue, tables):
    for table in tables:
        if issue.period and table.period != issue.period:
            message = f"这是 {table.period:%Y-%m} 的数据，本期的数据月份是 {issue.period:%Y-%m}。"
            yield _finding(issue, "period-other-month", message, title_of(table), table)
