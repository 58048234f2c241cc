"""The figures asked for, and what is reckoned from them, shaped as one table."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from stats.exporting import plain
from stats.headings import Column
from stats.models import RowKind, Status
from stats.parsing.months import shifted
from stats.querying.choosing import DOWN, SHOWN
from stats.querying.figures import points_of
from stats.querying.measures import (
    NOT_ADDED_UP,
    change,
    percent,
    rank,
    signed,
    span,
    year_to_date,
)
from stats.shapes import Figure, PrintedRow, grid, month_name

VALUE = "value"


@dataclass(frozen=True)
class Asked:
    """What a checked ChoiceForm asks of a family, as of `at`."""

    dataset: object
    who: list
    what: list
    when: list
    show: list
    down: str
    at: object = None

    @classmethod
    def of(cls, form, dataset, at=None):
        return cls(dataset, form.who, form.what, form.when, form.show, form.down, at)


class Reckoned:
    """Figures of the record by (whose, which, when), and each measure of them."""

    def __init__(self, asked):
        self.asked = asked
        self.points = defaultdict(list)
        self.values = defaultdict(dict)
        self.of_month = defaultdict(dict)
        for point in self._read():
            self.points[point.subject, point.metric, point.period].append(point)
        for (subject, metric, period), some in self.points.items():
            if len(some) == 1 and some[0].status == Status.NORMAL:
                self.values[subject, metric][period] = some[0].value
                if some[0].kind == RowKind.DATA:
                    self.of_month[metric, period][subject] = some[0].value

    def _read(self):
        asked = self.asked
        compared = {"share", "rank"} & set(asked.show)
        subjects = None if compared else [one.key for one in asked.who]
        return points_of(
            asked.dataset,
            asked.at,
            subjects,
            metric__code__in=[one.code for one in asked.what],
            row__table__period__in=_months_needed(asked),
        )

    def text(self, subject, metric, month, measure):
        """What is shown of a measure: the figure as printed, or what was reckoned; else nothing."""
        if measure == VALUE:
            return "；".join(one.text for one in self.points.get((subject, metric.code, month), ()))
        number = self.measure(subject, metric, month, measure)
        return "" if number is None else _said(number, measure)

    def measure(self, subject, metric, month, measure):
        """A measure as a number, or None."""
        values = self.values.get((subject, metric.code), {})
        value = values.get(month)
        if measure == VALUE:
            return value
        if measure in ("mom", "yoy"):
            return change(value, values.get(shifted(month, -1 if measure == "mom" else -12)))
        if measure == "ytd":
            return None if metric.unit in NOT_ADDED_UP else year_to_date(values, month)
        return self._among(subject, metric, month, measure)

    def _among(self, subject, metric, month, measure):
        others = self.of_month.get((metric.code, month), {})
        if subject not in others:
            return None
        if measure == "rank":
            return rank(others[subject], others.values())
        return (
            None if metric.unit in NOT_ADDED_UP else percent(others[subject], sum(others.values()))
        )


def _months_needed(asked):
    """The months asked for and those that they are compared with."""
    needed = set(asked.when)
    for month in asked.when:
        if "mom" in asked.show:
            needed.add(shifted(month, -1))
        if "yoy" in asked.show:
            needed.add(shifted(month, -12))
        if "ytd" in asked.show:
            needed.update(span(month.replace(month=1), month))
    return needed


def _said(number, measure):
    if measure in ("mom", "yoy"):
        return signed(number)
    if measure == "share":
        return f"{number}%"
    return plain(number) if measure == "ytd" else str(number)


@dataclass(frozen=True)
class Answer:
    """The table of what was asked; `columns` are (key, label) of those it can be sorted by."""

    asked: Asked
    sort: str = ""

    @cached_property
    def reckoned(self):
        return Reckoned(self.asked)

    @cached_property
    def columns(self):
        """(whose, which, when, measure, header path) of each column; what stands down is None."""
        asked = self.asked
        sides = {"who": asked.who, "what": asked.what, "when": asked.when} | {asked.down: [None]}
        order = ("who", "what", "when") if asked.down == "what" else ("what", "who", "when")
        measures = [VALUE, *asked.show]
        found = []
        for *places, measure in product(*(sides[side] for side in order), measures):
            place = dict(zip(order, places, strict=True))
            path = [_label(place[side]) for side in order if len(sides[side]) > 1]
            if len(measures) > 1 or not path:
                path.append(SHOWN.get(measure, "数值"))
            found.append((place, measure, tuple(path)))
        return found

    @property
    def caption(self):
        """What all figures have in common: a month, a metric, whose they are."""
        asked = self.asked
        alone = [side[0] for side in (asked.when, asked.who, asked.what) if len(side) == 1]
        return "，".join([str(asked.dataset), *map(_label, alone)])

    @property
    def sorts(self):
        """(number, label) of the columns that the rows can be sorted by."""
        return [(str(n), " ".join(path)) for n, (_, _, path) in enumerate(self.columns, 1)]

    @property
    def chart(self):
        """Months follow each other in a line; all else stands side by side."""
        return "line" if self.asked.down == "when" else "bar"

    @property
    def is_sorted_by(self):
        return self.sort.removeprefix("-")

    @property
    def descends(self):
        return self.sort.startswith("-")

    @cached_property
    def rows(self):
        """(what stands at the head, its places) of the rows that have a figure."""
        filled = [one for one in self._heads if any(self._texts(one))]
        return self._sorted(filled)

    @property
    def left_out(self):
        """How many of those asked for have no figure in these months."""
        return len(self._heads) - len(self.rows)

    @property
    def _heads(self):
        asked = self.asked
        return {"who": asked.who, "what": asked.what, "when": asked.when}[asked.down]

    def _texts(self, head):
        for place, measure, _ in self.columns:
            who, what, when = self._at(place, head)
            yield self.reckoned.text(who.key, what, when, measure)

    def _at(self, place, head):
        return [place[side] or head for side in ("who", "what", "when")]

    def _sorted(self, rows):
        number = self.is_sorted_by
        if not number.isdecimal() or not 0 < int(number) <= len(self.columns):
            return rows
        place, measure, _ = self.columns[int(number) - 1]

        def value(head):
            who, what, when = self._at(place, head)
            return self.reckoned.measure(who.key, what, when, measure)

        known = [row for row in rows if value(row) is not None and not _is_sum(row)]
        known.sort(key=value, reverse=self.descends)
        return known + [row for row in rows if row not in known]

    @cached_property
    def grid(self):
        """Header and body, ready to be set."""
        heads = Column((DOWN[self.asked.down],), "subject", ())
        columns = [
            Column(path, "figure" if measure == VALUE else "computed", (str(number),))
            for number, (_, measure, path) in enumerate(self.columns)
        ]
        return grid([heads, *columns], [self._row(head) for head in self.rows], "answer")

    def _row(self, head):
        figures = {}
        for number, ((place, measure, _), text) in enumerate(
            zip(self.columns, self._texts(head), strict=True)
        ):
            who, what, _ = self._at(place, head)
            of = (who.key, what.code) if measure == VALUE else ()
            figures[str(number)] = Figure(text, "A", of=of)
        kind = head.kind if self.asked.down == "who" else RowKind.DATA
        code = head.key if getattr(head, "is_institution", False) else ""
        return PrintedRow(kind, "", "", _label(head), figures, code)


def _label(one):
    """A subject's name, a metric with its unit, a month in words."""
    return getattr(one, "name", None) or (month_name(one) if hasattr(one, "year") else str(one))


def _is_sum(head):
    return getattr(head, "kind", RowKind.DATA) != RowKind.DATA
