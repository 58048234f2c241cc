"""Sentences that tell a figure: compared, so far this year, as a share; rounded once."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.telling import Line, change, phrase, rounded, sentences

AUGUST, JULY, LAST_YEAR = date(2024, 8, 1), date(2024, 7, 1), date(2023, 8, 1)


def line(now, before=None, year_ago=None, unit="个", label="受理咨询电话", **options):
    values = {AUGUST: now, JULY: before, LAST_YEAR: year_ago}
    known = {month: Decimal(value) for month, value in values.items() if value is not None}
    return Line("南京12320卫生热线", label, unit, known, **options)


def told(*args, **options):
    return {one.kind: one.text for one in sentences(line(*args, **options), AUGUST)}


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        (("31597", "32641", "31130"), "，环比下降3.2%，同比增长1.5%。"),
        (("31597", "31597", "31597"), "，环比持平，同比持平。"),
        (("31597", None, "31130"), "，同比增长1.5%。"),
        (("31597", "32641", None), "，环比下降3.2%。"),
        (("31597", None, None), "。"),
        (("31597", "0", "0"), "，上月为0，上年同期为0。"),
        (("31597", "31598", None), "，环比基本持平。"),
        (("31597", "-5", None), "。"),
        (("20065", "20000", "20055"), "，环比增长0.3%，同比基本持平。"),
    ],
)
def test_a_figure_beside_the_month_and_the_year_before(figures, said):
    now = figures[0]
    opening = f"2024年8月，南京12320卫生热线受理咨询电话{now}个"
    assert told(*figures)["环比同比"] == opening + said


def test_nothing_beside_nothing_is_level():
    assert told("0", "0", "5")["环比同比"].endswith("电话0个，环比持平，同比下降100.0%。")


def test_a_rate_moves_by_percentage_points():
    assert told("63.5", "62.1", "63.54", unit="%", label="满意率") == {
        "环比同比": ("2024年8月，南京12320卫生热线满意率63.5%，环比上升1.4个百分点，同比基本持平。")
    }


def test_differences_in_plain_numbers():
    assert told("608.74", "600.7", "608.74", unit="元")["增减数"] == (
        "2024年8月，南京12320卫生热线受理咨询电话608.74元，比上月增加8.04元，与上年同期持平。"
    )


def test_no_figure_no_sentence():
    assert sentences(line(None, "1"), AUGUST) == []


def whole_year(year, value, months=8):
    return {date(year, month, 1): Decimal(value) for month in range(1, months + 1)}


class TestTheYearSoFar:
    def said(self, values, label="接听电话"):
        made = sentences(Line("南京", label, "人次", values), AUGUST)
        return {one.kind: one.text for one in made}.get("累计")

    def test_is_told_when_every_month_is_known(self):
        values = whole_year(2024, 102) | whole_year(2023, 100)
        assert self.said(values) == "2024年1—8月，南京接听电话累计816人次，同比增长2.0%。"

    def test_is_told_alone_when_the_year_before_is_not_known(self):
        values = whole_year(2024, 102) | whole_year(2023, 100, months=7)
        assert self.said(values) == "2024年1—8月，南京接听电话累计816人次。"

    def test_is_not_told_with_a_month_missing(self):
        values = whole_year(2024, 102)
        del values[date(2024, 3, 1)]
        assert self.said(values) is None

    @pytest.mark.parametrize("label", ["总预约挂号量", "累计接入医疗机构", "数据上传天数"])
    def test_is_not_told_of_what_stands_at_the_end_of_a_month(self, label):
        assert self.said(whole_year(2024, 102), label) is None


class TestAShare:
    def said(self, now, whole):
        wholes = {AUGUST: Decimal(whole)}
        return told(now, wholes=wholes).get("占比")

    def test_is_told_of_a_part(self):
        assert self.said("1", "3").endswith("电话1个，占合计的33.3%。")

    @pytest.mark.parametrize(("now", "whole"), [("1", "0"), ("4", "3"), ("-1", "3")])
    def test_is_not_told_where_it_makes_no_sense(self, now, whole):
        assert self.said(now, whole) is None


@pytest.mark.parametrize(
    ("share", "said"),
    [
        ("3.25", "3.2"), ("3.35", "3.4"), ("3.2500001", "3.3"), ("-3.25", "-3.2"), ("0.04", "0.0"),
        ("-0.04", "0.0"), ("99.95", "100.0"), ("0.45", "0.4"), ("0.449999", "0.4"),
    ],
)  # fmt: skip
def test_it_rounds_half_to_even_and_once(share, said):
    assert rounded(Fraction(share)) == said


@given(st.decimals(0, 10**9, places=2), st.decimals("0.01", 10**9, places=2))
def test_a_change_is_the_nearest_tenth_of_a_percent(now, base):
    said = change(now, base)
    exact = (Fraction(now) - Fraction(base)) / Fraction(base) * 100
    if "持平" in said:
        assert abs(exact) <= Fraction(5, 100)
        return
    size = Fraction(said[2:-1])
    assert said[:2] == ("增长" if exact > 0 else "下降")
    assert abs(size - abs(exact)) <= Fraction(5, 100)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("2024年8月，热线受理咨询电话31597个", "31597个"),
        ("2024年8月，12320在线预约6668次", "6668次"),
        ("环比下降3.2%", "下降3.2%"),
        ("比上月增加8.04元", "增加8.04元"),
        ("环比基本持平", "基本持平"),
        ("上月为0", "上月为0"),
        ("占合计的33.3%", "占合计的33.3%"),
        ("2024年8月，热线受理咨询电话31597", "31597"),
    ],
)
def test_what_of_told_words_holds_the_figure(words, kept):
    assert phrase(words) == kept
