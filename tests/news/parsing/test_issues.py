"""Whole bulletins with parts missing, moved or unusual: what the record then holds."""

from datetime import date

import pytest

from news.parsing.records import Colophon
from tests.news.parsing.lines import (
    ARTICLE,
    BRIEFS,
    COLOPHON,
    HEADING,
    MASTHEAD,
    PROSE,
    TABLE,
    articles,
    briefs,
    odd,
    parsed,
    tables,
    unplaced,
    whole,
)

ONE_ARTICLE = [("全市卫生信息化工作会议召开", "", (PROSE,))]
ONE_TABLE = [("2023年4月预约挂号服务统计表", 3)]
TWO_BRIEFS = [
    ("2023-05-10", None, "5月10日，中心举办培训班。"),
    ("2023-05-12", "2023-05-14", "5月12日-14日，考察组一行来宁。"),
]
NOTE = "（截止2023年4月，总预约挂号量为3200000次）"


def parts(issue):
    """All parts of an issue that hold text, and what found no place or was odd."""
    return articles(issue), tables(issue), briefs(issue), unplaced(issue) + odd(issue)


@pytest.mark.parametrize(
    "order",
    [
        (ARTICLE, HEADING, TABLE, BRIEFS),
        (ARTICLE, BRIEFS, HEADING, TABLE),
        (HEADING, TABLE, ARTICLE, BRIEFS),
        (HEADING, TABLE, BRIEFS, ARTICLE),
        (BRIEFS, ARTICLE, HEADING, TABLE),
        (BRIEFS, HEADING, TABLE, ARTICLE),
        (ARTICLE, TABLE, BRIEFS),
        (TABLE, BRIEFS, ARTICLE),
    ],
)
def test_parts_in_any_order(order):
    issue = parsed(MASTHEAD, *order, COLOPHON)
    assert parts(issue) == (ONE_ARTICLE, ONE_TABLE, TWO_BRIEFS, [])
    assert issue.colophon.print_run == 500


def test_without_the_heading_briefs_are_known_by_their_days():
    issue = whole(briefs=BRIEFS.removeprefix("简讯\n"))
    assert parts(issue) == (ONE_ARTICLE, ONE_TABLE, TWO_BRIEFS, [])


def test_a_special_issue_without_statistics():
    issue = whole(heading="", table="")
    assert parts(issue) == (ONE_ARTICLE, [], TWO_BRIEFS, [])
    assert issue.period is None


def test_an_issue_of_statistics_alone():
    issue = parsed(TABLE)
    assert parts(issue) == ([], ONE_TABLE, [], [])
    assert (issue.year, issue.number, issue.inferred) == (2023, 5, ("year", "number"))
    assert issue.colophon == Colophon()


def test_without_a_masthead_the_figures_tell_the_issue():
    issue = whole(masthead="")
    assert parts(issue) == (ONE_ARTICLE, ONE_TABLE, TWO_BRIEFS, [])
    assert (issue.year, issue.number, issue.inferred) == (2023, 5, ("year", "number"))


def test_figures_of_december_are_of_the_first_issue_of_the_next_year():
    issue = whole(
        masthead="",
        table=TABLE.replace("2023年4月", "2022年12月"),
        briefs="简讯\n12月28日，开班。\n12月30日-1月2日，值守。\n1月5日，开会。",
    )
    assert (issue.year, issue.number, issue.period) == (2023, 1, date(2022, 12, 1))
    assert [days[:2] for days in briefs(issue)] == [
        ("2022-12-28", None),
        ("2022-12-30", "2023-01-02"),
        ("2023-01-05", None),
    ]


def test_a_masthead_holds_against_figures_of_another_month():
    issue = whole(table=TABLE.replace("2023年4月", "2022年1月"))
    assert (issue.year, issue.number, issue.period) == (2023, 5, date(2022, 1, 1))
    assert issue.inferred == ()


def test_a_number_inferred_against_the_figures_is_an_error():
    issue = whole(masthead="南京卫生信息化简报\n2023年8月28日")
    assert (issue.year, issue.number, issue.inferred) == (2023, 8, ("year", "number"))
    assert odd(issue) == [("numbering-doubtful", "error")]


def test_an_issue_may_bear_the_number_13():
    assert whole(masthead=MASTHEAD.replace("第5期", "第13期")).number == 13


def test_numbered_briefs_lose_their_numbers():
    issue = whole(briefs="简讯\n1、5月10日，中心举办培训班。\n2、5月12日-14日，考察组一行来宁。")
    assert briefs(issue) == TWO_BRIEFS


