"""Tables as rows of places, each with what it holds and which style says so."""

from typing import NamedTuple

from news.parsing.told_styles import BODY_TABLE
from news.printing.word_bodies import printable
from stats.parsing.told import HEAD, body_style, head_style

BODY_HEAD = f"{BODY_TABLE}题"
# Stands raised behind a corrected figure, as in the statuses of SDMX.
MARK, REVISED = "r", "更正后的数据"


class Place(NamedTuple):
    """A place of the grid. `left` and `above` tell that a cell from there covers it."""

    text: str
    style: str
    across: int = 1
    down: int = 1
    left: bool = False
    above: bool = False
    corrected: bool = False


class Laid(NamedTuple):
    """Rows of places, all of one width; the first `head` of them are the header."""

    rows: tuple
    head: int
    roles: tuple = ()

    @property
    def width(self):
        return len(self.rows[0]) if self.rows else 0


def laid_out(grid):
    """The Laid form of a shape's grid."""
    head = [
        [(c.text, head_style(c.role), c.colspan, c.rowspan) for c in row] for row in grid.header
    ]
    body = [
        [
            (c.text, body_style(row.kind, c.role), c.colspan, c.rowspan, c.was is not None)
            for c in row.cells
        ]
        for row in grid.body
    ]
    return Laid(_spread(head + body), len(head), _roles(grid.header))


def laid_body(table):
    """The Laid form of a table in an article."""
    rows = [
        [(c.text, BODY_HEAD if c.head else BODY_TABLE, c.across, c.down) for c in row]
        for row in table.rows
    ]
    head = next((i for i, row in enumerate(table.rows) if not all(c.head for c in row)), 0)
    return Laid(_spread(rows), head)


def _spread(rows):
    """Rows of places: each cell at the next free one, the places it covers marked."""
    laid, covered = [], {}
    for down, row in enumerate(rows):
        places, cells = [], iter(row)
        for cell in cells:
            while (down, len(places)) in covered:
                places.append(covered.pop((down, len(places))))
            places += _cell(cell, down, len(places), covered, len(rows))
        while (down, len(places)) in covered:
            places.append(covered.pop((down, len(places))))
        laid.append(places)
    width = max(map(len, laid), default=0)
    return tuple(
        (*row, *[Place("", row[-1].style if row else BODY_TABLE)] * (width - len(row)))
        for row in laid
    )


def _cell(cell, down, start, covered, height):
    text, style, across, high, *corrected = cell
    high = min(high, height - down)
    for below in range(1, high):
        for right in range(across):
            place = Place("", style, across if not right else 1, 1, bool(right), not right)
            covered[down + below, start + right] = place
    first = Place(printable(text), style, across, high, corrected=any(corrected))
    return [first] + [Place("", style, left=True)] * (across - 1)


def _roles(header):
    """The role of each column, from the lowest header cell over it, for the marks of a text."""
    rows = _spread(
        [[(c.text, head_style(c.role), c.colspan, c.rowspan) for c in r] for r in header]
    )
    return tuple(place.style.removeprefix(HEAD) for place in rows[-1]) if rows else ()
