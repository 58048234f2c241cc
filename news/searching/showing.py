"""Hits as the page shows them: title, where it is from, an excerpt or the rows of a table."""

from typing import NamedTuple

from django.urls import get_script_prefix
from django.utils.safestring import SafeString

from news.models import SearchEntry
from news.searching.marking import excerpt, marked, patterns_of
from news.searching.words import folded

_MOST_ROWS = 3
_MOST_CELLS = 6
Kind = SearchEntry.Kind


class Row(NamedTuple):
    """A row of a table in which something was found: its name, where it stands, its figures."""

    name: SafeString
    href: str
    cells: list


class Hit(NamedTuple):
    """What is shown of an entry."""

    kind: str
    label: str
    title: SafeString
    href: str
    source: str
    excerpt: SafeString
    rows: list
    more: int


def hits_of(entries, question):
    """The Hits of these entries, with marks."""
    patterns = patterns_of(question)
    return [_hit(entry, patterns) for entry in entries]


def _hit(entry, patterns):
    lines = entry.text.splitlines()
    plain = [line for line in lines if "\t" not in line]
    rows, more = _rows(entry, [line for line in lines if "\t" in line], patterns)
    return Hit(
        kind=entry.kind,
        label=_label(entry),
        title=marked(entry.title, patterns),
        href=href_of(entry),
        source=entry.source if entry.kind != Kind.ISSUE else "",
        excerpt="" if rows else excerpt(plain, patterns),
        rows=rows,
        more=more,
    )


def href_of(entry):
    """The address of an entry in the mode that this page is read in."""
    return f"{get_script_prefix().rstrip('/')}{entry.path}"


def _label(entry):
    return "统计表" if entry.kind == Kind.TABLE else entry.get_kind_display()


def _rows(entry, lines, patterns):
    """The rows that hold most of what was asked for, and how many more there are."""
    if not lines:
        return [], 0
    heads = lines[0].split("\t")[2:]
    found = []
    for line in lines[1:]:
        plain = folded(line.partition("\t")[2])
        if held := sum(1 for pattern in patterns if pattern.search(plain)):
            found.append((held, line))
    most = max((held for held, _ in found), default=0)
    best = [line for held, line in found if held == most]
    return [_row(entry, heads, line, patterns) for line in best[:_MOST_ROWS]], max(
        0, len(best) - _MOST_ROWS
    )


def _row(entry, heads, line, patterns):
    number, name, *cells = line.split("\t")
    told = [(head, marked(cell, patterns)) for head, cell in zip(heads, cells, strict=False)]
    asked = [(head, cell) for head, cell in told if "<mark>" in cell]
    shown = asked or told[:_MOST_CELLS]
    return Row(marked(name or f"第{number}行", patterns), f"{href_of(entry)}#t1r{number}", shown)
