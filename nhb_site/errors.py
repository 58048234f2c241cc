"""Pages that tell what went wrong. They name no address, so that all of a kind are the same bytes.

There is none for 500 here: what went wrong may be anything, and 500.html needs nothing.
"""

from django.views import defaults


def refused(request, exception):
    return defaults.bad_request(_lost(request), exception)


def forbidden(request, exception):
    return defaults.permission_denied(_lost(request), exception)


def not_found(request, exception):
    return defaults.page_not_found(_lost(request), exception)


def forged(request, reason=""):
    """A form came without the token of its page."""
    return defaults.permission_denied(_lost(request), reason, "403_csrf.html")


def _lost(request):
    request.lost = True
    return request
