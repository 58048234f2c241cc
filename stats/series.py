"""Figures month after month: of an institution, or of the rows on a page of a whole family."""

import re
from collections import defaultdict
from datetime import date
from decimal import Decimal
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from django.db import connections
from django.db.models import Max, Min

from stats.browsing import published_rows
from stats.exporting import plain
from stats.legends import legend_of
from stats.models import Metric, Observation, Status, Table
from stats.ordering import NEWEST, placed
from stats.parsing.months import shifted
from stats.shapes import MetricLabel, mark_of
from stats.sparks import spark
from stats.standing import cells_before, labels_before, places_before, rows_before

MOST = 120  # months of a family that are told at once of an institution
PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_NOTHING = "", Status.NORMAL


def shown(value, status, raw_text):
    """A figure by itself: as printed if the cell held only it, else the number or the mark."""
    text = raw_text.strip()
    if text.isdecimal() or PLAIN_NUMBER.fullmatch(text):  # most are the former, told faster
        return text
    if value is not None:
        return plain(Decimal(str(value)))  # SQLite by itself tells numbers as floats
    return raw_text if status == Status.UNREAD else mark_of(raw_text).replace("空白", "")


class Line(NamedTuple):
    """A row of one month with its figures in the order of the columns, and (text, status) of those
    that are no numbers."""

    slug: str
    period: date
    origin: str
    kind: str
    group: str
    name: str
    code: str
    figures: tuple
    marks: tuple = ()


class Series(NamedTuple):
    """All an institution has in one family."""

    slug: str
    title: str
    metrics: tuple
    lines: tuple
    is_whole: bool = True

    @property
    def sparks(self):
        """A small chart for each metric; none at all where there are only a few months."""
        last = self.lines[0].period
        made = [spark(self._values(place), last) for place in range(len(self.metrics))]
        return made if any(made) else []

    @property
    def legend(self):
        """The Marks among the figures."""
        return legend_of(mark for line in self.lines for mark in line.marks)

    def _values(self, place):
        """{month: number} of a column; of a month printed twice what was printed last."""
        values = {}
        for line in self.lines:
            text = line.figures[place]
            number = Decimal(text) if PLAIN_NUMBER.fullmatch(text) else None
            values.setdefault(line.period, number)
        return values


LINE = (
    "pk", "table__dataset__slug", "table__period", "table__origin", "kind", "group",
    "printed_name", "institution__code",
)  # fmt: skip


_LINES = """
SELECT r.id, d.slug, t.period, t.origin, r.kind, r."group", r.printed_name, i.code
FROM stats_row r JOIN stats_table t ON t.id = r.table_id JOIN stats_dataset d ON d.id = t.dataset_id
LEFT JOIN stats_institution i ON i.id = r.institution_id WHERE r.id IN ({})"""
_CELLS = """
SELECT row_id, metric_id, value, status, raw_text FROM stats_observation WHERE row_id IN ({})"""


def lines_of(keys, metrics, at=None):
    """Lines of the rows with these keys, in their order, as they stand or stood at `at`; `metrics`
    are the keys of the columns. In two statements of our own: by way of models it takes thrice as
    long."""
    if not keys:
        return []
    before, called = rows_before(at, keys) if at else ({}, {})
    marks = ",".join(["%s"] * len(keys))
    with connections[Observation.objects.db].cursor() as cursor:
        cursor.execute(_LINES.format(marks), keys)
        rows = {row[0]: row for row in cursor.fetchall()}
        cursor.execute(_CELLS.format(marks), keys)
        figures = _told(cursor.fetchall(), before)
    for key, row in rows.items():  # SQLite tells days as texts
        rows[key] = (*row[:2], date.fromisoformat(str(row[2])), *row[3:])
    return [_line(rows[key], figures[key], metrics, called) for key in keys]


def _figures(observations, before):
    fields = ("row", "metric", "value", "status", "raw_text")
    return _told(observations.order_by().values_list(*fields), before)


def _told(cells, before):
    """(shown text, status) by row and metric, of what stood there `before` where that is told."""
    figures = defaultdict(dict)
    for row, metric, *figure in cells:
        told = before.get((row, metric), figure) if before else figure
        if told is not None:
            figures[row][metric] = shown(*told), told[1]
    return figures


def _line(row, figures, metrics, called=MappingProxyType({})):
    cells = [figures.get(metric, _NOTHING) for metric in metrics]
    marks = [cell for cell in cells if cell[0] and cell[1] != Status.NORMAL]
    line = Line(*row[1:], tuple([text for text, _ in cells]), tuple(marks))
    if not called:
        return line
    group, name = (called.get((row[0], field)) for field in ("group", "printed_name"))
    return line._replace(
        group=line.group if group is None else group, name=line.name if name is None else name
    )


def series_of(institution, at=None):
    """All figures of an institution that are published, or were at `at`, by family, newest month
    first, of many months the MOST last; in four queries, seven of the past."""
    published, cut = _newest(published_rows(at, institution=institution))
    own = Table.objects.filter(corrections__row__institution=institution)
    rows = placed(published, places_before(at, own) if at else {}).order_by(
        "table__dataset__position", "table__dataset__slug", *NEWEST
    )
    rows = list(rows.values_list("table__dataset__title", *LINE))
    before = cells_before(at, observation__row__institution=institution) if at else {}
    called = labels_before(at, row__institution=institution) if at else {}
    figures = _figures(Observation.objects.filter(row__in=published), before)
    metrics = _metrics_in(figures)
    made = (
        _series(title, [row[1:] for row in some], figures, metrics, called)
        for title, some in groupby(rows, key=lambda row: row[0])
    )
    return [one._replace(is_whole=one.slug not in cut) for one in made]


def _newest(rows):
    """Those of `rows` in the MOST last months in which their family has any of them; the slugs of
    the families of which that leaves some out."""
    months = rows.order_by().values_list("table__dataset__slug")
    cut = set()
    for slug, first, last in months.annotate(first=Min("table__period"), last=Max("table__period")):
        since = shifted(last, 1 - MOST)
        if first < since:
            cut.add(slug)
            rows = rows.exclude(table__dataset__slug=slug, table__period__lt=since)
    return rows, cut


def _metrics_in(figures):
    """(key, slug, label) of the metrics that occur, in the order of their columns."""
    keys = {metric for row in figures.values() for metric in row}
    metrics = Metric.objects.filter(pk__in=keys).order_by("position", "code")
    fields = ("pk", "dataset__slug", "code", "label", "unit")
    return [(key, slug, MetricLabel(*label)) for key, slug, *label in metrics.values_list(*fields)]


def _series(title, rows, figures, metrics, called):
    newest, slug = rows[0][:2]
    own = [(key, label) for key, family, label in metrics if family == slug]
    own.sort(key=lambda metric: metric[0] not in figures[newest])  # What is still printed first.
    keys = [key for key, _ in own]
    return Series(
        slug,
        title,
        tuple(label for _, label in own),
        tuple(_line(row, figures[row[0]], keys, called) for row in rows),
    )
