"""The filled workbook goes the way of all sheets: preview, writing, taking back."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from stats import keeping
from stats.applying import Request, take_in
from stats.documents import read_sheets
from stats.drafting import draft_table
from stats.models import Import, Observation, SheetForm, Table
from stats.planning import ADDED, CHANGED, REFUSED, UNCHANGED, Answers, Sheets, make_plan
from stats.undoing import undo
from stats.workbooks import workbook_of
from tests.builders import make_table, month
from tests.desk import make_staff

pytestmark = pytest.mark.django_db

AUGUST = month("2024-08")


@pytest.fixture
def user():
    return make_staff()


@pytest.fixture
def table():
    return draft_table(make_table(), month("2024-09"), "2024-10")


def document(folder, tables, **cells):
    """The `Document` of the workbook of these tables with texts in some cells of its first."""
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(tables)))
    for place, value in cells.items():
        book.worksheets[0][place] = value
    path = folder / "填报表.xlsx"
    book.save(path)
    keeping.wait([path.read_bytes()], ".xlsx")
    return read_sheets(path)


def planned(document, user, answers=None):
    return make_plan(Sheets.of([document]), AUGUST, user, answers)


def written(document, user):
    plan = planned(document, user)
    return take_in([document], Request(AUGUST, "", user, Answers(), plan.digest, True))


def figures(table):
    cells = Observation.objects.filter(row__table=table).order_by("row", "metric__code")
    return list(cells.values_list("row__printed_name", "metric__code", "raw_text", "source"))


def test_its_codes_say_month_issue_table_and_rows(table, user, tmp_path):
    plan = planned(document(tmp_path, [table], D5=7000, E6="未反馈"), user)
    (sheet,) = plan.sheets
    assert (plan.period, plan.origin) == (month("2024-09"), "2024-10")
    assert (sheet.table.table, sheet.dataset) == (table, table.dataset)
    told = [(cell.state, cell.row.name, cell.label, cell.raw, cell.where) for cell in sheet.cells]
    assert told == [
        (ADDED, "南京鼓楼医院", "12320在线预约", "7000", "预约挂号!D5"),
        (ADDED, "南京市儿童医院", "小计", "未反馈", "预约挂号!E6"),
    ]
    assert not plan.blocked


def test_it_is_written_with_its_source_and_taken_back(table, user, tmp_path):
    (taken,) = written(document(tmp_path, [table], D5=7000, E5=9000), user)
    assert taken.source == Import.Source.WORKBOOK
    assert figures(table) == [
        ("南京鼓楼医院", "online", "7000", "预约挂号!D5"),
        ("南京鼓楼医院", "subtotal", "9000", "预约挂号!E5"),
    ]
    assert not SheetForm.objects.exists()
    undo(taken, user)
    assert figures(table) == []


def test_what_is_there_already_is_told_as_changed_or_unchanged(table, user, tmp_path):
    written(document(tmp_path, [table], D5=7000, E5=9000), user)
    plan = planned(document(tmp_path, [table], D5=7001), user)
    assert (plan.count(CHANGED), plan.count(UNCHANGED), plan.count(ADDED)) == (1, 1, 0)


def test_what_cannot_be_read_is_refused_with_its_cell(table, user, tmp_path):
    plan = planned(document(tmp_path, [table], D5="约七千"), user)
    (cell,) = plan.sheets[0].of(REFUSED)
    assert (cell.where, plan.blocked) == ("预约挂号!D5", True)
    assert "读不成数字" in cell.reason


def test_a_published_table_is_closed(user, tmp_path):
    plan = planned(document(tmp_path, [make_table()]), user)
    assert plan.sheets[0].errors == [
        "“预约挂号 2024-08”已经发布，不能再导入；要改已发布的数据，请用“更正”。"
    ]


def test_a_table_that_has_gone_is_told(table, user, tmp_path):
    filled = document(tmp_path, [table], D5=1)
    Table.objects.filter(pk=table.pk).delete()
    plan = planned(filled, user)
    assert plan.blocked
    assert "那张表已不在" in plan.errors[0]


def test_a_row_that_has_gone_is_told_with_its_cell(table, user, tmp_path):
    filled = document(tmp_path, [table], D5=1)
    table.rows.first().delete()
    errors = planned(filled, user).sheets[0].errors
    assert errors == ["预约挂号!D5所在的行已不在“预约挂号 2024-09”里。"]


def test_a_metric_that_has_gone_is_told(table, user, tmp_path):
    filled = document(tmp_path, [table], D5=1)
    table.dataset.metrics.filter(code="online").update(code="other")
    assert planned(filled, user).sheets[0].errors == ["列“online”已不在“预约挂号”里。"]


def test_two_months_of_a_family_go_each_to_their_own_table(user, tmp_path):
    tables = [
        draft_table(make_table(period=f"2024-0{late}"), month(f"2024-0{late + 1}"), "2024-10")
        for late in (8, 5)
    ]
    filled = document(tmp_path, tables, D5=7000)
    plan = planned(filled, user)
    assert [sheet.table.table for sheet in plan.sheets] == tables
    assert (plan.period, plan.blocked, plan.writes) == (month("2024-09"), False, 1)


def test_a_blank_workbook_says_that_nothing_is_filled_in(table, user, tmp_path):
    plan = planned(document(tmp_path, [table]), user)
    assert (plan.writes, plan.sheets[0].remarks) == (0, ["这张表里还没有填数。"])


def test_it_goes_through_the_screens(table, user, tmp_path, client):
    client.force_login(user)
    document(tmp_path, [table], D5=7000, E5=9000)
    content = (tmp_path / "填报表.xlsx").read_bytes()
    sent = {"period": "2024-09", "files": SimpleUploadedFile("填报表.xlsx", content)}
    response = client.post(reverse("admin:stats_import_add"), sent, follow=True)
    (address, _), plan = response.redirect_chain[-1], response.context["plan"]
    response = client.post(address, {"digest": plan.digest, "write": 1, "sure": 1}, follow=True)
    assert len(figures(table)) == 2
    taken = Import.objects.get()
    client.post(reverse("admin:stats_import_undo", args=[taken.pk]))
    assert figures(table) == []
