"""What a record was before somebody changed it, kept with the change itself.

Records that come in bulk (a document, the catalogue) start without a history: thousands of rows
that nobody may ever touch. The first change keeps what stood there before, so that old and new
can always be told. Every bulk change goes through `change_many`.
"""

from django.db import connections, router
from django.db.models import Value
from django.db.models.signals import pre_save
from django.dispatch import Signal
from django.utils import timezone
from simple_history.models import HistoricalRecords
from simple_history.utils import bulk_update_with_history

FIRST = "原有"  # the reason given for what was there before the first change
CREATED, CHANGED, DELETED = "+", "~", "-"  # kinds of change, as simple_history writes them
_AT_ONCE = 500
many_changed = Signal()  # sent by the model, since storing many at once calls no save()


class AccountRecords(HistoricalRecords):
    """A history that does not count a login as a change of the account."""

    def post_save(self, instance, created, using=None, update_fields=None, **kwargs):
        if update_fields != {"last_login"}:
            super().post_save(instance, created, using=using, **kwargs)


def keep_first(model, keys):
    """Put down how these records are stored now, where no history tells of them yet."""
    keys = list(keys)
    past = model.history.model
    key = model._meta.pk.attname
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        known = set(past.objects.filter(**{f"{key}__in": some}).values_list(key, flat=True))
        put_down(model, [one for one in some if one not in known], CREATED, reason=FIRST)


def put_down(model, keys, kind, user=None, reason=None):
    """Add what stands stored in these records to their history, as a change of `kind` by `user`.

    The database copies it: to bring each record here and back takes ten times as long.
    """
    past = model.history.model
    told = {
        "history_date": timezone.now(),
        "history_type": kind,
        "history_user": user and user.pk,
        "history_change_reason": reason,
    }
    said = {name: Value(value, past._meta.get_field(name)) for name, value in told.items()}
    names = [field.name for field in past.tracked_fields]
    stored = model._base_manager.order_by("pk").annotate(**said).values_list(*names, *said)
    connection = connections[router.db_for_write(past)]
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(past._meta.get_field(name).column) for name in (*names, *said))
    for start in range(0, len(keys), _AT_ONCE):
        some = stored.filter(pk__in=keys[start : start + _AT_ONCE])
        select, given = some.query.get_compiler(connection=connection).as_sql()
        insert = f"INSERT INTO {quoted(past._meta.db_table)} ({columns}) {select}"
        with connection.cursor() as cursor:
            cursor.execute(insert, given)


def change_many(records, model, fields, user, reason=""):
    """Store these fields of many records at once, old values, author and reason kept."""
    keep_first(model, [record.pk for record in records])
    said = {"default_user": user, "default_change_reason": reason[:100]}
    changed = bulk_update_with_history(records, model, fields, **said)
    many_changed.send(model)
    return changed


def keep_first_of(sender, instance, raw=False, update_fields=None, **kwargs):
    """Before a record with a history is saved: put down what it was."""
    tracked = hasattr(sender._meta, "simple_history_manager_attribute")
    if tracked and not raw and not instance._state.adding and update_fields != {"last_login"}:
        keep_first(sender, [instance.pk])


def watch():
    """Have every save of a record with a history keep what was there first."""
    pre_save.connect(keep_first_of, dispatch_uid="stats.past")
