"""Public pages kept in the memory of a worker, in front of Django, and never shown when stale.

On every request the database is asked for its stamp; a page is shown again only while that is the
one it was made under, and no moment has passed from which readers may see more. Where the stamp
cannot be had, what is kept is shown: nobody can have changed it.
"""

import gzip
import re
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import parse_qsl

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Min
from django.utils import timezone

from news.models import Issue
from nhb_site.measuring import FOUND
from nhb_site.replicas import reading_from
from stats.models import Table
from stats.remembering import by_way, during

# Who comes with one of these may see other pages than everybody.
_OURS = re.compile(
    "|".join((settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages")) + "="
)
# The desk, and files that never change.
_PASSING = re.compile(rf"/admin/|{re.escape(settings.STATIC_URL)}")
_LONGEST_QUERY = 500
_MOST_OF_ONE = 8  # no page takes more than this part of the memory
_PACKED = re.compile(r"text/|application/(?:json|xml|[a-z.-]+\+(?:json|xml))|image/svg")
_WORTH_PACKING = 1000
# The second in which the stamp was asked for; nginx may keep the answer to the end of it, if it
# says that it would (deploy/nginx).
_ASKED = "nhb_site.asked"


class Era(NamedTuple):
    """A time in which all readers see the same: under one stamp, from one moment to the next."""

    stamp: tuple
    since: datetime
    until: datetime


@dataclass
class Page:
    """An answer as it was made, and in which era."""

    era: Era
    status: str
    headers: list
    body: bytes

    @cached_property
    def etag(self):
        given = dict(self.headers).get("ETag")
        return given or f'"{blake2b(self.body, digest_size=12).hexdigest()}"'

    @cached_property
    def plain(self):
        """(headers, bytes)"""
        others = [one for one in self.headers if one[0] not in {"ETag", "Content-Length"}]
        if self.is_packable:
            others = [one for one in others if one[0] != "Vary"]
            vary = dict(self.headers).get("Vary")
            others.append(("Vary", f"{vary}, Accept-Encoding" if vary else "Accept-Encoding"))
        return [*others, ("ETag", self.etag), ("Content-Length", str(len(self.body)))], self.body

    @cached_property
    def packed(self):
        """The same with the bytes made smaller, once for all."""
        headers, body = self.plain
        if not self.is_packable:
            return headers, body
        body = gzip.compress(body, 6, mtime=0)
        others = [one for one in headers if one[0] not in {"ETag", "Content-Length"}]
        tag = f'{self.etag[:-1]}-gzip"'
        length = ("Content-Length", str(len(body)))
        return [*others, ("Content-Encoding", "gzip"), ("ETag", tag), length], body

    @cached_property
    def unchanged(self):
        """The headers of a 304 for those who have it already."""
        left_out = {"Content-Length", "Content-Type", "Content-Language", "Content-Disposition"}
        return [one for one in self.plain[0] if one[0] not in left_out]

    @property
    def is_packable(self):
        kind = dict(self.headers).get("Content-Type", "")
        return len(self.body) >= _WORTH_PACKING and bool(_PACKED.match(kind))


class HotPages:
    """A WSGI application that shows what `application` makes, and keeps it while it is true.

    `most` is how many bytes are kept, the longest unasked going first; `stamps` tells the stamp.
    """

    def __init__(self, application, stamps, most):
        self.application, self.stamps, self.most = application, stamps, most
        self._pages, self._size = OrderedDict(), 0
        self._lock, self._makers = threading.Lock(), {}
        self._era = None

    def __call__(self, environ, start_response):
        key = key_of(environ)
        if key is None:
            return _bodiless(environ, self.application(environ, start_response))
        if environ.get("HTTP_X_MICRO_CACHE") == "on":
            environ[_ASKED] = int(timezone.now().timestamp())
        era = self._now()
        page = self._known(key, era)
        if page:
            environ[FOUND] = True
            return _shown(page, environ, start_response)
        maker = self._makers.setdefault(key, threading.Lock())
        with maker:
            page = self._known(key, era)
            if page:  # made by another while this one waited
                environ[FOUND] = True
                return _shown(page, environ, start_response)
            try:
                way = environ.get("SCRIPT_NAME", "")
                with during(era), by_way(way), reading_from(era and era.stamp):
                    return self._made(key, era, environ, start_response)
            finally:
                self._makers.pop(key, None)

    def _now(self):
        """The Era of now; None where the database does not answer."""
        try:
            stamp = self.stamps()
        except DatabaseError:
            return None
        known, now = self._era, timezone.now()
        if known is None or known.stamp != stamp or not known.since <= now < known.until:
            with reading_from(stamp):
                self._era = known = Era(stamp, now, _next_moment(now))
        return known

    def _known(self, key, era):
        """The page of this era; where nobody can tell the era, nobody can have changed a thing."""
        with self._lock:
            page = self._pages.get(key)
            if page is None or (era is not None and page.era is not era):
                return None
            self._pages.move_to_end(key)
            return page

    def _made(self, key, era, environ, start_response):
        """The answer of the application, kept where everybody would get the same."""
        told = []
        asked = environ | {"REQUEST_METHOD": "GET"}
        response = self.application(asked, lambda *args: told.append(args[:2]))
        status, headers = told[0]
        if era is None or not self.most or not _keepable(status, headers, response):
            start_response(status, headers)
            return _bodiless(environ, response)
        try:
            page = Page(era, status, headers, b"".join(response))
        finally:
            response.close()
        self._keep(key, page)
        return _shown(page, environ, start_response)

    def _keep(self, key, page):
        size = 2 * len(page.body)  # the packed bytes and the headers come on top
        if size > self.most / _MOST_OF_ONE:
            return
        with self._lock:
            self._forget(key)
            self._pages[key] = page
            self._size += size
            while self._size > self.most:
                self._forget(next(iter(self._pages)))

    def _forget(self, key):
        page = self._pages.pop(key, None)
        self._size -= 2 * len(page.body) if page else 0


def key_of(environ):
    """By what an answer is known that everybody gets alike; None where there may be none."""
    query = environ.get("QUERY_STRING", "")
    if (
        environ["REQUEST_METHOD"] not in {"GET", "HEAD"}
        or "HTTP_HOST" not in environ
        or "HTTP_AUTHORIZATION" in environ
        or "HTTP_RANGE" in environ
        or len(query) > _LONGEST_QUERY
        or _OURS.search(environ.get("HTTP_COOKIE", ""))
        or _PASSING.match(environ["PATH_INFO"])
    ):
        return None
    asked = tuple(sorted(parse_qsl(query, keep_blank_values=True), key=_name)) if query else ()
    if any(name == "at" for name, _ in asked):  # a moment to come is told as now
        return None
    return (
        environ["HTTP_HOST"],
        environ.get("wsgi.url_scheme"),
        environ.get("HTTP_X_FORWARDED_PROTO"),
        environ.get("SCRIPT_NAME"),
        environ["PATH_INFO"],
        asked,
    )


def _name(pair):
    return pair[0]


def _keepable(status, headers, response):
    names = {name for name, _ in headers}
    kept = dict(headers).get("Cache-Control", "")
    return (
        status.startswith("200")
        and not getattr(response, "streaming", True)
        and "Set-Cookie" not in names
        and not re.search(r"no-store|private", kept)
        and set(re.findall(r"[\w-]+", dict(headers).get("Vary", ""))) <= {"Cookie"}
    )


def _next_moment(now):
    """When readers may see something else though nobody changes anything: a day, a publication."""
    midnight = datetime.combine(timezone.localdate(now) + timedelta(days=1), time())
    try:
        moments = [
            model.objects.filter(published_at__gt=now).aggregate(next=Min("published_at"))["next"]
            for model in (Issue, Table)
        ]
    except DatabaseError:  # the era is over at once, and nothing older is shown
        return now
    return min(filter(None, (timezone.make_aware(midnight), *moments)))


def _shown(page, environ, start_response):
    headers, body = page.packed if _takes_packed(environ) else page.plain
    known = environ.get("HTTP_IF_NONE_MATCH")
    if known and page.etag.removeprefix("W/")[:-1] in known:
        start_response("304 Not Modified", page.unchanged)
        return ()
    if _ASKED in environ:
        headers = [*headers, ("X-Accel-Expires", f"@{environ[_ASKED]}")]
    start_response(page.status, headers)
    return () if environ["REQUEST_METHOD"] == "HEAD" else (body,)


def _takes_packed(environ):
    return "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")


def _bodiless(environ, response):
    """The answer without its body where only its head was asked for."""
    if environ["REQUEST_METHOD"] != "HEAD":
        return response
    if hasattr(response, "close"):
        response.close()
    return ()
