"""Pictures of the page 审定与发布, made anew: .venv/bin/python docs/手册/拍发布图.py"""

import tempfile
from datetime import date, timedelta
from pathlib import Path

from 拍图 import PICTURES, opened, served, set_up, shoot

DAY = timedelta(days=1)


def colleague(name, first_name, role):
    from django.contrib.auth.models import Group, User

    user = User.objects.create_user(name, first_name=first_name, is_staff=True)
    user.groups.set([Group.objects.get(name=role)])
    return user


def entered(user):
    """The next issue with last month's figures typed into it, one of them twice."""
    from news.drafting import draft_next
    from stats.editing import editing_sheet
    from stats.entering import Entry, enter

    issue = draft_next(due_on=date(2026, 12, 28))
    for table in issue.tables.select_related("dataset", "layout"):
        sheet = editing_sheet(table)
        entries = [
            Entry(row.pk, column.metrics, cell.last)
            for row, cells in zip(sheet.rows, sheet.cells, strict=True)
            for column, cell in zip(sheet.columns, cells, strict=True)
            if cell.open and cell.last
        ]
        enter(table, entries, user)
        if table.dataset.slug == "bookings":
            first = entries[0]
            enter(table, [Entry(first.row, first.metrics, "4128", first.raw)], user, "医院来电更正")
    return issue


def written(issue):
    from news.models import Article, Brief

    body = "<p>9月27日，市卫生信息中心召开全市卫生信息化工作推进会，各区和市属医院参加。</p>"
    title = "全市卫生信息化工作推进会召开"
    Article.objects.create(issue=issue, position=1, title=title, body=body)
    Brief.objects.create(issue=issue, position=1, text="9月12日，举办数据填报培训。")
    issue.printed_on = date(2024, 10, 28)
    issue.editor = ""
    issue.save()


def judged(issue, user, left=0):
    """Every warning is given a verdict, but for some that are left."""
    from django.utils import timezone

    from news.checking import recheck
    from stats.models import Finding

    recheck([issue])
    waiting = Finding.objects.filter(origin=issue.origin, severity="warning", verdict="")
    some = waiting.values("pk")[left:]
    Finding.objects.filter(pk__in=list(some.values_list("pk", flat=True))).update(
        verdict="as-printed", verdict_by=user, verdict_at=timezone.now()
    )


def shoot_way(address, issue, editor, reviewer):
    """From the checklist of a draft to the moment appointed."""
    from django.utils import timezone

    from news import publishing
    from news.models import ReleaseDay
    from news.releasing import digest_of

    ReleaseDay.objects.create(year=issue.year, number=issue.number, due_on=date(2026, 12, 28))
    judged(issue, editor, left=3)
    place = f"{address}/admin/news/issue/{issue.pk}"
    with opened(address, editor) as page:
        page.goto(f"{place}/release/")
        shoot(page, "12-清单", full_page=True)
        judged(issue, editor)
        type(issue).objects.filter(pk=issue.pk).update(editor="编辑部")
        issue.refresh_from_db()
        publishing.submit(issue, editor, "请审")
    with opened(address, reviewer) as page:
        page.goto(f"{place}/release/")
        shoot(page, "12-待审定")
        page.goto(f"{place}/review/")
        shoot(page, "12-审定")
        page.get_by_label("以上内容我已看过").scroll_into_view_if_needed()
        shoot(page, "12-审定末尾")
        publishing.approve(issue, reviewer, digest_of(issue), "同意")
        page.goto(f"{place}/release/")
        shoot(page, "12-已审定")
        publishing.schedule(issue, reviewer, timezone.now() + 9 * DAY)
        page.goto(f"{place}/change/")
        shoot(page, "12-锁定")


def shoot_calendar(address, issue, editor):
    from news.announcing import move
    from news.models import ReleaseDay

    day = ReleaseDay.objects.get(year=issue.year, number=issue.number)
    move(day, day.due_on + 2 * DAY, "等一家医院的数据", editor)
    ReleaseDay.objects.create(year=2024, number=9, due_on=date(2024, 9, 28))
    with opened(address, editor) as page:
        page.goto(f"{address}/admin/news/releaseday/{day.pk}/change/")
        shoot(page, "12-改期")
        page.goto(f"{address}/calendar/")
        shoot(page, "12-日历")


def main():
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        set_up(Path(folder))
        editor, reviewer = colleague("li", "李敏", "编辑"), colleague("zhang", "张华", "审核")
        issue = entered(editor)
        written(issue)
        with served() as address:
            shoot_way(address, issue, editor, reviewer)
            shoot_calendar(address, issue, editor)


if __name__ == "__main__":
    main()
