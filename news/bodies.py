"""The HTML an article body may hold. Pure: no Django."""

import re
from html import escape

import nh3

ALLOWED_TAGS = {
    "p", "br", "strong", "em", "u", "sub", "sup", "h3", "h4", "ol", "ul", "li", "blockquote", "a",
    "table", "caption", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ALLOWED_ATTRIBUTES = {
    "a": {"href", "title"},
    "ol": {"start"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
}
_ITEM = re.compile(r"(\d{1,3})\s*、\s*(.+)", re.DOTALL)


def sanitised(html):
    """`html` with everything gone that an article may not hold: scripts, styles, foreign links."""
    return nh3.clean(
        html,
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
    )


def html_of(paragraphs):
    """Body HTML of plain paragraphs: <p> each; lines numbered 1、2、3、 in a row become a list."""
    parts, items, start = [], [], 0
    for text in paragraphs:
        match = _ITEM.fullmatch(text)
        if match and (not items or int(match[1]) == start + len(items)):
            start = start if items else int(match[1])
            items.append(match[2])
        else:
            parts += _list(items, start) + [f"<p>{escape(text, quote=False)}</p>"]
            items = []
    return "".join(parts + _list(items, start))


def _list(items, start):
    if not items:
        return []
    inside = "".join(f"<li>{escape(text, quote=False)}</li>" for text in items)
    return [f'<ol start="{start}">{inside}</ol>']
