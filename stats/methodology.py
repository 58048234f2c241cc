"""How figures are counted: metrics, printed forms, marks and changes of each family, with dates."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Max, Min

from stats.models import Layout, Metric, Observation, Status, Table
from stats.querying.breaks import breaks_by_family
from stats.shapes import columns_of

# What each status says of a figure, in the order readers meet them.
MEANINGS = {
    Status.NORMAL: "印出来的数，照原样收录。印作 0 的就是零。",
    Status.MISSING: "该有数而没有印出，例如空白。",
    Status.NOT_APPLICABLE: "这一格本来就没有数，例如没有这项业务，常印作“/”“—”。",
    Status.NEGLIGIBLE: "有，但不足最小单位，印作“…”。",
    Status.NOT_REPORTED: "机构当月没有报送，印作“未反馈”“未上报”。",
    Status.UNREAD: "印出来的读不成一个数。原文照录，不猜。",
}


@dataclass(frozen=True)
class Known:
    """A metric, and the first and last published months that have a figure of it."""

    metric: Metric
    first: date
    last: date


class Printed(NamedTuple):
    """A form a family was printed in without a break, and its columns, outer header first."""

    first: date
    last: date
    form: str
    columns: tuple


def statuses():
    """[(its word, what it says of a figure)…]."""
    return [(status.label, meaning) for status, meaning in MEANINGS.items()]


def known_metrics(dataset):
    """The published metrics of `dataset` as Known, in their own order."""
    figures = Observation.objects.filter(
        metric__dataset=dataset, row__table__in=Table.objects.published()
    )
    months = (
        figures.order_by()
        .values_list("metric")
        .annotate(first=Min("row__table__period"), last=Max("row__table__period"))
    )
    months = {metric: known for metric, *known in months}
    metrics = dataset.metrics.select_related("part_of").order_by("position", "code")
    return [Known(metric, *months[metric.pk]) for metric in metrics if metric.pk in months]


def printed_forms(dataset):
    """The forms of the published tables of `dataset` as Printed, newest first."""
    tables = Table.objects.published().filter(dataset=dataset).around_new_forms()
    tables = tables.select_related("layout").only("period", "header", "layout__form")
    forms = [_printed(list(some)) for _, some in groupby(tables, key=attrgetter("layout_id"))]
    return forms[::-1]


def _printed(tables):
    layout = tables[-1].layout
    paths = [column.path for column in columns_of(tables[-1].header) if column.metrics]
    columns = tuple(" → ".join(filter(None, path)) for path in paths)
    form = layout.get_form_display() if layout else Layout.Form.TABLE.label
    return Printed(tables[0].period, tables[-1].period, form, columns)


def what_marks_say(dataset):
    """[(a mark as printed, its word, what that says)…] of `dataset`."""
    told = ((mark, Status(status)) for mark, status in (dataset.marks or {}).items())
    return [(mark, status.label, MEANINGS[status]) for mark, status in told]


def changes(families):
    """[(family, what changed from when on)…] of all these, newest first."""
    metrics = {family.pk: [] for family in families}
    for metric in Metric.objects.filter(dataset__in=metrics).order_by("position", "code"):
        metrics[metric.dataset_id].append(metric)
    told = breaks_by_family(metrics)
    found = [(family, change) for family in families for change in told[family.pk]]
    return sorted(found, key=lambda one: one[1].period, reverse=True)
