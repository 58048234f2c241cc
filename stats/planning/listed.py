"""Sheets that list a figure a line (指标, 数值) turned into rows and columns like any table."""

from dataclasses import replace

from stats.naming import name_key
from stats.parsing.records import Column, Row

_INDICATORS = {"指标", "指标名称", "统计指标", "项目"}
_UNITS = {"单位", "计量单位"}


def unlisted(parsed):
    """`parsed` with a column for each indicator, where it has a line for each; else itself."""
    names = [name_key("".join(column.path)) for column in parsed.columns]
    indicators = [at for at, name in enumerate(names) if name in _INDICATORS]
    if not indicators:
        return parsed
    units = [at for at, name in enumerate(names) if name in _UNITS and at > indicators[0]]
    values = [
        at
        for at, column in enumerate(parsed.columns)
        if column.role == "figure" and at > indicators[0] and at not in units
    ]
    if len(values) != 1:
        return parsed
    return _turned(parsed, indicators[0], values[0], units[0] if units else None)


def _turned(parsed, indicator, value, unit):
    labels, lines, holder = {}, {}, ""
    for row in parsed.rows:
        texts = {cell.column: cell for cell in row.cells}
        label = texts[indicator].raw if indicator in texts else row.name
        # A name merged down stands in its first line only.
        holder = (row.name if indicator in texts else row.group) or holder
        said = texts[unit].raw if unit in texts else ""
        at = labels.setdefault(f"{label}（{said}）" if said else label, len(labels) + 1)
        lines.setdefault(holder, []).append(replace(texts[value], column=at))
    columns = [Column(("名称",), "subject"), *(Column((label,), "figure") for label in labels)]
    rows = [Row("data", name, tuple(cells), cells[0].where) for name, cells in lines.items()]
    kept = tuple(oddity for oddity in parsed.oddities if oddity.code != "row-unnamed")
    return replace(parsed, columns=tuple(columns), rows=tuple(rows), oddities=kept)
