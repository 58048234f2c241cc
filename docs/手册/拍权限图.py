"""Pictures of pages 08 and 09 of the manual: .venv/bin/python docs/手册/拍权限图.py"""

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from 拍图 import PICTURES, half_done, opened, served, set_up, shoot


def clerk_of(table):
    """Somebody of the role 录入 who enters one institution of one table."""
    from django.contrib.auth.models import Group, User

    from stats.models import Assignment

    clerk = User.objects.create(username="wang", last_name="王", first_name="录", is_staff=True)
    clerk.groups.set([Group.objects.get(name="录入")])
    mine = Assignment.objects.create(user=clerk, institution=table.rows.first().institution)
    mine.datasets.set([table.dataset])
    return clerk


def changed(table, user):
    """The table with a few figures entered, one of them twice, and its family renamed."""
    from stats.entering import Entry, enter

    row = table.rows.first()
    code = table.dataset.metrics.first().code
    for raw, reason in (("6701", "来电更正"), ("6710", "医院再次更正")):
        enter(table, [Entry(row.pk, (code,), raw)], user, reason=reason)
    table.dataset.methodology = "按实际就诊统计。"
    table.dataset._history_user = user
    table.dataset.save()


def shoot_rights(address, table, clerk, user):
    with opened(address, user) as page:
        page.goto(f"{address}/admin/auth/user/{clerk.pk}/change/")
        shoot(page, "08-账号", full_page=True)
    with opened(address, clerk) as page:
        page.goto(f"{address}/admin/stats/table/{table.pk}/grid/")
        page.locator("#grid tbody td.stub").first.wait_for()
        shoot(page, "08-录入范围", clip={"x": 0, "y": 0, "width": 1366, "height": 480})
        page.goto(f"{address}/admin/second-step/setup/")
        page.locator("#code").wait_for()
        shoot(page, "08-第二步验证", clip={"x": 0, "y": 0, "width": 1366, "height": 640})


def shoot_histories(address, table, user):
    from stats.models import Finding

    with opened(address, user) as page:
        page.goto(f"{address}/admin/stats/dataset/{table.dataset_id}/history/")
        shoot(page, "09-历史", clip={"x": 0, "y": 0, "width": 1366, "height": 380})
        page.goto(f"{address}/admin/stats/table/{table.pk}/changes/")
        shoot(page, "09-全部改动", clip={"x": 0, "y": 0, "width": 1366, "height": 560})
        finding = Finding.objects.filter(severity="warning").first()
        page.goto(f"{address}/admin/stats/finding/{finding.pk}/change/")
        shoot(page, "09-发现", full_page=True)


def main():
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        user = set_up(Path(folder))
        issue = half_done(user)
        table = issue.tables.get(dataset__slug="bookings")
        changed(table, user)
        clerk = clerk_of(table)
        with served() as address:
            shoot_rights(address, table, clerk, user)
            shoot_histories(address, table, user)


if __name__ == "__main__":
    main()
