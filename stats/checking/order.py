"""Rows in their order, numbered one after the other, each institution once."""

import re
from itertools import groupby, pairwise

from stats.checking.registry import rule
from stats.checking.sheets import number
from stats.models import Severity
from stats.naming import name_key
from stats.parsing.readings import folded


@rule("order")
def rows_are_in_printed_order(sheet, background):
    """No row has more than the one directly above it in its group, where a table is so ordered."""
    metric = sheet.table.layout.ordered_by
    figures = [(row, sheet.value(row, metric)) for row in sheet.data] if metric else []
    figures = [(row, value) for row, value in figures if value is not None]
    for _, group in groupby(figures, lambda figure: sheet.group(figure[0])):
        for (above, more), (row, value) in pairwise(group):
            if value > more:
                message = (
                    f"各行按{metric.label}由大到小排列，本行 {number(value)} "
                    f"大于上一行“{above.printed_name.strip()}”的 {number(more)}。"
                )
                yield sheet.finding("order", message, row, metric)


@rule("row-number")
def numbers_run_on(sheet, background):
    """Printed numbers run 1, 2, 3 through the table, or through each of its groups."""
    if not any(_number(row) for row in sheet.data):
        return
    before, place, group = 0, 0, None
    for row in sheet.data:
        begins = sheet.group(row) != group
        group, found, place = sheet.group(row), _number(row), 1 if begins else place + 1
        # A number misprinted is told once: after it, the rows counted show what should follow.
        if found not in (before + 1, place):
            printed = f"印作“{row.number.strip()}”" if row.number.strip() else "空着"
            yield sheet.finding("row-number", f"序号{printed}，应为 {before + 1}。", row)
        before = found or before + 1


def _number(row):
    text = folded(row.number).rstrip(".、")
    return int(text) if re.fullmatch("[0-9]{1,6}", text) else None


@rule("row-twice", "row-conflict")
def each_institution_has_one_row(sheet, background):
    first = {}
    for row in sheet.data:
        key = (sheet.group(row), row.institution_id or name_key(row.printed_name))
        if key[1] and first.setdefault(key, row) is not row:
            yield _twice(sheet, first[key], row)


def _twice(sheet, first, row):
    rows = (
        f"“{row.printed_name.strip()}”在这张表里有两行（第{first.position}行、第{row.position}行）"
    )
    differing = [
        m.label for m in sheet.metrics if _figure(sheet, first, m) != _figure(sheet, row, m)
    ]
    if not differing:
        return sheet.finding("row-twice", f"{rows}，数据相同。", row)
    message = f"{rows}，{'、'.join(differing)}不同，不能都对。"
    return sheet.finding("row-conflict", message, row, severity=Severity.ERROR)


def _figure(sheet, row, metric):
    cell = sheet.cell(row, metric)
    return (cell.value, cell.status) if cell else None
