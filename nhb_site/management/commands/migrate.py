"""manage.py migrate, by one process at a time: of two that start, one has nothing to do."""

import fcntl
from contextlib import contextmanager

from django.conf import settings
from django.core.management.commands import migrate
from django.db import connections

LOCK = 20_261_122  # any number, the same for all


class Command(migrate.Command):
    def handle(self, *args, **options):
        with alone(connections[options["database"]]):
            return super().handle(*args, **options)


@contextmanager
def alone(connection):
    """Wait until nobody else migrates this database, and have others wait for us."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
        return
    if connection.is_in_memory_db():
        yield
        return
    with (settings.VAR_DIR / "migrate.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
