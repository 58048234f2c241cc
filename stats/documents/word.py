"""Word documents (.docx): body, tables, text boxes, notes, headers and footers as blocks."""

import hashlib
import re
from dataclasses import dataclass, replace

from . import text_grids
from .blocks import Cell, Document, Grid, Paragraph, Unreadable
from .text_lines import clean
from .word_inline import ALTERNATE, PAGE_NUMBER, InlineReader, preferred
from .word_numbers import Numbering
from .word_package import Package, R, W
from .word_styles import Styles
from .word_tables import read_table

MOST_NOTES = 200
_OPEN = {W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
_GONE = {W + "del", W + "moveFrom"}
_NOTES = {"footnote": "脚注", "endnote": "尾注"}
_PAGE_LINE = re.compile(rf"[\s\d{PAGE_NUMBER}第共页/／.·|—–－-]*")
_LINE_PLACE = re.compile(r"第(\d+)行")


def read_word(name, data):
    """The `Document` in the bytes `data` of the Word file `name`."""
    package = Package(name, data)
    reader = _Reader(package.main)
    try:
        blocks = reader.all_blocks()
    except RecursionError:
        raise Unreadable(f"“{name}”的表格嵌套过深，无法读取；请在 Word 中整理后再试。") from None
    if not blocks:
        raise Unreadable(f"“{name}”里没有文字（可能只有图片）；请换用有文字的文档。")
    if package.has_macros:
        reader.remark("文档", "含有宏，未运行")
    notes = tuple(reader.notes[:MOST_NOTES])
    return Document(name, hashlib.sha256(data).hexdigest(), "docx", tuple(blocks), notes)


@dataclass(slots=True)
class _Line:
    """One line of a paragraph before it is known whether it belongs to a table."""

    text: str
    where: str
    title: bool
    style: str = ""


class _Reader:
    """Reads the stories of one document in printed order."""

    def __init__(self, main):
        self.notes = []
        self._main = main
        self._styles = Styles(main.related("styles"))
        self._numbering = Numbering(main.related("numbering"))
        self._inline = InlineReader(self._styles, self.remark)
        self._stories = {kind: self._story(f"{kind}s", kind) for kind in _NOTES}
        self._tables = self._boxes = self._paragraphs = 0
        self._remarked = set()

    def remark(self, where, words):
        """Notes once what stands at `where` and is not in the blocks as printed."""
        if (where, words) not in self._remarked:
            self._remarked.add((where, words))
            self.notes.append(f"{where}{words}。")

    def all_blocks(self):
        """Headers, the body, footers."""
        body = self._main.root.find(W + "body")
        headers = self._margins("header", "页眉")
        found = [] if body is None else self._body(body)
        self._comments()
        return headers + found + self._margins("footer", "页脚")

    def _body(self, body):
        """The blocks of the body; runs of paragraphs may hold tables set with tabs."""
        blocks, lines = [], []
        for element in self._flow(body, "正文"):
            if element.tag == W + "tbl":
                blocks += self._set(lines) + self._table(element)
                lines = []
                continue
            place = f"正文第{self._paragraphs + 1}段"
            own, hanging = self._paragraph(element, place)
            self._paragraphs += any(clean(line.text) for line in own)
            if any(line.style for line in own):
                blocks += [*self._set(lines), *_told(own)]
                lines = []
            else:
                lines += own
            if hanging:
                blocks += self._set(lines) + hanging
                lines = []
        return blocks + self._set(lines)

    def _set(self, lines):
        """The blocks of some lines: paragraphs, and grids where tabs or bars make columns."""
        if not any(mark in line.text for line in lines for mark in "\t|｜"):
            return [_paragraph(line) for line in lines if clean(line.text)]
        notes = []
        found = text_grids.blocks([line.text for line in lines], notes)
        self.notes += [_placed(note, lines) for note in notes]
        return [_placed_block(block, lines) for block in found]

    def _flow(self, container, place):
        """The paragraphs and tables of a container in order, wrappers opened."""
        for child in container:
            if child.tag in (W + "p", W + "tbl"):
                yield child
            elif child.tag in _OPEN:
                yield from self._flow(child, place)
            elif child.tag == ALTERNATE and preferred(child) is not None:
                yield from self._flow(preferred(child), place)
            elif child.tag in _GONE:
                self.remark(place, "有修订删除的段落，未收录")
            elif child.tag == W + "altChunk":
                self.remark(place, "嵌有另一份文件（altChunk），未收录")

    def _paragraph(self, element, place):
        """The lines of a w:p, and the blocks that hang on it."""
        inline = self._inline.read(element, place)
        properties = element.find(W + "pPr")
        title, style = self._styles.is_title(properties), self._styles.told(properties)
        text = inline.text.replace(PAGE_NUMBER, "")
        if clean(text):
            number = self._number(properties)
            text = number + text.lstrip() if number else text
        # A page break is a line break too: what it leaves empty is no line of the paragraph.
        lines = [_Line(part.rstrip(" "), place, title, style) for part in text.split("\n")]
        lines = [line for line in lines if clean(line.text) or "\t" in line.text] or lines[:1]
        return lines, self._hanging(inline)

    def _number(self, properties):
        number, level, style = self._styles.number(properties)
        if level is None:
            level = self._numbering.level_of(number, style)
        return self._numbering.next(number, level)

    def _hanging(self, inline):
        blocks = []
        for box in inline.boxes:
            self._boxes += 1
            blocks += self._contents(box, f"文本框{self._boxes}", "textbox")
        for kind, identifier in inline.footnotes:
            note = self._stories[kind].get(identifier)
            if note is not None:
                blocks += self._contents(note, f"{_NOTES[kind]}{identifier}", "footnote")
        return blocks

    def _contents(self, container, place, part):
        """The blocks of a text box, a note, a header: paragraphs of one `part`, and grids."""
        blocks = []
        for element in self._flow(container, place):
            if element.tag == W + "tbl":
                blocks += [_in_part(block, part) for block in self._table(element)]
                continue
            lines, hanging = self._paragraph(element, place)
            texts = [text for line in lines for text in line.text.split("\t") if clean(text)]
            blocks += [Paragraph(clean(text), place, part) for text in texts] + hanging
        return blocks

    def _table(self, element, where=None):
        """The grid of a w:tbl, then what its cells hold besides text."""
        if where is None:
            self._tables += 1
            where = f"表{self._tables}"
        pending = []
        grid = read_table(element, where, lambda tc, at: self._cell(tc, at, pending), self.remark)
        if not any(cell and cell.text for row in grid.rows for cell in row):
            return pending
        return [*_framed(grid), *pending]

    def _cell(self, tc, where, pending):
        """Text and style of a w:tc; nested tables and the like are put on `pending`."""
        texts, styles = [], []
        for element in self._flow(tc, where):
            if element.tag == W + "tbl":
                pending += self._table(element, f"{where}内表")
                continue
            lines, hanging = self._paragraph(element, where)
            texts += [clean(line.text.replace("\t", " ")) for line in lines]
            styles += [line.style for line in lines]
            pending += hanging
        return "\n".join(text for text in texts if text), next(filter(None, styles), "")

    def _margins(self, part, place):
        """The paragraphs of all headers or footers, each text once, page numbers left out."""
        blocks, seen = [], set()
        for reference in self._main.root.iter(f"{W}{part}Reference"):
            margin = self._main.by_id(reference.get(R + "id"))
            for block in [] if margin is None else self._margin(margin.root, place, part):
                texts = _texts(block)
                if texts not in seen:
                    seen.add(texts)
                    blocks.append(block)
        return blocks

    def _margin(self, root, place, part):
        for element in self._flow(root, place):
            if element.tag == W + "tbl":
                yield from (_in_part(block, part) for block in self._table(element, place))
                continue
            inline = self._inline.read(element, place)
            text = clean(inline.text.replace(PAGE_NUMBER, ""))
            style = self._styles.told(element.find(W + "pPr"))
            if text and (style or not _PAGE_LINE.fullmatch(inline.text)):
                text = text if style else re.sub(r"\s+", " ", text)
                yield Paragraph(text, place, part, style=style)
            for box in inline.boxes:
                yield from self._margin(box, place, part)

    def _story(self, relation, tag):
        """The footnotes or endnotes by id, the separator lines left out."""
        part = self._main.related(relation)
        notes = [] if part is None else part.root.findall(W + tag)
        return {note.get(W + "id"): note for note in notes if note.get(W + "type") is None}

    def _comments(self):
        part = self._main.related("comments")
        for comment in [] if part is None else part.root.iter(W + "comment"):
            text = clean("".join(t.text or "" for t in comment.iter(W + "t")))
            self.remark("文档", f"有批注“{text[:60]}”，未收录")


def _told(lines):
    """The one paragraph, inner line breaks kept, of lines that their style tells the place of."""
    text = clean("\n".join(line.text for line in lines))
    first = lines[0]
    return [Paragraph(text, first.where, title=first.title, style=first.style)] if text else []


def _paragraph(line):
    return Paragraph(clean(line.text), line.where, title=line.title)


def _in_part(block, part):
    return replace(block, part=part) if isinstance(block, Paragraph) else block


def _placed(text, lines):
    """`text` with line numbers told as the paragraphs they are."""
    return _LINE_PLACE.sub(lambda match: lines[int(match[1]) - 1].where, text)


def _placed_block(block, lines):
    if isinstance(block, Paragraph):
        number = int(_LINE_PLACE.match(block.where)[1])
        return replace(block, where=_placed(block.where, lines), title=lines[number - 1].title)
    rows = tuple(
        tuple(replace(cell, where=_placed(cell.where, lines)) for cell in row) for row in block.rows
    )
    first = rows[0][0].where
    return replace(block, rows=rows, where=f"{first}起的表")


def _framed(grid):
    """The grid; or the paragraphs of a table that is one cell, which is but a frame."""
    if len(grid.rows) > 1 or len(grid.rows[0]) > 1:
        return [grid]
    cell: Cell = grid.rows[0][0]
    return [Paragraph(text, cell.where) for text in cell.text.split("\n")]


def _texts(block):
    if isinstance(block, Grid):
        return tuple(cell and cell.text for row in block.rows for cell in row)
    return block.text
