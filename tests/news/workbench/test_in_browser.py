"""From two uploaded files to a public page, as the editor does it."""

import os
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from news.models import Issue
from stats.catalogue import load_catalogue
from tests.desk import make_staff
from tests.news.records import written
from tests.news.workbench.bench import address
from tests.news.workbench.papers import APRIL, MAY

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


@pytest.fixture
def desk(page, live_server, client):
    """A page in which the editor is logged in."""
    load_catalogue()
    client.force_login(make_staff())
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    return page


def shoot(page, name):
    """Keep a picture where SHOTS tells a folder: to be looked at, not compared."""
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png")


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def row(page, text):
    """The line of the questions that speaks of `text`."""
    return page.locator("form.bench-ask").locator("tr, p").filter(has_text=text)


def test_from_upload_to_the_public_page(desk, live_server, tmp_path):
    page = desk
    april = written(tmp_path, "2023年第5期.txt", APRIL.encode("gb18030"))
    may = written(tmp_path, "2023年第6期.txt", MAY.encode("gb18030"))
    page.goto(live_server.url + address("upload"))
    shoot(page, "upload")
    page.get_by_label("文件").set_input_files([april, may])
    page.get_by_role("button", name="上传").click()
    expect(page.get_by_text("2023年第6期").first).to_be_visible()
    expect(page.get_by_text("等待读取")).to_have_count(0)
    shoot(page, "queue")
    page.get_by_role("link", name="2023年第5期.txt").click()
    assert fits(page)
    shoot(page, "workbench")
    decide(page)
    page.get_by_role("button", name="收录并发布").click()
    expect(page.get_by_text("2023年第5期已收录并发布。")).to_be_visible()
    page.goto(live_server.url + "/issues/2023/5/")
    expect(page.get_by_role("cell", name="1200")).to_be_visible()
    page.goto(live_server.url + address("coverage"))
    assert fits(page)
    shoot(page, "coverage")
    page.goto(live_server.url + reverse("admin:news_sourcedocument_changelist"))
    shoot(page, "queue-later")
    assert Issue.objects.get().is_published


def decide(page):
    """Answer what is asked about the April bulletin."""
    name = row(page, "南京市浦口新城医院").filter(has=page.locator("datalist, input[list]"))
    name.first.locator("select").select_option("+hospital")
    row(page, "网上预约").first.locator("select").select_option("online")
    row(page, "自助机预约").first.locator("select").select_option("+new")
    row(page, "这是哪一种统计表").locator("select").first.select_option("+new")
    box = row(page, "不能读作").locator("input[type=text], input:not([type])")
    box.fill("10")
    row(page, "第17行").locator("select").select_option("note")
    shoot(page, "answered")
    page.get_by_role("button", name="记下并重算").click()
    expect(page.get_by_text("记下了 6 项认定")).to_be_visible()
    page.get_by_label("不适用").check()
    page.get_by_role("button", name="没选的都是新指标").click()
    expect(page.get_by_text("待认定 0")).to_be_visible()
    shoot(page, "decided")
    page.get_by_role("link", name="1O").or_(page.locator("td.changed a")).first.click()
    expect(page.get_by_role("heading", name="改动原文")).to_be_in_viewport()
    shoot(page, "change")
    page.get_by_role("link", name="取消").click()
