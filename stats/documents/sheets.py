"""The sheets of a workbook as grids: what one sees in Excel, cell by cell, with its address."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isnan

from .blocks import Cell, Grid, Unreadable

MOST_ROWS = 100_000
MOST_COLUMNS = 200
MOST_CELLS = 300_000
# What lies between the corners of a sheet takes memory even where nothing stands.
MOST_AREA = 12_000_000
LONGEST_TEXT = 32_767
# Excel keeps fifteen digits of a number; what stands behind them is not what was typed.
_EXACT = 10**15
_NAMED = 10


@dataclass(slots=True)
class Facts:
    """What the reader of values does not tell of a sheet; rows and columns count from 0.

    `shown` is the text to be read in place of the value: an error, a percentage, a formula that
    has no result. `merges` are (top, left, bottom, right), None where they are not known.
    `formulas` are (text, place it was written for) by place, `fetching` those that ask others;
    `differing` are the ones whose result is another than what the cells add up to.
    """

    hidden_rows: set = field(default_factory=set)
    hidden_columns: set = field(default_factory=set)
    shown: dict = field(default_factory=dict)
    uncached: list = field(default_factory=list)
    formulas: dict = field(default_factory=dict)
    fetching: list = field(default_factory=list)
    differing: list = field(default_factory=list)
    merges: list | None = None


class Extent:
    """Counts the written cells of one sheet and refuses those that no table has."""

    def __init__(self, name, sheet):
        self.name, self.sheet = name, sheet
        self.rows, self.cells, self.bottom, self.right, self._last = 0, 0, 0, 0, -1

    def add(self, row, column, count=1):
        """Book `count` written cells that end at `column`."""
        if column >= MOST_COLUMNS:
            raise self._refused(row, column, f"超过{MOST_COLUMNS}列的上限")
        self.rows += row != self._last
        self._last, self.cells = row, self.cells + count
        if self.rows > MOST_ROWS:
            raise self._refused(row, column, f"超过{MOST_ROWS}行的上限")
        if self.cells > MOST_CELLS:
            raise self._refused(row, column, f"超过{MOST_CELLS}格的上限")
        self.bottom, self.right = max(self.bottom, row + 1), max(self.right, column + 1)
        if self.bottom * self.right > MOST_AREA:
            raise self._refused(row, column, "离其余内容太远，超过上限")

    def _refused(self, row, column, found):
        return Unreadable(
            f"“{self.name}”的{address(self.sheet, row, column)}有内容，{found}；"
            "请删去多余的行列，只留要导入的表再试。"
        )


def address(sheet, row, column):
    """预约!B4 for row 3 and column 1 of the sheet 预约; B4 where the sheet has no name."""
    letters, number = "", column + 1
    while number:
        number, left = divmod(number - 1, 26)
        letters = chr(65 + left) + letters
    return f"{sheet}!{letters}{row + 1}" if sheet else f"{letters}{row + 1}"


def text_of(value):
    """A value as Excel shows it: no .0 behind whole numbers, dates as 2024-08-01."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _number(value)
    return _moment(value) if isinstance(value, date | time | timedelta) else str(value)


def _number(value):
    if isnan(value) or abs(value) >= _EXACT:
        return f"{value:.15G}"
    return "0" if value == 0 else f"{Decimal(f'{value:.15g}'):f}"


def _moment(value):
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    return value.isoformat(" ") if isinstance(value, datetime) else str(value)


def percentage(value):
    """63.5% for the stored 0.635."""
    return f"{_number(float(value) * 100)}%"


