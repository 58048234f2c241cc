"""A figure followed through the months: the rows to choose from, and its line in the record."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from stats.models import Institution, Metric, Observation, Row, RowKind
from stats.parsing.months import shifted
from stats.telling import Line

MONTHS_BACK = 24
_LABELS = ("institution", "kind", "group", "printed_name")


@dataclass(frozen=True)
class RowKey:
    """What makes rows of several months one line: the institution, else the printed name."""

    institution: int | None
    kind: str
    group: str
    name: str

    @classmethod
    def of(cls, institution, kind, group, printed_name):
        return cls(institution, kind, group, "" if institution else printed_name)

    @classmethod
    def read(cls, code):
        """The key that `code` writes. Raises ValueError."""
        institution, kind, group, name = code.split("|", 3)
        return cls(int(institution) if institution else None, kind, group, name)

    @property
    def code(self):
        return "|".join((str(self.institution or ""), self.kind, self.group, self.name))


@dataclass(frozen=True)
class Wanted:
    """A line that is asked for: a metric of a row, as printed in an issue, to a month."""

    metric: Metric
    row: RowKey
    period: date
    origin: str = ""


def rows_of(table):
    """(code, name) of the rows of a table that can be followed, in printed order."""
    rows = Row.objects.filter(table=table, observations__isnull=False).distinct()
    found = {}
    for labels in rows.order_by("position").values_list(*_LABELS):
        *_, group, name = labels
        shown = " ".join(filter(None, ("".join(group.split()), name or "（全表）")))
        found.setdefault(RowKey.of(*labels).code, shown)
    return list(found.items())


def metrics_of(table):
    """The metrics that the table has figures of."""
    return Metric.objects.filter(observations__row__table=table).distinct()


def lines_of(wanted):
    """The Line of each Wanted, in the same order, in two queries however many they are."""
    if not wanted:
        return []
    figures = _figures(wanted)
    names = dict(
        Institution.objects.filter(pk__in={one.row.institution for one in wanted}).values_list(
            "pk", "name"
        )
    )
    return [_line(one, figures, names) for one in wanted]


def _figures(wanted):
    """{metric: {row: {month: {origin: value}}}} of the months that these lines look back on."""
    last = max(one.period for one in wanted)
    first = shifted(min(one.period for one in wanted), -MONTHS_BACK)
    cells = Observation.objects.filter(
        metric__in={one.metric.pk for one in wanted},
        row__table__period__range=(first, last),
        row__table__removed_from=None,
        value__isnull=False,
    )
    place = [f"row__{name}" for name in _LABELS]
    found = defaultdict(lambda: defaultdict(lambda: defaultdict(dict)))
    asked = cells.values_list("metric", *place, "row__table__period", "row__table__origin", "value")
    for metric, *labels, period, origin, value in asked.order_by("row__table__origin"):
        found[metric][RowKey.of(*labels)][period][origin] = value
    return found


def _line(one, figures, names):
    by_row = figures[one.metric.pk]
    return Line(
        _subject(one, names),
        one.metric.label,
        one.metric.unit,
        _values(by_row.get(one.row, {}), one.origin),
        _wholes(one, by_row),
    )


def _values(months, origin):
    """A value a month: as printed in that issue, else as printed last."""
    return {
        month: printed.get(origin, list(printed.values())[-1]) for month, printed in months.items()
    }


def _wholes(one, by_row):
    if one.row.kind != RowKind.DATA:
        return {}
    totals = [
        key for key in by_row if key.kind == RowKind.TOTAL and key.group in ("", one.row.group)
    ]
    return _values(by_row[totals[0]], one.origin) if len(totals) == 1 else {}


def _subject(one, names):
    name = names.get(one.row.institution, one.row.name)
    return name if one.row.kind == RowKind.DATA else f"{one.metric.dataset.title}{name}"
