import json
import socket
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from news.models import Issue, State
from nhb_site import appending, backup_records
from nhb_site.auditing import Kind, record, seal
from nhb_site.models import AuditEntry
from stats import rounds
from tests.builders import make_issue, move_to


@pytest.fixture(autouse=True)
def var(settings, tmp_path, monkeypatch):
    settings.VAR_DIR, settings.DISK_LOW_MB = tmp_path, 0
    # Of the tests' own PostgreSQL nothing has to outlive a power cut.
    monkeypatch.setattr("nhb_site.databases.check_that_saves_last", lambda *told: [])
    return tmp_path


def told(client):
    response = client.get("/readyz")
    return response.status_code, response.content.decode()


@pytest.mark.django_db
class TestReady:
    def test_with_all_it_needs(self, client, django_assert_max_num_queries):
        with django_assert_max_num_queries(3):
            assert told(client) == (200, "ok\n")
        assert client.get("/readyz")["Cache-Control"].endswith("private")

    def test_without_the_database(self, client, monkeypatch):
        def gone(*args):
            raise DatabaseError("没有应答\n详情")

        monkeypatch.setattr("nhb_site.health.connection.cursor", gone)
        assert told(client) == (
            503,
            "数据库无法连接：没有应答。看数据库是否在运行，DATABASE_URL 是否写对。\n",
        )

    def test_with_a_migration_to_be_made(self, client):
        MigrationRecorder.Migration.objects.filter(app="sessions").delete()
        assert told(client) == (503, "数据库还差 1 个迁移没有做。运行 manage.py migrate。\n")

    def test_without_room_for_uploads(self, client, settings, tmp_path):
        settings.MEDIA_ROOT = tmp_path / "file"
        settings.MEDIA_ROOT.write_text("")
        said = f"上传文件夹 {settings.MEDIA_ROOT} 写不进去：File exists。"
        assert told(client) == (503, f"{said}看它属于谁、权限是否还在、磁盘是否满了。\n")

    def test_with_a_full_disk(self, client, settings):
        settings.DISK_LOW_MB = 2**40
        status, said = told(client)
        assert (status, said.split()[1].split("，")[0]) == (503, "所在的磁盘只剩")


def note_backup(at, result="ok"):
    path = backup_records._path()
    line = json.dumps({"at": at.isoformat(), "what": "backup", "result": result})
    with path.open("a") as lines:
        lines.write(f"{line}\n")


@pytest.mark.django_db
def test_the_check_tells_what_somebody_has_to_look_after():
    def amiss():
        with pytest.raises(CommandError) as refused:
            call_command("check_health")
        return str(refused.value)

    assert amiss() == "还没有做过备份。运行 manage.py backup，见 docs/运维/备份与恢复.md。"
    now = timezone.localtime()
    last = now - timedelta(days=3)
    note_backup(last)
    note_backup(now, "磁盘满了")
    assert amiss() == (
        f"最近一次做成的备份是 {last:%Y-%m-%d %H:%M}，超过两天了。"
        "看 journalctl -u jianbao-backup 说的原因，再运行 manage.py backup。"
    )
    note_backup(now)
    call_command("check_health")
    issue, moment = make_issue(2024, 10, state=State.DRAFT), now - timedelta(hours=1)
    move_to(issue, State.SCHEDULED)
    Issue.objects.update(scheduled_for=moment)
    assert amiss() == (
        f"{issue}定于 {moment:%Y-%m-%d %H:%M} 发布，还没有发布。看 manage.py publish_due 说的原因。"
    )


