"""Rows of tables as HTML: a format for each kind of row, filled by rows, since templates are slow.

End tags of rows and cells are left out, as HTML allows; they would be a fifth of a page.
"""

import re
from functools import lru_cache
from html import escape
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import mark_safe

from stats.changes import SIGNS, said_of
from stats.shapes import month_name

TAGS = {
    "number": "td class=n",
    "figure": "td",
    "computed": "td class=c",
    "unit": "td class=u",
    "subject": "th scope=row",
    "group": "th scope=rowgroup class=g",
    "upright": "th scope=rowgroup class=upright",
    "sum": "td class=sum",
}

_NOTE = "<sup>{}</sup>"

# There are as many series as figures: robots need not read them all.
LINKS = {
    "": "{}",
    "institution": '<a href="{}">{}</a>',
    "series": '<a rel=nofollow href="{}">{}</a>',
}


def head_html(grid):
    """The header rows of a shaped table between <thead> and </thead>."""
    return joined((_head_format(row), _head_fields(row)) for row in grid.header)


def _head_format(row):
    outline = tuple((c.role, c.scope, c.colspan, c.rowspan, bool(c.id), bool(c.mark)) for c in row)
    return head_format(outline)


def _head_fields(row):
    for cell in row:
        if cell.id:
            yield cell.id
        yield cell.text
        if cell.mark:
            yield cell.mark


@lru_cache(maxsize=512)
def head_format(cells):
    """The format of a header row; its fields are ids and texts in order."""
    return f"<tr>{''.join(_head_cell_format(*cell) for cell in cells)}"


def _head_cell_format(role, scope, colspan, rowspan, has_id, is_noted):
    css = {"figure": "", "number": " class=n", "computed": " class=c"}.get(role, " class=t")
    spans = _spans(colspan, rowspan) + (" id={}" if has_id else "")
    return f"<th scope={scope}{css}{spans}>{{}}{_NOTE if is_noted else ''}"


def _spans(colspan, rowspan):
    across = f" colspan={colspan}" if colspan > 1 else ""
    return across + (f" rowspan={rowspan}" if rowspan > 1 else "")


def body_html(grid, linked=False, series="", key=""):
    """The rows of a shaped table; with `linked` the institutions lead to their pages, and figures
    to the page at `series` that tells all their months. There each row can be led to as t1n3, where
    t1 is the `key` of the table."""
    base = reverse("stats:institutions")
    links = Links(base if linked else "", series)
    rows = ((row_format(row.kind, _outline(row, links)), _fields(row, links)) for row in grid.body)
    if key and series:
        rows = (
            (form.replace("<tr", f"<tr id={key}n{number}", 1), fields)
            for number, (form, fields) in enumerate(rows, 1)
        )
    return joined(rows)


class Links(NamedTuple):
    """Where institutions and figures lead to; nowhere where empty."""

    institutions: str
    series: str

    def kind(self, cell):
        """The kind of link that the text of a cell is, or nothing."""
        if cell.code and self.institutions:
            return "institution"
        return "series" if cell.of and self.series and cell.text.strip() else ""

    def of(self, cell):
        """The address that the text of a cell leads to."""
        if self.kind(cell) == "institution":
            return f"{self.institutions}{cell.code}/"
        return f"{self.series}?{urlencode(dict(zip(('of', 'what'), cell.of, strict=True)))}"


def joined(rows):
    """Rows of (format, fields) as HTML: the formats are ours, and every field is escaped here."""
    return mark_safe("\n".join(_each(rows)))  # noqa: S308


def _each(rows):
    return [form.format(*_escaped(fields)) for form, fields in rows]


def _escaped(fields):
    """Most rows have nothing to be escaped, which is faster told of a row than of each field."""
    fields = tuple(fields)
    return map(escape, fields) if _SPECIAL.search("".join(fields)) else fields


_SPECIAL = re.compile("[&<>\"']")  # what html.escape looks for


