"""The tidy form: one line an observation, written as it is read."""

import csv
import io
import re
from decimal import Decimal
from functools import lru_cache
from itertools import islice

from stats.exporting.figures import TABLE_ORDER, rows_of

COLUMNS = (
    "dataset", "period", "issue", "row_kind", "group", "position", "institution", "printed_name",
    "metric", "metric_label", "unit", "value", "status", "raw_text",
)  # fmt: skip

# Few enough that the first lines leave at once, whatever the whole export holds.
ROWS_AT_ONCE = 400

# In full width too: where such are typed, spreadsheets take them for the plain ones.
GUARDED = re.compile(r"'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
PLAIN_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def records(tables, numbers=False, at=None, order=TABLE_ORDER, rows=None, **only):
    """Tuples in the order of COLUMNS, for every figure that `rows_of` gives.

    Values are Decimals where `numbers` are wanted, else their digits.
    """
    return lines_of(rows_of(tables, at, order, rows, **only), numbers)


def lines_of(rows, numbers=False):
    """The same of rows told as `rows_of` does."""
    for start, figures in rows:
        for (_, metric), digits, status, raw_text in figures:
            value = (Decimal(digits) if digits else None) if numbers else digits
            yield (*start, *metric, value, status, raw_text)


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


def csv_text(rows, guard=harmless, more=(), told=None):
    """CSV with its header line, in pieces of some hundred rows told as `rows_of` does.

    Texts that were printed or written by people are `guard`ed; the columns `more` hold what is
    `told` of each line besides.
    """
    yield f"{_fields((*COLUMNS, *more))}\r\n"
    rows = iter(rows)
    while some := list(islice(rows, ROWS_AT_ONCE)):
        yield "".join([line for row in some for line in _row_lines(*row, guard, told)])


def _row_lines(start, figures, guard, told):
    """The lines of a row; what they have in common is written once."""
    *table, kind, group, position, code, name = start
    common = f"{_first(*table, kind, guard(group))},{position}{_next(code, guard(name))}"
    for (_, metric), digits, status, raw_text in figures:
        last = f",{digits}" if raw_text == digits else _next(guard(raw_text))
        if told:
            last += _next(*told((*start, *metric, digits, status, raw_text)))
        yield f"{common}{_metric(metric, guard)},{digits},{status}{last}\r\n"


@lru_cache(maxsize=256)
def _metric(metric, guard):
    code, label, unit = metric
    return _next(code, guard(label), guard(unit))


@lru_cache(maxsize=256)
def _first(*fields):
    return _fields(fields)


@lru_cache(maxsize=1024)
def _next(*fields):
    """Fields that stand behind others."""
    return _fields(("", *fields)) if fields else ""


def _fields(fields):
    line = io.StringIO()
    csv.writer(line).writerow(fields)
    return line.getvalue()[:-2]
