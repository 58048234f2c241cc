"""Check the figures, store what was found, and list it."""

import json
from itertools import groupby

from django.core.management.base import BaseCommand, CommandError
from django.db.models import F, Q

from news.checking import recheck
from news.models import Issue
from stats.management.commands.export_observations import month as month_asked
from stats.models import Finding

BATCH = 12  # issues checked at once: few queries, and not all figures in memory


class Command(BaseCommand):
    help = "核查数据并列出发现的问题；已有的结论保留，不再存在的问题撤下。"

    def add_arguments(self, parser):
        parser.add_argument("--period", metavar="YYYY-MM", help="只核查这个数据月份")
        parser.add_argument("--format", default="text", help="text（默认）或 json")

    def handle(self, *, period, format, **options):
        if format not in ("text", "json"):
            raise CommandError(f"没有“{format}”这种格式，请用 text 或 json。")
        month = month_asked(period) if period else None
        issues = list(issues_of(month))
        for start in range(0, len(issues), BATCH):
            recheck(issues[start : start + BATCH])
        found = list(findings_on(issues, month))
        self.stdout.write(as_json(found, issues) if format == "json" else as_text(found, issues))


def issues_of(month):
    """All issues, or those with figures of that month, first to last."""
    issues = Issue.objects.order_by("year", "number")
    if month is None:
        return issues
    return issues.filter(Q(period=month) | Q(tables__period=month)).distinct()


def findings_on(issues, month):
    """Stored findings on these issues, in the order of the tables; of that month alone if given."""
    found = Finding.objects.filter(origin__in=[issue.origin for issue in issues])
    if month:
        own = [issue.origin for issue in issues if issue.period == month]
        found = found.filter(Q(table__period=month) | Q(table=None, origin__in=own))
    first = F("table__issue_table__position").asc(nulls_first=True)
    order = ("origin", first, "table", "severity", "code", "row__position", "pk")
    return found.select_related("table__dataset").order_by(*order)


def as_json(findings, issues):
    periods = {issue.origin: issue.period for issue in issues}
    records = [
        {
            "issue": finding.origin,
            "dataset": finding.table.dataset.slug if finding.table else None,
            "period": written(finding.table.period if finding.table else periods[finding.origin]),
            "severity": finding.severity,
            "code": finding.code,
            "message": finding.message,
            "where": finding.where,
            "verdict": finding.verdict,
        }
        for finding in findings
    ]
    return json.dumps(records, ensure_ascii=False, indent=1)


def written(month):
    return f"{month:%Y-%m}" if month else None


def as_text(findings, issues):
    names = {issue.origin: str(issue) for issue in issues}
    lines = []
    for (origin, table), group in groupby(findings, lambda found: (found.origin, found.table)):
        place = f"{table.dataset} {table.period:%Y-%m}" if table else "本期"
        lines += ["", f"{names[origin]} · {place}", *map(line_of, group)]
    errors = sum(finding.severity == "error" for finding in findings)
    summary = f"核查了 {len(issues)} 期：错误 {errors}，提示 {len(findings) - errors}。"
    return "\n".join([*lines[1:], *([""] if lines else []), summary])


def line_of(finding):
    verdict = f"　结论：{finding.get_verdict_display()}" if finding.verdict else ""
    place = f"　[{finding.where}]" if finding.where else ""
    return f"  {finding.get_severity_display()}　{finding.message}{place}{verdict}"
