"""Workbooks for readers: the table as printed or its months in one, the tidy figures, and notes."""

from contextlib import ExitStack
from decimal import Decimal
from functools import lru_cache
from itertools import chain

from django.utils.timezone import localtime

from stats.exporting.drawing import Drawing, shown_text
from stats.exporting.jsonstat import SOURCE
from stats.exporting.packing import Aside
from stats.exporting.tidy import COLUMNS
from stats.exporting.workbooks import (
    LONGEST,
    Sheet,
    row_of,
    text_cell,
    together,
    workbook_pieces,
)
from stats.headings import Column, head_of
from stats.models import RowKind, Status
from stats.presenting import shapes_of
from stats.series import shown
from stats.shapes import columns_of
from stats.writing import cell_of, digits_cell, list_rows

_NAME, _FIGURE = 24, 13
_BEFORE, _AFTER = text_cell("|").split("|")
_LABELS = ("数据月份", "刊于", "行的类别", "分组", "机构或行")
_LABEL_WIDTHS = (10, 10, 9, 14, 30)
_KINDS = {kind.value: kind.label for kind in RowKind}


def month_xlsx(taken):
    """Pieces of the workbook of a month: each table as it was printed, then figures and notes."""
    shapes = shapes_of(taken.plain)
    printed = [_printed(shape, _sheet_name(shape, shapes), taken) for shape in shapes]
    return workbook_pieces([*printed, *_behind(taken)])


def data_xlsx(taken):
    """Pieces of the workbook of all months: a sheet for each family, then figures and notes.

    The figures are read once: while they are written line by line, the months wait on disk.
    """
    with ExitStack() as kept:
        wide = {
            slug: _Months(told.title, slug, taken, kept.enter_context(Aside()))
            for slug, told in taken.families.items()
        }
        rows = _put_aside(taken.with_figures(), wide)
        sheets = [months.sheet for months in wide.values()]
        yield from workbook_pieces([*sheets, _tidy(taken, rows), _notes(taken)])


def answer_xlsx(taken, table, notes):
    """Pieces of the workbook of a table that was put together, with what is said below it, then
    the figures of the record and notes."""
    drawing = Drawing(_width_of(table))
    widths = [_FIGURE] * drawing.width
    for place in _wide_columns(table):
        widths[place] = _NAME
    rows = _answer_rows(taken, table, notes, drawing)
    drawn = Sheet("查询结果", rows, widths, (0, 0), drawing.merges)
    return workbook_pieces([drawn, *_behind(taken)])


def _answer_rows(taken, table, notes, drawing):
    yield drawing.words(taken.title, "title")
    yield from _grid_rows(table, drawing)
    for note in notes:
        yield drawing.words(note)
    yield drawing.words(f"来源：《{SOURCE}》　{taken.url}")


def _behind(taken):
    return _tidy(taken, taken.with_figures()), _notes(taken)


def _width_of(table):
    return sum(cell.colspan for cell in table.header[0]) if table.header else 1


def _sheet_name(shape, shapes):
    """The family, and the issue where there are several of it."""
    several = sum(other.slug == shape.slug for other in shapes) > 1
    return f"{shape.family} {shape.origin}" if several else shape.family


def _printed(shape, name, taken):
    drawing = Drawing(width := _width_of(shape.grid))
    widths = [_NAME if width < 2 else _FIGURE] * width
    for place in _wide_columns(shape.grid):
        widths[place] = _NAME
    rows = _printed_rows(shape, drawing, taken)
    return Sheet(name, rows, widths, (0, 0), drawing.merges)


def _wide_columns(grid):
    """The columns that hold names."""
    place = 0
    for cell in grid.header[0] if grid.header else ():
        if cell.role == "subject":
            yield place + cell.colspan - 1
        place += cell.colspan


def _printed_rows(shape, drawing, taken):
    yield drawing.words(shape.title, "title")
    yield drawing.words(shape.preface)
    yield drawing.words(shape.text)
    yield from _grid_rows(shape.grid, drawing)
    yield drawing.words(shape.note)
    for note in shape.footnotes:
        yield drawing.words(str(note))
    marks = "；".join(f"{mark.sign} {mark.meaning}" for mark in shape.legend)
    yield drawing.words(f"记号：{marks}" if marks else "")
    for change in shape.changes:
        told = f"{change.label}（{change.day:%Y-%m-%d}）：{change.where}，原为 {change.old}"
        yield drawing.words(told)
    for remark in shape.remarks:
        where = f"{remark.where}：" if remark.where else ""
        yield drawing.words(f"核查说明：{where}{remark.message}（{remark.verdict}）")
    issue = shape.issue
    yield drawing.words(f"来源：《{SOURCE}》{issue['year']}年第{issue['number']}期　{taken.url}")


def _grid_rows(table, drawing):
    for line in table.header:
        yield drawing.cells((cell.text, "head", cell.rowspan, cell.colspan) for cell in line)
    for line in table.body:
        yield drawing.cells(_body_cell(cell) for cell in line.cells)


def _body_cell(cell):
    style = None if cell.role in ("figure", "computed", "sum") else "label"
    return (cell.text, style, cell.rowspan, cell.colspan)