def _outline(row, links):
    """All about the cells of a row but their texts."""
    return tuple(
        (
            *(_role(c), c.colspan, c.rowspan, bool(c.id), bool(c.headers)),
            (links.kind(c), bool(c.mark)),
            c.deed and (c.deed, bool(c.href)),
        )
        for c in row.cells
    )


def _role(cell):
    """A group label stands upright where it is short and its rows give it the height."""
    upright = cell.role == "group" and 1 < len(cell.text) < min(8, cell.rowspan)
    return "upright" if upright else cell.role


def _fields(row, links):
    for cell in row.cells:
        if cell.id:
            yield cell.id
        if cell.headers:
            yield cell.headers
        if cell.deed:
            yield from _mark_fields(cell)
        if cell.mark and not _is_name(cell.role):
            yield cell.mark
        if links.kind(cell):
            yield links.of(cell)
        yield cell.text
        if cell.mark and _is_name(cell.role):
            yield cell.mark


def _is_name(role):
    """A note is told behind a name, before a figure: its digits stay below each other."""
    return role in ("subject", "sum")


def _mark_fields(cell):
    if cell.href:
        yield cell.href
    said = said_of(cell.deed, cell.was)
    yield from (said, SIGNS[cell.deed], said)


@lru_cache(maxsize=512)
def row_format(kind, cells):
    """The format of a row made of such cells; its fields are ids, headers, links and texts."""
    css = "" if kind == "data" else f" class={kind}"
    return f"<tr{css}>{''.join(_cell_format(*cell) for cell in cells)}"


def _cell_format(role, colspan, rowspan, has_id, has_headers, content, deed):
    places = (" id={}" if has_id else "") + (' headers="{}"' if has_headers else "")
    text = _content_format(role, *content)
    mark = _mark_format(*deed) if deed else ""
    return f"<{TAGS[role]}{_spans(colspan, rowspan)}{places}>{mark}{text}"


def _content_format(role, link, is_noted):
    text, note = LINKS[link], _NOTE if is_noted else ""
    return f"{text}{note}" if _is_name(role) else f"{note}{text}"


def _mark_format(deed, has_href):
    """The sign of a corrected cell: seen as such, heard in words, leading to what readers are told.

    It stands before the figure, whose last digits stay below each other."""
    tag, href = ("a", ' href="{}"') if has_href else ("span", "")
    sign = "<span aria-hidden=true>{}</span><span class=unseen>{}</span>"
    return f'<{tag} class="r {deed}"{href} title="{{}}">{sign}</{tag}> '


def months_html(lines):
    """Rows of an institution's series: month, the name it was printed under, figures."""
    base = reverse("stats:datasets")
    return joined(
        (
            line_format("month", line.kind, True, bool(line.group), len(line.figures)),
            (*_month(line, base), *_name(line), *line.figures),
        )
        for line in lines
    )


def names_html(lines):
    """The HTML of each row of a whole family: institution, month, figures."""
    stats, institutions = reverse("stats:datasets"), reverse("stats:institutions")
    return _each(
        (
            line_format("name", line.kind, bool(line.code), bool(line.group), len(line.figures)),
            (
                *((f"{institutions}{line.code}/",) if line.code else ()),
                *_name(line),
                *_month(line, stats),
                *line.figures,
            ),
        )
        for line in lines
    )


def _month(line, base):
    period = line.period
    return f"{base}{line.slug}/{period:%Y-%m}/", month_name(period)


def _name(line):
    return (line.name or "—", line.group) if line.group else (line.name or "—",)


@lru_cache(maxsize=512)
def line_format(first, kind, has_link, has_group, figures):
    """The format of a line that begins with its month or with the institution's name."""
    css = "" if kind == "data" else f" class={kind}"
    month = '<a href="{}">{}</a>'
    group = " <small>{}</small>" if has_group else ""
    cells = "<td>{}" * figures
    if first == "month":
        return f"<tr{css}><th scope=row>{month}<td class=t>{{}}{group}{cells}"
    name = '<a href="{}">{}</a>' if has_link else "{}"
    return f"<tr{css}><th scope=row>{name}{group}<td class=t>{month}{cells}"
