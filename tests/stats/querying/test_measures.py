"""What is reckoned from figures, and where nothing can be reckoned."""

from datetime import date
from decimal import Decimal as D

import pytest

from stats.querying.measures import (
    change,
    percent,
    rank,
    span,
    year_to_date,
)


@pytest.mark.parametrize(
    ("now", "before", "told"),
    [
        (D(110), D(100), D("10.0")),
        (D(90), D(100), D("-10.0")),
        (D(1), D(3), D("-66.7")),
        (D(1), D("16"), D("-93.8")),  # -93.75, away from nought
        (D(5), D(-10), D("150.0")),
        (D(0), D(7), D("-100.0")),
        (D(7), D(0), None),
        (D(7), None, None),
        (None, D(7), None),
    ],
)
def test_a_change_is_told_in_percent_of_what_was(now, before, told):
    assert change(now, before) == told


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [(D(1), D(8), D("12.5")), (D(1), D(1000), D("0.1")), (D(0), D(5), D("0.0")),
     (D(5), D(0), None), (None, D(5), None)],
)  # fmt: skip
def test_a_share_is_told_in_percent(part, whole, told):
    assert percent(part, whole) == told


def test_the_sum_of_a_year_begins_in_january_and_takes_no_gap_for_nought():
    values = {date(2024, month, 1): D(month) for month in (1, 2, 3, 5)}
    assert year_to_date(values, date(2024, 3, 1)) == D(6)
    assert year_to_date(values, date(2024, 1, 1)) == D(1)
    assert year_to_date(values, date(2024, 5, 1)) is None


def test_equal_figures_share_their_rank_and_the_next_is_counted_on():
    values = [D(9), D(7), D(7), None, D(1)]
    assert [rank(value, values) for value in values] == [1, 2, 2, None, 4]


def test_months_follow_each_other_over_the_turn_of_the_year():
    assert span(date(2023, 11, 1), date(2024, 2, 1)) == [
        date(2023, 11, 1), date(2023, 12, 1), date(2024, 1, 1), date(2024, 2, 1),
    ]  # fmt: skip
    assert span(date(2024, 2, 1), date(2024, 2, 1)) == [date(2024, 2, 1)]
