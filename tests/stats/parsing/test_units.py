"""Units: how many, of what, and whether a stated one contradicts."""

from decimal import Decimal

import pytest

from stats.parsing.units import base, clashes, kind, magnitude, unit_of


@pytest.mark.parametrize(
    ("unit", "times", "plain", "measures"),
    [
        ("份", 1, "份", "count"),
        ("万份", 10**4, "份", "count"),
        ("千元", 10**3, "元", "money"),
        ("百万元", 10**6, "元", "money"),
        ("亿条", 10**8, "条", "count"),
        ("万", 10**4, "", "count"),
        ("%", 1, "%", "share"),
        ("个百分点", 1, "个百分点", "share"),
        ("百分点", 1, "百分点", "share"),
        ("小时", 1, "小时", "time"),
        ("GB", 1, "GB", "data"),
        ("", 1, "", "count"),
    ],
)
def test_a_unit_is_so_many_of_a_thing(unit, times, plain, measures):
    assert (magnitude(unit), base(unit), kind(unit)) == (Decimal(times), plain, measures)


@pytest.mark.parametrize(
    ("path", "unit"),
    [(("收入（千元）",), "千元"), (("门诊", "收入(万元)"), "万元"), (("收入",), ""), ((), ""),
     (("（单位：元）",), "元"), (("咨询类（不含专家咨询的部分）",), "")],
)  # fmt: skip
def test_the_unit_of_a_header(path, unit):
    assert unit_of(path) == unit


@pytest.mark.parametrize(
    ("stated", "unit", "expected"),
    [
        (["万元"], "千元", True),
        (["千元"], "千元", False),
        (["万次"], "次", True),
        (["人次"], "次", False),
        (["家", "万元"], "次", False),
        (["家", "万元"], "元", True),
        ([], "元", False),
        (["万元"], "", False),
    ],
)
def test_a_stated_unit_that_contradicts(stated, unit, expected):
    assert clashes(stated, unit) is expected
