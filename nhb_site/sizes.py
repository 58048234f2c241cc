"""How much there is of everything, and how much room is left."""

import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection, models

from news.models import Edition, Issue
from stats.models import Institution, Observation, Table

LOGS = Path("/var/log")
_A_WHILE = 600  # seconds: folders of many thousand files are not walked for every look
_KINDS = (Issue, Edition, Table, Observation, Institution)


class Disk(NamedTuple):
    """A disk and what of ours lies on it; bytes."""

    holds: str
    folder: Path
    total: int
    free: int

    @property
    def used(self):
        """Of a hundred."""
        return round(100 * (self.total - self.free) / self.total) if self.total else 0


class Heap(NamedTuple):
    """Files, or records, of one kind; bytes is None where records are only counted."""

    name: str
    count: int
    bytes: int | None = None


def disks():
    """Each disk once; the first is that of VAR_DIR."""
    places = {
        "数据": settings.VAR_DIR,
        "上传的文件": default_storage.folder,
        "备份": settings.BACKUP_DIR,
        "日志": LOGS,
        "临时文件": tempfile.gettempdir(),
    }
    found = {}
    for name, place in places.items():
        if place is None:  # on other machines
            continue
        folder = _there(Path(place))
        found.setdefault(folder.stat().st_dev, []).append((name, folder))
    return [_disk(held) for held in found.values()]


def database():
    """The bytes of the database."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
        else:
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        return cursor.fetchone()[0]


def records():
    """Heaps of the records that there are many of."""
    return cache.get_or_set("sizes-records", _records, _A_WHILE)


def uploads():
    """A Heap of the files of each kind of upload, as the database's fields sort them."""
    return cache.get_or_set("sizes-uploads", _uploads, _A_WHILE)


def backups():
    """The Heap of backups on this machine."""
    return _heap("备份文件", Path(settings.BACKUP_DIR).glob("jianbao-*.age"))


def _records():
    return [Heap(one._meta.verbose_name, one._base_manager.count()) for one in _KINDS]


def _uploads():
    kinds = {
        field.upload_to.strip("/"): model._meta.verbose_name
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.FileField) and isinstance(field.upload_to, str)
    }
    sizes = {}
    for one in default_storage.stored():
        sizes.setdefault(one.name.split("/")[0], []).append(one.size)
    return [Heap(kinds.get(name, name), len(of), sum(of)) for name, of in sorted(sizes.items())]


def _heap(name, paths):
    sizes = []
    for path in paths:
        try:
            sizes += [path.stat().st_size] if path.is_file() else []
        except FileNotFoundError:  # deleted since it was listed
            continue
    return Heap(name, len(sizes), sum(sizes))


def _there(folder):
    """The folder, or the nearest above it that exists."""
    return next(one for one in (folder, *folder.parents) if one.is_dir())


def _disk(held):
    folder = held[0][1]
    told = shutil.disk_usage(folder)
    return Disk("、".join(name for name, _ in held), folder, told.total, told.free)