def _tidy(taken, rows):
    columns = (*COLUMNS, *taken.notes.head)
    lines = (_tidy_rows(taken.notes, *row) for row in rows)
    rows = chain(list_rows(columns, ()), together(lines))
    return Sheet("数据", rows, [14] * len(columns), is_first=True)


def _tidy_rows(notes, start, figures):
    """A row of the sheet for each figure; what they have in common is written once."""
    common = f"{_cells(start[:5])}{digits_cell(str(start[5]))}{_cells(start[6:])}"
    return "".join(
        [
            f"<row>{common}{_cells(metric)}{digits_cell(digits) if digits else '<c/>'}"
            f"{cell_of(status)}{_raw_cell(raw_text, digits)}"
            f"{_noted(notes, start, metric) if notes else ''}</row>"
            for (_, metric), digits, status, raw_text in figures
        ]
    )


def _noted(notes, start, metric):
    return "".join(map(cell_of, notes.behind((*start, *metric))))


@lru_cache(maxsize=1024)
def _cells(texts):
    """What comes again in many lines."""
    return "".join([cell_of(_fitting(text)) for text in texts])


def _raw_cell(text, digits):
    """The printed text: mostly the digits themselves, in which nothing has to be made safe."""
    if digits and text == digits:
        return f"{_BEFORE}{text}{_AFTER}"
    return cell_of(_fitting(text))


def _fitting(text):
    """The same; a text that a cell could not hold is cut, and says so."""
    return shown_text(text) if len(text) > LONGEST else text


def _put_aside(rows, wide):
    """The same rows, each put into the sheet of its family on the way."""
    for row in rows:
        if months := wide.get(row[0][0]):
            months.add(*row)
        yield row


class _Months:
    """The sheet of all months of a family under its merged header; `aside` holds its rows."""

    def __init__(self, title, slug, taken, aside):
        metrics = [metric for metric in taken.metrics if metric.slug == slug]
        columns = [Column((label,), "subject", ()) for label in _LABELS]
        columns += _figure_columns(metrics, columns_of(taken.header(slug)))
        self._codes = [column.metrics[0] for column in columns[len(_LABELS) :]]
        self._drawing, self._aside = Drawing(len(columns)), aside
        head = head_of(columns, "").rows
        for line in head:
            cells = ((cell.text, "head", cell.rowspan, cell.colspan) for cell in line)
            aside.add(self._drawing.cells(cells))
        notes = (self._drawing.words(f"注：{note}") for note in taken.notes.told(slug))
        widths = [*_LABEL_WIDTHS, *[_FIGURE] * len(self._codes)]
        rows = chain(aside.pieces(), notes)
        self.sheet = Sheet(title, rows, widths, (len(head), len(_LABELS)), self._drawing.merges)

    def add(self, start, figures):
        """A row behind the others, told as `rows_of` does."""
        _, period, origin, kind, group, _, _, name = start
        told = {metric[0]: _shown(*figure) for (_, metric), *figure in figures}
        labels = (period, origin, _KINDS[kind], " ".join(group.split()), name)
        figures = [told.get(code, "") for code in self._codes]
        self._aside.add(self._drawing.figures(labels, figures))


def _figure_columns(metrics, printed):
    """A column for each metric: under the newest printed header, the others by their own names."""
    known = {metric.code: metric for metric in metrics}
    for column in printed:
        for code in column.metrics:
            if metric := known.pop(code, None):
                path = column.path if len(column.metrics) == 1 else (*column.path, str(metric))
                yield Column(path, "figure", (code,))
    for metric in known.values():
        yield Column((str(metric),), "figure", (metric.code,))


def _shown(digits, status, raw_text):
    if raw_text == digits:
        return digits
    return shown(Decimal(digits) if digits else None, status, raw_text)


def _notes(taken):
    return Sheet("说明", map(_note_row, _told(taken)), [22, 26, 12, 70, 40])


def _note_row(texts):
    style = "name" if texts[1:2] == ("名称",) else "text"
    return row_of(text_cell(shown_text(text), style) for text in texts)


def _told(taken):
    """What is said of the figures: where from, of when, what is counted, what the signs mean."""
    yield ("名称", taken.title)
    yield ("来源", f"《{SOURCE}》")
    yield ("网址", taken.url)
    if taken.updated:
        yield ("更新", f"{localtime(taken.updated):%Y-%m-%d %H:%M}")
    for told in taken.families.values():
        yield ()
        yield ("统计表", told.title, "", told.description)
        if told.methodology:
            yield ("统计口径", "", "", told.methodology)
        noted = ("脚注",) if taken.notes else ()
        yield ("指标代码", "名称", "单位", "定义", *noted)
        for metric in taken.metrics:
            if metric.slug == told.slug:
                yield (metric.code, metric.label, metric.unit, metric.definition, metric.footnote)
    yield ()
    yield ("状态", "名称")
    yield from ((status.value, status.label) for status in Status)
    yield ()
    yield ("数据表中 raw_text 是刊印原文，value 是读出的数值；没有数值的，status 说明原因。",)
