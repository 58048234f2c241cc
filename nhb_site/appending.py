"""The database itself refuses to change, delete or empty what stands in the audit log."""

from contextlib import contextmanager

from django.db import connection

TABLES = ("nhb_site_auditentry", "nhb_site_auditseal")
_SAID = "审计日志只能追加，不能修改或删除"
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION audit_is_appended() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{_SAID}'; END $$
"""


def guard():
    """Have the database refuse, from now on or as before. A migration that alters a table of these
    in SQLite makes it anew without its triggers, and has to call this again."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for table in TABLES:
            for statement in _triggers(table):
                cursor.execute(statement)


def _deeds():
    """What is refused, and whether for each row or at once; SQLite knows no TRUNCATE."""
    deeds = {"UPDATE": "ROW", "DELETE": "ROW"}
    return deeds | {"TRUNCATE": "STATEMENT"} if connection.vendor == "postgresql" else deeds


def _triggers(table):
    for deed, each in _deeds().items():
        name = f"{table}_{deed.lower()}"
        if connection.vendor == "postgresql":
            yield (
                f"CREATE OR REPLACE TRIGGER {name} BEFORE {deed} ON {table} "
                f"FOR EACH {each} EXECUTE FUNCTION audit_is_appended()"
            )
        else:
            said = f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
            yield f"CREATE TRIGGER IF NOT EXISTS {name} BEFORE {deed} ON {table} {said}"


def unguard():
    """Take the triggers off, where they are."""
    with connection.cursor() as cursor:
        for table in TABLES:
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            for deed in _deeds():
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{deed.lower()}{on}")


@contextmanager
def replaceable():
    """Within this, in one transaction, a backup may take the place of the whole log."""
    unguard()
    yield
    guard()
