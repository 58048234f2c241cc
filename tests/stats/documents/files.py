"""The smallest possible files of each format, built in the test that needs them."""

import io
import struct
import zipfile
import zlib

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": W,
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def zipped(entries):
    """A zip of `entries`, content by name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return file.getvalue()


def part(root, content):
    """The XML of a part whose root element is w:`root`."""
    return f"<w:{root} {NAMESPACES}>{content}</w:{root}>"


def entries(body, content_type=MAIN, **parts):
    """The entries of a Word file by name: `body` is XML, so is each of `parts` (name=XML)."""
    relations = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{name.rstrip("0123456789")}"'
        f' Target="{name}.xml"/>'
        for name in parts
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{content_type}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r"'
        f' Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": body
        if body.startswith("<?xml")
        else part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f"{relations}</Relationships>",
        **{f"word/{name}.xml": xml for name, xml in parts.items()},
    }


def docx(body, **parts):
    """The bytes of a Word file."""
    return zipped(entries(body, **parts))


def p(*runs, properties=""):
    """A w:p of runs: plain text, or XML where it begins with <."""
    inner = "".join(run if run.startswith("<") else f"<w:r>{t(run)}</w:r>" for run in runs)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def t(text):
    return f'<w:t xml:space="preserve">{text}</w:t>'


def tc(content="", properties=""):
    """A w:tc: `content` is plain text, or XML where it begins with <."""
    content = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def tr(*cells, properties=""):
    cells = "".join(cell if cell.startswith("<w:tc") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def tbl(*rows):
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def simple_table(rows):
    return tbl(*(tr(*row) for row in rows))


def compound(*streams, flags=0, sectors=16):
    """An OLE compound file whose directory names `streams`; the first begins with `flags`.

    Sector 0 is the directory, sector 1 the table of sectors, sector 2 the first stream.
    """
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<I", header, 44, 1)
    struct.pack_into("<I", header, 76, 1)
    names = [bytearray(name.encode("utf-16-le").ljust(128, b"\0")) for name in streams]
    struct.pack_into("<I", names[0], 116, 2)
    table = struct.pack("<128I", *[0] * sectors, *[0xFFFFFFFF] * (128 - sectors))
    stream = b"\0" * 10 + struct.pack("<H", flags)
    parts = (b"".join(names), table, stream)
    data = bytes(header) + b"".join(part.ljust(512, b"\0") for part in parts)
    return data.ljust(512 * (sectors + 1), b"\0")


def deflated(piece, times):
    """`piece` repeated and compressed, without ever holding all of it."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(piece) for _ in range(times)) + packer.flush()


FONTS = {
    "latin": b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    # Glyph numbers without a table of what they mean.
    "broken": b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts"
    b"[<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)"
    b"/Ordering(Identity)/Supplement 0>>/FontDescriptor<</Type/FontDescriptor/FontName/X"
    b"/Flags 4/Ascent 800/Descent -200/FontBBox[0 -200 1000 800]>>>>]>>",
}


def pdf(pages, font="latin", contents=None):
    """The bytes of a PDF by hand: for each page a list of (left, top, text).

    `contents` stands for the contents of every page, deflated already.
    """
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", FONTS[font]]
    kids = []
    for texts in pages:
        stream = contents or _shown(texts)
        packed = b"/Filter/FlateDecode" if contents else b""
        objects.append(b"<</Length %d%s>>stream\n%s\nendstream" % (len(stream), packed, stream))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R>>>>>>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    return _bound(objects)


def _shown(texts):
    lines = (
        b"BT /F 12 Tf %d %d Td (%s) Tj ET" % (left, 842 - top - 12, text.encode())
        for left, top, text in texts
    )
    return b"\n".join(lines)


def _bound(objects):
    data, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    return (
        data
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
        + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, len(data))
    )
