"""Ruled tables of a PDF page as exact grids, rows cut by the page end put together again."""

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise

from .blocks import Cell, Grid
from .pdf_lines import joined, lines_of

# Rules nearer to each other than this are the two strokes of one double rule.
SAME_RULE = 3.0
# What Word leaves free left and right of the text in a cell, and a little more.
PADDING = 13.0


@dataclass(slots=True)
class _Box:
    """One cell: the rows and columns it covers and what is printed in it."""

    row: int
    column: int
    down: int
    across: int
    width: float
    characters: list = field(default_factory=list)
    lines: list = field(default_factory=list)

    @property
    def text(self):
        return joined(line.text for line in self.lines)

    @property
    def spots(self):
        """The rows and columns covered, pair by pair."""
        rows = range(self.row, self.row + self.down)
        columns = range(self.column, self.column + self.across)
        return [(row, column) for row in rows for column in columns]


class Ruled:
    """One table that pdfplumber found: which cell owns which part of the page."""

    def __init__(self, table, page, number):
        self.top, self.page, self.where = table.bbox[1], page, f"第{page}页表{number}"
        self.xs = _rules([x for cell in table.cells for x in (cell[0], cell[2])])
        self._ys = _rules([y for cell in table.cells for y in (cell[1], cell[3])])
        self.height, self._width = len(self._ys) - 1, len(self.xs) - 1
        self.boxes, self._owner = [], {}
        for cell in sorted(table.cells, key=lambda cell: (cell[1], cell[0])):
            self._place(cell)

    @property
    def is_table(self):
        """False for what is but a frame around paragraphs."""
        return len(self.boxes) > 1 and self._width > 1

    def take(self, character):
        """True when `character` stands in a cell, which then has it."""
        x = (character["x0"] + character["x1"]) / 2
        y = (character["top"] + character["bottom"]) / 2
        box = self.at(bisect_right(self._ys, y) - 1, bisect_right(self.xs, x) - 1)
        if box is not None:
            box.characters.append(character)
        return box is not None

    def set_lines(self):
        """Puts the characters taken together to lines, once all are taken."""
        for box in self.boxes:
            box.lines = lines_of(box.characters, self.page)

    def at(self, row, column):
        """The box that covers a row and column, or None."""
        return self._owner.get((row, column))

    def texts(self, row):
        """The texts of the cells that begin in `row`."""
        return [box.text for box in self.boxes if box.row == row]

    def drop_row(self, row):
        """Forgets a row whose text has gone elsewhere."""
        self.height -= 1
        kept = []
        for box in self.boxes:
            box.down -= box.row <= row < box.row + box.down
            box.row -= box.row > row
            kept += [box] if box.down else []
        self.boxes, self._owner = kept, {}
        for box in kept:
            self._own(box)

    def grid(self):
        """The `Grid` of what is printed in the cells."""
        rows = [
            [Cell("", self._where(row, column)) for column in range(self._width)]
            for row in range(self.height)
        ]
        for box in self.boxes:
            for row in range(box.row, box.row + box.down):
                rows[row][box.column : box.column + box.across] = [None] * box.across
            place = self._where(box.row, box.column)
            rows[box.row][box.column] = Cell(box.text, place, box.across, box.down)
        return Grid(tuple(map(tuple, rows)), self.where)

    def _where(self, row, column):
        return f"{self.where}第{row + 1}行第{column + 1}格"

    def _place(self, cell):
        x0, top, x1, bottom = cell
        left, right = _nearest(self.xs, x0), _nearest(self.xs, x1)
        upper, lower = _nearest(self._ys, top), _nearest(self._ys, bottom)
        box = _Box(upper, left, lower - upper, right - left, x1 - x0)
        if box.spots and not any(spot in self._owner for spot in box.spots):
            self._own(box)
            self.boxes.append(box)

    def _own(self, box):
        self._owner |= dict.fromkeys(box.spots, box)


def mend_cut_rows(pages, notes):
    """Puts a row that the end of a page cut in two together again, on the first of the pages."""
    for upper, lower in pairwise(pages):
        if not (upper and lower and isinstance(upper[-1], Ruled) and isinstance(lower[0], Ruled)):
            continue
        above, below = upper[-1], lower[0]
        row = _repeated_rows(above, below)
        pairs = _cut_boxes(above, below, row) if row < below.height else []
        if not pairs:
            continue
        for whole, rest in pairs:
            whole.lines += rest.lines
        below.drop_row(row)
        notes.append(f"{below.where}第{row + 1}行接续上一页的末行，已合为一行。")
        if not below.height:
            lower.pop(0)


def _repeated_rows(above, below):
    """How many rows at the head of `below` repeat those at the head of `above`."""
    row = 0
    while row < min(above.height, below.height) and above.texts(row) == below.texts(row) != []:
        row += 1
    return row


def _cut_boxes(above, below, row):
    """The boxes of the last row of `above` with those of `row` that go on with them, or none."""
    same = len(above.xs) == len(below.xs) and all(
        abs(a - b) < SAME_RULE for a, b in zip(above.xs, below.xs, strict=True)
    )
    rests = [box for box in below.boxes if box.row == row and box.down == 1] if same else []
    pairs = [(above.at(above.height - 1, rest.column), rest) for rest in rests]
    filled = [(whole, rest) for whole, rest in pairs if rest.lines]
    # A row with all its cells is a row; what goes on with a cut one leaves some cells empty.
    cut = any(whole and whole.lines and not rest.lines for whole, rest in pairs)
    return filled if cut and all(_is_rest(whole, rest) for whole, rest in filled) else []


def _is_rest(whole, rest):
    """True when `rest` had to go on a line of its own because the line above was full."""
    if whole is None or not whole.lines or whole.across != rest.across:
        return False
    last, first = whole.lines[-1], rest.lines[0]
    unit = 0.5 if first.text[:1].isdecimal() else 1.5
    return last.x1 - last.x0 + unit * first.size + PADDING > whole.width


def _rules(positions):
    """The positions of rules in order, those of one double rule as one."""
    found = []
    for position in sorted(positions):
        if not found or position - found[-1] > SAME_RULE:
            found.append(position)
    return found


def _nearest(rules, position):
    return min(range(len(rules)), key=lambda at: abs(rules[at] - position))
