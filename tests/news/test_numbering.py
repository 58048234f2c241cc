"""Serials counted from issues that print one, and what happens where two claim the same."""

import pytest

from news.models import Issue
from news.numbering import inferred_serial, take_serial
from tests.builders import make_issue
from tests.news.parsing.lines import MASTHEAD, whole

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("year", "number", "serial"),
    [
        (2024, 9, 151),
        (2024, 10, 152),
        (2025, 1, 155),
        (2020, 12, 106),
        (2012, 3, 1),
        (2012, 2, None),
    ],
)
def test_an_issue_a_month_from_the_one_that_is_known(year, number, serial):
    assert inferred_serial(year, number) == serial


def test_the_nearest_printed_serial_counts():
    make_issue(2023, 4, serial=200)
    make_issue(2023, 6, serial=999, inferred=["serial"])
    assert inferred_serial(2023, 5) == 201


def test_a_printed_serial_is_taken_as_printed():
    assert take_serial(whole()) == (135, [], [])


def test_without_one_it_is_inferred_and_said():
    unnumbered = whole(masthead=MASTHEAD.replace("（总第135期）", ""))
    assert take_serial(unnumbered) == (135, ["serial"], [])


def test_an_inferred_serial_gives_way_to_the_same_in_print():
    other = make_issue(2023, 4, serial=135, inferred=["year", "serial"])
    assert take_serial(whole()) == (135, [], [])
    other.refresh_from_db()
    assert (other.serial, other.inferred) == (None, ["year"])


def test_a_serial_that_is_printed_twice_is_an_error():
    make_issue(2023, 4, serial=135)
    serial, inferred, (oddity,) = take_serial(whole())
    assert (serial, inferred, oddity.severity, oddity.message) == (
        None,
        [],
        "error",
        "总第135期已是2023年第4期，本期的总期号没有收录，请核对。",
    )


def test_an_inferred_serial_that_is_taken_is_left_out():
    make_issue(2023, 4, serial=135)
    make_issue(2023, 6, serial=136)
    unnumbered = whole(masthead=MASTHEAD.replace("（总第135期）", ""))
    assert take_serial(unnumbered) == (None, [], [])
    assert Issue.objects.count() == 2
