"""PDFs of our own print: tags and type say what everything is, so nothing has to be guessed.

What a reader sees is what is read: the words at their tags. Sizes and faces are those of our print:
a name of the bulletin is larger than 20 points, what is 9 points or smaller only helps to read.
"""

import re
from dataclasses import replace

from .blocks import Paragraph
from .pdf_tags import EN_SPACE, broken, rows_of
from .pdf_told_tables import grid_of, is_note_row, notes_of

KEYWORD = "简报印本"
EXTRACT = "（以下数据摘自本期文字）"
SECTIONS = {"统计数据": "statistics", "简讯": "briefs"}
# The text of an article; smaller letters are notes, captions and where links lead.
_TEXT, _HEADING, _NUMBER, _LARGE, _TINY = 13, 13.4, 14.5, 20, 9.6
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_MADE_BY = "　编印"
_LINK_NUMBER = re.compile(r"\[\d+\]")
_DAYS = re.compile(r"日期不详|\d{4}年")


def is_ours(document):
    """True for a pdfminer document that our own print has made."""
    keywords = document.info[0].get("Keywords", b"") if document.info else b""
    return KEYWORD in _decoded(keywords) and "StructTreeRoot" in document.catalog


def _decoded(text):
    is_wide = text[:2] == b"\xfe\xff"
    return text[2:].decode("utf-16-be", "replace") if is_wide else text.decode("utf-8", "replace")


def told_blocks(tags, pages):
    """The blocks of the tags; `pages` are the numbers of pages and their characters."""
    reader = _Reader(pages)
    for tag in tags:
        reader.read_all(tag)
    return reader.blocks


class _Reader:
    """Takes one tag after the other; `zone` is the part of the bulletin it stands in."""

    def __init__(self, pages):
        self.blocks, self.zone = [], "masthead"
        self._characters = {}
        for number, characters in pages:
            for mark, found in _marked(characters):
                self._characters.setdefault((number, mark), []).append(found)

    def read_all(self, tag):
        """What is in a tag that only holds others."""
        for kid in tag.kids:
            self._read(kid)

    def _read(self, tag):
        reads = {
            "TOC": self._skip, "Link": self._skip, "Figure": self._skip, "Caption": self._skip,
            "H1": self._read_title, "H2": self._read_heading, "H3": self._read_heading,
            "Table": self._read_table, "L": self._read_list, "BlockQuote": self._read_quote,
            "Div": self._read_frame, "Span": self._read_loose, "P": self._read_paragraph,
        }.get(tag.kind, self.read_all)  # fmt: skip
        reads(tag)

    def _skip(self, tag):
        pass

    def rows(self, tag, without=()):
        return rows_of(tag, self._characters, without)

    def add(self, rows, style, text=None):
        text = "".join(row.text for row in rows) if text is None else text
        if text.strip():
            where = f"第{rows[0].page}页第{len(self.blocks) + 1}段"
            self.blocks.append(Paragraph(text.strip(), where, style=style))

    # -- headings

    def _read_title(self, tag):
        rows = self.rows(tag)
        text = "".join(row.text for row in rows).strip()
        if text in SECTIONS and any(map(_is_red, rows)):
            self.zone = SECTIONS[text]
            return
        self.zone = "articles"
        self.add(rows, "标题")

    def _read_heading(self, tag):
        rows = self.rows(tag)
        inner = "次标题" if _size(rows) < _HEADING else "小标题"
        self.add(rows, "表题" if self.zone == "statistics" else inner)

    # -- paragraphs

    def _read_paragraph(self, tag):
        rows = self.rows(tag)
        size = rows[0].size if rows else 0
        if self.zone == "masthead" and size < _TINY:
            self.add(rows, "页眉")
        elif self.zone == "masthead" and size > _NUMBER:
            self._read_masthead(rows)
        elif self.zone == "statistics":
            self.add(rows, "数据段" if size > _TEXT else "表前" if size > _TINY else "版面")
        elif self.zone == "briefs":
            self._read_brief(rows)
        elif size > _TEXT:
            self.zone = "articles"
            self.add(rows, self._style_of_text(rows), broken(_without_numbers(rows)))

    def _read_brief(self, rows):
        """A brief, behind its days where they are set in another face."""
        count = _count_of(rows[0].characters, "Sans")
        label = "".join(found["text"] for found in rows[0].characters[:count])
        if _DAYS.match(label):
            del rows[0].characters[:count]
            self.add(rows, "简讯", f"{label.strip()}\t{broken(rows)}")
        else:
            self.add(rows, "简讯", broken(rows))

    def _style_of_text(self, rows):
        return "导语" if _count_of(rows[0].characters, "Sans") else "正文"

    def _read_list(self, tag):
        for item in tag.kids:
            label = next((kid for kid in item.kids if kid.kind == "Lbl"), None)
            number = "".join(row.text for row in self.rows(label)) if label else ""
            body = [kid for kid in item.kids if kid.kind != "Lbl"]
            for part in body:
                rows = _without_numbers(self.rows(part, ("L", "Table")))
                text = broken(rows)
                numbered = number[:1].isdigit()
                style = "编号" if numbered else "列项"
                self.add(rows, style, f"{number.strip() if numbered else ''}{text}")
                for inner in (kid for kid in part.kids if kid.kind in ("L", "Table")):
                    self._read(inner)

    def _read_quote(self, tag):
        if not tag.kids:
            self.add(rows := self.rows(tag), "引文", broken(rows))
        for kid in tag.kids:
            if kid.kind in ("P", "Span"):
                rows = _without_numbers(self.rows(kid))
                self.add(rows, "引文", broken(rows))
            else:
                self._read(kid)

    # -- lines that stand for themselves

    def _read_loose(self, tag):
        """The masthead's lines, or what stands below the title of an article."""
        rows = self.rows(tag)
        if self.zone == "masthead":
            self._read_masthead(rows)
        elif self.zone == "statistics":
            self.add([row for row in rows if row.size > _TINY], "表前")
        elif self.zone == "articles":
            self._read_subtitle([row for row in rows if row.size > _TEXT])
            self._read_origin([row for row in rows if row.size < _TEXT and not _is_caption(row)])

    def _read_masthead(self, rows):
        self.add([row for row in rows if row.size > _LARGE], "刊名")
        self.add([row for row in rows if _NUMBER < row.size <= _LARGE], "期号")

    def _read_subtitle(self, rows):
        """A subtitle, each line of which may have a tag of its own."""
        last = self.blocks[-1] if rows and self.blocks else None
        if getattr(last, "style", "") == "副标题":
            text = last.text + "".join(row.text for row in rows)
            self.blocks[-1] = replace(last, text=text.strip())
        else:
            self.add(rows, "副标题")

    def _read_origin(self, rows):
        """Whom an article comes from, and behind an en space its dateline."""
        source, _, dateline = "".join(row.text for row in rows).partition(EN_SPACE)
        self.add(rows, "来源", source)
        self.add(rows, "电头", dateline)

    def _read_frame(self, tag):
        """Publisher and day below the masthead, or the colophon."""
        lines = _leaves(tag)
        if not any(_size(self.rows(line)) > 13 for line in lines):
            self.zone = "colophon"
        for line in lines:
            rows = self.rows(line)
            if self.zone == "masthead":
                self._read_made_by(rows)
            elif rows:
                self._read_closing(line, rows)

    def _read_made_by(self, rows):
        text = "".join(row.text for row in rows).strip()
        if text.endswith(_MADE_BY) or _DAY.fullmatch(text):
            self.add(rows, "编印", text.removesuffix(_MADE_BY))

    def _read_closing(self, tag, rows):
        size, text = rows[0].size, "".join(row.text for row in rows).strip()
        if size <= _TINY or (text.startswith("本期网页：") and tag.has("Link")):
            return
        sans = all("Sans" in face for face in rows[0].faces)
        if size > 12:
            self.add(rows, "刊尾单位")
        elif text.startswith("数据月份："):
            self.add(rows, "数据月份")
        else:
            self.add(rows, "刊尾说明" if sans else "刊尾")

    # -- tables

    def _read_table(self, tag):
        if self._is_extract():
            return
        lines = [row for part in tag.kids for row in part.kids if row.kind == "TR"]
        table = [row for row in lines if not is_note_row(row)]
        where = f"第{tag.all_marks()[0][0]}页第{len(self.blocks) + 1}段的表"
        grid = grid_of(table, self.rows, where, self.zone == "statistics")
        self.blocks += [grid] if grid else []
        for note in notes_of(lines):
            rows = self.rows(note)
            if rows and rows[0].size > _TINY:
                self.add(rows, "表注")

    def _is_extract(self):
        """True where a table says that it repeats what a paragraph tells; it is then forgotten."""
        if not self.blocks or getattr(self.blocks[-1], "text", "") != EXTRACT:
            return False
        self.blocks.pop()
        if self.blocks and getattr(self.blocks[-1], "style", "") == "表题":
            self.blocks.pop()
        return True


