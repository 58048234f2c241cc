"""What an import of a list would do, or did: counted, and the first of it to be looked at."""

import hashlib
import json
from dataclasses import dataclass, field
from operator import itemgetter

from import_export.results import Result

SHOWN = 200


@dataclass(frozen=True, slots=True)
class Shown:
    """One record or figure that changes: where the file says so, whose it is, each old and new."""

    where: str
    what: str
    is_new: bool
    fields: list


class First:
    """The first of things by the numbers of their lines, and how many there are in all."""

    def __init__(self):
        self.count, self._kept = 0, []

    def add(self, number, what):
        self.count += 1
        self._kept.append((number, what))
        if len(self._kept) >= 2 * SHOWN:
            self._kept = self._first()

    def shown(self):
        return [what for _, what in self._first()]

    def _first(self):
        return sorted(self._kept, key=itemgetter(0))[:SHOWN]


@dataclass
class Outcome(Result):
    """An import-export Result that is told whole values, places, and no more than one can read."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: list = field(default_factory=list)
    unkept: int = 0  # refusals beside those in the list
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
    def refusals(self):
        return len(self.refused) + self.unkept

    @property
    def counts(self):
        return {
            "新增": self.added,
            "改动": self.changed,
            "不变": self.unchanged,
            "拒绝": self.refusals,
        }

    @property
    def first_edits(self):
        return self.edits[:SHOWN]

    @property
    def first_refused(self):
        return self.refused[:SHOWN]

    @property
    def reasons(self):
        """Each refusal that is shown, as a line of text."""
        return [f"{where or '整个文件'}：{message}" for where, message in self.first_refused]

    @property
    def more(self):
        """How many are not shown."""
        kept = len(self.first_edits) + len(self.first_refused)
        return self.writes + self.refusals - kept


def fingerprint(told):
    """A short text that is another one as soon as anything of what was told is."""
    text = json.dumps(told, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
