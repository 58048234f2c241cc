"""Sums and additions reckoned again beside the results that a workbook keeps of them.

Only what needs no spreadsheet program is looked at: SUM of cells and ranges of the same sheet, and
cells added to or taken from each other. Everything else passes without a word.
"""

import re
from math import fsum

_CELL = r"\$?[A-Z]{1,3}\$?[0-9]{1,7}"
_RANGE = rf"{_CELL}(?::{_CELL})?"
_TERM = re.compile(rf"([+-]?)(?:SUM\(({_RANGE}(?:,{_RANGE})*)\)|({_CELL}))")
_CORNER = re.compile(r"(\$?)([A-Z]{1,3})(\$?)([0-9]{1,7})")
_LONGEST = 500
_MOST_LOOKED_AT = 1_000_000
MOST_FORMULAS = 10_000
# Sums of money in binary are off by less than this.
_EXACT, _RELATIVE = 1e-6, 1e-9


def differences(formulas, values):
    """[(place, formula, kept, reckoned)] of the formulas whose kept result is another.

    The formula is empty where it is written elsewhere and was only dragged to its place.
    `formulas` are (text, place it was written for) by place, `values` what stands in the cells.
    """
    found, looked_at = [], 0
    for place, (text, home) in formulas.items():
        terms = _terms(text) if len(text) <= _LONGEST else None
        kept = values.get(place)
        if terms is None or not _is_number(kept):
            continue
        ranges = [(sign, _moved(span, place, home), alone) for sign, span, alone in terms]
        looked_at += sum(_size(span) for _, span, _ in ranges)
        if looked_at > _MOST_LOOKED_AT:
            break
        reckoned = _reckoned(ranges, values)
        if reckoned is not None and abs(reckoned - kept) > max(_EXACT, _RELATIVE * abs(kept)):
            found.append((place, text * (place == home), kept, reckoned))
    return found


def _terms(text):
    """[(sign, span, stands alone)] of a formula, or None where it is more than sums."""
    text, at, found = text.lstrip("=").replace(" ", "").upper(), 0, []
    while at < len(text):
        term = _TERM.match(text, at)
        if term is None or (found and not term[1]):
            return None
        sign = -1 if term[1] == "-" else 1
        spans = (term[2] or term[3]).split(",")
        found += [(sign, span.split(":"), term[2] is None) for span in spans]
        at = term.end()
    return found or None


def _moved(span, place, home):
    """(top, left, bottom, right) of a span where a formula was copied from `home` to `place`."""
    corners = [_corner(text, place, home) for text in (span[0], span[-1])]
    (top, bottom), (left, right) = (sorted(numbers) for numbers in zip(*corners, strict=True))
    return top, left, bottom, right


def _corner(text, place, home):
    fixed_column, letters, fixed_row, number = _CORNER.fullmatch(text).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    row, column = int(number) - 1, column - 1
    return (
        row if fixed_row else row + place[0] - home[0],
        column if fixed_column else column + place[1] - home[1],
    )


def _size(span):
    top, left, bottom, right = span
    return (bottom - top + 1) * (right - left + 1)


def _reckoned(ranges, values):
    """The sum of these spans; None where one holds what a spreadsheet reckons in its own way."""
    found = []
    for sign, (top, left, bottom, right), alone in ranges:
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                value = values.get((row, column), "")
                if _is_number(value):
                    found.append(sign * value)
                elif value != "" and (alone or not _is_text(value)):
                    return None
    return fsum(found)


def _is_number(value):
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_text(value):
    return isinstance(value, str) and not value.startswith("#")
