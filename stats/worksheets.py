"""One table drawn on a worksheet: headings as printed and locked, white cells to be filled in,
last month's figures grey beside."""

import re
from itertools import groupby

from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from stats.headings import head_of
from stats.models import RowKind
from stats.naming import name_key
from stats.parsing.workbooks import column_code, corner_code, row_code
from stats.shapes import LABELS, columns_of, month_name

_HINT = "只填白色的格。空着的格不会改动已录入的数；没有数字的，照来表写 /、— 或 未反馈。"
_NUMBER = re.compile(r"0|[1-9]\d{0,14}|(?:0|[1-9]\d{0,11})\.\d{0,2}[1-9]", re.ASCII)
_LINE = Side(style="thin", color="BFBFBF")
_BORDER = Border(_LINE, _LINE, _LINE, _LINE)
_HEADING = PatternFill("solid", fgColor="EAF1F5")
_GREY = PatternFill("solid", fgColor="F2F2F2")
_QUIET, _CODE = Font(color="7F7F7F", size=10), Font(color="FFFFFF", size=1)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
_RIGHT = Alignment(horizontal="right", vertical="center")
_FIRST = 2  # the codes stand in the column before
_TEXT = "@"


def draw(sheet, editing):
    """Draw the EditingSheet `editing` on the openpyxl worksheet `sheet`."""
    form = _Matrix if editing.table.header else _List
    form(sheet, editing).draw()


def put(cell, raw):
    """Write `raw` so that it reads back the same: a number only where nothing of it gets lost;
    what begins with = or + is text and never a formula."""
    if cell.number_format != _TEXT and _NUMBER.fullmatch(raw):
        cell.value = float(raw) if "." in raw else int(raw)
    elif raw:
        cell.value = raw
        cell.data_type = "s"
        cell.quotePrefix = raw[0] in "=+-@"


