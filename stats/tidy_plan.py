"""What a tidy file would do: told as it is found, kept only as far as a person will read it."""

import hashlib
from dataclasses import dataclass, field

from stats.outcomes import First


@dataclass(slots=True)
class Edit:
    """A figure that is to change: where the file says so, whose it is, old and new text."""

    where: str
    table: str
    row: str
    metric: str
    old: tuple | None
    new: tuple

    @property
    def is_new(self):
        return self.old is None


@dataclass(slots=True)
class TidyPlan:
    """All lines of a file: how many of each kind, the first edits, the first refusals as (where,
    message).

    `entries` is what `stats.entering` is to write of the portion at hand, by table.
    """

    notes: list = field(default_factory=list)
    entries: dict = field(default_factory=dict)
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    told: object = field(default_factory=hashlib.sha256)
    first_edits: First = field(default_factory=First)
    first_refused: First = field(default_factory=First)

    @property
    def edits(self):
        return self.first_edits.shown()

    @property
    def refused(self):
        return self.first_refused.shown()

    @property
    def writes(self):
        return self.added + self.changed

    @property
    def digest(self):
        """A fingerprint of what is shown: it must still be so when the person says yes."""
        return self.told.hexdigest()

    def add(self, number, edit):
        """Count the edit of that line and have the fingerprint tell of it."""
        self.added += edit.is_new
        self.changed += not edit.is_new
        line = (edit.where, edit.table, edit.row, edit.metric, edit.old, edit.new)
        self.told.update(repr(line).encode())
        self.first_edits.add(number, edit)

    def refuse(self, where, message, number=0):
        """Count a refusal, of that line or of the file, and have the fingerprint tell of it."""
        self.told.update(repr((where, message)).encode())
        self.first_refused.add(number, (where, message))
