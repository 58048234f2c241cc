"""A site comes back from its backup as it was, on either database, or nothing changes."""

import json
import os
import re
import sqlite3
from contextlib import closing

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.utils import timezone

from news.models import Article, ArticleImage, Edition, Issue, SearchEntry, SourceDocument
from news.searching.index import index_edition
from nhb_site import appending, backing_up, databases, restoring, rows, sealed
from nhb_site.auditing import broken
from nhb_site.backup_records import prune, records
from nhb_site.models import AuditEntry
from nhb_site.restoring import told
from stats.models import Table
from tests.builders import DISTRICTS, DISTRICTS_ROWS, make_issue, make_table

pytestmark = pytest.mark.django_db(transaction=True)

PRINTED = b"%PDF-1.7 \x00\xff"


@pytest.fixture(autouse=True)
def let_go(transactional_db):
    """A database that was restored guards its audit log, and is emptied behind each test."""
    yield
    appending.unguard()


@pytest.fixture
def site(settings, tmp_path, media):
    """A published issue with two tables, a file, and keys that were given and taken back."""
    settings.VAR_DIR = tmp_path
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.BACKUP_KEY_FILE = tmp_path / "backup.key"
    tables = [make_table(), make_table("platform", header=DISTRICTS, rows=DISTRICTS_ROWS)]
    issue = make_issue(tables=tables, articles=["一", "二"])
    index_edition(Edition.objects.get())
    source = SourceDocument(issue=issue, name="原稿.pdf", sha256="0" * 64, encoding="")
    source.report = {"b": [1, 2.5, None, "\u2028 '\\N\t\"\n"], "a": {"空": ""}}
    source.file.save("原稿.pdf", ContentFile(PRINTED))
    make_issue(2024, 10, state="draft").delete()
    sealed.make_key(settings.BACKUP_KEY_FILE)
    return tmp_path


@pytest.fixture
def key(site, settings):
    return sealed.read_key(settings.BACKUP_KEY_FILE)


