"""What the XML of an Excel workbook (.xlsx) tells beside its values, read before they are."""

import io
import posixpath
import re

from lxml import etree

from .blocks import Unreadable
from .formulas import MOST_FORMULAS
from .sheets import LONGEST_TEXT, MOST_COLUMNS, Extent, Facts, address, percentage

_M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT_R = "{http://purl.oclc.org/ooxml/officeDocument/relationships}"
_TRUE = ("1", "true")
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_PERCENT_FORMATS = {"9", "10"}
# What a list never has: formulas, errors, merges, hidden parts, cells far off, tricks of encoding.
_NOT_PLAIN = re.compile(
    rb"<(?:\w+:)?(?:f|mergeCell)\b|hidden=|t=[\"']e|r=[\"'](?:[A-Z]{2}|[A-Z]?\d{6}|[^\"']{0,9}&)|\0|<!"
)
MOST_SHEETS = 100
MOST_MERGES = 20_000
_BY_ANOTHER = re.compile(r"(?i)webservice\s*\(|\||\[\d+\]")


def elements(name, path, data, tags, events=("end",)):
    """Pairs (event, element) of the XML `data`, nothing expanded and nothing fetched."""
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:65536]:
        raise Unreadable(
            f"“{name}”的 {path} 含有 DTD 声明（可能用于攻击），不予读取；"
            "请在 Excel 中打开并另存为 .xlsx 再试。"
        )
    try:
        yield from etree.iterparse(
            io.BytesIO(data),
            events=events,
            tag=tags,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
    except etree.XMLSyntaxError as error:
        if "memory" in str(error).lower():
            raise MemoryError from None
        raise Unreadable(
            f"“{name}”的 {path} 第{error.lineno or 1}行已损坏，无法读取；"
            "请在 Excel 中打开并另存为 .xlsx 再试。"
        ) from None


def _both(*names):
    return [space + name for name in names for space in (_M, _STRICT)]


class Package:
    """The sheets of a workbook by name, and what else is in the file."""

    def __init__(self, name, archive):
        self.name, self._archive = name, archive
        self._refuse_macros()
        self._percent = self._percent_styles()
        self._paths = self._sheet_paths()

    def facts(self, sheet):
        """The `Facts` of the sheet of that name."""
        path = self._paths.get(sheet)
        data = self._archive.read(path) if path else None
        if data is None:
            return Facts()
        return _Scan(self.name, sheet, self._percent).read(path, data)

    def is_plain(self, sheet):
        """True where a sheet is seen at once to hold values only, so that no facts are needed."""
        path = self._paths.get(sheet)
        data = self._archive.read(path) if path and not self._percent else None
        return data is not None and _NOT_PLAIN.search(data) is None

    def remarks(self):
        """Chinese sentences on what the workbook takes from elsewhere."""
        linked = [path for path in self._archive.names if path.startswith("xl/externalLinks/")]
        connected = "xl/connections.xml" in self._archive.names
        if not linked and not connected:
            return []
        return ["文件里有指向其他文件或网络的链接，没有打开；只读入了保存在本文件里的数值。"]

    def _refuse_macros(self):
        types = self._archive.read("[Content_Types].xml") or b""
        if any(path.lower().endswith("vbaproject.bin") for path in self._archive.names) or (
            b"macroEnabled" in types
        ):
            raise Unreadable(
                f"“{self.name}”是带宏的工作簿，不予读取；请在 Excel 中另存为 .xlsx 再试。"
            )

    def _percent_styles(self):
        """Numbers of the cell styles that show a number as a percentage."""
        data, formats, found = self._archive.read("xl/styles.xml"), set(_PERCENT_FORMATS), set()
        if data is None:
            return found
        for _, element in elements(self.name, "styles.xml", data, _both("numFmt", "cellXfs")):
            if element.tag.endswith("numFmt"):
                if "%" in element.get("formatCode", ""):
                    formats.add(element.get("numFmtId"))
            else:
                used = [style.get("numFmtId") for style in element]
                found = {str(at) for at, number in enumerate(used) if number in formats}
        return found

    def _sheet_paths(self):
        data = self._archive.read("xl/workbook.xml")
        if data is None:
            raise Unreadable(
                f"“{self.name}”缺少 xl/workbook.xml，不是完整的工作簿；请在 Excel 中另存再试。"
            )
        targets = self._targets()
        sheets = [element for _, element in elements(self.name, "workbook.xml", data,
                  _both("sheet"))]  # fmt: skip
        if len(sheets) > MOST_SHEETS:
            raise Unreadable(
                f"“{self.name}”有{len(sheets)}个工作表，超过{MOST_SHEETS}个的上限；"
                "请只留下要导入的工作表再试。"
            )
        ids = {sheet.get("name"): sheet.get(_R + "id") or sheet.get(_STRICT_R + "id")
               for sheet in sheets}  # fmt: skip
        return {title: targets[key] for title, key in ids.items() if key in targets}

    def _targets(self):
        data = self._archive.read("xl/_rels/workbook.xml.rels") or b"<x/>"
        return {
            element.get("Id"): posixpath.normpath(
                posixpath.join("/xl", element.get("Target", ""))
            ).lstrip("/")
            for _, element in elements(self.name, "workbook.xml.rels", data, "{*}Relationship")
        }


class _Scan:
    """Walks through the cells of one sheet once."""

    def __init__(self, name, sheet, percent):
        self.name, self.sheet, self.percent = name, sheet, percent
        self.extent, self.facts = Extent(name, sheet), Facts(merges=[])
        self.row, self.column, self.shared = -1, -1, {}

    def read(self, path, data):
        tags = _both("row", "c", "col", "mergeCell")
        for event, element in elements(self.name, path, data, tags, ("start", "end")):
            kind = element.tag.rpartition("}")[2]
            if event == "start":
                if kind == "row":
                    self._start_row(element)
                continue
            getattr(self, f"_{kind}")(element)
        return self.facts

    def _start_row(self, element):
        self.row = _number(element.get("r"), self.row + 2) - 1
        self.column = -1
        if element.get("hidden") in _TRUE:
            self.facts.hidden_rows.add(self.row)

    @staticmethod
    def _row(element):
        element.clear()

    def _col(self, element):
        if element.get("hidden") in _TRUE:
            first, last = _number(element.get("min"), 1), _number(element.get("max"), 1)
            self.facts.hidden_columns.update(range(first - 1, min(last, MOST_COLUMNS)))

    def _mergeCell(self, element):
        corners = [_place(part) for part in element.get("ref", "").split(":")]
        if len(corners) == 2 and None not in corners:
            self.facts.merges.append((*corners[0], *corners[1]))
        if len(self.facts.merges) > MOST_MERGES:
            raise Unreadable(
                f"“{self.name}”的工作表“{self.sheet}”有超过{MOST_MERGES}处合并单元格；"
                "请核对文件，取消多余的合并再试。"
            )

    def _c(self, cell):
        place = _place(cell.get("r", "")) if cell.get("r") else (self.row, self.column + 1)
        if place is None:
            raise Unreadable(
                f"“{self.name}”的工作表“{self.sheet}”里有地址不明的单元格；请在 Excel 中另存再试。"
            )
        row, self.column = place
        parts = {part.tag.rpartition("}")[2]: part for part in cell}
        if parts:
            self.extent.add(row, self.column)
            self._look_at(cell, place, parts)

    def _look_at(self, cell, place, parts):
        value = parts["v"].text or "" if "v" in parts else ""
        kind = cell.get("t", "n")
        inline = "is" in parts and sum(len(text) for text in parts["is"].itertext())
        if len(value) > LONGEST_TEXT or (inline and inline > LONGEST_TEXT):
            raise Unreadable(
                f"“{self.name}”的{address(self.sheet, *place)}有超过{LONGEST_TEXT}字的文字；"
                "请核对文件。"
            )
        if "f" in parts:
            self._formula(parts["f"], place)
        if "f" in parts and not value and kind not in ("str", "inlineStr"):
            self.facts.uncached.append(place)
            self.facts.shown[place] = f"={parts['f'].text or ''}"
        elif kind == "e":
            self.facts.shown[place] = value
        elif kind == "n" and value and cell.get("s") in self.percent:
            self.facts.shown[place] = _percentage(value)

    def _formula(self, element, place):
        """Note a formula; of those that were dragged along, only the first has a text."""
        shared, formula = element.get("si"), (element.text or "", place)
        if element.get("t") == "shared" and formula[0]:
            self.shared[shared] = formula
        elif element.get("t") == "shared":
            formula = self.shared.get(shared, formula)
        if _BY_ANOTHER.search(formula[0]):
            self.facts.fetching.append(place)
        kept = len(self.facts.formulas) < MOST_FORMULAS
        if kept and element.get("t", "normal") in ("normal", "shared"):
            self.facts.formulas[place] = formula


def _percentage(value):
    try:
        return percentage(value)
    except ValueError:
        return value


def _number(text, default):
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else default


def _place(text):
    match = _PLACE.fullmatch(text.replace("$", ""))
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1
