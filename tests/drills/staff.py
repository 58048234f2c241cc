"""A member of staff at work over HTTP, for drills."""

import re
import time

import requests

PATIENCE = 60  # seconds
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]*)"')


class Staff:
    """Somebody who may do everything and is logged in at the `site` (`tests.drills.serving`)."""

    def __init__(self, site, username="drill"):
        from django.conf import settings
        from django.contrib.auth.models import User
        from django.db import connection
        from django.test import Client

        user, _ = User.objects.get_or_create(
            username=username, defaults={"is_staff": True, "is_superuser": True}
        )
        client = Client()
        client.force_login(user)
        connection.close()
        self.site = f"http://127.0.0.1:{site.port}"
        self.session = requests.Session()
        name = settings.SESSION_COOKIE_NAME
        self.session.cookies.set(name, client.cookies[name].value, domain="127.0.0.1")
        self.token = self.last = ""

    def get(self, address):
        """(status, seconds, text); what a form needs is noted."""
        return self._told("get", address)

    def post(self, address, fields, **files):
        """The same of a form sent from the page looked at last."""
        fields = {"csrfmiddlewaretoken": self.token, **fields}
        return self._told("post", address, data=fields, files=files or None)

    def _told(self, method, address, **sent):
        started = time.monotonic()
        answer = self.session.request(method, self.site + address, timeout=PATIENCE, **sent)
        self.last = answer.url
        if found := _TOKEN.search(answer.text):
            self.token = found[1]
        return answer.status_code, time.monotonic() - started, answer.text
