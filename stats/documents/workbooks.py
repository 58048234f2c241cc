"""The door for spreadsheets: `read_sheets(path)` gives a `Document` of grids, a sheet each."""

import hashlib
import io
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path

from . import kinds, sandbox
from .blocks import Document, Unreadable
from .formulas import differences
from .opening import checked_bytes, printable
from .sheets import LONGEST_TEXT, Extent, grid_of, remarks, text_of

MOST_BYTES = 20_000_000
XLSX, XLS, ODS = (
    "Excel 工作簿（.xlsx）",
    "Excel 97-2003 工作簿（.xls）",
    "OpenDocument 表格（.ods）",
)
FORMATS = {".xlsx": XLSX, ".xls": XLS, ".ods": ODS, ".csv": kinds.TEXT, ".tsv": kinds.TEXT}
# A panic of Rust has no class one could import, and is no Exception.
_BROKEN_OFF = "PanicException"
_MACROS = {".xlsm", ".xlsb", ".xltm", ".xlam"}


def read_sheets(path, name=None):
    """The `Document` in the spreadsheet at `path`: each visible sheet a `Grid` with addresses.

    `name` is what people call the file. Raises `Unreadable`, as `read` does, when there is none.
    """
    path = Path(path).absolute()
    name = printable(name or path.name)
    if path.suffix.lower() in _MACROS:
        raise Unreadable(f"“{name}”可能带有宏，不予读取；请在 Excel 中另存为 .xlsx 再试。")
    if path.suffix.lower() not in FORMATS:
        raise Unreadable(
            f"“{name}”不是可导入的表格；请用 .xlsx、.xls、.ods、.csv 或 .tsv 文件，"
            "其他格式请先在 Excel 或 WPS 中另存为 .xlsx。"
        )
    return sandbox.read_apart(path, name, what="sheets")


def read_sheets_here(path, name):
    """The same, read in this process: for the child that `read_sheets` starts."""
    suffix = path.suffix.lower()
    data = checked_bytes(path, name, FORMATS, MOST_BYTES)
    if FORMATS[suffix] == kinds.TEXT:
        from .separated import read_separated

        return read_separated(name, data)
    return Workbook(name, suffix, data).document()


class Workbook:
    """A workbook of several sheets in the making of a `Document`."""

    def __init__(self, name, suffix, data):
        self.name, self.suffix, self.data = name, suffix, data
        self.package = self._package()
        self.notes = list(self.package.remarks())
        self.blocks = []

    def document(self):
        for sheet in self._sheets():
            self._read(sheet)
        if not self.blocks:
            raise Unreadable(f"“{self.name}”的工作表里没有内容；请核对是否选错了文件。")
        sha256 = hashlib.sha256(self.data).hexdigest()
        kind = self.suffix.lstrip(".")
        return Document(self.name, sha256, kind, tuple(self.blocks), tuple(self.notes))

    def _package(self):
        # Loaded only in the child: the parent has no use for them.
        from . import sheet_biff, sheet_ods, sheet_xml
        from .archives import Archive

        if self.suffix == ".xls":
            return sheet_biff.Package(self.name, self.data)
        module = sheet_xml if self.suffix == ".xlsx" else sheet_ods
        return module.Package(self.name, Archive(self.name, self.data))

    def _sheets(self):
        """The visible worksheets, in order; those that are hidden are told in the notes."""
        from python_calamine import CalamineWorkbook, PasswordError
        from python_calamine import SheetTypeEnum as Type
        from python_calamine import SheetVisibleEnum as Visible

        with self._whole():
            try:
                self.book = CalamineWorkbook.from_filelike(io.BytesIO(self.data))
            except PasswordError:
                said = f"“{self.name}”有密码，无法读取；请去掉密码后另存再试。"
                raise Unreadable(said) from None
        for sheet in self.book.sheets_metadata:
            if sheet.typ != Type.WorkSheet:
                self.notes.append(f"“{printable(sheet.name)}”不是数据表（图表或宏），没有读入。")
            elif sheet.visible != Visible.Visible:
                named = printable(sheet.name)
                self.notes.append(f"工作表“{named}”是隐藏的，没有读入；要导入请先取消隐藏。")
            else:
                yield sheet.name

    def _read(self, sheet):
        facts, rows = self._written(sheet)
        named = printable(sheet)
        grid = grid_of(named, rows, facts)
        if grid is not None:
            self.blocks.append(grid)
        bottom = max((number for number, _ in rows), default=-1) + 1
        right = max((len(texts) for _, texts in rows), default=0)
        self.notes += remarks(named, facts, bottom, right)

    def _facts(self, sheet):
        return self.package.facts(sheet)

    def _written(self, sheet):
        """The `Facts` of a sheet, and what `_kept` makes of its rows."""
        # Its extent is known to be bearable before the values are unpacked.
        facts = self._facts(sheet)
        with self._whole():
            values = self.book.get_sheet_by_name(sheet)
            if facts.merges is None and values.merged_cell_ranges is not None:
                facts.merges = [(*start, *end) for start, end in values.merged_cell_ranges]
            return facts, self._kept(sheet, self._rows(values, facts))

    @staticmethod
    def _rows(values, facts):
        """Numbers and texts of the rows with something in them, one by one."""
        left = values.start[1] if values.start else 0
        instead, found = defaultdict(dict), {}
        for (row, column), text in facts.shown.items():
            instead[row][column] = text
        for number, cells in enumerate(values.iter_rows()):
            if facts.formulas:
                found.update(((number, left + at), cell) for at, cell in enumerate(cells))
            if cells.count("") == len(cells) and number not in instead:
                continue
            texts = [""] * left + [text_of(cell) for cell in cells]
            for column, text in instead.pop(number, {}).items():
                texts += [""] * (column + 1 - len(texts))
                texts[column] = text.strip()
            yield number, texts
        facts.differing = differences(facts.formulas, found)

    def _kept(self, sheet, rows):
        """The rows, each cell counted."""
        extent, kept = Extent(self.name, sheet), []
        for number, texts in rows:
            self._book(extent, number, texts)
            kept.append((number, texts))
        return kept

    def _book(self, extent, number, texts):
        for column, text in enumerate(texts):
            if text:
                extent.add(number, column)
        if any(len(text) > LONGEST_TEXT for text in texts):
            raise Unreadable(
                f"“{self.name}”的工作表“{extent.sheet}”第{number + 1}行有一格超过"
                f"{LONGEST_TEXT}字；请核对文件。"
            )

    @contextmanager
    def _whole(self):
        """What calamine meets inside is told as damage, also where its own code breaks off."""
        from python_calamine import CalamineError

        try:
            yield
        except (CalamineError, OSError, ValueError):
            raise self._damaged() from None
        except BaseException as error:
            if type(error).__name__ != _BROKEN_OFF:
                raise
            raise self._damaged() from None

    def _damaged(self):
        return Unreadable(f"“{self.name}”内容损坏，无法读取；请用原来的程序打开并另存再试。")
