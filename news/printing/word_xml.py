"""Pieces of WordprocessingML as text, each with its elements in the order of the schema."""

import re
from xml.sax.saxutils import escape, quoteattr

from news.printing.word_styles import MARGINS, MARK_ID, WIDTH, style_id

_NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
NAMESPACES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMES.items())
EMU_A_MM = 36000
# Signs that Word takes from the Latin face unless told that they are Chinese here.
_EITHER = re.compile("[“”‘’…—·×÷°±§]")
_FACES = {"bold": "<w:b/>", "italic": "<w:i/>"}
_MARKS = {
    "underline": '<w:u w:val="single"/>',
    "sub": '<w:vertAlign w:val="subscript"/>',
    "sup": '<w:vertAlign w:val="superscript"/>',
}
# Of a paragraph that belongs to the one above it.
BELOW = '<w:keepNext w:val="0"/><w:jc w:val="right"/>'
_SIGNS = {"\t": "<w:tab/>", "\n": "<w:br/>"}


def paragraph(part, inside, properties=""):
    style = f'<w:pStyle w:val="{style_id(part)}"/>'
    return f"<w:p><w:pPr>{style}{properties}</w:pPr>{inside}</w:p>"


def run(text, marks=(), style="", size=0):
    """A w:r; `size` is in half points where it is not that of the paragraph."""
    hint = '<w:rFonts w:hint="eastAsia"/>' if _EITHER.search(text) else ""
    style = f'<w:rStyle w:val="{style}"/>' if style else ""
    faces, others = _marked(marks, _FACES), _marked(marks, _MARKS)
    told = f"{style}{hint}{faces}{_sized(size)}{others}"
    told = f"<w:rPr>{told}</w:rPr>" if told else ""
    pieces = re.split("([\t\n])", text)
    inside = "".join(_SIGNS.get(piece) or _text(piece) for piece in pieces if piece)
    return f"<w:r>{told}{inside}</w:r>" if inside else ""


def _marked(marks, known):
    return "".join(xml for mark, xml in known.items() if mark in marks)


def _sized(size):
    return f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else ""


def mark(sign, size=0):
    """A small raised sign that is no part of the text before it."""
    return run(sign, ("sup",), MARK_ID, size)


def _text(piece):
    return f'<w:t xml:space="preserve">{escape(piece)}</w:t>'


def hyperlink(relation, inside):
    return f'<w:hyperlink r:id="{relation}" w:history="1">{inside}</w:hyperlink>'


def field(code):
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def inline_picture(number, relation, size, name, alt):
    """A picture in the line; `size` is width and height in EMU."""
    inside = f"{_extent(size)}{_told(number, name, alt)}{_graphic(number, relation, size, name)}"
    zero = 'distT="0" distB="0" distL="0" distR="0"'
    return f"<w:r><w:drawing><wp:inline {zero}>{inside}</wp:inline></w:drawing></w:r>"


def floating_picture(number, relation, side, name, alt, down):
    """A square picture at the right margin, `down` below the top of its paragraph; without `down`
    text runs to its left."""
    size = (side, side)
    wrap = '<wp:wrapSquare wrapText="left"/>' if down is None else "<wp:wrapNone/>"
    inside = (
        '<wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="margin"><wp:align>right</wp:align></wp:positionH>'
        f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{down or 0}</wp:posOffset>'
        "</wp:positionV>"
        f'{_extent(size)}<wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f"{wrap}{_told(number, name, alt)}{_graphic(number, relation, size, name)}"
    )
    gaps = f'distT="0" distB="0" distL="{2 * EMU_A_MM}" distR="0" simplePos="0"'
    order = f'relativeHeight="{number}" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="0"'
    return f"<w:r><w:drawing><wp:anchor {gaps} {order}>{inside}</wp:anchor></w:drawing></w:r>"


def _extent(size):
    return f'<wp:extent cx="{size[0]}" cy="{size[1]}"/>'


def _told(number, name, alt):
    return (
        f'<wp:docPr id="{number}" name={quoteattr(name)} descr={quoteattr(alt)}/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
    )


def _graphic(number, relation, size, name):
    return (
        f'<a:graphic><a:graphicData uri="{_NAMES["pic"]}"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name={quoteattr(name)}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{size[0]}" cy="{size[1]}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>"
    )


def section(header, first_header, footer):
    """The page: A4, its margins, a header on all pages but the first, a footer on every one."""
    references = "".join(
        f'<w:{kind}Reference w:type="{which}" r:id="{relation}"/>'
        for kind, which, relation in (
            ("header", "default", header),
            ("header", "first", first_header),
            ("footer", "default", footer),
            ("footer", "first", footer),
        )
    )
    margins = " ".join(f'w:{side}="{size}"' for side, size in MARGINS.items())
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar {margins} w:gutter="0"/><w:cols w:space="720"/><w:titlePg/></w:sectPr>'
    )


def table(widths, rows, style="FiguresTable"):
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{WIDTH}" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0"'
        ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def row(cells, height=None):
    """A w:tr; with a height, the least it has in twips, it is one of the header's."""
    head = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/><w:tblHeader/>' if height else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{''.join(cells)}</w:tr>"


def cell(width, inside, across=1, merge="", shaded=False):
    """A w:tc; `merge` is restart or continue where it is merged with those above or below."""
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>' if shaded else ""
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merged}{shade}'
        f'<w:vAlign w:val="center"/></w:tcPr>{inside}</w:tc>'
    )
