"""Sentences that tell a figure of the record beside the month before and the year before. Pure.

A rate is worked out exactly and rounded once, half to even (GB/T 8170); a base of zero is named,
never divided by; a comparison without its base is left out.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from stats.parsing.months import shifted

MONTH, YEAR = "环比", "同比"
_SAID = "上月为|上年同期为|增长|下降|上升|增加|减少|占合计的"
_FIGURE = re.compile(rf"(?:{_SAID})?\d[\d.]*[^\d，。]*$|(?:基本)?持平$")
_STOCKS = re.compile(r"累计|总量|总预约|台数|覆盖|接入|机构|医院|中心|城市|天数|率")


@dataclass(frozen=True)
class Line:
    """One figure through the months: whose it is, what it counts, `values` by month.

    `wholes` are the totals of its table by month, where there are any.
    """

    subject: str
    label: str
    unit: str
    values: dict = field(hash=False)
    wholes: dict = field(default_factory=dict, hash=False)

    @property
    def is_rate(self):
        return self.unit in ("%", "％", "‰")

    @property
    def adds_up(self):
        """Whether its months may be added: not a rate, not a count of what stands at the end."""
        return not self.is_rate and not _STOCKS.search(self.label) and self.unit != "天"


@dataclass(frozen=True)
class Sentence:
    """A sentence, and by what each tells the words that hold a figure."""

    kind: str
    text: str
    told: dict = field(hash=False)


def sentences(line, period):
    """Up to four Sentences on the figure of `line` for that month; none where there is none."""
    if line.values.get(period) is None:
        return []
    ways = (_compared, _with_differences, _so_far, _share)
    return [told for told in (way(line, period) for way in ways) if told]


def amount(value, unit=""):
    """31597个; 608.74元, without needless zeros."""
    text = f"{value:f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}{unit}"


def rounded(share):
    """A Fraction with one decimal, half to even: 3.25 as 3.2, 3.35 as 3.4."""
    tenths = abs(round(share * 10))
    return f"{'-' if share < 0 and tenths else ''}{tenths // 10}.{tenths % 10}"


def change(now, base, rate=False):
    """下降3.2%, 增长1.5%, 持平; 上升0.4个百分点 for a rate; "" where nothing can be said."""
    if now == base:
        return "持平"
    if rate:
        apart, unit, up = Fraction(now) - Fraction(base), "个百分点", "上升"
    elif base <= 0:
        return ""
    else:
        apart, unit, up = (Fraction(now) - Fraction(base)) / Fraction(base) * 100, "%", "增长"
    size = rounded(abs(apart))
    return "基本持平" if size == "0.0" else f"{up if apart > 0 else '下降'}{size}{unit}"


def _comparison(name, now, base, rate=False, base_name=None):
    """环比下降3.2%, 上月为0, or nothing."""
    if base is None:
        return ""
    if base == 0 and now != 0 and not rate:
        return f"{base_name or {MONTH: '上月', YEAR: '上年同期'}[name]}为0"
    said = change(now, base, rate)
    return f"{name}{said}" if said else ""


def _month(period):
    return f"{period.year}年{period.month}月"


def _opening(line, period, value):
    return f"{_month(period)}，{line.subject}{line.label}{amount(value, line.unit)}"


def _sentence(kind, parts):
    """The Sentence of these (what, words), those without words left out."""
    told = {what: phrase(words) for what, words in parts if words}
    return Sentence(kind, "，".join(words for _, words in parts if words) + "。", told)


def _bases(line, period):
    return line.values.get(shifted(period, -1)), line.values.get(shifted(period, -12))


def _compared(line, period):
    """2024年8月，…31597个，环比下降3.2%，同比增长1.5%。"""
    now = line.values[period]
    before, year_ago = _bases(line, period)
    return _sentence(
        "环比同比",
        [
            ("value", _opening(line, period, now)),
            ("month", _comparison(MONTH, now, before, line.is_rate)),
            ("year", _comparison(YEAR, now, year_ago, line.is_rate)),
        ],
    )


def _with_differences(line, period):
    """2024年8月，…31597个，比上月减少1044个，比上年同期增加467个。"""
    now = line.values[period]
    before, year_ago = _bases(line, period)
    if line.is_rate or (before is None and year_ago is None):
        return None
    return _sentence(
        "增减数",
        [
            ("value", _opening(line, period, now)),
            ("month", _difference("上月", now, before, line.unit)),
            ("year", _difference("上年同期", now, year_ago, line.unit)),
        ],
    )


def _difference(base_name, now, base, unit):
    if base is None:
        return ""
    if now == base:
        return f"与{base_name}持平"
    return f"比{base_name}{'增加' if now > base else '减少'}{amount(abs(now - base), unit)}"


def _so_far(line, period):
    """2024年1—8月，…累计240000个，同比增长2.0%; only where every month since January is known."""
    now = _sum_of_year(line, period)
    if now is None:
        return None
    year_ago = _sum_of_year(line, shifted(period, -12))
    opening = f"{period.year}年1—{period.month}月，{line.subject}{line.label}累计"
    return _sentence(
        "累计",
        [
            ("value", f"{opening}{amount(now, line.unit)}"),
            ("year", _comparison(YEAR, now, year_ago)),
        ],
    )


def _sum_of_year(line, period):
    if not line.adds_up or period.month == 1:
        return None
    months = [line.values.get(date(period.year, month, 1)) for month in range(1, period.month + 1)]
    return None if None in months else sum(months, Decimal(0))


def _share(line, period):
    """2024年8月，…31597个，占合计的12.3%。"""
    now, whole = line.values[period], line.wholes.get(period)
    if line.is_rate or whole is None or whole <= 0 or not 0 <= now <= whole:
        return None
    share = f"占合计的{rounded(Fraction(now) / Fraction(whole) * 100)}%"
    return _sentence("占比", [("value", _opening(line, period, now)), ("share", share)])


def phrase(words):
    """What of told words must stand in a text that still tells them: 31597个, 下降3.2%."""
    match = _FIGURE.search(words)
    return match[0] if match else words
