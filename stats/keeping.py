"""Uploaded files by their sha-256: waiting while a preview is looked at, then kept."""

import hashlib
import io
import os
import time
from contextlib import contextmanager, suppress

from django.core.files.storage import default_storage

from stats.storing import WAITING

NO_ROOM = "服务器上存不下文件（磁盘已满或不可写），没有保存任何内容；请联系管理员后再试。"
_A_DAY = 24 * 3600


class NoRoom(OSError):
    """The disk did not take a file to its end; the message says so, nothing is left of it."""


def check_room(size):
    """Raises NoRoom where the disk does not take a file of that many bytes; leaves nothing."""
    with _room():
        default_storage.check_room(size)


def wait(chunks, suffix):
    """The sha-256 of an upload, put where a preview will find it."""
    sweep()
    digest, partial = hashlib.sha256(), None
    try:
        with _room():
            partial = default_storage.spool / f".{os.getpid()}-{time.monotonic_ns()}"
            with partial.open("xb") as file:
                for chunk in chunks:
                    digest.update(chunk)
                    file.write(chunk)
            sha256 = digest.hexdigest()
            default_storage.take(partial, f"{WAITING}{sha256}{suffix}")
    finally:
        if partial:
            partial.unlink(missing_ok=True)
    return sha256


def waiting(sha256, suffix):
    """The path of a waiting file, or None when it is gone."""
    try:
        return default_storage.at_hand(f"{WAITING}{sha256}{suffix}")
    except FileNotFoundError:
        return None


def discard(sha256, suffix):
    default_storage.delete(f"{WAITING}{sha256}{suffix}")


def keep(sha256, suffix):
    """The name in the storage of the waiting file, which is there for good now.

    The bytes are read again: what is kept is what was looked at.
    """
    data = default_storage.at_hand(f"{WAITING}{sha256}{suffix}").read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise ValueError("the waiting file is not the one that was previewed")
    name = f"imports/{sha256[:2]}/{sha256}{suffix}"
    with _room():
        default_storage.put(name, io.BytesIO(data))
    return name


@contextmanager
def _room():
    try:
        yield
    except OSError as error:
        raise NoRoom(NO_ROOM) from error


def sweep():
    """Previews that nobody came back to are gone after a day, and what a crash left."""
    yesterday = time.time() - _A_DAY
    with _room():
        for path in default_storage.spool.iterdir():
            with suppress(FileNotFoundError):  # somebody else's, done with meanwhile
                if path.stat().st_mtime < yesterday:
                    path.unlink()
        for one in list(default_storage.stored(WAITING)):
            if one.modified < yesterday:
                default_storage.delete(one.name)
