"""The walk through the body of a bulletin: articles, statistics, briefs, in any order."""

import re
from datetime import date
from itertools import takewhile

from news.parsing import articles as article_rules
from news.parsing.briefs import is_item, starts_with_day, starts_with_range
from news.parsing.records import Unplaced
from news.parsing.statistics import StatisticsReader
from stats.documents.blocks import Grid
from stats.naming import name_key
from stats.parsing.months import first_month, month
from stats.parsing.records import Oddity
from stats.parsing.sentences import has_figures
from stats.parsing.wording import is_continuation_mark, is_note

_STATISTICS = re.compile(r"(?:业务|月度|本月)?(?:统计数据|数据统计|统计信息|统计报表|数据通报)")
_BRIEFS = re.compile(r"(?:工作|信息|信息化|卫生)?(?:简讯|短讯|快讯|动态|要闻)|简讯动态")
_TITLED = re.compile(r".*(?:统计|情况|数据|报表|一览|汇总|明细|排名)表?(?:\(.*\))?")
_FULL_DAY = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*\d{1,2}\s*日")
_LONGEST_TABLE_TITLE = 70
_LONGEST_STYLED_TITLE = 100
_SHORTEST_ARTICLE_TITLE = 8
_PROSE = 40


class Walker:
    """Takes one block after the other; what is being read decides who gets the next."""

    def __init__(self, flow):
        self.flow = flow
        self.text = "\n".join(name_key(b.text) for b in flow if not isinstance(b, Grid))
        self.zone = "articles"
        self.articles, self.briefs, self.unplaced, self.oddities = [], [], [], []
        self.headings = []
        self._article = []
        self._statistics = StatisticsReader()
        self.latest_month = _latest_month(flow)

    @property
    def statistics(self):
        return self._statistics.items

    def walk(self):
        for index, block in enumerate(self.flow):
            if isinstance(block, Grid):
                self._read_grid(block)
            elif not self._changes_zone(index, block):
                getattr(self, f"_read_in_{self.zone}")(index, block)
        self._end_article()
        self.unplaced += [Unplaced(*line) for line in self._statistics.close()]

    def _read_grid(self, grid):
        if self.zone == "articles":
            self.zone = "statistics"
            if any(not is_title for _, _, is_title in self._article):
                self._say_table_in_article(grid)
            else:
                self._statistics.titles += [line[:2] for line in self._article]
                self._article = []
        self._statistics.add_grid(grid)

    def _say_table_in_article(self, grid):
        """The article stays open: prose below the table goes on with it."""
        message = f"文章“{self._article[0][0][:30]}”中的表收在本期统计表中，没有标题。"
        self.oddities.append(Oddity("table-in-article", message, grid.where))

    def _changes_zone(self, index, block):
        key = name_key(block.text).strip("【】[]◆●■▲★☆·-—:")
        if _STATISTICS.fullmatch(key):
            zone = "statistics"
        elif _BRIEFS.fullmatch(key):
            zone = "briefs"
        else:
            return False
        if zone == "briefs" and key not in ("简讯",) and not self._day_follows(index):
            return False
        self._end_article()
        self.zone = zone
        return True

    def _day_follows(self, index):
        follower = self._paragraph_after(index)
        return follower is not None and starts_with_day(follower.text)

    def _paragraph_after(self, index):
        follower = self.flow[index + 1] if index + 1 < len(self.flow) else None
        return None if isinstance(follower, Grid) else follower

    # -- articles

    def _read_in_articles(self, index, block):
        if self._heads_a_table(index, block) or self._is_statistic(block):
            self._end_article()
            self.zone = "statistics"
            self._read_in_statistics(index, block)
        else:
            self._read_article_line(index, block)

    def _heads_a_table(self, index, block):
        """True for a short line from which only short lines lead to a table."""
        if len(block.text) > _LONGEST_TABLE_TITLE or block.text[-1] in "。；":
            return False
        for follower in self.flow[index + 1 : index + 4]:
            if isinstance(follower, Grid):
                return bool(first_month(block.text) or _TITLED.fullmatch(name_key(block.text)))
            if len(follower.text) > _LONGEST_TABLE_TITLE or follower.text[-1] == "。":
                return False
        return False

    def _is_statistic(self, block):
        """True for a title like 南京12320卫生热线2020年11月数据统计."""
        return (
            len(block.text) <= _LONGEST_TABLE_TITLE
            and block.text[-1] not in "。；，：:"
            and first_month(block.text) is not None
            and bool(_TITLED.fullmatch(name_key(block.text)))
        )

    def _read_article_line(self, index, block):
        is_title = self._is_article_title(index, block) and not self._is_subheading(index, block)
        in_titles = bool(self._article) and self._article[-1][2]
        if is_title and not in_titles:
            self._end_article()
        self._article.append((block.text, block.where, is_title))

    def _is_article_title(self, index, block):
        """A title stands before prose, with at most two more title lines in between."""
        styled = block.title and len(block.text) <= _LONGEST_STYLED_TITLE
        if not (styled or article_rules.looks_like_title(block.text)):
            return False
        titles = sum(1 for _ in takewhile(lambda line: line[2], reversed(self._article)))
        return titles < 3 and (self._leads_to_prose(index, 3 - titles) or styled)

    def _is_subheading(self, index, block):
        """True for a few words, alone on their line, between the paragraphs of an article."""
        if block.title or not self._article or self._article[-1][2]:
            return False
        follower = self._paragraph_after(index)
        alone = follower is not None and not article_rules.looks_like_title(follower.text)
        return alone and len(block.text) < _SHORTEST_ARTICLE_TITLE

    def _leads_to_prose(self, index, most):
        """True where one of the next `most` blocks is prose, and no table comes before it."""
        for follower in self.flow[index + 1 : index + 1 + most]:
            if isinstance(follower, Grid):
                return False
            text = follower.text
            if len(text) >= _PROSE or not article_rules.looks_like_title(text):
                return True
        return False

    def _end_article(self):
        lines, self._article = self._article, []
        if not lines:
            return
        if all(is_title for _, _, is_title in lines):
            self.headings += [text for text, _, _ in lines]
            return
        if article_rules.is_section_heading(lines):
            self.headings.append(lines.pop(0)[0])
        article = article_rules.parse_article(lines, self.text)
        if not article.title:
            self.oddities.append(
                Oddity("article-untitled", f"“{lines[0][0][:20]}…”前面没有标题。",
                       lines[0][1], "error")
            )  # fmt: skip
        self.articles.append(article)

    # -- statistics

    def _read_in_statistics(self, index, block):
        text, reader = block.text, self._statistics
        if self._article and self._goes_on_with_article(text):
            self.zone = "articles"
            self._read_article_line(index, block)
        elif is_continuation_mark(text):
            reader.expect_continuation()
        elif is_note(text):
            reader.add_note(text, block.where)
        elif self._is_brief(text):
            self.zone = "briefs"
            self._read_in_briefs(index, block)
        elif has_figures(text) and (len(text) > 30 or text[-1] == "。"):
            reader.add_sentence(text, block.where)
        elif len(text) <= _LONGEST_TABLE_TITLE and text[-1] not in "。；":
            reader.add_title(text, block.where)
        else:
            self._read_prose(index, block)

    @staticmethod
    def _goes_on_with_article(text):
        return (len(text) > _PROSE or text[-1] == "。") and not is_note(text)

    def _is_brief(self, text):
        """True for dated prose where 简讯 was not printed: below a table, not below a title."""
        if not starts_with_day(text) or not (len(text) > _PROSE or text[-1] == "。"):
            return False
        return not self._statistics.titles and not (starts_with_range(text) and has_figures(text))

    def _read_prose(self, index, block):
        """Prose among the figures: an article under a title of its own, otherwise without place."""
        titles = self._statistics.titles
        if titles and self._could_head_an_article(titles[-1][0]) and len(block.text) > _PROSE:
            self._article = [(*title, True) for title in self._statistics.take_titles()]
            self.zone = "articles"
            self._read_article_line(index, block)
        else:
            self.unplaced.append(Unplaced(block.text, block.where))

    @staticmethod
    def _could_head_an_article(title):
        return (
            len(title) >= _SHORTEST_ARTICLE_TITLE
            and first_month(title) is None
            and article_rules.looks_like_title(title)
        )

    # -- briefs

    def _read_in_briefs(self, index, block):
        if self._is_statistic(block) or self._heads_a_table(index, block):
            self.zone = "statistics"
            self._read_in_statistics(index, block)
        elif self._heads_an_article(index, block):
            self.zone = "articles"
            self._read_article_line(index, block)
        elif self._statistics.items and is_note(block.text) and self._after_grid(index):
            self._statistics.add_note(block.text, block.where)
        elif self._goes_on_with_brief(block.text):
            text, where = self.briefs[-1]
            self.briefs[-1] = (f"{text}\n{block.text}", where)
            message = f"“{block.text[:30]}”没有日期，接在上一条简讯之后，请核对。"
            self.oddities.append(Oddity("brief-goes-on", message, block.where))
        else:
            self.briefs.append((block.text, block.where))

    def _heads_an_article(self, index, block):
        """True for a title of its own kind among the briefs: prose without a date follows."""
        if len(block.text) < _SHORTEST_ARTICLE_TITLE or starts_with_day(block.text):
            return False
        follower = self._paragraph_after(index)
        if follower is None or starts_with_day(follower.text):
            return False
        return self._is_article_title(index, block)

    def _goes_on_with_brief(self, text):
        """True for a sentence without a date below a dated brief."""
        dated = bool(self.briefs) and starts_with_day(self.briefs[-1][0])
        return dated and text[-1] in "。！”" and not starts_with_day(text) and not is_item(text)

    def _after_grid(self, index):
        return index > 0 and isinstance(self.flow[index - 1], Grid)


def _latest_month(flow):
    """The first day of the latest month named with year and day in the text, or None."""
    months = [
        month(int(match[1]), int(match[2]))
        for block in flow
        if not isinstance(block, Grid)
        for match in _FULL_DAY.finditer(block.text)
    ]
    return max((found for found in months if isinstance(found, date)), default=None)
