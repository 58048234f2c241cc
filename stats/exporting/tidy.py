"""The tidy form: one line an observation, written as it is read."""

import csv
import io
import re
from decimal import Decimal
from itertools import islice, repeat

from stats.exporting.figures import TABLE_ORDER, rows_of

COLUMNS = (
    "dataset", "period", "issue", "row_kind", "group", "position", "institution", "printed_name",
    "metric", "metric_label", "unit", "value", "status", "raw_text",
)  # fmt: skip

# Few enough that the first lines leave at once, whatever the whole export holds.
ROWS_AT_ONCE = 400
MOST = 4096  # names and such, written and kept for the lines to come

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
    lines, rows = _Lines(guard, told), iter(rows)
    while some := list(islice(rows, ROWS_AT_ONCE)):
        yield "".join(map(lines.of, some))


class _Written(dict):
    """{key: how `write` writes it}, written once as long as there is room."""

    def __init__(self, write):
        self._write = write

    def __missing__(self, key):
        if len(self) >= MOST:
            self.clear()
        written = self[key] = self._write(key)
        return written


class _Lines:
    """The lines of rows told as `rows_of` does; what lines have in common is written once."""

    def __init__(self, guard, told):
        self._told = told
        self._heads = _Written(lambda key: _fields((*key[:4], guard(key[4]))))
        self._names = _Written(lambda key: _next(key[0], guard(key[1])))
        self._metrics = _Written(lambda key: _next(key[1][0], *map(guard, key[1][1:])))
        self._texts = _Written(lambda text: _next(guard(text)))

    def of(self, row):
        """The lines of a row."""
        start, figures = row
        common = f"{self._heads[start[:5]]},{start[5]}{self._names[start[6:]]}"
        metrics, texts = self._metrics, self._texts
        ends = [
            f"{metrics[metric]},{digits},{status},{digits}\r\n"
            if raw_text == digits
            else f"{metrics[metric]},{digits},{status}{texts[raw_text]}\r\n"
            for metric, digits, status, raw_text in figures
        ]
        if self._told:
            ends = map(self._with, ends, repeat(start), figures)
        return common.join(["", *ends])

    def _with(self, end, start, figure):
        """The same end with what is told besides."""
        (_, metric), *others = figure
        return f"{end[:-2]}{_next(*self._told((*start, *metric, *others)))}\r\n"


def _next(*fields):
    """Fields that stand behind others."""
    return _fields(("", *fields)) if fields else ""


def _fields(fields):
    line = io.StringIO()
    csv.writer(line).writerow(fields)
    return line.getvalue()[:-2]
