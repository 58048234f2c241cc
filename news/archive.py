"""All issues for readers: by year, table family and topic, with the numbers that are missing.

Made of what is published alone, so that a gap tells nothing of a draft.
"""

from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import Count

from news.models import Article, Issue, State
from news.numbering import PRINTED
from news.presenting import issue_lines
from news.topics import names_topic, topics_of
from news.years import years_around
from stats.models import Table
from stats.remembering import remembered

NEWEST = 24  # on the page of all years
_COUNTED_AT_ONCE = 500  # topics: of columns a query may have, databases have a limit


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


class Asked(NamedTuple):
    """What the list is narrowed to; what is unknown narrows it to nothing."""

    year: int | None = None
    table: str = ""
    topic: str = ""

    @property
    def query(self):
        told = {name: value for name, value in self._asdict().items() if value}
        return f"?{urlencode(told)}" if told else ""

    @property
    def issues(self):
        """The published issues it leaves."""
        issues = Issue.objects.published()
        if self.year:
            issues = issues.filter(year=self.year)
        if self.table:
            issues = issues.filter(tables__dataset__slug=self.table)
        if self.topic:
            issues = issues.filter(articles__in=self.headlines)
        return Issue.objects.filter(pk__in=issues.values("pk"))

    @property
    def headlines(self):
        """The articles of its topic."""
        return Article.objects.filter(names_topic(self.topic))


@remembered
def archive(asked):
    """All that the list of issues shows as far as it is Asked for."""
    run, most = run_of_issues(), None if asked.year else NEWEST
    lines = list(issue_lines(asked.issues, most, asked.headlines if asked.topic else None))
    return {
        "groups": _groups(run, lines, asked),
        "years": _years(run, asked),
        "families": _families(asked),
        "topics": _topics(asked),
        "asked": asked,
        "is_all": len(lines) < NEWEST or asked.year,
    }


def _groups(run, lines, asked):
    """[(2024, [IssueLine or Gap…])…]; only a list of all tables can tell what is missing."""
    year = asked.year
    if run is None or asked.table or asked.topic or not (lines or year):
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


def _years(run, asked):
    issues = asked._replace(year=None).issues
    counted = dict(issues.order_by().values_list("year").annotate(n=Count("pk")))
    near = years_around(run.years, asked.year) if run else []
    told = [(label, counted.get(one, 0), one) for one, label in near]
    return _choices(asked, "year", [("全部年份", sum(counted.values()), None), *told])


def _families(asked):
    issues = asked._replace(table="").issues
    tables = Table.objects.published().filter(issues__in=issues)
    counted = (
        tables.order_by("dataset__position", "dataset__slug")
        .values_list("dataset__title", "dataset__slug")
        .annotate(n=Count("issues", distinct=True))
    )
    return _choices(asked, "table", [("不限", None, ""), *((t, n, s) for t, s, n in counted)])


def _topics(asked):
    """Those of most issues first."""
    published = Article.objects.filter(issue__in=Issue.objects.published()).exclude(topics="")
    texts = published.order_by().values_list("topics", flat=True).distinct()
    known = list(dict.fromkeys(topic for text in texts for topic in topics_of(text)))
    issues = asked._replace(topic="").issues
    counts = []
    for start in range(0, len(known), _COUNTED_AT_ONCE):
        named = {
            f"n{place}": Count("issue", distinct=True, filter=names_topic(topic))
            for place, topic in enumerate(known[start : start + _COUNTED_AT_ONCE])
        }
        counts += published.filter(issue__in=issues).aggregate(**named).values()
    order = sorted((-n, topic) for n, topic in zip(counts, known, strict=True) if n)
    return _choices(asked, "topic", [("不限", None, ""), *((t, -n, t) for n, t in order)])


def _choices(asked, name, told):
    """A Choice for each (label, count, value) of what `name` may be narrowed to."""
    return [
        Choice(label, count, asked._replace(**{name: value}).query, value == getattr(asked, name))
        for label, count, value in told
    ]
