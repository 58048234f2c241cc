"""Briefs: a date or a range of days, then what happened."""

import re
from datetime import date

from news.parsing.records import ParsedBrief

_BULLET = re.compile(r"^(?:[-–—•·●○◆◇■□▪◎★☆*]+\s*|\d{1,2}\s*[、.．]\s*(?=\d{1,4}[年月]))")
_ITEM = re.compile(rf"{_BULLET.pattern}|\d{{1,2}}\s*[、.．]|[（(]\d{{1,2}}[)）]|[①-⑳]")
_TO = r"\s*(?:日)?\s*[-－—–~～至到]+\s*"
_DATES = re.compile(
    r"(?:(?P<year>\d{4})\s*年\s*)?(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})"
    rf"(?:{_TO}(?:(?:\d{{4}}\s*年\s*)?(?P<month_to>\d{{1,2}})\s*月\s*)?(?P<day_to>\d{{1,2}}))?\s*日"
)


def starts_with_day(text):
    """True for a paragraph that begins with a month and a day, behind a bullet or not."""
    return bool(_DATES.match(_BULLET.sub("", text.strip())))


def starts_with_range(text):
    """True for a paragraph that begins with a range of days."""
    match = _DATES.match(_BULLET.sub("", text.strip()))
    return bool(match and match["day_to"])


def is_item(text):
    """True for a paragraph set as an item of a list."""
    return bool(_ITEM.match(text.strip()))


def parse_brief(text, where, year, month):
    """The ParsedBrief of a paragraph; `year` and `month` are the issue's, for dates without a year:
    a month after the issue's own belongs to the year before."""
    text = _BULLET.sub("", text.strip())
    match = _DATES.match(text)
    if not match or year is None:
        return ParsedBrief(text, where)
    said = int(match["month"])
    said_year = int(match["year"]) if match["year"] else year - (said > (month or 12))
    date_from = _day(said_year, said, match["day"])
    date_to = _day(said_year, int(match["month_to"] or said), match["day_to"])
    if date_from and date_to and date_to < date_from:
        date_to = _day(said_year + 1, int(match["month_to"] or said), match["day_to"])
    return ParsedBrief(text, where, date_from, date_to if date_from else None)


def _day(year, month, day):
    try:
        return date(year, month, int(day)) if day else None
    except ValueError:
        return None
