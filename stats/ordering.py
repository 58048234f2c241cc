"""Rows of a family in the order they are asked for, a page of keys at a time.

The statement that puts them in order is written once and asked again with another page: to write it
takes longer than to answer it.
"""

from collections import defaultdict
from functools import cached_property
from types import MappingProxyType

from django.db import connections
from django.db.models import (
    Case,
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    When,
)
from django.utils import timezone

from stats.models import Correction, Observation, Row
from stats.standing import places_before

NEWEST = ("-table__period", "-table__origin", "place")  # of rows that are `placed`
ORDERS = {
    "period": ("table__period", "table__origin", "place"),
    "-period": NEWEST,
    "institution": ("institution__sort_key", "institution__code", *NEWEST),
    "-institution": ("-institution__sort_key", "-institution__code", *NEWEST),
}


def placed(rows, places=MappingProxyType({})):
    """`rows` that can be put in order by `place`: where they stand in their table, or stood by
    these `places` ({row: its place}, of `places_before`)."""
    moved = defaultdict(list)
    for key, place in places.items():
        moved[place].append(key)
    stood = [When(pk__in=keys, then=place) for place, keys in moved.items()]
    now = F("position")
    return rows.alias(
        place=Case(*stood, default=now, output_field=IntegerField()) if stood else now
    )


class Rows:
    """These rows of `dataset` as they are, or were at `at`; `are_all` where they are all of it."""

    def __init__(self, rows, dataset, at=None, are_all=False):
        self.rows, self.dataset, self.at = rows, dataset, at
        self._follows_index = are_all and at is None
        self._written = {}

    @cached_property
    def count(self):
        return self.rows.count()

    def keys(self, sort, page):
        """Their keys in one of ORDERS."""
        return self._asked(sort, page, lambda: self._in_order(self.rows, sort))

    def keys_by(self, metric, falling, page):
        """By the value of a metric; behind them the rows that have none."""
        keys = self._asked((metric, falling), page, lambda: self._filled(metric, falling))
        missing = page.stop - page.start - len(keys)
        if missing:
            start = max(0, page.start - self._filled(metric, falling).count())
            rest = slice(start, start + missing)
            keys += self._asked((metric,), rest, lambda: self._empty(metric))
        return keys

    def _asked(self, name, page, query):
        if name not in self._written:
            compiler = query().query.get_compiler(self.rows.db)
            self._written[name] = compiler.as_sql()
        sql, params = self._written[name]
        with connections[self.rows.db].cursor() as cursor:
            some = (page.stop - page.start, page.start)
            cursor.execute(f"{sql} LIMIT %s OFFSET %s", (*params, *some))
            return [key for (key,) in cursor.fetchall()]

    def _filled(self, metric, falling):
        if self._follows_index:  # nothing else need be looked at but what is hidden
            hidden = Q(table__published_at__gt=timezone.now()) | Q(table__published_at=None)
            known = Observation.objects.filter(metric=metric, value__isnull=False)
            known = known.exclude(row__in=Row.objects.filter(hidden))
            order = ("-value", "-row") if falling else ("value", "row")
            return known.order_by(*order).values_list("row")
        value = F("then").desc() if falling else F("then").asc()
        rows = self._with_value(metric).filter(then__isnull=False)
        return rows.order_by(value, "-pk" if falling else "pk").values_list("pk")

    def _empty(self, metric):
        rows = self._with_value(metric).filter(then__isnull=True)
        return self._in_order(rows, "-period")

    def _in_order(self, rows, sort):
        return placed(rows, self._places).order_by(*ORDERS[sort]).values_list("pk")

    @cached_property
    def _places(self):
        return places_before(self.at, self.dataset.tables.all()) if self.at else {}

    def _with_value(self, metric):
        rows = self.rows.alias(
            sorted=FilteredRelation("observations", condition=Q(observations__metric=metric))
        )
        return rows.alias(then=_value_at(self.at) if self.at else F("sorted__value"))


def _value_at(at):
    """What stood at `at` in the cell that is sorted by."""
    later = Correction.objects.filter(observation=OuterRef("sorted__pk"), made_at__gt=at)
    before = later.order_by("made_at", "pk").values("old_value")[:1]
    return Case(When(Exists(later), then=Subquery(before)), default=F("sorted__value"))
