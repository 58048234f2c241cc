"""The one door by which published figures change: with a reason, leaving what was there at hand.

A change of a cell is a dict: keys of the row and code of the metric, and the readings [value in
digits or None, status, raw text] before (None where there was no figure) and after. A change of a
table's words is a dict too: key of the table, name of the field, the text before and after.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import F
from simple_history.utils import bulk_create_with_history

from stats.entering import update_figures
from stats.exporting import plain
from stats.models import Correction, Deed, Metric, Observation, Row, Status, Table
from stats.parsing.readings import read_cell, read_pair

WORDS = tuple(Correction.Field.values)


class NotCorrectable(Exception):
    """This cannot be corrected so; the message says why."""


class Moved(NotCorrectable):
    """Somebody changed the same meanwhile; `cells` are (where, seen before, now, wanted)."""

    def __init__(self, cells):
        super().__init__(f"有 {len(cells)} 处在此期间已被别人改过，没有写入；请对照后重新提出。")
        self.cells = cells


@dataclass(frozen=True)
class Act:
    """What all changes of one correction have in common; `moment` is that of the new version."""

    kind: str
    reason: str
    wording: str
    edition: int
    moment: datetime
    user: object


def reading_of(cell):
    """The reading of a stored figure as changes tell it; None without one."""
    return cell and [None if cell.value is None else plain(cell.value), cell.status, cell.raw_text]


def cells_typed(table, typed):
    """The changes that `{(row, codes of the column): text}` make in `table`, read as ever.

    Raises NotCorrectable for a text that is neither a number nor a mark.
    """
    stored = _stored(Row.objects.filter(table=table))
    marks, changes = table.dataset.marks or {}, []
    for (row, codes), text in typed.items():
        raw = text.strip()
        readings = read_pair(raw, marks) if len(codes) > 1 else (read_cell(raw, marks),)
        for code, reading in zip(codes, readings, strict=True):
            if reading.status == Status.UNREAD:
                raise NotCorrectable(f"“{raw}”认不出是数还是记号；请改写后再试。")
            value = None if reading.value is None else plain(reading.value)
            old, new = reading_of(stored.get((row, code))), [value, reading.status, raw]
            if not _is_same(old, new):
                changes.append({"row": row, "metric": code, "old": old, "new": new})
    return changes


def _is_same(old, new):
    """A cell that never was is as good as one left blank; the reason for a blank, kept in the
    status, is no correction."""
    if old is None or not new[2]:
        return new[2] == (old or ["", "", ""])[2].strip()
    return old[2].strip() == new[2]


def correct(tables, cells, words, act):
    """Change these cells and words of published `tables`, history and Corrections beside them.

    To be called within a transaction. Raises NotCorrectable, or Moved where what stands there is
    not what the changes say it was.
    """
    tables = list(Table.objects.select_for_update().filter(pk__in=tables).order_by("pk"))
    if any(not table.is_published for table in tables):
        raise NotCorrectable("只有已发布的表才用更正；未发布的请直接修改。")
    rows = {row.pk: row for row in Row.objects.filter(table__in=tables)}
    stored = _stored(Row.objects.filter(pk__in={change["row"] for change in cells}))
    known = {table.pk: table for table in tables}
    _must_belong(known, rows, cells, words)
    if moved := [*_moved_cells(cells, rows, stored), *_moved_words(words, known)]:
        raise Moved(moved)
    made = _write_cells(cells, rows, stored, act) + _write_words(words, known, act)
    Correction.objects.bulk_create(made)
    touched = {correction.table_id for correction in made}
    Table.objects.filter(pk__in=touched).update(version=F("version") + 1)


def _stored(rows):
    cells = Observation.objects.filter(row__in=rows).select_related("row", "metric")
    return {(cell.row_id, cell.metric.code): cell for cell in cells}


def _must_belong(tables, rows, cells, words):
    if any(change["row"] not in rows for change in cells):
        raise NotCorrectable("所改的格不在这一期里。")
    if any(change["table"] not in tables or change["field"] not in WORDS for change in words):
        raise NotCorrectable("所改的文字不在这一期里。")


def _moved_cells(cells, rows, stored):
    for change in cells:
        now = reading_of(stored.get((change["row"], change["metric"])))
        if now != change["old"]:
            texts = [(told or ["", "", ""])[2] for told in (change["old"], now, change["new"])]
            yield (str(rows[change["row"]]), *texts)


def _moved_words(words, tables):
    for change in words:
        now = getattr(tables[change["table"]], change["field"])
        if now != change["old"]:
            where = Correction.Field(change["field"]).label
            yield (where, change["old"], now, change["new"])


def _write_cells(cells, rows, stored, act):
    """The unsaved Corrections of these cells, which are written."""
    metrics = _metrics(rows)
    for change in cells:
        row, code = rows[change["row"]], change["metric"]
        absent = Observation(row=row, metric=metrics[row.table_id, code])
        cell = stored.setdefault((row.pk, code), absent)
        cell.value, cell.status, cell.raw_text = _told(change["new"])
    written = [stored[change["row"], change["metric"]] for change in cells]
    known = [cell for cell in written if cell.pk]
    said = {"default_user": act.user, "default_change_reason": _why(act)}
    bulk_create_with_history([cell for cell in written if not cell.pk], Observation, **said)
    update_figures(known, **said)
    return [_correction(act, *pair) for pair in zip(cells, written, strict=True)]


def _correction(act, change, cell):
    old, new = _told(change["old"]), _told(change["new"])
    return Correction(
        **_common(act, cell.row.table_id),
        observation=cell,
        **dict(zip(("old_value", "old_status", "old_raw_text"), old, strict=True)),
        **dict(zip(("new_value", "new_status", "new_raw_text"), new, strict=True)),
    )


def _write_words(words, tables, act):
    """The unsaved Corrections of these words, which are written."""
    fields = defaultdict(list)
    for change in words:
        setattr(tables[change["table"]], change["field"], change["new"])
        fields[change["table"]].append(change["field"])
    for key, changed in fields.items():
        table = tables[key]
        table._history_user, table._change_reason = act.user, _why(act)
        table.save(update_fields=changed)
    return [
        Correction(
            **_common(act, change["table"]),
            field=change["field"],
            old_raw_text=change["old"],
            new_raw_text=change["new"],
        )
        for change in words
    ]


def _common(act, table):
    return {
        "table_id": table,
        "kind": act.kind,
        "reason": act.reason,
        "public_wording": act.wording,
        "edition": act.edition,
        "made_at": act.moment,
        "made_by": act.user,
    }


def _told(reading):
    """(value, status, raw text) of a reading; of none, no value and no status."""
    value, status, raw = reading or (None, "", "")
    return (None if value is None else Decimal(value), status, raw)


def _why(act):
    """What histories say."""
    return f"{Deed(act.kind).label}：{act.reason}"[:100]


def _metrics(rows):
    """{(table, code): Metric} of the families of these rows' tables."""
    tables = {row.table_id for row in rows.values()}
    datasets = dict(Table.objects.filter(pk__in=tables).values_list("pk", "dataset"))
    metrics = defaultdict(list)
    for metric in Metric.objects.filter(dataset__in=set(datasets.values())):
        metrics[metric.dataset_id].append(metric)
    return {
        (table, metric.code): metric
        for table, dataset in datasets.items()
        for metric in metrics[dataset]
    }
