"""The printed columns of a table with the metrics they hold."""

from dataclasses import dataclass

from stats import matching
from stats.importing.families import holds_pairs
from stats.models import Metric
from stats.naming import name_key
from stats.parsing.readings import looks_numeric, read_number
from stats.parsing.records import Column, Oddity


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


def shape_columns(parsed, family, families, oddities):
    """A Shape for each printed column; metrics of columns never seen are proposed."""
    shapes, used = [], set()
    for index, column in enumerate(parsed.columns):
        shape = Shape(column, index)
        if column.role == "figure":
            texts = [cell.raw for row in parsed.rows for cell in row.cells if cell.column == index]
            _give_metrics(shape, texts, family, families, used, oddities, parsed.where)
        shapes.append(shape)
    _adopt_parts(shapes)
    return shapes


def _give_metrics(shape, texts, family, families, used, oddities, where):
    columns = [column for column in family.columns_known if not column.in_note]
    known = matching.column_for(columns, shape.column.path) if shape.column.path else None
    if known is not None and known.metric.pk in used:
        message = f"列名“{shape.column.label}”印了两次，后一列另列为待确认的指标。"
        oddities.append(Oddity("column-twice", message, where, "error"))
        known = None
    if known is not None:
        shape.metric, shape.whole = known.metric, known.whole
    else:
        _propose(shape, texts, family, families)
    used.update(metric.pk for metric in shape.metrics if metric is not None)


def _propose(shape, texts, family, families):
    path, unit = shape.column.path or (f"第{shape.index + 1}列",), unit_of(shape.column.path)
    if holds_pairs(texts):
        first, second = _pair_labels(path)
        shape.metric = families.propose_metric(family, first, unit)
        shape.whole = families.propose_metric(family, second, unit)
        return
    if not unit and any(text.strip().endswith(("%", "％")) for text in texts):
        unit = "%"
    shape.metric = families.propose_metric(family, path, unit, _decimals(texts))


def _pair_labels(path):
    *over, last = path
    first, slash, second = last.partition("/")
    if not slash:
        first, second = f"{last}（前一数）", f"{last}（后一数）"
    return (*over, first), (*over, second)


def unit_of(path):
    """The unit in brackets at the end of a header: 收入（千元） gives 千元."""
    last = path[-1].strip() if path else ""
    if not last.endswith(("）", ")")):
        return ""
    start = max(last.rfind("（"), last.rfind("("))
    unit = last[start + 1 : -1].strip()
    return unit if 0 < len(unit) <= 6 else ""


def _decimals(texts):
    numbers = [read_number(text) for text in texts if looks_numeric(text)]
    places = [-number.as_tuple().exponent for number in numbers if number is not None]
    return max([0, *places])


def _adopt_parts(shapes):
    """Give proposed columns of counts the 小计 that known columns of the same table add up to."""
    wholes = {s.metric.part_of for s in shapes if s.metric and s.metric.part_of_id}
    subtotal = next((s.metric for s in shapes if s.metric in wholes), None) or _named_subtotal(
        shapes
    )
    for shape in shapes:
        metric = shape.metric
        if (
            subtotal
            and metric
            and not metric.confirmed
            and not metric.part_of_id
            and (
                (metric != subtotal and shape.whole is None and metric.unit == subtotal.unit)
                or (metric != subtotal and shape.whole is None and not metric.unit)
            )
        ):
            metric.part_of = subtotal
            metric.save(update_fields=["part_of"])


def _named_subtotal(shapes):
    """A proposed last column called 小计 or 合计."""
    last = shapes[-1] if shapes else None
    if last and last.metric and name_key("".join(last.column.path)) in ("小计", "合计", "总计"):
        return last.metric
    return None
