"""One page of an institution to take to a meeting: its newest figures of every family."""

from collections import defaultdict
from datetime import date
from itertools import groupby
from typing import NamedTuple

from django.db.models import Max, Q

from stats.browsing import published_rows
from stats.legends import legend_of
from stats.models import Dataset, Observation, RowKind, Status
from stats.parsing.months import shifted
from stats.querying.measures import rank, told_change
from stats.series import shown
from stats.shapes import MetricLabel


class Line(NamedTuple):
    """A figure of the newest month, beside the months before and among the others."""

    metric: MetricLabel
    text: str
    before: str
    mom: str
    yoy: str
    place: str
    marks: tuple = ()


class Family(NamedTuple):
    """The newest month of a family in which the institution stands."""

    slug: str
    title: str
    period: date
    lines: tuple

    @property
    def legend(self):
        """The Marks among the figures."""
        return legend_of(mark for line in self.lines for mark in line.marks)


def sheet_of(institution):
    """The Families of an institution in the order of the bulletin; in three queries."""
    newest = _newest_months(institution)
    if not newest:
        return []
    texts, values = _own(institution, newest)
    others = _all_of_month(newest)
    return [
        Family(
            slug,
            title,
            period,
            tuple(
                _line(MetricLabel(code, label, unit), (slug, code), period, texts, values, others)
                for code, label, unit in metrics
            ),
        )
        for (slug, title, period), metrics in _metrics(newest, texts)
    ]


def _newest_months(institution):
    rows = published_rows(institution=institution).order_by()
    found = rows.values("table__dataset").annotate(newest=Max("table__period"))
    return dict(found.values_list("table__dataset", "newest"))


def _own(institution, newest):
    """(text, status) and values by family, metric and month; of a month printed twice the last
    issue's."""
    asked = Q()
    for dataset, period in newest.items():
        months = [period, shifted(period, -1), shifted(period, -12)]
        asked |= Q(row__table__dataset=dataset, row__table__period__in=months)
    rows = published_rows(institution=institution)
    found = Observation.objects.filter(asked, row__in=rows).order_by(
        "row__table__origin", "row__position"
    )
    texts, values = defaultdict(dict), defaultdict(dict)
    fields = ("row__table__dataset__slug", "metric__code", "row__table__period")
    for slug, code, period, value, status, raw_text in found.values_list(
        *fields, "value", "status", "raw_text"
    ):
        texts[slug, code][period] = shown(value, status, raw_text), status
        values[slug, code][period] = value if status == Status.NORMAL else None
    return texts, values


def _all_of_month(newest):
    """{(family, metric): values of all institutions in the newest month}."""
    asked = Q()
    for dataset, period in newest.items():
        asked |= Q(row__table__dataset=dataset, row__table__period=period)
    rows = published_rows(kind=RowKind.DATA, institution__isnull=False)
    found = Observation.objects.filter(asked, row__in=rows, status=Status.NORMAL)
    values = defaultdict(dict)
    for slug, code, institution, value in found.order_by("row__table__origin").values_list(
        "row__table__dataset__slug", "metric__code", "row__institution", "value"
    ):
        values[slug, code][institution] = value
    return {key: list(some.values()) for key, some in values.items()}


def _metrics(newest, texts):
    """((slug, title, month), its metrics printed then) in the order of the bulletin."""
    known = Dataset.objects.filter(pk__in=newest).order_by("position", "slug", "metrics__position")
    fields = ("pk", "slug", "title", "metrics__code", "metrics__label", "metrics__unit")
    for (key, slug, title), some in groupby(known.values_list(*fields), key=lambda one: one[:3]):
        period = newest[key]
        metrics = [one[3:] for one in some if period in texts.get((slug, one[3]), ())]
        yield (slug, title, period), metrics


def _line(metric, key, period, texts, values, others):
    value, then = values[key][period], values[key]
    before, year_ago = then.get(shifted(period, -1)), then.get(shifted(period, -12))
    among, months = others.get(key, []), (period, shifted(period, -1))
    cells = [texts[key].get(month, ("", Status.NORMAL)) for month in months]
    place = rank(value, among)
    return Line(
        metric,
        cells[0][0],
        cells[1][0],
        told_change(value, before),
        told_change(value, year_ago),
        "" if place is None or len(among) < 2 else f"{place} / {len(among)}",
        tuple(cell for cell in cells if cell[0] and cell[1] != Status.NORMAL),
    )
