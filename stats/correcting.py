"""The one door by which published figures change: with a reason, leaving what was there at hand.

A change of a cell is a dict: keys of the row and code of the metric, and the readings [value in
digits or None, status, raw text] before (None where there was no figure) and after. A change of a
table's words is a dict too: key of the table, name of the field, the text before and after; of the
labels of a row its key besides, of the footnote of a figure the code of the metric as well. Of
rows, see stats.correcting_rows.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from types import MappingProxyType

from django.db.models import F

from stats.changes import ADDED, LABELS, REMOVED
from stats.entering import make_figures, update_figures
from stats.exporting import plain
from stats.models import Correction, Deed, Metric, Observation, Row, Status, Table
from stats.parsing.readings import read_cell, read_pair

WORDS = tuple(name for name in Correction.Field.values if name not in (*LABELS, ADDED, REMOVED))
FOOTNOTE = Correction.Field.FOOTNOTE.value
_CORRECTABLE = {Table: WORDS, Row: LABELS, Observation: (FOOTNOTE,)}


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


def cells_typed(table, typed, statuses=MappingProxyType({})):
    """The changes that `{(row, codes of the column): text}` make in `table`, read as ever, but for
    what people say of the status of some.

    Raises NotCorrectable for a text that is neither a number nor a mark.
    """
    stored = _stored(Row.objects.filter(table=table))
    marks, changes = table.dataset.marks or {}, []
    for (row, codes), text in typed.items():
        said = statuses.get((row, codes))
        for code, new in readings_typed(codes, text.strip(), marks, said):
            old = reading_of(stored.get((row, code)))
            if old != new if said else not _is_same(old, new):
                changes.append({"row": row, "metric": code, "old": old, "new": new})
    return changes


def readings_typed(codes, raw, marks, said=None):
    """(code, reading as changes tell it) of what was typed in a cell.

    Raises NotCorrectable for a text that is neither a number nor a mark.
    """
    readings = read_pair(raw, marks) if len(codes) > 1 else (read_cell(raw, marks),)
    for code, reading in zip(codes, readings, strict=True):
        yield code, _with_status(reading, raw, said)


def _with_status(reading, raw, said):
    """The reading as changes tell it; where somebody says its status, that is what it has."""
    if not said and reading.status == Status.UNREAD:
        raise NotCorrectable(f"“{raw}”认不出是数还是记号；请改写后再试，或指定它的状态。")
    if said == Status.NORMAL and reading.value is None:
        raise NotCorrectable(f"“{raw}”没有数值，状态不能是“{Status.NORMAL.label}”。")
    if said and said != Status.NORMAL:
        return [None, said, raw]
    return [None if reading.value is None else plain(reading.value), reading.status, raw]


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
    noted = [change for change in words if change.get("metric")]
    stored = _stored(Row.objects.filter(pk__in={change["row"] for change in [*cells, *noted]}))
    holders = {(table.pk, None, None): table for table in tables}
    holders |= {(row.table_id, row.pk, None): row for row in rows.values()}
    holders |= {(cell.row.table_id, *key): cell for key, cell in stored.items()}
    _must_belong(holders, rows, cells, words)
    if moved := [*_moved_cells(cells, rows, stored), *_moved_words(words, holders)]:
        raise Moved(moved)
    made = _write_cells(cells, rows, stored, act) + _write_words(words, holders, act)
    Correction.objects.bulk_create(made)
    touched = {correction.table_id for correction in made}
    Table.objects.filter(pk__in=touched).update(version=F("version") + 1)


def _stored(rows):
    cells = Observation.objects.filter(row__in=rows).select_related("row", "metric")
    return {(cell.row_id, cell.metric.code): cell for cell in cells}


def _must_belong(holders, rows, cells, words):
    if any(change["row"] not in rows for change in cells):
        raise NotCorrectable("所改的格不在这一期里。")
    for change in words:
        holder = holders.get(_place(change))
        if holder is None or change["field"] not in _CORRECTABLE[type(holder)]:
            raise NotCorrectable("所改的文字不在这一期里。")
        field = holder._meta.get_field(change["field"])
        if field.max_length and len(change["new"]) > field.max_length:
            said = f"{field.verbose_name}有 {len(change['new'])} 个字"
            raise NotCorrectable(f"{said}，最多 {field.max_length} 个；请改短。")


def _place(change):
    """What the words of a change are of, among the holders: a table, a row, or a figure."""
    return change["table"], change.get("row"), change.get("metric")


def _moved_cells(cells, rows, stored):
    for change in cells:
        now = reading_of(stored.get((change["row"], change["metric"])))
        if now != change["old"]:
            texts = [(told or ["", "", ""])[2] for told in (change["old"], now, change["new"])]
            yield (str(rows[change["row"]]), *texts)


def _moved_words(words, holders):
    for change in words:
        now = getattr(holders[_place(change)], change["field"])
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
        cell.value, cell.status, cell.raw_text = told_reading(change["new"])
    written = [stored[change["row"], change["metric"]] for change in cells]
    known = [cell for cell in written if cell.pk]
    make_figures([cell for cell in written if not cell.pk], act.user, why(act))
    update_figures(known, act.user, why(act))
    return [_correction(act, *pair) for pair in zip(cells, written, strict=True)]


def _correction(act, change, cell):
    old, new = told_reading(change["old"]), told_reading(change["new"])
    return Correction(
        **common(act, cell.row.table_id),
        observation=cell,
        **dict(zip(("old_value", "old_status", "old_raw_text"), old, strict=True)),
        **dict(zip(("new_value", "new_status", "new_raw_text"), new, strict=True)),
    )


def _write_words(words, holders, act):
    """The unsaved Corrections of these words, which are written."""
    fields = defaultdict(list)
    for change in words:
        holder = holders[_place(change)]
        setattr(holder, change["field"], change["new"])
        fields[holder].append(change["field"])
    for holder, changed in fields.items():
        holder._history_user, holder._change_reason = act.user, why(act)
        holder.save(update_fields=changed)
    return [
        Correction(
            **common(act, change["table"]),
            **_whose(holders[_place(change)]),
            field=change["field"],
            old_raw_text=change["old"],
            new_raw_text=change["new"],
        )
        for change in words
    ]


def _whose(holder):
    """How a Correction names what its words are of, beside the table."""
    names = {Row: "row", Observation: "observation"}
    return {names[type(holder)]: holder} if type(holder) in names else {}


def common(act, table):
    """What every Correction of an act says alike."""
    return {
        "table_id": table,
        "kind": act.kind,
        "reason": act.reason,
        "public_wording": act.wording,
        "edition": act.edition,
        "made_at": act.moment,
        "made_by": act.user,
    }


def told_reading(reading):
    """(value, status, raw text) of a reading; of none, no value and no status."""
    value, status, raw = reading or (None, "", "")
    return (None if value is None else Decimal(value), status, raw)


def why(act):
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
