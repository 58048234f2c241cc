"""The formats figures are taken away in, by the ending of the file."""

from typing import NamedTuple

from stats.exporting.jsonstat import jsonstat_bytes
from stats.exporting.px import px_bytes
from stats.exporting.tidy import csv_text, harmless
from stats.exporting.workbooks import MEDIA_TYPE as WORKBOOK
from stats.exporting.xlsx import data_xlsx, month_xlsx


class Format(NamedTuple):
    """What readers call a format, what it is good for, and its media type."""

    label: str
    hint: str
    media_type: str


FORMATS = {
    "csv": Format("CSV", "一行一个数据", "text/csv; charset=utf-8"),
    "xlsx": Format("Excel", "照刊印的表头，附说明", WORKBOOK),
    "json": Format("JSON-stat", "供程序读取", "application/json; charset=utf-8"),
    "px": Format("PX", "供 PxWeb 等统计软件", "application/x-pc-axis; charset=utf-8"),
}


def csv_bytes(taken, more=(), told=lambda line: ()):
    """Pieces of the tidy CSV; the mark before it tells Excel that it is UTF-8.

    The columns `more` hold what is `told` of each line besides; where there are footnotes, the
    last one holds them.
    """
    yield b"\xef\xbb\xbf"
    more = (*more, *taken.notes.head)
    beside = (
        (lambda line: (*told(line), *map(harmless, taken.notes.behind(line)))) if more else None
    )
    for text in csv_text(taken.with_figures(), harmless, more, beside):
        yield text.encode()


def pieces_of(taken, kind, is_month=False):
    """Pieces of bytes of what is `taken` in that format; a month is set as it was printed."""
    makers = {"csv": csv_bytes, "json": jsonstat_bytes, "px": px_bytes}
    makers["xlsx"] = month_xlsx if is_month else data_xlsx
    return makers[kind](taken)
