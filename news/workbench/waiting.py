"""Documents that wait to be taken in: kept, read one by one, and taken in with the decisions."""

import hashlib
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from django.core.cache import cache
from django.db import IntegrityError, transaction

from news import sources
from news.decisions import encoding_of, fingerprint, made
from news.importing import IssueExists, Refused, refusing, rehearsed, take_in
from news.models import SourceDocument
from news.workbench.counting import counts_of
from stats import documents
from stats.documents import wire
from stats.documents.decoding import decode, readings
from stats.documents.opening import MOST_BYTES

Stage = SourceDocument.Stage
_AN_HOUR = 3600
_EXCERPT = 1500


class Stale(Exception):
    """What is there now is not what was looked at; the message says what to do."""


def wait(name, data, user):
    """The SourceDocument of an uploaded file and what became of it: new, waiting or saved.

    A content is stored under one row: the same file again is the same document, and one that was
    refused may try once more.
    """
    try:
        return _wait(name, data, user)
    except IntegrityError:
        # Somebody else sent the same file at the same moment: looked at again, it is there.
        return _wait(name, data, user)


def _wait(name, data, user):
    sha256 = hashlib.sha256(data).hexdigest()
    with transaction.atomic():
        known = SourceDocument.objects.select_for_update().filter(sha256=sha256).first()
        if known is not None and is_taken(known):
            return known, "saved"
        if known is not None and known.state == Stage.WAITING:
            return known, "waiting"
        return _stored(known or SourceDocument(sha256=sha256), name, data, user), "new"


def _stored(source, name, data, user):
    source.name = documents.printable(name)[-200:] or "未命名"
    source.uploaded_by, source.state = user, Stage.WAITING
    source.report, source.decisions, source.encoding = {}, {}, ""
    kept = []
    try:
        if len(data) > MOST_BYTES:
            _refuse(source, f"“{source.name}”超过 {MOST_BYTES // 10**6} MB 的上限；请核对文件。")
        else:
            sources.store(source, data, _suffix(source.name), kept)
        source.save()
    except BaseException:
        for file in kept:
            file.storage.delete(file.name)
        raise
    return source


def _suffix(name):
    suffix = Path(name).suffix.lower()
    return suffix if suffix in (".txt", ".docx", ".doc", ".pdf") else ".bin"


def is_taken(source):
    """True for a document whose issue is in the record."""
    return source.issue_id is not None


def unread():
    """Documents that nobody has looked into yet, first come first."""
    return SourceDocument.objects.filter(state=Stage.WAITING, report={}).order_by("pk")


def read(source):
    """Look into a waiting document: its report tells what it would become, or why it cannot."""
    try:
        document = document_of(source)
    except (documents.Unreadable, Stale) as error:
        if _is_undecoded(source) and doubtful(source):
            source.report = {"problem": str(error), "doubtful": True}
        else:
            _refuse(source, str(error))
    else:
        source.encoding = document.encoding
        source.report = _summary(document, made(source.decisions))
    _book(source)


def _book(source):
    """Store what was seen of a document, unless somebody took it in meanwhile."""
    fields = {name: getattr(source, name) for name in ("report", "encoding", "state")}
    here = SourceDocument.objects.filter(pk=source.pk, issue__isnull=True)
    if here.update(**fields) and source.state == Stage.REFUSED:
        _forget_bytes(source)


def _summary(document, decisions):
    try:
        with rehearsed(document, decisions) as taken:
            report = {key: value for key, value in taken.report.items() if key != "state"}
            return {**report, "counts": counts_of(taken)}
    except Refused as problem:
        issue = getattr(problem, "issue", None)
        told = {"issue": {"year": issue.year, "number": issue.number}} if issue else {}
        return {"problem": str(problem), **told, "exists": isinstance(problem, IssueExists)}


def _refuse(source, message):
    """Note why the document is not taken in."""
    source.state, source.report = Stage.REFUSED, {"problem": message}


def _forget_bytes(source):
    """Keep nothing of a refused file but its name and why."""
    file, source.file = source.file, ""
    source.save(update_fields=["file"])
    if file:
        transaction.on_commit(lambda: file.storage.delete(file.name))


def set_aside(source, user):
    """Take a document that is not to be recorded out of the queue; its bytes go."""
    with transaction.atomic():
        source = SourceDocument.objects.select_for_update().get(pk=source.pk)
        if is_taken(source):
            raise Stale("这份文件已经收录，不能移出。")
        _refuse(source, f"由 {user} 移出，没有收录。")
        source.save(update_fields=["report", "state"])
        _forget_bytes(source)


def document_of(source):
    """The Document in the stored file, read once an hour; Stale where the file changed."""
    encoding = encoding_of(source.decisions)
    try:
        path = source.file.storage.at_hand(source.file.name)
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError as error:
        raise Stale(f"“{source.name}”已不在服务器上，请重新上传。") from error
    if sha256 != source.sha256:
        raise Stale(f"服务器上的“{source.name}”与上传时不同，没有读入；请重新上传。")
    key = f"document-{sha256}-{encoding}"
    flat = cache.get(key)
    if flat is None:
        flat = wire.dumps(documents.read(path, source.name, encoding))
        cache.set(key, flat, _AN_HOUR)
    return replace(wire.loads(flat), name=source.name)


def doubtful(source):
    """(encoding, excerpt) of each way in which a text may be meant; empty for other files."""
    return [(encoding, text[:_EXCERPT]) for encoding, text in readings(_bytes_of_text(source))]


def _is_undecoded(source):
    """True for a text of which nothing tells the encoding for sure."""
    try:
        decode(source.name, _bytes_of_text(source))
    except documents.Unreadable:
        return True
    return False


def _bytes_of_text(source):
    data = b""
    if Path(source.name).suffix.lower() == ".txt" and source.file:
        with suppress(OSError), source.file.open() as file:
            data = file.read()
    return data


def decide(source, change):
    """Store what `change` makes of the decisions, and look into the document again."""
    with transaction.atomic():
        source = SourceDocument.objects.select_for_update().get(pk=source.pk)
        if is_taken(source):
            raise Stale("这份文件已经收录，认定不再改动。")
        source.decisions = change(source.decisions)
        source.save(update_fields=["decisions"])
    read(source)
    return source


def take(source, user, seen, publishing=False):
    """The report of taking in a waiting document for good, with its decisions, as `ingest` does.

    `seen` is the (sha-256, fingerprint of decisions) of what was on the page. Raises Stale where
    that is no longer so, and Refused.
    """
    with refusing(source.name), transaction.atomic():
        source = SourceDocument.objects.select_for_update().get(pk=source.pk)
        if is_taken(source):
            raise Stale(f"“{source}”刚刚已由别人收录为{source.issue}，没有再收一次。")
        if source.state == Stage.REFUSED:
            raise Stale(f"“{source}”已不在队列里。")
        if tuple(seen) != (source.sha256, fingerprint(source.decisions)):
            raise Stale("页面打开之后，有人又作了认定；请看过新的结果再收录。")
        told = made(source.decisions)
        document = document_of(source)
        path = source.file.storage.at_hand(source.file.name)
        return take_in(document, path, publishing, user=user, decisions=told)
