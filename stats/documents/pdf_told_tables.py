"""Tagged tables of our own print as grids: cells at their places, parts of labels joined."""

from dataclasses import dataclass
from itertools import pairwise

from .blocks import Cell, Grid
from .pdf_tags import EN_SPACE, broken

_RAISED = 0.75
_MOST_SPAN = 200


@dataclass(slots=True)
class _Place:
    """A cell at its place: its printed lines and how far it reaches."""

    row: int
    column: int
    down: int
    across: int
    rows: list
    head: bool
    page: int

    @property
    def text(self):
        if self.head:
            return "".join(row.text for row in self.rows).replace(EN_SPACE, "").strip()
        return broken(self.rows)

    @property
    def bold(self):
        return any("Bold" in face for row in self.rows for face in row.faces)


def is_note_row(row):
    """True for the row of notes below a table."""
    return any(cell.has("P", "Div") for cell in row.kids)


def notes_of(rows):
    """The paragraphs in such rows."""
    return [note for row in rows if is_note_row(row) for note in _paragraphs(row)]


def _paragraphs(tag):
    if tag.kind == "P":
        return [tag]
    return [found for kid in tag.kids for found in _paragraphs(kid)]


def grid_of(lines, rows_of, where, in_statistics):
    """The Grid of the tagged rows, none where they hold nothing."""
    places = _placed(lines, rows_of)
    if not places:
        return None
    if in_statistics:
        places = _whole_labels(places)
    width = max(place.column + place.across for place in places)
    height = max(place.row + place.down for place in places)
    rows = [[Cell("", f"{where}第{y + 1}行") for _ in range(width)] for y in range(height)]
    styles = _sums(places) if in_statistics else None
    for place in places:
        for y in range(place.row, place.row + place.down):
            rows[y][place.column : place.column + place.across] = [None] * place.across
        style = _style(place, styles)
        spot = f"{where}第{place.row + 1}行第{place.column + 1}格"
        rows[place.row][place.column] = Cell(place.text, spot, place.across, place.down, style)
    return Grid(tuple(map(tuple, rows)), where)


def _placed(lines, rows_of):
    taken, places = set(), []
    sizes = (row.size for line in lines for cell in line.kids for row in rows_of(cell))
    size = max(sizes, default=0)
    for y, line in enumerate(lines):
        x = 0
        for cell in line.kids:
            if "BorderStyle" not in cell.told and not rows_of(cell):
                continue  # holds rows together, and is not seen
            while (y, x) in taken:
                x += 1
            down, across = (_count(cell.told.get(name)) for name in ("RowSpan", "ColSpan"))
            down = min(down, len(lines) - y)
            rows = _without_mark(rows_of(cell), size)
            page = rows[0].page if rows else 0
            places.append(_Place(y, x, down, across, rows, cell.kind == "TH", page))
            taken |= {(y + dy, x + dx) for dy in range(down) for dx in range(across)}
    return places


def _count(number):
    return min(max(number, 1), _MOST_SPAN) if isinstance(number, int) else 1


def _without_mark(rows, size):
    """The lines without the small r of a corrected figure, which may stand in a blank cell."""
    last = rows[-1].characters if rows else []
    if last and last[-1]["text"] == "r" and last[-1]["size"] < _RAISED * size:
        last.pop()
    return [row for row in rows if row.characters]


def _whole_labels(places):
    """The places with the parts of a label on two pages made one."""
    pages = {}
    for place in places:
        pages[place.row] = max(place.page, pages.get(place.row, 0))
    gone = []
    columns = {}
    for place in places:
        if not place.head and place.across == 1:
            columns.setdefault(place.column, []).append(place)
    for column in columns.values():
        kept = None
        for above, below in pairwise(column):
            kept = kept if above in gone and kept else above
            if pages[above.row] != pages[below.row] and _is_label(kept, below):
                kept.down += below.down
                kept.rows = kept.rows or below.rows
                gone.append(below)
    return [place for place in places if not any(place is one for one in gone)]


def _is_label(above, below):
    """True where `below` goes on with the label of the rows above."""
    if above.down == below.down == 1 and not (len(above.rows) == len(above.text) > 1):
        return False
    alike = above.text == below.text
    return alike or not (above.text and below.text)


def _sums(places):
    """The kinds of the rows of sums, which are set bold."""
    kinds = {}
    for place in places:
        if place.bold and not place.head:
            known = kinds.get(place.row, "")
            kinds[place.row] = "小计" if "小计" in place.text or known == "小计" else "合计"
    return kinds


def _style(place, sums):
    if sums is None:
        return "文中表题" if place.head or place.bold else "文中表"
    return "表头" if place.head else f"{sums.get(place.row, '表')}数据"
