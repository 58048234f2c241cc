"""Write the audit log, seal it, and tell whether it is whole."""

import json
import logging
import re
from datetime import UTC
from hashlib import sha256

from django.db import connection, transaction
from simple_history.models import HistoricalRecords

from nhb_site.models import AuditEntry, AuditSeal

Kind = AuditEntry.Kind
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")  # what would break a line, or PostgreSQL
_AT_ONCE = 2_000
_log = logging.getLogger("nhb_site.audit")


def record(kind, what="", details="", who=None, address=None):
    """Put down one deed, within the transaction it belongs to; the AuditEntry.

    Who and from where are those of the request that is being answered, unless told. Raises
    DatabaseError where it cannot be written: then nothing may be done.
    """
    asked = getattr(HistoricalRecords.context, "request", None)
    told = {
        "who": _who(asked) if who is None else who,
        "address": asked.META.get("REMOTE_ADDR", "") if asked and address is None else address,
        "what": what,
        "details": details,
    }
    lengths = {name: AuditEntry._meta.get_field(name).max_length for name in told}
    clean = {name: _cut(value, lengths[name]) for name, value in told.items()}
    entry = AuditEntry.objects.create(kind=kind, **clean)
    transaction.on_commit(seal, robust=True)  # where it fails, the next entry brings it along
    return entry


def _who(asked):
    user = getattr(asked, "user", None)
    if user is not None:
        return user.get_username()
    return "" if asked else "服务器"  # a command, or the timer that publishes


def _cut(value, length):
    text = _CONTROL.sub(" ", str(value or ""))
    return text if len(text) <= length else f"{text[: length - 1]}…"


def seal():
    """Make the next links of the chain, of all entries that have none yet."""
    with transaction.atomic():
        _wait_for_turn()
        last = AuditSeal.objects.using("default").last()  # of a replica it may be one behind
        above, previous = (last.number + 1, last.sha256) if last else (1, "")
        loose = AuditEntry.objects.using("default").filter(seal=None).order_by("pk")
        for number, entry in enumerate(loose, above):
            digest = digest_of(number, previous, entry)
            AuditSeal.objects.create(entry=entry, number=number, previous=previous, sha256=digest)
            # Also outside the database, where whoever rewrites all of it cannot reach.
            _log.info("审计日志 %s %s", number, digest)
            previous = digest


def _wait_for_turn():
    """One at a time: SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        table = connection.ops.quote_name(AuditSeal._meta.db_table)
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")


def digest_of(number, previous, entry):
    at = entry.at.astimezone(UTC).isoformat(timespec="microseconds")
    told = [number, previous, entry.pk, at, entry.kind, entry.who, entry.address, entry.what]
    text = json.dumps([*told, entry.details], ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def head():
    """(number, digest) of the last link; (0, "") where there is none."""
    last = AuditSeal.objects.last()
    return (last.number, last.sha256) if last else (0, "")


def broken():
    """Where the log is not what was written, in a sentence; "" where it is whole and sealed."""
    loose = AuditEntry.objects.filter(seal=None).count()
    return torn() or (f"有 {loose} 条不在链上。" if loose else "")


def torn():
    """The first link of the chain that does not hold, in a sentence; "" where all do.

    What was put down a moment ago may have no link yet.
    """
    previous = ""
    links = AuditSeal.objects.select_related("entry").order_by("number").iterator(_AT_ONCE)
    for number, link in enumerate(links, 1):
        if link.number != number:
            return f"第 {number} 条不见了：下一条的序号是 {link.number}。"
        if link.previous != previous:
            return f"第 {number} 条接不上前一条：其中一条被改动、调换过。"
        if link.sha256 != digest_of(number, previous, link.entry):
            return f"第 {number} 条（{link.entry}）的内容与当时写下的不同。"
        previous = link.sha256
    return ""
