"""The one door by which people change figures: the grid, pastes, sheets, undo all come in here.

A change is checked against what the person saw, written in one transaction with its history, and
the table's checks run again. Published tables are closed: they change by correction only.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from stats.checking import TABLE_CODES, check_tables
from stats.drafting import as_drafted, restated
from stats.models import Assignment, Finding, Metric, Observation, Row, Status, Table
from stats.parsing.readings import read_cell, read_pair
from stats.past import CHANGED, CREATED, keep_first, put_down

_WITHOUT_NUMBER = set(Status) - {Status.NORMAL, Status.UNREAD}


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to stand in one printed cell: `metrics` are the codes its column holds (two for a
    cell like 52/129), `raw` the text as typed. `base` is the text the person saw there before;
    None where that does not matter. `note` None leaves the cell's note as it is, and `footnote`
    what readers are told of it; `status` says why there is no number, where the text is none and
    the person knows."""

    row: int
    metrics: tuple[str, ...]
    raw: str
    base: str | None = None
    note: str | None = None
    status: str = ""
    where: str = ""
    footnote: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One observation that changed: (value, status, raw_text) before and after; None before where
    there was none, and where the one before came from."""

    row: int
    metric: str
    old: tuple | None
    new: tuple
    where: str = ""
    source: str = ""


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


def enter(table, entries, user, reason=""):
    """The list of Change that `entries` make in `table`; all are written or none.

    Raises Closed for a published table, NotAssigned for cells outside the person's Assignment, and
    Clashes where a cell is not what the person saw. Cells that stay as they are, are left alone:
    no history, no new version.
    """
    return enter_all({table.pk: entries}, user, reason)[table.pk]


@transaction.atomic
def enter_all(entries, user, reason=""):
    """{key of a table: its Changes} for {key of a table: Entries}; as `enter`, for many tables.

    All are written in the same few queries; the checks of an issue run once.
    """
    # The checks of an issue see all of its tables: two who save in two of them take turns.
    tables = Table.objects.select_for_update().select_related("dataset").order_by("pk")
    origins = Table.objects.filter(pk__in=entries).values("origin")
    tables = {one.pk: one for one in tables.filter(origin__in=origins) if one.pk in entries}
    writers = _writers(tables)
    for table in tables.values():
        _must_be_open(table)
        wanted = [writers[table.pk].rows[entry.row] for entry in entries[table.pk]]
        must_be_assigned(user, table, wanted)
    clashes = [clash for key, some in entries.items() for clash in writers[key].clashes(some)]
    if clashes:
        raise Clashes(clashes)
    for key, some in entries.items():
        for entry in some:
            writers[key].put(entry)
    _write([writers[key] for key in entries if writers[key].has_work], user, reason)
    return {key: writers[key].changes for key in entries}


def _writers(tables):
    """{key: _Writer} of these tables, their rows and figures fetched at once."""
    metrics, rows, stored = defaultdict(dict), defaultdict(dict), defaultdict(dict)
    datasets = {table.dataset_id for table in tables.values()}
    for metric in Metric.objects.filter(dataset__in=datasets):
        metrics[metric.dataset_id][metric.code] = metric
    owner = {}
    for row in Row.objects.filter(table__in=tables):
        rows[row.table_id][row.pk] = row
        owner[row.pk] = row.table_id
    for cell in Observation.objects.filter(row__table__in=tables):
        stored[owner[cell.row_id]][cell.row_id, cell.metric_id] = cell
    return {
        key: _Writer(table, rows[key], metrics[table.dataset_id], stored[key])
        for key, table in tables.items()
    }


def _write(writers, user, reason):
    """Save what these writers have put, put it in words, and check the issues anew."""
    drafted = [  # words that a person has written are hers
        one for writer in writers if writer.table.note or writer.table.text
        for one in as_drafted(writer.table)
    ]  # fmt: skip
    made = [cell for writer in writers for cell in writer.made]
    changed = [cell for writer in writers for cell in writer.changed.values()]
    make_figures(made, user, reason)
    update_figures(changed, user, reason)
    _restate(drafted)
    for writer in writers:
        touch(writer.table, user)
    recheck({writer.table.origin for writer in writers})


def make_figures(cells, user, reason):
    """Store new `cells` with the start of their history."""
    Observation.objects.bulk_create(cells)
    put_down(Observation, [cell.pk for cell in cells], CREATED, user, reason[:100])


def update_figures(cells, user, reason):
    """Save the readings and notes of stored `cells` with their history.

    An upsert: bulk_update's CASE for each cell takes a hundred times as long.
    """
    if not cells:
        return
    fields = ["value", "status", "raw_text", "source", "note", "footnote"]
    keys = [cell.pk for cell in cells]
    keep_first(Observation, keys)
    Observation.objects.bulk_create(
        cells, update_conflicts=True, unique_fields=["id"], update_fields=fields
    )
    put_down(Observation, keys, CHANGED, user, reason[:100])


def _must_be_open(table):
    if refusal := table.refusal():
        raise Closed(refusal)


def _restate(tables):
    """Put the figures entered by now into the words of these tables."""
    for table in tables:
        table.note, table.text = restated(table)
        table.save(update_fields=["note", "text"])


def must_be_assigned(user, table, rows):
    """Raise NotAssigned where these rows of `table` are not within the person's Assignment."""
    assignment = Assignment.objects.filter(user=user).first()
    if assignment is None:
        return
    if not assignment.covers(table.dataset):
        raise NotAssigned(f"您的录入范围不包括“{table.dataset}”。")
    for row in rows:
        if assignment.institution_id not in (None, row.institution_id):
            raise NotAssigned(f"您只能录入“{assignment.institution}”的数据，不能改“{row}”。")


