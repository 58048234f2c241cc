"""A month at the desk: from the workbook of an issue to a complete, checked issue in few clicks."""

import openpyxl
import pytest

from news.models import Issue
from stats.models import Observation, Table

pytestmark = pytest.mark.django_db(transaction=True)

MOST_CLICKS = 25


class Desk:
    """A person at the desk whose clicks are counted."""

    def __init__(self, page, address):
        self.page, self.address, self.clicks = page, address, 0

    def click(self, place):
        self.clicks += 1
        place.first.click()
        self.page.wait_for_load_state()

    def button(self, name):
        return self.page.locator("#container").get_by_role("button", name=name)

    def link(self, name):
        return self.page.locator("#container").get_by_role("link", name=name, exact=True)


@pytest.fixture
def desk(page, live_server, sample_issues, admin_user):
    page.goto(f"{live_server.url}/admin/")
    page.fill("#id_username", "admin")
    page.fill("#id_password", "password")
    page.click("[type=submit]")
    return Desk(page, live_server.url)


def filled(path):
    """The workbook at `path` with last month's grey figures typed into the white cells."""
    book = openpyxl.load_workbook(path)
    for sheet in book:
        white = [cell for row in sheet.iter_rows() for cell in row if not cell.protection.locked]
        first = min(cell.column for cell in white)
        grey = min(cell.column for cell in heads(sheet) if str(cell.value).startswith("上月"))
        for cell in white:
            cell.value = sheet.cell(cell.row, cell.column + grey - first).value
    book.save(path)
    return path


def heads(sheet):
    """The cells above the figures of a sheet."""
    return [cell for row in sheet.iter_rows(max_row=6) for cell in row]


def readings(origin):
    """What an issue holds: family, row, metric and raw text, whatever its month."""
    cells = Observation.objects.filter(row__table__origin=origin)
    return set(
        cells.values_list(
            "row__table__dataset__slug", "row__printed_name", "metric__code", "raw_text"
        )
    )


def test_a_month_is_taken_in_and_checked_with_few_clicks_and_no_typing(desk, tmp_path):
    page = desk.page
    # The issues of 2020 and 2024 are drafts here: the desk's current issue is that of 2024.
    page.goto(f"{desk.address}/admin/news/issue/next/")
    desk.click(desk.button("建立这一期"))
    with page.expect_download() as download:
        desk.click(desk.link("下载填报表"))
    download.value.save_as(tmp_path / "填报表.xlsx")
    desk.click(desk.link("上传表格"))
    desk.clicks += 1
    page.set_input_files("input[type=file]", filled(tmp_path / "填报表.xlsx"))
    desk.click(desk.button("上传并预览"))
    desk.click(desk.button("写入"))
    page.goto(f"{desk.address}/admin/")
    desk.clicks += 1
    tables = Table.objects.filter(origin="2024-10")
    for _ in range(tables.count()):
        desk.click(desk.button("核对无误"))
    assert readings("2024-10") == readings("2024-09")
    assert Issue.objects.get(year=2024, number=10).serial == 152
    assert tables.filter(checked_by__isnull=True).count() == 0
    assert desk.clicks <= MOST_CLICKS
