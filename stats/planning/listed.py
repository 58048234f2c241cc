"""Sheets that list a figure a line (指标, 数值) turned into rows and columns like any table."""

from dataclasses import replace

from stats.naming import name_key
from stats.parsing.records import Cell, Column, Row

_INDICATORS = {"指标", "指标名称", "项目", "统计指标"}
_UNITS = {"单位", "计量单位"}


def unlisted(parsed):
    """`parsed` with a column for each indicator, where it has a line for each; else itself."""
    figures = [at for at, column in enumerate(parsed.columns) if column.role == "figure"]
    units = [at for at in figures if name_key("".join(parsed.columns[at].path)) in _UNITS]
    values = [at for at in figures if at not in units]
    subject = next((column for column in parsed.columns if column.role == "subject"), None)
    if subject is None or name_key("".join(subject.path)) not in _INDICATORS or len(values) != 1:
        return parsed
    return _turned(parsed, values[0], units[0] if units else None)


def _turned(parsed, value, unit):
    labels, lines = {}, {}
    for row in parsed.rows:
        texts = {cell.column: cell for cell in row.cells}
        said = texts[unit].raw if unit in texts else ""
        label = f"{row.name}（{said}）" if said else row.name
        at = labels.setdefault(label, len(labels) + 1)
        where = texts[value].where if value in texts else row.where
        raw = texts[value].raw if value in texts else ""
        lines.setdefault(row.group, []).append(Cell(at, raw, where))
    columns = [Column(("名称",), "subject"), *(Column((label,), "figure") for label in labels)]
    rows = [Row("data", group, tuple(cells), cells[0].where) for group, cells in lines.items()]
    return replace(parsed, columns=tuple(columns), rows=tuple(rows))
