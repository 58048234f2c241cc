"""Footnotes of published figures: corrected like values and status, told, undone, restored."""

import pytest
from django.urls import reverse
from django.utils import timezone

from stats.correcting import Moved, NotCorrectable
from stats.freezing import plain_tables
from stats.models import Correction, Observation
from tests.desk import make_staff
from tests.news.corrections import brought_back, corrected, published
from tests.web import opened, rows, texts

pytestmark = pytest.mark.django_db

TABLE = "/stats/bookings/2024-08/"
NAME = "南京鼓楼医院"


@pytest.fixture
def issue():
    return published()


def noted(table, new, old="", metric="online"):
    row = table.rows.get(printed_name=NAME)
    told = {"table": table.pk, "row": row.pk, "metric": metric, "field": "footnote"}
    return told | {"old": old, "new": new}


def footnotes_in(plain):
    return [row["footnotes"] for told in plain for row in told["rows"] if "footnotes" in row]


def test_a_footnote_is_given_changed_told_and_taken_back(client, issue):
    table, before = issue.tables.get(), timezone.now()
    edition = corrected(issue, words=[noted(table, "含微信")])
    between = timezone.now()
    corrected(issue, words=[noted(table, "含微信预约", "含微信")])
    day = timezone.localdate()
    told = f"更正 {day.year}年{day.month}月{day.day}日，{NAME}，12320在线预约的脚注，由"
    page = opened(client, TABLE)
    assert texts(page, ".changes li") == [
        f"{told} 空白 改为 含微信（录入错误）。说明",
        f"{told} 含微信 改为 含微信预约（录入错误）。说明",
    ]
    assert rows(page)[0] == ["1", NAME, "注16668", "8724"]  # the figure itself is as it was
    assert f"{NAME}，12320在线预约的脚注" in opened(client, "/corrections/").text_content()
    assert footnotes_in(edition.whole["tables"]) == [{"online": "含微信"}]
    stood = [footnotes_in(plain_tables(issue.tables.all(), at)) for at in (before, between, None)]
    assert stood == [[], [{"online": "含微信"}], [{"online": "含微信预约"}]]
    brought_back(issue.editions.get(number=1))
    made = Correction.objects.order_by("pk").values_list("field", "old_raw_text", "new_raw_text")
    assert list(made) == [
        ("footnote", "", "含微信"),
        ("footnote", "含微信", "含微信预约"),
        ("footnote", "含微信预约", ""),
    ]
    assert not Observation.objects.exclude(footnote="").exists()


def test_of_two_the_later_is_told_of_the_first(issue):
    table = issue.tables.get()
    corrected(issue, words=[noted(table, "甲")])
    with pytest.raises(Moved) as moved:
        corrected(issue, words=[noted(table, "乙")])
    assert moved.value.cells == [("脚注", "", "甲", "乙")]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"field": "group"}, "不在这一期里"),
        ({"metric": "unknown"}, "不在这一期里"),
        ({"new": "长" * 301}, "脚注有 301 个字，最多 300 个"),
    ],
)
def test_nothing_else_is_written_so(issue, wrong, said):
    with pytest.raises(NotCorrectable, match=said):
        corrected(issue, words=[noted(issue.tables.get(), "甲") | wrong])


def test_it_is_typed_in_the_form_of_the_table(client, issue):
    client.force_login(make_staff())
    table = issue.tables.get()
    corrected(issue, words=[noted(table, "含微信")])
    row = table.rows.get(printed_name=NAME).pk
    data = {
        "kind": "correction", "reason": "录入错误", "wording": "补脚注。",
        "opened": timezone.now().isoformat(), f"f-{row}-online": "",
        "n-0-cell": f"c-{row}-subtotal", "n-0-text": "含专家门诊",
    }  # fmt: skip
    answer = client.post(reverse("admin:stats_table_correct", args=[table.pk]), data)
    assert [(line.where, line.old, line.new) for line in answer.context["parts"][0].lines] == [
        (f"{NAME}，12320在线预约的脚注", "含微信", "空白"),
        (f"{NAME}，小计的脚注", "空白", "含专家门诊"),
    ]
