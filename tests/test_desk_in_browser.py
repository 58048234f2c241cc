"""The desk as its user meets it: log in, look around, change a thing."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import expect

from news.models import Issue
from stats.models import Table
from tests.builders import make_issue, make_table, month
from tests.desk import fill_desk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

UNNAMED = """
    () => [...document.querySelectorAll("input, select, textarea")]
        .filter(box => box.type != "hidden" && box.offsetParent)
        .filter(box => !(box.labels.length || box.ariaLabel || box.title || box.value && box.form
            && ["submit", "button"].includes(box.type)))
        .map(box => box.name)
"""


def test_an_editor_logs_in_and_changes_a_table(page, live_server):
    user = User.objects.create_superuser("editor", password="a long enough word")
    fill_desk(user, [1], rows=10)
    table = Table.objects.get()
    page.goto(live_server.url + reverse("admin:index"))
    page.get_by_label("用户名").fill("editor")
    page.get_by_label("密码").fill("a long enough word")
    page.get_by_role("button", name="登录").click()
    page.get_by_text("全部记录").click()
    page.get_by_role("main").get_by_role("link", name="本期表").first.click()
    page.get_by_role("link", name=str(table)).click()
    expect(page.get_by_role("heading", name="照印刷原样")).to_be_visible()
    assert page.evaluate(UNNAMED) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("#id_rows-0-institution + .select2").click()
    page.locator(".select2-search__field").last.fill("儿童")
    page.get_by_role("option", name="南京市儿童医院").click()
    page.get_by_role("button", name="保存", exact=True).first.click()
    expect(page.get_by_text("成功修改")).to_be_visible()
    assert table.rows.first().institution.name == "南京市儿童医院"


def test_an_editor_begins_the_next_issue_and_downloads_its_workbook(page, live_server, client):
    make_issue(tables=[make_table()], serial=151, period=month("2024-08"))
    enter_desk(page, live_server, client)
    page.goto(live_server.url + reverse("admin:index"))
    page.get_by_role("link", name="开始下一期").click()
    assert page.evaluate(UNNAMED) == []
    page.get_by_role("button", name="建立这一期").click()
    expect(page.get_by_text("2024年第10期已建好")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载填报表", exact=True).click()
    assert download.value.suggested_filename == "2024年第10期填报表.xlsx"
    assert Issue.objects.get(serial=152).tables.get().title == "2024-08 预约挂号统计"


def enter_desk(page, live_server, client):
    """Log in without the form."""
    client.force_login(User.objects.create(username="editor", is_staff=True, is_superuser=True))
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