@pytest.mark.django_db
def test_a_rewritten_audit_log_is_told(monkeypatch):
    note_backup(timezone.localtime())
    record(Kind.PREVIEW, "甲")
    record(Kind.PREVIEW, "乙")
    seal()
    record(Kind.PREVIEW, "丙")  # not yet sealed: nothing wrong with that
    call_command("check_health")
    with appending.replaceable():
        AuditEntry.objects.filter(what="乙").update(who="别人")
    entry = AuditEntry.objects.get(what="乙")
    with pytest.raises(CommandError) as refused:
        call_command("check_health")
    assert str(refused.value) == (
        f"审计日志不完整：第 2 条（{entry}）的内容与当时写下的不同。"
        "运行 manage.py verify_audit，与备份里的对照，追查是谁动了数据库。"
    )


@pytest.mark.django_db
def test_a_command_that_stopped_running_by_itself_is_told(var, monkeypatch):
    note_backup(timezone.localtime())
    call_command("check_health")  # what never ran here is not missed
    rounds.note("publish_due_watch")
    call_command("check_health")
    later = timezone.now() + timedelta(minutes=6)
    monkeypatch.setattr("nhb_site.health.timezone.now", lambda: later)
    with pytest.raises(
        CommandError, match=r"定时发布（一直运行）上次运行是 .*\n?.*jianbao-publish"
    ):
        call_command("check_health")
    assert "jianbao-publish" in rounds.last("check_health").wrong


@pytest.fixture
def hook():
    """A web address, and what was sent to it."""
    got = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args):
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/", got
        server.shutdown()
        thread.join()


def test_an_alarm_goes_out_every_way_that_is_set(settings, hook, monkeypatch):
    monkeypatch.setattr("nhb_site.management.commands.alarm.last_lines", lambda what: "磁盘满了")
    settings.ALARM_EMAILS, settings.SITE_NAME = ["it@example.cn"], "简报"
    settings.ALARM_WEBHOOK, got = hook
    call_command("alarm", "jianbao-backup.service")
    (sent,), (posted,) = mail.outbox, got
    assert (sent.to, posted) == (
        ["it@example.cn"],
        {"msgtype": "text", "text": {"content": sent.body}},
    )
    assert sent.subject.startswith("简报：jianbao-backup.service 失败（")
    assert sent.body == f"{sent.subject}\n\n磁盘满了"


def test_a_mail_server_that_does_not_answer_is_given_up(settings, hook, monkeypatch):
    monkeypatch.setattr("nhb_site.management.commands.alarm.last_lines", lambda what: "")
    settings.ALARM_EMAILS, (settings.ALARM_WEBHOOK, got) = ["it@example.cn"], hook
    assert settings.EMAIL_TIMEOUT == 20
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_HOST, settings.EMAIL_PORT = silent.getsockname()
        settings.EMAIL_TIMEOUT = 0.1
        with pytest.raises(CommandError, match=r"^通知没有发出（邮件）：.*timed out$"):
            call_command("alarm", "x")
    assert len(got) == 1


@pytest.mark.django_db
def test_what_the_database_has_no_answer_to_is_told(monkeypatch):
    def unreadable():
        raise DatabaseError("database disk image is malformed")

    note_backup(timezone.localtime())
    monkeypatch.setattr("nhb_site.auditing.torn", unreadable)
    with pytest.raises(CommandError) as refused:
        call_command("check_health")
    assert str(refused.value) == (
        "没有查成（audit）：database disk image is malformed。"
        "见 docs/运维/备份与恢复.md 的“数据库文件坏了”。"
    )


def test_one_way_that_fails_does_not_keep_the_other_back(settings, monkeypatch):
    monkeypatch.setattr("nhb_site.management.commands.alarm.last_lines", lambda what: "")
    settings.ALARM_EMAILS, settings.ALARM_WEBHOOK = ["it@example.cn"], "http://127.0.0.1:9/"
    with pytest.raises(CommandError, match=r"通知没有发出（网址）：.*refused"):
        call_command("alarm", "x")
    assert len(mail.outbox) == 1
    settings.ALARM_EMAILS, settings.ALARM_WEBHOOK = [], ""
    with pytest.raises(CommandError, match="没有地方可通知"):
        call_command("alarm", "x")
