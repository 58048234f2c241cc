"""All of the site in one file: every row, as of one moment, and every uploaded file."""

import fcntl
import shutil
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from nhb_site import databases, rows, sealed
from nhb_site.ownerless import in_records, media
from stats.storing import sync

MEDIA, TABLES = "media/", "tables/"
_PART = 4 << 20


class NotNow(Exception):
    """Why nothing was done; the message is for whoever runs the server."""


@dataclass(frozen=True)
class Backup:
    """A backup that was made, and read again to its end."""

    path: Path
    about: dict
    manifest: dict

    @property
    def rows(self):
        return sum(number for number, _ in self.manifest["tables"].values())

    @property
    def files(self):
        return sum(name.startswith(MEDIA) for name in self.manifest["members"])


def back_up(folder, key):
    """Make a Backup in `folder`, while the site serves and is written to.

    Raises NotNow where another is being made, or where the database waits for migrations.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with workplace() as place:
        for left in folder.glob(".jianbao-*.part"):  # by one that was killed
            left.unlink()
        path = folder / f"jianbao-{timezone.localtime():%Y%m%d-%H%M%S}.age"
        part = folder / f".{path.name}.part"
        try:
            write(part, key, place, media=True)
            with part.open("rb") as file:
                about, manifest = sealed.verified(file, key)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        sync(folder)
    return Backup(path, about, manifest)


@contextmanager
def workplace():
    """A folder for what is needed on the way; empty before and after, whoever was killed in it.

    Raises NotNow where somebody else is at work in it.
    """
    folder = settings.VAR_DIR / "backup-work"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (settings.VAR_DIR / "backup.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NotNow("另一个备份、恢复或搬迁正在进行；请等它结束后再试。") from None
        shutil.rmtree(folder)
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder)


def write(path, key, place, media):
    """Write the database, and with `media` the uploaded files, to a new file at `path`."""
    _refuse_what_waits()
    with snapshot(place):
        about = {
            "made_at": timezone.localtime().isoformat(timespec="seconds"),
            "site": settings.SITE_NAME,
            "database": connection.vendor,
            "schema": schema(),
        }
        with sealed.sealing(path, key, about) as archive:
            if media:
                _put_media(archive)
            told = {table: _put(archive, model) for table, model in rows.kept_models().items()}
            missing = sorted(_named() - set(archive.members)) if media else []
            archive.finish(tables=told, last_keys=rows.last_keys(), missing=missing)


@contextmanager
def snapshot(place):
    """Within this, the default database stays what it is now, whoever else writes.

    SQLite's is copied first, by its own means: a reader of a database with a rollback journal keeps
    all writers waiting, and a copy takes seconds where reading all rows takes minutes.
    """
    if connection.vendor == "postgresql":
        with transaction.atomic(durable=True):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                cursor.execute("SELECT pg_current_snapshot()")  # it begins with the first question
            yield
        return
    connection.ensure_connection()
    with closing(sqlite3.connect(place / "snapshot")) as copy:
        connection.connection.backup(copy)
    with databases.on(databases.passing(place / "snapshot")):
        yield


def schema():
    """What the program wants of its tables: their migrations, and their columns in order."""
    nodes = MigrationLoader(None).graph.nodes
    return {
        "migrations": sorted(f"{app}.{name}" for app, name in nodes),
        "columns": {table: rows.columns(model) for table, model in rows.kept_models().items()},
    }


def _refuse_what_waits():
    loader = MigrationLoader(connection)
    if waiting := sorted(set(loader.graph.nodes) - set(loader.applied_migrations)):
        app, name = waiting[0]
        raise NotNow(f"数据库还差 {len(waiting)} 个迁移（如 {app}.{name}）：请先运行 migrate。")


def media_names():
    return [one.name for one in media()]


def _put_media(archive):
    for name in media_names():
        try:
            file = default_storage.open(name)
        except FileNotFoundError:  # deleted since; whether a row misses it is asked at the end
            continue
        with file:
            archive.add_stream(f"{MEDIA}{name}", file, file.size)


def _put(archive, model):
    """[how many rows, SHA-256 of their lines]; the lines in parts that are no burden to memory."""
    table, part, number = model._meta.db_table, bytearray(), 0

    def passing():
        nonlocal number
        for line in rows.lines(model):
            yield line
            part.extend(line)
            if len(part) >= _PART:
                number += 1
                archive.add(f"{TABLES}{table}/{number:06}.jsonl", bytes(part))
                part.clear()

    told = rows.digest_of(passing())
    if part:
        archive.add(f"{TABLES}{table}/{number + 1:06}.jsonl", bytes(part))
    return told


def _named():
    """The members that the database's rows name as their files."""
    return {f"{MEDIA}{name}" for name in in_records()}
