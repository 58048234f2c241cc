"""What is reckoned from figures: changes, sums of the year, shares, ranks. Pure.

Each is rounded once, from the values of the record, half up to one decimal as the bulletin prints
its shares. Where a figure it rests on is missing there is none: nothing is taken for nought.
"""

from decimal import ROUND_HALF_UP, Decimal

from stats.parsing.months import months_between, shifted

TENTH = Decimal("0.1")

# Of these no share is told, and no sum: parts of them do not add up to a whole.
NOT_ADDED_UP = ("%", "％", "天", "日")


def span(first, last):
    """All months from `first` to `last`, both of them included."""
    return [shifted(first, count) for count in range(months_between(first, last) + 1)]


def change(now, before):
    """By how many percent `now` is more than `before`; None where that cannot be told."""
    if now is None or not before:
        return None
    return percent(now - before, abs(before))


def percent(part, whole):
    """`part` of `whole` in percent; None where that cannot be told."""
    if part is None or not whole:
        return None
    return (part * 100 / whole).quantize(TENTH, ROUND_HALF_UP)


def told_change(now, before):
    """A change in words, with its sign: +25.0%; nothing where it cannot be told."""
    number = change(now, before)
    return "" if number is None else signed(number)


def signed(number):
    return f"{number:+}%"


def year_to_date(values, month):
    """The sum of {month: value} from January to `month`; None where a month is missing."""
    months = span(month.replace(month=1), month)
    parts = [values.get(one) for one in months]
    return None if None in parts else sum(parts, Decimal(0))


def rank(value, values):
    """The place of `value` among `values`, the greatest first; equal ones share their place."""
    if value is None:
        return None
    return 1 + sum(other > value for other in values if other is not None)
