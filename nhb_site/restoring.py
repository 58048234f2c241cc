"""A backup becomes the site again, or a database another one: all of it or nothing.

Nothing is written before the whole file was read and found to be what was backed up. Uploaded files
come first, beside those that are there: their names are never given twice, so the old rows still
find theirs. Then the rows, in one transaction (PostgreSQL) or one copy from a new file (SQLite),
which is where the old site becomes the new one. Files that belong to neither are moved aside last.
"""

import hashlib
import time
from contextlib import contextmanager
from itertools import chain, groupby

from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection, connections, transaction

from news.searching.index import rebuild
from nhb_site import appending, backing_up, databases, rows, sealed
from nhb_site.backing_up import MEDIA, TABLES, Backup, NotNow
from nhb_site.ownerless import media

# What migrations put into a new database.
_FROM_MIGRATIONS = {"auth_group", "auth_group_permissions", "auth_permission",
                    "django_content_type"}  # fmt: skip


def check(path, key):
    """The Backup at `path`, read to its end; raises Refused where it is not whole."""
    with path.open("rb") as file:
        return Backup(path, *sealed.verified(file, key))


def restore(path, key, overwrite=None):
    """Make the backup at `path` the site, in an empty database or in the one named `overwrite`.

    Returns the Backup and where uploaded files of no row were moved to, or None. Raises
    Refused where the backup cannot be used, and NotNow where the database must not be overwritten.
    """
    started = time.time()
    with backing_up.workplace() as place, path.open("rb") as file:
        backup = Backup(path, *sealed.verified(file, key))
        _replace_database(file, key, backup, place, overwrite)
        return backup, _set_aside(backup, started)


def move(target, overwrite=None):
    """Copy all rows to the database that `target`, as `databases.configured` gives it, an empty one
    or the one named `overwrite`; how many rows there were.

    Raises NotNow where somebody wrote meanwhile: that would stay behind.
    """
    key = sealed.passing_key()
    with backing_up.workplace() as place:
        path = place / "moving"
        backing_up.write(path, key, place, media=False)
        (place / "snapshot").unlink(missing_ok=True)
        with path.open("rb") as file:
            backup = Backup(path, *sealed.verified(file, key))
            with databases.on(target):
                _replace_database(file, key, backup, place, overwrite)
        if told() != backup.manifest["tables"]:
            raise NotNow("搬迁期间有人写入，新数据库里没有那些内容：请停下网站后重新搬迁。")
    return backup.rows


def _replace_database(file, key, backup, place, overwrite):
    _refuse_another_schema(backup)
    _refuse_what_is_alive(overwrite)
    with _new_place(place):
        _make_tables()
        with transaction.atomic(), appending.replaceable():
            rows.empty_all()
            _take_in(sealed.members(file, key), backup)
            rows.go_on_from(backup.manifest["last_keys"])
            rebuild()
            if told() != backup.manifest["tables"]:
                raise sealed.Refused("写进数据库的与备份里的不同，已全部撤回；请换一种数据库再试。")
    ContentType.objects.clear_cache()


def _make_tables():
    call_command("migrate", verbosity=0, interactive=False)


@contextmanager
def _new_place(place):
    """SQLite: a file of its own, which takes the database's place in one step when all is done.

    PostgreSQL keeps what is not yet committed apart by itself.
    """
    if connection.vendor == "postgresql":
        yield
        return
    live = connections["default"]
    with databases.on(databases.passing(place / "restored")) as new:
        yield
        live.ensure_connection()
        new.connection.backup(live.connection)


def _refuse_what_is_alive(overwrite):
    """Raises NotNow unless the database is empty or `overwrite` is its name."""
    name = databases.name()
    if overwrite is not None and overwrite != name:
        raise NotNow(f"--overwrite 后面写的是“{overwrite}”，而数据库名为“{name}”；没有改动。")
    tables = set(connection.introspection.table_names())
    models = rows.kept_models()
    alive = [
        table
        for table in sorted(tables & set(models) - _FROM_MIGRATIONS)
        if models[table]._base_manager.exists()
    ]
    if alive and overwrite is None:
        raise NotNow(
            f"数据库“{name}”里已有内容（如 {alive[0]}），没有改动。确定要用备份代替它，"
            f"请加上 --overwrite {name}；代替之后原有内容不能找回，请先另做一份备份。"
        )


def _refuse_another_schema(backup):
    ours, theirs = backing_up.schema(), backup.about["schema"]
    if ours == theirs:
        return
    made, known = set(theirs["migrations"]), set(ours["migrations"])
    newer = sorted(made - known)
    told = f"备份有而本程序没有：{newer[-1]}" if newer else "备份比本程序旧"
    raise sealed.Refused(
        f"备份是另一版程序做的（{told}），没有恢复。请换上做备份时的那一版程序"
        f"（备份于 {backup.about['made_at']}），恢复之后再升级。"
    )


def _take_in(members, backup):
    """Put each member where it belongs; a table's parts stand one behind the other."""
    models = rows.kept_models()
    for table, parts in groupby(members, lambda member: _table_of(member[0])):
        if table:
            rows.put(models[table], chain.from_iterable(file for _, file in parts))
            continue
        for name, file in parts:
            if name.startswith(MEDIA):
                _put_file(name.removeprefix(MEDIA), file, backup.manifest["members"][name][1])


def _table_of(name):
    return name.split("/")[1] if name.startswith(TABLES) else ""


def _put_file(name, file, sha256):
    """Put an uploaded file where it was, unless it is there."""
    if sha256_of(name) != sha256:
        default_storage.put(name, file)


def sha256_of(name):
    """The digest of an uploaded file; None where there is none of that name."""
    try:
        with default_storage.open(name) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None


def _set_aside(backup, started):
    """Move uploaded files that the backup does not have out of the way; where to, or None.

    What came while it was being restored belongs to the new site.
    """
    kept = {name.removeprefix(MEDIA) for name in backup.manifest["members"]}
    gone = [one.name for one in media() if one.name not in kept and one.modified < started]
    return default_storage.set_aside(gone) if gone else None


def told():
    """{table: [how many rows, their digest]}, which is equal where two databases hold the same."""
    return {table: rows.digest(model) for table, model in rows.kept_models().items()}
