"""The life of one figure: every month there is, with what was reckoned, renamed, redefined."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from stats.exporting import plain
from stats.models import Status
from stats.naming import name_key
from stats.parsing.months import shifted
from stats.querying.breaks import breaks_of
from stats.querying.figures import Subject, corrected, points_of, span_of
from stats.querying.measures import NOT_ADDED_UP, told_change, year_to_date

MOST = 240  # months on a page: twenty years


class Month(NamedTuple):
    """A month of a life; or, without `points`, a gap from `period` `until` its last month."""

    period: date
    text: str
    points: tuple
    mom: str
    yoy: str
    ytd: str
    renamed: str
    breaks: tuple
    is_corrected: bool

    until: date | None = None

    @property
    def issues(self):
        """(year, number) of the issues it was printed in."""
        origins = dict.fromkeys(point.origin for point in self.points)
        return [tuple(map(int, origin.split("-"))) for origin in origins]


GAP = Month(date.min, "", (), "", "", "", "", (), False)


@dataclass(frozen=True)
class Life:
    """One figure of one subject; `others` are the metrics it has besides; `earlier` and `later` are
    the last months of what there is before and behind."""

    subject: Subject
    metric: object
    others: tuple
    months: tuple
    earlier: date | None = None
    later: date | None = None

    @property
    def is_broken(self):
        """Whether figures of some months are counted otherwise than those before."""
        return any(month.breaks for month in self.months)

    @property
    def title(self):
        return f"{self.subject.name}，{self.metric}"


def life_of(dataset, subject, metrics, code=None, at=None, until=None):
    """The Life of `subject` in a family, newest month first: of the metric with that code, else of
    the first one it has. `metrics` are those published, by code. Of a long life it is the MOST
    months that end with `until`, or with the last one."""
    first, last = span_of(dataset, subject, at)
    until = min(until or last, last)
    since = shifted(until, 1 - MOST)
    # A year more, for what is reckoned from the months before.
    near = {"row__table__period__gte": shifted(since, -12), "row__table__period__lte": until}
    points = points_of(dataset, at, [subject.key], **near)
    has = {point.metric for point in points}
    known = [metric for metric in metrics.values() if metric.code in has]
    metric = metrics[code] if code else (known or list(metrics.values()))[0]
    own = {}
    for point in points:
        if point.metric == metric.code:
            own.setdefault(point.period, []).append(point)
    breaks = [
        one for one in breaks_of(dataset, metrics.values(), at) if one.metric in ("", metric.code)
    ]
    months = (one for one in _months(metric, own, breaks) if (one.until or one.period) >= since)
    earlier = shifted(since, -1) if first < since else None
    later = min(last, shifted(until, MOST)) if until < last else None
    return Life(subject, metric, tuple(known), tuple(months), earlier, later)


def _months(metric, own, breaks):
    """The months from the first to the last that has a figure, newest first."""
    if not own:
        return ()
    values = {
        period: some[0].value
        for period, some in own.items()
        if len(some) == 1 and some[0].status == Status.NORMAL
    }
    marked = corrected([point for some in own.values() for point in some])
    changed, renamed = _changed(own, breaks), _renamed(own)
    months = [
        Month(
            period,
            "；".join(_said(point, len(points)) for point in points),
            tuple(points),
            told_change(values.get(period), values.get(shifted(period, -1))),
            told_change(values.get(period), values.get(shifted(period, -12))),
            _sum(metric, values, period),
            renamed.get(period, ""),
            tuple(changed.get(period, ())),
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


def _changed(own, breaks):
    """{month: what changed since the month before} of the months that have a figure."""
    changed, months = {}, sorted(own)
    for one in breaks:
        month = next((month for month in months if month >= one.period), None)
        if month and month > months[0]:
            changed.setdefault(month, []).append(one)
    return changed
