"""The block of figures: titles, tables over page breaks, paragraphs, notes below."""

import re
from dataclasses import replace

from stats.matching import title_key
from stats.naming import name_key
from stats.parsing.months import first_month
from stats.parsing.records import ParsedTable
from stats.parsing.sentences import parse_sentence
from stats.parsing.tables import continues, joined, parse_table
from stats.parsing.wording import without_continuation_mark

_UNIT_LINE = re.compile(r"(?:计量)?单位\s*[:：]")
_CLOSED = re.compile(r".*(?:统计|情况|数据|报表|汇总|一览|表|\))")


class StatisticsReader:
    """Collects tables and sentences in printed order; titles wait for what they stand above."""

    def __init__(self):
        self.items = []
        self.titles, self._section = [], ""
        self._left = []  # lines above sentences, which have no place for them
        self._after_table = False
        self._goes_on = False

    def add_title(self, text, where):
        self.titles.append((text, where))

    def take_titles(self):
        """The (text, where) of the titles nothing stood under yet; they are forgotten here."""
        titles, self.titles = self.titles, []
        return titles

    def expect_continuation(self):
        """续表 was printed: the next grid goes on with the last table."""
        self._goes_on = True

    def add_note(self, text, where):
        """A note belongs to the table above it, unless a title has been printed in between."""
        if self._after_table and not self.titles and self.items:
            table = self.items[-1]
            self.items[-1] = replace(table, notes=(*table.notes, text))
        else:
            self.titles.append((text, where))

    def add_sentence(self, text, where):
        if self.titles:
            titles = self.take_titles()
            self._section, others = _title(titles)
            self._left += [title for title in titles if title[0] in others]
        self._after_table = False
        period = first_month(self._section)
        self.items.append(parse_sentence(text, where, self._section, period))

    def add_grid(self, grid):
        before = self._last_table()
        table = parse_table(grid, like=before)
        if before is not None and continues(table, before) and self._belongs_to(before, table):
            self.items[-1] = _with_new_lines(joined(before, table), table.title, self.take_titles())
        else:
            self.items.append(_titled(table, self.take_titles()))
        self._after_table, self._goes_on = True, False

    def _last_table(self):
        last = self.items[-1] if self.items else None
        return last if self._after_table and isinstance(last, ParsedTable) else None

    def _belongs_to(self, before, table):
        if self._goes_on or not (self.titles or table.title):
            return True
        title = _title(self.titles)[0] if self.titles else table.title
        return title_key(title) == title_key(before.title) and (
            without_continuation_mark(title) != title or title == before.title
        )

    def close(self):
        """The (text, where) of lines that found no place: titles under which nothing came too."""
        return self._left + self.take_titles()


def _with_new_lines(table, caption, titles):
    """`table` with those lines above its continuation that do not just repeat its own."""
    known = {title_key(line) for line in (table.title, *table.preface, *table.notes)}
    lines = [caption, *(text for text, _ in titles)]
    new = [line for line in lines if line and title_key(line) not in known]
    return replace(table, preface=(*table.preface, *new))


def _titled(table, titles):
    """`table` with its title, preface and month from the lines above it."""
    title, preface = _title(titles)
    if table.title and (not title or (first_month(table.title) and not first_month(title))):
        preface, title = (*preface, *([title] if title else ())), table.title
    elif table.title:
        preface = (*preface, table.title)
    period = first_month(title)
    for line in preface:
        period = period or first_month(line)
    title = without_continuation_mark(title)
    return replace(table, title=title, preface=preface, period=period)


def _title(titles):
    """The title among the lines above a table, broken lines joined, and the other lines."""
    heads, others = [], []
    for text, _ in titles:
        bracketed = text[0] in "（(" and text[-1] in "）)"
        (others if bracketed or _UNIT_LINE.match(text) else heads).append(text)
    title = heads.pop() if heads else ""
    while heads and _runs_over(heads[-1], title):
        title = heads.pop() + title
    return title, (*heads, *others)


def _runs_over(first, second):
    """True where `second` is the rest of the title line `first`."""
    return (
        first_month(first) is not None
        and first_month(second) is None
        and not _CLOSED.fullmatch(name_key(first))
    )
