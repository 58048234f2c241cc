"""Last month's printed words with this month's figures: titles, notes, paragraphs. Pure."""

import re

from stats.parsing.months import chinese_number, month

_YEAR_MONTH = re.compile(r"(\d{4})(\s*年\s*)(\d{1,2})(\s*月)")
_MONTH_ALONE = re.compile(r"(?<![\d年])(?<!年\s)(\d{1,2})(\s*月)(?!\s*\d{1,2}\s*日)")
_EITHER = re.compile(f"{_YEAR_MONTH.pattern}|{_MONTH_ALONE.pattern}")
# Stands where a figure has not been entered yet.
BLANK = "＿＿"


def with_months(text, months):
    """`text` with each month that `months` knows as the one it stands for there ({old: new}), all
    at once: what becomes 11月 is not moved again. Blanks between the signs are kept."""
    alone = {old.month: new.month for old, new in months.items()}

    def moved(match):
        year, year_sign, number, sign, single, single_sign = match.groups()
        if single:
            return f"{alone.get(int(single), single)}{single_sign}"
        new = months.get(month(chinese_number(year), chinese_number(number)))
        return f"{new.year}{year_sign}{new.month}{sign}" if new else match[0]

    return _EITHER.sub(moved, text)


def with_figures(text, figures):
    """`text` with each printed number replaced by the new one.

    `figures` are (old, unit, new) in the order of the text; where new is empty, a blank is left."""
    done, rest = "", text
    for old, unit, new in figures:
        number = rf"(?<![\d.,．]){re.escape(old)}(?![\d.．]|,\d|\s*[年月日])"
        found = re.search(rf"{number}(?=\s*{re.escape(unit)})", rest)
        if found:
            done += rest[: found.start()] + (new or BLANK)
            rest = rest[found.end() :]
    return done + rest
