"""A bulletin as plain data, before anyone has decided whether it is a text, a Word file or a PDF.

Vary one with `dataclasses.replace`; everything is frozen and hashable.
"""

from dataclasses import dataclass
from itertools import groupby, pairwise


@dataclass(frozen=True)
class Head:
    """A printed header cell and how many columns and header rows it covers."""

    text: str
    across: int = 1
    down: int = 1


@dataclass(frozen=True)
class Row:
    """A printed row: its cells, without the group label set beside it as vertical text.

    With fewer cells than the table has columns, the first cell covers the missing ones (合计).
    """

    cells: tuple[str, ...]
    group: str = ""
    kind: str = "data"


@dataclass(frozen=True)
class Slot:
    """A place in a row of the grid, `across` columns wide and `down` rows high.

    `above` is true where a cell that began in a row above goes on; such a slot has no text.
    `upright` is true for a group label, set a character a line.
    """

    text: str
    across: int = 1
    down: int = 1
    above: bool = False
    upright: bool = False

    @property
    def lines(self):
        """The printed lines of the text."""
        return tuple(self.text) if self.upright else (self.text,)


@dataclass(frozen=True)
class Table:
    """A table with its title, the line under the title (preface) and the line after it (note).

    `breaks` are the numbers of rows before each page break; the header is printed again after it.
    """

    title: str
    header: tuple[tuple[Head, ...], ...]
    rows: tuple[Row, ...]
    preface: str = ""
    note: str = ""
    breaks: tuple[int, ...] = ()

    @property
    def width(self):
        """The number of grid columns, a column of group labels included."""
        return sum(head.across for head in self.header[0])

    @property
    def pages(self):
        """The grid of each page the table stands on: rows of slots, the header rows first."""
        edges = (0, *self.breaks, len(self.rows))
        return [
            (*self.header_grid, *_body_grid(self.rows[start:end], self.width))
            for start, end in pairwise(edges)
        ]

    @property
    def header_grid(self):
        """The header as rows of slots that each fill the whole width."""
        grid, hanging = [], {}
        for heads in self.header:
            grid.append(_header_row(heads, hanging, self.width))
        return tuple(grid)


@dataclass(frozen=True)
class Passage:
    """Statistics printed as sentences under a title."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Article:
    """An article; `tight` is one whose first paragraph follows its title without a blank line."""

    title_lines: tuple[str, ...]
    paragraphs: tuple[str, ...]
    subtitle: str = ""
    numbered: tuple[str, ...] = ()
    tight: bool = False


@dataclass(frozen=True)
class Brief:
    """A brief as printed; `bullet` is true where it is an item of a list."""

    text: str
    bullet: bool = False


@dataclass(frozen=True)
class Masthead:
    """The four lines on top of a bulletin."""

    name: str
    number: str
    publisher: str
    date: str

    @property
    def lines(self):
        """The lines in printed order."""
        return (self.name, self.number, self.publisher, self.date)


@dataclass(frozen=True)
class Bulletin:
    """A whole issue in printed order: masthead, articles, statistics, briefs, colophon."""

    articles: tuple[Article, ...]
    statistics: tuple[Passage | Table, ...]
    briefs: tuple[Brief, ...]
    colophon: tuple[str, ...]
    masthead: Masthead | None = None
    statistics_title: str = "统计数据"
    briefs_title: str = "简 讯"

    @property
    def tables(self):
        """The tables among the statistics."""
        return tuple(item for item in self.statistics if isinstance(item, Table))


def rows(text, group="", kind="data"):
    """Rows from text with a line each and cells between bars."""
    return tuple(
        Row(tuple(cell.strip() for cell in line.split("|")), group, kind)
        for line in text.strip().splitlines()
    )


def _header_row(heads, hanging, width):
    """A header row of slots; `hanging` holds, by column, the cells still to go on below."""
    slots, heads, column = [], iter(heads), 0
    while column < width:
        slot = hanging.pop(column, None) or _slot(next(heads))
        if slot.down > 1:
            hanging[column] = Slot("", slot.across, slot.down - 1, above=True)
        slots.append(slot)
        column += slot.across
    return tuple(slots)


def _slot(head):
    return Slot(head.text, head.across, head.down)


def _body_grid(rows, width):
    """Body rows of slots, each run of rows of one group under one label."""
    grid = []
    for group, members in groupby(rows, key=lambda row: row.group):
        run = list(members)
        for position, row in enumerate(run):
            label = [_label(group, position, len(run))] if group else []
            grid.append((*label, *_row_slots(row.cells, width - len(label))))
    return grid


def _label(group, position, height):
    if position:
        return Slot("", 1, height - position, above=True)
    return Slot(group, 1, height, upright=True)


def _row_slots(cells, width):
    first, *rest = cells
    return (Slot(first, width - len(rest)), *(Slot(cell) for cell in rest))
