"""Cells of lists into values and back, for import-export fields; what is wrong is said in Chinese.

Numbers go by the grammar of stats.parsing.readings, never by what Python makes of a text.
"""

from datetime import date

from import_export.widgets import Widget

from stats.documents import seen
from stats.matching import nearest
from stats.parsing.readings import read_number

_NEAR = 3


class Text(Widget):
    def clean(self, value, row=None, **kwargs):
        return value

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else str(value)


class Number(Text):
    """A whole number, or none."""

    def clean(self, value, row=None, **kwargs):
        if not value:
            return None
        number = read_number(value)
        if number is None or number != number.to_integral_value() or number < 0:
            raise ValueError(f"“{value}”不是整数；请写成 12 的样子。")
        return int(number)

    def render(self, value, obj=None, **kwargs):
        return value


class Day(Text):
    def clean(self, value, row=None, **kwargs):
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            raise ValueError(f"“{value}”不是日期；请写成 2024-08-01 的样子。") from None

    def render(self, value, obj=None, **kwargs):
        return value.isoformat() if value else ""


class YesNo(Text):
    _SAID = {"是": True, "否": False, "TRUE": True, "FALSE": False}

    def clean(self, value, row=None, **kwargs):
        if value not in self._SAID:
            raise ValueError(f"“{value or '空'}”看不懂；请写“是”或“否”。")
        return self._SAID[value]

    def render(self, value, obj=None, **kwargs):
        return "是" if value else "否"


class Choice(Text):
    """One of the choices of a field, by the word people know it by."""

    def __init__(self, choices):
        super().__init__()
        self.labels = dict(choices.choices)
        self.values = {label: value for value, label in choices.choices}

    def clean(self, value, row=None, **kwargs):
        if value and value not in self.values:
            known = "、".join(self.values)
            raise ValueError(f"没有“{value}”这一项；可用：{known}。")
        return self.values.get(value, "")

    def render(self, value, obj=None, **kwargs):
        return self.labels.get(value, value or "")


class Code(Text):
    """A record by its code; those there are, are fetched once by `load`."""

    def __init__(self, model, name):
        super().__init__()
        self.model, self.name, self.known = model, name, None

    def load(self):
        self.known = {getattr(one, self.name): one for one in self.model.objects.all()}

    def clean(self, value, row=None, **kwargs):
        if not value:
            return None
        if value not in self.known:
            near = nearest(value, [str(code) for code in self.known], _NEAR)
            hint = "、".join(f"{code}（{self.known[code]}）" for code in near)
            called = self.model._meta.verbose_name
            raise ValueError(
                f"没有代码为“{value}”的{called}；"
                + (f"相近的有：{hint}。" if hint else "请核对代码。")
            )
        return self.known[value]

    def render(self, value, obj=None, **kwargs):
        return "" if value is None else str(getattr(value, self.name))


def told(value):
    """What a widget rendered, as a file gives it back."""
    return "" if value is None else seen(str(value))
