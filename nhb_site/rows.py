"""The rows of every table as lines of JSON, the same from either database, and put back again.

What can be made anew is left out: the index of search; and sessions, so that nobody who signed out
since is signed in again.
"""

import base64
import hashlib
import json
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from uuid import UUID

from django.apps import apps
from django.db import connection

LEFT_OUT = {"news.searchentry", "news.searchstate", "sessions.session"}
_AT_ONCE = 2_000


def every_model():
    """All models with a table of their own, those of many-to-many relations among them."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def kept_models():
    """{table: model} of those whose rows are kept, in the order of tables' names."""
    models = [model for model in every_model() if model._meta.label_lower not in LEFT_OUT]
    return {model._meta.db_table: model for model in sorted(models, key=_table)}


def columns(model):
    return [field.column for field in model._meta.concrete_fields]


def lines(model):
    """A line for each row, in the order of their keys."""
    names = [field.attname for field in model._meta.concrete_fields]
    rows = model._base_manager.order_by("pk").values_list(*names).iterator(_AT_ONCE)
    for row in rows:
        yield _ENCODER.encode(row).encode() + b"\n"


def digest(model):
    """[how many rows, SHA-256 of their lines]: equal in two databases that hold the same."""
    return digest_of(lines(model))


def digest_of(some):
    sha256, number = hashlib.sha256(), 0
    for line in some:
        sha256.update(line)
        number += 1
    return [number, sha256.hexdigest()]


def put(model, some):
    """Write the rows that these lines tell of, with the keys they had."""
    fields = model._meta.concrete_fields
    rows = (
        [field.get_db_prep_save(field.to_python(value), connection) for field, value in told]
        for told in (zip(fields, json.loads(line), strict=True) for line in some)
    )
    quoted = connection.ops.quote_name
    names = ", ".join(map(quoted, columns(model)))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {quoted(_table(model))} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join(["%s"] * len(fields))
        insert = f"INSERT INTO {quoted(_table(model))} ({names}) VALUES ({marks})"  # noqa: S608
        while some := list(islice(rows, _AT_ONCE)):
            cursor.executemany(insert, some)


def empty_all():
    """Take every row out, those too that are not kept."""
    tables = [connection.ops.quote_name(_table(model)) for model in every_model()]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # readers go on; whoever writes waits for the end
            cursor.execute(f"LOCK TABLE {', '.join(tables)} IN EXCLUSIVE MODE")
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names


def last_keys():
    """{table: the highest key ever given}, where one was: none of them is given twice."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            given = dict(cursor.fetchall())
            return {table: given[table] for table in kept_models() if given.get(table)}
        given = {}
        for table, sequence in _sequences(cursor):
            cursor.execute(f"SELECT last_value FROM {sequence} WHERE is_called")  # noqa: S608
            if row := cursor.fetchone():
                given[table] = row[0]
        return given


def go_on_from(keys):
    """Have new rows get keys behind these."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            told = [(table,) for table in keys]
            cursor.executemany("DELETE FROM sqlite_sequence WHERE name = %s", told)
            insert = "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)"
            cursor.executemany(insert, list(keys.items()))
            return
        for table, sequence in _sequences(cursor):
            given = keys.get(table)
            cursor.execute("SELECT setval(%s, %s, %s)", [sequence, given or 1, bool(given)])


def _sequences(cursor):
    """(table, its sequence) in PostgreSQL."""
    for table, model in kept_models().items():
        quoted = connection.ops.quote_name(table)
        told = [quoted, model._meta.pk.column]
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", told)
        (sequence,) = cursor.fetchone()
        if sequence:
            yield table, sequence


def _table(model):
    return model._meta.db_table


def _plain(value):
    """What JSON has no form for, as `to_python` of its field reads it back."""
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(value).decode()
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    raise TypeError(f"no way is known to write a {type(value).__name__}")


_ENCODER = json.JSONEncoder(
    default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False
)
