"""The HTML an article body may hold: one list for the editor on the desk and for what is kept."""

import re
from collections import Counter
from html import escape

import nh3
from django_prose_editor.config import allowlist_from_extensions

# What the editor offers. Its HTML is what an article may hold; nothing else is kept.
EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Underline": True,
    "Subscript": True,
    "Superscript": True,
    "HardBreak": True,
    "Heading": {"levels": [3, 4]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
}
_ALLOWED = allowlist_from_extensions(EXTENSIONS)
ALLOWED_TAGS = _ALLOWED["tags"]
# The editor would let a writer choose what a link says of itself, and how a list is numbered.
_NOT_FOR_WRITERS = {"rel", "type", "data-type"}
ALLOWED_ATTRIBUTES = {
    tag: set(names) - _NOT_FOR_WRITERS for tag, names in _ALLOWED["attributes"].items()
}
ALLOWED_SCHEMES = _ALLOWED["url_schemes"]
_NOTHING = "<p></p>"  # of an editor in which nothing was written
# Cleaning takes the square of how deep tags are nested; no writer nests them by the hundred.
DEEPEST = 200
_TURNS = 8
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_ENDED_BY_THE_NEXT = {"p", "li", "tr", "td", "th", "br", "img", "hr", "col", "meta", "link"}
_ITEM = re.compile(r"(\d{1,3})\s*、\s*(.+)", re.DOTALL)


def sanitised(html):
    """`html` with everything gone that an article may not hold: scripts, styles, foreign links.

    What comes out is kept as it is when it is cleaned once more: a link within a link, or text
    between the rows of a table, is set right in more than one turn.
    """
    for _ in range(_TURNS):
        before, html = html, _cleaned(html)
        if html == before:
            return html
    return _words(html)


def _words(html):
    """What stands between the tags."""
    return escape(re.sub(r"<[^<>]*>", "", html), quote=False)


def _cleaned(html):
    if _depth(html) > DEEPEST:
        return _words(html)
    clean = nh3.clean(
        html, tags=ALLOWED_TAGS, attributes=ALLOWED_ATTRIBUTES, url_schemes=ALLOWED_SCHEMES
    )
    return "" if clean == _NOTHING else clean


def _depth(html):
    """How deep tags are nested, or more; an end tag without its start tag ends nothing."""
    waiting, depth, deepest = Counter(), 0, 0
    for end, name in _TAG.findall(html):
        tag = name.lower()
        if tag in _ENDED_BY_THE_NEXT:
            continue
        if not end:
            waiting[tag] += 1
            depth += 1
            deepest = max(deepest, depth)
        elif waiting[tag]:
            waiting[tag] -= 1
            depth -= 1
    return deepest


def html_of(paragraphs):
    """Body HTML of plain paragraphs: <p> each; lines numbered 1、2、3、 in a row become a list."""
    parts, items, start = [], [], 0
    for text in paragraphs:
        match = _ITEM.fullmatch(text)
        if not (match and items and int(match[1]) == start + len(items)):
            parts += _list(items, start)
            items = []
        if match:
            start = start if items else int(match[1])
            items.append(match[2])
        else:
            parts.append(f"<p>{escape(text, quote=False)}</p>")
    return "".join(parts + _list(items, start))


def _list(items, start):
    if not items:
        return []
    inside = "".join(f"<li>{escape(text, quote=False)}</li>" for text in items)
    return [f'<ol start="{start}">{inside}</ol>']
