"""The lines of a masthead, however an office prints them."""

from datetime import date

import pytest

from news.parsing.mastheads import agree, has_other_role, is_unread, with_line
from news.parsing.records import Masthead

NAME = "南京卫生信息化简报"
OFFICE = "南京市卫生信息中心"


def read(*lines):
    masthead = Masthead()
    for line in lines:
        masthead = with_line(masthead, line)
    return masthead


@pytest.mark.parametrize(
    "line",
    [
        "2023年第5期（总第135期）",
        "2023 年 第 5 期 ( 总第 135 期 )",
        "２０２３年第５期（总第１３５期）",
        "二〇二三年第五期（总第一百三十五期）",
        "二○二三年第五期(总第一三五期)",
        "2023年度第5期 总第135期",
        "（2023年第5期，总第135期）",
        "2023年第5期（累计第135期）",
        "2023年第5期 总135期",
    ],
)
def test_year_number_and_serial_on_one_line(line):
    assert read(line) == Masthead(year=2023, number=5, serial=135)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("第九期", Masthead(number=9)),
        ("2023年05期", Masthead(year=2023, number=5)),
        ("期号：2023年第5期", Masthead(year=2023, number=5)),
        ("总期号：135", Masthead(serial=135)),
        ("出版日期：2023年5月28日", Masthead(printed_on=date(2023, 5, 28))),
        ("主办单位：南京市卫生信息中心", Masthead(publisher=OFFICE)),
        ("2023年第13期", Masthead(year=2023, number=13)),
        ("总151期", Masthead(serial=151)),
        ("（总第151期）", Masthead(serial=151)),
        ("总第一百零五期", Masthead(serial=105)),
        ("2023年第十二期", Masthead(year=2023, number=12)),
        ("南 京 卫 生 信 息 化 简 报", Masthead(name=NAME)),
        ("南京市卫生信息中心 编印", Masthead(publisher=OFFICE)),
        ("南京市卫生信息中心主办", Masthead(publisher=OFFICE)),
        ("2023年5月28日", Masthead(printed_on=date(2023, 5, 28))),
        ("二〇二三年五月二十八日", Masthead(printed_on=date(2023, 5, 28))),
        ("2023-05-28", Masthead(printed_on=date(2023, 5, 28))),
        (f"{OFFICE}编    2023年5月28日", Masthead(publisher=OFFICE, printed_on=date(2023, 5, 28))),
        (f"{NAME} 第5期", Masthead(name=NAME, number=5)),
    ],
)
def test_a_line_gives_what_it_says(line, expected):
    assert read(line) == expected


def test_a_whole_masthead_on_one_line():
    line = f"{NAME} 2023年第5期（总第135期） {OFFICE}编印 2023年5月28日"
    assert read(line) == Masthead(NAME, 2023, 5, 135, OFFICE, date(2023, 5, 28))


def test_the_lines_may_stand_in_any_order():
    lines = ("2023年5月28日", "第5期", NAME, f"{OFFICE} 编印", "总第135期")
    assert read(*lines) == Masthead(NAME, None, 5, 135, OFFICE, date(2023, 5, 28))


def test_two_offices_are_both_named():
    assert read(f"{OFFICE} 主办", "南京卫生信息学会 协办") == Masthead(
        publisher=f"{OFFICE} 南京卫生信息学会"
    )


@pytest.mark.parametrize(
    "line",
    [
        "江北新区社区医院开通预约挂号“直通车”",
        "第二期培训班顺利开班",
        "2023年5月28日，考察组一行来宁。",
        "2023年第0期",
        "0年第5期",
        "9999年第5期",
        "2023年13月45日",
        OFFICE,
    ],
)
def test_a_line_that_says_anything_else_is_no_masthead(line):
    assert with_line(Masthead(), line) is None


def test_a_line_that_adds_nothing_is_no_masthead():
    assert with_line(read(NAME), NAME) is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2023年增刊（总第135期）", True),
        ("2023年第1-2期（总第135-136期）", True),
        ("（专刊）", True),
        ("第0期", True),
        ("2023年第5期", False),
        ("第二期培训班顺利开班", False),
        ("网络安全宣传周特刊发布仪式举行", False),
    ],
)
def test_a_number_the_record_has_no_place_for_is_known_as_one(line, expected):
    assert is_unread(line) is expected


def test_parts_other_than_making_are_told():
    lines = (f"{OFFICE} 编印", f"{OFFICE} 主办", f"主办：{OFFICE}", f"编印单位：{OFFICE}", OFFICE)
    assert [has_other_role(line) for line in lines] == [False, True, True, False, False]


@pytest.mark.parametrize(
    ("line", "expected"),
    [("第5期", True), ("2023年第5期", True), ("2023年第6期", False), ("总第135期", True)],
)
def test_a_page_header_agrees_with_the_masthead_or_not(line, expected):
    masthead = read(NAME, "2023年第5期")
    assert agree(with_line(Masthead(), line), masthead) is expected
