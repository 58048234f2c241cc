"""Which table family is in the record for which month: present, missing, or known not printed."""

from dataclasses import dataclass
from datetime import date

from news.models import Issue
from stats.models import Dataset, NotPrinted, Table
from stats.parsing.months import month, month_before

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
    """Twelve months of all families: `lines` are (Dataset, its Months); `counts` by word."""

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
    record = _Record(tables, gaps, issues, min(known), max(known))
    years = range(max(known).year, min(known).year - 1, -1)
    return [_year(year, datasets, record) for year in years]


@dataclass(frozen=True)
class _Record:
    """Tables, gaps and issues by month, and the first and last month there is anything of."""

    tables: dict
    gaps: dict
    issues: set
    first: date
    last: date


def _months_of_issues():
    """The months whose figures the issues in the record tell."""
    found = set()
    for year, number, period in Issue.objects.values_list("year", "number", "period"):
        own = month(year, number)
        found.add(period or (month_before(own) if own else None))
    return found - {None}


def _year(year, datasets, record):
    periods = [month(year, number) for number in range(1, 13)]
    lines = [(one, [_month(one, period, record) for period in periods]) for one in datasets]
    states = [one.state for _, months in lines for one in months if one is not None]
    counts = {word: states.count(state) for state, word in WORDS.items() if state in states}
    return Year(year, periods, lines, counts)


def _month(dataset, period, record):
    """The Month of a family; None before the first and after the last of the record."""
    key = (dataset.pk, period)
    if key in record.tables:
        return Month(dataset.slug, period, PRESENT, record.tables[key])
    if key in record.gaps:
        return Month(dataset.slug, period, NOT_PRINTED, note=record.gaps[key])
    if not record.first <= period <= record.last:
        return None
    return Month(dataset.slug, period, MISSING if period in record.issues else NO_ISSUE)
