"""Cells of any table on a grid that has no holes and no overlaps. Pure: no Django."""

from dataclasses import dataclass

MOST_COLUMNS = 200  # that one cell may reach over


@dataclass
class Cell:
    """A cell at its place; `runs` are texts and how they are set."""

    runs: list
    role: str = ""
    head: bool = False
    kind: str = "data"
    corrected: bool = False
    colspan: int = 1
    rowspan: int = 1
    x: int = 0
    y: int = 0

    @property
    def text(self):
        return "".join(run["t"] for run in self.runs)


@dataclass
class Placed:
    """Cells on their grid; the first `heads` rows are header."""

    cells: list
    columns: int
    rows: int
    heads: int


def plain(text, **options):
    """A cell of one text."""
    return Cell([{"t": text}] if text else [], **options)


def placed(rows):
    """Rows of cells as a browser would place them."""
    heads = _heads(rows)
    taken, cells = set(), []
    for y, row in enumerate(rows):
        lowest = heads if y < heads else len(rows)
        for cell in row:
            _place(cell, y, lowest, taken)
            _name(cell, y < heads)
            cells.append(cell)
    cells, columns = _without_empty_columns(cells)
    return Placed(_filled(cells, columns, len(rows), heads), columns, len(rows), heads)


def _heads(rows):
    """How many rows from the top are all header, one row at least being left for the body."""
    count = 0
    while count < len(rows) - 1 and rows[count] and all(cell.head for cell in rows[count]):
        count += 1
    return count


def _place(cell, y, lowest, taken):
    x = 0
    while (x, y) in taken:
        x += 1
    width = 1
    while width < min(cell.colspan, MOST_COLUMNS) and (x + width, y) not in taken:
        width += 1
    below = lowest - y
    cell.x, cell.y, cell.colspan = x, y, width
    cell.rowspan = below if cell.rowspan == 0 else max(1, min(cell.rowspan, below))
    taken.update((x + dx, y + dy) for dx in range(width) for dy in range(cell.rowspan))


def _name(cell, head):
    """A header cell that stands in the body names its row, and is set like a sum."""
    cell.kind = "total" if cell.head and not head else cell.kind
    cell.head = head


def _without_empty_columns(cells):
    """Columns in which no cell begins are joined with those to their left."""
    starts = sorted({cell.x for cell in cells})
    number = {x: place for place, x in enumerate(starts)}
    for cell in cells:
        end = cell.x + cell.colspan
        cell.colspan = sum(cell.x <= x < end for x in starts)
        cell.x = number[cell.x]
    return cells, len(starts)


def _filled(cells, columns, rows, heads):
    """With an empty cell where no row has one."""
    taken = {
        (cell.x + dx, cell.y + dy)
        for cell in cells
        for dx in range(cell.colspan)
        for dy in range(cell.rowspan)
    }
    free = [(x, y) for y in range(rows) for x in range(columns) if (x, y) not in taken]
    return cells + [Cell([], head=y < heads, x=x, y=y) for x, y in free]
