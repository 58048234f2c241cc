"""The grid of a table, on which every writer stands."""

import pytest

from tests.bulletins import issue_2020_12, issue_2024_09
from tests.bulletins.content import Head, Row, Slot, Table, rows

NESTED = Table(
    title="表",
    header=(
        (Head("单位", down=2), Head("门诊", across=2)),
        (Head("人次"), Head("收入")),
    ),
    rows=rows("甲 | 1 | 2"),
)


def test_a_header_cell_goes_on_in_the_row_below():
    assert NESTED.pages == [
        (
            (Slot("单位", down=2), Slot("门诊", across=2)),
            (Slot("", above=True), Slot("人次"), Slot("收入")),
            (Slot("甲"), Slot("1"), Slot("2")),
        )
    ]


def test_a_group_label_covers_its_rows_and_a_total_the_label_column():
    table = Table(
        title="表",
        header=((Head("单位", across=2), Head("台数")),),
        rows=rows("甲 | 1\n乙 | 2", group="各区") + rows("合计 | 3", kind="total"),
    )
    assert table.pages[0][1:] == (
        (Slot("各区", down=2, upright=True), Slot("甲"), Slot("1")),
        (Slot("", above=True), Slot("乙"), Slot("2")),
        (Slot("合计", across=2), Slot("3")),
    )


def test_each_page_begins_with_the_header():
    table = Table(
        "表", ((Head("单位"), Head("台数")),), rows("甲 | 1\n乙 | 2\n丙 | 3"), breaks=(2,)
    )
    assert [[slots[0].text for slots in page] for page in table.pages] == [
        ["单位", "甲", "乙"],
        ["单位", "丙"],
    ]


def test_empty_cells_of_a_row_are_kept():
    assert rows("4 | 网站 | 5829 | 8 | |") == (Row(("4", "网站", "5829", "8", "", "")),)


@pytest.mark.parametrize("issue", [issue_2024_09.ISSUE, issue_2020_12.ISSUE])
def test_every_row_of_an_issue_fills_the_width_of_its_table(issue):
    for table in issue.tables:
        for page in table.pages:
            assert {sum(slot.across for slot in slots) for slots in page} == {table.width}


def test_the_issues_have_the_printed_numbers_of_rows():
    assert [len(table.rows) for table in issue_2024_09.ISSUE.tables] == [40, 4, 12, 39]
    assert [len(table.rows) for table in issue_2020_12.ISSUE.tables] == [39, 5, 12, 25, 50]
