"""Cells become observations: read by the grammar, raw text kept, place kept."""

from decimal import Decimal

from stats.models import Observation
from stats.parsing.readings import Reading, is_percent, read_cell, read_number, read_pair
from stats.parsing.records import Oddity
from stats.parsing.units import kind, magnitude

_SAID = {
    "percent-in-count": "“{raw}”带百分号，而“{label}”的单位是“{unit}”，没有读入数值。",
    "comma-in-number": "数字“{raw}”里是全角逗号，已按 {value} 读入。",
    "blank-in-number": "数字“{raw}”中间有空格，已按 {value} 读入。",
    "mark-undefined": (
        "记号“{raw}”在这张表里的含义还没有定，暂按缺失收录；请在统计表里写明它的含义。"
    ),
}


class CellReader:
    """Turns the printed cells of one table into unsaved observations; says what is odd."""

    def __init__(self, table, shapes, marks, oddities):
        self.table, self.marks, self.oddities = table, marks or {}, oddities
        self.shapes = {shape.index: shape for shape in shapes if shape.is_figure}

    def observations(self, record, row):
        """Observations of every figure column for a parsed row, blank cells included."""
        made = []
        for cell in row.cells:
            shape = self.shapes.get(cell.column)
            if shape is None:
                continue
            readings = self._read(cell.raw, shape)
            for metric, reading in zip(shape.metrics, readings, strict=False):
                made.append(self._observation(record, metric, reading, cell.raw, cell.where))
                if reading.oddity in _SAID:
                    self._say(reading, metric, cell.raw, record, cell.where)
        return made

    def _read(self, raw, shape):
        if shape.whole:
            return read_pair(raw, self.marks)
        reading = read_cell(raw, self.marks)
        if is_percent(raw) and kind(shape.metric.unit) != "share":
            reading = Reading(None, "V", "percent-in-count")
        return (reading,)

    @staticmethod
    def _observation(record, metric, reading, raw, where):
        return Observation(
            row_id=record.pk,
            metric_id=metric.pk,
            value=reading.value,
            status=reading.status,
            raw_text=raw,
            source=where[:100],
        )

    def _say(self, reading, metric, raw, record, where):
        unit = metric.unit or "无"
        message = _SAID[reading.oddity].format(
            raw=raw, value=reading.value, label=metric.label, unit=unit
        )
        self._odd(reading.oddity, message, record, metric, where)

    def _odd(self, code, message, record, metric, where, severity="warning"):
        place = (self.table.title or self.table.dataset.title, str(record), metric.label, where)
        self.oddities.append(Oddity(code, message, " · ".join(place), severity))

    def figure(self, record, metric, figure):
        """The observation of a number in a sentence or note; 万 and 亿 are reckoned into the
        metric's unit, and said."""
        value = read_number(figure.raw)
        factor = magnitude(figure.unit) / magnitude(metric.unit)
        if value is not None and factor != 1:
            value = self._scaled(value * factor, metric, figure, record)
        odd = "comma-in-number" if "，" in figure.raw and value is not None else ""
        reading = Reading(value, "A" if value is not None else "V", odd)
        if odd:
            self._say(reading, metric, figure.raw, record, figure.where)
        return self._observation(record, metric, reading, figure.raw, figure.where)

    def _scaled(self, value, metric, figure, record):
        """`value`, or None where it has more digits than a record holds."""
        fits = abs(value) < 10**18 and value == value.quantize(Decimal("0.000001"))
        done = f"按 {value.normalize():f} 收录。" if fits else "无法换算，没有读入数值。"
        message = f"原文“{figure.raw}{figure.unit}”，指标的单位是“{metric.unit or '无'}”，{done}"
        severity = "warning" if fits else "error"
        self._odd("unit-unusual", message, record, metric, figure.where, severity)
        return value if fits else None


def fits(figure, metric):
    """True where a figure in a sentence measures what the metric measures: no share for a count."""
    return not figure.unit or kind(figure.unit) == kind(metric.unit)
