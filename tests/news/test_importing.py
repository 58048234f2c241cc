"""Taking a document in is all or nothing, whatever happens meanwhile and whoever else writes."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import DataError, IntegrityError, OperationalError, connection

from news import importing, sources
from news.freezing import frozen
from news.importing import Refused, ingest
from news.models import Issue, SourceDocument
from stats import storing
from tests.conftest import ROOT
from tests.news.parsing import test_conservation as shapes
from tests.news.records import taken, written
from tests.news.test_ingest import SMALL, counts, files

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


@pytest.fixture
def small(tmp_path):
    return written(tmp_path, "简报.txt", SMALL)


def failing(error):
    def fail(*args, **kwargs):
        raise error

    return fail


def of_sqlite(message, code):
    """An error as Django passes it on."""
    cause = sqlite3.OperationalError(message)
    cause.sqlite_errorcode = code
    error = OperationalError(message)
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (
            of_sqlite("database is locked", sqlite3.SQLITE_BUSY),
            "“简报.txt”没有读入：有别人同时在写，数据库正忙；请稍后再试。",
        ),
        (
            of_sqlite("database or disk is full", sqlite3.SQLITE_FULL),
            "“简报.txt”没有读入：服务器的磁盘已满；请稍后再试。",
        ),
        (
            IntegrityError("UNIQUE constraint failed"),
            "“简报.txt”没有读入：有别人同时在写，数据库正忙；请稍后再试。",
        ),
        (
            DataError("value too long"),
            "“简报.txt”里有一处文字超出记录能存的长度，没有读入；请核对文件。",
        ),
        (
            OSError(28, "No space left on device"),
            "“简报.txt”或保存它的文件夹不能读写（No space left on device），没有读入；"
            "请核对路径、权限和剩余空间后再试。",
        ),
    ],
)
@pytest.mark.parametrize("where", ["_import_tables", "_save_texts", "_save_findings", "report_of"])
def test_a_failure_in_the_middle_leaves_nothing(error, message, where, small, media, monkeypatch):
    before = counts()
    monkeypatch.setattr(importing, where, failing(error))
    with pytest.raises(Refused) as refused:
        ingest(small)
    assert str(refused.value) == message
    assert (counts(), files(media)) == (before, [])


@pytest.mark.parametrize(
    "error", [RuntimeError(), KeyboardInterrupt(), of_sqlite("no such column", 1)], ids=repr
)
def test_what_nobody_expected_leaves_nothing_either(error, small, media, monkeypatch):
    before = counts()
    monkeypatch.setattr(SourceDocument, "save", failing(error))
    with pytest.raises(type(error)):
        ingest(small)
    assert (counts(), files(media)) == (before, [])


def test_a_disk_that_is_full_leaves_no_file(small, media, monkeypatch):
    before = counts()
    monkeypatch.setattr(storing.os, "fsync", failing(OSError(28, "No space left on device")))
    with pytest.raises(Refused, match="No space left on device"):
        ingest(small)
    assert (counts(), files(media)) == (before, [])


def test_file_and_folders_are_on_the_disk_before_the_record_is(small, media, monkeypatch):
    synced = []
    monkeypatch.setattr(
        storing.os,
        "fsync",
        lambda handle: synced.append(Path(f"/proc/self/fd/{handle}").readlink()),
    )
    ingest(small)
    (path,) = files(media)
    assert synced == [path, media / "sources", media]


def test_a_file_that_changes_while_it_is_read_is_refused(small, media, monkeypatch):
    read = importing.documents.read

    def changed(path):
        document = read(path)
        path.write_text("别的内容")
        return document

    monkeypatch.setattr(importing.documents, "read", changed)
    with pytest.raises(Refused, match="在读取期间被改动，没有读入；请再试一次"):
        ingest(small)
    assert (Issue.objects.count(), files(media)) == (0, [])


def test_the_stored_file_is_the_one_that_came(small):
    issue = taken(small)
    source = issue.sources.get()
    assert Path(source.file.path).read_bytes() == small.read_bytes()
    assert (source.name, source.encoding, source.uploaded_by) == ("简报.txt", "utf-8", None)
    assert source.report["file"] == "简报.txt"
    assert "state" not in source.report


def test_who_comes_second_at_the_same_moment_finds_the_document_known(small, monkeypatch):
    """The other process commits between our look and our write."""
    known = sources.source_of
    seen = []

    def first_time_unknown(sha256):
        seen.append(sha256)
        return None if len(seen) == 1 else known(sha256)

    ingest(small)
    monkeypatch.setattr(sources, "source_of", first_time_unknown)
    monkeypatch.setattr(importing, "_new_issue", failing(IntegrityError("issue_once")))
    assert ingest(small)["state"] == "unchanged"


@pytest.mark.django_db(transaction=True)
def test_two_processes_at_once_take_a_document_in_once(small, media, tmp_path):
    environment = os.environ | {"DATABASE_URL": shared_database(tmp_path), "VAR_DIR": str(tmp_path)}
    running = [
        subprocess.Popen(
            [sys.executable, "manage.py", "ingest", str(small)],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(2)
    ]
    said = sorted(process.communicate(timeout=60)[0] for process in running)
    assert [line.rpartition("；")[2] for line in said] == ["已读入\n", "此前已读入，没有变化\n"]
    assert [process.returncode for process in running] == [0, 0]
    assert len(files(tmp_path / "media")) == 1


def shared_database(folder):
    """The address of the tests' database for other processes: SQLite keeps it in memory."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(folder / "db.sqlite3")) as copy:
            connection.connection.backup(copy)
        return f"sqlite:///{folder}/db.sqlite3"
    address = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(address._replace(path=f"/{name}"))


def test_every_line_that_was_parsed_is_in_the_record(tmp_path):
    parts = [shapes.MASTHEAD, *shapes.ARTICLES, "统计数据", *shapes.BULLETINS_STATISTICS]
    text = "\n\n".join([*parts, "简讯", *shapes.BRIEFS, shapes.COLOPHON])
    signs = [shapes.unique(number) for number in range(text.count("{}"))]
    for sign in signs:
        text = text.replace("{}", sign, 1)
    issue = taken(written(tmp_path, "简报.txt", text))
    unplaced = issue.sources.get().report["unplaced"]
    held = json.dumps([frozen(issue), layouts(issue), unplaced], ensure_ascii=False)
    assert [sign for sign in signs if sign not in held] == []


def layouts(issue):
    """The header paths of the tables of an issue."""
    return [column["path"] for table in issue.tables.all() for column in table.header]
