"""Readers who never logged in pass by what only accounts need: sessions, users and messages.

Most requests are theirs, and to look for an account that is not there took a third of the way. The
desk, and whoever brings a session along, go through all of it.
"""

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django_otp.middleware import OTPMiddleware

from nhb_site.headers import is_desk


def is_stranger(request):
    return not is_desk(request) and settings.SESSION_COOKIE_NAME not in request.COOKIES


def _for_accounts(middleware):
    """The same middleware, asked for all but strangers."""

    class ForAccounts(middleware):
        def __call__(self, request):
            answer = self.get_response if is_stranger(request) else super().__call__
            return answer(request)

    return ForAccounts


Sessions = _for_accounts(SessionMiddleware)
Users = _for_accounts(AuthenticationMiddleware)
SecondSteps = _for_accounts(OTPMiddleware)
Messages = _for_accounts(MessageMiddleware)
