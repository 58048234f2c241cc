"""What pages ask of the record again and again, remembered for as long as it cannot have changed.

An era is such a time: it ends with the next change of anything in the database, or when a moment
comes from which readers may see more. Whoever answers a reader says in which era (nhb_site.hot);
outside of any, as on the desk, in commands and within a transaction, nothing is remembered.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

_era = ContextVar("era", default=None)
_way = ContextVar("way", default="")
MOST = 64  # of each function; what is asked for more often than that is rare


@contextmanager
def during(era):
    """What is asked in here is asked in this era; None for none."""
    before = _era.set(era)
    try:
        yield
    finally:
        _era.reset(before)


@contextmanager
def by_way(way):
    """What is asked in here tells addresses that begin with `way`."""
    before = _way.set(_way.get() + way)
    try:
        yield
    finally:
        _way.reset(before)


def recalled(known, key, make):
    """What `make` told first in this era for this key and way of addresses.

    `known` is a dictionary that belongs to whoever asks. What is told must not be changed, and be
    no queryset.
    """
    era = _era.get()
    if era is None:
        return make()
    key = _way.get(), key
    found = known.get(key)
    if found is None or found[0] is not era:
        if len(known) >= MOST:
            known.clear()
        known[key] = found = era, make()
    return found[1]


def remembered(function):
    """The same function, asking once an era for the same arguments, as `recalled` does."""
    known = {}

    @wraps(function)
    def told(*args, **named):
        return recalled(known, (args, *named.items()), lambda: function(*args, **named))

    return told
