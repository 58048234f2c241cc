"""How header cells are parted into lines."""

import pytest

from news.printing.headlines import parted


@pytest.mark.parametrize(
    "text, room, expected",
    [
        ("单位", 4, ["单位"]),
        ("预约数量", 3, ["预约", "数量"]),
        ("12320在线预约", 4.5, ["12320", "在线预约"]),
        ("12320 在线预约", 4.5, ["12320 ", "在线预约"]),
        ("挂号金额（元）", 5, ["挂号金额", "（元）"]),
        ("申明上传表/规定上传表", 6, ["申明上传表/", "规定上传表"]),
        ("申明上传表/规定上传表", 3.5, ["申明上", "传表/", "规定上", "传表"]),
        ("门急诊信息上传人次", 3.2, ["门急诊", "信息上", "传人次"]),
        ("实时数据表单上传情况", 4.2, ["实时数", "据表单上", "传情况"]),
        ("甲\n乙", 1, ["甲", "乙"]),
        ("", 3, [""]),
    ],
)
def test_headers_are_parted_at_phrases_or_evenly(text, room, expected):
    assert parted(text, room).split("\n") == expected
