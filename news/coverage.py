"""Which table family is in the record for which month: present, missing, or known not printed."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Max, Min

from news.models import Issue
from stats.models import Dataset, NotPrinted, Table
from stats.parsing.months import month, month_before

PRESENT, MISSING, NO_ISSUE, NOT_PRINTED = "present", "missing", "no-issue", "not-printed"
MOST_YEARS = 10  # on a page for readers
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
    record = _record(Table.objects.all(), Issue.objects.all(), NotPrinted.objects.all())
    datasets = Dataset.objects.filter(confirmed=True).order_by("position", "slug")
    return _years(record, datasets)


def public_coverage(before=None):
    """(Years, the year before them or None): the MOST_YEARS latest there is anything published of,
    or those that end with the year `before`. It tells nothing of drafts."""
    tables, issues = Table.objects.published(), Issue.objects.published()
    known = tables.aggregate(first=Min("period"), last=Max("period"))
    if known["first"] is None:
        return [], None
    last = min(before or known["last"].year, known["last"].year)
    since, until = date(last - MOST_YEARS + 1, 1, 1), date(last, 12, 1)
    span = (max(since, known["first"]), min(until, known["last"]))
    record = _record(
        tables.filter(period__range=span),
        issues.filter(year__range=(span[0].year, span[1].year + 1)),
        NotPrinted.objects.filter(period__range=span),
    )
    datasets = Dataset.objects.published().order_by("position", "slug")
    years = _years(record and replace(record, first=span[0], last=span[1]), datasets)
    return years, since.year - 1 if known["first"] < since else None


def _years(record, datasets):
    if record is None:
        return []
    datasets = list(datasets)
    years = range(record.last.year, record.first.year - 1, -1)
    return [_year(year, datasets, record) for year in years]


def _record(tables, issues, gaps):
    """What these tables, issues and notes on gaps tell, by month; None where there are none."""
    by_month = {
        (dataset, period): pk
        for dataset, period, pk in tables.order_by("-origin").values_list("dataset", "period", "pk")
    }
    notes = {
        (dataset, period): note
        for dataset, period, note in gaps.values_list("dataset", "period", "note")
    }
    months = _months_of(issues)
    known = [period for _, period in (*by_month, *notes)] + list(months)
    return _Record(by_month, notes, months, min(known), max(known)) if known else None


@dataclass(frozen=True)
class _Record:
    """Tables, gaps and issues by month, and the first and last month there is anything of."""

    tables: dict
    gaps: dict
    issues: set
    first: date
    last: date


def _months_of(issues):
    """The months whose figures these issues tell."""
    found = set()
    for year, number, period in issues.values_list("year", "number", "period"):
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
