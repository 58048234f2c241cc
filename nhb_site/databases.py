"""What each database is told, so that no acknowledged save is lost and nobody waits for ever."""

import os
from contextlib import contextmanager
from pathlib import Path

import environ
from django.core.checks import Error, Tags, register
from django.core.signals import request_started
from django.db import DatabaseError, connection, connections, transaction
from django.db.backends.signals import connection_created
from django.db.utils import ConnectionHandler
from django.dispatch import receiver

from stats.troubles import DAMAGED, trouble_of

SQLITE = "nhb_site.sqlite"


def configured(url, patience=0):
    """The settings of the database at `url`. With `patience`, as for pages, a wait for somebody
    else's lock, with PostgreSQL any statement, ends after so many seconds, and a connection serves
    many requests: to make one takes longer than most pages."""
    told = environ.Env.db_url_config(url)
    if patience:
        told |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True}
    options = told.setdefault("OPTIONS", {})
    if told["ENGINE"] == "django.db.backends.sqlite3":
        told["ENGINE"] = SQLITE
        # TRUNCATE + FULL lost no acknowledged commit over power cuts; WAL has a bug before 3.51.3.
        # IMMEDIATE: a writer waits for its turn at BEGIN instead of failing when it first writes.
        options.update(
            timeout=patience or 20,
            transaction_mode="IMMEDIATE",
            init_command="PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL;",
        )
    elif told["ENGINE"] == "django.db.backends.postgresql":
        options.setdefault("connect_timeout", 5)
        if patience:
            given = [options["options"]] if "options" in options else []
            limits = f"-c statement_timeout={patience}s -c lock_timeout={patience}s"
            options["options"] = " ".join([*given, limits])
    return told


def passing(path):
    """The settings of an SQLite file that nobody needs after a power cut."""
    told = configured(f"sqlite:///{path}")
    told["OPTIONS"]["init_command"] = "PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF;"
    return told


@contextmanager
def on(told):
    """Within this, the default database is the one that `told`, as `configured` gives it."""
    before = connections["default"]
    connections["default"] = ConnectionHandler({"default": {**told}})["default"]
    try:
        yield connections["default"]
    finally:
        connections["default"].close()
        connections["default"] = before


def name():
    """What people call the database: the name of SQLite's file, or PostgreSQL's own."""
    return name_of(connection.settings_dict)


def name_of(told):
    known = str(told["NAME"])
    return Path(known).name if told["ENGINE"] == SQLITE else known


def file_of(wrapper):
    """What file an SQLite connection is to be of: another one may be put in its place.

    None where there is no file; raises DatabaseError where it is gone."""
    name = str(wrapper.settings_dict["NAME"])
    if wrapper.vendor != "sqlite" or name.startswith("file:"):
        return None
    try:
        told = os.stat(name)  # noqa: PTH116 - for each kept page; a Path costs more than this
    except FileNotFoundError as error:
        raise DatabaseError(f"没有数据库文件“{name}”。") from error
    return told.st_dev, told.st_ino


@receiver(connection_created)
def note_file(connection, **sent):
    """A connection knows the file it was made to."""
    connection.file = file_of(connection)


@receiver(request_started)
def leave_replaced(**sent):
    """A kept connection would go on reading and writing a file that was put aside."""
    for kept in connections.all(initialized_only=True):
        if kept.connection and not _is_of_its_file(kept):
            kept.close()


def _is_of_its_file(wrapper):
    try:
        return wrapper.file == file_of(wrapper)
    except DatabaseError:
        return False


@register(Tags.database)
def check_that_saves_last(app_configs, databases=None, **kwargs):
    """PostgreSQL may be set to acknowledge what a power cut takes away; such a one is refused."""
    if "default" not in (databases or ()) or connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, setting FROM pg_settings WHERE setting = 'off'"
            " AND name IN ('fsync', 'full_page_writes', 'synchronous_commit') ORDER BY name"
        )
        return [
            Error(
                f"PostgreSQL 的 {found} 是 {value}：断电会丢失已经确认的保存，或弄坏数据库。",
                hint=f"在 postgresql.conf（或 ALTER SYSTEM、ALTER ROLE、ALTER DATABASE）里设"
                f" {found} = on，重新载入 PostgreSQL 后再启动网站。",
                id="nhb_site.E001",
            )
            for found, value in cursor.fetchall()
        ]


def damage():
    """What the database finds wrong with its own files; "" where nothing."""
    try:
        with connection.cursor() as cursor:
            look = _read_to_its_end if connection.vendor == "postgresql" else _quick_check
            return look(cursor)
    except DatabaseError as error:
        if trouble_of(error) != DAMAGED:
            raise
        return str(error).splitlines()[0]


def has_checksums():
    """Whether the database would notice a page that is not as it was written; SQLite looks at how
    its pages hang together instead."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_checksums")
        return cursor.fetchone() == ("on",)


def _quick_check(cursor):
    cursor.execute("PRAGMA quick_check(1)")
    said = cursor.fetchone()[0]
    return "" if said == "ok" else said.splitlines()[-1]  # the first names the database


def _read_to_its_end(cursor):
    """PostgreSQL knows of a page when it reads it: those of every table are read."""
    names = map(connection.ops.quote_name, connection.introspection.table_names(cursor))
    with transaction.atomic():
        cursor.execute(
            "SELECT set_config('statement_timeout', '0', true),"
            " set_config('enable_indexonlyscan', 'off', true)"
        )
        cursor.execute(" UNION ALL ".join(f"SELECT count(*) FROM {name}" for name in names))  # noqa: S608
    cursor.execute(
        "SELECT checksum_failures FROM pg_stat_database WHERE datname = current_database()"
    )
    found = cursor.fetchone()[0]
    return f"{found} 页的校验和不对" if found else ""
