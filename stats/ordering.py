"""Rows of a family in the order they are asked for, a page of keys at a time.

The statement that puts them in order is written once and asked again with another page: to write it
takes longer than to answer it.
"""

from bisect import bisect_right, insort_right
from collections import defaultdict
from decimal import Decimal
from functools import cached_property, partial
from operator import itemgetter
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

_MOST_PLACES = 1000  # that are known of an order
_FEW = 500  # rows
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
        self._written, self._indexed = {}, {}

    @cached_property
    def count(self):
        return self.rows.count()

    def keys(self, sort, page):
        """Their keys in one of ORDERS."""
        return self._asked(sort, page, lambda: self._in_order(self.rows, sort))

    def keys_by(self, metric, falling, page):
        """By the value of a metric; behind them the rows that have none."""
        keys = self._by_value(metric, falling, page)
        missing = page.stop - page.start - len(keys)
        if missing:
            start = max(0, page.start - self._filled(metric, falling).count())
            rest = slice(start, start + missing)
            keys += self._asked((metric,), rest, lambda: self._empty(metric))
        return keys

    def _by_value(self, metric, falling, page):
        if not self._follows_index:
            name, query = (metric, falling), partial(self._filled, metric, falling)
            return self._asked(name, page, query)
        if (metric, falling) not in self._indexed:
            query = self._filled(metric, falling)
            self._indexed[metric, falling] = _Indexed(query, falling)
        return self._indexed[metric, falling].keys(page)

    def _asked(self, name, page, query):
        if name not in self._written:
            written = _Few if self.count <= _FEW else _Statement
            self._written[name] = written(query())
        return [key for (key,) in self._written[name].told(page)]

    def _filled(self, metric, falling):
        if self._follows_index:  # nothing else need be looked at but what is hidden
            hidden = Q(table__published_at__gt=timezone.now()) | Q(table__published_at=None)
            known = Observation.objects.filter(metric=metric, value__isnull=False)
            known = known.exclude(row__in=Row.objects.filter(hidden))
            order = ("-value", "-row") if falling else ("value", "row")
            return known.order_by(*order).values_list("value", "row")
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


class _Statement:
    """A query as it is written, to be asked for one page after another."""

    def __init__(self, query):
        self._sql, self._params = query.query.get_compiler(query.db).as_sql()
        self._db = query.db

    def told(self, page, *last):
        """The lines of a page, with these as the `last` of its parameters."""
        params = self._params[: len(self._params) - len(last)]
        with connections[self._db].cursor() as cursor:
            some = (page.stop - page.start, page.start)
            cursor.execute(f"{self._sql} LIMIT %s OFFSET %s", (*params, *last, *some))
            return cursor.fetchall()


class _Few(_Statement):
    """The same where there are few lines: all are read at once, for whichever pages follow."""

    @cached_property
    def _lines(self):
        with connections[self._db].cursor() as cursor:
            cursor.execute(self._sql, self._params)
            return cursor.fetchall()

    def told(self, page):
        return self._lines[page]


class _Indexed:
    """(value, key) of rows in the order of an index, from the nearest place on of which a page that
    was read told what stands there: to count all that come before takes the longer the more do."""

    def __init__(self, query, falling):
        self._whole, here = _Statement(query), Decimal(0)
        onward, beyond = ("lte", "lt") if falling else ("gte", "gt")
        after = Q(**{f"value__{beyond}": here}) | Q(**{f"row__{onward}": 0})
        self._onward = _Statement(query.filter(**{f"value__{onward}": here}).filter(after))
        self._known = []  # (place, value, key), in order

    def keys(self, page):
        near = bisect_right(self._known, page.start, key=itemgetter(0))
        if near:
            start, value, key = self._known[near - 1]
            there = slice(page.start - start, page.stop - start)
            told = self._onward.told(there, value, value, key)
        else:
            told = self._whole.told(page)
        if told:
            self._note(page.start, told[0])
            self._note(page.start + len(told) - 1, told[-1])
        return [key for _, key in told]

    def _note(self, place, told):
        if len(self._known) >= _MOST_PLACES:
            self._known.clear()
        near = bisect_right(self._known, place, key=itemgetter(0))
        if not near or self._known[near - 1][0] != place:
            # In one step, as others may note theirs meanwhile where a server has threads.
            insort_right(self._known, (place, *told), key=itemgetter(0))


def _value_at(at):
    """What stood at `at` in the cell that is sorted by."""
    later = Correction.objects.filter(observation=OuterRef("sorted__pk"), made_at__gt=at)
    before = later.order_by("made_at", "pk").values("old_value")[:1]
    return Case(When(Exists(later), then=Subquery(before)), default=F("sorted__value"))
