"""How a table is set: type size, widths of columns, where its figures stand. Pure: no Django.

All widths are reckoned in em of the table's type and become points when its size is chosen: the
largest at which nothing needs to be broken that should not be.
"""

import math
import re
from typing import NamedTuple

from news.printing import headlines
from news.printing.grids import placed, plain
from news.printing.letters import breakable, longest, width

MEASURE = 442.2  # points of a line of text on the upright page: 156 mm
WIDER = 493.2  # into the margins: 174 mm
TURNED = 685.9  # on a page turned on its side: 242 mm
PAD = 0.42  # em on each side of a cell
LONG = 14  # em; a name that is longer stands in two lines
TALL = 300  # characters; a table with longer texts may be parted anywhere
WIDENED = 6  # em; a column that is wider takes no more of the room that is left
LEAST = 3.0  # points, whatever the table
_FIGURE = re.compile(r"[-+±.,\d\s%/—…()（）‰]*")
_UPRIGHT = 8  # letters that may stand below each other


class Need(NamedTuple):
    """What a column would like, what is good enough and what it can do with, in em, without
    padding."""

    ideal: float
    wanted: float
    least: float


def sheet_of(grid, size, lanes=1):
    """A printed table of the record as data for typst."""
    head = [[_taken(cell, head=True) for cell in row] for row in grid.header]
    body = [[_taken(cell, kind=row.kind) for cell in row.cells] for row in grid.body]
    table = placed(head + body)
    return fitted(table, size, lanes) if table.cells else None


def _taken(cell, **options):
    return plain(
        breakable(cell.text).strip(),
        role=cell.role,
        colspan=cell.colspan,
        rowspan=getattr(cell, "rowspan", 1),
        corrected=getattr(cell, "was", None) is not None or bool(getattr(cell, "corrected", "")),
        **options,
    )


