"""The databases are told to lose nothing, and one that may is refused."""

import sqlite3
from contextlib import closing, contextmanager
from threading import Timer

import pytest
from django.core.signals import request_started
from django.db import OperationalError, connection
from django.db.transaction import atomic

from nhb_site.databases import check_that_saves_last, configured, on
from stats.troubles import BUSY, trouble_of


def test_postgresql_ends_what_takes_too_long_where_pages_are_served():
    url = "postgresql://a:b@h/n?options=-csearch_path%3Dx"
    assert configured("postgresql://a:b@h/n")["OPTIONS"] == {"connect_timeout": 5}
    assert configured(url, 5)["OPTIONS"]["options"] == (
        "-csearch_path=x -c statement_timeout=5s -c lock_timeout=5s"
    )


@pytest.mark.once
def test_pages_keep_their_connection_but_not_to_a_file_that_was_put_aside(db, tmp_path):
    """A restored file may be put in the place of the one that is read."""
    here, other = tmp_path / "here.sqlite3", tmp_path / "other.sqlite3"
    for path, word in ((here, "old"), (other, "new")):
        with sqlite3.connect(path) as made:
            made.execute("CREATE TABLE told AS SELECT ? AS word", [word])
    told = configured(f"sqlite:///{here}", 5)
    assert (told["CONN_MAX_AGE"], told["CONN_HEALTH_CHECKS"]) == (None, True)
    with on(told) as kept:
        asked = []
        for put in (None, None, other):
            if put:
                put.replace(here)
            request_started.send(None)
            asked.append(kept.cursor().execute("SELECT word FROM told").fetchone())
            asked.append(kept.connection)
    assert asked[::2] == [("old",), ("old",), ("new",)]
    assert asked[1] is asked[3] is not asked[5]


def test_sqlite_waits_for_the_disk_and_for_others_as_long_as_pages_may(tmp_path):
    assert [configured(f"sqlite:///{tmp_path}/db", patience)["OPTIONS"] for patience in (0, 5)] == [
        {
            "timeout": timeout,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL;",
        }
        for timeout in (20, 5)
    ]


@contextmanager
def written_to_by_another(path):
    """Within this, somebody else is about to write, and yields how to be done with it."""
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield lambda: other.execute("COMMIT")


def looks_of(writer):
    """A list that grows by a statement each time the database is asked for the turn to write."""
    asked = []
    writer.ensure_connection()
    writer.connection.set_trace_callback(
        lambda said: asked.append(said) if said.startswith("BEGIN") else None
    )
    return asked


@pytest.mark.once
def test_who_waits_to_write_looks_often_and_writes_when_it_may(tmp_path, django_db_blocker):
    told = configured(f"sqlite:///{tmp_path}/db", 20)
    with django_db_blocker.unblock(), on(told) as writer:
        asked = looks_of(writer)
        with written_to_by_another(tmp_path / "db") as done:
            Timer(0.3, done).start()
            with atomic():
                writer.cursor().execute("CREATE TABLE told (word)")
        assert writer.cursor().execute("PRAGMA busy_timeout").fetchone() == (20_000,)
    assert len(asked) > 1


@pytest.mark.once
def test_who_never_gets_to_write_is_told_that_others_do(tmp_path, django_db_blocker):
    told = configured(f"sqlite:///{tmp_path}/db", 0.1)
    path = tmp_path / "db"
    with django_db_blocker.unblock(), on(told) as writer, written_to_by_another(path):
        with pytest.raises(OperationalError, match="database is locked") as locked, atomic():
            pass
        assert trouble_of(locked.value) == BUSY
        assert writer.cursor().execute("PRAGMA busy_timeout").fetchone() == (100,)


def test_a_postgresql_that_forgets_at_a_power_cut_is_refused(db):
    # That of the tests does: nothing there has to outlive a power cut.
    postgresql = connection.vendor == "postgresql"
    found = check_that_saves_last(None, databases=["default"])
    assert [(error.id, error.msg) for error in found] == [
        ("nhb_site.E001", f"PostgreSQL 的 {name} 是 off：断电会丢失已经确认的保存，或弄坏数据库。")
        for name in ("fsync", "full_page_writes", "synchronous_commit")
        if postgresql
    ]
    assert check_that_saves_last(None, databases=None) == []
