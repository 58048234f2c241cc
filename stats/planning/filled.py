"""The sheets of our own workbook in a plan: their codes say whose each cell is, nothing is guessed.

See stats.parsing.workbooks for the codes.
"""

from dataclasses import replace

from stats.parsing.records import Cell, Column, ParsedTable, Row
from stats.parsing.workbooks import filled_sheet
from stats.planning.cells import CellPlanner
from stats.planning.plans import ColumnPlan, RowPlan, SheetPlan

OUT = "-"


def parted(document):
    """(`document` without the sheets that have codes, its FilledSheets)."""
    found = {id(grid): filled_sheet(grid) for grid in document.blocks}
    others = tuple(grid for grid in document.blocks if found[id(grid)] is None)
    return replace(document, blocks=others), [sheet for sheet in found.values() if sheet]


def main_month(filled):
    """(month, issue) of most of these sheets: a table that comes late is not what decides."""
    places = [(sheet.period, sheet.origin) for sheet in filled]
    return max(set(places), key=lambda place: (places.count(place), place))


def plan_filled(plan, sheets, record, answers):
    """Add a SheetPlan to `plan` for each of `sheets`, (document, FilledSheet)."""
    for document, filled in sheets:
        stored = record.stored.get(filled.table)
        table = stored and stored.table
        if table is None or (table.dataset.slug, table.origin) != (filled.slug, filled.origin):
            plan.errors.append(
                f"工作表“{filled.where}”是 {filled.origin} 期的填报表，那张表已不在；"
                "请重新下载填报表，把数据复制过去再上传。"
            )
            continue
        sheet = _sheet(f"s{len(plan.sheets)}", document, filled, stored)
        sheet.family = record.by_slug[filled.slug]
        _name_columns(sheet)
        sheet.included = answers.get(sheet.key, "dataset") != OUT
        plan.sheets.append(sheet)
        if sheet.included:
            CellPlanner(sheet, record).plan()
            _remark(sheet)


def _sheet(key, document, filled, stored):
    """The SheetPlan of a sheet whose table is `stored`: every row and column is settled."""
    rows, by_row = {row.pk: row for row in stored.rows}, {}
    for cell in filled.cells:
        by_row.setdefault(cell.row, []).append(cell)
    places = {cell.metrics: None for cell in filled.cells}
    places = {metrics: place for place, metrics in enumerate(places)}
    columns = [Column(("、".join(metrics),), "figure") for metrics in places]
    lines, plans, unknown = [], [], []
    for pk, cells in by_row.items():
        if pk not in rows:
            unknown += cells
            continue
        row = rows[pk]
        printed = [Cell(places[cell.metrics], cell.raw, cell.where) for cell in cells]
        lines.append(Row(row.kind, row.printed_name, tuple(printed), cells[0].where))
        plans.append(_row(len(plans), row, cells[0].where))
    title = stored.table.title
    parsed = ParsedTable(title, tuple(columns), tuple(lines), filled.where, filled.period)
    sheet = SheetPlan(key, document.name, document.sha256, filled.where, parsed, "")
    sheet.table, sheet.rows = stored, plans
    sheet.columns = [ColumnPlan(place, "", metrics) for metrics, place in places.items()]
    sheet.errors = [f"{cell.where}所在的行已不在“{stored.table}”里。" for cell in unknown]
    return sheet


def _name_columns(sheet):
    labels = {metric.code: metric.label for metric in sheet.family.metrics}
    for column in sheet.columns:
        column.label = " / ".join(labels.get(code, code) for code in column.metrics)
        if not labels.keys() >= set(column.metrics):
            column.metrics = ()
            sheet.errors.append(f"列“{column.label}”已不在“{sheet.dataset}”里。")


def _row(index, row, where):
    return RowPlan(
        index,
        row.kind,
        row.printed_name,
        row.group,
        row.number,
        where,
        institution=row.institution_id,
        row_id=row.pk,
    )


def _remark(sheet):
    refusal = sheet.table.table.refusal("不能再导入；要改已发布的数据，请用“更正”。")
    if refusal:
        sheet.errors.append(refusal)
    if not sheet.cells:
        sheet.remarks.append("这张表里还没有填数。")
