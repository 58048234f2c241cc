"""A bulletin of our own print, read by what every paragraph says it is.

What somebody has added to such a document without saying what it is belongs to the part it stands
in; a table is then read as any other.
"""

import re
from dataclasses import replace
from datetime import date

from news.parsing import mastheads
from news.parsing import told_styles as styles
from news.parsing.articles import dateline_of
from news.parsing.briefs import parse_brief
from news.parsing.colophons import with_told_field
from news.parsing.records import Colophon, Masthead, ParsedArticle, ParsedBrief, Unplaced
from news.parsing.told_bodies import Body
from stats.documents.blocks import Grid
from stats.parsing import told as told_tables
from stats.parsing.months import first_month
from stats.parsing.sentences import parse_sentence
from stats.parsing.tables import continues, joined, parse_table
from stats.parsing.wording import is_note

_NUMBERS = re.compile(r"(\d+)年第(\d+)期(?:（总第(\d+)期）)?")
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_BODY = {
    styles.LEAD, styles.TEXT, styles.HEADING, styles.SUBHEADING, styles.BULLET, styles.ITEM,
    styles.QUOTE,
}  # fmt: skip


def is_told(blocks):
    """True for the blocks of a document that says what its paragraphs are."""
    return any(styles.part_of(getattr(block, "style", "")) == styles.NUMBER for block in blocks)


class ToldReader:
    """Takes one block after the other; `_last` is the part that the last one belonged to."""

    latest_month = None  # no day named in passing tells which issue this is

    def __init__(self):
        self.masthead, self.colophon, self.period = Masthead(), Colophon(), None
        self.articles, self.statistics, self.briefs, self.unplaced = [], [], [], []
        self.lines = []
        self._body, self._last = Body(), styles.TEXT
        self._title, self._section, self._preface, self._after_table = "", "", [], False

    def read(self, blocks):
        for block in blocks:
            if isinstance(block, Grid):
                self._read_grid(block)
            elif not styles.is_furniture(block.style):
                self._read(block, styles.part_of(block.style) or self._part_of(block))
        self._end_article()
        self._end_title()

    def _part_of(self, block):
        """What an untold paragraph is, by what stands before it."""
        if block.part in ("header", "footer"):
            return styles.RUNNING
        if self._last in (styles.TABLE_TITLE, styles.NOTE, styles.SENTENCE):
            return styles.NOTE if self._after_table and is_note(block.text) else styles.SENTENCE
        return self._last

    def _read(self, block, part):
        if part in _BODY:
            self._read_body(block, part)
        else:
            reads = _READS.get(part, ToldReader._read_body)
            reads(self, block, part)
        if part != styles.RUNNING:
            self._last = part if part not in _HEADS else styles.TEXT

    # -- masthead and colophon

    def _read_name(self, block, part):
        self.masthead = replace(self.masthead, name=block.text)

    def _read_number(self, block, part):
        match = _NUMBERS.fullmatch(block.text)
        if match is None:
            self.masthead = mastheads.with_line(self.masthead, block.text) or self.masthead
            return
        year, number, serial = (text and int(text) for text in match.groups())
        self.masthead = replace(self.masthead, year=year, number=number, serial=serial)

    def _read_made_by(self, block, part):
        for text in filter(None, map(str.strip, block.text.split("\t"))):
            day = _day(text)
            told = {"printed_on": day} if day else {"publisher": text}
            self.masthead = replace(self.masthead, **told)

    def _read_month(self, block, part):
        self.period = first_month(block.text)

    def _read_running(self, block, part):
        self.lines.append(block.text)

    def _read_office(self, block, part):
        self.colophon = replace(self.colophon, organisation=block.text)

    def _read_field(self, block, part):
        for text in filter(None, map(str.strip, block.text.split("\t"))):
            self.colophon = with_told_field(self.colophon, text)

    def _read_closing(self, block, part):
        self.colophon = replace(self.colophon, captions=(*self.colophon.captions, block.text))

    # -- articles

    def _read_title(self, block, part):
        self._end_article()
        self.articles.append(ParsedArticle(block.text, (), block.where))

    def _read_subtitle(self, block, part):
        self._change_article(block, subtitle=block.text)

    def _read_origin(self, block, part):
        told = "source" if part == styles.SOURCE else "dateline"
        self._change_article(block, **{told: block.text})

    def _read_body(self, block, part):
        if part == styles.LEAD:
            source, dateline = dateline_of(block.text)
            self._change_article(block, source=source, dateline=dateline)
        else:
            self._change_article(block)
        self._body.add(block.text, part)

    def _change_article(self, block, **told):
        if not self.articles:
            self.articles.append(ParsedArticle("", (), block.where))
        self.articles[-1] = replace(self.articles[-1], **told)

    def _end_article(self):
        body, self._body = self._body, Body()
        if self.articles and body.paragraphs:
            last = replace(self.articles[-1], paragraphs=tuple(body.paragraphs), body=body.html)
            self.articles[-1] = last

    # -- statistics

    def _read_table_title(self, block, part):
        self._end_title()
        self._title, self._preface, self._after_table = (block.text, block.where), [], False

    def _end_title(self):
        """A title under which nothing came has no place."""
        if self._title:
            self.unplaced.append(Unplaced(*self._title))
        self._title = ""

    def _read_preface(self, block, part):
        self._preface.append(block.text)

    def _read_note(self, block, part):
        if self._after_table:
            table = self.statistics[-1]
            self.statistics[-1] = replace(table, notes=(*table.notes, block.text))
        else:
            self.unplaced.append(Unplaced(block.text, block.where))

    def _read_sentence(self, block, part):
        if self._title:
            self._section, self._title = self._title[0], ""
        self._after_table = False
        for text in block.text.split("\n"):
            month = first_month(self._section)
            sentence = parse_sentence(text, block.where, self._section, month)
            if sentence.figures:
                self.statistics.append(sentence)
            else:
                self.unplaced.append(Unplaced(text, block.where))

    def _read_grid(self, grid):
        first = next((cell for row in grid.rows for cell in row if cell is not None), None)
        if first is not None and first.style.startswith(styles.BODY_TABLE):
            self._change_article(grid)
            self._body.add_table(grid)
            return
        grid = told_tables.with_roles(grid)
        table = told_tables.parse_told(grid) if told_tables.is_told(grid) else parse_table(grid)
        before = self.statistics[-1] if self._after_table else None
        if not self._title and before is not None and continues(table, before):
            self.statistics[-1] = joined(before, table)
            return
        title, preface = (self._title or (table.title, ""))[0], (*self._preface, *table.preface)
        months = filter(None, map(first_month, (title, *preface)))
        self.statistics.append(
            replace(table, title=title, preface=preface, period=next(months, None))
        )
        self._title, self._preface, self._after_table = "", [], True
        self._last = styles.TABLE_TITLE

    # -- briefs

    def _read_brief(self, block, part):
        self.briefs.append((block.text, block.where))

    def briefs_of(self, year, month):
        return [_brief(text, where, year, month) for text, where in self.briefs]


