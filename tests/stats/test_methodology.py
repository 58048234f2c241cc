"""How figures are counted, with dates: only of what is published, and always the whole of it."""

import pytest
from django.test import Client

from stats.models import Break, Dataset, Metric, Status
from tests.builders import figure, make_table, month, subject
from tests.web import found, opened, texts

pytestmark = pytest.mark.django_db

OLD = [subject("单位"), figure("电话预约", metrics="phone"), figure("小计", metrics="all")]
NEW = [subject("单位"), figure("快速预约", metrics="fast"), figure("小计", metrics="all")]
FORM = "起用另一种表式，口径或有不同；不再刊印：电话预约；新刊：快速预约"


@pytest.fixture
def family(db):
    """A family printed in two forms, another of one month, and a third that nobody may know of."""
    for period in ("2024-01", "2024-02"):
        make_table("calls", period, OLD, [("鼓楼", "1", "10")], family="热线")
    make_table("calls", "2024-03", NEW, [("鼓楼", "3", "10")], form="two-up")
    make_table("kiosks", "2024-02", OLD, [("鼓楼", "1", "10")], family="终端")
    make_table("secret", "2024-02", OLD, [("鼓楼", "1", "10")], family="绝密", published=False)
    known = Dataset.objects.get(slug="calls")
    known.marks, known.methodology = {"/": "M"}, "按受理日期统计。"
    known.save()
    Metric.objects.filter(dataset=known, code="phone").update(definition="打电话来约的号。")
    told = {"dataset": known, "metric": Metric.objects.get(dataset=known, code="all")}
    Break.objects.create(**told, period=month("2024-02"), wording="小计起含院内预约。")
    Break.objects.create(**told, period=month("2024-04"), wording="绝密的将来。")
    return known


def test_all_families_and_what_changed_in_any_of_them_stand_on_one_page(client, family):
    page = opened(client, "/methodology/")
    assert texts(page, "main ul.plain li") == ["热线", "终端"]
    assert texts(page, "[aria-labelledby=statuses] dt") == [status.label for status in Status]
    assert texts(page, ".breaks li") == [
        f"2024年3月起 热线：{FORM}",
        "2024年2月起 热线：小计：小计起含院内预约。",
    ]
    assert "绝密" not in client.get("/methodology/").content.decode()


def test_a_family_tells_of_its_metrics_forms_marks_and_changes_with_dates(client, family):
    page = opened(client, "/methodology/calls/")
    assert texts(page, "[aria-labelledby=how] p") == ["按受理日期统计。"]
    assert texts(page, "[aria-labelledby=metrics] dt") == ["快速预约", "电话预约", "小计"]
    assert texts(page, "[aria-labelledby=metrics] dd") == [
        "2024年3月的表里有。逐月看",
        "打电话来约的号。 2024年1月至2024年2月的表里有。逐月看",
        "2024年1月至2024年3月的表里有。逐月看",
    ]
    assert texts(page, "[aria-labelledby=forms] dl div") == [
        "2024年3月双栏表格：快速预约、小计",
        "2024年1月至2024年2月表格：电话预约、小计",
    ]
    assert texts(page, "[aria-labelledby=marks] dl div") == [
        "/不适用：这一格本来就没有数，例如没有这项业务，常印作“/”“—”。"
    ]
    assert texts(page, ".breaks li") == [
        f"2024年3月起 {FORM}",
        "2024年2月起 小计：小计起含院内预约。",
    ]
    assert len(found(page, "main h2")) == 5


def test_what_is_not_published_has_none(client, family):
    assert client.get("/methodology/secret/").status_code == 404


@pytest.mark.parametrize(("path", "queries"), [("/methodology/", 4), ("/methodology/calls/", 6)])
def test_more_months_and_families_take_no_more_queries(
    family, path, queries, django_assert_num_queries
):
    for number in range(1, 10):
        make_table("calls", f"2023-{number:02d}", OLD, [("鼓楼", "1", "10")])
        make_table(f"more-{number}", "2024-02", OLD, [("鼓楼", "1", "10")])
    with django_assert_num_queries(queries):
        Client().get(path)
