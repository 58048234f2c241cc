"""The HTML of an article's body as lines of runs, for Word and plain text."""

import re
from dataclasses import dataclass
from typing import NamedTuple

import lxml.html

from news.parsing import told_styles as styles
from stats.documents.text_lines import INVISIBLE

_MARKS = {
    "strong": "bold", "b": "bold", "em": "italic", "i": "italic", "u": "underline",
    "sub": "sub", "sup": "sup",
}  # fmt: skip
_PARTS = {"h3": styles.HEADING, "h4": styles.SUBHEADING}
# What no XML may hold, and what a reader would only stumble over.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BLANKS = re.compile(r"[ \n\r\f]*\n[ \n\r\f]*")


class Run(NamedTuple):
    """Text set in one way; `marks` are bold, italic and the like."""

    text: str
    marks: frozenset = frozenset()
    url: str = ""


@dataclass(frozen=True)
class Line:
    """A paragraph and what it is."""

    part: str
    runs: tuple

    @property
    def text(self):
        return "".join(run.text for run in self.runs)


class BodyCell(NamedTuple):
    text: str
    across: int
    down: int
    head: bool


@dataclass(frozen=True)
class BodyTable:
    """A table in an article: rows of cells, those that others cover left out."""

    rows: tuple
    part: str = ""


def plain_line(part, text):
    return Line(part, (Run(printable(text)),))


def printable(text):
    """`text` without what cannot be printed, and without blanks around it but for tabs."""
    return _FORBIDDEN.sub("", text).strip(INVISIBLE.replace("\t", ""))


def lines_of(html):
    """The Lines and BodyTables of a body."""
    if not html.strip():
        return
    root = lxml.html.fragment_fromstring(f"{html}", create_parent="div")
    for line in _blocks(root, styles.TEXT):
        if isinstance(line, BodyTable) or line.text.strip(INVISIBLE):
            yield line


def _blocks(parent, part):
    """The blocks in an element; words that stand between them are paragraphs too."""
    runs = _inline(parent.text)
    for child in parent:
        if child.tag in _BLOCKS:
            yield from _line(part, runs)
            runs = []
            yield from _BLOCKS[child.tag](child, part)
        else:
            runs += _runs(child, frozenset(), "")
        runs += _inline(child.tail)
    yield from _line(part, runs)


def _line(part, runs):
    trimmed = _trimmed(runs)
    return [Line(part, tuple(trimmed))] if trimmed else []


def _heading(element, part):
    return _blocks(element, _PARTS[element.tag])


def _quote(element, part):
    return _blocks(element, styles.QUOTE)


def _bullets(element, part):
    for item in element.iterchildren("li"):
        yield from _item(item, styles.BULLET, "")


def _numbered(element, part):
    start = element.get("start", "1")
    first = int(start) if start.isascii() and start.isdigit() else 1
    for number, item in enumerate(element.iterchildren("li"), first):
        yield from _item(item, styles.ITEM, f"{number}、")


def _item(item, part, number):
    """The paragraphs of an item as one of several lines; then the lists within it."""
    runs, inner = [], []
    for block in _blocks(item, part):
        if isinstance(block, Line) and block.part == part and not inner:
            runs += [Run("\n")] * bool(runs) + list(block.runs)
        else:
            inner.append(block)
    yield Line(part, (Run(number), *runs) if number else tuple(runs))
    yield from inner


def _table(element, part):
    rows = []
    for row in element.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        rows.append(tuple(_cell(cell) for cell in cells))
    if any(rows):
        yield BodyTable(tuple(filter(None, rows)))


def _cell(cell):
    text = "\n".join(line.text for line in _blocks(cell, styles.TEXT) if isinstance(line, Line))
    across, down = (_count(cell.get(name)) for name in ("colspan", "rowspan"))
    return BodyCell(text, across, down, cell.tag == "th")


def _count(text):
    return min(max(int(text), 1), 50) if text and text.isascii() and text.isdigit() else 1


_BLOCKS = {
    "p": _blocks, "h3": _heading, "h4": _heading, "ul": _bullets, "ol": _numbered,
    "blockquote": _quote, "table": _table,
}  # fmt: skip


def _inline(text, marks=frozenset(), url=""):
    clean = _BLANKS.sub(" ", _FORBIDDEN.sub("", text or ""))
    return [Run(clean, marks, url)] if clean else []


def _runs(element, marks, url):
    if element.tag == "br":
        return [Run("\n", marks, url)]
    marks |= {_MARKS[element.tag]} if element.tag in _MARKS else set()
    url = element.get("href", "") if element.tag == "a" else url
    runs = _inline(element.text, marks, url)
    for child in element:
        runs += _runs(child, marks, url) + _inline(child.tail, marks, url)
    return runs


def _trimmed(runs):
    """`runs` without blanks before the first word and behind the last."""
    runs = list(runs)
    for place, side in ((0, str.lstrip), (-1, str.rstrip)):
        while runs and not runs[place].text.strip(INVISIBLE):
            del runs[place]
        if runs:
            runs[place] = runs[place]._replace(text=side(runs[place].text, INVISIBLE))
    return runs
