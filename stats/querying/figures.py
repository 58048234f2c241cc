"""Published figures of one family, each by its month, whose it is and what it counts."""

from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from django.db.models import Max, Min, Q

from stats.browsing import published_rows
from stats.models import Correction, Institution, Observation, RowKind, Table
from stats.naming import name_key
from stats.series import shown
from stats.standing import cells_before

_FIELDS = (
    "row__table__period", "row__table__origin", "row__kind", "row__group", "row__printed_name",
    "row__institution__code", "metric__code", "pk", "row", "metric", "value", "status", "raw_text",
)  # fmt: skip
_ORDER = ("row__table__period", "row__table__origin", "row__position", "metric__position")


class Subject(NamedTuple):
    """Whose figures: an institution by its code, any other row by its name without blanks.

    `of_kind` and `district` are those of the institution."""

    key: str
    name: str
    kind: str
    is_institution: bool = False
    of_kind: str = ""
    district: str = ""


class Point(NamedTuple):
    """A published figure, and where it was printed."""

    period: date
    origin: str
    kind: str
    group: str
    name: str
    subject: str
    metric: str
    key: int
    value: Decimal | None
    status: str
    text: str


def subjects_of(dataset, at=None):
    """All whose figures were ever published in this family: institutions by pinyin, then sums."""
    rows = published_rows(at, table__dataset=dataset).order_by()
    keys = rows.exclude(institution=None).values_list("institution", flat=True).distinct()
    known = Institution.objects.filter(pk__in=list(keys)).order_by("sort_key", "code")
    fields = ("code", "name", "kind", "district__name")
    named = [
        Subject(code, name, RowKind.DATA, True, kind, district or "")
        for code, name, kind, district in known.values_list(*fields)
    ]
    others = rows.filter(institution=None).exclude(printed_name="")
    order = {kind: place for place, kind in enumerate(RowKind.values)}
    found = {}
    for name, kind in sorted(others.values_list("printed_name", "kind").distinct()):
        found.setdefault(key_of(None, name), Subject(key_of(None, name), name.strip(), kind))
    return named + sorted(found.values(), key=lambda one: (order[one.kind], one.name))


def span_of(dataset, subject, at=None):
    """The first and the last month in which rows of that institution were published; of whatever is
    none, those of all such rows."""
    rows = published_rows(at, table__dataset=dataset)
    whose = {"institution__code": subject.key} if subject.is_institution else {"institution": None}
    months = rows.filter(**whose).aggregate(first=Min("table__period"), last=Max("table__period"))
    return months["first"], months["last"]


def key_of(code, printed_name):
    """How a row is known over the months: by its institution, else by what is printed."""
    return code or name_key(printed_name)


def points_of(dataset, at=None, subjects=None, **only):
    """The published Points as they stand, or stood at `at`, oldest first; of a month printed again
    what the last issue says.

    `subjects` are keys as of `key_of`, None asks for all; `only` limits the observations.
    """
    asked = Q(row__in=published_rows(at, table__dataset=dataset), **only)
    if subjects is not None:
        asked &= Q(row__institution__code__in=subjects) | Q(row__institution=None)
    found = Observation.objects.filter(asked).order_by(*_ORDER).values_list(*_FIELDS)
    before = cells_before(at, table__dataset=dataset) if at else {}
    points = (_point(one, before) for one in found)
    wanted = None if subjects is None else set(subjects)
    return _last_printed(one for one in points if one and (wanted is None or one.subject in wanted))


def _point(found, before):
    """The Point of a figure; None for one that was not there `before`."""
    period, origin, kind, group, name, code, metric, key, row, counted, *figure = found
    told = before.get((row, counted), figure)
    if told is None:
        return None
    value, status, raw_text = told
    subject = key_of(code, name)
    text = shown(value, status, raw_text)
    return Point(period, origin, kind, group, name, subject, metric, key, value, status, text)


def _last_printed(points):
    """Without what a later issue printed again, cell by cell."""
    last = {}
    for point in points:
        last[point.period, point.group, point.subject, point.metric] = point
    return list(last.values())


def corrected(points):
    """The keys of those observations among `points` that were corrected after publication."""
    keys = [point.key for point in points]
    made = Correction.objects.filter(observation__in=keys, field="")
    return set(made.values_list("observation", flat=True))


class Months:
    """The months of which a table of the family is published."""

    def __init__(self, dataset, at=None):
        self._tables = Table.objects.published(at).filter(dataset=dataset)

    @cached_property
    def last(self):
        return self._tables.aggregate(last=Max("period"))["last"]

    def between(self, since, until):
        """Those from `since` to `until`, oldest first; None for no end."""
        tables = self._tables.filter(period__gte=since) if since else self._tables
        tables = tables.filter(period__lte=until) if until else tables
        return list(tables.order_by("period").values_list("period", flat=True).distinct())


def changed_at(dataset):
    """When anything of the family was last published or corrected: since then it stands as now."""
    tables = Table.objects.published().filter(dataset=dataset)
    moments = tables.aggregate(published=Max("published_at"), corrected=Max("corrections__made_at"))
    return max(moment for moment in moments.values() if moment)
