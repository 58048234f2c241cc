"""What an import would do, sheet by sheet and cell by cell, before anything is written."""

import hashlib
import json
from dataclasses import dataclass, field

ADDED, CHANGED, UNCHANGED, REFUSED = "added", "changed", "unchanged", "refused"


@dataclass(slots=True)
class ColumnPlan:
    """A column of the sheet; `metrics` are the codes it goes to, none where it stays out.

    `settled` is false while nobody has said what the column is; `wrong` tells why it cannot be
    taken although it is known.
    """

    index: int
    label: str
    metrics: tuple[str, ...] = ()
    settled: bool = True
    remembered: bool = False
    wrong: str = ""


@dataclass(slots=True)
class RowPlan:
    """A row of the sheet and the row of the record it goes to: `row_id`, or a new one.

    `decision` is empty for a name that is known; else the person's answer: the key of an
    institution, new, skip, or ask where she has not answered.
    """

    index: int
    kind: str
    name: str
    group: str
    number: str
    where: str
    institution: object = None
    row_id: int | None = None
    decision: str = ""
    nearest: list = field(default_factory=list)
    left_out: bool = False
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class CellPlan:
    """One printed cell: where it stood, whose it is, what stands in the record and what is to."""

    state: str
    row: RowPlan
    label: str
    metrics: tuple[str, ...]
    raw: str
    old: str
    where: str
    reason: str = ""
    blocks: bool = True


@dataclass(slots=True)
class SheetPlan:
    """One table of a sheet. `errors` forbid writing, `doubts` want a yes, `remarks` are told."""

    key: str
    file: str
    sha256: str
    sheet: str
    parsed: object
    signature: str
    family: object = None
    table: object = None
    template: object = None
    included: bool = True
    remembered: bool = False
    columns: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    cells: list = field(default_factory=list)
    errors: list = field(default_factory=list)
    doubts: list = field(default_factory=list)
    remarks: list = field(default_factory=list)
    missing: list = field(default_factory=list)
    note_figures: list = field(default_factory=list)

    @property
    def dataset(self):
        return self.family and self.family.dataset

    @property
    def title(self):
        return self.parsed.title

    @property
    def asked(self):
        """Rows whose institution somebody has to name, or has just named."""
        return [row for row in self.rows if row.decision]

    def count(self, state):
        return sum(cell.state == state for cell in self.cells)

    def of(self, *states):
        return [cell for cell in self.cells if cell.state in states]

    @property
    def blocked(self):
        return self.included and bool(
            self.errors or any(cell.state == REFUSED and cell.blocks for cell in self.cells)
        )


@dataclass(slots=True)
class Plan:
    """All that is to be written at once; `datasets` and `names` are there to choose from."""

    period: object
    origin: str
    sheets: list
    remarks: list = field(default_factory=list)
    errors: list = field(default_factory=list)
    datasets: list = field(default_factory=list)
    names: list = field(default_factory=list)

    @property
    def taken(self):
        return [sheet for sheet in self.sheets if sheet.included]

    def count(self, state):
        return sum(sheet.count(state) for sheet in self.taken)

    @property
    def doubts(self):
        return [doubt for sheet in self.taken for doubt in sheet.doubts]

    @property
    def blocked(self):
        return bool(self.errors) or any(sheet.blocked for sheet in self.sheets)

    @property
    def writes(self):
        return self.count(ADDED) + self.count(CHANGED)

    @property
    def digest(self):
        """A fingerprint of what the person is shown: it must still be so when she says yes."""
        cells = [
            (sheet.key, cell.state, cell.where, cell.old, cell.raw, cell.metrics, cell.row.decision)
            for sheet in self.taken
            for cell in sheet.cells
        ]
        text = json.dumps([str(self.period), self.origin, cells], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Answers:
    """What the person has said about the sheets: texts by field, as the form sends them.

    Fields are the key of a sheet and a word: s0-dataset, s0-c3 (column), s0-r5 (row), s0-n5 (the
    name of an institution typed for that row).
    """

    fields: dict = field(default_factory=dict)

    def get(self, sheet, name):
        """The text given for that field, None where there was none."""
        return self.fields.get(f"{sheet}-{name}")
