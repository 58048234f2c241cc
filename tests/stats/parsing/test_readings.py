"""The grammar of numbers and marks, against an oracle written differently."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.parsing.readings import (
    Reading,
    is_percent,
    is_too_exact,
    looks_numeric,
    mark_of,
    read_cell,
    read_number,
    read_pair,
)

WIDE = str.maketrans("0123456789,.-+%", "０１２３４５６７８９，．－＋％")


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("0", "0"),
        ("-0", "0"),
        ("007", "7"),
        ("1,234,567.89", "1234567.89"),
        ("609241.00 ", "609241.00"),
        ("１，２３４．５", "1234.5"),
        ("−12", "-12"),
        ("+12.3%", "12.3"),
        ("98．5％", "98.5"),
        ("\ufeff12\u200b", "12"),
        ("1 234", "1234"),
        ("999999999.999999", "999999999.999999"),
        ("123456789012345000", "123456789012345000"),
        ("0.000000", "0"),
    ],
)
def test_a_number_is_read(raw, value):
    assert read_number(raw) == Decimal(value)


NO_NUMBERS = (
    "NaN inf 1e3 1_000 0x10 ٣ ② ½ 十二 约12 12余 12.3.4 1,23 ,123 1,,234 .5 5. +-1 -- % 12个 — /",
    "52/129 1.2345678 1234567890123456789 １２月 (12) 12-15 ＝1",
    "1234567890123456 -9999999999.999999 １２３４５６７８９０１２３４５６ 1,234,567,890,123,456%",
)


@pytest.mark.parametrize("raw", [text for line in NO_NUMBERS for text in line.split()])
def test_nothing_else_is_a_number(raw):
    assert read_number(raw) is None


@given(
    number=st.decimals(-(10**11), 10**11, places=4),
    places=st.integers(0, 4),
    grouped=st.booleans(),
    wide=st.booleans(),
    percent=st.booleans(),
)
def test_what_is_written_out_is_read_back(number, places, grouped, wide, percent):
    number = number.quantize(Decimal(1).scaleb(-places))
    text = f"{number:,f}" if grouped else f"{number:f}"
    text += "%" if percent else ""
    assert read_number(text.translate(WIDE) if wide else text) == number


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("1234567890123456", True),
        ("-9999999999.999999", True),
        ("１２３４５６７８９０１２３４５６", True),
        ("123456789012345", False),
        ("123456789012345000", False),
        ("0.000000000000000001", False),
        ("约1234567890123456", False),
        ("", False),
    ],
)
def test_a_number_that_would_be_rounded_is_told_from_other_words(raw, told):
    assert is_too_exact(raw) is told


def oracle(text):
    """Whether `text` is a number, decided sign by sign."""
    text = "".join(text.split())
    if text[:1] in ("+", "-"):
        text = text[1:]
    text = text.removesuffix("%")
    whole, point, decimals = text.partition(".")
    parts = whole.split(",")
    digits = set("0123456789")
    grouped = len(parts) == 1 or (
        1 <= len(parts[0]) <= 3 and all(len(part) == 3 for part in parts[1:])
    )
    plain = all(part and set(part) <= digits for part in parts)
    return plain and grouped and (not point or (bool(decimals) and set(decimals) <= digits))


@given(st.text("0123456789,.+-% /—eE_", max_size=12))
def test_the_grammar_is_what_it_says_it_is(text):
    small = len(text.partition(".")[2].rstrip("% ").replace(" ", "")) <= 6
    assert (read_number(text) is not None) == (oracle(text) and small)


@given(st.text(max_size=20))
def test_any_text_is_read_or_kept_unread(text):
    reading = read_cell(text, {})
    assert (reading.value is not None) == (reading.status == "A")
    assert reading.status in "AOLNV"


@pytest.mark.parametrize(
    ("raw", "marks", "expected"),
    [
        ("12", {}, Reading(Decimal(12), "A")),
        (" 12 ", {}, Reading(Decimal(12), "A")),
        ("1 2", {}, Reading(Decimal(12), "A", "blank-in-number")),
        ("", {}, Reading(None, "O")),
        ("　", {}, Reading(None, "O")),
        ("未反馈", {}, Reading(None, "L")),
        ("未 上报", {}, Reading(None, "L")),
        ("…", {}, Reading(None, "N")),
        ("......", {}, Reading(None, "N")),
        ("/", {"/": "M"}, Reading(None, "M")),
        ("／", {"/": "M"}, Reading(None, "M")),
        ("/", {}, Reading(None, "O", "mark-undefined")),
        ("--", {"—": "M"}, Reading(None, "M")),
        ("－", {}, Reading(None, "O", "mark-undefined")),
        ("无", {"/": "M"}, Reading(None, "V", "cell-unread")),
        ("*", {}, Reading(None, "V", "cell-unread")),
        ("持平", {}, Reading(None, "V", "cell-unread")),
    ],
)
def test_a_cell_is_a_number_a_mark_or_unread(raw, marks, expected):
    assert read_cell(raw, marks) == expected


@pytest.mark.parametrize(
    ("raw", "statuses"),
    [
        ("52/129", "AA"),
        ("未反馈/83", "LA"),
        ("52 ／ 129", "AA"),
        ("/", "OO"),
        ("", "OO"),
        ("未报", "LL"),
        ("52", "VV"),
        ("52/", "VV"),
        ("1/2/3", "VV"),
        ("好/129", "VA"),
    ],
)
def test_a_pair_is_two_readings(raw, statuses):
    assert "".join(reading.status for reading in read_pair(raw, {})) == statuses


def test_marks_percents_and_numbers_are_told_apart():
    assert [mark_of(raw) for raw in ("——", "\\", "…", "未填报", "12", "无")] == [
        "—", "/", "…", "未填报", "", ""
    ]  # fmt: skip
    assert [is_percent(raw) for raw in ("5%", "５％", "5", "%", "好%")] == [
        True, True, False, False, False
    ]  # fmt: skip
    assert [looks_numeric(raw) for raw in ("5", "未反馈/83", "a/b", "—", "2024年")] == [
        True, True, False, False, False
    ]  # fmt: skip