@pytest.fixture
def tables_at_once(site, monkeypatch):
    """A new file of SQLite gets its tables from a copy, where there is one, and is not migrated."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(site / "template")) as template:
            connection.ensure_connection()
            connection.connection.backup(template)

            def copied():
                connection.ensure_connection()
                template.backup(connection.connection)

            monkeypatch.setattr(restoring, "_make_tables", copied)
            yield
    else:
        yield


def uploaded(media):
    return {str(p.relative_to(media)): p.read_bytes() for p in media.rglob("*") if p.is_file()}


def backed_up(site):
    """The path of the one backup that the command made."""
    call_command("backup", keep=None)
    (path,) = (site / "backups").glob("*")
    return path


class TestASiteAndItsBackup:
    def test_are_the_same_on_an_empty_machine(self, site, media, settings):
        before, files, deeds = told(), uploaded(media), AuditEntry.objects.count()
        path = backed_up(site)
        settings.MEDIA_ROOT = site / "elsewhere"
        with databases.on(databases.passing(site / "empty")):
            call_command("restore", path)
            after = told() | {table: before[table] for table in appending.TABLES}
            assert (after, uploaded(site / "elsewhere")) == (before, files)
            assert (AuditEntry.objects.count(), broken()) == (deeds + 1, "")  # 恢复
            assert before["news_issue"][0] == 1
            assert SearchEntry.objects.filter(kind="article").count() == 2
            assert make_issue(2024, 10, state="draft").pk > 2

    def test_a_move_to_another_database_and_back_loses_nothing(self, site, tables_at_once):
        before, home = told(), connection.settings_dict
        away = databases.passing(site / "away")
        restoring.move(away)
        Article.objects.all().delete()
        with databases.on(away):
            assert told() == before
            with pytest.raises(backing_up.NotNow, match="已有内容"):
                restoring.move(home)
            if home["ENGINE"].endswith("postgresql"):
                restoring.move(home, databases.name_of(home))
        if connection.vendor == "postgresql":
            assert told() == before
            assert make_issue(2024, 10, state="draft").pk > 2

    def test_who_writes_during_a_move_is_told_to_stop(self, site, monkeypatch):
        home = connections["default"]

        def meanwhile(*args):
            with home.cursor() as cursor:
                cursor.execute("DELETE FROM news_article")

        monkeypatch.setattr(restoring, "_replace_database", meanwhile)
        with pytest.raises(backing_up.NotNow, match="有人写入"):
            restoring.move(databases.passing(site / "away"))


class TestABackupThatCannotBeUsed:
    def broken(self, path, how):
        data = bytearray(path.read_bytes())
        if how == "truncated":
            del data[-100:]
        elif how == "flipped":
            data[len(data) // 2] ^= 1
        elif how == "foreign":
            data = bytearray(b"PK\x03\x04 something else")
        path.write_bytes(data)

    @pytest.mark.parametrize(
        ("how", "message"),
        [
            ("truncated", "备份不完整或已损坏（被截短，或有字节改变），没有恢复任何内容；"
                          "请换另一份备份。"),
            ("flipped", "备份不完整或已损坏（被截短，或有字节改变），没有恢复任何内容；"
                        "请换另一份备份。"),
            ("foreign", "这个文件不是本网站的备份，没有恢复任何内容；请核对文件名。"),
        ],
    )  # fmt: skip
    def test_is_refused_before_anything_is_written(self, site, media, how, message):
        path = backed_up(site)
        self.broken(path, how)
        before = told(), uploaded(media)
        with pytest.raises(CommandError) as refused:
            call_command("restore", path, overwrite=databases.name())
        assert str(refused.value) == message
        assert (told(), uploaded(media)) == before
        assert records()[-1]["result"] == message

    def test_for_lack_of_its_key_is_refused(self, site):
        path = backed_up(site)
        sealed.make_key(site / "other.key")
        with pytest.raises(CommandError, match=r"^密钥不对：这份备份是用另一把密钥加密的。"):
            call_command("restore", path, key=site / "other.key", check=True)

    def test_for_its_schema_is_refused_with_what_to_do(self, site, monkeypatch):
        path = backed_up(site)
        schema = backing_up.schema()
        older = {**schema, "migrations": schema["migrations"][:-1]}
        monkeypatch.setattr(backing_up, "schema", lambda: older)
        with pytest.raises(CommandError) as refused:
            call_command("restore", path, overwrite=databases.name())
        last = schema["migrations"][-1]
        assert f"（备份有而本程序没有：{last}），没有恢复。" in str(refused.value)

    def test_may_be_whole_but_the_database_alive(self, site):
        path, before = backed_up(site), told()
        name = databases.name()
        with pytest.raises(CommandError, match=rf"^数据库“{re.escape(name)}”里已有内容"):
            call_command("restore", path)
        with pytest.raises(CommandError, match=r"^--overwrite 后面写的是“db”，而数据库名为"):
            call_command("restore", path, overwrite="db")
        assert told() == before

    def test_reaches_no_place_outside_the_uploads(self, site, media, key):
        path = site / "made"
        with sealed.sealing(path, key, {"schema": backing_up.schema(), "made_at": ""}) as archive:
            archive.add("media/../../evil", b"1")
            archive.finish(tables={}, last_keys={})
        with pytest.raises(CommandError, match=r"^这个文件不是本网站的备份"):
            call_command("restore", path, check=True)


class TestMakingABackup:
    def test_leaves_one_encrypted_file_and_a_note(self, site):
        path = backed_up(site)
        assert path.read_bytes().startswith(b"age-encryption.org/v1\n")
        assert path.stat().st_mode & 0o777 == 0o600
        assert sorted(p.name for p in site.iterdir()) == [
            "backup.key", "backup.lock", "backups", "backups.jsonl", "media",
        ]  # fmt: skip
        (note,) = records()
        kept = {name: note[name] for name in ("what", "file", "files", "result")}
        assert kept == {"what": "backup", "file": str(path), "files": 1, "result": "ok"}

    def test_has_nothing_of_what_is_saved_while_it_is_made(self, site, monkeypatch):
        """Files are copied first: rows that came later would tell of files that are not there."""
        home, put = connections["default"].copy(), backing_up._put_media

        def meanwhile(archive):
            put(archive)
            with home.cursor() as cursor:
                cursor.execute("UPDATE news_sourcedocument SET file = 'sources/later.pdf'")

        monkeypatch.setattr(backing_up, "_put_media", meanwhile)
        backed_up(site)
        home.close()

    def test_moves_aside_what_no_record_has_told_of_for_a_day(self, site, media, capsys):
        said = {"id": 9, "position": 1, "file": "images/deleted.png", "history_type": "-"}
        ArticleImage.history.create(**said, history_date=timezone.now())
        names = ("sources/cut.txt", "images/deleted.png", "imports/waiting/1.csv", "images/new.png")
        for name in names:
            (media / name).parent.mkdir(parents=True, exist_ok=True)
            (media / name).write_bytes(b"1")
        for path in media.rglob("*.*"):
            if path.name != "new.png":
                os.utime(path, (0, 0))
        backed_up(site)
        (aside,) = site.glob("media-before-*")
        assert uploaded(aside) == {"sources/cut.txt": b"1"}
        assert capsys.readouterr().out.splitlines()[1:] == [
            f"移开了 1 个一天以上没有记录指向的上传文件：“{aside}”。"
        ]
        assert uploaded(media) == {
            "sources/原稿.pdf": PRINTED, "images/deleted.png": b"1", "images/new.png": b"1",
        }  # fmt: skip

    def test_tells_of_files_that_are_missing_but_keeps_the_rest(self, site, media):
        SourceDocument.objects.update(file="sources/lost.pdf")
        with pytest.raises(CommandError, match=r"如“media/sources/lost.pdf”"):
            backed_up(site)
        call_command("restore", *(site / "backups").glob("*"), check=True)

    def test_wants_a_key(self, site, settings):
        settings.BACKUP_KEY_FILE.unlink()
        with pytest.raises(CommandError, match=r"^没有备份密钥“.*--make-key"):
            call_command("backup", key=settings.BACKUP_KEY_FILE)

    def test_waits_for_nobody_and_disturbs_nobody(self, site):
        with backing_up.workplace(), pytest.raises(CommandError, match=r"^另一个备份"):
            call_command("backup")

    def test_removes_what_was_left_by_one_that_was_killed(self, site):
        (site / "backups").mkdir()
        (site / "backups" / ".jianbao-1.age.part").write_bytes(b"half")
        (site / "backup-work").mkdir()
        (site / "backup-work" / "snapshot").write_bytes(b"half")
        path = backed_up(site)
        assert list((site / "backups").iterdir()) == [path]
        assert not (site / "backup-work").exists()

    def test_a_key_is_never_made_over_another(self, site, settings):
        with pytest.raises(CommandError, match="已经存在，没有改动"):
            call_command("backup", make_key=True)
        text = settings.BACKUP_KEY_FILE.read_text()
        assert settings.BACKUP_KEY_FILE.stat().st_mode & 0o777 == 0o600
        assert "AGE-SECRET-KEY-1" in text


def test_the_newest_of_each_day_week_and_month_stays(tmp_path):
    days = [
        "20261122-020000", "20261122-010000", "20261121-010000", "20261120-010000",
        "20261114-010000", "20261108-010000", "20261031-010000", "20261001-010000",
        "20260930-010000", "20260801-010000",
    ]  # fmt: skip
    for day in days:
        (tmp_path / f"jianbao-{day}.age").touch()
    (tmp_path / "别的文件").touch()
    prune(tmp_path, (2, 3, 3))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "jianbao-20260930-010000.age",
        "jianbao-20261031-010000.age",
        "jianbao-20261108-010000.age",
        "jianbao-20261114-010000.age",
        "jianbao-20261121-010000.age",
        "jianbao-20261122-020000.age",
        "别的文件",
    ]


def test_rows_are_the_same_lines_on_both_databases(site):
    report = SourceDocument.objects.get()
    (line,) = rows.lines(SourceDocument)
    assert json.loads(line)[:3] == [report.pk, Issue.objects.get().pk, "原稿.pdf"]
    assert line.count(b"\n") == 1
    assert len(list(rows.lines(Table))) == 2
