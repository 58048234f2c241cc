"""Figures read for every export: each row once, with its figures, in the order of the tables.

What stands on every line of a row is read and written once; the figures come by some rows at a
time, so that nothing is held whole.
"""

from collections import defaultdict
from contextlib import suppress
from decimal import Decimal
from functools import partial

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Count, F, Func, OuterRef, Q, Subquery, TextField

from stats.models import Institution, Metric, Observation, Row
from stats.standing import cells_before, labels_before, order_before

TABLE_ORDER = ("dataset__position", "dataset__slug", "period", "origin", "pk")
BY_MONTH = ("period", "dataset__position", "dataset__slug", "origin", "pk")

# Few enough that nothing is held whole, however many rows a table has.
ROWS_AT_ONCE = 2000
_FETCHED = 200

_ROW = ("pk", "table", "kind", "group", "position", "institution", "printed_name")


class _Digits(Func):
    """A number as the database writes it, which no Decimal is made of on the way.

    SQLite keeps fifteen digits; what is longer is told as a field tells it.
    """

    output_field = TextField()
    arity = 1

    def as_sqlite(self, compiler, connection, **told):
        long = "IIF(ABS({0}) >= 1e15, PRINTF('%%%%.15g', {0}), CAST({0} AS TEXT))"
        return self.as_sql(compiler, connection, template=long.format("%(expressions)s"))

    def as_postgresql(self, compiler, connection, **told):
        return self.as_sql(compiler, connection, template="trim_scale(%(expressions)s)::text")


def plain(value):
    """`value` in digits and at most one point: no exponent, no zeros behind the last decimal."""
    return "" if value is None else format(value.normalize(), "f")


def rows_of(tables, at=None, order=TABLE_ORDER, rows=None, **only):
    """(start, figures) for each row of `tables`, or of `rows` alone, that has figures like `only`.

    A start is family, month, issue, kind, group, position, institution's code and printed name; a
    figure is (the place, (code, label, unit)) of its metric, digits, status and raw text. With `at`
    the figures are those that stood then. `order` is that of the tables.
    """
    metrics, codes = _Known(_metrics), _Known(_codes)
    labels = partial(_labels_before, at=at) if at else _labels
    for heads in _portions(tables.order_by(*order)):
        lines = labels(heads, rows, codes)
        figures = _figures(heads, lines, rows is None and not at, metrics, at, only)
        for key, start in lines:
            if told := figures.get(key):
                told.sort()  # by place, which no two figures of a row have in common
                yield start, told


def _portions(tables):
    """{key: (family, month, issue)} of some tables each, in their order."""
    rows = Row.objects.filter(table=OuterRef("pk")).order_by().values("table")
    count = Subquery(rows.annotate(count=Count("pk")).values("count"))
    portion, held = {}, 0
    for key, slug, period, origin, rows in list(
        tables.values_list("pk", "dataset__slug", "period", "origin", count)
    ):
        portion[key] = (slug, period.isoformat()[:7], origin)
        held += rows or 0
        if held >= ROWS_AT_ONCE:
            yield portion
            portion, held = {}, 0
    if portion:
        yield portion


def _read(known):
    """The rows of values_list() as the database tells them: of none of these fields is anything
    else made, and there are so many that each step of the way counts."""
    with suppress(EmptyResultSet), connections[known.db].cursor() as cursor:
        cursor.execute(*known.query.get_compiler(known.db).as_sql())
        while some := cursor.fetchmany(_FETCHED):
            yield from some


class _Known(dict):
    """{key: what is said of it}, all read when one is asked for that is new."""

    def __init__(self, read):
        self._read = read

    def __missing__(self, key):
        self.update(self._read())
        return self[key]


def _metrics():
    """(key, (place among all, (code, label, unit))) of each metric."""
    known = Metric.objects.order_by("position", "code", "pk")
    for place, (key, *metric) in enumerate(known.values_list("pk", "code", "label", "unit")):
        yield key, (place, tuple(metric))


def _codes():
    """(key, code) of each institution, and of none."""
    yield None, ""
    yield from Institution.objects.order_by().values_list("pk", "code")


def _labels(heads, rows, codes):
    """(key, start) of the rows of these tables."""
    found = {table: [] for table in heads}
    # In the order of their index; the tables stand in theirs already.
    lines = _rows(rows, Q(table__in=heads)).order_by("table", "position").values_list(*_ROW)
    for key, table, kind, group, position, whose, name in _read(lines):
        found[table].append((key, (*heads[table], kind, group, position, codes[whose], name)))
    return [line for some in found.values() for line in some]


def _labels_before(heads, rows, codes, at):
    """The same as they stood at `at`: where they stood, and by what they were called."""
    stood = order_before(at, heads)
    places = {
        row: (table, place) for table, keys in stood.items() for place, row in enumerate(keys, 1)
    }
    called = labels_before(at, table__in=heads)
    asked = Q(table__in=heads) | Q(pk__in=list(places)) if places else Q(table__in=heads)
    turns, found = {table: turn for turn, table in enumerate(heads)}, []
    for key, table, kind, group, place, whose, name in _rows(rows, asked).values_list(*_ROW):
        table, place = places.get(key, (table, place))
        if table in stood and key not in places:
            continue  # of today alone
        group, name = called.get((key, "group"), group), called.get((key, "printed_name"), name)
        start = (*heads[table], kind, group, place, codes[whose], name)
        found.append(((turns[table], place, key), start))
    return [(key, start) for (_, _, key), start in sorted(found)]


def _rows(rows, asked):
    known = Row.objects.filter(asked)
    return known if rows is None else known.filter(pk__in=rows.order_by().values("pk"))


def _figures(heads, lines, are_whole, metrics, at, only):
    """{row: its figures}, in no order, of the rows of these tables, or of these `lines` alone."""
    asked = {"row__table__in": heads} if are_whole else {"row__in": [key for key, _ in lines]}
    known = Observation.objects.filter(**asked, **only).order_by()
    known = known.values_list("row", "metric", _Digits(F("value")), "status", "raw_text")
    found = defaultdict(list)
    told = _before(known, heads, at) if at else _read(known)
    for row, metric, digits, status, raw_text in told:
        if digits is None:
            digits = ""
        elif not digits.isdigit():
            digits = plain(Decimal(digits))
        found[row].append((metrics[metric], digits, status, raw_text))
    return found


def _before(figures, tables, at):
    """The same as they stood at `at`, without those that were not there yet."""
    before = cells_before(at, table__in=tables)
    for figure in figures:
        told = before.get(figure[:2], figure[2:])
        if told is not None:
            value, *others = told
            yield (*figure[:2], None if value is None else str(value), *others)
