"""Sums as printed against sums reckoned: along a row, and down a column."""

from decimal import Decimal

from stats.checking.registry import rule
from stats.checking.sheets import number
from stats.models import RowKind

_NOT_SUMMED = {"%", "％", "‰"}


@rule("row-parts")
def parts_make_the_whole(sheet, background):
    """In each row, the parts printed add up to what they are parts of."""
    for whole in sheet.metrics:
        parts = [metric for metric in sheet.metrics if metric.part_of_id == whole.pk]
        for row in sheet.rows:
            message = _parts_differ(sheet, row, whole, parts)
            if message:
                yield sheet.finding("row-parts", message, row, whole)


def _parts_differ(sheet, row, whole, parts):
    printed = sheet.value(row, whole)
    present = [part for part in parts if sheet.cell(row, part)]
    values = [sheet.value(row, part) for part in present]
    if not values or printed is None or None in values or sum(values) == printed:
        return ""
    labels = "、".join(part.label for part in present)
    total, apart = number(sum(values)), number(abs(sum(values) - printed))
    return f"{labels}相加为 {total}，{whole.label}印作 {number(printed)}，相差 {apart}。"


@rule("total")
def rows_make_the_total(sheet, background):
    """Each total is the sum of all data rows; of several, each may be that of the rows above it."""
    for row in sheet.of_kind(RowKind.TOTAL):
        above = _since_sum(sheet, row, RowKind.TOTAL)
        yield from _sum_differs(sheet, row, "total", [sheet.data, above])


@rule("subtotal")
def rows_make_the_subtotal(sheet, background):
    """A subtotal is the sum of its group; of several in one, each that of the rows above it."""
    subtotals = sheet.of_kind(RowKind.SUBTOTAL)
    for row in subtotals:
        group = [data for data in sheet.data if sheet.group(data) == sheet.group(row)]
        above = _since_sum(sheet, row, RowKind.SUBTOTAL)
        alone = [sheet.group(other) for other in subtotals].count(sheet.group(row)) == 1
        yield from _sum_differs(sheet, row, "subtotal", [group, above] if alone else [above])


def _since_sum(sheet, row, kind):
    """Data rows between a sum and the one of its kind before it."""
    rows = []
    for other in sheet.rows[: sheet.rows.index(row)]:
        rows = [] if other.kind == kind else rows + [other]
    return [other for other in rows if other.kind == RowKind.DATA]


def _sum_differs(sheet, row, code, scopes):
    """A finding for each column in which the sum is that of none of the `scopes`."""
    for metric in sheet.metrics:
        columns = [[other for other in rows if sheet.cell(other, metric)] for rows in scopes]
        columns = [rows for rows in columns if rows]
        printed = sheet.value(row, metric)
        if not columns or printed is None or metric.unit in _NOT_SUMMED:
            continue
        sums = [_sum(sheet.value(other, metric) for other in rows) for rows in columns]
        if printed not in sums:
            message = _sum_message(sheet, columns[0], (row, metric), sums[0])
            yield sheet.finding(code, message, row, metric)


def _sum(values):
    """What the figures among `values` make; 0 where there are none."""
    return sum((value for value in values if value is not None), Decimal(0))


def _sum_message(sheet, rows, place, total):
    row, metric = place
    printed = sheet.value(row, metric)
    missing = sum(sheet.value(other, metric) is None for other in rows)
    apart = number(abs(total - printed))
    return (
        f"{row.printed_name.strip() or '合计'}印作 {number(printed)}，"
        f"各行相加为 {number(total)}，相差 {apart}。"
        + (f"有 {missing} 格没有数值。" if missing else "")
    )
