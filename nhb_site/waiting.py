"""Who asks too often is told to wait, and for how long."""

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string

from nhb_site.networks import neighbourhood

LOCKED = (
    "从您这里用这个账号登录，连续 {failures} 次没有成功，请 {minutes} 分钟以后再试。"
    "别处登录不受影响。忘记密码时，请管理员重设。"
)


def locked_out(request, original_response=None, credentials=None):
    """The answer of django-axes: this person, from this address, has to wait."""
    profile = settings.PROFILE
    minutes = round(profile.wait.total_seconds() / 60)
    return told_to_wait(LOCKED.format(failures=profile.failures, minutes=minutes), minutes * 60)


def told_to_wait(said, seconds):
    """A page in words, 429 with Retry-After."""
    page = render_to_string("429.html", {"said": said})
    headers = {"Retry-After": str(seconds), "Cache-Control": "no-store"}
    return HttpResponse(page, status=429, headers=headers)


def from_where(request):
    """By what django-axes counts: the address, or the network of a line of IPv6."""
    return neighbourhood(request.META.get("REMOTE_ADDR", "")) or None
