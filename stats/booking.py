"""What an import did, put down so that all of it can be told and taken back; and refusals."""

from decimal import Decimal
from itertools import islice
from pathlib import Path

from stats import keeping
from stats.models import Import, ImportPart

_AT_ONCE = 500


def begin(file, user, source):
    """The Import of a waiting `file` (a Document or Listing), to note changes in."""
    told = {"source": source, "name": file.name[:255], "sha256": file.sha256}
    return Import.objects.create(imported_by=user, **told)


def keep(import_, file):
    """Keep the file for good: the last step, since no rollback takes it off the disk."""
    import_.file = keeping.keep(file.sha256, Path(file.name).suffix.lower())
    import_.save(update_fields=["file"])


def refuse(name, sha256, reason, user, source):
    """Put down that an uploaded file was refused, and why; nothing else of it is kept."""
    told = {"source": source, "name": name[:255], "sha256": sha256, "refusal": reason}
    Import.objects.create(imported_by=user, **told)


def note(import_, kind, changes, table=None):
    """Put down `changes` of one kind, plain dicts, with the key of the table they are of."""
    changes = iter(changes)
    while some := list(islice(changes, _AT_ONCE)):
        told = {"kind": kind, "table": table, "count": len(some), "changes": some}
        ImportPart.objects.create(whole=import_, **told)


def plain_cell(change):
    """A Change of `stats.entering` as JSON can hold it, decimals as their digits."""
    return {
        "row": change.row,
        "metric": change.metric,
        "old": _plain(change.old),
        "new": _plain(change.new),
        "where": change.where,
        "source": change.source,
    }


def _plain(reading):
    if reading is None:
        return None
    value, status, raw = reading
    written = f"{value.normalize():f}" if isinstance(value, Decimal) else None
    return [written, str(status), raw]
