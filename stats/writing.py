"""Lists written out as xlsx, csv or json, line by line: no list is ever held whole in memory.

A list is a header and lines of texts, Decimals, ints and None. Texts that a spreadsheet would run
are made harmless; `stats.documents.read_listing` takes back what is written here.
"""

import csv
import io
import json
import re
import tempfile
import zipfile
from decimal import Decimal
from itertools import chain, islice

from stats.documents import seen
from stats.exporting import harmless, plain, unharmed

_AT_ONCE = 1000
_IN_MEMORY = 2**20
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What a workbook takes for a sign told by its number, where it stands in a text.
_TOLD_BY_NUMBER = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_LONGEST = 32_767
# Excel keeps fifteen digits; a longer number is written as the text it is.
_EXACT = 15
# The same list gives the same bytes, whenever it is written.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TEXT, _HEAD = 1, 2


class TooLongForExcel(Exception):
    """A text is longer than a cell holds; it is never cut off silently."""


def guarded(text):
    """`text` as a spreadsheet may hold it: nothing in it runs, and `unguarded` gives it back."""
    if not text[:1].isalnum():
        # Whoever reads it takes away blanks before the guard, so that none may stand there.
        bare = seen(text)
        text = bare if bare[:1] in ("", "'") or text[0].isspace() else text
    return harmless(_UNWRITABLE.sub("", text))


def unguarded(text):
    """The text of which `guarded` made this, as lists hold it."""
    return seen(unharmed(text))


def csv_bytes(header, lines):
    """Pieces of a CSV with the mark by which Excel knows UTF-8."""
    yield b"\xef\xbb\xbf"
    lines = chain([header], lines)
    while some := list(islice(lines, _AT_ONCE)):
        piece = io.StringIO()
        csv.writer(piece).writerows([[_written(value) for value in line] for line in some])
        yield piece.getvalue().encode()


def _written(value):
    if isinstance(value, str):
        return guarded(value)
    return plain(value) if isinstance(value, Decimal) else value


def json_bytes(header, lines):
    """Pieces of a JSON list with an object a line; texts stand as they are, nothing runs them."""
    start = "[\n"
    lines = iter(lines)
    while some := list(islice(lines, _AT_ONCE)):
        yield (start + ",\n".join(_object(header, line) for line in some)).encode()
        start = ",\n"
    yield b"[]\n" if start == "[\n" else b"\n]\n"


def _object(header, line):
    pairs = zip(header, line, strict=True)
    return f"{{{', '.join(f'{_json(name)}: {_json(value)}' for name, value in pairs)}}}"


def _json(value):
    if isinstance(value, Decimal):
        return plain(value)
    return json.dumps(value, ensure_ascii=False)


def xlsx_bytes(header, lines, title="数据"):
    """Pieces of a workbook with one sheet: header fixed, text columns kept as text."""
    # Written to disk first: a zip tells the length of its parts before them.
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
            for name, text in _parts(title):
                package.writestr(_entry(name), text)
            with package.open(_entry("xl/worksheets/sheet1.xml"), "w") as sheet:
                for piece in _sheet(header, lines):
                    sheet.write(piece.encode())
        file.seek(0)
        while piece := file.read(2**16):
            yield piece


def _entry(name):
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _sheet(header, lines):
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    yield (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">{pane}'
        f'</sheetView></sheetViews><cols><col min="1" max="{len(header)}" width="16"'
        f' style="{_TEXT}" customWidth="1"/></cols><sheetData>'
    )
    cells = "".join(map(_head_cell, header))
    yield f"<row>{cells}</row>"
    lines = iter(lines)
    while some := list(islice(lines, _AT_ONCE)):
        yield "".join([f"<row>{''.join(map(_cell, line))}</row>" for line in some])
    yield "</sheetData></worksheet>"


def _head_cell(text):
    return _cell(text).replace(f's="{_TEXT}"', f's="{_HEAD}"')


def _cell(value):
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, str):
        return _text_cell(guarded(value))
    digits = plain(value) if isinstance(value, Decimal) else str(value)
    if sum(map(str.isdigit, digits)) > _EXACT:
        return _text_cell(digits)
    return f"<c><v>{digits}</v></c>"


def _text_cell(text):
    text = _TOLD_BY_NUMBER.sub("_x005F_", text.replace("\r\n", "\n"))
    if len(text) > _LONGEST:
        raise TooLongForExcel(
            f"有一格的文字超过 {_LONGEST} 字，Excel 放不下；请改为导出 csv 或 json。"
        )
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = text.replace("\r", "&#13;")
    return f'<c t="inlineStr" s="{_TEXT}"><is><t xml:space="preserve">{text}</t></is></c>'


def _parts(title):
    """The small fixed files around the sheet."""
    yield (
        "[Content_Types].xml",
        (
            f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels"'
            ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/></Types>'
        ),
    )
    yield "_rels/.rels", _relations(("officeDocument", "xl/workbook.xml"))
    yield (
        "xl/_rels/workbook.xml.rels",
        _relations(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")),
    )
    yield (
        "xl/workbook.xml",
        (
            f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            f'<sheet name="{title}" sheetId="1" r:id="rId1"/></sheets></workbook>'
        ),
    )
    yield (
        "xl/styles.xml",
        (
            f'{_XML}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/></font>'
            '<font><b/><sz val="11"/></font></fonts><fills count="2"><fill><patternFill'
            ' patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
            '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
            '<cellXfs count="3"><xf/><xf numFmtId="49" applyNumberFormat="1"/>'
            '<xf fontId="1" numFmtId="49" applyFont="1" applyNumberFormat="1"/></cellXfs>'
            '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
            "</styleSheet>"
        ),
    )


def _relations(*targets):
    """A .rels part that tells where these parts lie."""
    told = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'


FORMATS = {
    "xlsx": (xlsx_bytes, f"{_KIND}.sheet"),
    "csv": (csv_bytes, "text/csv; charset=utf-8"),
    "json": (json_bytes, "application/json; charset=utf-8"),
}
