"""The printed columns of a table with the metrics they hold."""

from collections import Counter
from dataclasses import dataclass

from stats import matching
from stats.importing.families import holds_pairs
from stats.models import Metric
from stats.naming import name_key
from stats.parsing.readings import is_percent, looks_numeric, read_number
from stats.parsing.records import Column, Oddity
from stats.parsing.units import clashes, kind, unit_of
from stats.parsing.wording import unit_line


@dataclass
class Shape:
    """A printed column, its metric and, where a cell holds two numbers, the second one."""

    column: Column
    index: int
    metric: Metric | None = None
    whole: Metric | None = None

    @property
    def is_figure(self):
        return self.metric is not None

    @property
    def metrics(self):
        return self.metric, self.whole

    @property
    def as_printed(self):
        """What Table.header keeps of it."""
        codes = [metric.code for metric in self.metrics if metric is not None]
        return {"path": list(self.column.path), "role": self.column.role, "metrics": codes}


def shape_columns(parsed, family, period, families, oddities):
    """A Shape for each printed column; metrics of columns never seen are proposed."""
    maker = _ShapeMaker(parsed, family, period, families, oddities)
    shapes = [maker.shape(index, column) for index, column in enumerate(parsed.columns)]
    _adopt_parts(shapes)
    return shapes


class _ShapeMaker:
    """Gives the columns of one table their metrics, from left to right."""

    def __init__(self, parsed, family, period, families, oddities):
        self.parsed, self.family, self.families = parsed, family, families
        self.oddities = oddities
        self.known = family.columns_in(period)
        self.stated = [u for line in (parsed.title, *parsed.preface) for u in unit_line(line)]
        self.printed, self.used = Counter(), set()

    def shape(self, index, column):
        shape = Shape(column, index)
        if column.role == "figure":
            cells = (cell for row in self.parsed.rows for cell in row.cells)
            texts = [cell.raw for cell in cells if cell.column == index]
            if not self._take_known(shape):
                self._propose(shape, texts)
            self.used.update(metric.pk for metric in shape.metrics if metric is not None)
            if kind(shape.metric.unit) == "share":
                self._note_percents(shape, texts)
        return shape

    def _take_known(self, shape):
        """True where the column is known under its header, in the unit the table is printed in."""
        path = shape.column.path
        key = matching.path_key(path)
        nth, self.printed[key] = self.printed[key], self.printed[key] + 1
        known = matching.column_for(self.known, path, nth) if path else None
        if known is None:
            if nth or (path and not path[-1]):
                self._odd("column-twice", f"列名“{shape.column.label}”印了 {nth + 1} 次，", "error")
            return False
        if known.metric.pk in self.used:
            self._odd(
                "column-twice", f"列名“{shape.column.label}”与前面一列是同一个指标，", "error"
            )
            return False
        unit = known.metric.unit
        if not unit_of(path) and clashes(self.stated, unit):
            said = "、".join(self.stated)
            message = f"表上写的单位是“{said}”，而“{shape.column.label}”一向按“{unit}”收录，"
            self._odd("unit-changed", message, "error")
            return False
        shape.metric, shape.whole = known.metric, known.whole
        return True

    def _odd(self, code, message, severity="warning", rest="已另列为待确认的指标，请核对。"):
        self.oddities.append(Oddity(code, message + rest, self.parsed.where, severity))

    def _propose(self, shape, texts):
        path = shape.column.path or (f"第{shape.index + 1}列",)
        unit = unit_of(shape.column.path)
        if not unit and len(self.stated) == 1:
            unit = self.stated[0]
        if holds_pairs(texts):
            first, second = _pair_labels(path)
            shape.metric = self.families.propose_metric(self.family, first, unit)
            shape.whole = self.families.propose_metric(self.family, second, unit)
            return
        percents = [is_percent(text) for text in texts if looks_numeric(text)]
        if sum(percents) * 2 > len(percents):
            unit = "%"
        places = _decimals(texts)
        shape.metric = self.families.propose_metric(self.family, path, unit, places)

    def _note_percents(self, shape, texts):
        percents = [is_percent(text) for text in texts if looks_numeric(text)]
        if any(percents) and not all(percents):
            message = f"“{shape.column.label}”这一列有的数带百分号，有的不带，"
            self._odd("percent-mixed", message, rest="请对照原文核对。")


def _pair_labels(path):
    *over, last = path
    first, slash, second = last.partition("/")
    if not slash:
        first, second = f"{last}（前一数）", f"{last}（后一数）"
    return (*over, first), (*over, second)


def _decimals(texts):
    numbers = [read_number(text) for text in texts if looks_numeric(text)]
    places = [-number.as_tuple().exponent for number in numbers if number is not None]
    return max([0, *places])


def _adopt_parts(shapes):
    """Give proposed columns of counts the 小计 that known columns of the same table add up to."""
    metrics = [shape.metric for shape in shapes if shape.metric]
    wholes = {metric.part_of_id for metric in metrics if metric.part_of_id}
    subtotal = next((metric for metric in metrics if metric.pk in wholes), None)
    subtotal = subtotal or _named_subtotal(shapes)
    for shape in shapes:
        if subtotal and _may_be_part(shape, subtotal):
            shape.metric.part_of = subtotal
            shape.metric.save(update_fields=["part_of"])


def _may_be_part(shape, subtotal):
    metric = shape.metric
    if metric is None or metric == subtotal or metric.confirmed or metric.part_of_id:
        return False
    return shape.whole is None and metric.unit in ("", subtotal.unit)


def _named_subtotal(shapes):
    """A proposed last column called 小计 or 合计."""
    last = shapes[-1] if shapes else None
    if last and last.metric and name_key("".join(last.column.path)) in ("小计", "合计", "总计"):
        return last.metric
    return None