def fitted(table, size, lanes=1):
    """The table as data for typst, in type of at most `size` points; lanes beside each other are
    alike."""
    columns = [_Column(table, x) for x in range(table.columns)]
    _widen(table, columns)
    _match(columns, table.columns // lanes)
    mode, size, widths = _choice([column.need for column in columns], size)
    for column, points in zip(columns, widths, strict=True):
        column.points = points
    cells = sorted(table.cells, key=_place)
    marks = _marks(table, cells)
    return {
        "mode": mode,
        "size": round(size, 2),
        "widths": [round(points, 2) for points in widths],
        "heads": table.heads,
        "rows": table.rows,
        "tall": any(len(cell.text) > TALL for cell in cells),
        "cells": [_cell(cell, columns, size) | marks.get(_place(cell), {}) for cell in cells],
    }


def _marks(table, cells):
    """By which cells the page of a row can be told: that of the first and the last row; where
    labels reach over rows, that of each."""
    last = {cell.y: _place(cell) for cell in cells if not cell.head and cell.rowspan == 1}
    rows = sorted(last)
    if not any(is_upright(cell) for cell in table.cells):
        rows = {*rows[:1], *rows[-1:]}
    return {last[y]: {"k": y} for y in rows}


def _place(cell):
    return cell.y, cell.x


class _Column:
    """One column: what stands in it, and how wide that is."""

    def __init__(self, table, x):
        cells = [cell for cell in table.cells if cell.x == x and cell.colspan == 1]
        body = [cell for cell in cells if not cell.head and cell.text]
        upright = [cell for cell in body if is_upright(cell)]
        body = [cell for cell in body if not is_upright(cell)]
        self.figures = bool(body) and all(_FIGURE.fullmatch(cell.text) for cell in body)
        self.role = body[0].role if body else ""
        self.widest = max((_width(cell.text) for cell in body), default=0)
        head = [cell.text for cell in cells if cell.head]
        self.need = self._need(body, head, 1.4 if upright else 0)
        self.points = 0

    def _need(self, body, head, least):
        title = max([least, *map(headlines.wanted, head)])
        least = max([least, *map(headlines.least, head)])
        words = max((longest(cell.text) for cell in body), default=0)
        wanted = self.widest if self.figures else min(self.widest, LONG)
        broken = wanted if self.figures else max(words, min(wanted, max(5, wanted / 2)))
        wanted = max(title, wanted, words)
        return Need(max(wanted, self.widest), wanted, max(least, broken))

    @property
    def side(self):
        """Where its texts stand: figures under each other, names from the left."""
        if self.figures and self.role != "number":
            return "r"
        return "l" if self.widest > 4.5 else "c"


def is_upright(cell):
    """Whether a label that reaches over rows has its letters below each other."""
    text = cell.text
    short = 1 < len(text) <= min(_UPRIGHT, cell.rowspan + 1) and width(text) == len(text)
    return cell.role == "group" and cell.rowspan > 1 and short


def _width(text):
    return max(map(width, text.split("\n")), default=0)


def _widen(table, columns):
    """What one cell says over several columns needs their widths together."""
    for cell in table.cells:
        if cell.colspan > 1:
            own = columns[cell.x : cell.x + cell.colspan]
            words = headlines.least(cell.text) if cell.head else longest(cell.text)
            lacking = words - sum(column.need.least + 2 * PAD for column in own)
            for column in own if lacking > 0 else []:
                share = lacking / len(own)
                least = column.need.least + share
                column.need = Need(*(max(em, least) for em in column.need))


def _match(columns, lane):
    """Columns that stand for the same in each lane get the same width, and their texts a place."""
    for column, other in zip(columns, columns[lane:], strict=False):
        column.need = other.need = Need(*map(max, column.need, other.need))
        column.widest = other.widest = max(column.widest, other.widest)
        column.figures = other.figures = column.figures or other.figures


def _choice(needs, size):
    """(mode, size, widths) of the first way in which the table fits."""
    wanted = sum(need.wanted + 2 * PAD for need in needs)
    least = sum(need.least + 2 * PAD for need in needs)
    ways = [
        ("upright", MEASURE, wanted, 8.5),
        ("upright", MEASURE, least, 8.0),
        ("wider", WIDER, least, 7.5),
        ("turned", TURNED, wanted, 7.5),
        ("turned", TURNED, least, LEAST),
    ]
    for mode, room, em, smallest in ways:
        fitting = min(size, math.floor(room / em * 4) / 4)
        if fitting >= smallest:
            return mode, fitting, _shares(needs, fitting, room, em == wanted)
    fitting = TURNED / least
    return "turned", fitting, _shares(needs, fitting, TURNED, False)


def _shares(needs, size, room, generous):
    """Widths in points: what each column needs, then what it would like as far as there is room,
    and the rest shared out."""
    steps = [("wanted", "ideal")] if generous else [("least", "wanted"), ("wanted", "ideal")]
    own = [getattr(need, steps[0][0]) + 2 * PAD for need in needs]
    for before, after in steps:
        more = [getattr(need, after) - getattr(need, before) for need in needs]
        rest = max(0, room / size - sum(own))
        part = min(1, rest / (sum(more) or 1))
        own = [em + part * add for em, add in zip(own, more, strict=True)]
    rest = max(0, room / size - sum(own))
    weights = [min(em, WIDENED) for em in own]
    return [
        (em + rest * weight / sum(weights)) * size for em, weight in zip(own, weights, strict=True)
    ]


def _cell(cell, columns, size):
    """A cell as typst gets it; what is usual is left out."""
    data = {"x": cell.x, "y": cell.y, "r": _runs(cell, columns, size)}
    if cell.colspan > 1:
        data["c"] = cell.colspan
    if cell.rowspan > 1:
        data["d"] = cell.rowspan
    if cell.corrected:
        data["m"] = True
    if cell.kind in ("subtotal", "total"):
        data["b"] = True
    data |= {"h": True} if cell.head else _standing(cell, columns, size)
    return data


def _runs(cell, columns, size):
    if not cell.head or len(cell.runs) != 1:
        return cell.runs
    points = sum(column.points for column in columns[cell.x : cell.x + cell.colspan])
    return [cell.runs[0] | {"t": headlines.parted(cell.text, points / size - 2 * PAD)}]


def _standing(cell, columns, size):
    column = columns[cell.x]
    if is_upright(cell):
        return {"g": list(cell.text)}
    if cell.colspan > 1 or column.side == "c":
        return {}
    if column.side == "l":
        return {"a": "l"} if cell.role != "number" else {}
    if not any(sign.isdigit() for sign in cell.text):
        return {}
    room = column.points - column.widest * size
    return {"a": "r", "p": round(max(PAD * size, room / 2), 2)}
