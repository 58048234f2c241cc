"""Days of briefs, with and without their year."""

from datetime import date

import pytest

from news.parsing.briefs import is_item, parse_brief, starts_with_day, starts_with_range
from news.parsing.records import ParsedBrief

DECEMBER, JANUARY = (2022, 12), (2023, 1)


def days(text, year=2023, month=5):
    brief = parse_brief(text, "第1行", year, month)
    return brief.date_from, brief.date_to


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5月10日，开班。", (date(2023, 5, 10), None)),
        ("5 月 10 日，开班。", (date(2023, 5, 10), None)),
        ("2023年5月10日，开班。", (date(2023, 5, 10), None)),
        ("5月10日-12日，开班。", (date(2023, 5, 10), date(2023, 5, 12))),
        ("5月10-12日，开班。", (date(2023, 5, 10), date(2023, 5, 12))),
        ("5月10日至12日，开班。", (date(2023, 5, 10), date(2023, 5, 12))),
        ("5月10日～5月12日，开班。", (date(2023, 5, 10), date(2023, 5, 12))),
        ("4月30日—5月2日，值守。", (date(2023, 4, 30), date(2023, 5, 2))),
        ("2022年12月30日至2023年1月2日，值守。", (date(2022, 12, 30), date(2023, 1, 2))),
        ("5月，开班。", (None, None)),
        ("近日，开班。", (None, None)),
        ("13月40日，开班。", (None, None)),
        ("2月30日，开班。", (None, None)),
    ],
)
def test_the_days_a_brief_begins_with(text, expected):
    assert days(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12月28日，开班。", (date(2022, 12, 28), None)),
        ("12月30日-1月2日，值守。", (date(2022, 12, 30), date(2023, 1, 2))),
        ("1月5日，开班。", (date(2023, 1, 5), None)),
    ],
)
def test_in_january_a_day_of_december_is_of_the_year_before(text, expected):
    assert days(text, 2023, 1) == expected


def test_without_a_year_anywhere_a_brief_has_no_day():
    assert days("5月10日，开班。", None, None) == (None, None)


@pytest.mark.parametrize("bullet", ["- ", "• ", "● ", "◆", "1、", "2. ", "★ "])
def test_the_bullet_of_a_brief_is_left_out(bullet):
    brief = parse_brief(f"{bullet}5月10日，开班。", "第1行", 2023, 5)
    assert brief == ParsedBrief("5月10日，开班。", "第1行", date(2023, 5, 10))


def test_a_number_that_is_no_bullet_stays():
    assert parse_brief("1、关于培训。", "第1行", 2023, 5).text == "1、关于培训。"


def test_how_a_paragraph_begins():
    texts = ("5月10日，开班。", "- 5月10-12日，开班。", "1、培训。", "培训。")
    assert [(starts_with_day(text), starts_with_range(text), is_item(text)) for text in texts] == [
        (True, False, False),
        (True, True, True),
        (False, False, True),
        (False, False, False),
    ]
