"""The header rows of a grid: how many there are, and which cells stand over which.

A header cell over several columns is a merged cell in Word. In plain text, and where nobody merged
anything, it is followed by empty cells or by none at all; what it stands over is then read from
the rows below.
"""

from dataclasses import dataclass, replace
from itertools import groupby

from stats.naming import name_key
from stats.parsing.readings import looks_numeric
from stats.parsing.wording import NUMBER_HEADERS, SUBJECT_HEADERS, total_in_one_cell


@dataclass(frozen=True, slots=True)
class Slot:
    """One position of a laid-out grid. A covered slot repeats nothing: its text is the origin's.

    `origin` numbers the printed cell, so that slots of one merged cell are known as one.
    """

    text: str
    where: str
    origin: int
    covered: bool = False


def own(row):
    """The slots of `row` in which a printed cell with text begins."""
    return [slot for slot in row if slot.text.strip() and not slot.covered]


def cover(slot):
    return replace(slot, covered=True)


def blanks(row, count):
    """`count` empty slots beside the cells of `row`."""
    where = row[-1].where if row else ""
    return [Slot("", where, -1 - index) for index in range(count)]


def caption_count(rows):
    """How many rows at the top are one cell across: titles and units set inside the table."""
    width = max(map(len, rows), default=0)
    count = 0
    while width > 1 and count + 1 < len(rows) and _is_caption(rows[count], rows[count + 1]):
        count += 1
    return count


def _is_caption(row, below):
    texts = own(row)
    if len(texts) != 1 or texts[0] is not row[0]:
        return False
    if looks_numeric(row[0].text) or total_in_one_cell(row[0].text) or names_columns(row):
        return False
    return len({slot.origin for slot in row}) == 1 or bool(below and below[0].text.strip())


def header_depth(rows):
    """How many rows at the top name columns: up to the first row with a figure in it.

    A row below the first belongs to the header only while its first cell is empty or is the cell
    above going on.
    """
    for index, row in enumerate(rows):
        if index and _goes_down(row, rows[index - 1]):
            continue
        if any(looks_numeric(slot.text) for slot in own(row)) and not names_columns(row):
            return index
        if index and (not row or row[0].text.strip() or not own(row)):
            return index
    return len(rows)


def _goes_down(row, above):
    return bool(row and above) and row[0].covered and row[0].origin == above[0].origin


def names_columns(row):
    """True where a cell of `row` is a word for 序号 or for whose row it is."""
    names = {name_key(slot.text) for slot in own(row)}
    return bool(names & (NUMBER_HEADERS | SUBJECT_HEADERS))


def settled(rows):
    """Header rows of one width in which each empty slot is taken by the cell that stands over it:
    the one to its left where both have names of their own below, else the one above."""
    done = []
    for level, row in enumerate(rows):
        filled = []
        for place, slot in enumerate(row):
            above = done[-1][place] if done else None
            if slot.text.strip() or slot.covered:
                filled.append(slot)
            elif place and _reaches_right(rows, done, level, place) and filled[-1].text.strip():
                filled.append(cover(filled[-1]))
            else:
                filled.append(cover(above) if above and above.text.strip() else slot)
        done.append(tuple(filled))
    return done


def _reaches_right(rows, done, level, place):
    """True where the cell to the left of `place` may stand over both columns."""
    if done and done[-1][place].origin != done[-1][place - 1].origin:
        return False
    if _blank_column(rows, level, place):
        return False
    # In the first row a name below is enough; further down both columns must go on.
    return level == 0 or not _blank_column(rows, level, place - 1)


def _blank_column(rows, level, place):
    return not any(row[place].text.strip() and not row[place].covered for row in rows[level + 1 :])


def spread_over(top, below):
    """The cells of `top` at the width of `below`, and whether that was certain.

    A cell of its own stands over each empty cell of `below`; over a run of names stands one cell,
    or several where more are left.
    """
    runs = [(named, list(cells)) for named, cells in groupby(below, lambda s: bool(own([s])))]
    named = [index for index, (is_named, _) in enumerate(runs) if is_named]
    extra = len(top) - sum(1 if n else len(cells) for n, cells in runs)
    if extra < 0 or not named:
        return (*top, *blanks(top, len(below) - len(top))), False
    shared = max(named, key=lambda index: len(runs[index][1])) if extra else None
    cells, slots, certain = iter(top), [], not extra or len(named) == 1
    for index, (is_named, run) in enumerate(runs):
        sizes = [1] * len(run) if not is_named else [len(run)]
        if index == shared:
            sizes, even = _shares([name_key(slot.text) for slot in run], extra + 1)
            certain = certain and even
        for size in sizes:
            cell = next(cells)
            slots += [cell] + [cover(cell)] * (size - 1)
    return tuple(slots), certain


def _shares(names, count):
    """How many of `names` stand under each of `count` cells; certain where each gets the same
    number and no name twice, otherwise a name met again begins a new share."""
    each, left = divmod(len(names), count)
    parts = [names[at : at + each] for at in range(0, len(names), each)] if each else []
    if not left and all(len(set(part)) == len(part) for part in parts):
        return [each] * count, True
    sizes, seen = [], set()
    for name in names:
        if not sizes or name in seen:
            sizes.append(0)
            seen = set()
        sizes[-1] += 1
        seen.add(name)
    if len(sizes) == count:
        return sizes, False
    return [max(each, 1)] * (count - 1) + [len(names) - max(each, 1) * (count - 1)], False