class _Writer:
    """Turns entries into observations to be made and to be changed."""

    def __init__(self, table, rows, metrics, stored):
        self.marks = table.dataset.marks or {}
        self.rows, self.metrics, self.stored = rows, metrics, stored
        self.table = table
        self.made, self.changed, self.changes, self.noted = [], {}, [], False

    @property
    def has_work(self):
        return bool(self.changes or self.noted)

    def clashes(self, entries):
        return [clash for entry in entries if (clash := self._clash(entry))]

    def _clash(self, entry):
        if entry.base is None:
            return None
        now = self.stored.get((entry.row, self.metrics[entry.metrics[0]].pk))
        theirs = now.raw_text if now else ""
        if theirs in (entry.base, entry.raw):
            return None
        return Clash(entry.row, entry.metrics, theirs, entry.raw)

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
            cell = Observation(row_id=entry.row, metric_id=metric.pk)
            self.stored[entry.row, metric.pk] = cell
            self.made.append(cell)
            old = None
        else:
            old = (cell.value, cell.status, cell.raw_text)
        # A cell of two figures is one cell to readers.
        said = entry.footnote if code == entry.metrics[0] else None
        for name, text in (("note", entry.note), ("footnote", said)):
            if text is not None and text != getattr(cell, name):
                setattr(cell, name, text)
                self.noted = True
                self._book(cell)
        if old != new:
            self.changes.append(Change(entry.row, code, old, new, entry.where, cell.source))
            cell.value, cell.status, cell.raw_text = new
            cell.source = entry.where[:100]
            self._book(cell)

    def _book(self, cell):
        if cell.pk is not None:
            self.changed[cell.pk] = cell


def touch(table, user):
    """Count a change of `table` and note who made it; a check done before no longer holds."""
    table.version += 1
    table.entered_by, table.entered_at = user, timezone.now()
    table.checked_by = table.checked_at = None
    table.save()


def recheck(origins):
    """Run the checks of these issues again and bring their findings up to date."""
    tables = list(Table.objects.filter(origin__in=origins))
    Finding.objects.sync_all(origins, check_tables(tables), among=TABLE_CODES)
