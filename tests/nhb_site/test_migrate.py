"""Two processes that migrate at once: the second waits for the first."""

import fcntl

import psycopg
import pytest
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection

from nhb_site import databases
from nhb_site.management.commands.migrate import LOCK


def taken(folder):
    """Whether somebody migrates at this moment."""
    if connection.vendor == "postgresql":
        with psycopg.connect(**connection.get_connection_params() | {"context": None}) as other:
            return not other.execute("SELECT pg_try_advisory_lock(%s)", [LOCK]).fetchone()[0]
    with (folder / "migrate.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


@pytest.mark.django_db(transaction=True)
def test_one_migrates_at_a_time(tmp_path, settings, monkeypatch):
    settings.VAR_DIR = tmp_path
    seen = []
    monkeypatch.setattr(migrate.Command, "handle", lambda *a, **o: seen.append(taken(tmp_path)))
    if connection.vendor == "postgresql":
        call_command("migrate")
    else:
        with databases.on(databases.passing(tmp_path / "db")):
            call_command("migrate")
    assert [*seen, taken(tmp_path)] == [True, False]
