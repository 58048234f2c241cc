"""The documents issues came from, kept byte for byte, and each known again."""

import hashlib

from django.core.files.base import ContentFile

from news.models import SourceDocument


class Changed(Exception):
    """The file is no longer the one that was read."""


def source_of(sha256):
    """The SourceDocument with that content whose issue is in the record, or None."""
    known = SourceDocument.objects.filter(sha256=sha256, issue__isnull=False)
    return known.select_related("issue").first()


def keep(path, document, issue, user, report, kept):
    """Store the file at `path` and its SourceDocument; a stored file is appended to `kept` as soon
    as it exists, for the caller to delete should the transaction fail.

    File and folder are on the disk before this returns: the record never points at nothing.
    """
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != document.sha256:
        raise Changed
    # One that waits, or whose issue was deleted since: a content is stored under one row.
    source = SourceDocument.objects.filter(sha256=document.sha256).first() or SourceDocument()
    source.issue, source.report = issue, report
    source.uploaded_by = source.uploaded_by or user
    source.name, source.sha256 = document.name, document.sha256
    source.encoding, source.state = document.encoding, SourceDocument.Stage.SAVED
    if not source.file or not source.file.storage.exists(source.file.name):
        store(source, data, path.suffix.lower(), kept)
    source.save()
    return source


def store(source, data, suffix, kept):
    """Put the bytes of a SourceDocument on the disk; see `keep`."""
    storage = source.file.storage
    source.file = storage.save(f"sources/{source.sha256}{suffix}", ContentFile(data))
    kept.append(source.file)