def _marked(characters):
    """(mark, letter) of the letters of a page; one within a mark may have one of its own that has
    no number, and what follows is then told none."""
    mark = None
    for found in characters:
        if found.get("mcid") is not None or found.get("tag") == "Artifact":
            mark = found.get("mcid")
        yield mark, found


def _leaves(tag):
    """The pieces in a frame that hold text of their own."""
    found = []
    for kid in tag.kids:
        if kid.kind in ("P", "Span"):
            found.append(kid)
        elif kid.kind not in ("Link", "Figure"):
            found += _leaves(kid)
    return found


def _size(rows):
    return rows[0].size if rows else 0


def _is_red(row):
    return any(len(color) == 3 and color[0] > 0.5 > color[1] + color[2] for color in row.colors)


def _is_caption(row):
    return any("Sans" in face for face in row.faces)


def _count_of(letters, face):
    """How many letters at the beginning are set in a face."""
    others = (place for place, found in enumerate(letters) if face not in found["fontname"])
    return next(others, len(letters))


def _without_numbers(rows):
    """The rows without the small raised numbers of links, [1]."""
    for row in rows:
        small = [found["size"] < 0.75 * row.size for found in row.characters]
        text = "".join(
            chr(1) if is_small and len(found["text"]) == 1 else chr(2)
            for found, is_small in zip(row.characters, small, strict=True)
        )
        for match in reversed(list(re.finditer(r"\x01+", text))):
            inside = "".join(found["text"] for found in row.characters[slice(*match.span())])
            if _LINK_NUMBER.fullmatch(inside):
                del row.characters[slice(*match.span())]
    return [row for row in rows if row.characters]
