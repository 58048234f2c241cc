"""When the commands that run by themselves last ran, and how it ended: a small file of each."""

import json
import logging
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone

_log = logging.getLogger(__name__)


class Round(NamedTuple):
    """`wrong` is empty where all went well."""

    at: datetime
    wrong: str


@contextmanager
def noted(name):
    """Note that the command ran, and what it raised."""
    try:
        yield
    except Exception as error:
        note(name, str(error) or type(error).__name__)
        raise
    note(name)


def note(name, wrong=""):
    """Note that the command ran now. A disk that is full keeps no command back."""
    told = {"at": timezone.localtime().isoformat(timespec="seconds"), "wrong": wrong[:2000]}
    path = _path(name)
    fresh = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        _log.warning("没有记下 %s 的运行：%s", name, error)


def last(name):
    """The last Round of the command; None where none is known."""
    try:
        told = json.loads(_path(name).read_text(encoding="utf-8"))
        return Round(datetime.fromisoformat(told["at"]), told["wrong"])
    except (OSError, ValueError):
        return None


def _path(name):
    return Path(settings.VAR_DIR) / "rounds" / f"{name}.json"
