"""The smallest possible workbooks of each format, whole or harmful, built in the test."""

import io
import struct
import zipfile

from tests.stats.documents.files import OFFICE, PACKAGE, zipped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
ODS = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
    for prefix in ("office", "table", "text")
)


def rows_xml(*rows):
    """Rows of cells: numbers as they are, texts inline, XML where it begins with <."""
    lines = []
    for number, cells in enumerate(rows, 1):
        written = [_cell(value, number, at) for at, value in enumerate(cells)]
        lines.append(f'<row r="{number}">{"".join(written)}</row>')
    return "".join(lines)


def _cell(value, row, column):
    place = f"{chr(65 + column)}{row}"
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith("<"):
        return value.replace("<c", f'<c r="{place}"', 1)
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


def entries(*sheets, before="", extra=None, names=None):
    """The entries of a workbook whose sheets hold this XML inside sheetData."""
    names = names or [f"表{number}" for number in range(1, len(sheets) + 1)]
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(names, 1)
    )
    related = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="worksheets/s{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/s{n}.xml" ContentType="{TYPE}.worksheet+xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/'
        'vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPE}.sheet.main+xml"/>'
        f"{overrides}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r"'
        f' Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f"{related}</Relationships>",
        **{
            f"xl/worksheets/s{n}.xml": f'<worksheet xmlns="{MAIN}">{before}'
            f"<sheetData>{xml}</sheetData></worksheet>"
            for n, xml in enumerate(sheets, 1)
        },
        **(extra or {}),
    }


def xlsx(*sheets, **options):
    return zipped(entries(*sheets, **options))


def ods(body):
    """An .ods whose one table holds this XML."""
    content = (
        f"<office:document-content {ODS}><office:body><office:spreadsheet>"
        f'<table:table table:name="表1">{body}</table:table>'
        f"</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        "</manifest:manifest>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return file.getvalue()


def ods_row(*cells, attributes=""):
    written = "".join(
        cell if isinstance(cell, str) and cell.startswith("<") else _ods_cell(cell)
        for cell in cells
    )
    return f"<table:table-row {attributes}>{written}</table:table-row>"


def _ods_cell(value):
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str):
        kind = 'office:value-type="string"'
    else:
        kind = f'office:value-type="float" office:value="{value}"'
    return f"<table:table-cell {kind}><text:p>{value}</text:p></table:table-cell>"


def xls(rows, hidden=(), errors=(), sheet="Sheet1"):
    """An Excel 97 workbook with one sheet of texts and numbers; `hidden` rows, `errors` cells."""
    bof = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 6))
    title = sheet.encode("utf-16-le")
    length = len(bof) + 4 + 8 + len(title) + 4
    listed = struct.pack("<IBBBB", length, 0, 0, len(sheet), 1) + title
    head = bof + _record(0x85, listed) + _record(0x0A, b"")
    body = _record(0x809, struct.pack("<HHHHII", 0x600, 16, 0, 0, 0, 6))
    for row in hidden:
        body += _record(0x208, struct.pack("<8H", row, 0, 9, 255, 0, 0, 0x20, 0))
    for y, cells in enumerate(rows):
        body += b"".join(_biff_cell(y, x, value) for x, value in enumerate(cells))
    for y, x, code in errors:
        body += _record(0x205, struct.pack("<HHHBB", y, x, 0, code, 1))
    return _compound(head + body + _record(0x0A, b""))


def _record(kind, body):
    return struct.pack("<HH", kind, len(body)) + body


def _biff_cell(row, column, value):
    if value is None:
        return b""
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        text = value.encode("utf-16-le")
        return _record(0x204, place + struct.pack("<HB", len(value), 1) + text)
    return _record(0x203, place + struct.pack("<d", value))


def _compound(stream):
    """A compound file whose one stream is Workbook, long enough to stand in whole sectors."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    count = len(stream) // 512
    # Sector 0 is the table of sectors, 1 the directory, the stream follows.
    links = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, count + 2), 0xFFFFFFFE]
    table = struct.pack("<128I", *links, *[0xFFFFFFFF] * (128 - len(links)))
    root = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)
    book = _entry("Workbook", 2, 2, len(stream))
    directory = (root + book).ljust(512, b"\0")
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIII", header, 44, 1, 1, 0, 4096, 0xFFFFFFFE)
    struct.pack_into("<III", header, 64, 0, 0xFFFFFFFE, 0)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    return bytes(header) + table + directory + stream


def _entry(name, kind, start, size, child=0xFFFFFFFF):
    title = name.encode("utf-16-le")
    entry = bytearray(128)
    entry[: len(title)] = title
    struct.pack_into("<HBB", entry, 64, len(title) + 2, kind, 1)
    struct.pack_into("<III", entry, 68, 0xFFFFFFFF, 0xFFFFFFFF, child)
    struct.pack_into("<II", entry, 116, start, size)
    return bytes(entry)
