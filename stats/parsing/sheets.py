"""The tables on a sheet of a workbook: titles above, notes below, several on one sheet.

A sheet says less than a page: a title may stand in one cell or across all, a header may be merged
or not, blank rows may part two tables or mean nothing. What decides is where a header begins.
"""

from dataclasses import dataclass, field, replace

from stats.documents import Cell, Grid
from stats.naming import name_key
from stats.parsing.months import first_month
from stats.parsing.readings import looks_numeric, mark_of
from stats.parsing.tables import parse_table
from stats.parsing.wording import (
    NUMBER_HEADERS,
    SUBJECT_HEADERS,
    is_note,
    is_subtotal,
    is_total,
    total_in_one_cell,
)

_LONG = 30
_NAMES = NUMBER_HEADERS | SUBJECT_HEADERS


@dataclass(slots=True)
class _Line:
    """A row of the sheet: its cells, the texts in them, and whether a blank row stands above."""

    cells: tuple
    parted: bool
    written: list = field(default_factory=list)

    @property
    def alone(self):
        return len(self.written) == 1

    @property
    def numeric(self):
        return any(looks_numeric(cell.text) or mark_of(cell.text) for cell in self.written)

    @property
    def names_columns(self):
        return len(self.written) > 1 and any(name_key(cell.text) in _NAMES for cell in self.written)

    @property
    def summing(self):
        first = self.written[0].text
        return is_total(first) or is_subtotal(first) or total_in_one_cell(first) is not None


def parse_sheet(grid):
    """The ParsedTable of each table on a sheet, in order; without a title that of the sheet."""
    lines = _lines(grid)
    parts = _parts(lines)
    return [table for part in parts if (table := _table(grid, part)) is not None]


def _lines(grid):
    """The rows with something in them, or under a merged cell."""
    lines, parted = [], False
    for row in grid.rows:
        written = [cell for cell in row if cell is not None and cell.text]
        blank = not written and None not in row
        if not blank:
            lines.append(_Line(row, parted, written))
        parted = blank
    return lines


def _narrowed_lines(lines):
    """The lines without the columns in which none of them has anything."""
    used = sorted(
        {at for line in lines for at, cell in enumerate(line.cells) if cell and cell.text}
    )
    for line in lines:
        line.cells = tuple(_narrowed(line.cells[at], at, used) for at in used)


def _narrowed(cell, at, kept):
    """`cell` with the columns that went out of its span."""
    if cell is None or cell.across == 1:
        return cell
    return replace(cell, across=max(1, sum(at <= column < at + cell.across for column in kept)))


def _parts(lines):
    """Lines by table: a header below a gap or a title, after figures, begins a new one."""
    starts, figures = [0], False
    for at, line in enumerate(lines):
        begun = at > 0 and (line.parted or lines[at - 1].alone)
        if figures and begun and _is_header(line, lines[at + 1 :]):
            starts.append(_first_title(lines, at, starts[-1]))
            figures = False
        figures = figures or (line.numeric and not line.alone)
    ends = [*starts[1:], len(lines)]
    return [lines[start:end] for start, end in zip(starts, ends, strict=True)]


def _is_header(line, below):
    if len(line.written) < 2 or line.numeric or not line.written:
        return False
    return line.names_columns or (line.parted and any(each.numeric for each in below[:3]))


def _first_title(lines, at, floor):
    """The first of the titles that stand right above the header at `at`."""
    first = at
    while first > floor + 1 and lines[first - 1].alone and not lines[first].parted:
        if is_note(lines[first - 1].written[0].text):
            break
        first -= 1
    return first


def _table(grid, lines):
    """The ParsedTable of one part of a sheet; None where there is nothing but words."""
    start = _header_start(lines)
    if start is None:
        return None
    above, rest = lines[:start], lines[start:]
    _narrowed_lines(rest)
    body = Grid(tuple(map(_whole, rest)), rest[0].written[0].where, _spans_matter(rest))
    parsed = parse_table(body)
    texts = ["".join(cell.text for cell in line.written) for line in above]
    title, preface = _title(texts)
    title = parsed.title or title
    said = " ".join([*texts, parsed.title, *parsed.notes, grid.where])
    return replace(
        parsed,
        title=title or grid.where,
        preface=tuple(preface),
        period=first_month(title) or first_month(said),
    )


def _title(texts):
    """The title among the texts above a header, and the others: the first that is no remark."""
    titles = [text for text in texts if not is_note(text) and "：" not in text and ":" not in text]
    title = titles[0] if titles else ""
    return title, [text for text in texts if text != title]


def _header_start(lines):
    """The number of the first header line: the one that names columns as tables do, else the
    widest of those before the first figures."""
    before = []
    for at, line in enumerate(lines):
        if line.names_columns:
            return at
        if line.numeric and not line.alone:
            break
        before.append((len(_covering(line)), -at))
    else:
        return None
    if not before:
        return 0
    most, at = max(before)
    return -at if most > 1 else len(before)


def _covering(line):
    return [cell for cell in line.cells if cell is None or cell.text]


def _spans_matter(lines):
    """False where nothing is merged in a header of two rows: blanks must then be read as merges."""
    head = []
    for line in lines[:4]:
        if line.numeric:
            break
        head.append(line)
    merged = any(cell is None or cell.across > 1 for line in head for cell in line.cells)
    return merged or len(head) < 2 or bool(head[1].cells[0] and head[1].cells[0].text)


def _whole(line):
    """The cells of a line; a lone remark or sum reaches over all, as it is meant."""
    if not line.alone or len(line.cells) < 2:
        return line.cells
    cell = line.written[0]
    if is_note(cell.text) or total_in_one_cell(cell.text) or len(cell.text) > _LONG:
        whole = Cell(cell.text, cell.where, len(line.cells), 1)
        return (whole, *[None] * (len(line.cells) - 1))
    return line.cells


def tables_of(document):
    """(sheet, ParsedTable) for every table of a `Document` of sheets."""
    return [(grid.where, table) for grid in document.blocks for table in parse_sheet(grid)]
