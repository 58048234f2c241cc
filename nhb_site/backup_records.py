"""What was backed up, checked, restored and moved, a line of JSON each, and which files stay."""

import json
import re
import time
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from nhb_site import auditing

_NAME = re.compile(r"jianbao-(\d{8}-\d{6})\.age")
_AUDITED = {"backup": "备份", "restore": "恢复", "move": "搬迁"}
_KEPT_BY = ("%Y%m%d", "%G-%V", "%Y%m")  # the newest of each day, week and month


def records():
    """All that was noted, oldest first; nothing where nothing was."""
    path = _path()
    return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def last_good():
    """What was noted of the last backup that was made; None where there is none."""
    made = [one for one in records() if (one["what"], one["result"]) == ("backup", "ok")]
    return made[-1] if made else None


@contextmanager
def noting(what, file):
    """Note what was done to `file`, how long it took and how it ended; more goes into the dict."""
    started, told = time.monotonic(), {}
    try:
        yield told
        if what in _AUDITED:
            auditing.record(auditing.Kind.BACKUP, str(file), _AUDITED[what])
            told["audit"] = list(auditing.head())  # outside the database: how far its log was
        told["result"] = "ok"
    except BaseException as error:
        told["result"] = str(error) or type(error).__name__
        raise
    finally:
        seconds = round(time.monotonic() - started, 2)
        at = timezone.localtime().isoformat(timespec="seconds")
        record = {"at": at, "what": what, "file": str(file), "seconds": seconds, **told}
        with _path().open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")


def prune(folder, numbers):
    """Delete the backups in `folder` but the newest of each of so many last days, weeks and months
    in which one was made; the paths that are gone."""
    made = {
        path: datetime.strptime(found[1], "%Y%m%d-%H%M%S")  # noqa: DTZ007 - as the file is named
        for path in sorted(folder.iterdir(), reverse=True)
        if (found := _NAME.fullmatch(path.name))
    }
    kept = set(list(made)[:1])
    for form, number in zip(_KEPT_BY, numbers, strict=True):
        newest = {}
        for path, moment in made.items():
            newest.setdefault(moment.strftime(form), path)
        kept |= set(list(newest.values())[:number])
    gone = sorted(set(made) - kept)
    for path in gone:
        path.unlink()
    return gone


def _path():
    return Path(settings.VAR_DIR) / "backups.jsonl"
