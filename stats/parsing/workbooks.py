"""The codes in a workbook to be filled in: which table a sheet is, which cell is whose. Pure.

They stand in the first row and the first column, both too small to be seen: in the corner the
table, above each column its metrics, before each row the row. So what is filled in goes where it
belongs whatever the printed words are, after rows were sorted and in any spreadsheet format.
"""

import re
from dataclasses import dataclass
from datetime import date

from stats.parsing.months import month

_CORNER = re.compile(r"填报表1 (\d{4}-\d{2,}) ([\w-]+) (\d{4})-(\d{2}) (\d{1,18})", re.ASCII)
_ROW = re.compile(r"行(\d{1,18})(?: ([\w/-]+))?", re.ASCII)
_COLUMN = re.compile(r"列(?: ([\w/-]+))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class FilledCell:
    """What stands in a cell: key of its row, codes of its metrics, the text and its address."""

    row: int
    metrics: tuple[str, ...]
    raw: str
    where: str


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A sheet with codes: the issue, family, month and key of its table, its cells, blank ones
    left out."""

    origin: str
    slug: str
    period: date
    table: int
    cells: tuple[FilledCell, ...]
    where: str


def corner_code(origin, slug, period, table):
    return f"填报表1 {origin} {slug} {period:%Y-%m} {table}"


def row_code(row, metrics=()):
    """The code before a row; with `metrics` where the row tells what is counted."""
    return f"行{row} {'/'.join(metrics)}".strip()


def column_code(metrics=()):
    """The code above a column that is to be filled in."""
    return f"列 {'/'.join(metrics)}".strip()


def filled_sheet(grid):
    """The FilledSheet of a grid, or None where it has no such codes."""
    for place, row in enumerate(grid.rows):
        corner = _CORNER.fullmatch(row[0].text) if row and row[0] else None
        if corner:
            origin, slug, year, number, table = corner.groups()
            cells = tuple(_cells(_columns(row), grid.rows[place + 1 :]))
            period = month(int(year), int(number))
            return FilledSheet(origin, slug, period, int(table), cells, grid.where)
    return None


def _columns(row):
    """{place: metric codes} of the columns that are to be filled in."""
    found = {place: _COLUMN.fullmatch(cell.text) for place, cell in enumerate(row) if cell}
    return {place: _codes(match[1]) for place, match in found.items() if match}


def _codes(text):
    return tuple(text.split("/")) if text else ()


def _cells(columns, rows):
    for row in rows:
        code = _ROW.fullmatch(row[0].text) if row and row[0] else None
        if code is None:
            continue
        own = _codes(code[2])
        places = list(columns)[:1] if own else columns
        for place in places:
            cell = row[place] if place < len(row) else None
            if cell is not None and cell.text:
                yield FilledCell(int(code[1]), own or columns[place], cell.text, cell.where)
