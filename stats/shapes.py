"""A table shaped once: header with its spans, body with its groups, for page, print and export.

Pure: printed columns and rows in, frozen shapes out.
"""

from dataclasses import dataclass, field
from itertools import zip_longest
from typing import NamedTuple

from stats.headings import Column, head_of

LABELS = ("number", "group", "subject")
SUMS = ("subtotal", "total")


class Figure(NamedTuple):
    """What stands in a cell for one metric; `was` is the text it replaced, once corrected, by which
    kind of `deed`, and where readers are told of it; `of` says whose figure it is, and which;
    `mark` is that of its footnote."""

    raw_text: str
    status: str
    was: str | None = None
    deed: str = ""
    href: str = ""
    of: tuple = ()
    mark: str = ""


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row of the record: its labels, and its figures by metric code; `labels` hold what was told
    of those that were corrected: text before, deed and address, as in Figure."""

    kind: str
    group: str
    number: str
    name: str
    figures: dict
    code: str = ""
    labels: dict = field(default_factory=dict)
    mark: str = ""


class Cell(NamedTuple):
    """A cell of the body; `code` is that of the institution whose name it holds, `was` the text
    that a correction replaced, whose figure it is, and the mark of its footnote, as in Figure."""

    text: str
    role: str
    colspan: int = 1
    rowspan: int = 1
    id: str = ""
    headers: str = ""
    code: str = ""
    was: str | None = None
    deed: str = ""
    href: str = ""
    of: tuple = ()
    mark: str = ""


class BodyRow(NamedTuple):
    kind: str
    cells: tuple


@dataclass(frozen=True)
class Grid:
    """Header and body of one table, ready to be set in HTML, type or cells."""

    header: tuple
    body: tuple


def columns_of(header):
    """Columns from the JSON kept with a table."""
    return [Column(tuple(c["path"]), c["role"], tuple(c["metrics"])) for c in header]


def printed_rows(columns, rows):
    """Rows that stood in the table; figures of other metrics were printed in its note."""
    printed = {code for column in columns for code in column.metrics}
    return [row for row in rows if not row.figures or not printed.isdisjoint(row.figures)]


def grid(columns, rows, key):
    """The table as printed; ids begin with `key` and are given only where headers are nested."""
    head = head_of(columns, key)
    above = head.above if len(head.rows) > 1 else None
    spans = _group_spans(columns, rows)
    body = []
    for number, (row, span) in enumerate(zip(rows, spans, strict=True), 1):
        row_id = f"{key}r{number}" if above else ""
        cells = (*_labels(columns, row, row_id, span), *_figures(columns, row, row_id, above))
        body.append(BodyRow(row.kind, cells))
    return Grid(head.rows, tuple(body))


def _figures(columns, row, row_id, above):
    for place, column in enumerate(columns):
        if column.role not in LABELS:
            headers = f"{row_id} {above[place]}" if above else ""
            told = change_in(column, row)
            text = text_of(column, row)
            told |= {"of": _whose(column, row), "mark": _mark_in(column, row)}
            yield Cell(text, column.role, headers=headers, **told)


def _whose(column, row):
    return next((row.figures[code].of for code in column.metrics if code in row.figures), ())


def _mark_in(column, row):
    figures = (row.figures[code] for code in column.metrics if code in row.figures)
    return marks_of(figure.mark for figure in figures)


def marks_of(marks):
    """Marks of footnotes as they stand in one cell."""
    return " ".join(filter(None, marks))


def text_of(column, row):
    """The printed cell; a pair like 52/129 is kept whole with each of its two metrics."""
    texts = [row.figures[code].raw_text for code in column.metrics if code in row.figures]
    return "、".join(dict.fromkeys(texts))


def change_in(column, row):
    """What a correction replaced in this cell, of which kind it was and where it is told."""
    figures = (row.figures[code] for code in column.metrics if code in row.figures)
    changed = next((figure for figure in figures if figure.was is not None), None)
    return {"was": changed.was, "deed": changed.deed, "href": changed.href} if changed else {}


def _labels(columns, row, row_id, group_span):
    """Group, number and name of a row; a sum without number reaches over all of them."""
    roles = [column.role for column in columns if column.role in LABELS]
    cells = []
    if "group" in roles and not _alone(row):
        roles.remove("group")
        cells = [Cell(_set_upright(row.group), "group", rowspan=group_span)] if group_span else []
    if row.kind in SUMS and not row.number:
        told = {"id": row_id, "mark": row.mark, **_told(row, "printed_name")}
        name = Cell(row.name, "subject", len(roles), **told)
        return [*cells, name] if roles else cells
    return cells + [_label(role, row, row_id) for role in roles]


def _label(role, row, row_id):
    if role == "subject":
        told = {"code": row.code, "mark": row.mark, **_told(row, "printed_name")}
        return Cell(row.name, role, id=row_id, **told)
    if role == "number":
        return Cell(row.number, role, **_told(row, "number"))
    return Cell("", role)


def _told(row, name):
    """What a correction replaced in a label of the row, as `change_in` tells it of figures."""
    return dict(zip(("was", "deed", "href"), row.labels.get(name, ()), strict=False))


def _set_upright(text):
    """医疗单位 of a label that was typed downwards, one sign a line."""
    lines = text.split("\n")
    return "".join(lines) if all(len(line) == 1 for line in lines) else text


def _group_spans(columns, rows):
    """For each row how far its group label reaches down: 0 where one above already does."""
    if not any(column.role == "group" for column in columns):
        return [0] * len(rows)
    spans, start = [0] * len(rows), 0
    for index, row in enumerate(rows):
        if row.group != rows[start].group or index == 0 or _alone(row) or _alone(rows[start]):
            start = index
        spans[start] += 1
    return spans


def _alone(row):
    """Whether this is a sum over all groups, whose label takes the place of the group's."""
    return row.kind in SUMS and not row.group


