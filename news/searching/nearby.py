"""Near spellings: what was perhaps meant where little was found.

Only what is published is looked through, so whatever is proposed is there: titles and names that
sound alike or differ by a sign, numbers with two digits changed over.
"""

import re
from collections import Counter

from news.models import SearchEntry
from news.searching.engines import SOUNDS, TITLE, Matches, Seek, Some
from news.searching.sounds import alike, syllables_of
from news.searching.words import CHINESE, Phrase, folded, words_of

FEW = 2  # hits; with so few or fewer, near spellings are proposed
_MOST = 5
_LOOKED_AT = 60  # entries
_CHINESE = re.compile(f"[{CHINESE}]{{2,20}}")
_DIGITS = re.compile("[0-9]{4,12}")
_SAME_SOUND, _ONE_OTHER, _ONE_MORE_OR_LESS = 9, 3, 1


def suggestions_for(question):
    """What might be asked instead, the likeliest first; in at most two queries."""
    near, order = Counter(), {}
    for place, instead, worth in _instead_of([folded(term.text) for term in question.terms]):
        words = [term.text for term in question.terms]
        words[place] = instead
        near[" ".join(words)] += worth
        order.setdefault(" ".join(words), len(order))
    likeliest = sorted(near, key=lambda text: (-near[text], order[text]))
    return [text for text in likeliest if text != question.text][:_MOST]


def _instead_of(texts):
    """(which of these texts, what might stand instead, how likely)."""
    names = {place: text for place, text in enumerate(texts) if _CHINESE.fullmatch(text)}
    for called in _names_near(names.values()):
        for place, text in names.items():
            told = dict(pair for name in called for pair in _windows(text, name))
            yield from ((place, instead, worth) for instead, worth in told.items())
    numbers = {
        place: _changed_over(text) for place, text in enumerate(texts) if _DIGITS.fullmatch(text)
    }
    for words in _words_with([one for some in numbers.values() for one in some]):
        for place, changed in numbers.items():
            yield from ((place, number, 1) for number in changed if number in words)


def _names_near(texts):
    """The names of each entry that has a name like one of these texts."""
    sounds = [Seek(Phrase(tuple(alike(text))), SOUNDS) for text in texts]
    pairs = [Seek(Phrase((pair,)), TITLE) for text in texts for pair in words_of(text)[:-1]]
    if not sounds:
        return
    near = SearchEntry.objects.filter(Matches(Some((*sounds, *pairs))))
    near = near.order_by(Matches(Some(tuple(sounds))).desc(), "rank")
    for title, names in near.values_list("title", "names")[:_LOOKED_AT]:
        yield dict.fromkeys([title, *names])


def _windows(text, name):
    """(part of `name`, how likely it was meant) for each part that is nearly `text`."""
    syllables = syllables_of(name)
    signs, sounds = "".join(sign for sign, _ in syllables), alike(name)
    wanted, length = alike(text), len(text)
    for start in range(len(signs) - length + 1):
        part = signs[start : start + length]
        if part == text:
            continue
        if sounds[start : start + length] == wanted:
            yield part, _SAME_SOUND
        elif length > 2 and _others(part, text) == 1:
            yield part, _ONE_OTHER
    for size in (length - 1, length + 1) if length > 2 else ():
        for start in range(len(signs) - size + 1):
            if _one_more(*sorted((signs[start : start + size], text), key=len)):
                yield signs[start : start + size], _ONE_MORE_OR_LESS


def _others(one, other):
    return sum(a != b for a, b in zip(one, other, strict=True))


def _one_more(shorter, longer):
    """Whether one sign within `longer`, not at its ends, is all that `shorter` lacks."""
    places = range(1, len(longer) - 1)
    return any(longer[:place] + longer[place + 1 :] == shorter for place in places)


def _changed_over(number):
    """The numbers that two digits next to each other make when they change places."""
    places = range(len(number) - 1)
    changed = [f"{number[:i]}{number[i + 1]}{number[i]}{number[i + 2 :]}" for i in places]
    return [one for one in dict.fromkeys(changed) if one != number]


def _words_with(numbers):
    """The words of each entry in which one of these numbers stands."""
    if numbers:
        wanted = Some(tuple(Seek(Phrase((number,))) for number in numbers))
        entries = SearchEntry.objects.filter(Matches(wanted)).order_by("rank")
        for title, text in entries.values_list("title", "text")[:_LOOKED_AT]:
            yield {word for line in (title, *text.splitlines()) for word in words_of(line)}
