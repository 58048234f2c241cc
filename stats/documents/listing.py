"""The door for lists: `read_listing(path)` gives the lines of a spreadsheet or text, as written.

A list has its column names in the first line and one record in each line below. It is read with
the same care as any sheet, but as bare texts: ten thousand lines take a moment.
"""

import hashlib
import json
import weakref
from dataclasses import dataclass, field, fields
from pathlib import Path

from . import kinds, sandbox
from .blocks import Unreadable
from .decoding import decode, without_unseen
from .opening import checked_bytes, printable
from .separated import LONGEST_LINE, rows_of
from .sheets import MOST_ROWS, Facts, address, told_formulas
from .workbooks import FORMATS, MOST_BYTES, Workbook

LISTS = FORMATS | {".json": kinds.TEXT}
MOST_COLUMNS = 50
_NAMED = 10
# What workbooks of ours call the sheet with the list.
LIST_SHEET = "数据"


@dataclass(slots=True, weakref_slot=True)
class Listing:
    """`header` and each of `lines` are (number as a person counts, texts); `errors` forbid taking
    any of them. The lines stay in `file` and are read from there as often as they are asked for.

    `guards` tells that texts may bear the sign that keeps spreadsheets from running them.
    """

    name: str
    sha256: str
    sheet: str = ""
    header: tuple = (1, ())
    guards: bool = True
    errors: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    file: object = None

    @property
    def lines(self):
        """Those below the header."""
        return (line for _, line in self.placed())

    def placed(self):
        """The same, each with its place in the file."""
        place = self.file.seek(0)
        for text in self.file:
            yield place, json.loads(text)
            place += len(text)

    def at(self, place):
        """The line at that place."""
        self.file.seek(place)
        return json.loads(self.file.readline())

    def where(self, number, column):
        """A cell as messages name it: 数据!B4, or 第4行第2列 where letters mean nothing."""
        if self.sheet:
            return address(self.sheet, number - 1, column)
        return f"第{number}行第{column + 1}列"


def read_listing(path, name=None):
    """The `Listing` in the file at `path`, read in a process of its own; `Unreadable` if none."""
    path = Path(path).absolute()
    name = printable(name or path.name)
    if path.suffix.lower() not in LISTS:
        raise Unreadable(f"“{name}”不是可导入的文件；请用 .xlsx、.xls、.ods、.csv 或 .json 文件。")
    told, file = sandbox.list_apart(path, name)
    listing = Listing(**told, file=file)
    weakref.finalize(listing, file.close)  # its lines are gone from the disk with it
    return listing


def read_listing_here(path, name, aside):
    """The fields of a Listing, read in this process: for the child that `read_listing` starts.

    Its lines go to a file at `aside`.
    """
    suffix = path.suffix.lower()
    data = checked_bytes(path, name, LISTS, MOST_BYTES)
    with Path(aside).open("w", encoding="utf-8") as file:
        lines = _Lines(name, file)
        if suffix == ".json":
            listing = _objects(name, data, lines)
        elif LISTS[suffix] == kinds.TEXT:
            listing = _separated(name, data, lines)
        else:
            listing = _Lister(name, suffix, data).listing(lines)
    listing.header = lines.header()
    return {one.name: getattr(listing, one.name) for one in fields(Listing) if one.name != "file"}


class _Lines:
    """Takes the lines of a list one by one: the first is the header, the others go to a file."""

    def __init__(self, name, file):
        self.name, self.file, self.first, self.count = name, file, None, 0

    def add(self, number, texts):
        self.count += 1
        if self.count > MOST_ROWS:
            return
        self._check(number, texts)
        if self.first is None:
            self.first = number, texts
        else:
            self.file.write(json.dumps([number, texts], ensure_ascii=False) + "\n")

    def header(self):
        """The first line; Unreadable where there is none, or too many follow."""
        if self.first is None:
            raise Unreadable(f"“{self.name}”里没有内容；请核对是否选错了文件。")
        if self.count > MOST_ROWS:
            raise Unreadable(
                f"“{self.name}”有{self.count}行，超过{MOST_ROWS}行的上限；请分成几个文件。"
            )
        return self.first

    def _check(self, number, texts):
        if len(texts) > MOST_COLUMNS and any(texts[MOST_COLUMNS:]):
            raise Unreadable(
                f"“{self.name}”第{number}行的内容超过{MOST_COLUMNS}列；请只留下要导入的各列。"
            )
        if max(map(len, texts), default=0) > LONGEST_LINE:
            raise Unreadable(f"“{self.name}”第{number}行有一格超过{LONGEST_LINE}字；请核对文件。")


