"""An issue laid out for its page; of an edition once an era, since it never changes."""

from django.template.loader import render_to_string

from news.presenting import issue_context
from stats.remembering import remembered


@remembered
def laid_out(edition):
    """What `page_of` tells of an Edition."""
    return page_of(issue_context(edition.whole), edition)


def page_of(context, edition=None):
    """What the page of an issue shows, of its `issue_context`: all that is printed as HTML, and
    what head and foot of the page say of it. Only what is published has links of its own."""
    html = render_to_string("news/_print.html", context | {"edition": edition})
    return {name: context[name] for name in ("issue", "stories", "inferred")} | {"print": html}
