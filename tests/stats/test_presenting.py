"""From records to shapes: everything that belongs to a printed table, in a few queries."""

from datetime import date

import pytest

from stats.legends import Mark
from stats.models import Finding, Layout, Observation, Row, Table
from stats.presenting import Remark, table_shape, table_shapes
from tests.builders import DISTRICTS, DISTRICTS_ROWS, figure, make_table, subject

pytestmark = pytest.mark.django_db

HOTLINE = [
    subject("名称"),
    figure("咨询电话", metrics="calls"),
    figure("工单", metrics="orders"),
]


def texts(rows):
    return [[cell.text for cell in row] for row in rows]


def body_texts(shape):
    return texts(row.cells for row in shape.grid.body)


def make_sentence(**options):
    return make_table(
        "hotline",
        header=HOTLINE,
        rows=[("南京12320", "31597", "3285")],
        form=Layout.Form.SENTENCE,
        text="8月，南京12320受理咨询电话31597个，工单3285件。",
        **options,
    )


def test_a_table_is_shaped_with_its_title_notes_and_cells_as_printed():
    shape = table_shape(make_table(title="2024 年 8 月统计", preface="（前言）", note="（附注）"))
    told = (shape.slug, shape.family, shape.period, shape.origin, shape.title, shape.anchor)
    assert told == (
        "bookings",
        "预约挂号",
        date(2024, 8, 1),
        "2024-09",
        "2024 年 8 月统计",
        "bookings-2024-08",
    )
    assert (shape.preface, shape.note, shape.text) == ("（前言）", "（附注）", "")
    assert shape.issue == {"year": 2024, "number": 9}
    assert texts(shape.grid.header) == [["序号", "单位", "12320在线预约", "小计"]]
    assert body_texts(shape) == [
        ["1", "南京鼓楼医院", "6668", "8724"],
        ["2", "南京市儿童医院", "1819", "2211"],
        ["合计", "8487", "10935"],
    ]


def test_a_table_without_a_title_is_called_by_month_and_family():
    assert table_shape(make_table(title="")).title == "2024年8月预约挂号"


def test_the_legend_names_each_sign_in_use_once():
    rows = [*DISTRICTS_ROWS, ("玄武区", "未反馈/129", "", "…"), ("鼓楼区", "1/129", "—", "/")]
    table = make_table("platform-districts", header=DISTRICTS, rows=rows)
    assert table_shape(table).legend == (
        Mark("未反馈", "未上报"),
        Mark("/", "不适用"),
        Mark("空白", "缺失"),
        Mark("…", "不足最小单位"),
        Mark("—", "缺失"),
    )


def test_a_pair_is_printed_once_and_kept_whole():
    shape = table_shape(make_table("d", header=DISTRICTS, rows=DISTRICTS_ROWS))
    assert body_texts(shape) == [
        ["江宁区", "52/129", "445558", "138980.8"],
        ["秦淮区", "未反馈/129", "0", "/"],
    ]


def test_figures_of_the_note_do_not_stand_in_the_body():
    table = make_table()
    row = Row.objects.create(table=table, position=9, printed_name="总预约挂号量")
    metric = table.dataset.metrics.create(code="cumulative", label="总预约挂号量")
    Observation.objects.create(row=row, metric=metric, value=34167790, raw_text="34167790")
    assert len(table_shape(table).grid.body) == 3


def test_a_sentence_is_kept_and_its_figures_are_listed():
    shape = table_shape(make_sentence())
    assert shape.text == "8月，南京12320受理咨询电话31597个，工单3285件。"
    assert shape.extract_title == "预约挂号，2024年8月"
    assert body_texts(shape) == [
        ["南京12320", "咨询电话", "31597", ""],
        ["工单", "3285", ""],
    ]


def test_only_what_somebody_judged_is_told_to_readers():
    table = make_table()
    metric = table.dataset.metrics.get(code="subtotal")
    total = table.rows.get(kind="total")
    judged = {"verdict": "as-printed", "verdict_note": "原件如此。"}
    odd = {"origin": "2024-09", "table": table, "severity": "warning", "code": "total"}
    Finding.objects.create(message="合计不等。", row=total, metric=metric, **judged, **odd)
    Finding.objects.create(message="没有人看过。", **odd)
    Finding.objects.create(message="要改正的错误。", **odd | {"severity": "error"})
    assert table_shape(table).remarks == (
        Remark("合计，小计", "合计不等。", "原文如此", "原件如此。"),
    )


def test_many_tables_take_as_many_queries_as_one(django_assert_num_queries):
    make_sentence()
    for month in range(1, 9):
        make_table(period=f"2024-0{month}")
        make_table("d", period=f"2024-0{month}", header=DISTRICTS, rows=DISTRICTS_ROWS)
    tables = Table.objects.select_related("dataset", "layout")
    with django_assert_num_queries(6):
        shapes = table_shapes(tables)
    assert len({shape.key for shape in shapes}) == 17
