"""What is wrong with disk or database is told in words; what is wrong with us is not."""

import errno
import sqlite3

import psycopg
import pytest
from django.db import DatabaseError, InterfaceError, OperationalError, ProgrammingError

from stats import troubles
from stats.troubles import trouble_of


def passed_on(error, cause, **attributes):
    for name, value in attributes.items():
        setattr(cause, name, value)
    error.__cause__ = cause
    return error


def of_sqlite(code):
    return passed_on(OperationalError(), sqlite3.OperationalError(), sqlite_errorcode=code)


def of_postgresql(cause):
    return passed_on(DatabaseError(), cause())


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (of_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT), troubles.BUSY),
        (of_sqlite(sqlite3.SQLITE_FULL), troubles.FULL),
        (of_sqlite(sqlite3.SQLITE_READONLY_DBMOVED), troubles.READ_ONLY),
        (of_sqlite(sqlite3.SQLITE_CORRUPT), troubles.DAMAGED),
        (of_sqlite(sqlite3.SQLITE_ERROR), None),
        (of_postgresql(psycopg.errors.LockNotAvailable), troubles.BUSY),
        (of_postgresql(psycopg.errors.QueryCanceled), troubles.BUSY),
        (of_postgresql(psycopg.errors.DeadlockDetected), troubles.BUSY),
        (of_postgresql(psycopg.errors.DiskFull), troubles.FULL),
        (of_postgresql(psycopg.errors.ReadOnlySqlTransaction), troubles.READ_ONLY),
        (of_postgresql(psycopg.errors.AdminShutdown), troubles.AWAY),
        (of_postgresql(psycopg.errors.TooManyConnections), troubles.EXHAUSTED),
        (of_postgresql(psycopg.errors.UndefinedColumn), None),
        (passed_on(OperationalError(), psycopg.OperationalError()), troubles.AWAY),
        (InterfaceError("connection already closed"), troubles.AWAY),
        (ProgrammingError("can't adapt"), None),
        (OSError(errno.ENOSPC, ""), troubles.FULL),
        (OSError(errno.EMFILE, ""), troubles.EXHAUSTED),
        (MemoryError(), troubles.EXHAUSTED),
        (FileNotFoundError(errno.ENOENT, ""), None),
        (ValueError(), None),
    ],
    ids=repr,
)
def test_a_trouble_is_told(error, told):
    assert trouble_of(error) == told
