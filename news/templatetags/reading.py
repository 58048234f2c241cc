"""What templates of the public site ask of texts."""

from django import template
from django.utils.safestring import mark_safe

from news.leaving import with_notices

register = template.Library()


@register.filter
def outside_by_notice(body):
    """The body of an article, whose links to other sites lead by a page that says so."""
    return mark_safe(with_notices(body))  # noqa: S308 - cleaned when it was shaped
