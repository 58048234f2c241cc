"""What is found: how many of which kind, the hits of a page in order, what was meant."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Count

from news.models import SearchEntry
from news.searching.asking import Question
from news.searching.engines import Matches

PER_PAGE = 10
FACETS = ("kind", "year", "family")
Kind = SearchEntry.Kind


class Narrowed(NamedTuple):
    """What the hits are narrowed to; empty where not."""

    kind: str = ""
    year: str = ""
    family: str = ""

    @property
    def given(self):
        """What is narrowed, by the names of fields and of the parts of an address alike."""
        return {name: value for name, value in self._asdict().items() if value}


@dataclass(frozen=True)
class Found:
    """The hits of one page and how they are spread over all of them."""

    question: Question
    narrowed: Narrowed
    cube: dict = field(default_factory=dict)
    relaxed: bool = False

    @property
    def total(self):
        return self._count(*self.narrowed)

    @property
    def everything(self):
        """How many there are when nothing is narrowed."""
        return sum(self.cube.values())

    def _count(self, kind="", year="", family=""):
        wanted = Narrowed(kind, year, family)
        return sum(
            count
            for told, count in self.cube.items()
            if all(one in ("", value) for one, value in zip(wanted, told, strict=True))
        )

    def counts(self, facet):
        """{value: how many hits} of a facet, as narrowed by the others."""
        others = self.narrowed._replace(**{facet: ""})
        place = FACETS.index(facet)
        counted = {}
        for told, count in self.cube.items():
            if all(one in ("", value) for one, value in zip(others, told, strict=True)):
                counted[told[place]] = counted.get(told[place], 0) + count
        return counted

    def page(self, number):
        """The entries of a page in their order; in two queries."""
        hits = SearchEntry.objects.filter(Matches(self.question.in_text), **self.narrowed.given)
        in_title = Matches(self.question.in_title)
        start = (number - 1) * PER_PAGE
        keys = hits.order_by(in_title.desc(), "rank").values_list("pk", flat=True)
        keys = list(keys[start : start + PER_PAGE])
        entries = SearchEntry.objects.in_bulk(keys)
        return [entries[key] for key in keys]


def found(question, narrowed):
    """What is Found of a question; where nothing is, its pieces are asked for wherever they are."""
    cube, loosened = _cube(question.in_text), question.loosened
    if cube or len(loosened.terms) <= len(question.terms):
        return Found(question, narrowed, cube)
    return Found(loosened, narrowed, _cube(loosened.in_text), relaxed=True)


def _cube(wanted):
    """{(kind, year, family): how many}, all as the texts that addresses hold."""
    hits = SearchEntry.objects.filter(Matches(wanted)).order_by()
    counted = hits.values_list("kind", "year", "family").annotate(Count("pk"))
    return {(kind, str(year or "-"), family): count for kind, year, family, count in counted}
