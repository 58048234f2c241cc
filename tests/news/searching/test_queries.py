"""What readers type and what they find first: tests/news/searching/queries.csv, on any database."""

import csv
from pathlib import Path

import pytest

from news.searching.asking import known_institutions, question_of
from news.searching.finding import Narrowed, found
from news.searching.nearby import suggestions_for
from tests.news.searching.published import found_in  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).with_name("queries.csv")


def typed():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_query_finds_first_what_somebody_typed(found_in):  # noqa: F811
    known = known_institutions()
    expected, told = [], []
    for line in typed():
        question = question_of(line["query"], known)
        answer = found(question, Narrowed())
        first = answer.page(1)[0].path if answer.everything else ""
        near = suggestions_for(question)[0] if line["near"] else ""
        total = str(answer.everything) if line["total"] else ""
        expected.append((line["query"], line["first"], line["total"], line["near"]))
        told.append((line["query"], first, total, near))
    assert [pair for pair in zip(told, expected, strict=True) if pair[0] != pair[1]] == []
    assert len(expected) >= 60
