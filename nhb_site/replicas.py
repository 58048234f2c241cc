"""Reads for readers go to the replica (REPLICA_URL), which is never more than a moment behind.

The router sends there what is asked while a public page is made; all else, and all writing, goes to
the primary. Before each page the replica is held to where the primary was a moment ago: if it has
not come that far, or does not answer, the page is made from the primary.
"""

import time
from contextlib import contextmanager, suppress
from contextvars import ContextVar

from django.db import DatabaseError, OperationalError

from nhb_site.stamps import Stamps

REPLICA = "replica"
MOMENT = 0.4  # seconds: how far behind a page may be at most, before it is made
LEAST = 1.0  # second, at least, until a database that did not answer is asked again
_source = ContextVar("source", default=None)


@contextmanager
def reading_from(stamp):
    """What is read in here comes from the database of that stamp."""
    source = REPLICA if stamp and stamp[0] == REPLICA else None
    before = _source.set(source)
    try:
        yield
    finally:
        _source.reset(before)


class ReadersRouter:
    """For DATABASE_ROUTERS."""

    def db_for_read(self, model, **hints):
        return _source.get()

    def db_for_write(self, model, **hints):
        return "default"

    def allow_relation(self, one, other, **hints):
        return True  # both hold the same records

    def allow_migrate(self, db, app_label, **hints):
        return db != REPLICA


class ReplicaStamps:
    """The stamps of the replica while it keeps up, else those of the primary; for HotPages.

    Raises DatabaseError where neither answers.
    """

    def __init__(self, primary=None, replica=None, written=None, clock=time.monotonic):
        self._primary, self._replica = primary or Stamps(), replica or Stamps(REPLICA)
        self._written, self._clock = _Rested(written or Stamps(ask=_written), clock), clock
        self._replica = _Rested(self._replica, clock)
        self._wanted, self._asked = 0, float("-inf")

    def __call__(self):
        wanted = self._how_far()
        try:
            stamp = self._replica()
        except DatabaseError:
            return self._primary()
        return (REPLICA, *stamp) if reached(stamp[-1][-1]) >= wanted else self._primary()

    def _how_far(self):
        """What the replica must have replayed; where the primary is away, what was known: nobody
        can have written since."""
        if self._clock() - self._asked >= MOMENT:
            with suppress(DatabaseError):
                asked = self._clock()
                self._wanted, self._asked = reached(self._written()[-1][-1]), asked
        return self._wanted


class _Rested:
    """Calls `ask`, and after it failed not again for ten times as long as that took: nobody waits
    for a database that is away each time a page is asked for."""

    def __init__(self, ask, clock):
        self._ask, self._clock, self._again = ask, clock, float("-inf")

    def __call__(self):
        started = self._clock()
        if started < self._again:
            raise OperationalError("asked a moment ago, and it did not answer")
        try:
            return self._ask()
        except DatabaseError:
            now = self._clock()
            self._again = now + max(LEAST, 10 * (now - started))
            raise


def _written(postgresql):
    """How far the primary has written its log."""
    return postgresql.execute("SELECT pg_current_wal_lsn()::text").fetchone()


def reached(place):
    """A place in the log of PostgreSQL, such as 16/B374D848, as a number; 0 for none."""
    high, _, low = (place or "0/0").partition("/")
    return (int(high, 16) << 32) + int(low, 16)
