"""Automatic numbers of a Word file: they are printed text that no paragraph holds."""

import re
from dataclasses import dataclass

from .word_package import W, on, value

# Characters of the symbol fonts that stand for bullets, as any other font would print them.
SYMBOLS = {
    "\uf06c": "●",
    "\uf06e": "■",
    "\uf075": "◆",
    "\uf0a7": "▪",
    "\uf0a8": "□",
    "\uf0b7": "•",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf0fe": "☑",
    "\uf052": "☑",
}
_DIGITS = "零一二三四五六七八九"
_PLACEHOLDER = re.compile(r"%([1-9])")
_MOST = 9999


@dataclass(slots=True)
class Level:
    """How one level of a list prints its number."""

    start: int
    form: str
    text: str
    suffix: str
    legal: bool
    style: str | None


class Numbering:
    """The numbers of a document's lists, counted as its paragraphs are read in order."""

    def __init__(self, part):
        root = None if part is None else part.root
        abstract = [] if root is None else root.findall(W + "abstractNum")
        self._levels = {a.get(W + "abstractNumId"): _levels(a) for a in abstract}
        links = ((value(a, "styleLink"), a.get(W + "abstractNumId")) for a in abstract)
        self._links = {style: identifier for style, identifier in links if style}
        self._linked = {a.get(W + "abstractNumId"): value(a, "numStyleLink") for a in abstract}
        nums = [] if root is None else root.findall(W + "num")
        self._nums = {num.get(W + "numId"): num for num in nums}
        self._counts = {}
        self._begun = set()

    def next(self, number, level):
        """The text in front of the next paragraph at `level` of list `number`."""
        abstract, levels = self._list(number)
        if level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, {})
        self._count(counts, levels, number, level)
        return _printed(levels, counts, level)

    def level_of(self, number, style):
        """The level of list `number` that paragraphs of `style` are on."""
        levels = self._list(number)[1]
        return next((level for level, own in levels.items() if own.style == style), 0)

    def _list(self, number):
        """The name and the levels of what list `number` counts."""
        num = self._nums.get(number)
        if num is None:
            return None, {}
        abstract = value(num, "abstractNumId")
        abstract = self._links.get(self._linked.get(abstract), abstract)
        return abstract, {**self._levels.get(abstract, {}), **_overridden(num)}

    def _count(self, counts, levels, number, level):
        restart = _start_override(self._nums[number], level)
        if restart is not None and (number, level) not in self._begun:
            counts[level] = restart
        else:
            counts[level] = counts[level] + 1 if level in counts else levels[level].start
        self._begun.add((number, level))
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]


def _levels(abstract):
    return {_integer(lvl.get(W + "ilvl")): _level(lvl) for lvl in abstract.findall(W + "lvl")}


def _level(lvl):
    return Level(
        _integer(value(lvl, "start", "1")),
        value(lvl, "numFmt", "decimal"),
        value(lvl, "lvlText", ""),
        value(lvl, "suff", "tab"),
        on(lvl, "isLgl"),
        value(lvl, "pStyle"),
    )


def _overridden(num):
    found = ((o.get(W + "ilvl"), o.find(W + "lvl")) for o in num.findall(W + "lvlOverride"))
    return {_integer(level): _level(lvl) for level, lvl in found if lvl is not None}


def _start_override(num, level):
    for override in num.findall(W + "lvlOverride"):
        start = value(override, "startOverride")
        if _integer(override.get(W + "ilvl")) == level and start is not None:
            return _integer(start)
    return None


def _integer(text):
    return min(int(text), _MOST) if text and re.fullmatch("[0-9]{1,9}", text) else 0


def _printed(levels, counts, level):
    own = levels[level]
    if own.form == "none":
        return ""
    if own.form == "bullet":
        return "".join(SYMBOLS.get(character, character) for character in own.text) + " "

    def number(match):
        at = int(match[1]) - 1
        form = "decimal" if own.legal else levels[at].form if at in levels else "decimal"
        start = levels[at].start if at in levels else 1
        return formatted(counts.get(at, start), form)

    text = _PLACEHOLDER.sub(number, own.text)
    # The gap of a tab after 1、 or （一） is no blank; after 1. it is.
    gap = own.suffix == "space" or (own.suffix == "tab" and text[-1:].isascii())
    return text + " " if gap and text else text


def formatted(number, form):
    """`number` in the Word number format `form`; decimal where the format is not known."""
    return _FORMS.get(form, str)(number)


def _letters(number):
    # After z comes aa, then bb: a letter is repeated, not counted on.
    return chr(97 + (number - 1) % 26) * min(1 + (number - 1) // 26, 10) if number > 0 else "0"


def _roman(number):
    result = ""
    for worth, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ["m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"],
        strict=True,
    ):
        result += letters * (number // worth)
        number %= worth
    return result


def _chinese(number):
    """Numbers such as 十二 and 一百零三, below ten thousand."""
    result, zero = "", False
    for worth, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, worth)
        if digit:
            result += ("零" if zero and result else "") + _DIGITS[digit] + unit
            zero = False
        else:
            zero = True
    return (result.removeprefix("一") if result.startswith("一十") else result) or "零"


def _circled(number):
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


def _one_of(signs):
    return lambda number: signs[(number - 1) % len(signs)]


_FORMS = {
    "decimalZero": lambda number: f"{number:02d}",
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerLetter": _letters,
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "decimalFullWidth": lambda number: "".join(chr(0xFEE0 + ord(digit)) for digit in str(number)),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "ideographTraditional": _one_of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _one_of("子丑寅卯辰巳午未申酉戌亥"),
}
