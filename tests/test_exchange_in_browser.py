"""The tidy form as its user meets it: change two cells of an export, see them, write, undo."""

from io import BytesIO

import openpyxl
import pytest
from playwright.sync_api import expect

from stats.models import Import, Observation
from tests.builders import make_table
from tests.desk import address, make_staff

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

FITS = "document.documentElement.scrollWidth <= innerWidth"


def test_two_cells_of_an_export_are_changed_and_changed_back(page, live_server, client, tmp_path):
    client.force_login(make_staff())
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    make_table(published=False)
    page.goto(live_server.url + address(Observation, "changelist"))
    assert page.evaluate(FITS)
    with page.expect_download() as saved:
        page.get_by_role("link", name="导出 .xlsx").click()
    path = tmp_path / "改过.xlsx"
    path.write_bytes(edited(saved.value.path().read_bytes()))
    page.get_by_role("link", name="导入整齐数据").click()
    page.get_by_label("文件").set_input_files(path)
    page.get_by_role("button", name="上传并预览").click()
    changes = page.locator("table.cells tbody tr")
    expect(changes).to_have_count(2)
    expect(changes.first).to_contain_text("6668")
    expect(changes.first).to_contain_text("6669")
    assert page.evaluate(FITS)
    page.get_by_role("button", name="写入 2 处改动").click()
    expect(page.get_by_text("新增 0，改动 2")).to_be_visible()
    assert values() == {"6669", "8725"}
    page.get_by_role("link", name="撤销这次导入").click()
    page.get_by_role("button", name="撤销这次导入").click()
    expect(page.get_by_text("已经撤销").first).to_be_visible()
    assert values() == {"6668", "8724"}
    assert Import.objects.get().undone_at is not None


def values():
    cells = Observation.objects.filter(row__printed_name="南京鼓楼医院")
    return set(cells.values_list("raw_text", flat=True))


def edited(data):
    """The workbook with one more in both figures of 南京鼓楼医院."""
    book = openpyxl.load_workbook(BytesIO(data))
    for line in book.active.iter_rows(min_row=2):
        if line[7].value == "南京鼓楼医院":
            line[13].value = str(int(line[13].value) + 1)
            line[11].value += 1
    changed = BytesIO()
    book.save(changed)
    return changed.getvalue()
