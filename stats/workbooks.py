"""The workbook of an issue: a sheet for each table, headed as printed, to be filled in.

What is filled in comes back by the codes of stats.parsing.workbooks; see `plan_entries`.
"""

import io

from openpyxl import Workbook

from stats.editing import editing_sheet
from stats.entering import Entry
from stats.models import Table
from stats.parsing.workbooks import filled_sheet
from stats.worksheets import draw

_NO_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", "　"))
_LONGEST_NAME = 31


def workbook_of(tables):
    """The bytes of an .xlsx with a sheet for each of these tables, in their order."""
    book = Workbook()
    book.remove(book.active)
    for table in tables:
        draw(book.create_sheet(_name(table, tables, book)), editing_sheet(table))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _name(table, tables, book):
    """The family's title, with the month where the family has two tables in this book."""
    twice = sum(other.dataset_id == table.dataset_id for other in tables) > 1
    month = f" {table.period:%Y-%m}" if twice else ""
    title = table.dataset.title.translate(_NO_NAME)
    name = f"{title[: _LONGEST_NAME - len(month)]}{month}"
    # Two long titles may begin alike.
    number = len(book.sheetnames) + 1
    return f"{number} {name}"[:_LONGEST_NAME] if name in book.sheetnames else name


class NotThisWorkbook(Exception):
    """The file has sheets with codes, but of tables that are not there; the message says which."""


def is_workbook(document):
    """True for a `Document` that was filled in on sheets of `workbook_of`."""
    return any(filled_sheet(grid) for grid in document.blocks)


def plan_entries(document, origin=None):
    """[(table, [Entry…])] of what is filled in on the sheets of a `Document`, in their order.

    Blank cells change nothing and are left out, sheets without codes too. Raises NotThisWorkbook
    where a sheet is of another issue than `origin`, of a table that has gone, or has a row or a
    metric that its table has not."""
    sheets = [sheet for grid in document.blocks if (sheet := filled_sheet(grid))]
    known = Table.objects.select_related("dataset", "layout").in_bulk({one.table for one in sheets})
    return [(_table_of(sheet, known, origin), _entries(sheet, known)) for sheet in sheets]


def _table_of(sheet, known, origin):
    table = known.get(sheet.table)
    if table is None or (table.dataset.slug, table.origin) != (sheet.slug, sheet.origin):
        raise NotThisWorkbook(
            f"工作表“{sheet.where}”是 {sheet.origin} 期的填报表，那张表已不在；"
            "请重新下载填报表，把数据复制过去再上传。"
        )
    if origin not in (None, table.origin):
        raise NotThisWorkbook(
            f"工作表“{sheet.where}”是 {sheet.origin} 期的填报表，不是 {origin} 期的；"
            "请核对是否选错了文件。"
        )
    return table


def _entries(sheet, known):
    table = known[sheet.table]
    rows = set(table.rows.values_list("pk", flat=True))
    codes = set(table.dataset.metrics.values_list("code", flat=True))
    for cell in sheet.cells:
        if cell.row not in rows or not codes.issuperset(cell.metrics):
            raise NotThisWorkbook(
                f"{cell.where}所在的行或列已不在“{table}”里；请重新下载填报表，把数据复制过去再上传。"
            )
    return [Entry(cell.row, cell.metrics, cell.raw, where=cell.where) for cell in sheet.cells]
