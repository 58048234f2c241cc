"""What was typed, read: words that must all be there, months, and institutions that are meant.

鼓楼 预约 asks for both. 2020年11月 and 2020-11 mean the month; 儿院 means 南京市儿童医院 and gl
鼓楼 as well as what was typed, wherever it stands.
"""

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from news.models import SearchEntry
from news.searching.engines import PINYIN, TEXT, TITLE, All, Seek, Some
from news.searching.index import month_word
from news.searching.sounds import syllables_of
from news.searching.words import CHINESE, FRACTION, Phrase, folded, phrase_of, runs_of

LONGEST = 100  # signs of a question
MOST_TERMS = 10
MOST_MEANT = 8  # institutions that one abbreviation may stand for before it stands for none
_MONTH = re.compile(r"((?:19|20)\d\d)\s*[年./-]\s*(0?[1-9]|1[0-2])\s*月?")
_DAY = re.compile(r"((?:19|20)\d\d)\s*[./-]\s*(0?[1-9]|1[0-2])\s*[./-]\s*(0?[1-9]|[12]\d|3[01])")
_LETTERS = re.compile(r"[a-z]{2,24}")
_ABBREVIATION = re.compile(f"[{CHINESE}]{{2,8}}")
_BLANKS = re.compile(r"(?:[\s;；，、。：“”\"]|(?<![0-9]),|,(?![0-9]))+")
_STRETCHED_DATE = re.compile(r"(?<=[0-9年月])\s+(?=[年月日])|(?<=[年月])\s+(?=[0-9])")


class Refused(Exception):
    """What was typed is more than is searched for; the message says what to do."""


class Meant(NamedTuple):
    """An institution that an abbreviation stands for: its name, and all it was called."""

    name: str
    names: tuple


class Term(NamedTuple):
    """A part of what was typed, and what else it stands for."""

    text: str
    phrases: tuple
    month: date | None = None
    letters: bool = False
    meant: tuple = ()

    def sought(self, fields):
        """What the index is asked for, in these fields."""
        seeks = [Seek(phrase, fields) for phrase in self.phrases]
        if self.month:
            seeks.append(Seek(Phrase((month_word(self.month),)), TITLE))
        if self.letters:
            seeks.append(Seek(Phrase((folded(self.text),), open_end=True), PINYIN))
        for one in self.meant:
            seeks += [Seek(phrase_of(name), fields) for name in one.names]
        return Some(tuple(dict.fromkeys(seeks)))


class Question(NamedTuple):
    """All terms; `text` as it was typed."""

    text: str
    terms: tuple

    @property
    def in_text(self):
        return All(tuple(term.sought(TEXT) for term in self.terms))

    @property
    def in_title(self):
        return All(tuple(term.sought(TITLE) for term in self.terms))

    @property
    def loosened(self):
        """What was typed in pieces of two signs, as most words are, wherever each stands."""
        pieces = [piece for term in self.terms for piece in _pieces(term.text)]
        terms = (Term(piece, (phrase_of(piece),)) for piece in dict.fromkeys(pieces))
        return Question(self.text, tuple(terms))

    @property
    def meant(self):
        """(what was typed, the institutions it was taken for) where that is worth saying."""
        return [(term.text, term.meant) for term in self.terms if term.meant]


@lru_cache(maxsize=4)
def institutions_at(stamp):
    """All institutions readers may know, as Meant, remembered for the stamp of an index."""
    return known_institutions()


def known_institutions():
    """All institutions readers may know, as Meant; in one query."""
    known = SearchEntry.objects.filter(kind=SearchEntry.Kind.INSTITUTION).order_by("rank")
    return [Meant(title, tuple(names)) for title, names in known.values_list("title", "names")]


def question_of(text, known=()):
    """The Question that `text` asks; `known` are the Meant that readers may know.

    Raises Refused where it is too long.
    """
    text = " ".join(text.replace("\0", " ").split())
    if len(text) > LONGEST:
        raise Refused(f"搜索的内容太长了，请缩短到 {LONGEST} 个字以内。")
    parts = dict.fromkeys(filter(None, _BLANKS.split(_STRETCHED_DATE.sub("", text))))
    terms = [term for part in parts if (term := _term(part, known))]
    if len(terms) > MOST_TERMS:
        raise Refused(f"一次最多搜索 {MOST_TERMS} 个词，请减少几个。")
    return Question(text, tuple(terms))


def _pieces(text):
    """预约挂号 is 预约 and 挂号; what is left over stays with the last piece."""
    for kind, run in runs_of(text):
        if kind != "chinese":
            yield run.replace(FRACTION, ".") if kind == "number" else run
            continue
        ends = [*range(2, len(run) - 1, 2), len(run)]
        yield from (run[start:end] for start, end in zip([0, *ends], ends, strict=False))


def _term(text, known):
    phrase = phrase_of(text)
    if phrase is None:
        return None
    plain = folded(text)
    if found := _DAY.fullmatch(plain):
        year, month, day = map(int, found.groups())
        return Term(text, (phrase, phrase_of(f"{year}年{month}月{day}日")))
    if found := _MONTH.fullmatch(plain):
        year, month = map(int, found.groups())
        return Term(text, (phrase, phrase_of(f"{year}年{month}月")), date(year, month, 1))
    if len(phrase.words) == 1 and phrase.words[0][0].isdigit() and FRACTION not in phrase.words[0]:
        return Term(text, (phrase, Phrase((phrase.words[0] + FRACTION,), open_end=True)))
    letters = bool(_LETTERS.fullmatch(plain))
    meant = meant_by(plain, known) if letters or _ABBREVIATION.fullmatch(plain) else ()
    return Term(text, (phrase,), letters=letters, meant=meant)


def meant_by(text, known):
    """The institutions that an abbreviation or pinyin stands for, the nearest first: none where it
    is a part of some name as it is, or could be of too many."""
    if _LETTERS.fullmatch(text):
        found = [one for one in known if any(sounds_like(text, name) for name in one.names)]
        return tuple(found) if len(found) <= MOST_MEANT else ()
    if any(text in _folded(name) for one in known for name in one.names):
        return ()
    pattern = re.compile(f"(?=({'.*?'.join(map(re.escape, text))}))")
    near = []
    for one in known:
        spans = [len(found[1]) for name in one.names for found in pattern.finditer(_folded(name))]
        if spans and min(spans) <= 2 * len(text) + 1:
            near.append((min(spans), len(one.name), one))
    near.sort(key=lambda told: told[:2])
    return tuple(one for *_, one in near) if len(near) <= MOST_MEANT else ()


# Names are few, and each is asked for again by every question.
_folded = lru_cache(maxsize=4096)(folded)


def sounds_like(letters, name):
    """Whether letters are initials within a name, or its pinyin from some sign on."""
    initials, places, whole = _letters_of(name)
    return letters in initials or any(whole.startswith(letters, place) for place in places)


@lru_cache(maxsize=4096)
def _letters_of(name):
    """Initials of a name, the places at which its syllables begin, its whole pinyin."""
    sounds = [sound for _, sound in syllables_of(name)]
    places = [sum(map(len, sounds[:count])) for count in range(len(sounds))]
    return "".join(sound[0] for sound in sounds), places, "".join(sounds)
