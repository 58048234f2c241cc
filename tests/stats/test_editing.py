"""The table as the grid shows it."""

from datetime import date

import pytest

from stats.drafting import draft_table
from stats.editing import EditingCell, EditingColumn, editing_sheet, life_of
from stats.models import Table
from tests.builders import make_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafted():
    return draft_table(make_table(), date(2024, 9, 1), "2024-10")


def test_a_drafted_table_is_empty_with_last_month_beside(drafted):
    sheet = editing_sheet(drafted)
    assert sheet.last_period == date(2024, 8, 1)
    assert [row.printed_name for row in sheet.rows] == ["南京鼓楼医院", "南京市儿童医院", "合计"]
    assert sheet.cells[0] == (
        EditingCell("", "", "", "6668", open=True, expected=True),
        EditingCell("", "", "", "8724", open=True, expected=True),
    )


def test_columns_know_the_subtotal_they_are_part_of(drafted):
    online, subtotal = drafted.dataset.metrics.order_by("position")
    online.part_of = subtotal
    online.save()
    assert editing_sheet(drafted).columns == (
        EditingColumn(("12320在线预约",), ("online",), "", whole=1),
        EditingColumn(("小计",), ("subtotal",), ""),
    )


def test_figures_of_a_note_have_a_column_and_a_row_of_their_own(sample_issues):
    last = Table.objects.get(dataset__slug="bookings", origin="2024-09")
    sheet = editing_sheet(draft_table(last, date(2024, 9, 1), "2024-10"))
    assert [column.note for column in sheet.columns] == [False] * 5 + [True]
    opened = [[cell.open for cell in line] for line in sheet.cells]
    assert opened[0] == [True] * 5 + [False]
    assert opened[-1] == [False] * 5 + [True]


def test_a_paragraph_has_a_column_for_each_of_its_figures(sample_issues):
    last = Table.objects.get(dataset__slug="hotline", origin="2024-09")
    sheet = editing_sheet(draft_table(last, date(2024, 9, 1), "2024-10"))
    assert [column.path[0] for column in sheet.columns] == [
        "受理咨询电话", "咨询类", "医疗投诉", "电话预约", "人工服务", "心理危机干预",
        "自助语音问答", "市12345工单", "省12345工单", "自接工单",
    ]  # fmt: skip
    assert [cell.last for cell in sheet.cells[0]] == [
        "31597", "6973", "1840", "12756", "8894", "631", "503", "3285", "1319", "1840",
    ]  # fmt: skip


def test_the_life_of_a_cell_is_its_months_before_latest_first(drafted):
    make_table(period="2024-07", origin="2024-08", rows=[("1", "南京鼓楼医院", "5", "6")])
    row = drafted.rows.get(printed_name="南京鼓楼医院")
    assert life_of(row, "online") == [(date(2024, 8, 1), "6668"), (date(2024, 7, 1), "5")]


@pytest.mark.parametrize("slug", ["hotline", "platform-hospitals"])
def test_the_grid_asks_as_little_for_many_rows_as_for_few(
    slug, sample_issues, django_assert_num_queries
):
    last = Table.objects.get(dataset__slug=slug, origin="2024-09")
    drafted = draft_table(last, date(2024, 9, 1), "2024-10")
    table = Table.objects.select_related("dataset").get(pk=drafted.pk)
    with django_assert_num_queries(7):
        editing_sheet(table)
