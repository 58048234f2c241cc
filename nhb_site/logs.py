"""Logs as lines of JSON, each request with a number, and a list of the slow ones."""

import json
import logging
import os
import re
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from django.conf import settings
from django.utils import timezone

NUMBER = ContextVar("number", default=None)
_TAKEN = re.compile(r"[\w-]{8,64}", re.ASCII)  # anything else could be meant for the log
_MOST_BYTES = 2**20  # of the list of slow pages; the one before is kept as well
_slow = logging.getLogger("nhb_site.slow")


class Numbered:
    """A WSGI application whose requests have a number, the proxy's or one of our own: it is in
    every line of the log, and in X-Request-ID of the answer. What took long is noted."""

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        given = environ.get("HTTP_X_REQUEST_ID", "")
        number = given if _TAKEN.fullmatch(given) else os.urandom(16).hex()
        NUMBER.set(number)

        def start(status, headers, *problem):
            return start_response(status, [*headers, ("X-Request-ID", number)], *problem)

        started = perf_counter()
        response = self.application(environ, start)
        seconds = perf_counter() - started
        if seconds >= settings.SLOW_SECONDS:
            _note_slow(environ["REQUEST_METHOD"], environ["PATH_INFO"], round(seconds, 2))
        return response


class JsonLines(logging.Formatter):
    """A record of the log as one line of JSON."""

    def format(self, record):
        told = {
            "time": _moment(record.created),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": NUMBER.get(),
            "process": record.process,
        }
        if status := getattr(record, "status_code", None):
            told["status"] = status
        if record.exc_info:
            told["error"] = "".join(traceback.format_exception(*record.exc_info))
        return json.dumps(told, ensure_ascii=False)


def _moment(seconds):
    return datetime.fromtimestamp(seconds, UTC).astimezone().isoformat(timespec="milliseconds")


def slow_pages(most=20):
    """The slow requests noted last, the newest first: when, method, address, seconds."""
    path = _path()
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [json.loads(line) for line in lines[: -most - 1 : -1]]


def _note_slow(method, address, seconds):
    _slow.warning("%s %s 用了 %s 秒", method, address, seconds)
    told = {"at": timezone.localtime().isoformat(timespec="seconds"), "method": method}
    line = json.dumps(told | {"address": address[:200], "seconds": seconds}, ensure_ascii=False)
    try:
        path = _path()
        if path.exists() and path.stat().st_size > _MOST_BYTES:
            path.replace(path.with_suffix(".old"))
        with path.open("a", encoding="utf-8") as lines:
            lines.write(f"{line}\n")
    except OSError as error:  # a full disk keeps no page back
        _slow.warning("没有记下慢页面：%s", error)


def _path():
    return Path(settings.VAR_DIR) / "slow.jsonl"
