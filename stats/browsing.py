"""What readers may see of families, months, metrics and institutions: only what is published."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Count, Exists, Max, Min, OuterRef, Q

from stats.models import Institution, Kind, Metric, Observation, Row, RowKind, Status, Table

MOST_YEARS = 10  # of which every month is listed; the map of months goes on from there


@dataclass(frozen=True)
class Family:
    """A table family, and from when to when it stands in published issues."""

    slug: str
    title: str
    description: str
    is_active: bool
    first: date
    last: date
    months: int


def published_families():
    """The families with their months, in the order of the bulletin."""
    tables = Table.objects.published().order_by("dataset__position", "dataset__slug")
    fields = ("slug", "title", "description", "is_active")
    counted = tables.values_list(*(f"dataset__{field}" for field in fields)).annotate(
        first=Min("period"), last=Max("period"), months=Count("period", distinct=True)
    )
    return [Family(*family) for family in counted]


def published_rows(at=None, **only):
    """Rows, like `only`, of tables that are published, or were at `at`."""
    return Row.objects.published(at).filter(**only)


def published_metrics(dataset, at=None):
    """The metrics of `dataset` of which a figure is published; those of the last month first."""
    tables = Table.objects.published(at).filter(dataset=dataset)
    last = tables.order_by("-period").values("period")[:1]
    current = Observation.objects.filter(row__table__in=tables.filter(period=last))
    ever = Observation.objects.filter(metric=OuterRef("pk"), row__table__in=tables)
    return (
        Metric.objects.filter(Exists(ever), dataset=dataset)
        .annotate(is_current=Q(pk__in=current.values("metric")))
        .order_by("-is_current", "position", "code")
    )


def printed_totals(dataset, since):
    """{code of a metric: {month: its printed total}} from `since` on; what stands under several
    totals of a month is none of them."""
    rows = published_rows(table__dataset=dataset, table__period__gte=since, kind=RowKind.TOTAL)
    figures = Observation.objects.filter(row__in=rows, status=Status.NORMAL)
    totals = defaultdict(dict)
    fields = ("metric__code", "row__table__period", "value")
    for code, period, value in figures.order_by().values_list(*fields):
        totals[code][period] = None if period in totals[code] else value
    return totals


def published_institutions(dataset):
    """The institutions that stand in published tables of `dataset`, by pinyin."""
    rows = published_rows(table__dataset=dataset, institution=OuterRef("pk"))
    return Institution.objects.filter(Exists(rows)).order_by("sort_key", "code")


def months_by_year(dataset, last):
    """[(2024, [(8, its page), (7, its page)…])…], newest first: of the MOST_YEARS that end with
    that of the month `last`."""
    since = date(last.year - MOST_YEARS + 1, 1, 1)
    tables = Table.objects.published().filter(dataset=dataset, period__gte=since)
    months = tables.order_by("-period").values_list("period", flat=True).distinct()
    base = dataset.get_absolute_url()
    return [
        (year, [(month.month, f"{base}{month:%Y-%m}/") for month in some])
        for year, some in groupby(months, key=lambda month: month.year)
    ]


def neighbours(dataset, period):
    """The published months before and after `period`, as {"before": …, "after": …}."""
    return (
        Table.objects.published()
        .filter(dataset=dataset)
        .aggregate(
            before=Max("period", filter=Q(period__lt=period)),
            after=Min("period", filter=Q(period__gt=period)),
        )
    )


def institutions_by_kind():
    """[(医院, [institution…])…], each by pinyin; kinds without any are left out."""
    order = {kind: place for place, kind in enumerate(Kind.values)}
    known = Institution.objects.published().only("code", "name", "kind", "sort_key")
    known = sorted(known, key=lambda institution: order[institution.kind])
    return [
        (Kind(kind).label, list(some)) for kind, some in groupby(known, key=lambda one: one.kind)
    ]


def relatives_of(institution):
    """[(relation, institutions)…] of those published: where it lies, what it was and became."""
    district, successor = institution.district_id, institution.successor_id
    related = Q(pk__in=filter(None, (district, successor))) | Q(successor=institution)
    known = list(Institution.objects.published().filter(related))
    relations = [
        ("所在区", [one for one in known if one.pk == district]),
        ("前身", [one for one in known if one.successor_id == institution.pk]),
        ("继承机构", [one for one in known if one.pk == successor]),
    ]
    return [(relation, some) for relation, some in relations if some]
