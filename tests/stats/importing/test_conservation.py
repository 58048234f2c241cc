"""Whatever grid is taken in, each printed text stands in one place of the record, and once."""

from collections import defaultdict

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stats.models import Observation
from tests.stats.importing.taking import table, take
from tests.stats.parsing.drawing import exact_grid, text_grid

pytestmark = pytest.mark.django_db

WORDS = st.text("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳", min_size=3, max_size=6)
NUMBERS = st.one_of(
    st.integers(100, 10**8).map(str),
    st.integers(1000, 10**8).map(lambda number: f"{number:,}"),
    st.tuples(st.integers(100, 999), st.integers(1000, 9999)).map("{0[0]}/{0[1]}".format),
)
# Texts all different, so that each can be followed to the one place it went to.
TEXTS = st.lists(
    st.one_of(
        WORDS, NUMBERS, NUMBERS, st.sampled_from(["单位", "合计", "小计", "序号", "注：停机"])
    ),
    min_size=4,
    max_size=30,
    unique=True,
)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(
    texts=TEXTS, sizes=st.lists(st.integers(1, 6), min_size=30, max_size=30), exact=st.booleans()
)
def test_each_printed_text_is_in_one_place_of_the_record(texts, sizes, exact):
    lines, at = [], 0
    for size in sizes:
        lines += [texts[at : at + size]] if at < len(texts) else []
        at += size
    width = max(map(len, lines)) if exact else 0
    drawing = ["|".join(line + [""] * (width - len(line))) for line in lines]
    with transaction.atomic():
        draw = exact_grid if exact else text_grid
        done = take(table("2021年3月新表", *drawing, draw=draw)).imported[0]
        places = places_of(done.table)
        transaction.set_rollback(True)
    for text in texts:
        assert len(places_with(text, places)) == 1, (text, places)


def places_of(kept):
    """Text → the places it stands in: a cell, a stub, the group of one run of rows, the header,
    the words around the table. A number in a note is kept as a figure too: those rows are left
    out."""
    places = defaultdict(set)
    noted = kept.layout.columns.filter(in_note=True).values("metric")
    for one in Observation.objects.filter(row__table=kept).exclude(metric__in=noted):
        places[one.raw_text].add(("cell", one.row_id, one.source))
    for row in kept.rows.exclude(observations__metric__in=noted):
        places[row.printed_name].add(("name", row.pk))
        places[row.number].add(("number", row.pk))
        places[row.group].add(("group",))
    for column in kept.header:
        for part in column["path"]:
            places[part].add(("header",))
    for words in (*kept.note.split("\n"), *kept.preface.split("\n"), kept.title):
        places[words].add(("around",))
    return places


def places_with(text, places):
    """A text alone, among the others of a label, a name or a note, or in a title of two lines."""
    if places.get(text):
        return places[text]
    wider = [
        found
        for words, found in places.items()
        if text in words.replace("　", " ").split() or (found == {("around",)} and text in words)
    ]
    return set().union(*wider)
