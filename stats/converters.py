"""Parts of addresses: months, formats, and numbers without leading noughts: each page has one."""

import re
from datetime import date


class MonthConverter:
    """2024-08 as the first day of that month."""

    regex = "[0-9]{4}-(?:0[1-9]|1[0-2])"

    def to_python(self, value):
        return month_of(value)

    def to_url(self, value):
        return value if isinstance(value, str) else f"{value:%Y-%m}"


def month_of(text):
    """The first day of a month written 2024-08. Raises ValueError for anything else."""
    if not re.fullmatch(MonthConverter.regex, text):
        raise ValueError(text)
    return date.fromisoformat(f"{text}-01")


class NumberConverter:
    """1, 12, 2024; neither 0 nor 012."""

    regex = "[1-9][0-9]{0,3}"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return str(value)


class FormatConverter:
    """csv, xlsx, json or px: what figures are taken away as."""

    regex = "csv|xlsx|json|px"

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value
