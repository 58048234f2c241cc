"""The styles of the Word document: names that Word and WPS show, faces, sizes and spaces."""

from typing import NamedTuple

from news.parsing import told_styles as parts
from news.printing.word_grids import BODY_HEAD
from stats.documents.word_styles import OWN, OWN_MARK
from stats.parsing.told import body_style, head_style

RED = "C00000"
GREY = "595959"
SONG, FANG, HEI, KAI = "宋体", "仿宋", "黑体", "楷体"
LATIN = "Times New Roman"
# Twips: the 156 mm between the margins of 28 and 26 mm, and what stands around them.
WIDTH = 8844
MARGINS = {"top": 2098, "right": 1474, "bottom": 1984, "left": 1587, "header": 1134, "footer": 1134}
TABLE_STYLE, MARK_ID = f"{OWN}表格", "CorrectionMark"
_FACES = {
    SONG: "Noto Serif CJK SC",
    FANG: "Noto Serif CJK SC",
    HEI: "Noto Sans CJK SC",
    KAI: "Noto Serif CJK SC",
    LATIN: "Noto Serif CJK SC",
}


class Style(NamedTuple):
    """A paragraph style. `size` is in half points, spaces in twips; `line` 0 is single spacing."""

    face: str = FANG
    size: int = 32
    align: str = "left"
    line: int = 0
    before: int = 0
    after: int = 0
    indent: int = 0  # of the first line, in characters
    bold: bool = False
    colour: str = ""
    keep: bool = False  # with the paragraph below
    outline: int | None = None
    sides: int = 0
    extra: str = ""  # further paragraph properties, by the name of the element that they follow
    spacing: int = 0


_LINE = 560
_PROSE = Style(align="both", line=_LINE, indent=2)
_SMALL = Style(size=18, colour=GREY)
_CELL = Style(face=SONG, size=18)
_HALVES = f'<w:tabs><w:tab w:val="left" w:pos="{WIDTH // 2}"/></w:tabs>'
_TABS = f'<w:tabs><w:tab w:val="right" w:pos="{WIDTH}"/></w:tabs>'


def _rule(side, colour, size, space=1):
    return (
        f'<w:pBdr><w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'
        "</w:pBdr>"
    )


STYLES = {
    parts.NAME: Style(SONG, 80, "center", before=120, after=120, bold=True, colour=RED, spacing=60),
    parts.NUMBER: Style(FANG, 32, "center", after=240),
    parts.MADE_BY: Style(FANG, 28, extra=_TABS, after=60),
    parts.SECTION: Style(
        HEI, 36, "center", before=480, after=240, keep=True, outline=0, colour=RED, spacing=120
    ),
    parts.TITLE: Style(HEI, 36, "center", before=480, after=200, keep=True, outline=1),
    parts.TABLE_TITLE: Style(
        HEI, 26, "center", before=360, after=60, keep=True, outline=2, sides=900
    ),
    parts.SUBTITLE: Style(KAI, 30, "center", after=200, keep=True),
    parts.SOURCE: Style(KAI, 28, "center", after=80, keep=True),
    parts.DATELINE: Style(KAI, 28, "center", after=160, keep=True),
    parts.TEXT: _PROSE,
    parts.LEAD: _PROSE,
    parts.HEADING: _PROSE._replace(face=HEI, keep=True),
    parts.SUBHEADING: _PROSE._replace(face=KAI, bold=True, keep=True),
    parts.BULLET: _PROSE,
    parts.ITEM: _PROSE,
    parts.QUOTE: _PROSE._replace(face=KAI),
    parts.SENTENCE: _PROSE._replace(size=28, line=500),
    parts.BRIEF: _PROSE,
    parts.CAPTION: Style(KAI, 24, "center", after=160),
    parts.PICTURE: Style(FANG, 24, "center", before=120, after=60, keep=True),
    parts.PREFACE: Style(KAI, 21, "center", after=80, keep=True),
    parts.NOTE: Style(KAI, 21, before=60),
    parts.FURNITURE: _SMALL._replace(face=FANG, before=40),
    parts.LINK: _SMALL._replace(size=15, align="center", after=160, keep=True),
    parts.RULE: Style(
        size=8, line=80, before=80, after=160, keep=True, extra=_rule("bottom", RED, 24)
    ),
    parts.OFFICE: Style(HEI, 28, before=80, after=80, keep=True),
    parts.FIELD: Style(FANG, 24, line=400, keep=True, extra=_HALVES),
    parts.MONTH: Style(FANG, 24, line=400, keep=True),
    parts.CLOSING: Style(FANG, 24, line=400, keep=True),
    parts.IMPRINT: Style(
        FANG, 28, before=160, line=480,
        extra='<w:pBdr><w:top w:val="single" w:sz="8" w:space="4" w:color="000000"/>'
        '<w:bottom w:val="single" w:sz="8" w:space="4" w:color="000000"/></w:pBdr>' + _TABS,
    ),
    parts.RUNNING: _SMALL._replace(align="center"),
    parts.RUNNING_NAME: _SMALL._replace(extra=_rule("bottom", GREY, 4, 4) + _TABS),
    parts.PAGE: Style(SONG, 24, "center"),
    parts.BODY_TABLE: _CELL._replace(size=21),
    BODY_HEAD: _CELL._replace(face=HEI, size=21, align="center"),
    **{
        head_style(role): Style(HEI, 17, "center", keep=True)
        for role in ("number", "group", "subject", "figure")
    },
    **{
        body_style(kind, role): _CELL._replace(
            align="right" if role == "figure" else "left", face=face
        )
        for kind, face in (("data", SONG), ("subtotal", HEI), ("total", HEI))
        for role in ("subject", "figure")
    },
}  # fmt: skip


