"""What the home of the desk shows: the current issue, what is missing, what comes next."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Count, Q
from django.utils import timezone

from news.drafting import month_later
from news.models import Issue, ReaderReport, State
from news.runs import Numbered, oddities
from stats.models import Finding, Severity, Table
from stats.progress import MOST_MONTHS, Absence, Progress, Standing
from stats.shapes import month_name

OUT = (State.PUBLISHED, State.WITHDRAWN)


@dataclass(frozen=True)
class Line:
    """A table of the current issue: how far it is, and what the checks say of it."""

    table: Table
    progress: Progress
    errors: int
    warnings: int
    late: bool

    @property
    def state(self):
        if self.table.checked_at:
            return "已核对"
        if not self.progress.begun:
            return "未录入"
        return "已录入" if self.progress.complete else "录入中"

    @property
    def sign(self):
        """The state as a class of the style sheet."""
        names = {"已核对": "checked", "未录入": "empty", "已录入": "entered", "录入中": "partial"}
        return names[self.state]

    @property
    def may_be_checked(self):
        return self.progress.begun and not self.table.checked_at and not self.errors


@dataclass(frozen=True)
class Absent:
    """An institution from which figures are missing, and the words to ask for them."""

    name: str
    absences: tuple[Absence, ...]
    message: str

    @property
    def months(self):
        return max(absence.months for absence in self.absences)

    @property
    def running(self):
        return running(self.months)


@dataclass(frozen=True)
class Due:
    """An issue and the day it is to be printed; `reckoned` where nobody has set that day."""

    name: str
    day: date
    left: str
    reckoned: bool


def home(today=None):
    """All that the home of the desk shows, in a constant number of queries."""
    today = today or timezone.localdate()
    issues = list(Issue.objects.annotate(**_counts()).latest_first())
    current = issues[0] if issues and issues[0].state not in OUT else None
    lines, absent = _current(current) if current else ([], [])
    severities = _open_findings()
    return {
        "issue": current,
        "last": issues[0] if issues and not current else None,
        "left": days_left(current.due_on, today) if current and current.due_on else "",
        "lines": lines,
        "not_begun": [line.table for line in lines if not line.progress.begun],
        "done": sum(line.state == "已核对" for line in lines),
        "absent": absent,
        "open_here": severities.get(current.origin, {}) if current else {},
        "open_everywhere": {
            severity: sum(one.get(severity, 0) for one in severities.values())
            for severity in Severity.values
        },
        "reports": ReaderReport.objects.open().count(),
        "unfinished": [one for one in issues if one.state not in OUT and one != current],
        "dates": dates(issues, today),
        "oddities": oddities(map(_numbered, issues)),
    }


def _counts():
    return {
        "article_count": Count("articles", distinct=True),
        "brief_count": Count("briefs", distinct=True),
    }


def _numbered(issue):
    return Numbered(issue.year, issue.number, issue.serial, "serial" not in issue.inferred)


def _open_findings():
    """{origin: {severity: how many are open}}"""
    counted = Finding.objects.open().order_by().values_list("origin", "severity")
    found = {}
    for origin, severity, number in counted.annotate(n=Count("pk")):
        found.setdefault(origin, {})[severity] = number
    return found


def _current(issue):
    tables = list(
        Table.objects.filter(issue_table__issue=issue)
        .select_related("dataset", "layout", "entered_by", "checked_by")
        .annotate(
            errors=Count("findings", filter=Q(findings__severity=Severity.ERROR)),
            warnings=Count(
                "findings", filter=Q(findings__severity=Severity.WARNING, findings__verdict="")
            ),
        )
        .order_by("issue_table__position")
    )
    standing = Standing(tables)
    progress = standing.progress()
    lines = [
        Line(one, progress[one.pk], one.errors, one.warnings, one.period != issue.period)
        for one in tables
    ]
    return lines, absent_of(issue, standing.absences())


def absent_of(issue, absences):
    """An Absent for each institution, those absent longest first."""
    by_name = sorted(absences, key=lambda one: (one.institution.sort_key, one.institution.pk))
    grouped = [tuple(some) for _, some in groupby(by_name, lambda one: one.institution.pk)]
    found = [Absent(some[0].institution.name, some, message_to(issue, some)) for some in grouped]
    return sorted(found, key=lambda one: -one.months)


def message_to(issue, absences):
    """A ready letter to the institution these absences are of."""
    due = f"本期计划 {_day(issue.due_on)}印发，" if issue.due_on else ""
    wanted = [
        f"{place}. {month_name(one.table.period)}{one.table.dataset}（{_asked(one)}）"
        for place, one in enumerate(absences, 1)
    ]
    return "\n".join(
        [
            f"{absences[0].institution.name}：",
            f"您好！《{issue.name}》{issue}正在编辑，还没有收到贵单位的以下数据：",
            *wanted,
            f"{due}请尽快报送；如本月确无数据，也请告知。谢谢！",
        ]
    )


def _asked(absence):
    what = {"空白": "没有数据", "未上报": "部分未上报"}.get(absence.found, "没有列入")
    return f"{what}，{running(absence.months)}" if absence.months > 1 else what


def running(months):
    """已连续 3 个月, of what goes on for more than a month."""
    if months < 2:
        return ""
    return f"已连续 {months} 个月" + ("以上" if months >= MOST_MONTHS else "")


def dates(issues, today):
    """The Due days ahead: those set for drafts, else a month after the last one printed."""
    drafts = [one for one in reversed(issues) if one.state not in OUT and one.due_on]
    found = [Due(str(one), one.due_on, days_left(one.due_on, today), False) for one in drafts]
    printed = next((one for one in issues if one.printed_on), None)
    if not found and printed:
        day = month_later(printed.printed_on)
        name = f"{printed}之后的一期" if issues[0] == printed else str(issues[0])
        found = [Due(name, day, days_left(day, today), True)]
    return found


def days_left(day, today):
    """还有 5 天, 今天, 已过 3 天."""
    left = (day - today).days
    if left == 0:
        return "就是今天"
    return f"还有 {left} 天" if left > 0 else f"已过 {-left} 天"


def _day(day):
    return f"{day.month}月{day.day}日"
