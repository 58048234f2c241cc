"""Lists written out as xlsx, csv or json, line by line: no list is ever held whole in memory.

A list is a header and lines of texts, Decimals, ints and None. Texts that a spreadsheet would run
are made harmless; `stats.documents.read_listing` takes back what is written here.
"""

import csv
import io
import json
import tempfile
from decimal import Decimal
from functools import lru_cache
from itertools import chain, islice

from stats.documents import seen
from stats.exporting import harmless, plain, unharmed
from stats.exporting.workbooks import (
    LONGEST,
    MEDIA_TYPE,
    UNWRITABLE,
    Sheet,
    number_cell,
    number_fits,
    row_of,
    text_cell,
    workbook_pieces,
)

_AT_ONCE = 1000
_IN_MEMORY = 2**20
_SHORT = 60


class TooLongForExcel(Exception):
    """A text is longer than a cell holds; it is never cut off silently."""


def guarded(text):
    """`text` as a spreadsheet may hold it: nothing in it runs, and `unguarded` gives it back."""
    text = UNWRITABLE.sub("", text)
    if not text[:1].isalnum():
        # Whoever reads it takes away blanks before the guard, so that none may stand there.
        bare = seen(text)
        text = bare if bare[:1] in ("", "'") or text[:1].isspace() else text
    return harmless(text)


def unguarded(text):
    """The text of which `guarded` made this, as lists hold it."""
    return seen(unharmed(text))


def csv_bytes(header, lines):
    """Pieces of a CSV with the mark by which Excel knows UTF-8."""
    yield b"\xef\xbb\xbf"
    lines = chain([header], lines)
    while some := list(islice(lines, _AT_ONCE)):
        piece = io.StringIO()
        csv.writer(piece).writerows([[_written(value) for value in line] for line in some])
        yield piece.getvalue().encode()


def _written(value):
    if isinstance(value, str):
        return guarded(value)
    return plain(value) if isinstance(value, Decimal) else value


def json_bytes(header, lines):
    """Pieces of a JSON list with an object a line; texts stand as they are, nothing runs them."""
    start = "[\n"
    lines = iter(lines)
    while some := list(islice(lines, _AT_ONCE)):
        yield (start + ",\n".join(_object(header, line) for line in some)).encode()
        start = ",\n"
    yield b"[]\n" if start == "[\n" else b"\n]\n"


def _object(header, line):
    pairs = zip(header, line, strict=True)
    return f"{{{', '.join(f'{_json(name)}: {_json(value)}' for name, value in pairs)}}}"


def _json(value):
    if isinstance(value, Decimal):
        return plain(value)
    return json.dumps(value, ensure_ascii=False)


def xlsx_bytes(header, lines, title="数据"):
    """Pieces of a workbook with one sheet: header fixed, text columns kept as text.

    Raises TooLongForExcel before the first piece.
    """
    sheet = Sheet(title, list_rows(header, lines), [16] * len(header))
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
        for piece in workbook_pieces([sheet]):
            file.write(piece)
        file.seek(0)
        while piece := file.read(2**16):
            yield piece


def list_rows(header, lines):
    """Pieces of XML: the rows of a sheet that holds this list and is taken in again unchanged."""
    yield row_of(text_cell(guarded(text), "name") for text in header)
    lines = iter(lines)
    while some := list(islice(lines, _AT_ONCE)):
        yield "".join([row_of(map(cell_of, line)) for line in some])


def cell_of(value):
    """The cell of a list that holds this text, Decimal, int or None."""
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, str):
        return _short(value) if len(value) <= _SHORT else text_cell(_fitting(guarded(value)))
    return digits_cell(plain(value) if isinstance(value, Decimal) else str(value))


def digits_cell(digits):
    """A cell with that number; as the text it is where a spreadsheet would not keep all of it."""
    return number_cell(digits) if number_fits(digits) else text_cell(digits)


@lru_cache(maxsize=4096)
def _short(text):
    """Names and codes come again in every line."""
    return text_cell(guarded(text))


def _fitting(text):
    if len(text) > LONGEST:
        raise TooLongForExcel(
            f"有一格的文字超过 {LONGEST} 字，Excel 放不下；请改为导出 csv 或 json。"
        )
    return text


FORMATS = {
    "xlsx": (xlsx_bytes, MEDIA_TYPE),
    "csv": (csv_bytes, "text/csv; charset=utf-8"),
    "json": (json_bytes, "application/json; charset=utf-8"),
}
