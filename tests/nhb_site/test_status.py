"""The page on the state of the system: one look tells what is wrong and what to do."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from nhb_site import health, measuring
from nhb_site.auditing import record
from nhb_site.models import AuditEntry
from stats import rounds
from tests.desk import make_staff
from tests.nhb_site.test_health import note_backup
from tests.web import opened, texts

pytestmark = pytest.mark.django_db
PAGE = "/admin/status/"


@pytest.fixture
def desk(client, settings, tmp_path, monkeypatch):
    settings.VAR_DIR, settings.DISK_LOW_MB = tmp_path, 0
    settings.BACKUP_DIR = tmp_path / "backups"
    # Of the tests' own PostgreSQL nothing has to outlive a power cut.
    monkeypatch.setattr("nhb_site.databases.check_that_saves_last", lambda *told: [])
    monkeypatch.setattr(measuring, "speeds", lambda: [measuring.Speed("/", 40, 0.1, 0.4, 0.9)])
    monkeypatch.setattr("nhb_site.sizes.disks", list)
    client.force_login(make_staff())
    return client


def lines(page, section):
    """{name: the other cells} of the lines of a section."""
    rows = page.xpath(f"//section[@aria-labelledby='{section}']//tbody/tr")
    return {
        row.find("th").text_content().strip(): [
            re.sub(r"\s+", " ", cell.text_content()).strip() for cell in row.iterfind("td")
        ]
        for row in rows
    }


def note_rounds():
    for command, *_ in health.BY_THEMSELVES:
        rounds.note(command)


def test_where_all_is_well_it_says_so(desk, django_assert_max_num_queries):
    note_backup(timezone.localtime())
    note_rounds()
    with django_assert_max_num_queries(31):
        page = opened(desk, PAGE)
    checks = lines(page, "status-checks")
    assert texts(page, ".status-sum b") == ["一切正常"]
    assert list(checks) == [
        "数据库", "迁移", "上传文件夹", "数据磁盘", "其他磁盘", "断电", "数据库完整", "审计日志",
        "备份", "到时发布", "定时任务", "登录", "页面快慢",
    ]  # fmt: skip
    assert {tuple(cells[::2]) for cells in checks.values()} == {("正常", "—")}
    assert lines(page, "status-speed") == {"/": ["40", "0.100 秒", "0.400 秒", "0.900 秒"]}
    assert list(lines(page, "status-versions"))[1:3] == ["Python", "Django"]


def test_what_is_wrong_says_what_to_do(desk, monkeypatch, settings):
    slow = measuring.Speed("/search/", 40, 0.1, 2.5, 3)
    monkeypatch.setattr(measuring, "speeds", lambda: [slow])
    monkeypatch.setattr("nhb_site.databases.damage", lambda: "第 3 页不对")
    settings.DISK_LOW_MB = 2**40
    for kind in (AuditEntry.Kind.FAILED, AuditEntry.Kind.FAILED, AuditEntry.Kind.LOCKED):
        record(kind, who="admin", address="10.9.9.9")
    page = opened(desk, PAGE)
    checks = lines(page, "status-checks")
    assert texts(page, ".status-sum b") == ["有 3 项不正常，请马上处理；另有 3 项请注意"]
    assert {name: cells[0] for name, cells in checks.items() if cells[0] != "正常"} == {
        "数据磁盘": "不正常", "数据库完整": "不正常", "备份": "不正常",
        "定时任务": "注意", "登录": "注意", "页面快慢": "注意",
    }  # fmt: skip
    assert "—" not in {cells[2] for cells in checks.values() if cells[0] != "正常"}
    assert checks["登录"][1] == "24 小时里登录失败 2 次，锁定 1 次"
    (account,) = lines(page, "status-log-ins").items()
    assert (account[0], account[1][:3]) == ("admin", ["10.9.9.9", "2", "1"])
    assert lines(page, "status-rounds")["检查（每小时）"] == ["没有记录", "—"]


def test_a_backup_that_failed_is_told_beside_the_last_good_one(desk):
    made = timezone.localtime() - timedelta(hours=20)
    note_backup(made)
    note_backup(timezone.localtime(), "磁盘满了")
    told = "".join(texts(opened(desk, PAGE), "[aria-labelledby=status-backup]"))
    assert f"{made:%Y-%m-%d %H:%M}" in told
    assert "没有做成：磁盘满了" in told
