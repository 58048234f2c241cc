"""What the fonts of the print can show: no character of a text goes missing without a trace.

A glyph that no font has would simply not be printed. 〓 stands in its place, as printers have
always done for a type they did not have, and `missing` tells which. Pure: no Django.
"""

import re
import unicodedata
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
GETA = "〓"
BREAK = "\u200b"
_LONG = re.compile(r"[!-~]{24,}")
_GAP = re.compile(r"(?<=[㐀-鿿])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[㐀-鿿])")
_UNBROKEN = re.compile(r"[!-\u02ff\u2010-\u2027\u2190-\u22ff]+")


class _Letters(dict):
    """For str.translate: each character as it is printed, decided when it is first met."""

    def __missing__(self, code):
        self[code] = printed = self._printed(chr(code))
        return printed

    @staticmethod
    def _printed(sign):
        if sign == "\n" or ord(sign) in _advances():
            return sign
        category = unicodedata.category(sign)
        if category in ("Zl", "Zp") or sign in "\r\v\f\x85":
            return "\n"
        if category == "Zs" or sign == "\t":
            return " "
        invisible = category in ("Cc", "Cf") or "\ufe00" <= sign <= "\ufe0f"
        return "" if invisible else GETA


_LETTERS = _Letters()


@cache
def _advances():
    """How wide each character of the text font is, in em, by its code; invisible ones are not in
    it, though the font may have them."""
    from fontTools.ttLib import TTFont

    with TTFont(FONTS / "NotoSerifSC-Regular.ttf", lazy=True) as font:
        widths = font["hmtx"].metrics
        return {
            code: widths[name][0] / 1000
            for code, name in font.getBestCmap().items()
            if unicodedata.category(chr(code)) not in ("Cc", "Cf")
        }


def printed(text):
    """`text` as the fonts can show it: 〓 for what they lack; what is invisible anyway (marks of
    direction, control characters) is gone, so that it cannot turn the text around."""
    return str(text).replace("\r\n", "\n").translate(_LETTERS)


def breakable(text):
    """Printed text in which a word that is longer than a line may be broken."""
    return _LONG.sub(_broken, printed(text))


def _broken(match):
    return BREAK.join(re.findall(r".{1,8}", match[0]))


def missing(text):
    """The characters of `text` that no font has, each once, in their order."""
    letters = dict.fromkeys(str(text))
    return [sign for sign in letters if sign != GETA and _LETTERS[ord(sign)] == GETA]


def width(text):
    """How wide a line of text is, in em; a space between Chinese and Latin letters included."""
    advances = _advances()
    gaps = 0.25 * len(_GAP.findall(text))
    return gaps + sum(advances.get(ord(sign), 0 if sign == BREAK else 1) for sign in text)


def longest(text):
    """How wide the longest part of a text is that cannot be broken, in em."""
    return max((width(part) for part in _UNBROKEN.findall(text)), default=1)
