"""The blocks of a plain text: which rows make a grid, which lines are paragraphs."""

import re
from collections import Counter
from itertools import groupby

from .blocks import Cell, Grid, Paragraph
from .text_lines import PLAIN, classify
from .text_rows import Row, Stanza, join_cells, stanzas

_LABELLED = re.compile(r"[^\d:：，。]{1,12}[:：]\s*\S")


def blocks(texts, notes):
    """The blocks of the lines `texts`; what was uncertain is told in `notes`."""
    stripped = not any(text.endswith("\t") for text in texts)
    result = []
    for plain, run in groupby(join_cells(classify(texts)), lambda line: line.kind == PLAIN):
        if plain:
            result += [Paragraph(line.text, f"第{line.number}行") for line in run]
        else:
            result += _tables(list(run), stripped, notes)
    return result


def _tables(lines, stripped, notes):
    """The grids among lines that have no plain line between them."""
    found = stanzas(lines, notes)
    if stripped:
        found = _with_lost_cells(found, notes)
    usual = _usual_width(found)
    found = [_with_lost_blank_lines(stanza, usual, notes) for stanza in found]
    groups = _joined(found)
    widths = [0, *(_width(rows) for rows in groups), 0]
    result = []
    for at, rows in enumerate(groups, start=1):
        beside = widths[at] > 2 and widths[at] in (widths[at - 1], widths[at + 1])
        result += [_grid(rows)] if _is_table(rows, beside) else _paragraphs(rows)
    return result


def _usual_width(found):
    """The width of most rows set a cell a line, or 0 where no two agree."""
    widths = Counter(len(row.cells) for stanza in found for row in stanza.rows if row.stacked)
    width, times = widths.most_common(1)[0] if widths else (0, 0)
    return width if times > 1 and width > 1 else 0


def _with_lost_blank_lines(stanza, width, notes):
    """The stanza with rows that lost the blank line between them told apart by their width."""
    rows = []
    for row in stanza.rows:
        size = len(row.cells)
        if not row.stacked or not width or size == width or size % width:
            rows.append(row)
            continue
        notes.append(f"{row.cells[0].where}起缺少行间空行，已按每行{width}格分开。")
        for at in range(0, size, width):
            rows.append(Row(row.cells[at : at + width], True, row.lines[at : at + width]))
    return Stanza(stanza.gap, rows)


def _with_lost_cells(found, notes):
    """The stanzas with empty cells put back which an editor left as blank lines.

    Only the width of the full rows tells such a blank line from one between two rows; below the
    last row nothing tells, and it stays as it is.
    """
    width = max((len(s.rows[0].cells) for s in found if s.stacked), default=0)
    result, mended, at = [], [], 0
    while at < len(found):
        stanza, taken = _refilled(found, at, width)
        if stanza is not found[at]:
            mended.append(stanza.rows[0].lines[0].number)
        result.append(stanza)
        at += taken
    if mended:
        notes.append(f"第{mended[0]}行起的表格有{len(mended)}行按列数补回了被删的空格。")
    return result


def _refilled(found, at, width):
    """The row of stanza `at` at full width where that can be told, and how many stanzas it took."""
    first = found[at]
    if not first.stacked or len(first.rows[0].cells) >= width:
        return first, 1
    cells = first.rows[0].cells
    if at and first.gap > 1 and first.gap - 1 + len(cells) == width:
        return _stanza(1, _empty(first.gap - 1, cells[0]) + cells, [first]), 1
    return _gathered(found, at, width) or (first, 1)


def _gathered(found, at, width):
    """One row of `width` out of the stanzas from `at`, blank lines read as cells, or None."""
    row = []
    for end, stanza in enumerate(found[at : at + width], start=at + 1):
        row = row + stanza.rows[0].cells
        if not stanza.stacked or len(row) >= width:
            exact = stanza.stacked and len(row) == width
            return (_stanza(found[at].gap, row, found[at:end]), end - at) if exact else None
        below = found[end].gap if end < len(found) else 1
        if below > 1 and len(row) + below - 1 == width:
            found[end].gap = 1
            row = row + _empty(below - 1, row[-1])
            return _stanza(found[at].gap, row, found[at:end]), end - at
        row = row + _empty(below, row[-1])
    return None


def _empty(count, beside):
    return [Cell("", beside.where)] * count


def _stanza(gap, cells, taken):
    return Stanza(gap, [Row(cells, True, [line for s in taken for line in s.rows[0].lines])])


def _joined(found):
    """Lists of rows, one for each table."""
    groups, last, width = [], None, 0
    for stanza in found:
        if last is not None and _continues(groups[-1], width, last, stanza):
            groups[-1] += stanza.rows
            width = max(width, stanza.width)
        else:
            groups.append(list(stanza.rows))
            width = stanza.width
        last = stanza
    return groups


def _continues(rows, width, last, stanza):
    """True when `stanza`, below a blank line, goes on with the table of `rows`."""
    if stanza.gap > 1:
        return False
    if last.stacked and stanza.stacked:
        return True
    if last.stacked or stanza.stacked:
        # A tab before the first cell makes a row set in one line a cell wider than the others.
        return abs(stanza.width - width) <= 1
    # A blank line ends a table set a row a line, unless it stands around a single row.
    alone = len(rows) == 1 or len(stanza.rows) == 1
    same = stanza.width == width > 2
    return alone and same and stanza.rows[0].texts != rows[0].texts


def _width(rows):
    return max(len(row.cells) for row in rows)


def _is_table(rows, beside):
    """True for two rows and two columns at least, or one row beside a table of its width."""
    form = all(_LABELLED.match(row.texts[0]) for row in rows)
    return _width(rows) > 1 and (len(rows) > 1 or beside) and not form


def _paragraphs(rows):
    """One paragraph for each cell of what turned out to be no table."""
    parts = [part for row in rows for line in row.lines for part in _parts(line)]
    return [Paragraph(text, where) for text, where in parts if text]


def _parts(line):
    """The texts and places of the cells of `line`, before other lines were joined to it."""
    if not line.absorbed:
        return [(cell.text, cell.where) for cell in line.cells]
    own = [(text, f"第{line.number}行") for text in line.text.split("\t")]
    return own + [(other.text, f"第{other.number}行") for other in line.absorbed]


def _grid(rows):
    rows = _without_outer_column(_without_outer_column(rows, 0), -1)
    lines = [line.number for row in rows for line in row.lines]
    where = f"第{min(lines)}—{max(lines)}行"
    return Grid(tuple(tuple(row.cells) for row in rows), where, spans_known=False)


def _without_outer_column(rows, side):
    """The rows without the empty cell that a tab before the first or after the last cell makes."""
    flat = [row for row in rows if not row.stacked and len(row.cells) > 1]
    stacked = [len(row.cells) for row in rows if row.stacked]
    width = max(stacked) + 1 if stacked else _width(rows)
    full = [row for row in flat if len(row.cells) == width]
    if not full or any(row.texts[side] for row in (full if stacked else flat)):
        return rows
    if side == -1 and not stacked and len(full) < len(rows):
        return rows
    for row in full if stacked else flat:
        del row.cells[side]
    return rows
