"""The tidy CSV: one line an observation, read from the database and written as it goes."""

import csv
import io
import re
from itertools import islice

from django.db.models import Q

from stats.models import Observation
from stats.standing import cells_before, labels_before, places_before

COLUMNS = (
    "dataset", "period", "issue", "row_kind", "group", "position", "institution", "printed_name",
    "metric", "metric_label", "unit", "value", "status", "raw_text",
)  # fmt: skip

# The columns that hold what was printed or written by people.
TEXTS = [
    COLUMNS.index(name) for name in ("group", "printed_name", "metric_label", "unit", "raw_text")
]

FIELDS = (
    "row", "metric",
    "row__table__dataset__slug", "row__table__period", "row__table__origin", "row__kind",
    "row__group", "row__position", "row__institution__code", "row__printed_name", "metric__code",
    "metric__label", "metric__unit", "value", "status", "raw_text",
)  # fmt: skip

_TABLE = slice(2, 5)  # family, month and issue, among the fields

TABLE_ORDER = ("dataset__position", "dataset__slug", "period", "origin", "pk")
BY_MONTH = ("period", "dataset__position", "dataset__slug", "origin", "pk")
ROW_ORDER = ("row__position", "metric__position", "metric__code")

# Few enough that the first lines leave at once, whatever the whole export holds.
TABLES_AT_ONCE = 40
LINES_AT_ONCE = 2000

FORMULA_SIGNS = frozenset("=+-@\t\r")
GUARDED = re.compile(r"'*[=+\-@\t\r]")
PLAIN_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def plain(value):
    """`value` in digits and at most one point: no exponent, no zeros behind the last decimal."""
    return "" if value is None else format(value.normalize(), "f")


def records(tables, numbers=False, at=None, order=TABLE_ORDER, **only):
    """Tuples in the order of COLUMNS, for every observation of `tables` that is like `only`.

    Values are Decimals where `numbers` are wanted, else their digits. With `at` the figures are
    those that stood then. `order` is that of the tables.
    """
    shape = _with_number if numbers else _record
    keys = iter(list(tables.order_by(*order).values_list("pk", flat=True)))
    places = (*(f"row__table__{name}" for name in order), *ROW_ORDER)
    while some := list(islice(keys, TABLES_AT_ONCE)):
        stood = places_before(at, some) if at else {}
        asked = Q(row__table__in=some) | Q(row__in=list(stood)) if stood else Q(row__table__in=some)
        figures = Observation.objects.filter(asked, **only).order_by(*places)
        lines = figures.values_list(*FIELDS).iterator()
        yield from map(shape, _as_before(lines, at, some, stood) if at else lines)


def _as_before(lines, at, tables, stood):
    """The lines with the figures that stood at `at`; those that were not there yet left out."""
    before = cells_before(at, table__in=tables)
    called = labels_before(at, table__in=tables)
    for line in _in_order_before(lines, stood):
        told = before.get(line[:2], line[-3:])
        if told is not None:
            yield (*_called(line, called), *told)


def _in_order_before(lines, stood):
    """The lines with the places their rows had; of tables whose rows are others now, only those of
    rows that stood there, in their order."""
    if not stood:
        return lines
    place = FIELDS.index("row__position")
    lines, tables = list(lines), {}
    changed = {line[_TABLE] for line in lines if line[0] in stood}
    kept = [line for line in lines if line[_TABLE] not in changed or line[0] in stood]
    moved = [(*line[:place], stood.get(line[0], line[place]), *line[place + 1 :]) for line in kept]
    return sorted(
        moved, key=lambda line: (tables.setdefault(line[_TABLE], len(tables)), line[place])
    )


def _called(line, called):
    """A line without its figure, with what its row was called then."""
    start = list(line[:-3])
    for name in ("group", "printed_name"):
        place = FIELDS.index(f"row__{name}")
        start[place] = called.get((line[0], name), start[place])
    return start


def _record(fields):
    *start, value, status, raw_text = _with_number(fields)
    return (*start, plain(value), status, raw_text)


def _with_number(fields):
    slug, period, issue, kind, group, position, code, *names, value, status, raw_text = fields[2:]
    month = period.isoformat()[:7]
    start = (slug, month, issue, kind, group, position, code or "")
    return (*start, *names, value, status, raw_text)


def harmless(text):
    """`text` with a sign before it if a spreadsheet would run it as a formula.

    A text that begins as if it bore that sign gets one more, so that `unharmed` is exact.
    """
    if GUARDED.match(text) and len(text) > 1 and not PLAIN_NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def unharmed(text):
    """The text that `harmless` made this of."""
    return text[1:] if text[:1] == "'" and GUARDED.match(text) else text


def harmless_records(lines):
    """The same lines, safe to open in a spreadsheet; `value` holds only digits and stays."""
    for line in lines:
        fields = list(line)
        for place in TEXTS:
            if fields[place][:1] in FORMULA_SIGNS or fields[place][:1] == "'":
                fields[place] = harmless(fields[place])
        yield fields


def csv_text(lines, columns=COLUMNS):
    """CSV with its header line, in pieces of some thousand lines."""
    lines = iter(lines)
    some = [columns]
    while some:
        piece = io.StringIO()
        csv.writer(piece).writerows(some)
        yield piece.getvalue()
        some = list(islice(lines, LINES_AT_ONCE))
