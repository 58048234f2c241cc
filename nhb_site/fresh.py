"""What was read once is asked for again: no page is kept past a correction or a withdrawal."""

from nhb_site.headers import is_desk


def stay_fresh(get_response):
    """Middleware: caches may keep what a view does not speak of, but ask before they show it.

    Without a word they would guess; a feed that last changed half a year ago counts as fresh for
    weeks by their usual rule. Of the desk they keep nothing.
    """

    def answer(request):
        response = get_response(request)
        said = "no-store" if is_desk(request) else "no-cache"
        response.headers.setdefault("Cache-Control", said)
        return response

    return answer
