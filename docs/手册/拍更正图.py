"""Pictures of corrections, made anew: .venv/bin/python docs/手册/拍更正图.py"""

import tempfile
from pathlib import Path

from 拍图 import PICTURES, opened, served, set_up, shoot

WORDING = "南京鼓楼医院 8 月在线预约漏计一天，现按平台日志改正。"


def colleague():
    from django.contrib.auth.models import Group, User

    user = User.objects.create_user("reviewer", first_name="审核", is_staff=True)
    user.groups.set([Group.objects.get(name="审核")])
    return user


def fill(page, address, table):
    page.goto(f"{address}/admin/news/amendment/table/{table.pk}/")
    cells = page.locator(".cells td input")
    cells.nth(0).fill("6686")
    cells.nth(4).fill("8742")
    page.locator("select[name=reason]").select_option(index=1)
    page.locator("textarea[name=wording]").fill(WORDING)
    page.evaluate("window.scrollTo(0, 0)")


def rows_and_notes(page, address, issue):
    """A row put in, a footnote given, a picture exchanged."""
    table = issue.tables.get(dataset__slug="bookings")
    page.goto(f"{address}/admin/news/amendment/table/{table.pk}/")
    page.get_by_text("补上漏掉的行").click()
    page.locator(".added input").nth(0).fill("南京市第一医院")
    page.locator(".added input").nth(1).fill("120")
    page.get_by_text("更正数的脚注").click()
    page.locator(".note-line select").first.select_option(index=1)
    page.locator(".note-line input").first.fill("含微信小程序预约")
    shoot(page.locator("details[open]").first, "11-补行")
    shoot(page.locator("details[open]").last, "11-脚注")
    article = issue.articles.order_by("position").first()
    page.goto(f"{address}/admin/news/amendment/article/{article.pk}/")
    page.locator("[name=picture]").set_input_files(str(PICTURES / "11-选择.png"))
    page.locator("[name=new-alt]").fill("培训班会场")
    page.evaluate("document.querySelector('.submit-row').remove()")  # it would stand before it
    shoot(page.locator(".pictures"), "11-图片")


def approved(amendment, reviewer):
    from news.correcting import approve, rehearse

    approve(amendment, reviewer, rehearse(amendment, reviewer).seen)


def shoot_all(page, address, reviewer):
    from news.models import Amendment, Issue

    issue = Issue.objects.get(year=2024)
    page.goto(f"{address}/admin/news/amendment/issue/{issue.pk}/")
    shoot(page, "11-选择", clip={"x": 0, "y": 0, "width": 1366, "height": 520})
    fill(page, address, issue.tables.get(dataset__slug="bookings"))
    shoot(page, "11-改数")
    page.get_by_role("button", name="看影响").click()
    shoot(page, "11-影响", full_page=True)
    page.get_by_role("button", name="提交").click()
    page.wait_for_url("**/change/")
    approved(Amendment.objects.get(), reviewer)
    rows_and_notes(page, address, issue)
    page.goto(f"{address}/stats/bookings/2024-08/")
    page.locator(".sheet .scroll").scroll_into_view_if_needed()
    shoot(page, "11-读者", clip={"x": 0, "y": 0, "width": 1366, "height": 620})


def main():
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        user = set_up(Path(folder))
        reviewer = colleague()
        with served() as address, opened(address, user) as page:
            shoot_all(page, address, reviewer)


if __name__ == "__main__":
    main()
