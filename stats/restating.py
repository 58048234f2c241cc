"""Last month's printed words with this month's figures: titles, notes, paragraphs. Pure."""

import re

from stats.parsing.months import chinese_number, month

_YEAR_MONTH = re.compile(r"(\d{4})(\s*年\s*)(\d{1,2})(\s*月)")
_MONTH_ALONE = re.compile(r"(?<![\d年])(?<!年\s)(\d{1,2})(\s*月)(?!\s*\d{1,2}\s*日)")
# Stands where a figure has not been entered yet.
BLANK = "＿＿"


def with_month(text, old, new):
    """`text` in which the months that say `old` say `new`, blanks between the signs kept."""

    def full(match):
        if month(chinese_number(match[1]), chinese_number(match[3])) != old:
            return match[0]
        return f"{new.year}{match[2]}{new.month}{match[4]}"

    def alone(match):
        return f"{new.month}{match[2]}" if int(match[1]) == old.month else match[0]

    return _MONTH_ALONE.sub(alone, _YEAR_MONTH.sub(full, text))


def with_figures(text, figures):
    """`text` with each printed number replaced by the new one.

    `figures` are (old, new) in the order of the text; where new is empty, a blank is left."""
    done, rest = "", text
    for old, new in figures:
        found = re.search(rf"(?<![\d.]){re.escape(old)}(?![\d.]|\s*[年月日])", rest)
        if found:
            done += rest[: found.start()] + (new or BLANK)
            rest = rest[found.end() :]
    return done + rest
