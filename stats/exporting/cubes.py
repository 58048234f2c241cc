"""Figures as a cube, which JSON-stat and PX want: month × printing × row × metric.

A month is printed once, or again by a later issue: its first, second… printing. Rows are known by
their institution, others by what is printed of them; what stands twice in a table is told apart.
"""

from collections import Counter, defaultdict
from itertools import groupby
from typing import NamedTuple

from stats.models import RowKind

PERIOD, PRINTING, SUBJECT, METRIC = "period", "printing", "subject", "metric"


class Cell(NamedTuple):
    """A figure and its place: the numbers of month, printing, row and metric."""

    place: tuple
    value: object
    status: str
    raw_text: str
    line: tuple


class Cube:
    """The sides of the cube of what is `taken`; its cells are read again each time."""

    def __init__(self, taken):
        self.taken = taken
        self.many = len(taken.families) > 1
        self.metrics = {self.metric_id(one.slug, one.code): one for one in taken.metrics}
        self.subjects, self.origins = {}, defaultdict(dict)
        for key, rows in groupby(taken.outline(), key=lambda row: row[:3]):
            self._see(key, rows)
        self.periods = sorted({period for _, period in self.origins})
        self.printings = max(map(len, self.origins.values()), default=0)

    def _see(self, key, rows):
        slug, period, origin = key
        printings = self.origins[slug, period]
        printings.setdefault(origin, len(printings))
        seen = Counter()
        for row in rows:
            key = subject_id(row.kind, row.group, row.code, row.name, seen)
            self.subjects[key] = self._label(row, key)

    def _label(self, row, key):
        name = self.taken.names.get(row.code) or row.name or RowKind(row.kind).label
        told = " ".join(filter(None, (_flat(row.group) if not row.code else "", _flat(name))))
        _, sign, number = key.partition("#")
        return f"{told}（{number}）" if sign else told

    def metric_id(self, slug, code):
        """The code, with its family where there are several."""
        return f"{slug}.{code}" if self.many else code

    @property
    def size(self):
        return (len(self.periods), self.printings, len(self.subjects), len(self.metrics))

    def number(self, place):
        """The number of a cell when all are counted, the last side first."""
        number = 0
        for side, at in zip(self.size, place, strict=True):
            number = number * side + at
        return number

    def cells(self):
        """A Cell for each figure, month by month."""
        periods, subjects, metrics = (
            {key: at for at, key in enumerate(keys)}
            for keys in (self.periods, self.subjects, self.metrics)
        )
        lines = self.taken.lines(by_month=True)
        for (slug, period, origin), some in groupby(lines, key=lambda line: line[:3]):
            start = (periods[period], self.origins[slug, period][origin])
            seen = Counter()
            for _, row in groupby(some, key=lambda line: line[5]):
                figures = list(row)
                _, _, _, kind, group, _, code, name = figures[0][:8]
                subject = subjects[subject_id(kind, group, code, name, seen)]
                for line in figures:
                    place = (*start, subject, metrics[self.metric_id(slug, line[8])])
                    yield Cell(place, *line[11:], line)


def subject_id(kind, group, code, name, seen):
    """How a row is known in every month; `seen` counts those of its table."""
    key = code or "/".join(filter(None, (kind, _flat(group), _flat(name))))
    seen[key] += 1
    return key if seen[key] == 1 else f"{key}#{seen[key]}"


def _flat(text):
    """One line of what was printed on several; a label printed downwards is put together."""
    parts = text.split()
    return ("" if all(len(part) == 1 for part in parts) else " ").join(parts)
