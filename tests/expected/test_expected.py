"""The expectations agree with the test bulletins and with themselves."""

from collections import Counter
from decimal import Decimal

import pytest

from tests.bulletins import issue_2020_12 as bulletin_2020
from tests.bulletins import issue_2024_09 as bulletin_2024
from tests.expected import issue_2020_12, issue_2024_09

ISSUES = (issue_2024_09, issue_2020_12)
TABLES = (
    ("bookings", bulletin_2024.BOOKINGS, issue_2024_09),
    ("platform-districts", bulletin_2024.DISTRICTS, issue_2024_09),
    ("platform-hospitals", bulletin_2024.HOSPITALS, issue_2024_09),
    ("bookings", bulletin_2020.BOOKINGS, issue_2020_12),
    ("platform-districts", bulletin_2020.DISTRICTS, issue_2020_12),
    ("platform-hospitals", bulletin_2020.HOSPITALS, issue_2020_12),
    ("kiosks", bulletin_2020.KIOSKS, issue_2020_12),
)
NOTES = ("cumulative", "verified_rows")


@pytest.mark.parametrize(("dataset", "table", "issue"), TABLES)
def test_each_printed_cell_of_a_table_is_expected_once(dataset, table, issue):
    assert expected_cells(issue.OBSERVATIONS[dataset]) == Counter(printed_cells(table))


@pytest.mark.parametrize("issue", ISSUES)
def test_only_a_figure_has_a_value(issue):
    for expected in every_observation(issue):
        assert (expected.status == "A") == (expected.value is not None), expected


@pytest.mark.parametrize("issue", ISSUES)
def test_no_observation_is_expected_twice(issue):
    keys = Counter(expected[:7] for expected in every_observation(issue))
    assert keys.most_common(1)[0][1] == 1


def test_the_missing_figures_are_those_counted_by_eye():
    assert statuses(issue_2024_09) == {"A": 622, "M": 4}
    assert statuses(issue_2020_12) == {"A": 794, "L": 8, "O": 1}


@pytest.mark.parametrize("issue", ISSUES)
def test_printed_totals_of_bookings_are_the_sums(issue):
    """A slip of the hand in either would show."""
    sums, totals = Counter(), Counter()
    for expected in issue.OBSERVATIONS["bookings"]:
        if expected.metric != "cumulative":
            kind = totals if expected.row_kind == "total" else sums
            kind[expected.metric] += Decimal(expected.value)
    assert sums == totals


def every_observation(issue):
    return [expected for dataset in issue.OBSERVATIONS.values() for expected in dataset]


def statuses(issue):
    return Counter(expected.status for expected in every_observation(issue))


def printed_cells(table):
    """The figures of a table as (group, name, cell)."""
    numbered = table.header[0][0].text == "序号"
    for row in table.rows:
        name, *figures = row.cells[1:] if numbered and row.kind == "data" else row.cells
        yield from ((row.group, name, figure) for figure in figures)


def expected_cells(observations):
    """The same of the expectations, the two metrics of a pair taken as one cell."""
    return Counter(
        (expected.group, expected.printed_name, expected.raw_text)
        for expected in observations
        if expected.metric not in (*NOTES, "forms_required", "tables_required")
    )
