"""Tables of a Word file as exact grids: w:tc by w:tc, a merged cell once."""

from dataclasses import dataclass

from .blocks import Cell, Grid
from .word_package import W, on, value

MOST_COLUMNS = 500


@dataclass(slots=True)
class _Box:
    """A cell being built: where it begins and how far it reaches."""

    row: int
    column: int
    text: str
    where: str
    across: int = 1
    down: int = 1
    style: str = ""


def read_table(table, where, read_cell, remark):
    """The `Grid` of a w:tbl; `read_cell(tc, where)` gives the text and style of a cell."""
    boxes, above, width, count = [], {}, 0, 0
    for row in _rows(table, where, remark):
        count += 1
        place = f"{where}第{count}行"
        above, end = _read_row(row, count - 1, place, above, read_cell)
        boxes += [box for box in above.values() if box.row == count - 1]
        width = max(width, end)
    return Grid(_rectangle(boxes, count, width, where), where)


def _rows(table, where, remark):
    """The w:tr of a table in order, those deleted in a revision left out."""
    for row in _unwrapped(table, W + "tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            remark(where, "有修订删除的行，未收录")
            continue
        if on(row.find(W + "trPr"), "hidden"):
            remark(where, "有隐藏的行，已收录")
        yield row


def _unwrapped(element, tag):
    """The children with `tag`, content controls and the like opened."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo"):
            yield from _unwrapped(child, tag)


def _read_row(row, number, place, above, read_cell):
    """The boxes that reach into this row, by column, and the column after the last."""
    column, found = _count(row, "trPr/gridBefore", 0), {}
    last = None
    for at, tc in enumerate(_unwrapped(row, W + "tc"), start=1):
        properties = tc.find(W + "tcPr")
        across = _count(properties, "gridSpan", 1)
        where = f"{place}第{at}格"
        if last is not None and _goes_on(properties, "hMerge"):
            last.across += across
        elif _joins(properties, above.get(column), across):
            last = found[column] = above[column]
            last.down += 1
            _append(last, read_cell(tc, where)[0])
        else:
            text, style = read_cell(tc, where)
            last = _Box(number, column, text, where, across, style=style)
            found[column] = last
        column = min(column + across, MOST_COLUMNS)
    return found, min(column + _count(row, "trPr/gridAfter", 0), MOST_COLUMNS)


def _count(element, path, default):
    text = value(element, path)
    return min(int(text), MOST_COLUMNS) if text and text.isdecimal() and int(text) else default


def _goes_on(properties, name):
    """True for a cell that continues a merge; a merge without a value is one that continues."""
    found = None if properties is None else properties.find(W + name)
    return found is not None and found.get(W + "val", "continue") == "continue"


def _joins(properties, box, across):
    return _goes_on(properties, "vMerge") and box is not None and box.across == across


def _append(box, text):
    # Word prints nothing of a covered cell, but what stands in one must not vanish.
    if text:
        box.text = f"{box.text}\n{text}" if box.text else text


def _rectangle(boxes, height, width, where):
    """Rows of one width: each box at its corner, None under it, empty cells in the gaps."""
    rows = [[_gap(where, row)] * width for row in range(height)]
    for box in boxes:
        for row in range(box.row, box.row + box.down):
            rows[row][box.column : box.column + box.across] = [None] * box.across
        across = min(box.across, width - box.column)
        if across > 0:
            rows[box.row][box.column] = Cell(box.text, box.where, across, box.down, box.style)
    return tuple(tuple(row[:width]) for row in rows)


def _gap(where, row):
    return Cell("", f"{where}第{row + 1}行")
