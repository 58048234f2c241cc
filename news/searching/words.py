"""Text cut into words for the index, and what was typed cut the same way. Pure.

Chinese has no blanks, so runs of its signs are kept as overlapping pairs, the last sign alone
behind them: 鼓楼医院 is 鼓楼 楼医 医院 院. Whatever part of a run is asked for is then a phrase of
such pairs, and a single sign is the beginning of one. Numbers are words as a whole, without the
zeros that end a fraction; so are runs of letters. Words hold nothing but Chinese signs, letters
and digits: no sign of any query language gets as far as the database.
"""

import re
import unicodedata
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

CHINESE = (
    "\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
LONGEST = 40  # signs of one word; what follows is cut off, here and in what is asked
FRACTION = "d"  # stands for the point of a number; words of letters hold no digits
BETWEEN = "n0"  # no word of any text: keeps phrases from reaching over the end of a line

_RUN = re.compile(
    rf"(?P<chinese>[{CHINESE}]+)|(?P<number>[0-9]+(?:\.[0-9]+)?)"
    rf"|(?P<letters>(?:(?![{CHINESE}0-9])[^\W_])+)"
)
_STRETCHED = re.compile(rf"(?<=[{CHINESE}])\s+(?=[{CHINESE}])")
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_MOST_WORDS = 12_000  # of one part of a text: PostgreSQL counts places up to 16 383
_MOST_TIMES = 240  # that a word may stand in one part: PostgreSQL remembers 256 places


class _Folding(dict):
    """How each sign is compared: NFKC, lower case, unseen signs gone; learnt as they are met."""

    def __missing__(self, number):
        sign = chr(number)
        folded = unicodedata.normalize("NFKC", sign).casefold()
        if unicodedata.category(sign) in ("Cf", "Cs"):
            folded = ""
        self[number] = folded
        return folded


# A full-width comma stands between numbers, never within one.
_FOLDING = _Folding({ord("，"): " ", 0: " "})


def folded(text):
    """`text` as it is compared, sign by sign."""
    return text.translate(_FOLDING)


class Run(NamedTuple):
    """Signs of one kind that follow each other: `chinese`, `number` or `letters`."""

    kind: str
    text: str


def runs_of(text):
    """The runs of a line, blanks between Chinese signs and commas within numbers left out."""
    joined = _THOUSANDS.sub("", _STRETCHED.sub("", folded(text)))
    for found in _RUN.finditer(joined):
        kind = found.lastgroup
        yield Run(kind, _number(found[0]) if kind == "number" else found[0])


def _number(text):
    """A number by its digits, FRACTION for the point; 609241.00 is 609241."""
    whole, _, fraction = text[:LONGEST].partition(".")
    fraction = fraction.rstrip("0")
    return f"{whole}{FRACTION}{fraction}" if fraction else whole


def words_of(text):
    """The words of one line in their order."""
    words = []
    for kind, run in runs_of(text):
        if kind == "chinese":
            words += [a + b for a, b in pairwise(run)]
            words.append(run[-1])
        else:
            words.append(run[:LONGEST])
    return words


class Phrase(NamedTuple):
    """Words that must follow each other; the last one may go on where `open_end` says so."""

    words: tuple
    open_end: bool = False


def phrase_of(text):
    """What was typed as a Phrase, or None where it holds no word at all."""
    runs = list(runs_of(text))
    if not runs:
        return None
    words = words_of(text)
    last = runs[-1]
    if last.kind == "chinese" and len(last.text) > 1:
        return Phrase(tuple(words[:-1]))  # what follows the last pair does not matter
    return Phrase(tuple(words), last.kind != "number")


def parts_of(lines):
    """Lists of lines, each short enough for what databases remember of a text; most have one."""
    part, counted, total = [], Counter(), 0
    for line in lines:
        words = Counter(words_of(line))
        counted += words
        total += words.total() + 1
        if part and (total > _MOST_WORDS or max(counted.values(), default=0) > _MOST_TIMES):
            yield part
            part, counted, total = [], words, words.total() + 1
        part.append(line)
    yield part
