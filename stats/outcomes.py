"""What an import of a list would do, or did: counted, and the first of it to be looked at."""

import hashlib
import json
from dataclasses import dataclass, field

from import_export.results import Result

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Shown:
    """One record or figure that changes: where the file says so, whose it is, each old and new."""

    where: str
    what: str
    is_new: bool
    fields: list


@dataclass
class Outcome(Result):
    """An import-export Result that is told whole values, places, and no more than one can read."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list = field(default_factory=list)
    edits: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    digest: str = ""
    stale: str = ""
    import_: object = None

    def __post_init__(self):
        super().__init__()

    def has_validation_errors(self):
        return bool(self.refused)

    @property
    def writes(self):
        return self.added + self.changed

    @property
    def counts(self):
        return {
            "新增": self.added,
            "改动": self.changed,
            "不变": self.unchanged,
            "拒绝": len(self.refused),
        }

    @property
    def first_edits(self):
        return self.edits[:SHOWN]

    @property
    def first_refused(self):
        return self.refused[:SHOWN]

    @property
    def more(self):
        """How many are not shown."""
        kept = len(self.first_edits) + len(self.first_refused)
        return self.writes + len(self.refused) - kept


def fingerprint(told):
    """A short text that is another one as soon as anything of what was told is."""
    text = json.dumps(told, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
