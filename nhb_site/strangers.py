"""Readers who never logged in pass by what only accounts need: sessions, users and messages.

Most requests are theirs, and to look for an account that is not there took a third of the way. The
desk, and whoever brings a session along, go through all of it.
"""

from functools import wraps

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django_otp.middleware import OTPMiddleware
from simple_history.middleware import HistoryRequestMiddleware

from nhb_site.headers import is_desk


def is_stranger(request):
    return not is_desk(request) and settings.SESSION_COOKIE_NAME not in request.COOKIES


def for_accounts(middleware):
    """The same middleware, passed by strangers; those that stand in a row they pass by at once."""
    made = _class_for_accounts if isinstance(middleware, type) else _function_for_accounts
    return made(middleware)


def _class_for_accounts(middleware):
    class ForAccounts(middleware):
        def __init__(self, get_response):
            super().__init__(get_response)
            self.beyond = _beyond(get_response)

        def __call__(self, request):
            answer = self.beyond if is_stranger(request) else super().__call__
            return answer(request)

    return ForAccounts


def _function_for_accounts(middleware):
    @wraps(middleware)
    def made(get_response):
        known, beyond = middleware(get_response), _beyond(get_response)

        def answer(request):
            return (beyond if is_stranger(request) else known)(request)

        answer.beyond = beyond
        return answer

    return made


def _beyond(get_response):
    """What comes behind all of these; Django wraps each middleware with its attributes."""
    return getattr(get_response, "beyond", get_response)


Sessions = for_accounts(SessionMiddleware)
Users = for_accounts(AuthenticationMiddleware)
SecondSteps = for_accounts(OTPMiddleware)
Messages = for_accounts(MessageMiddleware)
authors = for_accounts(HistoryRequestMiddleware)
