"""The one door by which people change figures: the grid, pastes, sheets, undo all come in here.

A change is checked against what the person saw, written in one transaction with its history, and
the table's checks run again. Published tables are closed: they change by correction only.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from stats.checking import TABLE_CODES, check_tables
from stats.drafting import as_drafted, restated
from stats.models import Assignment, Finding, Observation, Row, Status, Table
from stats.parsing.readings import read_cell, read_pair
from stats.past import change_many

_WITHOUT_NUMBER = set(Status) - {Status.NORMAL, Status.UNREAD}


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to stand in one printed cell: `metrics` are the codes its column holds (two for a
    cell like 52/129), `raw` the text as typed. `base` is the text the person saw there before;
    None where that does not matter. `note` None leaves the cell's note as it is; `status` says why
    there is no number, where the text is none and the person knows."""

    row: int
    metrics: tuple[str, ...]
    raw: str
    base: str | None = None
    note: str | None = None
    status: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One observation that changed: (value, status, raw_text) before and after; None before where
    there was none."""

    row: int
    metric: str
    old: tuple | None
    new: tuple
    where: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """A cell that somebody else changed meanwhile: what stands there now, what was to come."""

    row: int
    metrics: tuple[str, ...]
    theirs: str
    yours: str


class Closed(Exception):
    """The table is published; its figures change by correction only."""


class NotAssigned(Exception):
    """The person may enter figures, but not these."""


class Clashes(Exception):
    """Nothing was written: `cells` tells the Clash of every cell changed by somebody else."""

    def __init__(self, cells):
        super().__init__(f"有 {len(cells)} 格已被别人改过，没有保存；请逐格确认。")
        self.cells = cells


@transaction.atomic
def enter(table, entries, user, reason=""):
    """The list of Change that `entries` make in `table`; all are written or none.

    Raises Closed for a published table, NotAssigned for cells outside the person's Assignment, and
    Clashes where a cell is not what the person saw. Cells that stay as they are, are left alone:
    no history, no new version.
    """
    table = Table.objects.select_for_update().select_related("dataset").get(pk=table.pk)
    if table.published_at is not None:
        raise Closed(f"“{table}”已经发布，数据只能通过更正修改。")
    rows = {row.pk: row for row in table.rows.all()}
    _must_be_assigned(user, table, [rows[entry.row] for entry in entries])
    metrics = {metric.code: metric for metric in table.dataset.metrics.all()}
    stored = {
        (cell.row_id, cell.metric_id): cell for cell in Observation.objects.filter(row__table=table)
    }
    clashes = [clash for entry in entries if (clash := _clash(entry, stored, metrics))]
    if clashes:
        raise Clashes(clashes)
    writer = _Writer(table, rows, metrics, stored)
    for entry in entries:
        writer.put(entry)
    if writer.changes or writer.noted:
        drafted = as_drafted(table)  # words that a person has written are hers
        writer.save(user, reason)
        _restate(drafted)
        touch(table, user)
        recheck(table)
    return writer.changes


def _restate(tables):
    """Put the figures entered by now into the words of these tables."""
    for table in tables:
        table.note, table.text = restated(table)
        table.save(update_fields=["note", "text"])


def _must_be_assigned(user, table, rows):
    assignment = Assignment.objects.filter(user=user).first()
    if assignment is None:
        return
    if not assignment.covers(table.dataset):
        raise NotAssigned(f"您的录入范围不包括“{table.dataset}”。")
    for row in rows:
        if assignment.institution_id not in (None, row.institution_id):
            raise NotAssigned(f"您只能录入“{assignment.institution}”的数据，不能改“{row}”。")


def _clash(entry, stored, metrics):
    if entry.base is None:
        return None
    now = stored.get((entry.row, metrics[entry.metrics[0]].pk))
    theirs = now.raw_text if now else ""
    if theirs in (entry.base, entry.raw):
        return None
    return Clash(entry.row, entry.metrics, theirs, entry.raw)


class _Writer:
    """Turns entries into observations to be made and to be changed."""

    def __init__(self, table, rows, metrics, stored):
        self.marks = table.dataset.marks or {}
        self.rows, self.metrics, self.stored = rows, metrics, stored
        self.made, self.changed, self.changes, self.noted = [], {}, [], False

    def put(self, entry):
        raw = entry.raw.strip()
        pair = len(entry.metrics) > 1
        readings = read_pair(raw, self.marks) if pair else (read_cell(raw, self.marks),)
        for code, reading in zip(entry.metrics, readings, strict=True):
            chosen = reading.value is None and entry.status in _WITHOUT_NUMBER
            status = entry.status if chosen else reading.status
            self._put_one(entry, code, (reading.value, status, raw))

    def _put_one(self, entry, code, new):
        metric = self.metrics[code]
        cell = self.stored.get((entry.row, metric.pk))
        if cell is None:
            cell = Observation(row=self.rows[entry.row], metric=metric)
            self.stored[entry.row, metric.pk] = cell
            self.made.append(cell)
            old = None
        else:
            old = (cell.value, cell.status, cell.raw_text)
        if entry.note is not None and entry.note != cell.note:
            cell.note, self.noted = entry.note, True
            self._book(cell)
        if old != new:
            cell.value, cell.status, cell.raw_text = new
            cell.source = entry.where[:100]
            self.changes.append(Change(entry.row, code, old, new, entry.where))
            self._book(cell)

    def _book(self, cell):
        if cell.pk is not None:
            self.changed[cell.pk] = cell

    def save(self, user, reason):
        fields = ["value", "status", "raw_text", "source", "note"]
        said = {"default_user": user, "default_change_reason": reason[:100]}
        bulk_create_with_history(self.made, Observation, **said)
        change_many(list(self.changed.values()), Observation, fields, user, reason)


def touch(table, user):
    """Count a change of `table` and note who made it; a check done before no longer holds."""
    table.version += 1
    table.entered_by, table.entered_at = user, timezone.now()
    table.checked_by = table.checked_at = None
    table.save()


def recheck(table):
    """Run the checks of `table`'s issue again and bring its findings up to date."""
    tables = list(Table.objects.filter(origin=table.origin))
    Finding.objects.sync(table.origin, check_tables(tables), among=TABLE_CODES)


@transaction.atomic
def add_row(table, user, **fields):
    """A new Row at the end of the data rows of an unpublished `table`, totals moving down."""
    table = Table.objects.select_for_update().get(pk=table.pk)
    if table.published_at is not None:
        raise Closed(f"“{table}”已经发布，不能增加行。")
    rows = list(table.rows.order_by("-position"))
    data = [row.position for row in rows if row.kind == "data"]
    place = max(data, default=0) + 1
    for row in rows:
        if row.position >= place:
            row.position += 1
            row.save(update_fields=["position"])
    made = Row.objects.create(table=table, position=place, **fields)
    touch(table, user)
    return made
