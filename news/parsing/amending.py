"""A document as people have put it right: misread texts replaced, stray lines told apart.

Decisions are plain dicts, as they are stored: `edit` replaces a text, `row` the cells of a row,
`told` says what a line is.
"""

from dataclasses import replace
from datetime import date

from news.parsing.briefs import parse_brief
from news.parsing.issues import parse_issue
from news.parsing.records import Masthead, ParsedArticle
from stats.documents.blocks import Cell, Grid, Paragraph
from stats.parsing.records import ParsedTable

# What a line may be told to be, and how people call it.
PARTS = {
    "paragraph": "文章的一段",
    "title": "文章标题",
    "brief": "简讯",
    "note": "表后附注",
    "colophon": "刊尾文字",
    "furniture": "页眉页脚，不收",
}


def parse_amended(document, decisions):
    """The ParsedIssue of a documents.Document with these decisions about its text."""
    document = edited(document, decisions)
    told = {(one["where"], one["text"]): one["part"] for one in decisions if one["kind"] == "told"}
    parsed = parse_issue(_apart(document, told), typed_masthead(decisions))
    return _Placing(document, parsed).placed(told)


def typed_masthead(decisions):
    """What was typed of the issue, as a Masthead."""
    typed = next((one for one in decisions if one["kind"] == "facts"), {})
    day = typed.get("printed_on")
    return Masthead(
        year=typed.get("year"),
        number=typed.get("number"),
        serial=typed.get("serial"),
        printed_on=date.fromisoformat(day) if day else None,
    )


def edited(document, decisions):
    """The document with the texts that were replaced."""
    texts = {(one["where"], one["old"]): one["new"] for one in decisions if one["kind"] == "edit"}
    rows = {(one["where"], *one["old"]): one["new"] for one in decisions if one["kind"] == "row"}
    if not texts and not rows:
        return document
    blocks = [new for block in document.blocks for new in _edited(block, texts, rows)]
    return replace(document, blocks=tuple(blocks))


def _edited(block, texts, rows):
    if isinstance(block, Grid):
        lines = [_edited_row(row, rows) for row in block.rows]
        found = tuple(tuple(_edited_cell(c, texts) for c in row) for row in lines if row)
        return [replace(block, rows=found)] if found else []
    new = texts.get((block.where, block.text))
    if new is None:
        return [block]
    return [replace(block, text=line.strip()) for line in new.split("\n") if line.strip()]


def _edited_row(row, rows):
    if not row or not rows or row[0] is None:
        return row
    key = (row[0].where, *(cell.text for cell in row if cell is not None))
    return tuple(Cell(text, row[0].where) for text in rows[key]) if key in rows else row


def _edited_cell(cell, texts):
    new = texts.get((cell.where, cell.text)) if cell is not None else None
    return cell if new is None else replace(cell, text=new)


def _apart(document, told):
    """The document without the told lines, but for those the parser itself can place."""
    if not told:
        return document
    blocks = []
    for block in document.blocks:
        part = told.get((block.where, block.text)) if isinstance(block, Paragraph) else None
        if part == "title":
            blocks.append(replace(block, title=True))
        elif part == "furniture":
            blocks.append(replace(block, part="footer"))
        elif part is None:
            blocks.append(block)
    return replace(document, blocks=tuple(blocks))


class _Placing:
    """Puts told lines where people said, in the order of the document."""

    def __init__(self, document, parsed):
        self.parsed = parsed
        self.order, self.texts = {}, []
        for place, block in enumerate(document.blocks):
            cells = [c for row in getattr(block, "rows", ()) for c in row if c is not None]
            for where in (block.where, *(cell.where for cell in cells)):
                self.order.setdefault(where, place)
            self.texts.append(getattr(block, "text", ""))
        self.articles, self.briefs = list(parsed.articles), list(parsed.briefs)
        self.statistics, self.captions = list(parsed.statistics), list(parsed.colophon.captions)
        self.lines = list(parsed.running_text)

    def placed(self, told):
        left = [line for line in self.parsed.unplaced if (line.where, line.text) not in told]
        loose = {(line.where, line.text) for line in self.parsed.unplaced}
        for (where, text), part in sorted(told.items(), key=lambda one: self.place(one[0][0])):
            if part not in ("title", "furniture") or (where, text) in loose:
                getattr(self, f"add_{part}")(text, where)
        return replace(
            self.parsed,
            articles=tuple(self.articles),
            briefs=tuple(self.briefs),
            statistics=tuple(self.statistics),
            colophon=replace(self.parsed.colophon, captions=tuple(self.captions)),
            running_text=tuple(self.lines),
            unplaced=tuple(left),
        )

    def place(self, where):
        return self.order.get(where, len(self.texts))

    def _before(self, items, where):
        """How many of `items` stand before `where`."""
        return sum(self.place(item.where) < self.place(where) for item in items)

    def add_title(self, text, where):
        self.articles.insert(self._before(self.articles, where), ParsedArticle(text, (), where))

    def add_paragraph(self, text, where):
        index = max(self._before(self.articles, where) - 1, 0)
        if not self.articles:
            self.articles.append(ParsedArticle("", (), where))
        article = self.articles[index]
        before = set(self.texts[: self.place(where)])
        passed = [at for at, one in enumerate(article.paragraphs, 1) if one in before]
        at = passed[-1] if passed else 0
        paragraphs = (*article.paragraphs[:at], text, *article.paragraphs[at:])
        self.articles[index] = replace(article, paragraphs=paragraphs)

    def add_brief(self, text, where):
        masthead, month = self.parsed.masthead, self.parsed.number
        month = masthead.printed_on.month if masthead.printed_on else month
        brief = parse_brief(text, where, self.parsed.year, month)
        self.briefs.insert(self._before(self.briefs, where), brief)

    def add_note(self, text, where):
        tables = [one for one in self.statistics if isinstance(one, ParsedTable)]
        if not tables:
            return self.add_colophon(text, where)
        table = tables[max(self._before(tables, where) - 1, 0)]
        self.statistics[self.statistics.index(table)] = replace(table, notes=(*table.notes, text))
        return None

    def add_colophon(self, text, where):
        self.captions.append(text)

    def add_furniture(self, text, where):
        self.lines.append(text)
