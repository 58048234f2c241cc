"""An import taken back as a whole: every cell as it was before, or nothing where that is unsure."""

from collections import defaultdict
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from stats.drafting import as_drafted, restated
from stats.enlarging import remove_rows, remove_table
from stats.entering import recheck, touch, update_figures
from stats.keyed import resource_of
from stats.models import Import, Institution, Observation, Table
from stats.past import DELETED, put_down
from stats.restoring import restore_records

_LISTED = 50
_AT_ONCE = 500


class NotUndone(Exception):
    """Nothing was taken back; `cells` tells which were changed since, each in Chinese."""

    def __init__(self, message, cells=()):
        super().__init__(message)
        self.cells = list(cells)


@transaction.atomic
def undo(import_, user):
    """Take back all that `import_` did; history keeps both. Raises NotUndone."""
    import_ = Import.objects.select_for_update().get(pk=import_.pk)
    if import_.undone_at is not None:
        raise NotUndone(f"“{import_}”已经撤销过了。")
    tables = _open_tables(import_)
    _refuse_changed(import_, tables)
    for key, changes in _cells(import_):
        _restore(tables[key], changes, user, f"撤销导入 {import_.name}"[:100])
    restore_records(import_, user, _refuse, resource_of)
    _remove(import_, tables, user)
    import_.undone_at, import_.undone_by = timezone.now(), user
    import_.save(update_fields=["undone_at", "undone_by"])
    return import_


def _refuse(message, cells):
    raise NotUndone(message, cells[:_LISTED])


def _cells(import_):
    """(key of a table, the cells changed in it), one table after the other."""
    parts = import_.parts.filter(kind="cell")
    for key in parts.order_by("table").values_list("table", flat=True).distinct():
        yield key, [change for part in parts.filter(table=key) for change in part.changes]


def _open_tables(import_):
    keys = import_.parts.exclude(table=None).values("table")
    tables = Table.objects.select_for_update().select_related("dataset").filter(pk__in=keys)
    found = {table.pk: table for table in tables.order_by("pk")}
    for table in found.values():
        if refusal := table.refusal("不能撤销；要改已发布的数据，请用“更正”。"):
            raise NotUndone(refusal)
    return found


def _refuse_changed(import_, tables):
    """Refuse where a cell no longer says what the import wrote."""
    changed = []
    for key, changes in _cells(import_):
        stored = _stored(tables[key]) if key in tables else {}
        for change in changes:
            cell = stored.get((change["row"], change["metric"]))
            now = _reading(cell)
            if now != _told(change["new"]):
                name = f"{cell.row} {cell.metric.label}" if cell else change["metric"]
                changed.append(
                    f"{name}（{change['where']}）：导入时写入 {change['new'][2] or '空'}，"
                    f"现在是 {cell.raw_text or '空' if cell else '已删除'}"
                )
    if changed:
        raise NotUndone(
            f"导入之后有 {len(changed)} 格被改过，没有撤销；请先核对这些格。", changed[:_LISTED]
        )


def _stored(table):
    cells = Observation.objects.filter(row__table=table).select_related("row", "metric")
    return {(cell.row_id, cell.metric.code): cell for cell in cells}


def _reading(cell):
    return (cell.value, cell.status, cell.raw_text) if cell is not None else None


def _told(reading):
    """The (value, status, raw_text) that was written down as JSON."""
    if reading is None:
        return None
    value, status, raw = reading
    return (Decimal(value) if value is not None else None, status, raw)


def _restore(table, changes, user, reason):
    stored, changed, gone = _stored(table), [], []
    drafted = as_drafted(table)
    for change in changes:
        cell = stored[change["row"], change["metric"]]
        if change["old"] is None:
            gone.append(cell)
        else:
            cell.value, cell.status, cell.raw_text = _told(change["old"])
            cell.source = change.get("source", cell.source)  # imports of old did not keep it
            changed.append(cell)
    update_figures(changed, user, reason)
    _delete(gone, user, reason)
    for each in drafted:
        each.note, each.text = restated(each)
        each.save(update_fields=["note", "text"])
    touch(table, user)
    recheck([table.origin])


def _delete(cells, user, reason):
    """Delete these cells with their history, in a few queries however many they are."""
    keys = [cell.pk for cell in cells]
    put_down(Observation, keys, DELETED, user, reason)
    # Signals would ask about each cell by itself; that nothing hangs on one, the database knows.
    for start in range(0, len(keys), _AT_ONCE):
        doomed = Observation.objects.filter(pk__in=keys[start : start + _AT_ONCE])
        doomed._raw_delete(doomed.db)


def _remove(import_, tables, user):
    """What came with the import goes, unless something else hangs on it by now."""
    rows = defaultdict(list)
    for change in import_.changes("row"):
        if change["table"] in tables:
            rows[change["table"]].append(change["id"])
    for key, added in rows.items():
        remove_rows(tables[key], added, user)
    for change in import_.changes("table"):
        if change["id"] in tables:
            remove_table(tables[change["id"]])
    for change in import_.changes("institution"):
        _remove_institution(change["id"])


def _remove_institution(key):
    unused = Institution.objects.filter(
        pk=key, rows=None, located_here=None, predecessors=None, assignment=None
    )
    for institution in unused:
        institution.delete()
