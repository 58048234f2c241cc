"""Small charts beside figures: lines as SVG of a few hundred bytes, gaps left open. Pure."""

from html import escape

from django.utils.safestring import mark_safe

from stats.exporting import plain
from stats.parsing.months import months_between, shifted

MONTHS = 24
_STEP, _HEIGHT = 3, 16
_WIDTH = _STEP * (MONTHS - 1)
# Fewer figures than these are no line.
_LEAST = 3


def spark(values, last):
    """The line of {month: number} over the two years up to `last`; nothing for too few of them."""
    first = shifted(last, 1 - MONTHS)
    known = {
        months_between(first, month): value
        for month, value in values.items()
        if value is not None and first <= month <= last
    }
    if len(known) < _LEAST:
        return ""
    low, high = min(known.values()), max(known.values())
    label = f"{MONTHS}个月走势，最低{plain(low)}，最高{plain(high)}"
    path = "".join(_runs({place: _y(one, low, high) for place, one in known.items()}))
    return mark_safe(  # noqa: S308 - numbers, and words of ours
        f'<svg class=k viewBox="-2 -2 {_WIDTH + 4} {_HEIGHT + 4}" role=img '
        f'aria-label="{escape(label)}"><path d="{path}"/></svg>'
    )


def _y(value, low, high):
    """Greater numbers stand higher; what never changes runs through the middle."""
    return _HEIGHT // 2 if high == low else round(_HEIGHT * (high - value) / (high - low))


def _runs(heights):
    """A line for each run of months; one by itself is a dot."""
    for place in sorted(heights):
        lone = place - 1 not in heights and place + 1 not in heights
        start = "M" if place - 1 not in heights else " "
        yield f"{start}{_STEP * place} {heights[place]}{'h0' if lone else ''}"
