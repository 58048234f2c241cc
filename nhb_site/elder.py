"""The pages for elder readers: every page of the site once more below /elder/, in large print.

The address is all there is to remember, so that it works without cookies and scripts, any cache may
keep a page, and every link on such a page leads to such a page: addresses are reversed below it.
"""

import re

from django.http import HttpResponsePermanentRedirect
from django.urls import get_script_prefix, set_script_prefix
from django.utils.http import escape_leading_slashes

from stats.remembering import by_way

# Address below which pages are shown so: the classes of <html>, which elder.css knows.
STEPS = {"/elder": "elder", "/elder/xl": "elder largest"}
_BELOW = re.compile(r"(/elder(?:/xl)?)(/.*)", re.DOTALL)
# What has one address only: the desk, the interface for programs, the pages' own files.
_ONE_ADDRESS = re.compile(r"/(?:admin|api|static)(?:/|$)|.*[^/]$", re.DOTALL)


def elder_pages(get_response):
    """Middleware: shows /elder/… as the page at /… does, in large print."""

    def middleware(request):
        request.elder = ""
        below = _BELOW.fullmatch(request.path_info)
        if below is None:
            return get_response(request)
        step, request.path_info = below.groups()
        if _ONE_ADDRESS.match(request.path_info):
            return HttpResponsePermanentRedirect(plain_address(request))
        request.elder = step
        return _below(step, get_response, request)

    return middleware


def _below(step, get_response, request):
    """The answer to `request` with all addresses reversed below `step`."""
    before = get_script_prefix()
    set_script_prefix(f"{before.rstrip('/')}{step}/")
    try:
        with by_way(step):
            return get_response(request)
    finally:
        set_script_prefix(before)


def plain_address(request):
    """The address of the same page as others see it, query and all."""
    return escape_leading_slashes(request.get_full_path_info())
