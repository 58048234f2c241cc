"""Uploaded files on disk, by their sha-256: waiting while a preview is looked at, then kept."""

import hashlib
import os
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from stats.storing import settle, sync

NO_ROOM = "服务器上存不下文件（磁盘已满或不可写），没有保存任何内容；请联系管理员后再试。"
FOLDER = "imports"
_WAITING = "waiting"
_A_DAY = 24 * 3600


class NoRoom(OSError):
    """The disk did not take a file to its end; the message says so, nothing is left of it."""


def check_room(size):
    """Raises NoRoom where the disk does not take a file of that many bytes; leaves nothing."""
    root = Path(settings.MEDIA_ROOT)
    try:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=root) as file:
            os.posix_fallocate(file.fileno(), 0, max(1, size))
    except OSError as error:
        raise NoRoom(NO_ROOM) from error


def wait(chunks, suffix):
    """The sha-256 of an upload, put where a preview will find it."""
    folder = _folder(_WAITING)
    _sweep(folder)
    digest, partial = hashlib.sha256(), folder / f".{os.getpid()}-{time.monotonic_ns()}"
    with _whole(partial), partial.open("xb") as file:
        for chunk in chunks:
            digest.update(chunk)
            file.write(chunk)
    sha256 = digest.hexdigest()
    partial.replace(folder / f"{sha256}{suffix}")
    return sha256


def waiting(sha256, suffix):
    """The path of a waiting file, or None when it is gone."""
    path = _folder(_WAITING) / f"{sha256}{suffix}"
    return path if path.is_file() else None


def discard(sha256, suffix):
    (_folder(_WAITING) / f"{sha256}{suffix}").unlink(missing_ok=True)


def keep(sha256, suffix):
    """The name under MEDIA_ROOT of the waiting file, now on disk for good.

    File and folder are synced before anything in the database points to them. The bytes are read
    again: what is kept is what was looked at.
    """
    source = _folder(_WAITING) / f"{sha256}{suffix}"
    data = source.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ValueError("the waiting file is not the one that was previewed")
    folder = _folder(sha256[:2])
    target = folder / f"{sha256}{suffix}"
    if not target.exists():
        partial = folder / f".{sha256}-{os.getpid()}"
        with _whole(partial), partial.open("wb") as file:
            file.write(data)
            file.flush()
            sync(partial)  # or else a power cut could leave half of it under its name
        partial.replace(target)
    settle(target, settings.MEDIA_ROOT)
    return str(target.relative_to(settings.MEDIA_ROOT))


@contextmanager
def _whole(path):
    """Leaves no part of a file behind that could not be written to its end."""
    try:
        yield
    except OSError as error:
        path.unlink(missing_ok=True)
        raise NoRoom(NO_ROOM) from error
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _folder(name):
    folder = Path(settings.MEDIA_ROOT) / FOLDER / name
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _sweep(folder):
    """Previews that nobody came back to are gone after a day."""
    for path in folder.iterdir():
        if time.time() - path.stat().st_mtime > _A_DAY:
            path.unlink(missing_ok=True)