def test_a_sentence_below_a_brief_goes_on_with_it_and_is_said():
    issue = whole(briefs=BRIEFS + "\n\n考察为期三天。")
    assert briefs(issue)[1][2] == "5月12日-14日，考察组一行来宁。\n考察为期三天。"
    assert odd(issue) == [("brief-goes-on", "warning")]


def test_briefs_without_days_are_kept_one_by_one():
    issue = whole(briefs="简讯\n\n中心举办培训班。\n\n考察组一行来宁。")
    assert briefs(issue) == [(None, None, "中心举办培训班。"), (None, None, "考察组一行来宁。")]


def test_a_note_below_the_table_is_its_note():
    issue = whole(table=f"{TABLE}\n\n{NOTE}")
    assert issue.statistics[0].notes == (NOTE,)
    assert unplaced(issue) == []


def test_a_table_over_two_pages_is_one():
    head, *rows = TABLE.split("\n")[1:]
    pages = f"{TABLE.split(chr(10))[0]}\n{head}\n{rows[0]}\n\n{head}\n{rows[1]}\n{rows[2]}"
    assert tables(whole(table=pages)) == ONE_TABLE


@pytest.mark.parametrize("mark", ["续表", "（续）", "续上表"])
def test_a_table_goes_on_below_a_mark_of_continuation(mark):
    head, *rows = TABLE.split("\n")[1:]
    pages = (
        f"{TABLE.split(chr(10))[0]}\n{head}\n{rows[0]}\n\n{mark}\n\n{head}\n{rows[1]}\n{rows[2]}"
    )
    assert parts(whole(table=pages))[1:] == (ONE_TABLE, TWO_BRIEFS, [])


def test_titles_over_two_lines_and_units_belong_to_their_table():
    title = "2023年4月南京市卫生信息平台\n数据采集情况"
    issue = whole(table=TABLE.replace("2023年4月预约挂号服务统计表", f"{title}\n单位：次"))
    (table,) = issue.statistics
    assert (table.title, table.preface) == (title.replace("\n", ""), ("单位：次",))


def test_a_title_with_nothing_under_it_is_unplaced():
    issue = whole(table=f"{TABLE}\n\n2023年4月自助终端使用情况表")
    assert unplaced(issue) == [("2023年4月自助终端使用情况表", "第17行")]


def test_prose_without_a_title_among_figures_is_unplaced():
    issue = parsed(MASTHEAD, HEADING, PROSE, TABLE)
    assert unplaced(issue) == [(PROSE, "第8行")]
    assert tables(issue) == ONE_TABLE


def test_an_article_among_the_figures_is_one():
    issue = parsed(MASTHEAD, HEADING, TABLE, ARTICLE, TABLE.replace("4月", "3月"), BRIEFS)
    assert articles(issue) == ONE_ARTICLE
    assert [title for title, _ in tables(issue)] == [
        "2023年4月预约挂号服务统计表",
        "2023年3月预约挂号服务统计表",
    ]


def test_sentences_with_figures_are_statistics():
    text = "2023年4月，南京12320卫生热线共受理咨询电话100个，其中咨询类60个、医疗投诉40个。"
    issue = parsed(MASTHEAD, ARTICLE, "南京12320卫生热线2023年4月数据统计", text, TABLE, BRIEFS)
    sentence, table = issue.statistics
    assert (sentence.title, sentence.text) == ("南京12320卫生热线2023年4月数据统计", text)
    assert [figure.raw for figure in sentence.figures] == ["100", "60", "40"]
    assert (table.title, articles(issue)) == (ONE_TABLE[0][0], ONE_ARTICLE)


@pytest.mark.parametrize("heading", ["统计数据", "【统计数据】", "◆ 数据统计", "统 计 数 据："])
def test_headings_of_the_statistics(heading):
    assert parts(whole(heading=heading)) == (ONE_ARTICLE, ONE_TABLE, TWO_BRIEFS, [])


@pytest.mark.parametrize("heading", ["简  讯", "【简讯】", "工作简讯", "信息动态", "● 简讯"])
def test_headings_of_the_briefs(heading):
    issue = whole(briefs=BRIEFS.replace("简讯", heading))
    assert parts(issue) == (ONE_ARTICLE, ONE_TABLE, TWO_BRIEFS, [])


def test_recipients_are_part_of_the_colophon():
    issue = whole(colophon=f"报：省卫生健康委\n送：各区卫生健康委\n{COLOPHON}")
    assert issue.colophon.captions == ("报：省卫生健康委", "送：各区卫生健康委", "健康南京APP")
    assert briefs(issue) == TWO_BRIEFS