def grid_of(sheet, rows, facts):
    """The `Grid` of a sheet, or None where nothing is written on it.

    `rows` are (number, texts) of the rows with something in them, in order. Hidden rows and columns
    are left out; of several blank rows one stays, to show that there is a gap.
    """
    rows = [(number, texts) for number, texts in rows if number not in facts.hidden_rows]
    width = max((_width(texts, facts.hidden_columns) for _, texts in rows), default=0)
    if not width:
        return None
    columns = [column for column in range(width) if column not in facts.hidden_columns]
    merges = [merge for merge in facts.merges or () if merge[0] != merge[2] or merge[1] != merge[3]]
    numbers = _with_gaps(rows, merges, facts.hidden_rows)
    written = dict(rows)
    cells = {
        number: [_cell(sheet, number, column, written.get(number, ())) for column in columns]
        for number in numbers
    }
    for merge in merges:
        _merge(cells, columns, merge)
    known = facts.merges is not None
    return Grid(tuple(tuple(cells[number]) for number in numbers), sheet, spans_known=known)


def _width(texts, hidden):
    written = (at for at, text in enumerate(texts) if text and at not in hidden)
    return max(written, default=-1) + 1


def _with_gaps(rows, merges, hidden):
    """The numbers of the rows to keep: written ones, those under a merge, one for each gap."""
    written = {number for number, _ in rows}
    kept = set(written)
    for top, _, bottom, _ in merges:
        if top in written:
            # A merge down to the last row of the sheet covers nothing more than what is written.
            kept.update(range(top, min(bottom, max(written)) + 1))
    kept -= hidden
    gaps = {number + 1 for number in kept} - kept - hidden
    return sorted(kept | {number for number in gaps if number < max(written)})


def _cell(sheet, row, column, texts):
    text = texts[column] if column < len(texts) else ""
    return Cell(text, address(sheet, row, column))


def _merge(cells, columns, merge):
    """Put the one cell of a merge at its first place that is seen, None at the others."""
    top, left, bottom, right = merge
    rows = [number for number in range(top, min(bottom, max(cells)) + 1) if number in cells]
    places = [place for place, column in enumerate(columns) if left <= column <= right]
    if not rows or not places:
        return
    first = cells[rows[0]][places[0]]
    if first is None:
        return
    for number in rows:
        for place in places:
            cells[number][place] = None
    cells[rows[0]][places[0]] = Cell(first.text, first.where, len(places), len(rows))


def remarks(sheet, facts, bottom, right):
    """Chinese sentences on what of this sheet was not read, or was read with a doubt."""
    rows = sorted(row for row in facts.hidden_rows if row < bottom)
    columns = sorted(column for column in facts.hidden_columns if column < right)
    said = []
    if rows:
        named = _listed([f"第{row + 1}行" for row in rows])
        said.append(f"工作表“{sheet}”的{named}被隐藏或筛选掉，没有读入；要导入请先取消隐藏。")
    if columns:
        named = _listed([f"{address('', 0, column)[:-1]}列" for column in columns])
        said.append(f"工作表“{sheet}”的{named}被隐藏，没有读入；要导入请先取消隐藏。")
    if facts.uncached:
        named = _listed([address(sheet, *place) for place in facts.uncached])
        said.append(f"{named}是公式而没有保存计算结果；请在 Excel 中打开并保存后再导入。")
    return said + told_formulas(sheet, facts)


def told_formulas(sheet, facts):
    """Chinese sentences on formulas whose results may not be what they say."""
    said = [
        f"{address(sheet, *place)}的公式{text and f' ={text} '}应得 {_number(reckoned)}，"
        f"文件里保存的结果是 {_number(kept)}；读入的是保存的结果，请在 Excel 中重新计算后核对。"
        for place, text, kept, reckoned in facts.differing[:_NAMED]
    ]
    if len(facts.differing) > _NAMED:
        said.append(f"工作表“{sheet}”共有{len(facts.differing)}处公式的结果与各格相加不符。")
    if facts.fetching:
        named = _listed([address(sheet, *place) for place in facts.fetching])
        said.append(f"{named}的公式取自其他文件或网络，没有打开；读入的是保存的结果。")
    return said


def _listed(names):
    more = f"等{len(names)}处" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more
