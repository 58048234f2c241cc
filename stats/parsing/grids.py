"""A grid laid out: every position filled, header apart from body.

Word and PDF say which cells are merged. Plain text does not: there a merged cell is followed by
empty ones, or by none at all, and the row is shorter than the rest. What was merged is then read
from the other rows, by rules that hold for any table; where they leave a doubt, an oddity says so.
"""

from collections import Counter
from dataclasses import dataclass

from stats.parsing.headers import (
    Slot,
    blanks,
    caption_count,
    cover,
    header_depth,
    own,
    settled,
    spread_over,
)
from stats.parsing.readings import looks_numeric
from stats.parsing.records import Oddity
from stats.parsing.wording import is_total, one_line


@dataclass(frozen=True, slots=True)
class Laid:
    """A rectangle of slots: captions and header rows apart from the body.

    `exact` tells that merged cells were known; without, they were worked out.
    """

    captions: tuple[Slot, ...]
    header: tuple[tuple[Slot, ...], ...]
    body: tuple[tuple[Slot, ...], ...]
    exact: bool
    oddities: tuple[Oddity, ...] = ()

    @property
    def width(self):
        return len((*self.header, *self.body, ())[0])


def lay_out(grid):
    """The Laid form of a documents.Grid."""
    rows = spread(grid) if grid.spans_known else _numbered(grid)
    rows = [row for row in rows if own(row)]
    above = caption_count(rows)
    captions = tuple(own(row)[0] for row in rows[:above])
    rows = rows[above:]
    depth = header_depth(rows)
    if grid.spans_known:
        return Laid(captions, tuple(settled(rows[:depth])), tuple(rows[depth:]), exact=True)
    return _LayOut(rows[:depth], rows[depth:]).laid(captions)


def spread(grid):
    """The rows of slots of a grid whose merged cells are known."""
    width = max(map(len, grid.rows), default=0)
    slots = [[None] * width for _ in grid.rows]
    origin = 0
    for top, row in enumerate(grid.rows):
        for left, cell in enumerate(row):
            if cell is not None:
                origin += 1
                _spread(slots, top, left, cell, origin)
    for top, row in enumerate(slots):
        for left, slot in enumerate(row):
            if slot is None:
                origin += 1
                row[left] = Slot("", f"{grid.where}第{top + 1}行", origin)
    return [tuple(row) for row in slots]


def _spread(slots, top, left, cell, origin):
    text = one_line(cell.text)
    for down in range(min(cell.down, len(slots) - top)):
        for across in range(min(cell.across, len(slots[0]) - left)):
            covered = bool(down or across)
            slots[top + down][left + across] = Slot(text, cell.where, origin, covered)


def _numbered(grid):
    rows, origin = [], 0
    for row in grid.rows:
        slots = []
        for cell in row:
            origin += 1
            slots.append(Slot(one_line(cell.text), cell.where, origin))
        if slots:
            rows.append(slots)
    return rows


class _LayOut:
    """Brings the rows of a plain text, whose merged cells are lost, to one width."""

    def __init__(self, header, body):
        self.body = body
        self.width = max(map(len, [*header, *body]), default=0)
        self.oddities = []
        self.grouped = False
        self.header = settled(self._header(header)) if header else []
        lengths = Counter(len(row) for row in body if len(row) > 1 and not is_total(row[0].text))
        self.usual = lengths.most_common(1)[0][0] if lengths else self.width

    def laid(self, captions):
        rows = tuple(self._fill(row) for row in self.body)
        return Laid(captions, tuple(self.header), rows, exact=False, oddities=tuple(self.oddities))

    def _header(self, rows):
        first = self._stretched(rows[0], rows[1] if len(rows) > 1 else None)
        return [first, *((*row, *blanks(row, self.width - len(row))) for row in rows[1:])]

    def _stretched(self, top, below):
        """The first header row at full width: its last or its first cell takes what it lacks."""
        missing = self.width - len(top)
        if missing <= 0:
            return tuple(top)
        if below is not None and len(below) == self.width:
            slots, certain = spread_over(top, below)
            if not certain:
                self._doubt("header-uncertain", "看不出第一行表头的各格分别管哪几列", top[0].where)
            return slots
        if self._has_group_column():
            self.grouped = True
            return (top[0], cover(top[0]), *top[1:], *blanks(top, missing - 1))
        return (*top, *blanks(top, missing))

    def _has_group_column(self):
        """True where full rows begin with two words, or with an empty cell and then a word."""
        full = [row for row in self.body if len(row) == self.width]
        begun = [row for row in full if len(row) > 1 and not looks_numeric(row[1].text)]
        words = [row for row in begun if row[1].text.strip() and not looks_numeric(row[0].text)]
        return bool(full) and len(words) * 2 > len(full)

    def _fill(self, row):
        missing = self.width - len(row)
        if missing <= 0:
            if len(row) > self.usual and not self.grouped:
                self._doubt("row-long", "这一行的格数比其他行多", row[0].where)
            return tuple(row)
        if len(row) == 1:
            return (row[0], *[cover(row[0])] * missing)
        if is_total(row[0].text):
            return (row[0], *[cover(row[0])] * missing, *row[1:])
        if self.grouped and not looks_numeric(row[0].text):
            # The empty group cell in front got lost: names stand under the second column.
            return (*blanks(row, missing), *row)
        if len(row) < self.usual and not self._repeats_header(row):
            self._doubt("row-short", "这一行的格数比其他行少", row[0].where)
        return (*row, *blanks(row, missing))

    def _repeats_header(self, row):
        texts = [slot.text for slot in own(row)]
        return any(texts == [slot.text for slot in own(head)] for head in self.header)

    def _doubt(self, code, what, where):
        message = f"{what}，数据可能错位，请对照原文核对。"
        self.oddities.append(Oddity(code, message, where, "error"))
