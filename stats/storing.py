"""Uploaded files that are on the disk for good before anything in the database points to them."""

import os
import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

from django.core.files.storage import FileSystemStorage
from django.utils import timezone

WAITING = "imports/waiting/"  # uploads whose preview somebody is looking at
ASIDE = "before-"  # and a moment: what was set aside then


class Stored(NamedTuple):
    """A file in a storage; `modified` in seconds since 1970."""

    name: str
    size: int
    modified: float


class DurableStorage(FileSystemStorage):
    """Django's own storage of files, which waits until a file is on the disk, and leaves no part of
    one that the disk had no room for. What else it does, `nhb_site.buckets` does as well."""

    @property
    def folder(self):
        """Where the files lie on this machine; None for a storage that is elsewhere."""
        return Path(self.location)

    @property
    def place(self):
        """What people call it."""
        return f"上传文件夹 {self.location}"

    @property
    def spool(self):
        """The folder in which an upload is written to its end before it has a name."""
        folder = self.folder / WAITING
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder

    def take(self, path, name):
        """Give the file at `path`, in the spool, that name."""
        path.replace(self.path(name))

    def at_hand(self, name):
        """The path of that file on this machine; FileNotFoundError where it is gone."""
        path = Path(self.path(name))
        if not path.is_file():
            raise FileNotFoundError(name)
        return path

    def put(self, name, file):
        """Put what `file` holds under exactly that name, in place of what was there: on the disk
        for good, or not at all. Raises OSError."""
        target = Path(self.path(name))
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = target.with_name(f".{target.name}-{os.getpid()}.part")
        try:
            with part.open("wb") as written:
                shutil.copyfileobj(file, written)
            sync(part)  # or else a power cut could leave half of it under its name
            part.replace(target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        settle(target, self.location)

    def stored(self, prefix=""):
        """Each file whose name begins so, as Stored; those half written are hidden."""
        for path in (self.folder / prefix).rglob("*"):
            name = path.relative_to(self.folder)
            if any(part.startswith(".") for part in name.parts):
                continue
            try:
                if path.is_file():
                    told = path.stat()
                    yield Stored(str(name), told.st_size, told.st_mtime)
            except FileNotFoundError:  # deleted since it was listed
                continue

    def set_aside(self, names):
        """Move files out of the way, to a folder beside; what people call that folder."""
        aside = self.folder.with_name(f"{self.folder.name}-{aside_name()}")
        for name in names:
            (aside / name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            (self.folder / name).replace(aside / name)
        return str(aside)

    def check_room(self, size):
        """Raises OSError where a file of that many bytes would not be taken; leaves nothing."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=self.folder) as file:
            os.posix_fallocate(file.fileno(), 0, max(1, size))

    def _save(self, name, content):
        try:
            name = super()._save(name, content)
            settle(self.path(name), self.location)
        except OSError:
            Path(self.path(name)).unlink(missing_ok=True)
            raise
        return name


def settle(path, root):
    """Wait until a file is on the disk, and each folder that leads to it from `root`."""
    path, root = Path(path), Path(root)
    for one in (path, *path.parents):
        sync(one)
        if one == root:
            break


def sync(path):
    """Wait until a file, or what stands in a folder, is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def aside_name():
    """What is set aside now is told by."""
    return f"{ASIDE}{timezone.localtime():%Y%m%d-%H%M%S}"
