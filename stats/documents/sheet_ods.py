"""What the XML of an OpenDocument spreadsheet (.ods) tells beside its values."""

import re

from .blocks import Unreadable
from .formulas import MOST_FORMULAS
from .sheet_xml import MOST_SHEETS, elements
from .sheets import MOST_COLUMNS, Extent, Facts, percentage

_T = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_O = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_CELLS = (f"{_T}table-cell", f"{_T}covered-table-cell")
_REFERENCE = re.compile(r"\[(\.[^\]]*)\]")
_BY_ANOTHER = re.compile(r"(?i)\b(?:webservice|dde)\s*\(|file:|https?:")
_UNSEEN = ("collapse", "filter")
# Excel and LibreOffice fill a sheet to its end with one repeated, empty row.
_MOST_REPEATED = 1_048_576


class Package:
    """The sheets of an .ods by name, and what else is in the file."""

    def __init__(self, name, archive):
        self.name, self._facts = name, {}
        data = archive.read("content.xml")
        if data is None:
            raise Unreadable(f"“{name}”缺少 content.xml，不是完整的表格文件；请另存再试。")
        if any(path.startswith("Basic/") and path.endswith(".xml") for path in archive.names):
            raise Unreadable(f"“{name}”带有宏，不予读取；请另存为不带宏的 .xlsx 再试。")
        self._linked = b"table:table-source" in data or b"office:dde-source" in data
        scan = None
        tags = (f"{_T}table", f"{_T}table-row", f"{_T}table-column", *_CELLS)
        for event, element in elements(name, "content.xml", data, tags, ("start", "end")):
            if element.tag == f"{_T}table" and event == "start":
                scan = self._start(element)
            elif scan is not None:
                scan.take(event, element)

    def facts(self, sheet):
        return self._facts.get(sheet, Facts())

    def remarks(self):
        if not self._linked:
            return []
        return ["文件里有指向其他文件或网络的链接，没有打开；只读入了保存在本文件里的数值。"]

    def _start(self, element):
        sheet = element.get(f"{_T}name", "")
        scan = _Scan(self.name, sheet)
        self._facts[sheet] = scan.facts
        if len(self._facts) > MOST_SHEETS:
            raise Unreadable(
                f"“{self.name}”的工作表超过{MOST_SHEETS}个的上限；请只留下要导入的工作表再试。"
            )
        return scan


class _Scan:
    """Walks through the cells of one sheet once."""

    def __init__(self, name, sheet):
        self.extent, self.facts = Extent(name, sheet), Facts(merges=[])
        self.row, self.column, self.columns, self.repeated = 0, 0, 0, 1

    def take(self, event, element):
        if event == "start" and element.tag == f"{_T}table-row":
            self.column, self.repeated = 0, _times(element, "rows")
            if element.get(f"{_T}visibility") in _UNSEEN and self.repeated < _MOST_REPEATED // 2:
                self.facts.hidden_rows.update(range(self.row, self.row + self.repeated))
        elif event == "end" and element.tag == f"{_T}table-row":
            self.row += self.repeated
            element.clear()
        elif event == "end" and element.tag in _CELLS:
            self._cell(element)
        elif event == "end" and element.tag == f"{_T}table-column":
            times = _times(element, "columns")
            if element.get(f"{_T}visibility") in _UNSEEN:
                last = min(self.columns + times, MOST_COLUMNS)
                self.facts.hidden_columns.update(range(self.columns, last))
            self.columns += times

    def _cell(self, cell):
        place, times = (self.row, self.column), _times(cell, "columns")
        self.column += times
        if len(cell):
            last = self.row + self.repeated - 1
            self.extent.add(self.row, self.column - 1, times)
            if self.repeated > 1:
                self.extent.add(last, self.column - 1, times * (self.repeated - 1))
            self._look_at(cell, place)

    def _look_at(self, cell, place):
        row, column = place
        across = _number(cell.get(f"{_T}number-columns-spanned"))
        down = _number(cell.get(f"{_T}number-rows-spanned"))
        if across > 1 or down > 1:
            self.facts.merges.append((row, column, row + down - 1, column + across - 1))
        text = "\n".join("".join(part.itertext()) for part in cell.iter(_TEXT))
        formula = cell.get(f"{_T}formula")
        if formula:
            self._formula(formula, place)
        if cell.get(f"{_CALC}value-type") == "error" or text.startswith(("#", "Err:")):
            self.facts.shown[place] = text
        elif formula and cell.get(f"{_O}value-type") is None:
            self.facts.uncached.append(place)
            self.facts.shown[place] = formula
        elif cell.get(f"{_O}value-type") == "percentage":
            self.facts.shown[place] = percentage(cell.get(f"{_O}value", "0"))

    def _formula(self, text, place):
        """Note a formula as Excel would write it: SUM(B2:B3) for of:=SUM([.B2:.B3])."""
        if _BY_ANOTHER.search(text):
            self.facts.fetching.append(place)
        if len(self.facts.formulas) >= MOST_FORMULAS:
            return
        plain = _REFERENCE.sub(lambda match: match[1].replace(".", ""), text.partition("=")[2])
        self.facts.formulas[place] = (plain.replace(";", ","), place)


def _times(element, what):
    return _number(element.get(f"{_T}number-{what}-repeated"))


def _number(text):
    digits = text and text.isascii() and text.isdigit() and len(text) < 9
    return max(1, min(int(text), _MOST_REPEATED)) if digits else 1
