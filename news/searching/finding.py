"""What is found: how many of which kind, and the entries of a page in order.

What was found is remembered for as long as the index stays the same: turning pages and narrowing
ask the index nothing again.
"""

from array import array
from collections import Counter, defaultdict
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from django.db import connections

from news.models import SearchEntry
from news.searching.asking import Question
from news.searching.engines import TABLE, Matches
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

    def among(self, places):
        """Those of `places` whose hits are among those narrowed to."""
        kept = list(places)
        for of, mine in enumerate(self):
            if mine:
                kept = [place for place in kept if mine in place[of]]
        return kept


class Hits(NamedTuple):
    """The keys of all entries found, in order, and for each the number of its place among
    `places`, each the values of a kind, a year, a family and topics; how many are of each."""

    keys: array
    numbers: array
    places: tuple
    cube: dict


class Entry(NamedTuple):
    """What is kept of an entry that was found."""

    id: int
    kind: str
    title: str
    source: str
    text: str
    path: str


class Found(NamedTuple):
    """What was found of a question, all of it and as far as it is narrowed."""

    question: Question
    narrowed: Narrowed
    hits: Hits
    relaxed: bool = False

    @property
    def cube(self):
        return self.hits.cube

    @property
    def total(self):
        return sum(self.cube[place] for place in self.narrowed.among(self.cube))

    @property
    def everything(self):
        """How many there are when nothing is narrowed."""
        return len(self.hits.keys)

    def counts(self, facet):
        """{value: how many hits} of a facet, as narrowed by the others."""
        of, counted = Narrowed._fields.index(facet), defaultdict(int)
        for place in self.narrowed._replace(**{facet: ""}).among(self.cube):
            for value in place[of]:
                counted[value] += self.cube[place]
        return dict(counted)

    def page(self, number):
        """The Entries of a page in their order; in one query."""
        hits, start = self.hits, (number - 1) * PER_PAGE
        keys = hits.keys
        if self.narrowed.given:
            kept = set(self.narrowed.among(hits.cube))
            wanted = {of for of, place in enumerate(hits.places) if place in kept}
            keys = (key for key, of in zip(keys, hits.numbers, strict=True) if of in wanted)
        keys = list(islice(keys, start, start + PER_PAGE))
        entries = {entry.id: entry for entry in entries_of(keys)}
        # One that was withdrawn a moment ago is gone, whatever was found before.
        return [entries[key] for key in keys if key in entries]


def entries_of(keys):
    """The Entries of these keys, in no order; to have a queryset write it takes twice as long."""
    if not keys:
        return []
    names, marks = ", ".join(Entry._fields), ", ".join(["%s"] * len(keys))
    statement = f"SELECT {names} FROM {TABLE} WHERE id IN ({marks})"  # noqa: S608 - our own names
    with connections[SearchEntry.objects.db].cursor() as cursor:
        cursor.execute(statement, keys)
        return [Entry(*told) for told in cursor.fetchall()]


def found(question, narrowed, stamp=""):
    """What is Found of a question; where nothing is, its pieces are asked for wherever they are.

    `stamp` is that of the index; without one nothing is remembered.
    """
    hits, loosened = hits_of(question, stamp), question.loosened
    if hits.keys or len(loosened.terms) <= len(question.terms):
        return Found(question, narrowed, hits)
    hits = hits_of(loosened, stamp)
    return Found(loosened, narrowed, hits, relaxed=True)


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
    cube = {told[number]: count for number, count in Counter(numbers).items()}
    return Hits(keys, numbers, told, cube)
