"""The desk as its user meets it: log in, look around, change a thing."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import expect

from stats.models import Table
from tests.desk import fill_desk

pytestmark = pytest.mark.django_db(transaction=True)

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


def test_its_widest_pages_fit_a_laptop(page, live_server, client):
    user = User.objects.create(username="editor", is_staff=True, is_superuser=True)
    fill_desk(user, [1], rows=3)
    client.force_login(user)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    for name in ("dataset", "layout", "row", "institution"):
        page.goto(live_server.url + reverse(f"admin:stats_{name}_change", args=[1]))
        assert page.evaluate(UNNAMED) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
