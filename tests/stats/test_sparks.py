"""Small charts: months as steps, gaps as gaps, told in words besides."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.parsing.months import shifted
from stats.sparks import MONTHS, spark
from tests.builders import figure, make_table, subject
from tests.web import found, opened

LAST = date(2024, 12, 1)


def drawn(values):
    """The line of these values by how many months before the last they are."""
    return spark({shifted(LAST, -ago): Decimal(value) for ago, value in values.items()}, LAST)


def test_a_gap_stays_open_and_a_month_alone_is_a_dot():
    line = drawn({0: 10, 1: 20, 3: 0})
    assert re.search('d="(.*?)"', line)[1] == "M60 16h0M66 0 69 8"
    assert 'aria-label="24个月走势，最低0，最高20"' in line


def test_what_never_changes_runs_through_the_middle():
    assert 'd="M63 8 66 8 69 8"' in drawn({0: 5, 1: 5, 2: 5})


@pytest.mark.parametrize("values", [{}, {0: 1, 1: 2}, {0: 1, 24: 2, 30: 3}])
def test_a_few_figures_are_no_line(values):
    assert drawn(values) == ""


@given(
    st.dictionaries(st.integers(0, MONTHS - 1), st.decimals(-(10**9), 10**9, places=2), min_size=3)
)
def test_is_small_and_within_its_frame(values):
    line = drawn(values)
    path = re.search('d="(.*?)"', line)[1].replace("h0", "")
    places = [list(map(int, place.split())) for place in re.split(r"M| (?=\d+ \d)", path) if place]
    assert len(line.encode()) <= 330
    for numbers in places:
        assert all(0 <= x <= 69 for x in numbers[::2])
        assert all(0 <= y <= 16 for y in numbers[1::2])


@pytest.mark.django_db
def test_stand_above_the_months_of_an_institution_and_beside_the_metrics_of_a_family(client):
    header = [subject("单位"), figure("线上", metrics="online")]
    for number in range(1, 5):
        rows = [("鼓楼", str(number)), ("合计", str(number))]
        make_table("calls", f"2024-0{number}", header, rows, family="热线")
    path = "M60 16 63 11 66 5 69 0"
    for address, places in (("/institutions/gu-lou/", ".sparks svg"), ("/stats/calls/", "dt svg")):
        (line,) = found(opened(client, address), places)
        assert line[0].get("d") == path
