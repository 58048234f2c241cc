"""Cells become observations: read by the grammar, raw text kept, place kept."""

from decimal import Decimal

from stats.models import Observation
from stats.parsing.readings import Reading, read_cell, read_number, read_pair
from stats.parsing.records import Oddity

_MAGNITUDES = {"万": Decimal(10**4), "亿": Decimal(10**8)}
_SAID = {
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
                self._say(reading, metric, cell, record)
        return made

    def _read(self, raw, shape):
        return read_pair(raw, self.marks) if shape.whole else (read_cell(raw, self.marks),)

    @staticmethod
    def _observation(record, metric, reading, raw, where):
        return Observation(
            row=record,
            metric=metric,
            value=reading.value,
            status=reading.status,
            raw_text=raw,
            source=where[:100],
        )

    def _say(self, reading, metric, cell, record):
        wording = _SAID.get(reading.oddity)
        if wording:
            message = wording.format(raw=cell.raw, value=reading.value)
            self._odd(reading.oddity, message, record, metric, cell.where)
        percent = cell.raw.rstrip().endswith(("%", "％"))
        if reading.value is not None and percent and metric.unit != "%":
            message = f"“{cell.raw}”带百分号，而指标的单位是“{metric.unit or '无'}”。"
            self._odd("unit-unusual", message, record, metric, cell.where)

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
        reading = Reading(value, "A" if value is not None else "V")
        return self._observation(record, metric, reading, figure.raw, figure.where)

    def _scaled(self, value, metric, figure, record):
        """`value`, or None where it has more digits than a record holds."""
        fits = abs(value) < 10**18 and value == value.quantize(Decimal("0.000001"))
        done = f"按 {value.normalize():f} 收录。" if fits else "无法换算，没有读入数值。"
        message = f"原文“{figure.raw}{figure.unit}”，指标的单位是“{metric.unit}”，{done}"
        severity = "warning" if fits else "error"
        self._odd("unit-unusual", message, record, metric, figure.where, severity)
        return value if fits else None


def magnitude(unit):
    """10 000 for 万份, 100 000 000 for 亿条, 1 for 份."""
    return _MAGNITUDES.get(unit[:1], Decimal(1)) if unit else Decimal(1)
