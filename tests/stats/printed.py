"""Tables of the record written into a workbook as they are printed: titles, merged headers, notes.

What a colleague would send who typed the bulletin into Excel: figures as numbers where they are.
"""

import openpyxl

from stats.parsing.readings import read_number
from stats.presenting import table_shape


def workbook(tables, path):
    """A workbook at `path` with a sheet for each of `tables`."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, table in enumerate(tables, 1):
        sheet = book.create_sheet(f"表{number}")
        write(sheet, table_shape(table))
    book.save(path)
    return path


def write(sheet, shape):
    """One printed table from the first row of `sheet` on."""
    width = _width(shape.grid)
    title = shape.extract_title if shape.form == "sentence" else shape.title
    taken = set()
    _put(sheet, taken, 1, title, width, 1)
    row = 2
    for cells in shape.grid.header:
        for cell in cells:
            _put(sheet, taken, row, cell.text, cell.colspan, cell.rowspan)
        row += 1
    for line in shape.grid.body:
        for cell in line.cells:
            _put(sheet, taken, row, cell.text, cell.colspan, cell.rowspan)
        row += 1
    for note in filter(None, shape.note.split("\n")):
        _put(sheet, taken, row, note, 1, 1)
        row += 1


def _width(grid):
    return sum(cell.colspan for cell in grid.header[0])


def _put(sheet, taken, row, text, across, down):
    """The next free cell of `row`, merged as far as it reaches."""
    column = 1
    while (row, column) in taken:
        column += 1
    number = read_number(text)
    plain = number is not None and "%" not in text and text.strip() == text
    cell = sheet.cell(row, column)
    cell.value = float(number) if plain else text or None
    if across > 1 or down > 1:
        sheet.merge_cells(
            start_row=row, start_column=column,
            end_row=row + down - 1, end_column=column + across - 1,
        )  # fmt: skip
    taken |= {(row + y, column + x) for y in range(down) for x in range(across)}
