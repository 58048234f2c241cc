"""Which table family is in the record for which month: present, missing, or known not printed."""

from collections import defaultdict
from dataclasses import dataclass

from news.models import Issue
from stats.models import Dataset, NotPrinted, Table
from stats.parsing.months import month, month_before, shifted

PRESENT, MISSING, NO_ISSUE, NOT_PRINTED = "present", "missing", "no-issue", "not-printed"
WORDS = {PRESENT: "有", MISSING: "缺表", NO_ISSUE: "缺期", NOT_PRINTED: "未刊"}


@dataclass(frozen=True, slots=True)
class Month:
    """One month of one family: its state, the table where there is one, the note on a gap."""

    slug: str
    period: object
    state: str
    table: int | None = None
    note: str = ""

    @property
    def word(self):
        return WORDS[self.state]

    @property
    def key(self):
        return f"{self.slug} {self.period:%Y-%m}"


@dataclass(frozen=True, slots=True)
class Year:
    """A year of all families: `lines` are (Dataset, its Months); `counts` by state."""

    year: int
    periods: list
    lines: list
    counts: dict


def coverage():
    """The Years from the first month in the record to the last, the latest first; four queries."""
    datasets = list(Dataset.objects.filter(confirmed=True).order_by("position", "slug"))
    tables = {}
    for dataset, period, pk in Table.objects.order_by("-origin").values_list(
        "dataset", "period", "pk"
    ):
        tables[dataset, period] = pk
    gaps = {
        (dataset, period): note
        for dataset, period, note in NotPrinted.objects.values_list("dataset", "period", "note")
    }
    issues = _months_of_issues()
    known = [period for _, period in (*tables, *gaps)] + list(issues)
    if not known:
        return []
    months = defaultdict(list)
    period = min(known)
    while period <= max(known):
        months[period.year].append(period)
        period = shifted(period, 1)
    return [
        _year(year, months[year], datasets, (tables, gaps, issues))
        for year in sorted(months, reverse=True)
    ]


def _months_of_issues():
    """The months whose figures the issues in the record tell."""
    found = set()
    for year, number, period in Issue.objects.values_list("year", "number", "period"):
        own = month(year, number)
        found.add(period or (month_before(own) if own else None))
    return found - {None}


def _year(year, periods, datasets, known):
    lines = [(one, [_month(one, period, *known) for period in periods]) for one in datasets]
    counts = dict.fromkeys(WORDS, 0)
    for _, months in lines:
        for one in months:
            counts[one.state] += 1
    named = [(WORDS[state], count) for state, count in counts.items() if count]
    return Year(year, periods, lines, dict(named))


def _month(dataset, period, tables, gaps, issues):
    key = (dataset.pk, period)
    if key in tables:
        return Month(dataset.slug, period, PRESENT, tables[key])
    if key in gaps:
        return Month(dataset.slug, period, NOT_PRINTED, note=gaps[key])
    return Month(dataset.slug, period, MISSING if period in issues else NO_ISSUE)
