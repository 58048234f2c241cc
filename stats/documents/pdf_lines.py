"""Characters of a PDF page, each with its place, put together to lines of text."""

import re
from dataclasses import dataclass
from itertools import pairwise

from .radicals import usual

# Word and LibreOffice leave a quarter of a character between Chinese and Latin; that is no blank.
BLANK_GAP = 0.35
_LATIN_END, _LATIN_START = re.compile(r"[A-Za-z,;.]$"), re.compile(r"^[A-Za-z]")


@dataclass(slots=True)
class Line:
    """One printed line and its place on the page, in points from the top left."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    page: int
    number: int = 0

    @property
    def where(self):
        return f"第{self.page}页第{self.number}行"


def lines_of(characters, page):
    """The lines that `characters` make, from top to bottom."""
    lines = (_line(row, page) for row in _rows(_upright(characters)))
    return [line for line in lines if line.text.strip()]


def joined(texts):
    """One text of several lines: a blank only where a Latin word would run into the next."""
    result = ""
    for text in texts:
        apart = _LATIN_END.search(result) and _LATIN_START.search(text)
        ended_by_blank = result.endswith(" ") and result.strip()
        result = result.rstrip() + (" " if apart or ended_by_blank else "") + text.lstrip()
    return result.strip()


def _upright(characters):
    """The characters as if the page had been turned, where most of them lie on their side."""
    turned = [found for found in characters if not found["upright"]]
    if 2 * len(turned) <= len(characters):
        return characters
    upwards = sum(found["matrix"][1] > 0 for found in turned) * 2 > len(turned)
    return [_turned(found, upwards) for found in characters]


def _turned(found, upwards):
    x0, x1, top, bottom = found["x0"], found["x1"], found["top"], found["bottom"]
    if upwards:
        return found | {"x0": -bottom, "x1": -top, "top": x0, "bottom": x1}
    return found | {"x0": top, "x1": bottom, "top": -x1, "bottom": -x0}


def _rows(characters):
    """Lists of characters whose middles are level."""
    rows, level = [], None
    for found in sorted(characters, key=_middle):
        middle, reach = _middle(found), max(_height(found), 1) / 2
        if level is None or middle - level > reach:
            rows.append([])
            level = middle
        rows[-1].append(found)
        # Follow the line: a small index must not pull it apart.
        level = (level * (len(rows[-1]) - 1) + middle) / len(rows[-1])
    return rows


def _middle(found):
    return (found["top"] + found["bottom"]) / 2


def _height(found):
    return found["bottom"] - found["top"]


def _line(row, page):
    row = _single(sorted(row, key=lambda found: found["x0"]))
    pieces = [row[0]["text"]]
    for left, right in pairwise(row):
        pieces.append(_blanks(left, right) + right["text"])
    shown = [found for found in row if found["text"].strip()] or row
    return Line(
        usual("".join(pieces)),
        shown[0]["x0"],
        max(found["x1"] for found in shown),
        min(found["top"] for found in shown),
        max(found["bottom"] for found in shown),
        sorted(_height(found) for found in shown)[len(shown) // 2],
        page,
    )


def _single(row):
    """The row without characters printed twice on one spot to look bold."""
    kept = row[:1]
    for found in row[1:]:
        last = kept[-1]
        near = abs(found["x0"] - last["x0"]) < 0.15 * max(_height(found), 1)
        if not (near and found["text"] == last["text"] and found["text"].strip()):
            kept.append(found)
    return kept


def _blanks(left, right):
    """The blanks that the gap between two characters stands for, none where one is a blank."""
    if not left["text"].strip() or not right["text"].strip():
        return ""
    em = max(_height(left), _height(right), 1)
    gap = (right["x0"] - left["x1"]) / em
    return "" if gap < BLANK_GAP else " " * min(max(1, round(2 * gap)), 40)
