"""Printed tables as rows of a worksheet: merged headers, figures that look as they were printed."""

import re
from functools import lru_cache

from stats.exporting.workbooks import (
    LONGEST,
    MOST_DECIMALS,
    MOST_DIGITS,
    UNWRITABLE,
    number_cell,
    number_fits,
    reference,
    row_of,
    text_cell,
)

_NUMBER = re.compile(rf"-?(?:0|[1-9]\d*)(?:\.\d{{1,{MOST_DECIMALS}}})?", re.ASCII)
_CUT = "……（下略，全文见 CSV 文件）"
_A_LINE = 15
_PLACES = [f"figure{places}" for places in range(MOST_DECIMALS + 1)]
_EMPTY = text_cell("", "figure")


def shown_text(text):
    """`text` as a cell can hold it; what is left out says so."""
    text = UNWRITABLE.sub("", text)
    return text if len(text) <= LONGEST else text[: LONGEST - len(_CUT)] + _CUT


def figure_cell(text):
    """A printed figure: a number where nothing of it gets lost, and seen as it was printed."""
    if not text:
        return _EMPTY
    if text.isdigit() and text.isascii() and text[0] != "0" and len(text) <= MOST_DIGITS:
        return number_cell(text, _PLACES[0])  # as nearly all are
    bare = text.strip()
    if _NUMBER.fullmatch(bare) and number_fits(bare):
        return number_cell(bare, _PLACES[len(bare.partition(".")[2])])
    return text_cell(shown_text(text), "figure")


@lru_cache(maxsize=1024)
def _label_cell(text):
    return text_cell(shown_text(text), "label")


class Drawing:
    """Rows of a sheet as they are drawn; `merges` grows with them."""

    def __init__(self, width):
        self.width, self.row, self.merges = max(1, width), 0, []
        self._reaching = {}

    def words(self, text, style="note"):
        """A line of words over the whole width."""
        if not text.strip():
            return ""
        self.row += 1
        if self.width > 1:
            self.merges.append(reference(self.row, 1, 1, self.width))
        # Wide signs, about six of them to a column of usual width.
        lines = sum(1 + len(line) // (7 * self.width) for line in text.splitlines())
        height = (22 if style == "title" else _A_LINE) * lines
        return row_of([text_cell(shown_text(text), style)], height)

    def gap(self):
        self.row += 1
        return row_of([])

    def cells(self, cells):
        """A row of (text, style, down, across); a style of None is that of a figure."""
        self.row += 1
        above, self._reaching = self._reaching, {}
        line = []
        for text, style, down, across in cells:
            self._fill(line, above)
            column = len(line) + 1
            if down > 1 or across > 1:
                self.merges.append(reference(self.row, column, down, across))
            line.append(text_cell(shown_text(text), style) if style else figure_cell(text))
            line += [text_cell("", style or "figure")] * (across - 1)
            if down > 1:
                below = (down - 1, style or "figure")
                self._reaching |= dict.fromkeys(range(column, column + across), below)
        self._fill(line, above)
        return row_of(line)

    def figures(self, labels, figures):
        """A row of cells that are one by themselves: labels, then printed figures."""
        self.row += 1
        return row_of([*map(_label_cell, labels), *map(figure_cell, figures)])

    def _fill(self, line, above):
        """Empty cells where those of rows above reach down to."""
        while (column := len(line) + 1) in above:
            down, style = above[column]
            line.append(text_cell("", style))
            if down > 1:
                self._reaching[column] = (down - 1, style)
