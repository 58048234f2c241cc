"""The printed text of one Word paragraph, and what hangs on it."""

from dataclasses import dataclass, field

from .word_numbers import SYMBOLS
from .word_package import W, value
from .word_styles import OWN

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
PICTURES = (
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
    "{urn:schemas-microsoft-com:vml}imagedata",
)
OLE_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

# Stands where a page number is printed; no XML text can hold it.
PAGE_NUMBER = "\0"
_PAGE_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES"}
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SILENT = {
    *("pPr", "rPr", "sdtPr", "sdtEndPr", "rubyPr", "rt", "tblPr", "trPr", "tcPr", "fldData"),
    *("delText", "delInstrText", "bookmarkStart", "bookmarkEnd", "proofErr", "sectPr"),
}


@dataclass(slots=True)
class Inline:
    """A paragraph's text, the text boxes anchored in it and the footnotes it refers to."""

    text: str = ""
    boxes: list = field(default_factory=list)
    footnotes: list = field(default_factory=list)


@dataclass(slots=True)
class _Field:
    """A field being read: its instruction, and whether its result has begun and is printed."""

    code: str = ""
    begun: bool = False
    printed: bool = False


class InlineReader:
    """Reads paragraphs one after the other; a field may go over several of them."""

    def __init__(self, styles, remark):
        self._styles, self._remark = styles, remark
        self._fields = []
        self._pieces, self._inline, self._where, self._hidden = [], Inline(), "", False
        self._handlers = {W + name: self._sign(sign) for name, sign in _SIGNS.items()}
        self._handlers |= {W + name: self._nothing for name in _SILENT}
        self._handlers |= {
            W + "t": self._text,
            MATH + "t": self._text,
            MATH + "oMath": self._math,
            W + "r": self._run,
            W + "sym": self._symbol,
            W + "del": self._deleted,
            W + "moveFrom": self._deleted,
            W + "ins": self._inserted,
            W + "fldSimple": self._simple_field,
            W + "fldChar": self._field_mark,
            W + "instrText": self._field_code,
            W + "drawing": self._graphic,
            W + "pict": self._graphic,
            W + "object": self._graphic,
            W + "footnoteReference": self._footnote,
            W + "endnoteReference": self._footnote,
            W + "commentReference": self._nothing,
            ALTERNATE: self._alternate,
        }

    def read(self, paragraph, where):
        """The `Inline` of a w:p that stands at `where`."""
        self._pieces, self._inline, self._where = [], Inline(), where
        self._children(paragraph)
        # An instruction that goes on past its paragraph would swallow the rest of the document.
        self._fields = [found for found in self._fields if found.begun]
        self._inline.text = "".join(self._pieces)
        return self._inline

    def _children(self, element):
        for child in element:
            self._handlers.get(child.tag, self._children)(child)

    def _nothing(self, element):
        pass

    def _sign(self, sign):
        return lambda element: self._print(sign)

    def _print(self, text):
        if not self._hidden and all(found.printed for found in self._fields):
            self._pieces.append(text)

    def _text(self, element):
        self._print(element.text or "")

    def _math(self, element):
        self._remark(self._where, "有公式，只收录了其中的文字")
        self._children(element)

    def _run(self, run):
        properties = run.find(W + "rPr")
        if properties is None:
            self._children(run)
            return
        text = "".join(t.text or "" for t in run.findall(W + "t"))
        if text == "r" and self._styles.is_mark(properties):
            return
        if text.strip() and value(properties, "color") == "FFFFFF":
            self._remark(self._where, f"有白色文字“{_short(text)}”，已收录")
        self._hidden = self._styles.hides(properties)
        if self._hidden and text.strip():
            self._remark(self._where, f"有隐藏文字“{_short(text)}”，未收录")
        self._children(run)
        self._hidden = False

    def _symbol(self, element):
        code = element.get(W + "char", "")
        sign = chr(int(code, 16)) if 0 < len(code) < 5 and code.isalnum() else ""
        if "\ue000" <= sign <= "\uf8ff" and sign not in SYMBOLS:
            self._remark(self._where, f"有符号字体的字符 {code}，未收录")
            return
        self._print(SYMBOLS.get(sign, sign))

    def _deleted(self, element):
        text = "".join(part.text or "" for part in element.iter(W + "delText", W + "t"))
        if text.strip():
            self._remark(self._where, f"有修订删除的文字“{_short(text)}”，未收录")

    def _inserted(self, element):
        text = "".join(part.text or "" for part in element.iter(W + "t"))
        if text.strip():
            self._remark(self._where, f"有修订插入的文字“{_short(text)}”，已收录")
        self._children(element)

    def _simple_field(self, element):
        if _is_page(element.get(W + "instr", "")):
            self._print(PAGE_NUMBER)
        else:
            self._children(element)

    def _field_mark(self, element):
        kind = element.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].begun = True
            self._fields[-1].printed = not _is_page(self._fields[-1].code)
        elif kind == "end" and self._fields and _is_page(self._fields.pop().code):
            self._print(PAGE_NUMBER)

    def _field_code(self, element):
        if self._fields:
            self._fields[-1].code += element.text or ""

    def _graphic(self, element):
        names = [drawn.get("name", "") for drawn in element.iter(_DRAWN)]
        if names and all(name.startswith(OWN) for name in names):
            return  # a code of our own print: the link beside it says the same
        self._inline.boxes += topmost(element, W + "txbxContent")
        pictures = sum(len(topmost(element, kind)) for kind in PICTURES)
        found = {
            f"有图片{pictures}幅": pictures,
            "有图表": len(topmost(element, CHART)),
            "有组织结构图": len(topmost(element, DIAGRAM)),
            "有嵌入对象": len(topmost(element, OLE_OBJECT)),
        }
        for words, count in found.items():
            if count:
                self._remark(self._where, f"{words}，未收录")

    def _footnote(self, element):
        kind = "footnote" if element.tag == W + "footnoteReference" else "endnote"
        self._inline.footnotes.append((kind, element.get(W + "id")))

    def _alternate(self, element):
        chosen = preferred(element)
        if chosen is not None:
            self._children(chosen)


def preferred(alternate):
    """The one branch of an mc:AlternateContent to read: both say the same."""
    choice = alternate.find(CHOICE)
    return alternate.find(FALLBACK) if choice is None else choice


def topmost(element, tag):
    """The descendants with `tag` that stand in no other such, fallbacks left out."""
    found = []
    for child in element:
        if child.tag == tag:
            found.append(child)
        elif child.tag == ALTERNATE:
            chosen = preferred(child)
            found += [] if chosen is None else topmost(chosen, tag)
        else:
            found += topmost(child, tag)
    return found


def _is_page(code):
    return code.strip().split(" ")[0].upper() in _PAGE_FIELDS


def _short(text):
    return text if len(text) <= 30 else text[:29] + "…"
