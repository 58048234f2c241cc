"""Sheets in the making for tests of planning: rows of texts and numbers become a Document."""

from datetime import date

import openpyxl

from stats.documents import read_sheets
from stats.planning import Answers, Sheets, make_plan

AUGUST = date(2024, 8, 1)
TITLE = "2024年8月12320预约挂号服务统计"
HEADER = ["序号", "单位", "12320在线预约", "快速预约", "诊间预约", "第三方", "小计"]
ROWS = [
    [1, "南京鼓楼医院", 6668, 1031, 0, 1025, 8724],
    [2, "南京市儿童医院", 1819, 392, 0, 0, 2211],
    ["合计", None, 8487, 1423, 0, 1025, 10935],
]


def save(path, *sheets):
    """A workbook at `path`: each sheet is a list of rows, or (name, rows)."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets, 1):
        name, rows = rows if isinstance(rows, tuple) else (f"表{number}", rows)
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def bookings(*rows, title=TITLE, header=HEADER):
    """The rows of a bookings sheet: title, header and these rows, or the usual ones."""
    return [[title], header, *(rows or ROWS)]


def sheets_of(path, *sheets):
    return Sheets.of([read_sheets(save(path, *sheets))])


def planned(path, user, *sheets, period=AUGUST, **answers):
    """The Plan of these sheets; an answer s0_c3 is that to the field s0-c3."""
    fields = {name.replace("_", "-"): value for name, value in answers.items()}
    return make_plan(sheets_of(path, *sheets), period, user, Answers(fields))
