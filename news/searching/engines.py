"""The words of entries in the database's own full-text index: FTS5 or PostgreSQL's tsvector.

Both get the very same words in the same order, and both are asked for phrases of them only, so that
the hits are the same. Neither cuts text by itself, and neither ranks.

FTS5 keeps words without the text, and such words cannot be taken out again for certain. They stay
until the index is made anew; what they belonged to is gone from the table of entries, whose keys
are never given twice, and only what stands there is ever found.
"""

from collections import defaultdict
from typing import NamedTuple

from django.db import connection
from django.db.models import BooleanField, Expression

from news.searching.words import BETWEEN

TABLE, WORDS = "news_searchentry", "news_search_words"
_FIELDS = ("title", "body", "pinyin", "sounds")
_WEIGHTS = dict(zip(_FIELDS, "ADBC", strict=True))
TITLE, TEXT, PINYIN, SOUNDS = ("title",), ("title", "body"), ("pinyin",), ("sounds",)
_PLACES = 16_383  # that PostgreSQL counts; parts of texts are shorter


class Seek(NamedTuple):
    """A phrase in some fields of the index."""

    phrase: tuple
    fields: tuple = TEXT

    def fts5(self):
        star = " *" if self.phrase.open_end else ""
        return f'({{{" ".join(self.fields)}}} : "{" ".join(self.phrase.words)}"{star})'

    def tsquery(self):
        weights = "".join(_WEIGHTS[field] for field in self.fields)
        *words, last = self.phrase.words
        star = "*" if self.phrase.open_end else ""
        words = [f"'{word}':{weights}" for word in words]
        return "(" + " <-> ".join([*words, f"'{last}':{star}{weights}"]) + ")"


class All(NamedTuple):
    """All of these must be there."""

    parts: tuple

    def fts5(self):
        return f"({' AND '.join(part.fts5() for part in self.parts)})"

    def tsquery(self):
        return f"({' & '.join(part.tsquery() for part in self.parts)})"


class Some(NamedTuple):
    """At least one of these must be there."""

    parts: tuple

    def fts5(self):
        return f"({' OR '.join(part.fts5() for part in self.parts)})"

    def tsquery(self):
        return f"({' | '.join(part.tsquery() for part in self.parts)})"


class Matches(Expression):
    """Whether an entry holds what a Seek, All or Some asks for."""

    output_field = BooleanField()

    def __init__(self, wanted):
        super().__init__(output_field=BooleanField())
        self.wanted = wanted

    def as_sqlite(self, compiler, connection, **context):
        found = f"SELECT rowid FROM {WORDS} WHERE {WORDS} MATCH %s"  # noqa: S608 - our own names
        return f'"{TABLE}"."id" IN ({found})', [self.wanted.fts5()]

    def as_postgresql(self, compiler, connection, **context):
        return f'"{TABLE}"."words" @@ %s::tsquery', [self.wanted.tsquery()]


def add(entries):
    """Put the words of entries in: (key, lines of words for each of the four fields)."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            told = [(_vector(fields), key) for key, fields in entries]
            cursor.executemany(f"UPDATE {TABLE} SET words = %s::tsvector WHERE id = %s", told)  # noqa: S608
        else:
            told = [(key, *map(_row, fields)) for key, fields in entries]
            names = ", ".join(_FIELDS)
            insert = f"INSERT INTO {WORDS} (rowid, {names}) VALUES (%s, %s, %s, %s, %s)"  # noqa: S608
            cursor.executemany(insert, told)


def lock():
    """Have whoever else changes the index wait until this transaction ends; readers do not wait."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {TABLE} IN SHARE ROW EXCLUSIVE MODE")


def clear():
    """Take all words out; those of PostgreSQL go with their entries."""
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {WORDS} ({WORDS}) VALUES ('delete-all')")  # noqa: S608


def _row(lines):
    return f" {BETWEEN} ".join(" ".join(words) for words in lines if words)


def _vector(fields):
    """A tsvector as PostgreSQL writes it; a place is left out after each line."""
    places, place = defaultdict(list), 0
    for name, lines in zip(_FIELDS, fields, strict=True):
        weight = _WEIGHTS[name].replace("D", "")
        for words in lines:
            place += 1
            for word in words:
                place = min(place + 1, _PLACES)
                places[word].append(f"{place}{weight}")
    return " ".join(f"'{word}':{','.join(some)}" for word, some in places.items())
