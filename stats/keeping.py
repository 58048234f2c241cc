"""Uploaded files on disk, by their sha-256: waiting while a preview is looked at, then kept."""

import hashlib
import os
import time
from pathlib import Path

from django.conf import settings

FOLDER = "imports"
_WAITING = "waiting"
_A_DAY = 24 * 3600


def wait(chunks, suffix):
    """The sha-256 of an upload, put where a preview will find it."""
    folder = _folder(_WAITING)
    _sweep(folder)
    digest, partial = hashlib.sha256(), folder / f".{os.getpid()}-{time.monotonic_ns()}"
    with partial.open("xb") as file:
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
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
    _sync(folder)
    return str(target.relative_to(settings.MEDIA_ROOT))


def _folder(name):
    folder = Path(settings.MEDIA_ROOT) / FOLDER / name
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _sync(folder):
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(folder):
    """Previews that nobody came back to are gone after a day."""
    for path in folder.iterdir():
        if time.time() - path.stat().st_mtime > _A_DAY:
            path.unlink(missing_ok=True)
