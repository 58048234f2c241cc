"""From which month on figures are counted in another way: told wherever months stand together."""

import pytest

from stats.models import Break, Dataset, Metric
from tests.builders import figure, make_table, month, subject
from tests.web import found, opened, rows, texts

pytestmark = pytest.mark.django_db

OLD = [subject("单位"), figure("电话预约", metrics="phone"), figure("小计", metrics="all")]
NEW = [subject("单位"), figure("快速预约", metrics="fast"), figure("小计", metrics="all")]
TOLD = "起用另一种表式，口径或有不同；不再刊印：电话预约；新刊：快速预约"


@pytest.fixture
def changed(db):
    """A form that changed in March, and one metric that is counted otherwise since February."""
    for period in ("2024-01", "2024-02"):
        make_table("calls", period, OLD, [("鼓楼", "1", "10")], family="热线")
    make_table("calls", "2024-03", NEW, [("鼓楼", "3", "10")], form="two-up")
    told = {"dataset": Dataset.objects.get(), "metric": Metric.objects.get(code="all")}
    Break.objects.create(**told, period=month("2024-02"), wording="小计起含院内预约。")
    Break.objects.create(**told, period=month("2024-04"), wording="绝密的将来。")


def test_a_life_marks_what_changed_where_it_begins(client, changed):
    page = opened(client, "/stats/calls/series/", of="gu-lou", what="all")
    assert [line[-1] for line in rows(page)] == [
        f"2024年第9期{TOLD}",
        "2024年第9期小计起含院内预约。",
        "2024年第9期",
    ]
    assert len(found(page, "tr.break")) == 2


def test_an_answer_numbers_the_changes_between_its_months(client, changed):
    page = opened(client, "/stats/calls/query/", last="12", what="all")
    assert [line[0] for line in rows(page)] == ["2024年1月", "2024年2月注1", "2024年3月注2"]
    assert texts(page, ".sheet ul.note li") == [
        "注1 2024年2月起：小计起含院内预约。",
        f"注2 2024年3月起：{TOLD}",
    ]
    page = opened(client, "/stats/calls/query/", last="3", what="all", down="who")
    assert texts(page, "thead th") == ["机构", "2024年1月", "2024年2月注1", "2024年3月注2"]


def test_an_answer_tells_a_change_only_where_months_stand_on_both_sides(client, changed):
    march = {"since": "2024-03", "until": "2024-03", "what": "all"}
    page = opened(client, "/stats/calls/query/", **march)
    assert texts(page, ".sheet ul.note li") == []
    page = opened(client, "/stats/calls/query/", **march, show="mom")
    assert texts(page, ".sheet ul.note li") == [f"注1 2024年3月起：{TOLD}"]


@pytest.mark.parametrize("path", ["/stats/calls/", "/stats/calls/data/"])
def test_a_family_tells_what_changed_when(client, changed, path):
    page = opened(client, path)
    assert texts(page, ".breaks li") == [
        f"2024年3月起 {TOLD}",
        "2024年2月起 小计：小计起含院内预约。",
    ]
