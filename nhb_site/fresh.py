"""What was read once is asked for again: no page is kept past a correction or a withdrawal."""


def stay_fresh(get_response):
    """Middleware: caches may keep what a view does not speak of, but ask before they show it.

    Without a word they would guess; a feed that last changed half a year ago counts as fresh for
    weeks by their usual rule.
    """

    def answer(request):
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return answer
