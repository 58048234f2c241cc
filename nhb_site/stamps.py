"""What is another as soon as anything in the database is: the stamp kept pages are held to.

It belongs to the whole database, so that no change can be forgotten, whoever makes it and how.
"""

import threading

from django.db import DatabaseError, connections

from nhb_site.databases import file_of
from stats.troubles import BUSY, trouble_of

_PATIENCE = 0.5  # seconds


class Stamps:
    """Call it for the stamp of now. Raises DatabaseError where the database does not answer.

    Each thread keeps a connection of its own, beside the one its pages are made with: SQLite
    tells of the changes of other connections alone.
    """

    def __init__(self, alias="default", ask=None):
        self._alias, self._ask, self._own = alias, ask, threading.local()

    def __call__(self):
        try:
            return self._asked()
        except DatabaseError as error:
            if trouble_of(error) == BUSY:
                raise
            # It was restarted or put back; what it says now counts.
            self.close()
            return self._asked()

    def close(self):
        """End the connection of this thread, if it has one."""
        known = self._own.__dict__.pop("connection", None)
        if known:
            known.close()

    def _asked(self):
        own = self._own
        if not hasattr(own, "connection") or own.connection.file != file_of(own.connection):
            self.close()
            made = connections[self._alias].copy()
            if made.vendor == "sqlite":  # a page that is then made anew has to wait as well
                made.settings_dict["OPTIONS"]["timeout"] = _PATIENCE
            made.ensure_connection()
            own.connection = made
        with own.connection.wrap_database_errors:
            ask = self._ask or _STATEMENTS[own.connection.vendor]
            return own.connection.file, ask(own.connection.connection)


def _data_version(sqlite):
    return sqlite.execute("PRAGMA data_version").fetchone()


def _snapshot(postgresql):
    """Which transactions can be seen; a replica tells that less exactly, but how far it is."""
    return postgresql.execute(
        "SELECT pg_current_snapshot()::text, pg_last_wal_replay_lsn()::text"
    ).fetchone()


_STATEMENTS = {"sqlite": _data_version, "postgresql": _snapshot}
