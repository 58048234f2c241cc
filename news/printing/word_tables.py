"""Tables of the Word document: widths by what stands in the columns, merged cells, one style."""

import unicodedata

from news.printing import word_xml as xml
from news.printing.word_grids import MARK
from news.printing.word_styles import STYLES, WIDTH

_PADDING = 150  # twips beside the text of a cell
_LEAST = 330
_TOGETHER = 2


def table_of(laid, noted=False):
    """The w:tbl of a Laid grid, or nothing where it has no rows.

    Its first rows stay together and so do its last, with the note below where there is one.
    """
    if not laid.width:
        return ""
    widths = _widths(laid, _even) or _widths(laid, _narrow)
    last = len(laid.rows) - (not noted)
    rows = []
    for down, places in enumerate(laid.rows):
        keeps = down < laid.head + _TOGETHER or down >= last - _TOGETHER
        cells = _cells(places, widths, down < laid.head, keeps and down < last)
        rows.append(xml.row(cells, down < laid.head))
    return xml.table(widths, rows)


def _cells(places, widths, is_head, keeps):
    for at, place in enumerate(places):
        if place.left:
            continue
        merge = "continue" if place.above else "restart" if place.down > 1 else ""
        inside = xml.run(place.text) + xml.mark(MARK) * place.corrected
        inside = xml.paragraph(place.style, inside, "<w:keepNext/>" * keeps)
        width = sum(widths[at : at + place.across])
        yield xml.cell(width, inside, place.across, merge, is_head)


def _widths(laid, head):
    """Widths that fill the page: no figure is broken, names give way. Headers are set as `head`
    says; nothing where they do not fit in so."""
    least = [_LEAST] * laid.width
    wanted = [_LEAST] * laid.width
    for down, places in enumerate(laid.rows):
        for at, place in enumerate(places):
            if place.across > 1 or place.left or place.above:
                continue
            size = STYLES[place.style].size
            whole, part = _extent(place, down < laid.head and head, size)
            least[at], wanted[at] = max(least[at], part), max(wanted[at], whole)
    return _shared(least, wanted) if head is _narrow or sum(least) <= WIDTH else None


def _extent(place, head, size):
    """How wide a cell wants to be, and how narrow it may be, in twips."""
    text = place.text + MARK * place.corrected
    whole = max(map(_ems, text.split("\n"))) * size * 10 + _PADDING
    if place.down > 2:
        return size * 10 + _PADDING, size * 10 + _PADDING  # a label set downwards
    if head:
        shortest = head(_ems(place.text))
        return min(whole, 5 * size * 10 + _PADDING), min(whole, shortest * size * 10 + _PADDING)
    if place.style.endswith("文字"):
        return whole, min(whole, 6 * size * 10 + _PADDING)
    return whole, whole


def _even(ems):
    """Headers on two lines of the same length, as far as they are not long."""
    return min(max(ems / 2 + 0.6, 2), 5)


def _narrow(ems):
    return 3 if ems > 3 else 2


def _ems(text):
    """The width of `text` in Chinese characters."""
    wide = sum(unicodedata.east_asian_width(sign) in "WFA" for sign in text)
    return wide + (len(text) - wide) * 0.58


def _shared(least, wanted):
    """As much as is wanted where the page is wide enough, else what is left above the least."""
    spare = WIDTH - sum(least)
    more = [want - few for want, few in zip(wanted, least, strict=True)]
    if spare <= 0:
        widths = [few * WIDTH / sum(least) for few in least]
    elif sum(more) > spare:
        widths = [few + add * spare / sum(more) for few, add in zip(least, more, strict=True)]
    else:
        left = spare - sum(more)
        widths = [want + left * want / sum(wanted) for want in wanted]
    rounded = [int(width) for width in widths]
    rounded[-1] += WIDTH - sum(rounded)
    return rounded
