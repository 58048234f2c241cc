"""What was found as HTML, filled in here, since a template takes longer for it than the search."""

from html import escape

from django.utils.safestring import mark_safe

_CURRENT = ' aria-current="true"'
_FACET = "<section>\n<h2>{}</h2>\n<ul>\n{}</ul>\n</section>\n"
_CHOICE = '<li><a href="{}" rel="nofollow"{}>{} <span>{}</span></a></li>\n'
_PAGE = '<li><a href="{}" rel="nofollow" aria-label="第 {} 页">{}</a></li>\n'
_HERE = '<li><span aria-current="page">{}</span></li>\n'
_LEFT_OUT = "<li><span>…</span></li>\n"


def facets_html(facets):
    """(name, choices) of each facet, with the addresses that narrow."""
    return _joined(_FACET.format(name, "".join(map(_choice, some))) for name, some in facets)


def _choice(choice):
    current = _CURRENT if choice.is_taken else ""
    return _CHOICE.format(escape(choice.href), current, escape(choice.label), choice.count)


def hits_html(hits):
    """The items of the list of hits."""
    return _joined(map(_hit, hits))


def _hit(hit):
    source = f"<span>{escape(hit.source)}</span>" if hit.source else ""
    excerpt = f"<p>{hit.excerpt}</p>\n" if hit.excerpt else ""
    more = f'<p class="more-rows">表中还有 {hit.more} 行</p>' if hit.more else ""
    return (
        f'<li class="{hit.kind}">\n<p class="of"><b>{escape(hit.label)}</b>{source}</p>\n'
        f'<h3><a href="{escape(hit.href)}">{hit.title}</a></h3>\n'
        f"{excerpt}{hit.rows}{more}\n</li>\n"
    )


def pages_html(pages, current):
    """(number or …, its address) of the pages to turn to."""
    return _joined(_page(number, href, number == current) for number, href in pages)


def _page(number, href, is_here):
    if is_here:
        return _HERE.format(number)
    return _PAGE.format(escape(href), number, number) if href else _LEFT_OUT


def _joined(parts):
    return mark_safe("".join(parts))  # noqa: S308 - every text is escaped above