def seen(text):
    """`text` as a list holds it: no blanks around it, no invisible signs, plain ends of lines."""
    text = text.strip()
    if text.isprintable():
        return text
    return without_unseen([text])[0][0].strip().replace("\r\n", "\n")


def _digest(data):
    return hashlib.sha256(data).hexdigest()


def _separated(name, data, lines):
    text, _ = decode(name, data)
    cleaned, dirty = without_unseen(text.splitlines(keepends=True))
    listing = Listing(name, _digest(data))
    if any("\0" in line for line in text.splitlines()):
        listing.errors.append(f"“{name}”含有空字符（NUL），不是完整的文本；请另存后再试。")
    elif dirty:
        listing.notes.append(f"有{len(dirty)}行含看不见的控制字符，已去掉。")
    for number, row in enumerate(rows_of(name, "".join(cleaned)), 1):
        texts = [cell.strip().replace("\r\n", "\n") for cell in row]
        if any(texts):
            lines.add(number, texts)
    return listing


def _objects(name, data, lines):
    """A JSON list of objects: the names of the first are the header, numbers stay as written."""
    try:
        found = json.loads(
            decode(name, data)[0].removeprefix("\ufeff"),
            parse_int=str, parse_float=str, parse_constant=str,
        )  # fmt: skip
    except (ValueError, RecursionError):
        raise Unreadable(f"“{name}”不是完整的 JSON；请重新导出后再试。") from None
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise Unreadable(f"“{name}”不是记录的列表；请用本站导出的 .json 文件。")
    header = list(found[0]) if found else []
    if header:
        lines.add(1, header)
    for number, record in enumerate(found, 2):
        if list(record) != header:
            raise Unreadable(f"“{name}”第{number - 1}条记录的项目与第1条不同；请核对文件。")
        lines.add(number, [_plain(name, number, one) for one in record.values()])
    return Listing(name, _digest(data), guards=False)


def _plain(name, number, value):
    if value is None or isinstance(value, bool):
        return {None: "", True: "是", False: "否"}[value]
    if not isinstance(value, str):
        raise Unreadable(f"“{name}”第{number - 1}条记录里有一项不是文字或数字；请核对文件。")
    return seen(value)


class _Lister(Workbook):
    """The one sheet of a workbook that something is written on; of our own downloads, the list."""

    def listing(self, lines):
        self.found, self.lines = Listing(self.name, _digest(self.data)), lines
        sheets = list(self._sheets())
        if len(sheets) > 1 and LIST_SHEET in sheets:
            self.found.notes.append(f"只读工作表“{LIST_SHEET}”，其他工作表不读。")
            sheets = [LIST_SHEET]
        for sheet in sheets:
            self._read(sheet)
        self.found.notes += self.notes
        return self.found

    def _facts(self, sheet):
        plain = self.suffix == ".xlsx" and self.package.is_plain(sheet)
        return Facts(merges=[]) if plain else self.package.facts(sheet)

    def _kept(self, sheet, rows):
        """How many there are; lines are counted once, when all are there."""
        count = self.lines.count
        for number, texts in rows:
            self.lines.add(number + 1, [seen(text) for text in texts])
        return self.lines.count - count

    def _read(self, sheet):
        facts, count = self._written(sheet)
        if not count:
            return
        named = printable(sheet)
        if self.found.sheet:
            raise Unreadable(
                f"“{self.name}”有不止一个写了内容的工作表（“{self.found.sheet}”、“{named}”）；"
                "请只留下要导入的一个。"
            )
        self.found.sheet = named
        self.found.errors += _forbidden(named, facts)
        self.found.notes += told_formulas(named, facts)


def _forbidden(sheet, facts):
    if facts.uncached:
        places = [address(sheet, *place) for place in facts.uncached[:_NAMED]]
        yield (f"{'、'.join(places)}是公式而没有保存计算结果；请在 Excel 中打开并保存后再导入。")
    if facts.hidden_rows or facts.hidden_columns:
        yield f"工作表“{sheet}”有隐藏或筛选掉的行、列；请取消隐藏和筛选后再导入。"
