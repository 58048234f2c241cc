"""Words by which a table shows what its rows, columns and lines are."""

import pytest

from stats.parsing.wording import (
    is_continuation_mark,
    is_note,
    is_numbered_label,
    one_line,
    row_kind,
    total_in_one_cell,
    unit_line,
    without_continuation_mark,
    without_unit_line,
)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("total", "合计 总计 合\u200b计 合计： 共计 全市合计 平均 同比 环比增长 去年同期 占比"),
        (
            "subtotal",
            "小计 市属小计 小计： 小计（省属） 医院合计 各区合计",
        ),
        ("data", "南京鼓楼医院 江宁区 合计生育中心 小计量站 同济医院 比亚迪医院 上海医院"),
    ],
)
def test_the_kind_of_a_row(kind, words):
    assert {word: row_kind(word) for word in words.split()} == dict.fromkeys(words.split(), kind)


@pytest.mark.parametrize(
    ("cell", "parts"),
    [("合计：125746", ("合计", "125746")), ("合计 5", ("合计", "5")), ("合计为5", ("合计", "5")),
     ("总 计: 1,5", ("总 计", "1,5")), ("合计", None), ("小计：5", None)],
)  # fmt: skip
def test_a_total_in_one_cell(cell, parts):
    assert total_in_one_cell(cell) == parts


@pytest.mark.parametrize(
    "text", ["注：无", "备注", "注1：甲", "（截止8月）", "*新增", "※", "来源：平台", "以上数据不含"]
)
def test_a_note(text):
    assert is_note(text)


@pytest.mark.parametrize(
    "text", ["（一）市属", "一、市属", "(二) 省属", "注射室", "来源地", "南京"]
)
def test_no_note(text):
    assert not is_note(text)


def test_a_numbered_label():
    texts = ("一、市属", "（十二）省属", "十、区", "一级医院", "三甲", "1、甲")
    assert [is_numbered_label(text) for text in texts] == [True, True, True, False, False, False]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("单位：千元", ("千元",)),
        ("（单位：人次、千元）", ("人次", "千元")),
        ("计量单位: 万元/次", ("万元", "次")),
        ("统计表（单位：家）", ("家",)),
        ("接入单位", ()),
        ("填报单位：万寿医院", ()),
        ("单位：南京市卫生信息中心", ()),
    ],
)
def test_units_stated_for_a_table(text, units):
    assert unit_line(text) == units


def test_titles_lose_their_units_and_continuation_marks():
    assert without_unit_line("统计表（单位：千元）") == "统计表"
    titles = ("统计表（续）", "统计表 (续表)", "统计表续表", "继续统计表")
    assert [without_continuation_mark(title) for title in titles] == ["统计表"] * 3 + ["继续统计表"]
    marks = ("续表", "（续）", "续上表：", "继续")
    assert [is_continuation_mark(mark) for mark in marks] == [True, True, True, False]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("医\n疗\n单\n位", "医疗单位"),
        ("E-mail\naddress", "E-mail address"),
        ("12320\n在线", "12320在线"),
        ("12\n34", "12 34"),
        ("13191156\n.24", "13191156.24"),
        ("\n甲\n\n乙\n", "甲乙"),
        ("", ""),
    ],
)
def test_several_lines_as_one(text, line):
    assert one_line(text) == line
