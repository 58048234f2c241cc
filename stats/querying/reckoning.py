"""What was asked for: the figures of the record, and each measure reckoned from them."""

from collections import defaultdict
from dataclasses import dataclass

from stats.exporting import plain
from stats.models import RowKind, Status
from stats.parsing.months import shifted
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
    by: str = ""
    at: object = None

    @classmethod
    def of(cls, form, dataset, at=None):
        return cls(dataset, form.who, form.what, form.when, form.show, form.down, form.by, at)


class Reckoned:
    """Figures of the record by (whose, which, when), and each measure of them."""

    def __init__(self, asked):
        self.asked = asked
        self.points = defaultdict(list)
        self.values = defaultdict(dict)
        self.of_month = defaultdict(dict)
        self.groups = {}
        for point in self._read():
            self.points[point.subject, point.metric, point.period].append(point)
            self.groups[point.subject] = point.group
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
            row__table__period__in=months_needed(asked),
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


def months_needed(asked):
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
