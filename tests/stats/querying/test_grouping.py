"""Rows under headings, and sums that tell what they lack."""

import pytest

from stats.models import Institution, Metric
from tests.builders import figure, group, make_table, subject
from tests.web import found, opened, rows, texts

pytestmark = pytest.mark.django_db

HEADER = [
    group("分组"), subject("单位"), figure("线上", metrics="online"), figure("用时", metrics="days")
]  # fmt: skip
LINES = [
    ("医\n疗", "鼓楼", "50", "30"),
    ("医\n疗", "儿童", "未反馈", "29"),
    ("医\n疗", "口腔", "7.5", "30"),
    ("各\n区", "江宁区", "4", "30"),
    ("", "合计", "61.5", "30"),
]


@pytest.fixture
def table(db):
    table = make_table("calls", "2024-02", HEADER, LINES, family="热线")
    Metric.objects.filter(code="days").update(unit="天")
    district = Institution.objects.get(name="江宁区")
    Institution.objects.filter(pk=district.pk).update(kind="district")
    Institution.objects.filter(name="口腔").update(district=district)
    return table


def test_printed_groups_come_to_sums_that_tell_what_is_missing(client, table):
    page = opened(client, "/stats/calls/query/", by="group")
    assert rows(page) == [
        ["医疗", "儿童", "未反馈", "29"],
        ["鼓楼", "50", "30"],
        ["口腔", "7.5", "30"],
        ["相加（算得）", "57.5（缺 1）", ""],
        ["各区", "江宁区", "4", "30"],
        ["刊印的小计、合计", "合计", "61.5", "30"],
    ]
    assert len(found(page, "tr.computed")) == 1
    assert "缺的不当作零" in texts(page, ".sheet .legend")[0]


def test_rows_that_have_no_groups_are_one_whole(client):
    make_table()
    page = opened(client, "/stats/bookings/query/", by="group", what="online")
    assert rows(page) == [
        ["全部", "南京鼓楼医院", "6668"],
        ["南京市儿童医院", "1819"],
        ["相加（算得）", "8487"],
        ["刊印的小计、合计", "合计", "8487"],
    ]


@pytest.mark.parametrize(
    ("by", "labels"),
    [
        ("kind", ["医院", "区", "刊印的小计、合计"]),
        ("district", ["医院", "区", "江宁区", "刊印的小计、合计"]),
    ],
)
def test_institutions_are_grouped_by_what_is_known_of_them(client, table, by, labels):
    page = opened(client, "/stats/calls/query/", by=by, what="online")
    told = texts(page, "tbody th[scope=rowgroup]")
    assert sorted(told) == sorted(labels)
    assert told[-1] == "刊印的小计、合计"


def test_only_institutions_are_grouped(client, table):
    plain = rows(opened(client, "/stats/calls/query/", down="what"))
    assert rows(opened(client, "/stats/calls/query/", down="what", by="kind")) == plain
