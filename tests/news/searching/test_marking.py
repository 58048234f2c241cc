"""Marks on the original text: where they stand, and that nothing gets by unescaped."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.searching.asking import Meant, question_of
from news.searching.marking import excerpt, marked, patterns_of

CHILDREN = Meant("南京市儿童医院", ("南京市儿童医院", "儿童医院"))


def marks(text, typed, known=()):
    return str(marked(text, patterns_of(question_of(typed, known))))


@pytest.mark.parametrize(
    ("text", "typed", "shown"),
    [
        ("南京鼓楼医院", "鼓楼", "南京<mark>鼓楼</mark>医院"),
        ("2024 年 8 月统计", "2024年8月", "<mark>2024 年 8 月</mark>统计"),
        ("2024年8月统计", "2024-08", "<mark>2024年8月</mark>统计"),
        ("共 1,234 次，12345次", "1234", "共 <mark>1,234</mark> 次，12345次"),
        ("609241.00", "609241", "<mark>609241.00</mark>"),
        ("ＣＴ检查", "ct", "<mark>ＣＴ</mark>检查"),
        ("㎏和kg", "kg", "<mark>㎏</mark>和<mark>kg</mark>"),
        ("<b>鼓楼</b>&", "鼓楼", "&lt;b&gt;<mark>鼓楼</mark>&lt;/b&gt;&amp;"),
        ("鼓楼 预约", "预约 鼓楼", "<mark>鼓楼</mark> <mark>预约</mark>"),
        ("83612320", "12320", "83612320"),
    ],
)
def test_what_was_asked_for_is_marked(text, typed, shown):
    assert marks(text, typed) == shown


def test_an_abbreviation_marks_the_name_it_stands_for():
    assert marks("见南京市儿童医院", "儿院", [CHILDREN]) == "见<mark>南京市儿童医院</mark>"


@given(st.text(), st.text(max_size=20))
def test_nothing_but_marks_is_ever_html(text, typed):
    shown = marks(text, typed)
    assert html.unescape(re.sub("</?mark>", "", shown)) == html.unescape(html.escape(text))
    assert set(re.findall("<[^>]*>", shown)) <= {"<mark>", "</mark>"}


def test_an_excerpt_is_cut_around_the_first_mark():
    lines = ["甲" * 50, "乙" * 100 + "鼓楼" + "丙" * 200]
    shown = excerpt(lines, patterns_of(question_of("鼓楼")))
    assert shown == f"…{'乙' * 30}<mark>鼓楼</mark>{'丙' * 98}…"


def test_an_excerpt_shows_the_line_that_holds_most():
    lines = ["只有鼓楼。", "鼓楼的预约。"]
    shown = excerpt(lines, patterns_of(question_of("鼓楼 预约")))
    assert shown == "<mark>鼓楼</mark>的<mark>预约</mark>。"


def test_without_a_mark_the_first_line_is_shown():
    assert excerpt(["开头<", "别的"], patterns_of(question_of("没有"))) == "开头&lt;"
    assert excerpt([], patterns_of(question_of("没有"))) == ""
