"""Who has not clicked for long, or logged in long ago, logs in again."""

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.utils import timezone

from nhb_site.headers import is_desk
from nhb_site.strangers import for_accounts

BEGUN, SEEN = "begun", "seen"
NOTED_EVERY = 60  # seconds: not every click need be a write


@for_accounts
def ended_in_time(get_response):
    """Middleware, on the desk alone: ends a session when its profile says so."""

    def answer(request):
        if is_desk(request) and request.user.is_authenticated:
            _noted_or_ended(request)
        return get_response(request)

    return answer


@receiver(user_logged_in)
def begin(request, **kwargs):
    request.session[BEGUN] = request.session[SEEN] = timezone.now().timestamp()


def _noted_or_ended(request):
    session, now = request.session, timezone.now().timestamp()
    seen, profile = session.get(SEEN, 0), settings.PROFILE
    is_over = now - session.get(BEGUN, 0) > profile.longest.total_seconds()
    if is_over or now - seen > profile.idle.total_seconds():
        logout(request)
    elif now - seen > NOTED_EVERY:
        session[SEEN] = now
