"""What was asked for, marked where it stands in the original text. All text is escaped here."""

import re
from functools import lru_cache
from html import escape

from django.utils.safestring import mark_safe

from news.searching.words import FRACTION, folded, runs_of

_BEFORE, _WIDTH = 30, 130  # signs of an excerpt before the first mark, and in all
_NOTHING = re.compile(r"(?!)")


def pattern_of(term):
    """What finds a Term in text that is folded, wherever the index would."""
    told = [term.text, *(name for one in term.meant for name in one.names)]
    if term.month:
        told.append(f"{term.month.year}年{term.month.month}月")
    return _any_of(tuple(told))


def patterns_of(question):
    """A pattern for each term of a Question."""
    return [pattern_of(term) for term in question.terms]


@lru_cache(maxsize=256)
def _any_of(texts):
    found = [told for text in texts if (told := _expression(text))]
    return re.compile("|".join(sorted(found, key=len, reverse=True))) if found else _NOTHING


def _expression(text):
    runs = list(runs_of(text))
    parts = [_run(kind, run, place == len(runs)) for place, (kind, run) in enumerate(runs, 1)]
    return r"[\W_]*".join(parts)


def _run(kind, run, is_last):
    if kind == "chinese":
        return r"\s*".join(map(re.escape, run))
    if kind == "letters":
        return rf"(?<![a-z]){re.escape(run)}" + ("" if is_last else "(?![a-z])")
    whole, _, fraction = run.partition(FRACTION)
    end = rf"\.{fraction}0*" if fraction else r"(?:\.[0-9]+)?"
    return rf"(?<![0-9])(?<![0-9]\.){',?'.join(whole)}{end}(?![0-9])"


def spans_in(text, patterns):
    """(start, end) of all that these patterns find in `text`, in order, none over another."""
    plain = folded(text)
    found = sorted(match.span() for pattern in patterns for match in pattern.finditer(plain))
    if len(plain) != len(text):
        found = _in_original(text, found)
    spans, reached = [], 0
    for start, end in found:
        if start >= reached and end > start:
            spans.append((start, end))
            reached = end
    return spans


def _in_original(text, spans):
    """Where signs stand that folding made longer or took away."""
    places = [place for place, sign in enumerate(text) for _ in folded(sign)] + [len(text)]
    return [(places[start], places[end - 1] + 1) for start, end in spans if end > start]


def marked(text, patterns):
    """`text` as HTML with marks around what was asked for."""
    return _html(text, spans_in(text, patterns))


def _html(text, spans):
    parts, reached = [], 0
    for start, end in spans:
        parts += [escape(text[reached:start]), "<mark>", escape(text[start:end]), "</mark>"]
        reached = end
    parts.append(escape(text[reached:]))
    return mark_safe("".join(parts))  # noqa: S308 - every piece of text is escaped above


def excerpt(lines, patterns):
    """The line that holds most of what was asked for, cut around its first mark; as HTML."""
    best, most = lines[0] if lines else "", 0
    for line in lines:
        plain = folded(line)
        held = sum(1 for pattern in patterns if pattern.search(plain))
        if held > most:
            best, most = line, held
        if most == len(patterns):
            break
    spans = spans_in(best, patterns) if most else []
    start = max(0, spans[0][0] - _BEFORE) if spans else 0
    if len(best) <= _WIDTH:
        start = 0
    end = start + _WIDTH
    inside = [(a - start, min(b, end) - start) for a, b in spans if a < end]
    before, after = "…" if start else "", "…" if end < len(best) else ""
    return mark_safe(f"{before}{_html(best[start:end], inside)}{after}")  # noqa: S308 - escaped
