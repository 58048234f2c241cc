"""Article HTML as data for typst: blocks of runs. Pure: no Django.

Text stays text: it reaches typst as strings, never as source. A block is a dict with its kind: `p`
and `h` have runs, `ul` and `ol` have items of blocks, `quote` has blocks, `table` has cells. A run
has its text and how it is set.
"""

import re

from lxml import html as lxml_html

from news.printing.grids import Cell, placed
from news.printing.letters import breakable
from news.printing.sheets import fitted

# Lists and quotations further in than this stand in line with those around them.
DEEPEST = 4
SCHEMES = ("http://", "https://", "mailto:")
_INLINE = {
    "strong": {"b": True},
    "b": {"b": True},
    "em": {"i": True},
    "i": {"i": True},
    "u": {"u": True},
    "sub": {"v": "sub"},
    "sup": {"v": "sup"},
    "span": {},
}
_LEVELS = {"h1": 1, "h2": 1, "h3": 1, "h4": 2, "h5": 2, "h6": 2}
# Blanks alone are kept, as somebody typed them; with a line break they are only how HTML is set.
_SPACES = re.compile(r" *[\t\n\r\f][ \t\n\r\f]*")


class _Flow:
    """Blocks one after another; runs gather until something ends their paragraph."""

    def __init__(self, depth, links):
        self.depth = depth
        self.links = links
        self.blocks = []
        self.runs = []

    def add(self, text, style):
        text = _SPACES.sub(" ", text)
        if not self.runs or self.runs[-1]["t"].endswith((" ", "\n")):
            text = text.lstrip(" ")
        if not self.runs:
            text = text.lstrip(" \u3000\xa0")  # the indent is ours to set
        if text:
            self.runs.append({"t": text} | style)

    def end(self, **block):
        """The paragraph is over; `block` says when it is something else than a paragraph."""
        if self.runs:
            self.runs[-1]["t"] = self.runs[-1]["t"].rstrip()
        runs = [run | {"t": breakable(run["t"])} for run in self.runs if run["t"]]
        self.runs = []
        if runs:
            self.blocks.append({"k": "p", "r": runs} | block)


def blocks_of(html, size):
    """The blocks of an article, and where its links lead that do not say so themselves; the type
    of its tables is at most `size` points high."""
    flow = _Flow(0, {})
    if html.strip():
        _walk(lxml_html.fragment_fromstring(html, create_parent="div"), {}, flow, size)
    flow.end()
    return _levelled(flow.blocks), list(flow.links)


def text_of(html):
    """The words alone."""
    return lxml_html.fragment_fromstring(html, create_parent="div").text_content() if html else ""


def _walk(element, style, flow, size):
    flow.add(element.text or "", style)
    for child in element:
        if isinstance(child.tag, str):
            _walk_child(child, style, flow, size)
        flow.add(child.tail or "", style)


def _walk_child(child, style, flow, size):
    tag = child.tag
    if tag == "br":
        if flow.runs:
            flow.runs.append({"t": "\n"} | style)
    elif tag == "a":
        _walk_link(child, style, flow, size)
    elif tag in _INLINE:
        _walk(child, style | _INLINE[tag], flow, size)
    else:
        flow.end()
        _walk_block(child, style, flow, size)


def _walk_link(child, style, flow, size):
    address = child.get("href", "")
    address = address if address.startswith(SCHEMES) else ""  # nobody follows "/x" on paper
    known = len(flow.runs)
    _walk(child, style | {"a": address} if address else style, flow, size)
    text = "".join(run["t"] for run in flow.runs[known:])
    if address and text and not _same(text, address):
        number = flow.links.setdefault(address, len(flow.links) + 1)
        flow.runs.append({"t": f"[{number}]", "v": "sup", "a": address})


def _same(text, address):
    """Whether the words of a link already say where it leads."""
    bare = address.removeprefix("mailto:").removeprefix("http://").removeprefix("https://")
    return bare.strip("/") in text


def _walk_block(child, style, flow, size):
    tag = child.tag
    if tag == "table" and flow.depth < DEEPEST:
        flow.blocks += _table(child, flow.links, size)
    elif tag in ("ul", "ol") and flow.depth < DEEPEST:
        flow.blocks += _list(child, style, flow, size)
    elif tag == "blockquote" and flow.depth < DEEPEST:
        inside = _inside(child, style, flow, size)
        flow.blocks += [{"k": "quote", "b": inside}] if inside else []
    else:
        _walk(child, style, flow, size)
        level = _LEVELS.get(tag)
        flow.end(**({"k": "h", "l": level, "f": level} if level else {}))


def _inside(element, style, around, size):
    flow = _Flow(around.depth + 1, around.links)
    _walk(element, style, flow, size)
    flow.end()
    return flow.blocks


def _list(element, style, around, size):
    items = [_inside(item, style, around, size) for item in element if isinstance(item.tag, str)]
    start = element.get("start", "1")
    items = [item for item in items if item]
    return [{"k": element.tag, "start": _number(start), "items": items}] if items else []


def _levelled(blocks):
    """Headings that begin with the first level and skip none; each keeps the face of its own."""
    known = 0
    for block in blocks:
        if block["k"] == "h":
            known = block["l"] = min(block["l"], known + 1)
    return blocks


def _table(element, links, size):
    rows = [row for row in element.iter("tr") if next(row.iterancestors("table")) is element]
    cells = [[_cell(cell, links) for cell in row if cell.tag in ("td", "th")] for row in rows]
    table = placed(cells)
    return [{"k": "table", "sheet": fitted(table, size)}] if table.cells else []


def _cell(element, links):
    inside = _inside(element, {}, _Flow(DEEPEST, links), 0)  # too deep for anything but text
    lines = [block["r"] for block in inside]
    runs = [run for line in lines for run in ({"t": "\n"}, *line)][1:]
    return Cell(
        runs,
        head=element.tag == "th",
        colspan=_number(element.get("colspan", "1")),
        rowspan=_number(element.get("rowspan", "1")),
    )


def _number(text):
    return int(text) if re.fullmatch(r"[0-9]{1,4}", text) else 1
