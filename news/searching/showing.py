"""Hits as the page shows them: title, where it is from, an excerpt or the rows of a table."""

from html import escape
from typing import NamedTuple

from django.urls import get_script_prefix
from django.utils.safestring import SafeString, mark_safe

from news.models import SearchEntry
from news.searching.marking import excerpt, marked, patterns_of
from news.searching.words import folded

_MOST_ROWS = 3
_MOST_CELLS = 6
Kind = SearchEntry.Kind
_LABELS = dict(Kind.choices)


class Hit(NamedTuple):
    """What is shown of an entry."""

    kind: str
    label: str
    title: SafeString
    href: str
    source: str
    excerpt: SafeString
    rows: SafeString
    more: int


def hits_of(entries, question):
    """The Hits of these entries, with marks."""
    patterns = patterns_of(question)
    return [_hit(entry, patterns) for entry in entries]


def _hit(entry, patterns):
    rows, more = _rows(entry, patterns)
    lines = [line for line in entry.text.split("\n") if "\t" not in line]
    return Hit(
        kind=entry.kind,
        label=_label(entry),
        title=marked(entry.title, patterns),
        href=href_of(entry),
        source=entry.source if entry.kind != Kind.ISSUE else "",
        excerpt="" if rows else excerpt(lines, patterns),
        rows=rows,
        more=more,
    )


def href_of(entry):
    """The address of an entry in the mode that this page is read in."""
    return f"{get_script_prefix().rstrip('/')}{entry.path}"


def _label(entry):
    return "统计表" if entry.kind == Kind.TABLE else _LABELS[entry.kind]


def _rows(entry, patterns):
    """The rows that hold most of what was asked for, as HTML, and how many more there are."""
    if "\t" not in entry.text:
        return "", 0
    found, heads = [], None
    for line, plain in zip(entry.text.split("\n"), folded(entry.text).split("\n"), strict=True):
        number, tab, told = plain.partition("\t")
        if number and tab and (held := sum(1 for one in patterns if one.search(told))):
            found.append((held, line))
        elif tab and not number:
            heads = line.split("\t")[2:]
    most = max((held for held, _ in found), default=0)
    best = [line for held, line in found if held == most]
    shown = (_row(entry, heads or [], line, patterns) for line in best[:_MOST_ROWS])
    return mark_safe("".join(shown)), max(0, len(best) - _MOST_ROWS)  # noqa: S308 - escaped below


def _row(entry, heads, line, patterns):
    """A row with its name, which leads to it, and its figures: those asked for, or the first."""
    number, name, *cells = line.split("\t")
    told = [
        (escape(head), marked(cell, patterns)) for head, cell in zip(heads, cells, strict=False)
    ]
    asked = [(head, cell) for head, cell in told if "<mark>" in cell]
    figures = (f"<div><dt>{head}</dt> <dd>{cell}</dd></div>\n"
               for head, cell in asked or told[:_MOST_CELLS])  # fmt: skip
    href = escape(f"{href_of(entry)}#t1n{number}")
    name = marked(name or f"第{number}行", patterns)
    return (
        '<dl>\n<div><dt class="unseen">机构</dt> '
        f'<dd><a href="{href}">{name}</a></dd></div>\n{"".join(figures)}</dl>\n'
    )