class _Sheet:
    """What the drawings of both forms have in common."""

    def __init__(self, sheet, editing):
        self.sheet, self.editing, self.table = sheet, editing, editing.table
        self.line = 1

    def draw(self):
        table = self.table
        corner = corner_code(table.origin, table.dataset.slug, table.period, table.pk)
        self.code(1, corner)
        self.heading()
        top = self.line
        self.header()
        self.body()
        self.words()
        self.set_up(top)

    def code(self, column, text):
        cell = self.sheet.cell(self.line if column == 1 else 1, column)
        put(cell, text)
        cell.font = _CODE

    def heading(self):
        title = self.table.title or f"{month_name(self.table.period)}{self.table.dataset}"
        self.line += 1
        self.wide(title, Font(bold=True, size=14), _CENTRE, 24)
        for words in filter(None, (self.table.preface,)):
            self.wide(words, Font(size=10), _CENTRE, 16 * len(words.split("\n")))
        if self.before:
            said = f"上月（{month_name(self.editing.last_period)}），供对照，不会读入"
            self.label(self.line, self.before, said, across=self.after - self.before, quiet=True)
        self.wide(_HINT, _QUIET, _LEFT, 18)

    def wide(self, text, font, alignment, height):
        """A line of words over all columns that are printed."""
        cell = self.sheet.cell(self.line, _FIRST)
        put(cell, text)
        cell.font, cell.alignment = font, alignment
        self.sheet.merge_cells(
            start_row=self.line, end_row=self.line, start_column=_FIRST, end_column=self.width
        )
        self.sheet.row_dimensions[self.line].height = height
        self.line += 1

    def label(self, line, column, text, across=1, down=1, quiet=False):
        """A locked cell that says what stands beside or below it."""
        for place in ((row, at) for row in range(down) for at in range(across)):
            self.sheet.cell(line + place[0], column + place[1]).border = _BORDER
        cell = self.sheet.cell(line, column)
        put(cell, text)
        cell.alignment, cell.fill = _CENTRE, _GREY if quiet else _HEADING
        cell.font = _QUIET if quiet else Font(size=10)
        if across > 1 or down > 1:
            self.sheet.merge_cells(
                start_row=line, end_row=line + down - 1,
                start_column=column, end_column=column + across - 1,
            )  # fmt: skip
        return cell

    def named(self, column, text, across=1, down=1):
        self.label(self.line, column, text, across, down).alignment = _LEFT

    def box(self, column, metrics, cell):
        """A white cell to be filled in; a cell like 52/129 is text, or Excel makes it a date."""
        box = self.sheet.cell(self.line, column)
        box.number_format = _TEXT if len(metrics) > 1 else "General"
        put(box, cell.raw)
        box.border, box.alignment, box.protection = _BORDER, _RIGHT, Protection(locked=False)

    def last(self, column, cell):
        box = self.sheet.cell(self.line, column)
        put(box, cell.last)
        box.border, box.fill, box.font, box.alignment = _BORDER, _GREY, _QUIET, _RIGHT

    def words(self):
        for text in filter(None, (self.table.note, self.table.text)):
            self.line += 1
            lines = sum(1 + len(line) // 60 for line in text.split("\n"))
            self.wide(text, _QUIET, _LEFT, 16 * lines)

    def set_up(self, top):
        """Small codes, widths, panes that stay, headings that nobody overwrites, print on A4."""
        sheet, width = self.sheet, get_column_letter(self.width)
        sheet.row_dimensions[1].height = 2
        sheet.column_dimensions["A"].width = 0.4
        sheet.freeze_panes = sheet.cell(self.top, self.pinned)
        sheet.protection.sheet = True
        sheet.protection.formatColumns = sheet.protection.formatRows = False
        sheet.print_area = f"B2:{width}{self.line}"
        sheet.print_title_rows = f"{top}:{self.top - 1}"
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.print_options.horizontalCentered = True
        for column, chars in self.widths():
            sheet.column_dimensions[get_column_letter(column)].width = chars


class _Matrix(_Sheet):
    """A table with its printed header: labels, figures, and last month's figures to the right."""

    def __init__(self, sheet, editing):
        super().__init__(sheet, editing)
        columns = columns_of(self.table.header)
        self.labels = [column for column in columns if column.role in LABELS]
        self.figures = [column for column in columns if column.metrics]
        self.columns = [column for column in editing.columns if not column.note]
        self.notes = [column for column in editing.columns if column.note]
        self.first = _FIRST + len(self.labels)
        self.width = self.first + len(self.figures) - 1
        # An empty column sets the month before apart.
        self.before = self.width + 2 if editing.last_period else None
        self.after = self.width + 2 + len(self.figures)
        self.pinned = self.first

    def header(self):
        head = head_of([*self.labels, *self.figures], "h")
        self._head(head.rows, _FIRST)
        if self.before:
            self._head(head_of(self.figures, "h").rows, self.before, len(head.rows), quiet=True)
        for place, column in enumerate(self.columns):
            self.code(self.first + place, column_code(column.metrics))
        self.line += len(head.rows)
        self.top = self.line

    def _head(self, rows, start, depth=0, quiet=False):
        taken = set()
        for level, cells in enumerate(rows):
            column = start
            for cell in cells:
                while (level, column) in taken:
                    column += 1
                down = cell.rowspan + (depth - len(rows) if depth > len(rows) else 0)
                self.label(self.line + level, column, cell.text, cell.colspan, down, quiet)
                taken |= {
                    (level + row, column + at) for row in range(down) for at in range(cell.colspan)
                }
                column += cell.colspan

    def body(self):
        lines = list(zip(self.editing.rows, self.editing.cells, strict=True))
        printed = [(row, cells) for row, cells in lines if not self._in_note(row)]
        for _, some in groupby(printed, lambda line: (line[0].group, self._is_sum(line[0]))):
            some = list(some)
            for place, (row, cells) in enumerate(some):
                self._row(row, cells, len(some) if place == 0 else 0)
        for row, cells in lines:
            if self._in_note(row):
                self._note(row, cells)

    def _in_note(self, row):
        names = {name_key(column.path[0]) for column in self.notes}
        return row.kind == RowKind.TOTAL and name_key(row.printed_name) in names

    def _is_sum(self, row):
        return row.kind != RowKind.DATA and not row.number

    def _row(self, row, cells, group_span):
        self.code(1, row_code(row.pk))
        self._labels(row, group_span)
        for place, (column, cell) in enumerate(zip(self.columns, cells, strict=False)):
            self.box(self.first + place, column.metrics, cell)
            if self.before:
                self.last(self.before + place, cell)
        self.line += 1

    def _labels(self, row, group_span):
        texts = {"group": "".join(row.group.split()), "number": row.number}
        texts["subject"] = row.printed_name
        grouped = "group" in [column.role for column in self.labels] and row.group
        start = _FIRST
        if grouped:
            if group_span:
                self.label(self.line, start, texts["group"], down=group_span)
            start += 1
        if self._is_sum(row):
            self.named(start, row.printed_name, across=self.first - start)
            return
        for place in range(start, self.first):
            self.named(place, texts[self.labels[place - _FIRST].role])

    def _note(self, row, cells):
        """A figure of the note below, on a line with its name and unit."""
        for column, cell in zip(self.editing.columns, cells, strict=True):
            if not column.note or name_key(column.path[0]) != name_key(row.printed_name):
                continue
            self.code(1, row_code(row.pk, column.metrics))
            unit = f"（{column.unit}）" if column.unit else ""
            self.named(_FIRST, f"{row.printed_name}{unit}", across=self.first - _FIRST)
            self.box(self.first, column.metrics, cell)
            if self.before:
                self.last(self.before, cell)
            self.line += 1

    def widths(self):
        known = {"number": 6, "group": 10, "subject": 32}
        for place, column in enumerate(self.labels):
            yield _FIRST + place, known[column.role]
        for place in range(len(self.figures)):
            yield self.first + place, 14
            if self.before:
                yield self.before + place, 12
        yield self.width + 1, 2


class _List(_Sheet):
    """The figures of a paragraph: a line each, with its name, what it counts, and its unit."""

    def __init__(self, sheet, editing):
        super().__init__(sheet, editing)
        self.before = self.after = None
        self.first, self.width, self.pinned = _FIRST + 3, _FIRST + 4, _FIRST

    def header(self):
        last = self.editing.last_period
        self.code(self.first, column_code())
        for place, text in enumerate(("名称", "指标", "单位", month_name(self.table.period))):
            self.label(self.line, _FIRST + place, text)
        said = f"上月（{month_name(last)}）" if last else "上月"
        self.label(self.line, self.width, said, quiet=True)
        self.line += 1
        self.top = self.line

    def body(self):
        for row, cells in zip(self.editing.rows, self.editing.cells, strict=True):
            for column, cell in zip(self.editing.columns, cells, strict=True):
                if cell.open and (cell.expected or cell.raw or not self.editing.last_period):
                    self._line(row, column, cell)

    def _line(self, row, column, cell):
        self.code(1, row_code(row.pk, column.metrics))
        self.named(_FIRST, f"{row.group} {row.printed_name}".strip())
        self.named(_FIRST + 1, "".join(column.path))
        self.named(_FIRST + 2, column.unit)
        self.box(self.first, column.metrics, cell)
        self.last(self.width, cell)
        self.line += 1

    def widths(self):
        return enumerate((36, 28, 8, 18, 18), _FIRST)
