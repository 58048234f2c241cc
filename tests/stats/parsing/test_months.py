"""Years and months in every way they are written."""

from datetime import date

import pytest

from stats.parsing.months import (
    chinese_number,
    first_month,
    month,
    month_alone,
    month_before,
    month_near,
    shifted,
    spans_months,
    without_months,
)

NOVEMBER = date(2020, 11, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2020年11月预约挂号服务统计表", NOVEMBER),
        ("2020 年 11 月 12320 预约", NOVEMBER),
        ("２０２０年１１月份", NOVEMBER),
        ("二〇二〇年十一月", NOVEMBER),
        ("二○二○年十一月", NOVEMBER),
        ("南京12320卫生热线2020年11月数据统计", NOVEMBER),
        ("2020年1-11月", NOVEMBER),
        ("2020年9月至11月", NOVEMBER),
        ("2019年12月—2020年11月", NOVEMBER),
        ("2020年11月5日", NOVEMBER),
        ("11月", None),
        ("2020年13月", None),
        ("2020年", None),
        ("", None),
    ],
)
def test_the_month_a_text_names(text, expected):
    assert first_month(text) == expected


@pytest.mark.parametrize(
    ("title", "stays"),
    [
        ("2020年11月预约挂号服务统计表", "预约挂号服务统计表"),
        ("南京 12320 卫生热线 2024 年 8 月数据统计", "南京12320卫生热线数据统计"),
        ("2024年8月度线上预约", "线上预约"),
        ("11月份预约", "预约"),
        ("2021年1-3月预约", "（多月）预约"),
        ("2020年12月至2021年2月预约", "（多月）预约"),
        ("2021年上半年预约", "上半年预约"),
        ("2021年第1季度预约", "第1季度预约"),
        ("2021年度预约", "年度预约"),
    ],
)
def test_what_stays_of_a_title(title, stays):
    assert without_months(title) == stays


@pytest.mark.parametrize(
    "title", ["1-3月", "2021年上半年", "三季度", "2021年度", "2021年", "累计", "开通以来"]
)
def test_a_title_of_several_months(title):
    assert spans_months(title)


@pytest.mark.parametrize("title", ["2021年3月", "3月份", "12320在线", "（区）", "2021 年 3 月"])
def test_a_title_of_one_month(title):
    assert not spans_months(title)


def test_a_month_without_its_year():
    assert [month_alone(text) for text in ("10月份表", "表（8月）", "十二月", "13月", "表")] == [
        10, 8, 12, None, None
    ]  # fmt: skip
    assert [month_near(number, NOVEMBER) for number in (11, 10, 12)] == [
        NOVEMBER,
        date(2020, 10, 1),
        date(2019, 12, 1),
    ]


def test_months_are_counted_over_years():
    assert month_before(date(2021, 1, 1)) == date(2020, 12, 1)
    assert [shifted(NOVEMBER, count) for count in (0, 2, -11)] == [
        NOVEMBER,
        date(2021, 1, 1),
        date(2019, 12, 1),
    ]
    assert [month(2020, 11), month(2020, 0), month(1, 1)] == [NOVEMBER, None, None]


@pytest.mark.parametrize(
    ("text", "number"), [("12", 12), ("１２", 12), ("十", 10), ("二十一", 21), ("二〇二〇", 2020)]
)
def test_numerals(text, number):
    assert chinese_number(text) == number
