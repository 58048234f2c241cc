"""How often one reader may ask for what takes work; who asks more often waits for the next minute.

Counted in the cache all processes share, never in the database, whose every change makes all kept
pages anew. Pages that are kept are shown before this is asked, and so never counted. Whoever comes
from the machine itself is not counted: it is the office's own programs, or a proxy that nobody
told us of, behind which stand all readers.
"""

import re
from ipaddress import ip_address
from time import time

from django.conf import settings
from django.core.cache import cache
from django.http import JsonResponse

from nhb_site.networks import neighbourhood
from nhb_site.waiting import told_to_wait

A_MINUTE = 60  # seconds
# (what, method, address, how often in a minute)
_FILES = r"/(?!static/|admin/).*\.(?:csv|xlsx|ods|json|px|pdf|docx|zip)$"
LIMITS = (
    ("login", {"POST"}, re.compile(r"/admin/(?:login|second-step)/"), 30),
    ("suggest", None, re.compile(r"(?:/elder(?:/xl)?)?/search/suggest/"), 300),
    ("search", None, re.compile(r"(?:/elder(?:/xl)?)?/search/"), 120),
    ("api", None, re.compile(r"/api/"), 300),
    ("file", None, re.compile(_FILES), 300),
)
SAID = "从您这里来的请求太多了，请 {seconds} 秒以后再试。别处的读者不受影响。"


def held(get_response):
    """Middleware: 429 with Retry-After, for whoever asks too often and for nobody else."""

    def answer(request):
        kind, most = kind_of(request.method, request.path_info)
        if kind and _is_counted(request.META.get("REMOTE_ADDR", "")):
            second = int(time())
            if _counted(kind, request.META["REMOTE_ADDR"], second // A_MINUTE) > most:
                return _refused(kind, A_MINUTE - second % A_MINUTE)
        return get_response(request)

    return answer


def kind_of(method, path):
    """(what it counts as, how often it may be asked for), ("", 0) where nobody counts."""
    for kind, methods, address, most in LIMITS:
        if (methods is None or method in methods) and address.match(path):
            return kind, most
    return "", 0


def _is_counted(address):
    return settings.RATE_LIMITS and bool(address) and not ip_address(address).is_loopback


def _counted(kind, address, minute):
    """How often it was asked for in this minute; 1 where the cache cannot tell."""
    key = f"rate.{kind}.{neighbourhood(address)}.{minute}"
    try:
        cache.add(key, 0, 2 * A_MINUTE)
        return cache.incr(key)
    except (ValueError, OSError):  # forgotten in between; no room on the disk
        return 1


def _refused(kind, seconds):
    said = SAID.format(seconds=seconds)
    if kind != "api":
        return told_to_wait(said, seconds)
    headers = {"Retry-After": str(seconds), "Cache-Control": "no-store"}
    return JsonResponse({"detail": said}, status=429, headers=headers)
