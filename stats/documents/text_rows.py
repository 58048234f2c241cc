"""Rows of the tables in a plain text: cells that went over several lines put together again.

Two layouts are met, in any mix: a row a line with tabs between the cells, and a cell a line with
a tab before it and a blank line after each row. A row is a tuple of cells and its layout.
"""

from collections import Counter
from dataclasses import dataclass, replace

from .blocks import Cell
from .text_lines import BLANK, CELL, PLAIN, ROW, is_figure

LABEL_LENGTH, SHORT_WRAP, WRAP_LENGTH = 2, 8, 20
MOST_WRAPS, MOST_LABELS = 3, 16


@dataclass(slots=True)
class Row:
    """One row: its cells, whether they were set a cell a line, and the lines they came from."""

    cells: list[Cell]
    stacked: bool
    lines: list

    @property
    def texts(self):
        return [cell.text for cell in self.cells]


@dataclass(slots=True)
class Stanza:
    """Rows with no blank line between them; `gap` blank lines stood above."""

    gap: int
    rows: list[Row]

    @property
    def stacked(self):
        return all(row.stacked for row in self.rows)

    @property
    def width(self):
        return max(len(row.cells) for row in self.rows)


def join_cells(lines):
    """The lines with those that only continue a cell (a wrap, a vertical label) joined to it."""
    result, at, count, width = [], 0, 0, 0
    while at < len(lines):
        line = lines[at]
        count = count + 1 if line.kind == CELL else 0
        if line.kind == PLAIN:
            width = 0
        elif line.kind == ROW:
            width = max(width, len(line.cells))
        width = max(width, count if _row_ends(lines, at) else 0)
        end = _continuation(lines, at, count, width) if line.kind == CELL else None
        result.append(_absorb(line, lines[at + 1 : end]) if end else line)
        at = end or at + 1
    return _labels_above_rows(result)


def _row_ends(lines, at):
    return at + 1 == len(lines) or lines[at + 1].kind == BLANK


def _continuation(lines, at, count, width):
    """The index of the cell line that goes on after the lines which continue cell `at`, or None."""
    end = at + 1
    while end < len(lines) and lines[end].kind in (PLAIN, BLANK) and end - at <= 2 * MOST_LABELS:
        end += 1
    between = lines[at + 1 : end]
    if end == len(lines) or lines[end].kind != CELL or not between or between[-1].kind != PLAIN:
        return None
    room, following = width - count if width else None, _cells_from(lines, end)
    return end if room != 0 and _continues(lines[at], between, room, following) else None


def _cells_from(lines, at):
    """How many cell lines stand on end from `at`."""
    end = at
    while end < len(lines) and lines[end].kind == CELL:
        end += 1
    return end - at


def _continues(cell, between, room, following):
    """True when the lines `between` belong to `cell`, whose row has `room` for more cells."""
    texts = [line.text for line in between if line.kind == PLAIN]
    if len(texts) == len(between):
        if is_figure(cell.text):
            return False
        return len(texts) <= MOST_WRAPS and _wraps(max(map(len, texts)), room, following)
    # Blank lines inside a cell: only a label set one or two characters a line looks like that,
    # and it may well stand in a column of its own that the rows above do not have.
    return all(len(text) <= LABEL_LENGTH for text in [cell.text, *texts])


def _wraps(length, room, following):
    """True when lines up to `length` long are the rest of a cell, not a title of a new table.

    With the cells `following` they fill the row, or they are very short and no table would have
    such a title. A row may have one cell more than those above: a label in a column of its own.
    """
    if room is None or following == room:
        return length <= WRAP_LENGTH
    return length <= SHORT_WRAP and following <= room + 1


def _absorb(line, between):
    more = [other for other in between if other.kind == PLAIN]
    text = "\n".join(part.text for part in [line, *more] if part.text)
    line.cells = (replace(line.cells[0], text=text),)
    line.absorbed += more
    return line


def _labels_above_rows(lines):
    """The lines with single characters standing over a row joined to its first cell."""
    result = []
    for line in lines:
        label = _label_before(result) if line.kind == ROW and len(line.cells) > 1 else []
        if label and len(line.cells[0].text) == 1 and not line.cells[0].text.isdecimal():
            del result[result.index(label[0]) :]
            text = "\n".join([part.text for part in label] + [line.cells[0].text])
            line.cells = (Cell(text, line.cells[0].where), *line.cells[1:])
            line.absorbed += label
        result.append(line)
    return result


def _label_before(lines):
    found = []
    for line in reversed(lines):
        if line.kind != BLANK and not (line.kind == PLAIN and len(line.text) == 1):
            break
        if line.kind == PLAIN:
            found.append(line)
    return found[::-1]


def stanzas(lines, notes):
    """The stanzas in `lines`, which hold tables and blank lines only."""
    result, gap, run = [], 0, []
    for line in [*lines, None]:
        if line is not None and line.is_table:
            run.append(line)
            continue
        if run:
            result.append(Stanza(gap, _rows(run, notes)))
            gap, run = 0, []
        gap += 1
    return result


def _rows(run, notes):
    """The rows of one stanza."""
    result, pending = [], []
    flat_cells = _cells_are_rows(run)
    for line in run:
        if line.kind == CELL and not flat_cells:
            pending.append(line)
            continue
        result += _stacked(pending) + [_flat(line)]
        pending = []
    return _unwrapped(result + _stacked(pending), notes)


def _cells_are_rows(run):
    """True when the one-tab lines among rows are themselves rows, with an empty first cell."""
    widths = Counter(len(line.cells) for line in run if line.kind == ROW and len(line.cells) > 1)
    if not widths:
        return False
    cells = [_cells_from(run, at) for at in range(len(run)) if _starts_cells(run, at)]
    return widths.most_common(1)[0][0] == 2 or any(count == 1 for count in cells)


def _starts_cells(run, at):
    return run[at].kind == CELL and (at == 0 or run[at - 1].kind != CELL)


def _stacked(lines):
    return [Row([line.cells[0] for line in lines], True, lines)] if lines else []


def _flat(line):
    cells = list(line.cells)
    if line.kind == CELL:
        cells = [Cell("", f"第{line.number}行第1格"), *cells]
    return Row(cells, False, [line])


def _unwrapped(rows, notes):
    """The rows, two or more short ones on end made one where a cell went over the line end."""
    widths = Counter(len(row.cells) for row in rows)
    width, times = max(widths.items(), key=lambda item: (item[1], item[0]))
    result, at = [], 0
    while at < len(rows):
        end = _wrapped_until(rows, at, width) if times > 1 and width > 2 else at + 1
        result.append(_glued(rows[at:end], notes) if end > at + 1 else rows[at])
        at = end
    return result


def _wrapped_until(rows, at, width):
    """The index after the rows which together make one of `width`, the last cell going on."""
    total, end = len(rows[at].cells), at + 1
    while 1 < total < width and end < len(rows) and _goes_on(rows[end - 1], rows[end]):
        total += len(rows[end].cells) - 1
        end += 1
    return end if total == width and len(rows[end - 1].cells) > 1 else at + 1


def _goes_on(above, below):
    return not (above.stacked or below.stacked) and above.texts[-1] and below.texts[0]


def _glued(rows, notes):
    cells = list(rows[0].cells)
    for row in rows[1:]:
        cells[-1] = replace(cells[-1], text=f"{cells[-1].text}\n{row.texts[0]}")
        cells += row.cells[1:]
    lines = [line for row in rows for line in row.lines]
    notes.append(f"第{lines[0].number}—{lines[-1].number}行按表格的列数合为一行。")
    return Row(cells, False, lines)
