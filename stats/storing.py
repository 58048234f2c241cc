"""Uploaded files that are on the disk for good before anything in the database points to them."""

import os
from pathlib import Path

from django.core.files.storage import FileSystemStorage


class DurableStorage(FileSystemStorage):
    """Django's own storage of files, which waits until a file is on the disk, and leaves no part of
    one that the disk had no room for."""

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
