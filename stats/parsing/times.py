"""The time a clause speaks of: its month, or a span that is more or less than one month."""

import re
from calendar import monthrange

from stats.parsing.months import first_month, month_near

_DAY = r"(?:0?[1-9]|[12]\d|3[01])\s*[日号]"
_TO = r"\s*(?:[-－–—~～]|至|到)\s*"
_YEAR = r"\d{4}\s*年\s*"
_MONTH = r"(?<!\d)(?:0?[1-9]|1[0-2])\s*月"
_PAST = r"(?:份|底|末|度)?"
_TIME = re.compile(
    rf"(?P<before>[较比与同]|[自从于])?\s*(?P<until>截[至止]到?)?\s*(?:"
    rf"(?P<days>(?:{_YEAR})?{_MONTH}\s*(?P<first>\d{{1,2}})\s*[日号]?{_TO}"
    rf"(?:(?:{_YEAR})?(?P<other>{_MONTH})\s*)?(?P<last>\d{{1,2}})\s*[日号])"
    rf"|(?P<range>(?:{_YEAR})?(?<!\d)(?:0?[1-9]|1[0-2])\s*月?{_TO}(?:{_YEAR})?{_MONTH}{_PAST})"
    rf"|(?P<day>(?:{_YEAR})?{_MONTH}\s*{_DAY})"
    rf"|(?P<month>(?:{_YEAR})?{_MONTH}{_PAST})"
    rf"|(?P<clock>\d{{1,2}}\s*[:：]\s*\d{{2}}(?!\d)|\d{{1,2}}\s*时(?!间))"
    rf"|(?P<year>\d{{4}}\s*年(?!\s*(?:上半|下半|[第一二三四]|全年))度?)"
    rf"|(?P<single>(?<![\d.])\d{{1,2}}\s*日(?!均)(?:起|前|止)?)"
    r")|(?P<lone>截[至止]到?(?:目前)?)"
)
_SPAN = re.compile(
    r"(?<![较比与同])(?:(?:今年|年初|去年|本年度?|开通|上线|启动|成立|运行)以来|上半年|下半年|全年|"
    r"第?[一二三四1-4]季度|[去上]年同期|上月|上周|本周|当[日天]|昨日)"
)
_THIS_MONTH = re.compile(r"[本当]月")
_WITHOUT_YEAR = re.compile(r"^\s*\d{4}\s*年|\s+")


class Clock:
    """Knows, clause after clause, the month the words speak of; `span` is set where they speak of
    more or less than that month (1-3月, 3月5日, 截至), since such a figure is no monthly one."""

    def __init__(self, period):
        self.period, self.month, self.span = period, None, ""

    def hear(self, clause):
        """`clause` without its plain times, which are remembered; 较2020年3月 stays in it."""
        if _THIS_MONTH.search(clause):
            self.span = ""
        spoken = _TIME.sub(self._take, clause)
        found = _SPAN.search(spoken)
        if found:
            self.span = found[0]
        return spoken

    def _take(self, match):
        if match["before"] and not match["until"]:
            # A month to compare with, or since which something runs, is not the month counted.
            self.span = "以来" if match["before"] in "自从" else self.span
            return match[0]
        if match["clock"]:
            return ""
        self._set_month(match[0])
        if match["until"] or match["lone"]:
            self.span = "截至"
        elif match["month"] or (match["days"] and self._is_whole_month(match)):
            self.span = ""
        else:
            self.span = "全年" if match["year"] else _WITHOUT_YEAR.sub("", match[0])
        return ""

    def _set_month(self, text):
        named = first_month(text)
        months = re.findall(r"(\d{1,2})\s*月", text)
        if named:
            self.period, self.month = named, None
        elif months:
            number = int(months[-1])
            if self.period and 1 <= number <= 12:
                self.period = month_near(number, self.period) or self.period
            elif 1 <= number <= 12:
                self.month = number

    def _is_whole_month(self, match):
        if match["other"] or int(match["first"]) != 1:
            return False
        last = int(match["last"])
        return last == (monthrange(self.period.year, self.period.month)[1] if self.period else 31)


def without_times(text):
    """`text` without any time, those to compare with included."""
    return _TIME.sub("", text)
