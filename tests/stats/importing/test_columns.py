"""What printed columns mean: known only under their own words and in their own unit."""

import pytest

from stats.models import Column, Dataset, Layout, Metric
from tests.stats.importing.taking import record, table, take, told

PLATFORM = "2021年3月南京市卫生信息平台数据采集情况（区）"
BOOKINGS = "2021年3月预约挂号服务统计"

pytestmark = pytest.mark.usefixtures("catalogue")


def metrics(importer):
    """Label, unit and whether it is confirmed of each metric a table was read with."""
    table = importer.imported[0].table
    codes = [code for column in table.header for code in column["metrics"]]
    found = {metric.code: metric for metric in Metric.objects.filter(dataset=table.dataset)}
    return [(found[c].label, found[c].unit, found[c].confirmed) for c in codes]


@pytest.mark.parametrize(("unit", "confirmed"), [("千元", True), ("元", False), ("万元", False)])
def test_a_unit_in_the_header_is_part_of_the_name(unit, confirmed):
    importer = take(table(PLATFORM, "接入单位|门急诊信息", f"|收入（{unit}）", "江宁区|5.5"))
    ((_, said, known),) = metrics(importer)
    assert (said, known) == (unit, confirmed)


@pytest.mark.parametrize(
    ("title", "preface"),
    [
        (f"{BOOKINGS}（单位：万次）", ()),
        (BOOKINGS, ("单位：万次",)),
        (BOOKINGS, ("（计量单位：家、万次）",)),
    ],
)
def test_a_unit_stated_for_the_whole_table_is_heard(title, preface):
    importer = take(table(title, "单位|小计", "南京鼓楼医院|5.5", preface=preface))
    assert [known for _, _, known in metrics(importer)] == [False]
    assert told(importer) == [("error", "unit-changed")]
    assert importer.imported[0].table.dataset.slug == "bookings"


@pytest.mark.parametrize("preface", ["单位：次", "单位：人次", "（单位：家、次）"])
def test_a_unit_that_counts_the_same_changes_nothing(preface):
    importer = take(table(BOOKINGS, "单位|小计", "南京鼓楼医院|5", preface=(preface,)))
    assert (record(importer.imported[0]), told(importer)) == (["南京鼓楼医院 subtotal=5"], [])


def test_a_new_column_takes_the_unit_stated_for_the_table():
    importer = take(table("2021年3月新表", "单位|收入", "江宁区|5", preface=("单位：万元",)))
    assert metrics(importer) == [("收入", "万元", False)]


def test_a_column_printed_twice_is_kept_twice():
    importer = take(table(BOOKINGS, "单位|小计|小计", "南京鼓楼医院|5|6"))
    assert record(importer.imported[0]) == ["南京鼓楼医院 subtotal=5", "南京鼓楼医院 xiao_ji=6"]
    assert told(importer) == [("error", "column-twice")]


def test_a_new_column_of_pairs_is_two_metrics():
    importer = take(table("2021年3月新表", "单位|已报/应报", "江宁区|5/6", "溧水区|未报/6"))
    assert metrics(importer) == [("已报", "", False), ("应报", "", False)]
    assert [line.partition("=")[2] for line in record(importer.imported[0])] == [
        "5 “5/6”", "6 “5/6”", "L “未报/6”", "6 “未报/6”"
    ]  # fmt: skip


@pytest.mark.parametrize("cells", [("+12.3%", "-5%"), ("12.3％", "-5％")])
def test_a_column_of_percents_is_counted_in_percent(cells):
    importer = take(table("2021年3月新表", "单位|同比", f"江宁区|{cells[0]}", f"溧水区|{cells[1]}"))
    assert metrics(importer) == [("同比", "%", False)]
    assert record(importer.imported[0]) == [
        f"江宁区 tong_bi=12.3 “{cells[0]}”",
        f"溧水区 tong_bi=-5 “{cells[1]}”",
    ]


def test_percents_beside_plain_numbers_are_said():
    importer = take(table("2021年3月新表", "单位|同比", "江宁区|5%", "溧水区|6%", "六合区|7"))
    assert told(importer) == [("warning", "percent-mixed")]


def test_a_new_part_adds_up_to_the_subtotal_of_its_table():
    importer = take(
        table(BOOKINGS, "单位|12320在线预约|视频预约|满意率|小计", "南京鼓楼医院|5|6|98%|11")
    )
    parts = {metric.label: metric.part_of for metric in importer.imported[0].new_metrics}
    assert {label: whole and whole.code for label, whole in parts.items()} == {
        "视频预约": "subtotal",
        "满意率": None,
    }


def test_what_a_header_meant_last_is_what_it_means():
    dataset = Dataset.objects.get(slug="bookings")
    metric = Metric.objects.create(dataset=dataset, code="online_2021", label="在线预约（新口径）")
    layout = Layout.objects.create(dataset=dataset, code="2021", first_period="2021-01-01")
    Column.objects.create(layout=layout, position=1, header_path=["12320在线预约"], metric=metric)
    rows = ("单位|12320在线预约", "南京鼓楼医院|5")
    late = take(table(BOOKINGS, *rows))
    early = take(table("2020年12月预约挂号服务统计", *rows), origin="2021-01")
    assert record(late.imported[0]) == ["南京鼓楼医院 online_2021=5"]
    assert record(early.imported[0]) == ["南京鼓楼医院 online=5"]
