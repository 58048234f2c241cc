"""The database itself refuses to change or delete what stands in the audit log."""

from contextlib import contextmanager

from django.db import connection

TABLES = ("nhb_site_auditentry", "nhb_site_auditseal")
_SAID = "审计日志只能追加，不能修改或删除"
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION audit_is_appended() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{_SAID}'; END $$
"""


def guard():
    """Have the database refuse. A migration that alters a table of these in SQLite makes it anew
    without its triggers, and has to call this again."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
        for table in TABLES:
            for statement in _triggers(table):
                cursor.execute(statement)


def _triggers(table):
    for deed in ("UPDATE", "DELETE"):
        name = f"{table}_{deed.lower()}"
        if connection.vendor == "postgresql":
            yield (
                f"CREATE TRIGGER {name} BEFORE {deed} ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION audit_is_appended()"
            )
        else:
            said = f"BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
            yield f"CREATE TRIGGER {name} BEFORE {deed} ON {table} {said}"


def unguard():
    """Take the triggers off, where they are."""
    with connection.cursor() as cursor:
        for table in TABLES:
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            for deed in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_{deed}{on}")


@contextmanager
def replaceable():
    """Within this, in one transaction, a backup may take the place of the whole log."""
    unguard()
    yield
    guard()
