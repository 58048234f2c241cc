"""Grids laid out: what was merged in a plain text is worked out as Word would have said it."""

import pytest

from stats.documents.blocks import Grid
from stats.parsing.grids import lay_out
from tests.stats.parsing.drawing import exact_grid, text_grid


def drawn(rows):
    """Rows of slots as text; a covered slot is what it repeats, in brackets."""
    return [" | ".join(f"({s.text})" if s.covered else s.text for s in row) for row in rows]


def laid(grid):
    found = lay_out(grid)
    return drawn(found.header), drawn(found.body), [oddity.code for oddity in found.oddities]


def test_merged_cells_of_word_are_spread_over_what_they_cover():
    grid = exact_grid("单位 | 门诊 | <", "^ | 人次 | 收入", "甲 | 1 | 2", "合计 | 3 | <")
    header = ["单位 | 门诊 | (门诊)", "(单位) | 人次 | 收入"]
    assert laid(grid) == (header, ["甲 | 1 | 2", "合计 | 3 | (3)"], [])


def test_empty_cells_of_a_text_header_stand_for_merged_ones():
    grid = text_grid("单位 | 门诊 |  | 床位", " | 人次 | 收入 |  ", "甲 | 1 | 2 | 3")
    header = ["单位 | 门诊 | (门诊) | 床位", "(单位) | 人次 | 收入 | (床位)"]
    assert laid(grid) == (header, ["甲 | 1 | 2 | 3"], [])


def test_cells_left_empty_in_word_mean_what_they_mean_in_text():
    drawing = ("单位 | 门诊 | ", " | 人次 | 收入", "甲 | 1 | 2")
    assert laid(exact_grid(*drawing))[0] == laid(text_grid(*drawing))[0]


def test_a_header_of_three_levels_is_worked_out_level_by_level():
    grid = text_grid(
        "单位 | 门诊 | | | 住院 | ",
        "| 人次 | | 收入 | 人次 | 收入",
        "| 男 | 女 | | |",
        "甲|1|2|3|4|5",
    )
    assert laid(grid)[0] == [
        "单位 | 门诊 | (门诊) | (门诊) | 住院 | (住院)",
        "(单位) | 人次 | (人次) | 收入 | 人次 | 收入",
        "(单位) | 男 | 女 | (收入) | (人次) | (收入)",
    ]


@pytest.mark.parametrize(
    ("top", "below", "expected"),
    [
        ("单位|门诊|住院", "|人次|收入|人次|收入", "单位 | 门诊 | (门诊) | 住院 | (住院)"),
        ("单位|门诊|床位", "|人次|收入|", "单位 | 门诊 | (门诊) | 床位"),
        (
            "单位|门诊|床位|住院",
            "|人次|收入||人次|收入",
            "单位 | 门诊 | (门诊) | 床位 | 住院 | (住院)",
        ),
        ("单位|等级|档案", "||基本|高血压|糖尿病", "单位 | 等级 | 档案 | (档案) | (档案)"),
    ],
)
def test_a_short_first_row_stands_over_the_names_below(top, below, expected):
    width = len(below.split("|"))
    grid = text_grid(top, below, "|".join(["甲", *"123456"[: width - 1]]))
    header, _, doubts = laid(grid)
    assert (header[0], doubts) == (expected, [])


@pytest.mark.parametrize(
    ("top", "below", "expected"),
    [
        (
            "单位|门诊|住院",
            "|人次|急诊|收入|人次|收入",
            "单位 | 门诊 | (门诊) | (门诊) | 住院 | (住院)",
        ),
        ("单位|门诊|住院", "|甲|乙|丙|丁|戊", "单位 | 门诊 | (门诊) | 住院 | (住院) | (住院)"),
        ("单位|门诊|住院|床位|档案", "|甲|乙||丙|丁", "单位 | 门诊 | 住院 | 床位 | 档案 | (档案)"),
    ],
)
def test_where_it_stands_over_an_uneven_number_a_doubt_is_said(top, below, expected):
    header, _, doubts = laid(text_grid(top, below, "甲|1|2|3|4|5"))
    assert (header[0].count("("), doubts) == (expected.count("("), ["header-uncertain"])


def test_titles_and_units_inside_the_table_are_captions():
    found = lay_out(exact_grid("门诊统计表 | <", "单位：人 | <", "单位 | 人次", "甲 | 1"))
    assert [slot.text for slot in found.captions] == ["门诊统计表", "单位：人"]
    assert (drawn(found.header), drawn(found.body)) == (["单位 | 人次"], ["甲 | 1"])


def test_a_header_may_have_years_in_it():
    grid = exact_grid("单位 | 人次 | <", "^ | 2019 | 2020", "甲 | 1 | 2")
    assert laid(grid)[0] == ["单位 | 人次 | (人次)", "(单位) | 2019 | 2020"]


def test_a_lost_group_cell_is_put_back():
    grid = text_grid(
        "单位 | 台数 | 次数",
        "医院 | 甲 | 1 | 2",
        "乙 | 3 | 4",
        "各区 | 丙 | 5 | 6",
        "合计 | 9 | 12",
    )
    header, body, doubts = laid(grid)
    assert header == ["单位 | (单位) | 台数 | 次数"]
    assert body[1] == " | 乙 | 3 | 4"
    assert body[3] == "合计 | (合计) | 9 | 12"
    assert doubts == []


def test_a_row_that_lost_a_cell_is_doubted():
    grid = text_grid("单位 | a | b", "甲 | 1 | 2", "乙 | 3", "丙 | 5 | 6")
    assert laid(grid) == (
        ["单位 | a | b"],
        ["甲 | 1 | 2", "乙 | 3 | ", "丙 | 5 | 6"],
        ["row-short"],
    )


def test_a_row_with_a_cell_too_many_is_doubted_and_the_others_are_not():
    grid = text_grid("单位 | a | b", "甲 | 1 | 2", "乙 | 3 | 4 | 5", "丙 | 5 | 6")
    assert laid(grid)[2] == ["row-long"]


def test_what_is_no_rectangle_is_filled_up_and_empty_rows_are_left_out():
    grid = Grid(((None, None), *exact_grid("甲 | 1 | 2", "乙 | 3 | 4").rows), "表格1")
    assert laid(grid)[1] == ["甲 | 1 | 2", "乙 | 3 | 4"]


@pytest.mark.parametrize("known", [True, False])
def test_a_grid_without_cells_is_laid_out_empty(known):
    found = lay_out(Grid((), "表格1", spans_known=known))
    assert (found.header, found.body, found.width) == ((), (), 0)
