"""Cells in the record: value, status and raw text, and a word on what is odd."""

import pytest

from tests.stats.checking.tables import found
from tests.stats.importing.taking import record, sentence, table, take, told

BOOKINGS = "2021年3月预约挂号服务统计"

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.mark.parametrize(
    ("raw", "said", "codes"),
    [
        ("1,234", "1234 “1,234”", []),
        ("１，２３４", "1234 “１，２３４”", []),
        ("12.50", "12.5 “12.50”", []),
        ("－3", "-3 “－3”", []),
        ("1 234", "1234 “1 234”", [("warning", "blank-in-number")]),
        ("", "O “”", []),
        ("未反馈", "L “未反馈”", []),
        ("……", "N “……”", []),
        ("—", "O “—”", [("warning", "mark-undefined")]),
        ("/", "O “/”", [("warning", "mark-undefined")]),
        ("约12", "V “约12”", []),
        ("↑3.2", "V “↑3.2”", []),
        ("12%", "V “12%”", [("warning", "percent-in-count")]),
        ("5/6", "V “5/6”", []),
        ("1,23", "V “1,23”", []),
        ("9" * 19, f"V “{'9' * 19}”", []),
        ("NaN", "V “NaN”", []),
        ("停机检修", "V “停机检修”", []),
    ],
)
def test_a_cell_is_read_by_the_grammar_or_kept_unread(raw, said, codes):
    lines = ["单位|小计|第三方", f"南京鼓楼医院|{raw}|1", "南京市中医院|2|1", "南京市第一医院|3|1"]
    importer = take(table(BOOKINGS, *lines))
    said = said.removesuffix(f" “{said.split(' ')[0]}”")
    assert record(importer.imported[0])[0] == f"南京鼓楼医院 subtotal={said}"
    assert told(importer) == codes


@pytest.mark.parametrize(
    ("written", "said", "codes"),
    [
        ("31597个", "31597", []),
        ("3.2万个", "32000 “3.2”", [("warning", "unit-unusual")]),
        ("1，234个", "1234 “1，234”", [("warning", "comma-in-number")]),
        ("约3万个", "V “约3万个”", []),
        ("100余个", "V “100余个”", []),
        ("0.0000001万个", "V “0.0000001”", []),
    ],
)
def test_a_count_in_a_sentence(written, said, codes):
    importer = take(sentence(f"2021年3月，南京12320卫生热线共受理咨询电话{written}。"))
    assert record(importer.imported[0]) == [f"南京12320卫生热线 calls={said}"]
    assert told(importer) == codes


def test_a_number_too_large_to_reckon_is_kept_unread():
    number = "9" * 15
    importer = take(sentence(f"2021年3月，南京12320卫生热线共受理咨询电话{number}万个。"))
    assert record(importer.imported[0]) == [f"南京12320卫生热线 calls=V “{number}”"]
    assert told(importer) == [("error", "unit-unusual")]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("123456789012345", "123456789012345"),
        ("123456789.012345", "123456789.012345"),
        ("123456789012345000", "123456789012345000"),
        ("1234567890123456", "V “1234567890123456”"),
        ("1234567890.123456", "V “1234567890.123456”"),
        ("-9,999,999,999.999999", "V “-9,999,999,999.999999”"),
    ],
)
def test_a_number_is_kept_to_the_last_digit_or_unread(raw, said):
    lines = ["单位|小计|第三方", f"南京鼓楼医院|{raw}|1", "南京市中医院|2|1", "南京市第一医院|3|1"]
    importer = take(table(BOOKINGS, *lines))
    assert record(importer.imported[0])[0] == f"南京鼓楼医院 subtotal={said}"


def test_a_number_of_too_many_digits_is_a_finding():
    lines = ["单位|小计|第三方", f"南京鼓楼医院|{'1' * 16}|1", "南京市中医院|2|1"]
    done = take(table(BOOKINGS, *lines)).imported[0]
    told_of_it = [(severity, said) for severity, code, _, said in found(done.table)
                  if code == "cell-unread"]  # fmt: skip
    assert told_of_it == [("error", "“1111111111111111”不能读作小计的数字。")]
