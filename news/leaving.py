"""您访问的链接即将离开本站: links in articles that lead to other sites, and the page before them.

Only an address signed here is shown, so that the page leads nowhere its editor did not point to.
"""

import re
from html import escape, unescape
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

_SIGNER = Signer(salt="news.leaving")
# As nh3 writes it, which every body has passed: double quotes, everything escaped.
_OUTSIDE = re.compile(r'(<a [^>]*?href=")(https?://[^"]*)(")', re.IGNORECASE)


def with_notices(html):
    """A cleaned body whose links to other sites lead by the page that says so."""
    if not settings.LEAVING_NOTICE:
        return html
    own = urlsplit(settings.SITE_URL).netloc

    def by_the_notice(match):
        before, address, after = match.groups()
        address = unescape(address)
        if own and urlsplit(address).netloc == own:
            return match[0]
        return f"{before}{escape(notice_of(address))}{after}"

    return _OUTSIDE.sub(by_the_notice, html)


def notice_of(address):
    """Where the notice before this address of another site stands."""
    return f"{reverse('news:leaving')}?{urlencode({'to': _SIGNER.sign(address)})}"


@require_safe
def leaving(request):
    """The page between; 404 for an address that is not signed here."""
    try:
        address = _SIGNER.unsign(request.GET.get("to", ""))
    except BadSignature as error:
        raise Http404 from error
    response = render(request, "news/leaving.html", {"address": address})
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
