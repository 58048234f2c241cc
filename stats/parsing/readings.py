"""What a cell says: the written-down grammar of numbers and marks.

A number is an optional sign, digits plain or grouped in threes by commas, an optional decimal part,
an optional percent sign. Digits, comma, point, sign and percent may be full-width, and blanks may
stray inside. Nothing else is a number: not NaN, 1_000, 1e3, 0x10, ٣, ②, ½, 十二 or 约1200. What is
not a number and not a known mark stays unread: never dropped, never guessed. So does a number of
more digits than a record can keep: it would be rounded.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

_BLANKS = re.compile(r"[\s\u00a0\u200b-\u200d\u2060\ufeff]+")
_FOLD = str.maketrans("０１２３４５６７８９，．－−＋％／", "0123456789,.--+%/")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?", re.ASCII)
_PAIR = re.compile(r"([^/]+)/([^/]+)")
_DASHES = re.compile(r"[-—–―─]+")
_DOTS = re.compile(r"…+|\.{3,}|·{3,}")
NOT_REPORTED = ("未反馈", "未上报", "未报", "未填报", "未上传", "缺报")
# What a column of the record can hold: 18 digits before the point, 6 after it; of all of them
# SQLite and Excel keep the first 15, and round the rest away without a word.
_WHOLE_DIGITS, _DECIMALS = 18, 6
MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class Reading:
    """What a raw text was read as; `oddity` is a code where the reading deserves a word."""

    value: Decimal | None
    status: str
    oddity: str = ""


def folded(raw):
    """`raw` without blanks, full-width digits and signs made plain."""
    return _BLANKS.sub("", raw).translate(_FOLD)


def read_number(raw):
    """The Decimal that `raw` writes, or None where it is not a number by the grammar above."""
    if raw.isascii() and raw.isdigit() and len(raw) <= MOST_DIGITS:
        return Decimal(raw)  # as nearly all are written
    text = folded(raw)
    if not _NUMBER.fullmatch(text):
        return None
    whole, decimals = _digits(text)
    if len(whole.lstrip("0")) > _WHOLE_DIGITS or len(decimals) > _DECIMALS:
        return None
    if _significant(whole, decimals) > MOST_DIGITS:
        return None
    return Decimal(text.rstrip("%").replace(",", ""))


def is_too_exact(raw):
    """True for what is a number by the grammar, but has more digits than a record can keep."""
    text = folded(raw)
    return bool(_NUMBER.fullmatch(text)) and _significant(*_digits(text)) > MOST_DIGITS


def _digits(text):
    """The digits before the point and after it."""
    whole, _, decimals = text.rstrip("%").replace(",", "").lstrip("+-").partition(".")
    return whole, decimals


def _significant(whole, decimals):
    """How many digits there are from the first that is not 0 to the last that is not."""
    return len((whole + decimals).strip("0"))


def looks_numeric(raw):
    """True for a number or a pair of which at least one side is a number (未反馈/83)."""
    if read_number(raw) is not None:
        return True
    pair = split_pair(raw)
    return pair is not None and any(read_number(side) is not None for side in pair)


def is_percent(raw):
    """True for a number with a percent sign."""
    return folded(raw).endswith("%") and read_number(raw) is not None


def split_pair(raw):
    """The two sides of a cell like 52/129, or None."""
    match = _PAIR.fullmatch(folded(raw))
    return match.groups() if match else None


def mark_of(raw):
    """The mark `raw` consists of, in its plain form (/ — … 未反馈), or an empty string."""
    text = folded(raw)
    if text in NOT_REPORTED:
        return text
    if text and set(text) <= {"/", "\\"}:
        return "/"
    if text and _DASHES.fullmatch(text):
        return "—"
    return "…" if _DOTS.fullmatch(text) else ""


def read_cell(raw, marks):
    """The Reading of `raw`; `marks` says what / and — mean in this family ({"/": "M"})."""
    value = read_number(raw)
    if value is not None:
        odd = "blank-in-number" if _BLANKS.search(raw.strip()) else ""
        return Reading(value, "A", odd)
    if not folded(raw):
        return Reading(None, "O")
    mark = mark_of(raw)
    if mark in NOT_REPORTED:
        return Reading(None, "L")
    if mark == "…":
        return Reading(None, "N")
    if mark:
        return Reading(None, marks[mark]) if mark in marks else Reading(None, "O", "mark-undefined")
    return Reading(None, "V", "cell-unread")


def read_pair(raw, marks):
    """The Readings of both sides of `raw`; a mark alone counts for both, other text is unread."""
    sides = split_pair(raw)
    if sides is not None:
        return tuple(read_cell(side, marks) for side in sides)
    reading = read_cell(raw, marks)
    if reading.status == "A":
        reading = Reading(None, "V", "cell-unread")
    return reading, reading
