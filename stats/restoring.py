"""Records of a list that was imported, taken back as they were before."""

from collections import defaultdict
from itertools import islice

from django.apps import apps
from django.db.models import ProtectedError
from django.utils.text import Truncator

from stats.past import change_many

_LONGEST = 60


def told_record(record, names):
    """{name: text or None} of these fields, as JSON can hold it."""
    fields = [record._meta.get_field(name) for name in dict.fromkeys(names)]
    return {
        field.name: None
        if field.value_from_object(record) is None
        else field.value_to_string(record)
        for field in fields
    }


def told_changes(import_, most):
    """The first fields that an import of a list changed: where, record, field, old and new."""
    changes = list(islice(import_.changes("record"), most))
    found = _found(changes)
    for change in changes:
        model = apps.get_model(change["model"])
        record = found.get((change["model"], change["id"]), "（已删除）")
        for name, new in change["new"].items():
            field, old = model._meta.get_field(name), (change["old"] or {}).get(name)
            if field.editable and (old or "") != (new or ""):
                yield {
                    "where": change["where"],
                    "table": model._meta.verbose_name,
                    "row": record,
                    "metric": field.verbose_name,
                    "old": _shown(field, old),
                    "new": _shown(field, new),
                }


def _shown(field, text):
    if field.is_relation and text:
        return field.related_model.objects.filter(pk=text).first() or "（已删除）"
    return dict(field.flatchoices).get(text, text) or ""


def restore_records(import_, user, refuse, resource_of):
    """Give the records of an import their old values, take away those it made.

    `refuse(message, cells)` is called, and must raise, where one was changed since or is closed.
    `resource_of(model)` is the resource by which they came.
    """
    changes = list(import_.changes("record"))
    found = _found(changes)
    since = list(_changed_since(changes, found))
    if since:
        refuse(f"导入之后有 {len(since)} 处被改过，没有撤销；请先核对。", since)
    for record in found.values():
        if reason := resource_of(type(record)).refusal(record):
            refuse(reason, [str(record)])
    _give_back(changes, found, user, f"撤销导入 {import_.name}")
    for change in reversed(changes):
        if change["old"] is None:
            _delete(found[change["model"], change["id"]], refuse)
    if found:
        resource_of(type(record)).after(list(found.values()))


def _give_back(changes, found, user, reason):
    """Set the fields of changed records to what they were."""
    records, names = defaultdict(list), defaultdict(set)
    for change in changes:
        if change["old"] is not None:
            record = found[change["model"], change["id"]]
            _set(record, change["old"])
            records[type(record)].append(record)
            names[type(record)].update(change["old"])
    for model, some in records.items():
        change_many(some, model, sorted(names[model]), user, reason)


def _found(changes):
    keys = defaultdict(set)
    for change in changes:
        keys[change["model"]].add(change["id"])
    return {
        (label, pk): record
        for label, some in keys.items()
        for pk, record in apps.get_model(label).objects.in_bulk(some).items()
    }


def _changed_since(changes, found):
    """What was changed after the import, field by field, as a person would say it."""
    for change in changes:
        record = found.get((change["model"], change["id"]))
        if record is None:
            yield f"{change['where']}：这一条已经删除"
            continue
        now = told_record(record, change["new"])
        for name, text in change["new"].items():
            field = record._meta.get_field(name)
            # What follows from other fields changes with them.
            if now[name] != text and field.editable:
                yield (
                    f"{record} {field.verbose_name}（{change['where']}）：导入时写入 "
                    f"{_brief(field, text)}，现在是 {_brief(field, now[name])}"
                )


def _brief(field, text):
    return Truncator(_shown(field, text) or "空").chars(_LONGEST)


def _set(record, old):
    for name, text in old.items():
        field = record._meta.get_field(name)
        setattr(record, field.attname, None if text is None else field.to_python(text))


def _delete(record, refuse):
    try:
        record.delete()
    except ProtectedError:
        refuse(f"“{record}”已经有数据用到，不能撤销；请先核对。", [])
