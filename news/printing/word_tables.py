"""Tables of the Word document: widths by what stands in the columns, merged cells, one style."""

import unicodedata
from itertools import pairwise

from news.printing import headlines
from news.printing import word_xml as xml
from news.printing.word_grids import MARK
from news.printing.word_styles import STYLES, WIDTH
from stats.parsing.told import HEAD, head_style
from stats.parsing.wording import one_line

_NUMBER = head_style("number").removeprefix(HEAD)
_PADDING, _ABOVE = 150, 60  # twips beside and above the text of a cell, on both sides together
_LEAST = 330
_TOGETHER = 2
# Characters. A longer name stands in two lines where room is scarce, and in any case; a header
# that is longer still.
_SHORT, _LONG, _TITLE = 6, 16, 8
_LATIN = 0.65  # of a Chinese character; no face that may stand in for Times has wider figures
_SMALLER = 6  # half points by which a table may be smaller than others
_LINE = 1.5  # height of a line in the highest of the faces, in characters


def table_of(laid, noted=False):
    """The w:tbl of a Laid grid, or nothing where it has no rows.

    Its first rows stay together and so do its last, with the note below where there is one.
    """
    if not laid.width:
        return ""
    smaller, widths = _fitted(laid)
    laid = _with_lines(laid, widths, smaller)
    heights = _heights(laid, smaller)
    last = len(laid.rows) - (not noted)
    rows = []
    for down, (places, height) in enumerate(zip(laid.rows, heights, strict=True)):
        keeps = down < laid.head + _TOGETHER or down >= last - _TOGETHER
        cells = _cells(laid, places, widths, "<w:keepNext/>" * (keeps and down < last), smaller)
        rows.append(xml.row(cells, height))
    return xml.table(widths, rows)


def _cells(laid, places, widths, keeps, smaller):
    is_head = any(places is row for row in laid.rows[: laid.head])
    for at, place in enumerate(places):
        if place.left:
            continue
        size = _size(place, smaller) if smaller else 0
        inside = xml.run(place.text, size=size) + xml.mark(MARK, size) * place.corrected
        inside = xml.paragraph(place.style, inside, keeps + _centred(laid, at, place))
        merge = "continue" if place.above else "restart" if place.down > 1 else ""
        yield xml.cell(_width(widths, at, place), inside, place.across, merge, is_head)


def _size(place, smaller):
    return STYLES[place.style].size - smaller


def _width(widths, at, place):
    return sum(widths[at : at + place.across])


def _centred(laid, at, place):
    """Numbers of rows, labels of groups and what reaches over columns stand in the middle."""
    numbered = bool(laid.roles) and laid.roles[at] == _NUMBER
    reaches = bool(laid.roles) and (place.across > 1 or place.down > 1)
    return '<w:jc w:val="center"/>' * (numbered or reaches)


# -- headers


def _with_lines(laid, widths, smaller):
    """The Laid with its headers in lines, where whoever reads them back makes one of them."""
    head = [
        tuple(
            place._replace(text=_in_lines(place, _width(widths, at, place), smaller))
            for at, place in enumerate(places)
        )
        for places in laid.rows[: laid.head * bool(laid.roles)]
    ]
    return laid._replace(rows=(*head, *laid.rows[len(head) :]))


def _in_lines(place, width, smaller):
    lines = headlines.parted(place.text, (width - _PADDING) / (_size(place, smaller) * 10))
    return lines if one_line(lines) == place.text else place.text


def _heights(laid, smaller):
    """The least height of each row of the header, None for others. Without it programs cut off
    what reaches over several rows when they repeat the header on the next page."""
    heights = [0] * laid.head
    for down, places in enumerate(laid.rows[: laid.head]):
        for place in places:
            if place.left or place.above:
                continue
            lines = place.text.count("\n") + 1
            rows = slice(down, down + place.down)
            lacking = lines * _size(place, smaller) * 10 * _LINE + _ABOVE - sum(heights[rows])
            heights[min(rows.stop, laid.head) - 1] += max(0, int(lacking))
    return [*heights, *[None] * (len(laid.rows) - laid.head)]


# -- widths


def _fitted(laid):
    """(half points smaller, widths) of the largest type in which no figure is broken."""
    for smaller in range(_SMALLER + 1):
        needs = _needs(laid, smaller)
        if sum(needs[0]) <= WIDTH:
            break
    return smaller, _shared(needs)


def _needs(laid, smaller):
    """How wide each column has to be in twips, and how wide it would rather be, step by step."""
    needs = [[_LEAST] * laid.width for _ in range(4)]
    for down, places in enumerate(laid.rows):
        for at, place in enumerate(places):
            if place.across > 1 or place.left or place.above:
                continue
            size = _size(place, smaller) * 10
            for need, ems in zip(needs, _ems_of(place, down < laid.head), strict=True):
                need[at] = max(need[at], ems * size + _PADDING)
    return needs


def _ems_of(place, is_head):
    """For how many characters a cell must have room, and for how many it would rather."""
    whole = max(map(_ems, f"{place.text}{MARK * place.corrected}".split("\n")))
    if is_head:
        least, phrases = headlines.least(place.text), headlines.wanted(place.text)
        return least, least, phrases, max(phrases, min(whole, _TITLE))
    if place.down > 2:
        return 1, 1, 1, 1  # a label set downwards
    if not place.style.endswith("文字"):
        return whole, whole, whole, whole
    return min(whole, _SHORT), min(whole, _LONG), min(whole, _LONG), whole


def _ems(text):
    """The width of `text` in Chinese characters."""
    wide = sum(unicodedata.east_asian_width(sign) in "WFA" for sign in text)
    return wide + (len(text) - wide) * _LATIN


def _shared(needs):
    """Widths that fill the page: each step as far as there is room, the rest to all alike."""
    widths = needs[0]
    for before, after in pairwise(needs):
        more = [want - few for want, few in zip(after, before, strict=True)]
        part = min(1, max(0, WIDTH - sum(widths)) / (sum(more) or 1))
        widths = [width + part * add for width, add in zip(widths, more, strict=True)]
    rounded = [int(width * WIDTH / sum(widths)) for width in widths]
    rounded[-1] += WIDTH - sum(rounded)
    return rounded
