"""The page of an institution to take to a meeting."""

import pytest

from stats.models import Metric
from tests.builders import DISTRICTS, DISTRICTS_ROWS, figure, make_table, subject
from tests.web import links, opened, rows, texts

pytestmark = pytest.mark.django_db

HEADER = [subject("单位"), figure("线上", metrics="online"), figure("满意度", metrics="liked")]


def test_the_newest_month_stands_beside_the_one_before_and_among_the_others(
    client, django_assert_num_queries
):
    make_table("calls", "2023-08", HEADER, [("鼓楼", "50", "90")], family="热线")
    make_table("calls", "2024-07", HEADER, [("鼓楼", "80", "/")], family="热线")
    lines = [
        ("鼓楼", "100", "96"),
        ("儿童", "200", "95"),
        ("口腔", "未反馈", "97"),
        ("合计", "300", ""),
    ]
    make_table("calls", "2024-08", HEADER, lines, family="热线")
    make_table("calls", "2024-09", HEADER, [("儿童", "9", "9")], family="热线")
    make_table("districts", "2024-06", DISTRICTS, DISTRICTS_ROWS, family="数据采集（区）")
    Metric.objects.filter(code="online").update(unit="个")
    with django_assert_num_queries(5):
        page = opened(client, "/institutions/gu-lou/sheet/")
    assert texts(page, "caption") == ["热线，2024年8月"]
    assert rows(page) == [
        ["线上（个）", "100", "80", "+25.0%", "+100.0%", "2 / 2"],
        ["满意度", "96", "/", "", "+6.7%", "2 / 3"],
    ]
    assert links(page, "tbody a") == [
        "/stats/calls/series/?of=gu-lou&what=online",
        "/stats/calls/series/?of=gu-lou&what=liked",
    ]


def test_each_family_has_its_own_newest_month(client):
    make_table("calls", "2024-08", HEADER, [("江宁区", "1", "2")], family="热线")
    make_table("districts", "2024-06", DISTRICTS, DISTRICTS_ROWS, family="数据采集（区）")
    page = opened(client, "/institutions/jiang-ning-qu/sheet/")
    assert texts(page, "caption") == ["热线，2024年8月", "数据采集（区），2024年6月"]


def test_what_is_not_published_is_not_told(client):
    make_table("calls", "2024-07", HEADER, [("鼓楼", "80", "1")], family="热线")
    make_table(
        "calls", "2024-08", HEADER, [("鼓楼", "81", "1"), ("新院", "1", "1")], published=False
    )
    assert texts(opened(client, "/institutions/gu-lou/sheet/"), "caption") == ["热线，2024年7月"]
    assert client.get("/institutions/xin-yuan/sheet/").status_code == 404
