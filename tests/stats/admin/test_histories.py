"""Pages of what was: each change with its author, old and new value, in Chinese."""

import pytest
from django.urls import reverse
from lxml import html

from stats.entering import Entry, enter
from stats.models import Dataset, Finding, Institution, Observation
from tests.builders import make_table
from tests.desk import address, change, fill_desk, form_data, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_user(db):
    return make_staff()


@pytest.fixture
def table():
    return make_table(published=False)


def told(response):
    """The lines of a history, without their times."""
    page = html.document_fromstring(response.content.decode())
    lines = page.xpath("//table[@id='change-history']/tbody/tr")
    return [[" ".join(cell.text_content().split()) for cell in line][1:] for line in lines]


def history_of(client, record):
    return told(client.get(address(type(record), "history", record.pk)))


def save(client, record, **changes):
    url = change(record)
    return client.post(url, form_data(client.get(url)) | changes)


class TestTheHistoryOfARecord:
    def test_tells_each_field_with_its_old_and_new_value(self, table, admin_client):
        dataset = Dataset.objects.get()
        save(admin_client, dataset, title="预约诊疗", is_active=False, subject_kind="hospital")
        assert history_of(admin_client, dataset)[0] == [
            "editor",
            "修改",
            "名称：预约挂号 → 预约诊疗 行的类别：（空） → 医院 仍在更新：是 → 否",
            "",
        ]

    def test_tells_what_was_there_before_the_first_change(self, table, admin_client):
        cell = Observation.objects.first()
        save(admin_client, cell, raw_text="9", value="9")
        assert history_of(admin_client, cell) == [
            ["editor", "修改", "数值：6668 → 9 原文：6668 → 9", ""],
            ["—", "原有", "", ""],
        ]

    def test_names_what_records_point_to(self, table, admin_client):
        row = table.rows.first()
        other = Institution.objects.exclude(pk=row.institution_id).first()
        save(admin_client, row, institution=other.pk)
        assert history_of(admin_client, row)[0][2] == "机构：南京鼓楼医院 → 南京市儿童医院"

    def test_has_no_button_to_put_anything_back(self, table, admin_client):
        save(admin_client, Dataset.objects.get(), title="甲")
        page = admin_client.get(address(Dataset, "history", Dataset.objects.get().pk))
        assert "还原" not in page.content.decode()
        entry = Dataset.history.first().pk
        url = f"{address(Dataset, 'history', Dataset.objects.get().pk)}{entry}/"
        assert admin_client.post(url, {"title": "乙"}).status_code in (302, 404)
        assert Dataset.objects.get().title == "甲"

    def test_of_a_deleted_record_is_still_there(self, table, admin_client):
        cell = Observation.objects.first()
        key = cell.pk
        cell.delete()
        lines = told(admin_client.get(address(Observation, "history", key)))
        assert lines[0][1] == "删除"

    @pytest.mark.parametrize("key", ["abc", "0", "99999999999999999999999"])
    def test_of_no_record_at_all_leads_home(self, key, table, admin_client):
        assert admin_client.get(address(Dataset, "history", key)).status_code == 302


class TestVerdicts:
    @pytest.fixture
    def finding(self, admin_user):
        fill_desk(admin_user, [1])
        return Finding.objects.get(severity="warning", verdict="")

    def test_are_in_the_history_one_by_one(self, finding, admin_client):
        save(admin_client, finding, verdict="rounding", verdict_note="四舍五入所致")
        assert "结论：（空） → 四舍五入" in history_of(admin_client, finding)[0][2]
        assert "结论说明：（空） → 四舍五入所致" in history_of(admin_client, finding)[0][2]

    def test_are_in_the_history_by_the_dozen(self, finding, admin_client):
        data = {"action": "verdict_as_printed", "_selected_action": [finding.pk]}
        admin_client.post(address(Finding, "changelist"), data)
        line = history_of(admin_client, finding)[0]
        assert line[0] == "editor"
        assert "结论：（空） → 原文如此" in line[2]


class TestAllChangesOfATable:
    def page(self, client, table, **query):
        return client.get(reverse("admin:stats_table_changes", args=[table.pk]), query)

    def entries(self, table, raw="1"):
        cells = Observation.objects.filter(row__table=table).select_related("metric")
        return [Entry(cell.row_id, (cell.metric.code,), raw, where="录入") for cell in cells]

    def test_tell_row_column_old_new_and_reason(self, table, admin_user, admin_client):
        enter(table, self.entries(table)[:1], admin_user, reason="核对")
        assert told(self.page(admin_client, table)) == [
            ["editor", "修改", "南京鼓楼医院", "12320在线预约", "原文：6668 → 1", "核对"]
        ]

    def test_come_newest_first(self, table, admin_user, admin_client):
        for raw in ("1", "2"):
            enter(table, self.entries(table, raw)[:1], admin_user)
        changes = [line[4] for line in told(self.page(admin_client, table))]
        assert changes == ["原文：1 → 2", "原文：6668 → 1"]

    def test_tell_of_a_row_that_is_gone(self, table, admin_user, admin_client):
        row = table.rows.first()
        row.save()  # now the history knows its name
        row.delete()
        first = told(self.page(admin_client, table))[0]
        assert first[1:3] == ["删除", "南京鼓楼医院"]

    def test_say_when_nothing_was_changed(self, table, admin_client):
        assert "还没有人改动过" in self.page(admin_client, table).content.decode()

    def test_take_the_same_few_queries_however_many(
        self, table, admin_user, admin_client, django_assert_num_queries
    ):
        enter(table, self.entries(table)[:1], admin_user)
        self.page(admin_client, table)
        with django_assert_num_queries(9):
            self.page(admin_client, table)
        for raw in map(str, range(20, 40)):
            enter(table, self.entries(table, raw), admin_user)
        with django_assert_num_queries(9):
            assert len(told(self.page(admin_client, table))) == 100
        assert len(told(self.page(admin_client, table, p="2"))) == 21
