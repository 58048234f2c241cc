"""The life of one figure: every month there is, with what was reckoned, renamed, redefined."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from stats.exporting import plain
from stats.models import Status, Table
from stats.naming import name_key
from stats.parsing.months import shifted
from stats.querying.figures import Subject, corrected, points_of
from stats.querying.measures import NOT_ADDED_UP, told_change, year_to_date


class Month(NamedTuple):
    """A month of a life; or, without `points`, a gap from `period` `until` its last month."""

    period: date
    text: str
    points: tuple
    mom: str
    yoy: str
    ytd: str
    renamed: str
    is_new_layout: bool
    is_corrected: bool

    until: date | None = None

    @property
    def issues(self):
        """(year, number) of the issues it was printed in."""
        origins = dict.fromkeys(point.origin for point in self.points)
        return [tuple(map(int, origin.split("-"))) for origin in origins]


GAP = Month(date.min, "", (), "", "", "", "", False, False)


@dataclass(frozen=True)
class Life:
    """One figure of one subject; `others` are the metrics it has besides."""

    subject: Subject
    metric: object
    others: tuple
    months: tuple

    @property
    def title(self):
        return f"{self.subject.name}，{self.metric}"


def life_of(dataset, subject, metrics, code=None, at=None):
    """The Life of `subject` in a family, newest month first: of the metric with that code, else of
    the first one it has. `metrics` are those published, by code."""
    points = points_of(dataset, at, [subject.key])
    has = {point.metric for point in points}
    known = [metric for metric in metrics.values() if metric.code in has]
    metric = metrics[code] if code else known[0]
    own = {}
    for point in points:
        if point.metric == metric.code:
            own.setdefault(point.period, []).append(point)
    return Life(subject, metric, tuple(known), _months(dataset, metric, own, at))


def _months(dataset, metric, own, at):
    """The months from the first to the last that has a figure, newest first."""
    if not own:
        return ()
    values = {
        period: some[0].value
        for period, some in own.items()
        if len(some) == 1 and some[0].status == Status.NORMAL
    }
    marked = corrected([point for some in own.values() for point in some])
    breaks, renamed = _breaks(dataset, at), _renamed(own)
    months = [
        Month(
            period,
            "；".join(_said(point, len(points)) for point in points),
            tuple(points),
            told_change(values.get(period), values.get(shifted(period, -1))),
            told_change(values.get(period), values.get(shifted(period, -12))),
            _sum(metric, values, period),
            renamed.get(period, ""),
            period in breaks,
            any(point.key in marked for point in points),
        )
        for period, points in sorted(own.items())
    ]
    return tuple(reversed(list(_with_gaps(months))))


def _with_gaps(months):
    """The months, and between them what is missing."""
    before = None
    for month in months:
        if before is not None and shifted(before, 1) < month.period:
            yield GAP._replace(period=shifted(before, 1), until=shifted(month.period, -1))
        yield month
        before = month.period


def _renamed(own):
    """{month: name} of the months in which it is printed under another name than before."""
    names = [(period, some[-1].name.strip()) for period, some in sorted(own.items())]
    return {
        period: name
        for (_, before), (period, name) in pairwise(names)
        if name_key(name) != name_key(before)
    }


def _said(point, how_many):
    return f"{point.group} {point.text}" if how_many > 1 and point.group else point.text


def _sum(metric, values, period):
    total = None if metric.unit in NOT_ADDED_UP else year_to_date(values, period)
    return plain(total)


def _breaks(dataset, at):
    """The months whose table is of another layout than that of the month printed before."""
    tables = Table.objects.published(at).filter(dataset=dataset).order_by("period", "origin")
    printed = list(tables.values_list("period", "layout"))
    return {
        after[0]
        for before, after in pairwise(printed)
        if after[1] != before[1] and after[0] > before[0]
    }
