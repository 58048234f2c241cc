"""Names by how they are spoken: initials, whole pinyin, and what sounds nearly the same. Pure."""

import re
from functools import lru_cache

from pypinyin import lazy_pinyin

from news.searching.words import CHINESE, folded

_INITIALS = 16  # letters kept from each place in a name: njsetyy is seven
_LETTERS = 40
_SIGN = re.compile(f"[{CHINESE}]")
# What ears around Nanjing do not tell apart: zh from z, -ng from -n, l from n.
_ALIKE = ((re.compile("^([zcs])h"), r"\1"), (re.compile("ng$"), "n"), (re.compile("^l"), "n"))


@lru_cache(maxsize=4096)
def syllables_of(text):
    """(sign, its pinyin) for each Chinese sign of `text`; other signs are left out."""
    signs = "".join(_SIGN.findall(folded(text)))
    return tuple(zip(signs, lazy_pinyin(signs, errors=list), strict=True))


def spoken(text):
    """The words by which letters find a name: its initials and its pinyin from each sign on."""
    syllables = [sound for _, sound in syllables_of(text)]
    initials = "".join(sound[0] for sound in syllables)
    for place in range(len(syllables)):
        yield initials[place : place + _INITIALS]
        yield "".join(syllables[place:])[:_LETTERS]


def alike(text):
    """The sounds of `text` with the differences gone that people do not hear."""
    return [_alike(sound) for _, sound in syllables_of(text)]


@lru_cache(maxsize=1024)
def _alike(sound):
    for pattern, instead in _ALIKE:
        sound = pattern.sub(instead, sound)
    return sound
