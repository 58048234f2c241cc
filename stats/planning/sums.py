"""小计 and 合计 of a sheet beside what its rows add up to: told, never altered."""

from stats.parsing.readings import read_cell

_LISTED = 20


def sum_remarks(sheet):
    """Chinese sentences on totals and parts of rows that do not add up."""
    return [*_totals(sheet), *_parts(sheet)][:_LISTED]


def _totals(sheet):
    single = {column.index: column for column in sheet.columns if len(column.metrics) == 1}
    sums, group = {}, {}
    for row in sheet.parsed.rows:
        for cell in row.cells:
            if cell.column not in single:
                continue
            value = read_cell(cell.raw, {}).value
            if value is None:
                continue
            label = single[cell.column].label
            if row.kind == "data":
                sums[cell.column] = sums.get(cell.column, 0) + value
                group[cell.column] = group.get(cell.column, 0) + value
            else:
                known = group if row.kind == "subtotal" else sums
                expected = known.get(cell.column)
                if expected is not None and expected != value:
                    yield _said(cell, f"{row.name}“{label}”", value, expected)
        if row.kind == "subtotal":
            group = {}


def _parts(sheet):
    wholes = {metric.pk: metric for metric in sheet.family.metrics}
    columns = {code: column.index for column in sheet.columns for code in column.metrics[:1]}
    members = {}
    for metric in sheet.family.metrics:
        whole = wholes.get(metric.part_of_id)
        if whole and metric.code in columns and whole.code in columns:
            members.setdefault(whole.code, []).append(columns[metric.code])
    for row in sheet.parsed.rows:
        cells = {cell.column: cell for cell in row.cells}
        for code, parts in members.items():
            whole = cells.get(columns[code])
            values = [read_cell(cells[at].raw, {}).value for at in parts if at in cells]
            value = read_cell(whole.raw, {}).value if whole else None
            if value is not None and values and None not in values and sum(values) != value:
                yield _said(whole, f"“{row.name}”的小计", value, sum(values))


def _said(cell, what, value, expected):
    difference = value - expected
    return (
        f"{cell.where} {what}写的是 {value.normalize():f}，各项相加是 {expected.normalize():f}，"
        f"相差 {difference.normalize():f}；照表中的写入，不作改动。"
    )
