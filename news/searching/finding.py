"""What is found: how many of which kind, and the entries of a page in order.

What was found is remembered for as long as the index stays the same: turning pages and narrowing
ask the index nothing again.
"""

from array import array
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from news.models import SearchEntry
from news.searching.asking import Question
from news.searching.engines import Matches
from news.topics import topics_of

PER_PAGE = 10
FACETS = ("kind", "year", "family", "topics")
Kind = SearchEntry.Kind


class Narrowed(NamedTuple):
    """What the hits are narrowed to; empty where not."""

    kind: str = ""
    year: str = ""
    family: str = ""
    topic: str = ""

    @property
    def given(self):
        """What is narrowed, by the names that addresses have for it."""
        return {name: value for name, value in self._asdict().items() if value}

    def holds(self, place):
        """Whether hits of this kind, year, family and topics are among those narrowed to."""
        return all(not mine or mine in its for mine, its in zip(self, place, strict=True))


class Hits(NamedTuple):
    """The keys of all entries found, in order, and for each the number of its place among
    `places`, each the values of a kind, a year, a family and topics."""

    keys: array
    numbers: array
    places: tuple


class Found(NamedTuple):
    """What was found of a question, all of it and as far as it is narrowed."""

    question: Question
    narrowed: Narrowed
    hits: Hits
    cube: dict
    relaxed: bool = False

    @property
    def total(self):
        return sum(count for place, count in self.cube.items() if self.narrowed.holds(place))

    @property
    def everything(self):
        """How many there are when nothing is narrowed."""
        return len(self.hits.keys)

    def counts(self, facet):
        """{value: how many hits} of a facet, as narrowed by the others."""
        others, counted = self.narrowed._replace(**{facet: ""}), Counter()
        for place, count in self.cube.items():
            if others.holds(place):
                counted.update(dict.fromkeys(place[Narrowed._fields.index(facet)], count))
        return dict(counted)

    def page(self, number):
        """The entries of a page in their order; in one query."""
        keys, numbers, places = self.hits
        if self.narrowed.given:
            wanted = {of for of, place in enumerate(places) if self.narrowed.holds(place)}
            keys = [key for key, of in zip(keys, numbers, strict=True) if of in wanted]
        start = (number - 1) * PER_PAGE
        keys = list(keys[start : start + PER_PAGE])
        entries = SearchEntry.objects.in_bulk(keys)
        # One that was withdrawn a moment ago is gone, whatever was found before.
        return [entries[key] for key in keys if key in entries]


def found(question, narrowed, stamp=""):
    """What is Found of a question; where nothing is, its pieces are asked for wherever they are.

    `stamp` is that of the index; without one nothing is remembered.
    """
    hits, loosened = hits_of(question, stamp), question.loosened
    if hits.keys or len(loosened.terms) <= len(question.terms):
        return Found(question, narrowed, hits, _cube(hits))
    hits = hits_of(loosened, stamp)
    return Found(loosened, narrowed, hits, _cube(hits), relaxed=True)


def hits_of(question, stamp):
    wanted, in_title = question.in_text, question.in_title
    return _remembered(stamp, wanted, in_title) if stamp else _hits(wanted, in_title)


@lru_cache(maxsize=32)
def _remembered(stamp, wanted, in_title):
    return _hits(wanted, in_title)


def _hits(wanted, in_title):
    """Those with it all in a title first, each in the order of their rank; in one query."""
    entries = SearchEntry.objects.filter(Matches(wanted))
    entries = entries.order_by(Matches(in_title).desc(), "rank")
    keys, numbers, places = array("q"), array("l"), {}
    for key, *place in entries.values_list("pk", *FACETS):
        keys.append(key)
        numbers.append(places.setdefault(tuple(place), len(places)))
    told = tuple(
        ((kind,), (str(year or "-"),), (family,), tuple(topics_of(topics)))
        for kind, year, family, topics in places
    )
    return Hits(keys, numbers, told)


def _cube(hits):
    """{(kinds, years, families, topics): how many}."""
    return {hits.places[number]: count for number, count in Counter(hits.numbers).items()}