_READS = {
    styles.NAME: ToldReader._read_name,
    styles.NUMBER: ToldReader._read_number,
    styles.MADE_BY: ToldReader._read_made_by,
    styles.MONTH: ToldReader._read_month,
    styles.RUNNING: ToldReader._read_running,
    styles.OFFICE: ToldReader._read_office,
    styles.FIELD: ToldReader._read_field,
    styles.IMPRINT: ToldReader._read_field,
    styles.CLOSING: ToldReader._read_closing,
    styles.TITLE: ToldReader._read_title,
    styles.SUBTITLE: ToldReader._read_subtitle,
    styles.SOURCE: ToldReader._read_origin,
    styles.DATELINE: ToldReader._read_origin,
    styles.TABLE_TITLE: ToldReader._read_table_title,
    styles.PREFACE: ToldReader._read_preface,
    styles.NOTE: ToldReader._read_note,
    styles.SENTENCE: ToldReader._read_sentence,
    styles.BRIEF: ToldReader._read_brief,
}
# Below these an untold paragraph is the text of an article.
_HEADS = {
    styles.NAME, styles.NUMBER, styles.MADE_BY, styles.MONTH, styles.TITLE, styles.SUBTITLE,
    styles.SOURCE, styles.DATELINE, *_BODY,
}  # fmt: skip


def brief_dates(text, year, month):
    """(from, to) as a brief in an issue of that year and month tells them."""
    said = parse_brief(text, "", year, month)
    return said.date_from, said.date_to


def _brief(text, where, year, month):
    """A brief; what stands before a tab are its dates where the text does not tell them."""
    label, tab, rest = text.partition("\t")
    if not tab:
        return ParsedBrief(text, where, *brief_dates(text, year, month))
    days = [*filter(None, map(_day, label.split("-"))), None, None]
    return ParsedBrief(rest, where, *days[:2])


def _day(text):
    match = _DAY.fullmatch(text.strip())
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
