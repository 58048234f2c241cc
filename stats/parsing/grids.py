"""A grid laid out: every position filled, header apart from body, columns with their paths.

Word and PDF say which cells are merged. Plain text does not: there a merged cell is followed by
empty ones, or by none at all, and the row is shorter than the rest. What was merged is then read
from the other rows, by rules that hold for any table.
"""

from dataclasses import dataclass

from stats.naming import name_key
from stats.parsing.readings import looks_numeric
from stats.parsing.wording import NUMBER_HEADERS, SUBJECT_HEADERS, is_total, one_line


@dataclass(frozen=True, slots=True)
class Slot:
    """One position of a laid-out grid. A covered slot repeats nothing: its text is the origin's.

    `origin` numbers the printed cell, so that slots of one merged cell are known as one.
    """

    text: str
    where: str
    origin: int
    covered: bool = False


@dataclass(frozen=True, slots=True)
class Laid:
    """A rectangle of slots, header rows apart; `short` tells where rows had to be filled up."""

    header: tuple[tuple[Slot, ...], ...]
    body: tuple[tuple[Slot, ...], ...]
    short: tuple[str, ...] = ()

    @property
    def width(self):
        return len((self.header or self.body)[0])


def lay_out(grid):
    """The Laid form of a documents.Grid."""
    if grid.spans_known:
        rows = _with_spans(grid)
        depth = _header_depth(rows)
        return Laid(tuple(rows[:depth]), tuple(rows[depth:]))
    return _lay_out_text(grid)


def _with_spans(grid):
    width = max(len(row) for row in grid.rows)
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


def _header_depth(rows):
    """How many rows at the top are header: up to the first row with a figure in it.

    A row below the first belongs to the header only while its first cell is empty or a merged
    cell from above, or while it names columns itself.
    """
    for index, row in enumerate(rows):
        own = [slot for slot in row if not slot.covered]
        if any(looks_numeric(slot.text) for slot in own) and not _names_columns(own):
            return index
        if index and not _goes_on(row, rows[index - 1]):
            return index
    return len(rows)


def _names_columns(slots):
    names = {name_key(slot.text) for slot in slots}
    return bool(names & (NUMBER_HEADERS | SUBJECT_HEADERS))


def _goes_on(row, above):
    first, over = row[0], above[0]
    if first.covered and first.origin == over.origin:
        return True
    if _all_one(above):
        return True
    return not first.text.strip() and any(slot.text.strip() for slot in row[1:])


def _all_one(row):
    return len({slot.origin for slot in row}) == 1 and len(row) > 1


def _lay_out_text(grid):
    cells = [list(row) for row in grid.rows]
    width = max(len(row) for row in cells)
    numbered = _numbered(cells)
    depth = _text_header_depth(numbered)
    header = _fill_header(numbered[:depth], width, numbered[depth:])
    short = []
    body = [_fill_row(row, width, header, short) for row in numbered[depth:]]
    return Laid(tuple(header), tuple(body), tuple(short))


def _numbered(cells):
    numbered, origin = [], 0
    for row in cells:
        slots = []
        for cell in row:
            origin += 1
            slots.append(Slot(one_line(cell.text), cell.where, origin))
        numbered.append(slots)
    return numbered


def _text_header_depth(rows):
    """As _header_depth, for rows of plain text, where an empty first cell stands for a merge."""
    for index, row in enumerate(rows):
        if any(looks_numeric(slot.text) for slot in row) and not _names_columns(row):
            return index
        if index and (not row or row[0].text.strip() or not any(slot.text for slot in row)):
            return index
    return len(rows)


def _fill_header(rows, width, body):
    if not rows:
        return []
    filled = [_stretch(list(rows[0]), rows[1] if len(rows) > 1 else None, width, body)]
    for row in rows[1:]:
        row = list(row) + _blanks(row, width - len(row))
        filled.append(tuple(_under(row, filled[-1])))
    filled[0] = _merge_right(filled)
    return filled


def _stretch(top, below, width, body):
    """The first header row at full width: its last or its first cell takes what it lacks."""
    missing = width - len(top)
    if missing <= 0:
        return tuple(top)
    if below is not None and len(below) == width:
        return _spread_over(top, below)
    if _has_group_column(body, width):
        return (top[0], _cover(top[0]), *top[1:], *_blanks(top, missing - 1))
    return (*top, *_blanks(top, missing))


def _spread_over(top, below):
    """Header cells over a second row: one each over its empty cells, the rest shared evenly."""
    free = next((i for i, slot in enumerate(below) if slot.text.strip()), len(below))
    fixed, spread = top[:free], top[free:]
    if not spread:
        return (*top, *_blanks(top, len(below) - len(top)))
    each, left = divmod(len(below) - free, len(spread))
    slots = list(fixed)
    for index, slot in enumerate(spread):
        count = each + (left if index == len(spread) - 1 else 0)
        slots += [slot] + [_cover(slot)] * (count - 1)
    return tuple(slots)


def _has_group_column(body, width):
    """True where full rows begin with two words, or with an empty cell and then a word."""
    full = [row for row in body if len(row) == width]
    begun = [row for row in full if len(row) > 1 and not looks_numeric(row[1].text)]
    words = [row for row in begun if row[1].text.strip() and not looks_numeric(row[0].text)]
    return bool(full) and len(words) * 2 > len(full)


def _under(row, above):
    """A lower header row: an empty cell takes over the cell above it."""
    return [
        _cover(over) if not slot.text.strip() and over.text.strip() else slot
        for slot, over in zip(row, above, strict=False)
    ]


def _merge_right(rows):
    """The first header row with its empty cells taken by the cell to the left, where a lower row
    has names of its own there."""
    top = list(rows[0])
    for index in range(1, len(top)):
        named_below = any(row[index].text.strip() and not row[index].covered for row in rows[1:])
        if not top[index].text.strip() and named_below:
            top[index] = _cover(top[index - 1])
    return tuple(top)


def _fill_row(row, width, header, short):
    missing = width - len(row)
    if missing <= 0:
        return tuple(row)
    if len(row) == 1:
        return (row[0], *[_cover(row[0])] * missing)
    if is_total(row[0].text):
        return (row[0], *[_cover(row[0])] * missing, *row[1:])
    if header and header[0][0].origin == header[0][1].origin and not looks_numeric(row[0].text):
        # The empty group cell in front got lost: names stand under the second column.
        return (*_blanks(row, missing), *row)
    short.append(row[0].where)
    return (*row, *_blanks(row, missing))


def _cover(slot):
    return Slot(slot.text, slot.where, slot.origin, covered=True)


def _blanks(row, count):
    where = row[-1].where if row else ""
    return [Slot("", where, -1 - index) for index in range(count)]
