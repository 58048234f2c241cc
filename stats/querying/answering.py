"""The figures asked for, and what is reckoned from them, shaped as one table."""

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

from stats.footnotes import Footnote
from stats.headings import Column
from stats.legends import legend_of
from stats.models import RowKind
from stats.querying.choosing import DOWN, SHOWN
from stats.querying.grouping import ADDED_UP, SUMS, added_up, grouped
from stats.querying.reckoning import VALUE, Asked, Reckoned, months_needed
from stats.shapes import Figure, PrintedRow, grid, marks_of, month_name

RECKONED = (
    "斜体的环比、同比、本年累计、占比和位次是算出来的：由刊印的数值一次算得，四舍五入到一位小数，缺一个月"
    "就不算；占比和位次在当月有数的机构之间比较，天数和百分比不算占比和累计。"
)
SUMMED = (
    "斜体的“相加”各行是算出来的：只加列出的各行，括号里是其中没有数值的行数，缺的不当作零；"
    "百分比和天数不相加。"
)


@dataclass(frozen=True)
class Answer:
    """The table of what was asked; `columns` are (key, label) of those it can be sorted by."""

    asked: Asked
    sort: str = ""
    breaks: tuple = ()

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
            Column(
                path,
                "figure" if measure == VALUE else "computed",
                (str(number),),
                self._marks.get(place["when"], ""),
            )
            for number, (place, measure, path) in enumerate(self.columns)
        ]
        if not self.asked.by:
            return grid([heads, *columns], [self._row(head) for head in self.rows], "answer")
        rows = [row for group in self._groups for row in self._group(*group)]
        return grid([Column((), "group", ()), heads, *columns], rows, "answer")

    @property
    def _groups(self):
        return grouped(self.rows, self.asked.by, self.reckoned.groups)

    def _group(self, label, heads):
        """The rows of a group, and what they come to."""
        yield from (replace(self._row(head), group=label) for head in heads)
        if label != SUMS and len(heads) > 1:
            sums = {
                str(number): Figure(self._sum(heads, place), "A")
                for number, (place, measure, _) in enumerate(self.columns)
                if measure == VALUE
            }
            yield PrintedRow("computed", label, "", ADDED_UP, sums)

    def _sum(self, heads, place):
        found = (self._at(place, head) for head in heads)
        values = [self.reckoned.measure(who.key, what, when, VALUE) for who, what, when in found]
        return added_up(values, place["what"].unit)

    @cached_property
    def footnotes(self):
        """(month, Footnote) of each change between the months shown or compared with."""
        asked, known = self.asked, {metric.code for metric in self.asked.what}
        since = min(months_needed(asked), default=None)
        told = [
            (month, one.wording)
            for one in self.breaks
            for month in [next((month for month in asked.when if month >= one.period), None)]
            if month and since < one.period and one.metric in {"", *known}
        ]
        return [
            (month, Footnote(number, f"{month_name(month)}起", wording))
            for number, (month, wording) in enumerate(told, 1)
        ]

    @property
    def legend(self):
        """The Marks among the figures shown."""
        asked, points = self.asked, self.reckoned.points
        places = product(
            [one.key for one in asked.who], [one.code for one in asked.what], asked.when
        )
        found = (point for place in places for point in points.get(place, ()))
        return legend_of((point.text, point.status) for point in found if point.text)

    @property
    def said(self):
        """What is told of that which was reckoned."""
        return [RECKONED] * bool(self.asked.show) + [SUMMED] * bool(self.asked.by)

    @cached_property
    def _marks(self):
        """{month: the marks of its notes}."""
        marks = defaultdict(list)
        for month, note in self.footnotes if len(self.asked.when) > 1 else ():
            marks[month].append(note.mark)
        return {month: marks_of(some) for month, some in marks.items()}

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
        mark = self._marks.get(head, "") if self.asked.down == "when" else ""
        return PrintedRow(kind, "", "", _label(head), figures, code, mark=mark)


def _label(one):
    """A subject's name, a metric with its unit, a month in words."""
    return getattr(one, "name", None) or (month_name(one) if hasattr(one, "year") else str(one))


def _is_sum(head):
    return getattr(head, "kind", RowKind.DATA) != RowKind.DATA
