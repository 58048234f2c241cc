"""Printed words matched with what is known: exactly, by a stated pattern, or not at all."""

from dataclasses import dataclass, field

import pytest

from stats import matching
from stats.parsing.records import Column as Printed
from stats.parsing.records import Figure, ParsedTable


@dataclass(frozen=True)
class Layout:
    title_pattern: str
    form: str = "table"


@dataclass(frozen=True)
class Column:
    header_path: list
    layout_id: int = 1
    metric: str = ""


@dataclass
class Family:
    name: str
    layouts_known: list
    columns_known: list = field(default_factory=list)


def columns(*paths, layout=1):
    return [Column(path.split(">"), layout, path) for path in paths]


BOOKINGS = Family(
    "bookings", [Layout("(12320)?预约挂号服务统计表?")], columns("在线", "电话", "小计")
)
DISTRICTS = Family(
    "districts", [Layout(r"平台数据采集情况\(各?区\)")], columns("上传量", "天数", "人次")
)
HOTLINE = Family("hotline", [Layout("南京12320卫生热线", "sentence")], columns("受理咨询电话"))
FAMILIES = [BOOKINGS, DISTRICTS, HOTLINE]


def printed(title, *paths):
    heads = [Printed((path,), "figure") for path in paths]
    return ParsedTable(title, (Printed(("单位",), "subject"), *heads), (), "表格1")


def family_of(title, *paths):
    family, titled = matching.family_of_table(printed(title, *paths), FAMILIES)
    return family and family.name, titled


class TestTables:
    @pytest.mark.parametrize(
        "title",
        [
            "2020年11月预约挂号服务统计表",
            "2024 年 8 月 12320 预约挂号服务统计",
            "预约挂号服务统计表（续）",
            "2020年11月预约挂号服务统计表（单位：次）",
        ],
    )
    def test_a_family_is_known_by_its_title_in_any_month(self, title):
        assert family_of(title, "别的") == ("bookings", True)

    def test_by_all_its_columns_and_a_title_much_like_it(self):
        assert family_of("2020年11月预约挂号服务情况", "在线", "小计") == ("bookings", False)

    @pytest.mark.parametrize(
        ("title", "paths"),
        [
            ("2020年11月预约挂号服务情况", ("在线", "视频")),
            ("2020年11月预约挂号服务情况", ("在线",)),
            ("2020年11月体检统计", ("在线", "小计")),
            ("2020年1-11月预约挂号服务情况", ("在线", "小计")),
            ("2020年上半年预约挂号服务情况", ("在线", "小计")),
            ("2020年11月平台数据采集情况（医院）", ("上传量", "天数")),
            ("2020年11月平台数据采集情况（社区）", ("上传量", "天数", "人次")),
            ("", ("在线", "小计")),
        ],
    )
    def test_otherwise_it_is_no_known_family(self, title, paths):
        assert family_of(title, *paths) == (None, False)

    def test_of_two_with_one_title_the_one_that_knows_more_columns(self):
        other = Family("other", [Layout("预约挂号服务统计表?")], columns("甲", "乙"))
        found, _ = matching.family_of_table(
            printed("预约挂号服务统计", "甲", "乙"), [BOOKINGS, other]
        )
        assert found is other


class TestColumns:
    KNOWN = columns("门诊>人次", "门诊>收入（千元）", "联通…城市")

    @pytest.mark.parametrize(
        ("path", "metric"),
        [
            (("门诊", "人次"), "门诊>人次"),
            (("门 诊", "收入(千元)"), "门诊>收入（千元）"),
            (("联通南京市、镇江市城市",), "联通…城市"),
            (("门诊", "收入（元）"), None),
            (("门诊", "收入（万元）"), None),
            (("门诊", "收入"), None),
            (("人次",), None),
            (("住院", "人次"), None),
            (("联通城市",), None),
            ((), None),
        ],
    )
    def test_a_column_is_known_by_its_whole_path(self, path, metric):
        found = matching.column_for(self.KNOWN, path)
        assert (found and found.metric) == metric

    def test_the_first_layout_that_prints_it_says_what_it_means(self):
        known = [Column(["甲"], 2, "new"), Column(["甲"], 1, "old")]
        assert matching.column_for(known, ("甲",)).metric == "new"
        assert matching.column_for(known, ("甲",), nth=1) is None

    def test_a_layout_may_print_one_path_twice(self):
        known = [Column(["甲"], 1, "one"), Column(["甲"], 2, "first"), Column(["甲"], 2, "second")]
        assert matching.column_for(known, ("甲",), nth=1).metric == "second"

    def test_an_exact_path_goes_before_a_pattern(self):
        known = columns("接入…机构", "接入医疗机构")
        assert matching.column_for(known, ("接入医疗机构",)).metric == "接入医疗机构"


class TestSentences:
    def test_a_family_is_known_by_the_subject_else_by_the_title(self):
        def names(subject, title):
            found = matching.families_of_sentence(subject, title, FAMILIES)
            return [family.name for family in found]

        assert names("南京 12320 卫生热线", "") == ["hotline"]
        assert names("", "南京12320卫生热线") == ["hotline"]
        assert names("苏州12320卫生热线", "南京12320卫生热线") == []
        assert names("", "2020年11月预约挂号服务统计表") == []

    def test_of_several_the_one_that_knows_the_label(self):
        uploads = Family("uploads", [], columns("本月数据上传量排名前三"))
        known = [HOTLINE, uploads]

        def family(label, name=""):
            return matching.family_of_figure(Figure(label, "1", "个", "", name=name), known).name

        assert family("受理咨询电话") == "hotline"
        assert family("投诉") == "hotline"
        assert family("本月数据上传量前三", "甲医院") == "uploads"


@pytest.mark.parametrize(
    ("name", "subject_kind", "kind"),
    [
        ("南京新街口医院", "", "hospital"),
        ("某医院（江宁院区）", "", "hospital"),
        ("江宁区", "hospital", "district"),
        ("新的医院", "hospital", "hospital"),
        ("徐州", "city", "city"),
        ("徐州市", "", "city"),
        ("支付宝小程序", "", "channel"),
        ("市急救中心", "", "other"),
        ("门诊人次", "", ""),
    ],
)
def test_the_kind_of_a_new_name(name, subject_kind, kind):
    assert matching.likely_kind(name, subject_kind) == kind


def test_the_nearest_known_names_are_named():
    known = ["南京江北医院", "南京江北人民医院", "南京市中医院", "江宁区"]
    assert matching.nearest("南京市江北医院", known)[0] == "南京江北医院"
    assert matching.nearest("徐州", known) == []


@pytest.mark.parametrize("title", ["统计表(新)", "a.b*c+d?", "[甲]{2}|乙^$\\"])
def test_the_pattern_made_of_a_title_fits_that_title_only(title):
    import re

    pattern = matching.title_pattern_of(f"2020年11月{title}")
    assert re.fullmatch(pattern, matching.title_key(f"2024年8月{title}"))
    assert not re.fullmatch(pattern, matching.title_key(title) + "二")
