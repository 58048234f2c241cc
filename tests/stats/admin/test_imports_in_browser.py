"""Taking a sheet in as an editor does it, in a real browser, without typing a figure."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from stats.models import Observation, Table
from tests.desk import make_staff
from tests.stats.planning.sheets import HEADER, bookings, save

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]
FITS = "document.documentElement.scrollWidth <= innerWidth"


@pytest.fixture
def desk(page, live_server, client, catalogue):
    """The page of an editor who is logged in, at the upload."""
    client.force_login(make_staff())
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(live_server.url + reverse("admin:stats_import_add"))
    return page


def test_upload_settle_write_and_undo(desk, tmp_path):
    rows = bookings([1, "鼓楼医院本部", 6668, 1031, 0, 1025, 8724, "x"], header=[*HEADER, "备注"])
    desk.get_by_label("数据月份").fill("2024-08")
    expect(desk.locator(".file-box")).to_have_text("选择文件还没有选文件")
    desk.get_by_label("文件").set_input_files(save(tmp_path / "来表.xlsx", rows))
    expect(desk.locator(".file-names")).to_have_text("来表.xlsx")
    desk.get_by_role("button", name="上传并预览").click()
    expect(desk.get_by_role("button", name="写入", exact=True).first).to_be_disabled()
    assert desk.evaluate(FITS)
    desk.get_by_label("鼓楼医院本部", exact=True).select_option("南京鼓楼医院")
    desk.get_by_label("备注").select_option("不导入")
    desk.get_by_role("button", name="按所选重新预览").first.click()
    assert Table.objects.count() == 0
    desk.get_by_role("button", name="写入", exact=True).first.click()
    expect(desk.get_by_text("写入 5 个数据")).to_be_visible()
    assert Observation.objects.count() == 5
    assert desk.evaluate(FITS)
    desk.get_by_role("link", name="撤销这次导入").click()
    desk.get_by_role("button", name="撤销这次导入").click()
    expect(desk.get_by_text("已经撤销")).to_be_visible()
    assert Table.objects.count() == 0
