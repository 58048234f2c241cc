"""How often each kind of page is asked for, how long it takes and what the database has of that.

Kept in the memory of this process; with METRICS_DIR in files there, one set of each worker, which
are read together. That folder is never on a disk: a file in memory that finds one full kills.
"""

import os
import re
from collections import defaultdict
from functools import lru_cache
from time import perf_counter
from typing import NamedTuple

from django.conf import settings
from django.db.backends.signals import connection_created
from django.urls import Resolver404, resolve

SLOT = os.environ.get("WORKER_SLOT")  # of this worker; its successor goes on in the same files
SHARED = bool(settings.METRICS_DIR and SLOT)
if SHARED:
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = settings.METRICS_DIR  # must be there at the import

from prometheus_client import REGISTRY, Counter, Gauge, Histogram, values  # noqa: E402
from prometheus_client.multiprocess import MultiProcessCollector  # noqa: E402

if SHARED:
    values.ValueClass = values.MultiProcessValue(lambda: SLOT)

OTHER = "-"  # addresses and methods that are none
FOUND = "nhb_site.found"  # in the environ of a request: a kept page was shown
_BELOW = re.compile(r"/elder(?:/xl)?(?=/)")
_ARGUMENT = re.compile(r"<[^>]*>|\(\?P<[^)]*\)")
_METHODS = {"GET", "HEAD", "POST", "OPTIONS", "DELETE", "PUT", "PATCH"}
_BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

_REQUESTS = Counter(
    "nhb_requests",
    "Requests; kept: whether the answer was kept in memory",
    ["page", "method", "status", "kept"],
)
_SECONDS = Histogram("nhb_request_seconds", "Seconds to answer", ["page"], buckets=_BOUNDS)
_LONGEST = Gauge(
    "nhb_request_longest_seconds", "The longest answer", ["page"], multiprocess_mode="max"
)
_IN_DATABASE = Counter("nhb_database_seconds", "Seconds spent in the database for pages")
_STATEMENTS = Counter("nhb_database_statements", "Statements asked of the database for pages")


class Measured:
    """A WSGI application whose requests are counted and timed by kind of page."""

    def __init__(self, application):
        self.application = application
        connection_created.connect(_time_database)

    def __call__(self, environ, start_response):
        told, started = [], perf_counter()

        def start(status, headers, *problem):
            told.append(status[:3])
            return start_response(status, headers, *problem)

        try:
            return self.application(environ, start)
        finally:
            status, kept = told[-1] if told else "500", FOUND in environ
            kind = _kind(environ["PATH_INFO"], environ["REQUEST_METHOD"], status, kept)
            kind.take(perf_counter() - started)


class _Kind:
    """What is measured of one kind of page and answer, looked up once."""

    def __init__(self, page, *labels):
        self.count = _REQUESTS.labels(page, *labels).inc
        self.seconds, self.longest = _SECONDS.labels(page).observe, _LONGEST.labels(page)
        self.most = self.longest._value.get()  # what its predecessor in the slot left

    def take(self, seconds):
        self.count()
        self.seconds(seconds)
        if seconds > self.most:
            self.most = seconds
            self.longest.set(max(seconds, self.longest._value.get()))


@lru_cache(maxsize=5000)
def _kind(path, method, status, kept):
    method = method if method in _METHODS else OTHER
    return _Kind(kind_of(path), method, status, "yes" if kept else "no")


def kind_of(path):
    """The address with a star for each of its arguments; those below /elder/ as the plain ones."""
    path = _BELOW.sub("", path, count=1) if path.startswith("/elder") else path
    if path.startswith(settings.STATIC_URL):
        return f"{settings.STATIC_URL}*"
    try:
        route = resolve(path).route
    except Resolver404:
        return OTHER
    return "/" + _ARGUMENT.sub("*", route).strip("^$")


def _time_database(connection, **kwargs):
    """Have every statement of a new connection timed."""
    if _timed not in connection.execute_wrappers:
        connection.execute_wrappers.append(_timed)


def _timed(execute, sql, params, many, context):
    started = perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        _IN_DATABASE.inc(perf_counter() - started)
        _STATEMENTS.inc()


class Speed(NamedTuple):
    """How fast pages of one kind were answered; seconds."""

    page: str
    count: int
    half: float
    most: float  # of 95 in a hundred
    longest: float


def families():
    """The families of Prometheus, of all workers where they share a folder."""
    if settings.METRICS_DIR and os.path.isdir(settings.METRICS_DIR):  # noqa: PTH112
        return MultiProcessCollector(None, path=settings.METRICS_DIR).collect()
    return [family for family in REGISTRY.collect() if family.name.startswith("nhb_")]


def speeds(told=None):
    """A Speed of each kind of page that was asked for, the slowest first."""
    counted, longest = defaultdict(dict), {}
    for family in families() if told is None else told:
        for sample in family.samples:
            page = sample.labels.get("page")
            if sample.name == "nhb_request_seconds_bucket":
                counted[page][float(sample.labels["le"])] = int(sample.value)
            elif sample.name == "nhb_request_longest_seconds":
                longest[page] = sample.value
    found = [
        _speed(page, dict(sorted(buckets.items())), longest.get(page, 0.0))
        for page, buckets in counted.items()
    ]
    return sorted((one for one in found if one.count), key=lambda one: -one.most)


def _speed(page, buckets, longest):
    count = max(buckets.values())
    return Speed(page, count, *(_within(buckets, part, longest) for part in (0.5, 0.95)), longest)


def _within(buckets, part, longest):
    """The seconds in which that part of all was answered, never more than the longest took.

    Within a bucket requests are taken as evenly spread, as Prometheus takes them.
    """
    wanted, below, before = max(buckets.values()) * part, 0.0, 0
    for bound, count in buckets.items():
        if count >= wanted:
            bound = min(bound, longest)
            share = (wanted - before) / (count - before) if count > before else 1
            return max(0.0, min(longest, below + (bound - below) * share))
        below, before = bound, count
    return longest
