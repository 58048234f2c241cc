"""Titles over lines, subtitles, credits, sub-headings, lists and pictures in articles."""

import pytest

from news.parsing.articles import goes_on, looks_like_title, parse_article
from news.parsing.records import ParsedArticle
from tests.news.parsing.lines import MASTHEAD, PROSE, TABLE, articles, odd, parsed, unplaced

TITLE = "全市卫生信息化工作会议召开"


def read(*lines):
    """The articles of a bulletin with these lines between masthead and statistics."""
    issue = parsed(MASTHEAD, *lines, "统计数据", TABLE)
    assert unplaced(issue) == []
    return articles(issue), issue.running_text


@pytest.mark.parametrize(
    "text",
    [
        TITLE,
        "跨越“数字鸿沟”，南京老年人搭上“智能列车”",
        "我市启动“健康南京”行动！",
        "记者走访社区医院",
        "图书馆与医院共建健康角",
        "2020年培训班在宁举办",
    ],
)
def test_what_may_be_a_title(text):
    assert looks_like_title(text)


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "各区接入情况如下：",
        "一、总体情况",
        "（二）下一步工作",
        "1、不得拒收现金",
        "（来源：健康南京）",
        "来源：健康南京",
        "记者 某某",
        "图1 会议现场",
        "图为会议现场",
        "“您好，请问挂号在哪里？”",
        "会议召开。会后参观",
    ],
)
def test_what_is_no_title(text):
    assert not looks_like_title(text)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("全市卫生信息化工作会议暨培训班", "在南京市顺利召开", True),
        ("全市卫生信息化工作会议暨", "网络安全培训班举行", True),
        ("中心获评“全市信息化", "先进集体”称号", True),
        ("江北新区开通预约直通车", "有效解决居民就医难题", False),
        ("让数据多跑路", "——预约挂号工作侧记", False),
        ("你会用自助机吗？", "在医院大厅的一天", False),
        ("关于智慧医院", "建设的几点思考", False),
    ],
)
def test_where_a_title_goes_on(first, second, expected):
    assert goes_on(first, second, "") is expected


def test_words_across_the_break_that_stand_together_in_the_text_are_one():
    assert goes_on("交流会暨南京卫生", "信息学会年会召开", "南京卫生信息学会今日开会")


def test_a_title_over_three_lines_with_and_without_blank_lines_between():
    lines = ("南京都市圈城市卫生信息化学术交流会暨", "卫生信息学会年会和", "专题培训班在宁召开")
    expected = ([("".join(lines), "", (PROSE,))], ())
    assert read(*lines, PROSE) == expected
    assert read("\n".join(lines), PROSE) == expected


@pytest.mark.parametrize("subtitle", ["——预约挂号工作侧记", "- 预约挂号工作侧记"])
def test_a_subtitle_behind_a_dash_loses_the_dash(subtitle):
    lines = [(line, "第1行", True) for line in ("让数据多跑路、群众少跑腿的", "做法")]
    title = parse_article([*lines, (subtitle, "第3行", True), (PROSE, "第4行", False)], "")
    assert title == ParsedArticle(
        "让数据多跑路、群众少跑腿的做法", (PROSE,), "第1行", "预约挂号工作侧记"
    )


def test_a_short_title_above_a_dashed_subtitle_is_no_section():
    assert read("让数据多跑路", "——预约挂号工作侧记", PROSE) == (
        [("让数据多跑路", "预约挂号工作侧记", (PROSE,))],
        (),
    )


@pytest.mark.parametrize("name", ["工作动态", "【经验交流】"])
def test_the_name_of_a_section_above_articles_is_kept_beside_them(name):
    found = read(name, TITLE, PROSE, "第二届数据应用大赛启动", PROSE)
    assert found == (
        [(TITLE, "", (PROSE,)), ("第二届数据应用大赛启动", "", (PROSE,))],
        (name,),
    )


def test_numbered_and_plain_sub_headings_stay_in_their_article():
    inside = (PROSE, "一、总体情况", PROSE, "（一）基础工作", PROSE, "推进互联互通", PROSE)
    assert read(TITLE, *inside) == ([(TITLE, "", inside)], ())


def test_dialogue_is_text_of_its_article():
    inside = ("“您好，请问挂号在哪里？”", "“在自助机上就可以办。”", PROSE)
    assert read("记者走访社区医院", *inside) == ([("记者走访社区医院", "", inside)], ())


def test_a_list_stays_in_its_article():
    inside = (f"{PROSE}举措有：", "1、保留人工窗口。\n2、培训志愿者。\n10、改善网络。")
    paragraphs = (inside[0], *inside[1].split("\n"))
    assert read(TITLE, *inside) == ([(TITLE, "", paragraphs)], ())


def test_captions_and_credits_of_pictures_stay_in_their_article():
    inside = (PROSE, "图1 会议现场", PROSE, "（图/文 信息中心）")
    assert read(TITLE, *inside) == ([(TITLE, "", inside)], ())


def test_a_very_short_article_is_one():
    found = read("我市开通新的预约渠道", "近日，我市开通新的预约渠道。", TITLE, PROSE)
    assert found[0] == [
        ("我市开通新的预约渠道", "", ("近日，我市开通新的预约渠道。",)),
        (TITLE, "", (PROSE,)),
    ]


@pytest.mark.parametrize(
    ("paragraphs", "source", "dateline", "kept"),
    [
        ((f"龙虎网9月13日讯 {PROSE}",), "龙虎网", "9月13日讯", 1),
        ((f"本报讯 {PROSE}",), "本报", "讯", 1),
        ((PROSE, "（来源：健康南京）"), "健康南京", "", 1),
        ((PROSE, "稿件来源：信息中心"), "信息中心", "", 1),
        ((PROSE, "来源：甲", "来源：乙"), "甲", "", 2),
        ((f"12月18日，{PROSE}",), "", "", 1),
    ],
)
def test_where_an_article_says_it_comes_from(paragraphs, source, dateline, kept):
    issue = parsed(MASTHEAD, TITLE, *paragraphs, "统计数据", TABLE)
    (article,) = issue.articles
    found = (article.source, article.dateline, len(article.paragraphs))
    assert found == (source, dateline, kept)


def test_an_article_without_a_title_is_kept_and_said():
    issue = parsed(MASTHEAD, PROSE, "统计数据", TABLE)
    assert articles(issue) == [("", "", (PROSE,))]
    assert odd(issue) == [("article-untitled", "error")]


def test_a_table_in_an_article_leaves_the_article_whole():
    grid = "区\t接入机构数\t完成率\n江宁区\t10\t50%\n溧水区\t9\t90%"
    issue = parsed(MASTHEAD, TITLE, "各区接入情况如下：", grid, PROSE, "统计数据", TABLE)
    assert articles(issue) == [(TITLE, "", ("各区接入情况如下：", PROSE))]
    assert [len(table.rows) for table in issue.statistics] == [2, 3]
    assert odd(issue) == [("table-in-article", "warning")]
