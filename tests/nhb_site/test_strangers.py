"""Sessions, users and messages are for the desk and for those who bring a session along."""

import pytest

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ACCOUNTS = ("session", "user", "_messages")


def of_accounts(response):
    request = response.wsgi_request
    return {name: hasattr(request, name) for name in ACCOUNTS}


def test_a_reader_who_never_logged_in_passes_by_them(client):
    assert of_accounts(client.get("/robots.txt")) == dict.fromkeys(ACCOUNTS, False)


def test_the_page_of_logging_in_has_them(client):
    assert of_accounts(client.get("/admin/login/")) == dict.fromkeys(ACCOUNTS, True)


def test_whoever_logged_in_is_known_on_pages_for_readers_too(admin_client):
    told = admin_client.get("/robots.txt")
    assert of_accounts(told) == dict.fromkeys(ACCOUNTS, True)
    assert told.wsgi_request.user.get_username() == "admin"
