"""The documents issues came from, kept byte for byte in MEDIA_ROOT, and each known again."""

import hashlib
import os
from pathlib import Path

from django.core.files.base import ContentFile

from news.models import SourceDocument


class Changed(Exception):
    """The file is no longer the one that was read."""


def source_of(sha256):
    """The SourceDocument with that content whose issue is in the record, or None."""
    known = SourceDocument.objects.filter(sha256=sha256, issue__isnull=False)
    return known.select_related("issue").first()


def keep(path, document, issue, user, report, kept):
    """Store the file at `path` and its SourceDocument; the stored file is appended to `kept` as
    soon as it exists, for the caller to delete should the transaction fail.

    File and folder are on the disk before this returns: the record never points at nothing.
    """
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != document.sha256:
        raise Changed
    # One whose issue was deleted since is taken up again: a content is stored under one row.
    source = SourceDocument.objects.filter(sha256=document.sha256).first() or SourceDocument()
    source.issue, source.uploaded_by, source.report = issue, user, report
    source.name, source.sha256 = document.name, document.sha256
    source.encoding = document.encoding
    storage = source.file.storage
    source.file = storage.save(f"sources/{document.sha256}{path.suffix.lower()}", ContentFile(data))
    kept.append(source.file)
    _to_disk(Path(storage.path(source.file.name)), Path(storage.location))
    source.save()
    return source


def _to_disk(path, root):
    """Wait until the file and the folders down to it are on the disk."""
    folders = [path.parent, *(one for one in path.parent.parents if root in (one, *one.parents))]
    for one in (path, *folders):
        handle = os.open(one, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
