"""Whole addresses, as files, feeds and programs need them."""

from django.conf import settings


def absolute(request, path):
    """A path with the name that readers know the site by, or else the one it was asked by.

    Pages in large print lead to the same address as all others.
    """
    path = plain_path(request, path)
    return f"{settings.SITE_URL}{path}" if settings.SITE_URL else request.build_absolute_uri(path)


def plain_path(request, path):
    """The path without the part by which pages are shown in large print."""
    return path.removeprefix(getattr(request, "elder", ""))