def style_id(part):
    return f"S{list(STYLES).index(part) + 1}"


def name_of(part):
    return parts.BUILT_IN.get(part, f"{OWN}{part}")


def styles_xml(namespaces):
    """The whole w:styles element as text."""
    made = "".join(_style(part, style) for part, style in STYLES.items())
    return f"<w:styles {namespaces}>{_DEFAULTS}{made}{_TABLE}</w:styles>"


def _style(part, style):
    custom = "" if part in parts.BUILT_IN else ' w:customStyle="1"'
    after = f'<w:next w:val="{style_id(parts.TEXT)}"/>' if style.outline == 1 else ""
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{style_id(part)}">'
        f'<w:name w:val="{name_of(part)}"/><w:basedOn w:val="Normal"/>{after}<w:qFormat/>'
        f"<w:pPr>{_paragraph(style)}</w:pPr><w:rPr>{_type(style)}</w:rPr></w:style>"
    )


def _paragraph(style):
    """Paragraph properties in the order that the schema wants."""
    line = f' w:line="{style.line}" w:lineRule="exact"' if style.line else ""
    first = style.indent * style.size * 10
    indent = f' w:firstLineChars="{style.indent * 100}" w:firstLine="{first}"' if first else ""
    sides = f' w:left="{style.sides}" w:right="{style.sides}"' if style.sides else ""
    return "".join(
        [
            "<w:keepNext/>" * style.keep,
            "<w:keepLines/>" * (style.keep and style.outline is not None),
            style.extra,
            f'<w:spacing w:before="{style.before}" w:after="{style.after}"{line}/>',
            f"<w:ind{sides}{indent}/>" if sides or indent else "",
            f'<w:jc w:val="{style.align}"/>',
            f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline is not None else "",
        ]
    )


def _type(style):
    return "".join(
        [
            _fonts(style.face),
            "<w:b/>" * style.bold,
            f'<w:color w:val="{style.colour}"/>' if style.colour else "",
            f'<w:spacing w:val="{style.spacing}"/>' if style.spacing else "",
            f'<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/>',
        ]
    )


def _fonts(face):
    latin = LATIN if face in (FANG, SONG, KAI) else face
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{face}" w:cs="{LATIN}"/>'


_LANGUAGE = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
_DEFAULTS = (
    f"<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(FANG)}"
    f'<w:kern w:val="2"/><w:sz w:val="24"/><w:szCs w:val="24"/>{_LANGUAGE}</w:rPr></w:rPrDefault>'
    "<w:pPrDefault/></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "<w:qFormat/></w:style>"
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
    '<w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:color w:val="1F4E79"/></w:rPr></w:style>'
    f'<w:style w:type="character" w:customStyle="1" w:styleId="{MARK_ID}">'
    f'<w:name w:val="{OWN_MARK}"/><w:basedOn w:val="DefaultParagraphFont"/>'
    f'<w:rPr><w:color w:val="{RED}"/><w:vertAlign w:val="superscript"/></w:rPr></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
    '<w:name w:val="Normal Table"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
    "</w:tblPr></w:style>"
)


def _borders():
    sides = {"top": 8, "left": 4, "bottom": 8, "right": 4, "insideH": 4, "insideV": 4}
    return "".join(
        f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="404040"/>'
        for side, size in sides.items()
    )


_TABLE = (
    f'<w:style w:type="table" w:customStyle="1" w:styleId="FiguresTable">'
    f'<w:name w:val="{TABLE_STYLE}"/><w:basedOn w:val="TableNormal"/><w:qFormat/>'
    f"<w:tblPr><w:tblBorders>{_borders()}</w:tblBorders>"
    '<w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="57" w:type="dxa"/>'
    '<w:bottom w:w="28" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    "</w:style>"
)


def fonts_xml(namespaces):
    """The w:fonts element: what a face may be replaced by where there is none of its name."""
    return f"<w:fonts {namespaces}>{''.join(map(_font, _FACES))}</w:fonts>"


def _font(name):
    charset = "00" if name == LATIN else "86"
    return (
        f'<w:font w:name="{name}"><w:altName w:val="{_FACES[name]}"/>'
        f'<w:charset w:val="{charset}"/><w:family w:val="auto"/><w:pitch w:val="variable"/>'
        "</w:font>"
    )
