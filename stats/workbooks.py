"""The workbook of an issue: a sheet for each table, headed as printed, to be filled in.

What is filled in comes back by the codes of stats.parsing.workbooks; see stats.planning.filled.
"""

import io

from openpyxl import Workbook

from stats.editing import editing_sheet
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
