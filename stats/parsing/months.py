"""Years and months as bulletins write them."""

import re
from datetime import date

_CN_DIGITS = {character: digit for digit, character in enumerate("〇一二三四五六七八九")}
_CN_DIGITS |= {"零": 0, "○": 0, "Ｏ": 0, "两": 2}
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_CN = "〇○零一二三四五六七八九十"
_YEAR = rf"(?:\d{{4}}|[{_CN}]{{4}})"
_MONTH = rf"(?:\d{{1,2}}|[{_CN}]{{1,3}})"
# 2020年11月, ２０２０ 年 １１ 月份, 二〇二〇年十一月, 2020年1-11月 (the last month counts).
_YEAR_MONTH = re.compile(
    rf"({_YEAR})\s*年\s*(?:{_MONTH}\s*(?:月\s*)?[-－—–~～至到]\s*)?({_MONTH})\s*月\s*(?:份|度|底|末)?"
)
_BLANKS = re.compile(r"\s+")
# 2021年1-3月, 2020年12月至2021年2月, 1—3月: more than a month.
_MONTHS = re.compile(
    rf"(?:{_YEAR}\s*年\s*)?(?<!\d){_MONTH}\s*月?\s*[-－—–~～至到]\s*(?:{_YEAR}\s*年\s*)?{_MONTH}\s*月"
    r"\s*(?:份|底|末)?"
)
_SPAN_WORDS = r"上半年|下半年|第?[一二三四1-4]季度|全年|年度"
_YEAR_OF_SPAN = re.compile(rf"{_YEAR}\s*(?=年度)|{_YEAR}\s*年\s*(?={_SPAN_WORDS})")
_SPAN = re.compile(rf"{_SPAN_WORDS}|(?:{_YEAR}\s*年)(?!\s*{_MONTH}\s*月)|以来|累计|同期")
_MONTH_ALONE = re.compile(rf"(?<![\d一二三四五六七八九十])({_MONTH})\s*月\s*(?:份|度)?")
SEVERAL = "（多月）"


def chinese_number(text):
    """The integer that `text` writes in digits (12, １２) or Chinese numerals (十二, 二〇二〇)."""
    text = text.translate(_DIGITS)
    if text.isascii() and text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_CN_DIGITS[tens] if tens else 1) * 10 + (_CN_DIGITS[ones] if ones else 0)
    return int("".join(str(_CN_DIGITS[character]) for character in text))


def first_month(text):
    """The first year and month in `text` as the first day of that month, or None; of several
    months named together (2020年12月至2021年2月) the last."""
    several = _MONTHS.search(text)
    if several:
        years = re.findall(rf"({_YEAR})\s*年", several[0])
        months = re.findall(rf"({_MONTH})\s*月", several[0])
        if years:
            return month(chinese_number(years[-1]), chinese_number(months[-1]))
    for match in _YEAR_MONTH.finditer(text):
        found = month(chinese_number(match[1]), chinese_number(match[2]))
        if found:
            return found
    return None


def month(year, number):
    """The first day of that month, or None where there is no such month."""
    return date(year, number, 1) if 1900 <= year <= 2200 and 1 <= number <= 12 else None


def month_before(period):
    return shifted(period, -1)


def shifted(period, months):
    """The month `months` after `period` (before, where negative)."""
    count = period.year * 12 + period.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def month_alone(text):
    """The number of the month that `text` names without a year (10月份…), or None."""
    match = _MONTH_ALONE.search(text)
    number = chinese_number(match[1]) if match else 0
    return number if 1 <= number <= 12 else None


def spans_months(text):
    """True where a title speaks of more than one month: 1-3月, 上半年, 2021年度, 累计."""
    return bool(_MONTHS.search(text) or _SPAN.search(text))


def without_months(text):
    """`text` without blanks and without its years and months: the part that stays every month.

    What speaks of several months says so still, so that it is never taken for one month's.
    """
    text = _YEAR_OF_SPAN.sub("", _MONTHS.sub(SEVERAL, text))
    return _BLANKS.sub("", _MONTH_ALONE.sub("", _YEAR_MONTH.sub("", text), count=1))


def month_near(number, period):
    """The month of that number in the year up to `period`: 10月 said in 2020-11 is 2020-10."""
    year = period.year if number <= period.month else period.year - 1
    return month(year, number)


def months_between(first, second):
    """How many months `second` is after `first`."""
    return (second.year - first.year) * 12 + second.month - first.month
