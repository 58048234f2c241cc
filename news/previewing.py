"""Previews: a named reader may look at a draft for a while, and every look is noted."""

import secrets
from datetime import timedelta

from django.utils import timezone

from news.freezing import digest
from news.models import PreviewLink, PreviewVisit

DAYS = 7


def new_link(issue, reader, user, days=DAYS):
    """(PreviewLink, secret): the secret is told once and kept nowhere."""
    secret = secrets.token_urlsafe(32)
    expires = timezone.now() + timedelta(days=days)
    told = {"reader": reader, "made_by": user, "expires_at": expires}
    return PreviewLink.objects.create(issue=issue, digest=digest(secret), **told), secret


def link_of(secret):
    """The link that this secret opens now, or None."""
    link = PreviewLink.objects.select_related("issue").filter(digest=digest(secret)).first()
    return link if link and link.is_open else None


def note_visit(link, request):
    """Keep who looked, as far as the request tells."""
    agent = request.headers.get("User-Agent", "").replace("\0", "")[:200]
    address = request.META.get("REMOTE_ADDR") or None
    return PreviewVisit.objects.create(link=link, address=address, agent=agent)


def revoke(link):
    """Take the link back; it opens nothing from now on."""
    link.revoked_at = timezone.now()
    link.save(update_fields=["revoked_at"])


def revoke_open(links):
    """Take back those of these links that open something; how many they were."""
    found = [link for link in links if link.is_open]
    for link in found:
        revoke(link)
    return len(found)
