"""All issues for readers: by year and table family, with the numbers that are not in the record.

Made of what is published alone, so that a gap tells nothing of a draft.
"""

from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.db.models import Count

from news.models import Issue, State
from news.numbering import PRINTED
from news.presenting import issue_lines
from stats.models import Table

NEWEST = 24  # on the page of all years


@dataclass(frozen=True)
class Gap:
    """Numbers in a row that cannot be read here, with the serials they must have had."""

    first: int
    last: int
    serials: tuple[int, int]
    is_withdrawn: bool

    @property
    def name(self):
        return f"第{_run(self.first, self.last)}期"

    @property
    def serial(self):
        return f"总第{_run(*self.serials)}期"


@dataclass(frozen=True)
class Choice:
    """A way to narrow the list: what it says, how many issues it leaves, its query."""

    label: str
    count: int
    query: str
    is_chosen: bool


def _run(first, last):
    return f"{first}" if first == last else f"{first}—{last}"


@dataclass(frozen=True)
class Run:
    """From the first issue there was to the latest published, counted in months."""

    first: int
    last: int

    def serial(self, months):
        """The serial of the issue of that month."""
        return months - self.first + 1

    def months_of(self, year):
        """The months of `year` in which there was an issue, one a month."""
        start = year * 12 + 1
        return range(max(self.first, start), min(self.last, start + 11) + 1)

    @property
    def years(self):
        """The latest first."""
        return range((self.last - 1) // 12, (self.first - 1) // 12 - 1, -1)


def run_of_issues():
    """The Run, counted from the latest printed serial; None where nothing is published."""
    known = Issue.objects.published().latest_first()
    told = list(known.values_list("year", "number", "serial", "inferred")[:NEWEST])
    if not told:
        return None
    printed = [one[:3] for one in told if one[2] and "serial" not in one[3]]
    year, number, serial = printed[0] if printed else PRINTED
    last = _months(*told[0][:2])
    return Run(min(_months(year, number) - serial + 1, last), last)


def _months(year, number):
    return year * 12 + number


def archive(year=None, slug=None):
    """All that the list of issues shows; `year` and `slug` narrow it, unknown ones to nothing."""
    run = run_of_issues()
    known = Issue.objects.published()
    of_family = known.filter(tables__dataset__slug=slug) if slug else known
    of_year = known.filter(year=year) if year else known
    lines = list(issue_lines(of_family.filter(pk__in=of_year), None if year else NEWEST))
    return {
        "groups": _groups(run, lines, year, slug),
        "years": _years(run, of_family, year, slug),
        "families": _families(of_year, year, slug),
        "year": year,
        "is_all": len(lines) < NEWEST or year,
    }


def _groups(run, lines, year, slug):
    """[(2024, [IssueLine or Gap…])…]; only a list of all tables can tell what is missing."""
    if run is None or slug or not (lines or year):
        return [(one, list(some)) for one, some in groupby(lines, lambda line: line.year)]
    known = {_months(line.year, line.number): line for line in lines}
    months = run.months_of(year) if year else range(min(known), max(known) + 1)
    gone = Issue.objects.released().filter(state=State.WITHDRAWN).values_list("year", "number")
    entries = _entries(run, known, {_months(*told) for told in gone}, months)
    return [(one, [told for _, told in some]) for one, some in groupby(entries, lambda one: one[0])]


def _entries(run, known, withdrawn, months):
    """(year, IssueLine or Gap) of these months, latest first; a Gap for numbers in a row."""
    for (year, is_known, is_gone), some in groupby(
        reversed(months), lambda one: ((one - 1) // 12, one in known, one in withdrawn)
    ):
        some = list(some)
        if is_known:
            yield from ((year, known[one]) for one in some)
        else:
            numbers = [(one - 1) % 12 + 1 for one in (some[-1], some[0])]
            serials = [run.serial(one) for one in (some[-1], some[0])]
            yield year, Gap(*numbers, tuple(serials), is_gone)


def _years(run, issues, chosen, slug):
    counted = dict(issues.order_by().values_list("year").annotate(n=Count("pk", distinct=True)))
    years = run.years if run else []
    told = [_choice(f"{one}", counted.get(one, 0), one, slug, one == chosen) for one in years]
    return [_choice("全部年份", sum(counted.values()), None, slug, not chosen), *told]


def _families(issues, year, chosen):
    tables = (
        Table.objects.published()
        .filter(issues__in=issues)
        .order_by("dataset__position", "dataset__slug")
    )
    counted = tables.values_list("dataset__slug", "dataset__title").annotate(
        n=Count("issues", distinct=True)
    )
    told = [_choice(title, n, year, slug, slug == chosen) for slug, title, n in counted]
    return [_choice("不限", None, year, None, not chosen), *told]


def _choice(label, count, year, slug, is_chosen):
    narrowed = {"year": year, "table": slug}
    query = urlencode({name: value for name, value in narrowed.items() if value})
    return Choice(label, count, f"?{query}" if query else "", is_chosen)
