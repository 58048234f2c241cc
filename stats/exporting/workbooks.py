"""The parts of an .xlsx and its cells as XML, row by row: no sheet is ever held whole.

Texts are texts and nothing else: whatever they begin with, no spreadsheet runs them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from itertools import islice

from stats.exporting.packing import zip_pieces

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
MEDIA_TYPE = f"{KIND}.sheet"
LONGEST = 32_767
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What a workbook takes for a sign told by its number, where it stands in a text.
_TOLD_BY_NUMBER = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")

_FONTS = (
    '<font><sz val="11"/></font>', '<font><b/><sz val="11"/></font>',
    '<font><b/><sz val="14"/></font>', '<font><sz val="10"/><color rgb="FF595959"/></font>',
)  # fmt: skip
_FILL = '<fill><patternFill patternType="solid"><fgColor rgb="FFF2EFE8"/></patternFill></fill>'
_EDGES = "".join(
    f'<{side} style="thin"><color rgb="FFB9B0A0"/></{side}>'
    for side in ("left", "right", "top", "bottom")
)
_CENTRE = '<alignment horizontal="center" vertical="center" wrapText="1"/>'
_LEFT = '<alignment vertical="center" wrapText="1"/>'
_NOTE = '<alignment vertical="top" wrapText="1"/>'
_RIGHT = '<alignment horizontal="right" vertical="center"/>'
MOST_DECIMALS = 6
# Excel keeps fifteen digits.
MOST_DIGITS = 15
_AT_ONCE = 100
# name: number format (49 is text), font, fill, border, alignment
_STYLES = {
    "plain": (0, 0, 0, 0, ""),
    "text": (49, 0, 0, 0, ""),
    "name": (49, 1, 0, 0, ""),
    "title": (49, 2, 0, 0, _CENTRE),
    "head": (49, 1, 2, 1, _CENTRE),
    "label": (49, 0, 0, 1, _LEFT),
    "figure": (49, 0, 0, 1, _RIGHT),
    "note": (49, 3, 0, 0, _NOTE),
    **{f"figure{places}": (164 + places, 0, 0, 1, _RIGHT) for places in range(MOST_DECIMALS + 1)},
}
STYLE = {name: number for number, name in enumerate(_STYLES)}


@dataclass
class Sheet:
    """A worksheet: `rows` are pieces of XML, as text or bytes; `merges` may grow while they are
    asked for. One that `is_first` is written before the others, wherever it stands."""

    name: str
    rows: Iterable[str | bytes]
    widths: list = field(default_factory=list)
    frozen: tuple = (1, 0)
    merges: list = field(default_factory=list)
    is_first: bool = False


def workbook_pieces(sheets):
    """Pieces of a workbook, as they are asked for."""
    sheets = [(_named(sheet.name, number), sheet) for number, sheet in enumerate(sheets, 1)]
    return zip_pieces(_parts(sheets))


def _named(name, number):
    """A name that a sheet may bear."""
    return _NOT_IN_NAMES.sub("", UNWRITABLE.sub("", name)).strip("' ")[:31] or f"表{number}"


def _parts(sheets):
    told = {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook(sheets),
        "xl/_rels/workbook.xml.rels": _relations(
            [
                *(("worksheet", f"worksheets/sheet{at + 1}.xml") for at in range(len(sheets))),
                ("styles", "styles.xml"),
            ]
        ),
        "xl/styles.xml": _styles(),
    }
    yield from ((name, [text.encode()]) for name, text in told.items())
    numbered = [(number, sheet) for number, (_, sheet) in enumerate(sheets, 1)]
    for number, sheet in sorted(numbered, key=lambda one: not one[1].is_first):
        yield f"xl/worksheets/sheet{number}.xml", _sheet(sheet)


def _sheet(sheet):
    yield f'{_XML}<worksheet xmlns="{_MAIN}">{_view(*sheet.frozen)}{_widths(sheet)}'.encode()
    yield b"<sheetData>"
    for piece in sheet.rows:
        yield piece if isinstance(piece, bytes) else piece.encode()
    merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in sheet.merges)
    merged = f'<mergeCells count="{len(sheet.merges)}">{merges}</mergeCells>' if merges else ""
    yield f"</sheetData>{merged}</worksheet>".encode()


def _view(rows, columns):
    start = '<sheetViews><sheetView workbookViewId="0">'
    if not rows and not columns:
        return f"{start}</sheetView></sheetViews>"
    splits = (f' xSplit="{columns}"' if columns else "") + (f' ySplit="{rows}"' if rows else "")
    corner = f"{column_letter(columns + 1)}{rows + 1}"
    active = {(True, True): "bottomRight", (True, False): "bottomLeft"}.get(
        (bool(rows), bool(columns)), "topRight"
    )
    pane = f'<pane{splits} topLeftCell="{corner}" activePane="{active}" state="frozen"/>'
    return f"{start}{pane}</sheetView></sheetViews>"


def _widths(sheet):
    if not sheet.widths:
        return ""
    told = "".join(
        f'<col min="{at}" max="{at}" width="{width}" style="{STYLE["text"]}" customWidth="1"/>'
        for at, width in enumerate(sheet.widths, 1)
    )
    return f"<cols>{told}</cols>"


def column_letter(number):
    """A, B… Z, AA…: the column of that number, counted from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def reference(row, column, down, across):
    """A1:B2, the cells that are one; rows and columns are counted from 1."""
    end = f"{column_letter(column + across - 1)}{row + down - 1}"
    return f"{column_letter(column)}{row}:{end}"


