"""The audit log: what is put down, and that nobody takes it away or rewrites it unseen."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from news import publishing
from nhb_site import appending, rows
from nhb_site.auditing import Kind, broken, digest_of, head, record, seal
from nhb_site.models import AuditEntry, AuditSeal
from tests.builders import make_issue
from tests.desk import make_staff
from tests.nhb_site.test_logging_in import log_in

pytestmark = pytest.mark.django_db


def written(*names):
    """What was put down, oldest first, as these fields tell it."""
    return list(AuditEntry.objects.order_by("pk").values_list(*names))


@pytest.fixture
def three():
    for name in "甲乙丙":
        record(Kind.PREVIEW, name, who="王", address="10.0.0.1")
    seal()
    return list(AuditEntry.objects.order_by("pk"))


def test_a_link_is_the_digest_of_what_stands_in_it(three):
    moment = datetime(2026, 1, 2, 3, 4, 5, 6, UTC)
    entry = AuditEntry(pk=7, at=moment, kind="way", who="甲", address="::1", what="乙", details="")
    # printf '[2,"ab",7,"2026-01-02T03:04:05.000006+00:00","way","甲","::1","乙",""]' | sha256sum
    assert digest_of(2, "ab", entry) == (
        "5db0df684e98ea87b794f1b247f149c172765a76af0e6b3d64fedf35bc2769af"
    )
    links = AuditSeal.objects.order_by("number")
    assert [(link.number, link.previous) for link in links] == [
        (1, ""),
        (2, links[0].sha256),
        (3, links[1].sha256),
    ]
    assert (broken(), head()) == ("", (3, links[2].sha256))


class TestWhoTampers:
    @pytest.mark.parametrize(
        ("statement", "said"),
        [
            ("UPDATE nhb_site_auditentry SET who = '李' WHERE id = {1}", "第 2 条（"),
            ("UPDATE nhb_site_auditentry SET at = '2020-01-01' WHERE id = {0}", "第 1 条（"),
            ("DELETE FROM nhb_site_auditseal WHERE number = 2", "第 2 条不见了"),
            ("UPDATE nhb_site_auditseal SET number = 9 WHERE number = 1", "第 1 条不见了"),
            ("UPDATE nhb_site_auditseal SET previous = sha256 WHERE number = 3", "第 3 条接不上"),
            ("DELETE FROM nhb_site_auditseal WHERE number = 3", "有 1 条不在链上"),
        ],
    )
    def test_is_found_out(self, three, statement, said):
        with connection.cursor() as cursor:
            cursor.execute(statement.format(*(entry.pk for entry in three)))
        assert broken().startswith(said)

    def test_finds_that_the_database_refuses(self, three):
        appending.guard()
        refused = []
        for table in appending.TABLES:
            deeds = [f"UPDATE {table} SET id = id + 9", f"DELETE FROM {table}"]
            if connection.vendor == "postgresql":
                deeds.append(f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {table} CASCADE")
            for statement in deeds:
                with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic():
                    connection.cursor().execute(statement)
                refused.append(statement)
        deeds = {"sqlite": 4, "postgresql": 6}[connection.vendor]
        assert (len(refused), AuditEntry.objects.count(), broken()) == (deeds, 3, "")

    def test_is_told_by_the_command(self, three, capsys):
        _, digest = head()
        call_command("verify_audit", "--holds", "3", digest)
        assert capsys.readouterr().out == f"审计日志完整，共 3 条；最后一条的摘要是 {digest}。\n"
        with pytest.raises(CommandError, match="没有以前记下的第 3 条"):
            call_command("verify_audit", "--holds", "3", "0" * 64)
        AuditEntry.objects.filter(pk=three[0].pk).update(what="别的")
        with pytest.raises(
            CommandError, match=r"审计日志不完整：第 1 条（.*）的内容与当时写下的不同"
        ):
            call_command("verify_audit")


def test_a_backup_takes_the_place_of_the_whole_log(three):
    kept = {model: list(rows.lines(model)) for model in (AuditEntry, AuditSeal)}
    appending.guard()
    record(Kind.PREVIEW, "丁")
    with appending.replaceable():
        for model in (AuditSeal, AuditEntry):
            model._base_manager.all()._raw_delete("default")
        for model, lines in kept.items():
            rows.put(model, lines)
    assert (AuditEntry.objects.count(), broken()) == (3, "")
    with pytest.raises(DatabaseError, match="只能追加"), transaction.atomic():
        connection.cursor().execute("DELETE FROM nhb_site_auditseal")


def test_what_cannot_be_put_down_is_not_done(monkeypatch):
    def full(*args, **kwargs):
        raise DatabaseError("database or disk is full")

    issue, user = make_issue(state="in-review"), make_staff()
    monkeypatch.setattr(AuditEntry.objects, "create", full)
    with pytest.raises(DatabaseError, match="disk is full"):
        publishing.send_back(issue, user, "请改")
    issue.refresh_from_db()
    assert (issue.state, issue.steps.count()) == ("in-review", 0)


class TestWhatIsPutDown:
    def test_who_comes_and_goes(self, client):
        User.objects.create_superuser("editor", password="a long enough word")
        since = AuditEntry.objects.count()
        log_in(client, "wrong", address="10.0.0.9")
        log_in(client, "a long enough word", address="10.0.0.9")
        client.post("/admin/logout/", REMOTE_ADDR="10.0.0.9")
        for _ in range(5):
            log_in(client, "wrong", address="10.0.0.9", name="no\tbody")
        assert written("kind", "who", "address")[since:] == [
            ("failed", "editor", "10.0.0.9"),
            ("login", "editor", "10.0.0.9"),
            ("logout", "editor", "10.0.0.9"),
            *[("failed", "no body", "10.0.0.9")] * 4,
            ("locked", "no body", "10.0.0.9"),
            ("failed", "no body", "10.0.0.9"),
        ]

    def test_rights_given_and_taken(self, roles):
        user = make_staff()
        since = AuditEntry.objects.count()
        user.groups.add(roles["审核"])
        user.groups.clear()
        user.is_superuser = False
        user.save()
        name = f"用户：{user}"
        assert written("kind", "what", "details")[since:] == [
            ("rights", name, "加上组：审核"),
            ("rights", name, "全部去掉组"),
            ("rights", name, "保存；有效：是，工作人员：是，超级用户：否"),
        ]

    def test_what_leaves_the_desk(self, client):
        client.force_login(make_staff())
        since = AuditEntry.objects.count()
        client.get("/admin/stats/table/export/csv/?q=x", REMOTE_ADDR="10.0.0.9")
        client.get("/stats/bookings/data/csv/")
        place = "/admin/stats/table/export/csv/?q=x"
        [(*told, file)] = written("kind", "who", "address", "what", "details")[since:]
        assert (told, ".csv" in file) == (["download", "editor", "10.0.0.9", place], True)
