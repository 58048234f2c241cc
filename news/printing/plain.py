"""An issue as plain text, every line of which says what it is; `ingest` reads it back."""

from itertools import groupby

from news.parsing import told_styles as styles
from news.printing.word_bodies import BodyTable, Line
from news.printing.word_grids import BODY_HEAD, laid_body, laid_out
from news.printing.word_parts import Table, parts_of
from stats.documents.text_told import (
    ABOVE,
    COLUMNS,
    ESCAPE,
    FIRST,
    HEAD,
    INDENT,
    LEFT,
    ROW,
    SUBTOTAL,
    TOTAL,
)

_LONG = {styles.LEAD, styles.TEXT, styles.SENTENCE, styles.BRIEF, styles.QUOTE}
_AIRED = {styles.SECTION, styles.TITLE, styles.TABLE_TITLE, styles.OFFICE}
_ROWS = {"小计": SUBTOTAL, "合计": TOTAL, HEAD: HEAD, BODY_HEAD: HEAD}


def text_of(context):
    """The issue as text; pictures, bold type and links are not in it."""
    lines = []
    for part, run in groupby(parts_of(context), _part):
        if part in _AIRED:
            lines.append("")
        if part in _LONG:
            lines.append(f"【{part}】")
        for one in run:
            lines += _lines(one)
    return "\n".join(lines) + "\n"


def _part(one):
    return getattr(one, "part", "")


def _lines(one):
    if isinstance(one, Table):
        laid = laid_out(one.shape.grid)
        return [f"【{COLUMNS}】" + "\t".join(laid.roles), *map(_row, laid.rows)]
    if isinstance(one, BodyTable):
        laid = laid_body(one)
        return [
            f"【{COLUMNS}】" + "\t".join([styles.BODY_TABLE] * laid.width),
            *map(_row, laid.rows),
        ]
    if not isinstance(one, Line) or not one.text.strip():
        return []
    mark = FIRST if one.part == styles.NAME else one.part
    if one.part in _LONG:
        return [f"{INDENT}{one.text}".replace("\n", f"\n{INDENT * 2}")]
    return [f"【{mark}】{one.text}".replace("\n", f"\n{INDENT * 2}")]


def _row(places):
    style = places[0].style
    mark = next((mark for prefix, mark in _ROWS.items() if style.startswith(prefix)), ROW)
    return f"【{mark}】" + "\t".join(map(_text, places))


def _text(place):
    if place.left or place.above:
        return ABOVE if place.above else LEFT
    text = place.text.replace("\t", " ").replace("\n", " ")
    return ESCAPE + text if text.startswith((ESCAPE, LEFT, ABOVE)) else text