def text_cell(text, style="text"):
    """A cell of text; an empty one keeps its looks."""
    if not text:
        return f'<c s="{STYLE[style]}"/>'
    text = _TOLD_BY_NUMBER.sub("_x005F_", text.replace("\r\n", "\n"))
    text = escape(text, quote=False).replace("\r", "&#13;")
    kept = "" if text == text.strip() else ' xml:space="preserve"'
    return f'<c t="inlineStr" s="{STYLE[style]}"><is><t{kept}>{text}</t></is></c>'


def number_cell(digits, style=None):
    """A cell that holds a number."""
    return f'<c s="{STYLE[style]}"><v>{digits}</v></c>' if style else f"<c><v>{digits}</v></c>"


def number_fits(digits):
    """Whether a spreadsheet keeps all of that number."""
    return len(digits) <= MOST_DIGITS or sum(map(str.isdigit, digits)) <= MOST_DIGITS


def row_of(cells, height=None):
    """A row of cells told as XML."""
    size = f' ht="{height}" customHeight="1"' if height else ""
    return f"<row{size}>{''.join(cells)}</row>"


def together(rows):
    """Pieces of some rows each: many small ones take long to pack."""
    rows = iter(rows)
    while some := list(islice(rows, _AT_ONCE)):
        yield "".join(some)


def _content_types(sheets):
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{at + 1}.xml"'
        f' ContentType="{KIND}.worksheet+xml"/>'
        for at in range(sheets)
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>{parts}'
        f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/></Types>'
    )


def _workbook(sheets):
    told = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, (name, _) in enumerate(sheets, 1)
    )
    return f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{told}</sheets></workbook>'


def _styles():
    formats = "".join(
        f'<numFmt numFmtId="{164 + places}" formatCode="0{"." if places else ""}{"0" * places}"/>'
        for places in range(MOST_DECIMALS + 1)
    )
    cells = "".join(_style(*told) for told in _STYLES.values())
    return (
        f'{_XML}<styleSheet xmlns="{_MAIN}"><numFmts count="{MOST_DECIMALS + 1}">{formats}'
        f'</numFmts><fonts count="{len(_FONTS)}">{"".join(_FONTS)}</fonts><fills count="3">'
        '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>'
        f'</fill>{_FILL}</fills><borders count="2"><border><left/><right/><top/>'
        f"<bottom/></border><border>{_EDGES}</border></borders>"
        f'<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="{len(_STYLES)}">{cells}'
        '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
        "</cellStyles></styleSheet>"
    )


def _style(number, font, fill, border, alignment):
    said = "".join(
        f' {name}="1"'
        for name, told in (
            ("applyNumberFormat", number), ("applyFont", font), ("applyFill", fill),
            ("applyBorder", border), ("applyAlignment", alignment),
        )
        if told
    )  # fmt: skip
    ids = f'numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}"'
    return f"<xf {ids}{said}>{alignment}</xf>" if alignment else f"<xf {ids}{said}/>"


def _relations(targets):
    """A .rels part that tells where these parts lie."""
    told = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'