def two_up(columns, rows, key):
    """A table set in two lanes: the first half of its rows left, the others beside them."""
    half = len(columns) // 2
    if columns[:half] == columns[half:]:
        columns = columns[:half]
    plain = [row for row in rows if row.kind not in SUMS]
    height = (len(plain) + 1) // 2
    lane = grid(columns, plain, key)
    empty = BodyRow("data", tuple(Cell("", column.role) for column in columns))
    pairs = zip_longest(lane.body[:height], lane.body[height:], fillvalue=empty)
    body = [BodyRow("data", left.cells + right.cells) for left, right in pairs]
    sums = [_sum_over(columns, row, 2 * len(columns)) for row in rows if row.kind in SUMS]
    head = head_of(columns, key).rows
    return Grid(tuple(row + row for row in head), (*body, *sums))


def _sum_over(columns, row, width):
    """合计：125746, in one cell as wide as the table."""
    texts = [text_of(column, row) for column in columns if column.role not in LABELS]
    name = row.name.rstrip("：: ")
    told = next(filter(None, (change_in(column, row) for column in columns)), {})
    mark = marks_of([row.mark, *(_mark_in(column, row) for column in columns)])
    return BodyRow(
        row.kind, (Cell(f"{name}：{'　'.join(texts)}", "sum", width, mark=mark, **told),)
    )


class MetricLabel(NamedTuple):
    code: str
    label: str
    unit: str
    mark: str = ""

    def __str__(self):
        return f"{self.label}（{self.unit}）" if self.unit else self.label


def extract(rows, metrics, key):
    """The figures of a sentence as a table: rows by metrics, or a list where few are filled."""
    used = [metric for metric in metrics if any(metric.code in row.figures for row in rows)]
    if len(rows) > 1 and all(len(row.figures) == len(used) for row in rows):
        return grid(_matrix_columns(rows, used), rows, key)
    return grid(*_list_of(rows, used), key)


def _matrix_columns(rows, used):
    figures = [Column((str(one),), "figure", (one.code,), one.mark) for one in used]
    groups = [Column((), "group", ())] if any(row.group for row in rows) else []
    return [*groups, Column(("名称",), "subject", ()), *figures]


def _list_of(rows, used):
    """A line a figure: whose it is, what it counts, the figure, its unit."""
    columns = [
        Column(("名称",), "group", ()),
        Column(("指标",), "subject", ()),
        Column(("数值",), "figure", ("value",)),
        Column(("单位",), "unit", ("unit",)),
    ]
    lines = [
        PrintedRow(
            "data",
            " ".join(filter(None, (row.group, row.name))),
            "",
            metric.label,
            {"value": row.figures[metric.code], "unit": Figure(metric.unit, "A")},
            mark=marks_of((metric.mark, row.mark)),
        )
        for row in rows
        for metric in used
        if metric.code in row.figures
    ]
    named = any(line.group for line in lines)
    return (columns if named else columns[1:]), lines


def mark_of(raw_text):
    """The sign that stands for a figure: 未反馈 of 未反馈/83, / of /, 空白 of nothing."""
    text = raw_text.strip()
    parts = [part for part in text.split("/") if part and not any(c.isdigit() for c in part)]
    return (parts[0] if parts else text) or "空白"


def month_name(period):
    """2024年8月, as the bulletin writes it."""
    return f"{period.year}年{period.month}月"
