"""The HTML an article body may hold. Pure: no Django."""

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


def sanitised(html):
    """`html` with everything gone that an article may not hold: scripts, styles, foreign links."""
    return nh3.clean(
        html,
        tags=ALLOWED_TAGS,
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
    )


def paragraphs_to_html(paragraphs):
    """Body HTML of plain paragraphs, one <p> each, text escaped."""
    return "".join(f"<p>{escape(text, quote=False)}</p>" for text in paragraphs)
