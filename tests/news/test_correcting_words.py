"""Corrections of what is no figure: names of rows, statuses, masthead; told, undone, restored."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from news.correcting import texts_typed
from news.models import Issue
from news.presenting import issue_context
from stats.correcting import NotCorrectable, cells_typed
from stats.freezing import plain_tables
from stats.models import Correction, Observation
from tests.builders import make_table
from tests.desk import make_staff
from tests.news.corrections import brought_back, corrected, published
from tests.web import opened, rows, texts

pytestmark = pytest.mark.django_db

TABLE = "/stats/bookings/2024-08/"


@pytest.fixture
def issue():
    return published()


def renamed(table, new, field="printed_name", name="南京鼓楼医院"):
    row = table.rows.get(printed_name=name)
    old = getattr(row, field)
    return {"table": table.pk, "row": row.pk, "field": field, "old": old, "new": new}


def day():
    today = timezone.localdate()
    return f"{today.year}年{today.month}月{today.day}日"


class TestNames:
    def test_a_printed_name_is_corrected_in_public(self, client, issue):
        table = issue.tables.get()
        before = timezone.now()
        edition = corrected(issue, words=[renamed(table, "南京鼓楼医院（本部）")])
        page = opened(client, TABLE)
        assert rows(page)[0][1] == "r更更正，原为 南京鼓楼医院 南京鼓楼医院（本部）"
        assert texts(page, ".changes li") == [
            f"更正 {day()}，南京鼓楼医院（本部），印刷名称，"
            "由 南京鼓楼医院 改为 南京鼓楼医院（本部）（录入错误）。说明"
        ]
        assert "南京鼓楼医院（本部），印刷名称" in opened(client, "/corrections/").text_content()
        assert edition.whole["tables"][0]["rows"][0]["printed_name"] == "南京鼓楼医院（本部）"
        ((then,),) = [
            [row["printed_name"] for row in told["rows"][:1]]
            for told in plain_tables(issue.tables.all(), before)
        ]
        assert then == "南京鼓楼医院"
        for address in (TABLE, "/stats/bookings/data/", "/stats/bookings/2024-08.csv"):
            now = client.get(address).getvalue().decode()
            past = client.get(address, {"at": before.isoformat()}).getvalue().decode()
            assert ("（本部）" in now, "（本部）" in past) == (True, False), address

    def test_going_back_to_the_first_version_takes_the_old_name(self, issue):
        table = issue.tables.get()
        corrected(issue, words=[renamed(table, "甲"), renamed(table, "9", "number")])
        edition = brought_back(issue.editions.get(number=1))
        first = edition.whole["tables"][0]["rows"][0]
        assert (first["printed_name"], first["number"]) == ("南京鼓楼医院", "1")
        made = Correction.objects.order_by("pk").values_list(
            "field", "old_raw_text", "new_raw_text"
        )
        assert list(made) == [
            ("printed_name", "南京鼓楼医院", "甲"),
            ("number", "1", "9"),
            ("printed_name", "甲", "南京鼓楼医院"),
            ("number", "9", "1"),
        ]

    @pytest.mark.parametrize("wrong", [{"field": "kind"}, {"field": "title"}])
    def test_nothing_else_of_a_row_can_be_changed(self, issue, wrong):
        change = renamed(issue.tables.get(), "甲") | wrong
        with pytest.raises(NotCorrectable, match="不在这一期里"):
            corrected(issue, words=[change])

    def test_a_row_of_another_table_has_no_place(self, issue):
        other = make_table(period="2024-07", origin="2024-08")
        change = renamed(issue.tables.get(), "甲") | {"row": other.rows.first().pk}
        with pytest.raises(NotCorrectable, match="不在这一期里"):
            corrected(issue, words=[change])


class TestStatus:
    def cell(self, table):
        return table.rows.get(printed_name="南京鼓楼医院").pk, ("online",)

    def test_a_blank_is_said_to_be_not_reported(self, client):
        lines = [("1", "南京鼓楼医院", "", "8724")]
        issue = published(make_table(published=False, rows=lines))
        place = self.cell(issue.tables.get())
        cells = cells_typed(issue.tables.get(), {place: ""}, {place: "L"})
        edition = corrected(issue, cells=cells)
        now = edition.whole["tables"][0]["rows"][0]["cells"]["online"]
        assert now == [None, "L", ""]
        assert texts(opened(client, TABLE), ".changes li") == [
            f"更正 {day()}，南京鼓楼医院，12320在线预约，"
            "由 空白（缺失） 改为 空白（未上报）（录入错误）。说明"
        ]

    def test_a_word_that_nobody_can_read_may_stand_with_a_status(self, issue):
        place = self.cell(issue.tables.get())
        with pytest.raises(NotCorrectable, match="认不出是数还是记号"):
            cells_typed(issue.tables.get(), {place: "系统升级"})
        corrected(issue, cells=cells_typed(issue.tables.get(), {place: "系统升级"}, {place: "L"}))
        cell = Observation.objects.get(row=place[0], metric__code="online")
        assert (cell.value, cell.status, cell.raw_text) == (None, "L", "系统升级")

    def test_a_mark_is_no_number_whatever_is_said(self, issue):
        place = self.cell(issue.tables.get())
        with pytest.raises(NotCorrectable, match="没有数值，状态不能是“正常”"):
            cells_typed(issue.tables.get(), {place: "/"}, {place: "A"})


class TestMasthead:
    def test_its_fields_are_corrected_and_shown(self, client, issue):
        typed = {"serial": "153", "printed_on": "2024-09-29", "editor": "李四", "print_run": "500"}
        texts_now = texts_typed("issue", issue, typed)
        edition = corrected(issue, texts=texts_now)
        told = issue_context(edition.whole)["issue"]
        assert (told.serial, told.printed_on, told.editor, told.print_run) == (
            153, date(2024, 9, 29), "李四", 500,
        )  # fmt: skip
        assert issue_context(issue.editions.get(number=1).whole)["issue"].editor != "李四"
        told = opened(client, "/corrections/").text_content()
        assert "报头和刊尾" in told and "责任编辑" in told

    def test_what_is_no_day_or_number_is_refused(self, issue):
        with pytest.raises(NotCorrectable, match="日期"):
            texts_typed("issue", issue, {"printed_on": "2024-13-01"})

    def test_going_back_takes_the_old_words(self, issue):
        corrected(issue, texts=texts_typed("issue", issue, {"serial": "", "editor": "李四"}))
        edition = brought_back(issue.editions.get(number=1))
        first = issue.editions.get(number=1).whole["issue"]
        assert edition.whole["issue"] == first
        assert Issue.objects.get().serial == first["serial"]


def test_all_of_it_is_typed_in_one_form(client, issue):
    client.force_login(make_staff())
    table = issue.tables.get()
    row = table.rows.get(printed_name="南京鼓楼医院")
    page = reverse("admin:stats_table_correct", args=[table.pk])
    data = {
        "kind": "correction", "reason": "录入错误", "wording": "名称有误。",
        "opened": timezone.now().isoformat(), f"l-{row.pk}-printed_name": "甲",
        "s-0-cell": f"c-{row.pk}-online", "s-0-status": "L", f"c-{row.pk}-online": "停机",
    }  # fmt: skip
    answer = client.post(page, data)
    assert [(line.where, line.old, line.new) for line in answer.context["parts"][0].lines] == [
        ("南京鼓楼医院，12320在线预约", "6668", "停机"),
        ("南京鼓楼医院，印刷名称", "南京鼓楼医院", "甲"),
    ]


def test_the_masthead_has_a_form_of_its_own(client, issue):
    client.force_login(make_staff())
    page = reverse("admin:news_issue_masthead", args=[issue.pk])
    assert 'name="editor"' in client.get(page).content.decode()
    why = {"kind": "correction", "reason": "录入错误", "wording": "编辑姓名有误。"}
    answer = client.post(page, why | {"opened": str(issue.version), "editor": "李四"})
    (part,) = answer.context["parts"]
    assert (part.title, part.lines[0].where, part.lines[0].new) == (
        "报头和刊尾",
        "责任编辑",
        "李四",
    )
