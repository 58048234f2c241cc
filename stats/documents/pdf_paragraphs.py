"""Lines of PDF pages put together to paragraphs; headers, footers and page numbers told apart."""

import math
import re
from collections import Counter
from itertools import groupby, pairwise

from .blocks import Cell, Grid, Paragraph
from .pdf_lines import Line, joined

# Headers and footers stand in the outer eighth of a page.
MARGIN = 0.125
# A measure of fewer characters than this is no column of text.
SHORTEST_FULL = 15
_PAGE_NUMBER = re.compile(
    r"[\s\-—–－·.]*第?\s*\d{1,4}\s*页?\s*(?:[/／,，共]+\s*\d{1,4}\s*页?)?[\s\-—–－·.]*"
)
# What a line end cannot cut: no line ends with an opening mark or begins with a closing one,
# and some programs break on neither side of a quotation mark.
_UNIT = re.compile(
    r"[（《“‘]*(?:[A-Za-z0-9.,%/:@_-]+|.)(?:[，。、；：？！）》％]|[“”‘’]+[（《]*[^，。、；：？！]?)*"
)
_CLOSING = "。！？；：…”’）)"
_ITEM = re.compile(r"(?:\d{1,2}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|[-•●■◆▪])\s*\S")
_WIDE_GAP = re.compile(r" {2,}")


def without_margins(pages):
    """The items of `pages` (lists, with each page's height) and the headers and footers found."""
    edges = [_edge_lines(items, height) for items, height in pages]
    repeated = Counter(_key(line) for lines in edges for line in lines)
    headers, footers, kept = {}, {}, []
    for (items, height), lines in zip(pages, edges, strict=True):
        gone = set()
        for line in lines:
            if _PAGE_NUMBER.fullmatch(line.text):
                gone.add(line.number)
            elif repeated[_key(line)] > 1:
                gone.add(line.number)
                (headers if line.top < height / 2 else footers).setdefault(line.text, line)
        kept.append([i for i in items if not (isinstance(i, Line) and i.number in gone)])
    return kept, _margin_texts(headers, "header"), _margin_texts(footers, "footer")


def paragraphs(pages):
    """The blocks of the items (lines and grids) of all pages in order."""
    setting = _Setting([item for items in pages for item in items if isinstance(item, Line)])
    blocks, open_lines = [], []
    for item in _with_aligned_tables(pages):
        if isinstance(item, Grid):
            blocks += _closed(open_lines) + [item]
            open_lines = []
        elif open_lines and not setting.goes_on(open_lines[-1], item):
            blocks += _closed(open_lines)
            open_lines = [item]
        else:
            open_lines.append(item)
    return blocks + _closed(open_lines)


class _Setting:
    """How the text of a document is set: its margins and the pitch of its lines."""

    def __init__(self, lines):
        widest = max((line.x1 - line.x0 for line in lines), default=0)
        full = [line for line in lines if line.x1 - line.x0 > 0.8 * widest]
        self._left = min((line.x0 for line in full), default=0)
        self._right = max((line.x1 for line in full), default=0)
        if not any(line.x1 - line.x0 > SHORTEST_FULL * line.size for line in full):
            # Nothing but short lines: none was broken because it was full.
            self._right = math.inf
        pitches = Counter(
            round(below.top - above.top)
            for above, below in pairwise(lines)
            if above.page == below.page and below.top > above.top
        )
        self._pitch = pitches.most_common(1)[0][0] if pitches else 0

    def goes_on(self, above, below):
        """True when `below` is the next line of the paragraph that `above` stands in."""
        same_size = abs(above.size - below.size) < 0.08 * above.size
        near = above.page != below.page or below.top - above.top < 1.4 * self._pitch
        if not (same_size and near) or self._had_room(above, below):
            return False
        if _ITEM.match(below.text) and above.text.rstrip()[-1:] in _CLOSING:
            return False
        return below.x0 < self._left + 1.2 * below.size or self._both_centred(above, below)

    def _had_room(self, above, below):
        """True when the first unit of `below` would have fitted behind `above`."""
        unit = _UNIT.match(below.text.lstrip())
        width = sum(0.5 if character.isascii() else 1 for character in unit[0]) if unit else 1
        if above.text.rstrip()[-1:] not in _CLOSING:
            # In the middle of a sentence a line that is nearly full was broken for some reason.
            width = max(width, 3)
        return above.x1 + (width + 0.3) * below.size < self._right

    def _both_centred(self, above, below):
        left, right = below.x0 - self._left, self._right - below.x1
        full = above.x0 < self._left + 1.5 * above.size
        # A first line set in by two characters may by chance end two before the margin.
        return full and abs(left - right) < below.size and left > 4 * below.size


def _edge_lines(items, height):
    """Up to two lines at the top and two at the foot, in the margins and outside of tables."""
    top, foot = [], []
    for lines, ordered in ((top, items), (foot, items[::-1])):
        for item in ordered[:2]:
            if not isinstance(item, Line) or MARGIN * height < item.top < (1 - MARGIN) * height:
                break
            lines.append(item)
    return [line for line in top if line.top < height / 2] + [
        line for line in foot if line.top > height / 2
    ]


def _key(line):
    return line.text.strip(), round(line.top / 4)


def _margin_texts(found, part):
    return [Paragraph(line.text.strip(), line.where, part) for line in found.values()]


def _closed(lines):
    text = joined(line.text for line in lines)
    return [Paragraph(text, lines[0].where)] if text else []


def _with_aligned_tables(pages):
    """The items, three or more lines on end that share three or more columns made a grid."""
    for items in pages:
        for columns, run in groupby(items, _columns):
            run = list(run)
            if columns >= 3 and len(run) >= 3:
                yield _aligned(run)
            else:
                yield from run


def _columns(item):
    return len(_WIDE_GAP.split(item.text.strip())) if isinstance(item, Line) else 0


def _aligned(lines):
    rows = tuple(
        tuple(
            Cell(text, f"{line.where}第{at}格")
            for at, text in enumerate(_WIDE_GAP.split(line.text.strip()), start=1)
        )
        for line in lines
    )
    return Grid(rows, f"{lines[0].where}起的表", spans_known=False)
