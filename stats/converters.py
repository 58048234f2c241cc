"""Parts of addresses: months, formats, and numbers without leading noughts: each page has one."""

from datetime import date


class MonthConverter:
    """2024-08 as the first day of that month."""

    regex = "[0-9]{4}-(?:0[1-9]|1[0-2])"

    def to_python(self, value):
        return date.fromisoformat(f"{value}-01")

    def to_url(self, value):
        return value if isinstance(value, str) else f"{value:%Y-%m}"


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
