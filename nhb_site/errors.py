"""Pages that tell what went wrong. They name no address, so that all of a kind are the same bytes.

Those for 500 and 503 need nothing that may be what went wrong.
"""

import sys

from django.http import HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.views import defaults

from stats.troubles import trouble_of


def refused(request, exception):
    return defaults.bad_request(_lost(request), exception)


def forbidden(request, exception):
    return defaults.permission_denied(_lost(request), exception)


def not_found(request, exception):
    return defaults.page_not_found(_lost(request), exception)


def failed(request):
    """503 where the database or the disk cannot for now, so that caches go on with what they have;
    500 for mistakes of ours. Either way nothing was saved."""
    if trouble_of(sys.exc_info()[1]) is None:
        return defaults.server_error(request)
    page = render_to_string("503.html")
    headers = {"Retry-After": "30", "Cache-Control": "no-store"}
    return HttpResponse(page, status=503, headers=headers)


def forged(request, reason=""):
    """A form came without the token of its page; what is no form would find nothing here either."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    return defaults.permission_denied(_lost(request), reason, "403_csrf.html")


def _lost(request):
    request.lost = True
    return request
