"""Django's SQLite, where whoever waits to write looks often whether it is its turn.

SQLite itself looks every 100 ms once it has waited for a while: four who write without a pause kept
one of them out for five seconds, though each was done in 30 ms, and half of the time nobody wrote.
"""

import sqlite3
from contextlib import contextmanager
from time import monotonic

from django.db import OperationalError
from django.db.backends.sqlite3 import base

A_LOOK = 20  # ms; within them SQLite looks five times


class DatabaseWrapper(base.DatabaseWrapper):
    def _start_transaction_under_autocommit(self):
        """Begin as soon as nobody else writes; raises OperationalError after `timeout` seconds."""
        patience = self.settings_dict["OPTIONS"].get("timeout", 5)
        end = monotonic() + patience
        with self._patient_for(A_LOOK, 1000 * patience):
            while True:
                try:
                    return super()._start_transaction_under_autocommit()
                except OperationalError as error:
                    if monotonic() > end or not _is_of_others(error):
                        raise

    @contextmanager
    def _patient_for(self, now, afterwards):
        """For how many milliseconds SQLite waits within this, and behind it."""
        cursor = self.create_cursor()
        cursor.execute(f"PRAGMA busy_timeout = {now:d}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {afterwards:.0f}")


def _is_of_others(error):
    code = getattr(error.__cause__, "sqlite_errorcode", 0)
    return code & 0xFF == sqlite3.SQLITE_BUSY
