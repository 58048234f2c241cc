"""Who may open what on the desk: tests/access.csv tells of every address, person and method.

A new address without a line there fails the test. HEAD is answered as GET is. What POST answers:
302 done, 200 asked again (the data sent are too few), 403 refused. A record out of a person's
scope is answered as one that does not exist: 302 to the home of the desk, or 404.
"""

import csv
import logging
from pathlib import Path

import pytest
from django.db import transaction
from django.template.response import TemplateResponse
from django.test import Client

from tests.access import PEOPLE, every_page, make_people, make_world
from tests.test_desk import KEYS, KNOWN_WORDS, SERVER, english

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).with_name("access.csv")
METHODS = ("GET", "HEAD", "POST", "DELETE")
JSON_PAGES = ("stats_table_save", "stats_table_check")


def declared():
    """{(page, what, method): {person: status}}."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {
            (line["page"], line["what"], method): {name: int(line[name]) for name in PEOPLE}
            for line in csv.DictReader(file)
            for method in line["methods"].split()
        }


@pytest.fixture
def people(roles):
    return make_people(roles)


@pytest.fixture
def world(people):
    return make_world(people)


@pytest.fixture
def seldom_drawn(monkeypatch):
    """Thousands of pages: only those asked for by GET are drawn, nothing of what they are drawn
    from is copied for the tests, and no refusal is logged."""
    drawn = TemplateResponse.rendered_content.fget

    def seldom(response):
        return drawn(response) if response._request.method == "GET" else ""

    monkeypatch.setattr(TemplateResponse, "rendered_content", property(seldom))
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *_, **__: None)
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


class Visitor:
    """Somebody logged in once; whatever she does is undone at once."""

    def __init__(self, user, **options):
        self.client = client = Client(raise_request_exception=False, **options)
        if user is not None:
            was, user.is_active = user.is_active, True
            client.force_login(user)
            user.is_active = was
        self.cookies = client.cookies

    def ask(self, method, page, address):
        client = self.client
        client.cookies = self.cookies.copy()
        data = {"post": "yes"} if page.endswith("_delete") else {}
        kind = {"content_type": "application/json"} if page in JSON_PAGES else {}
        if page in JSON_PAGES:
            data = {"cells": []}
        with transaction.atomic():
            if method == "POST":
                response = client.post(address, data, **kind)
            else:
                response = client.generic(method, address)
            transaction.set_rollback(True)
        response.getvalue()  # to its end, which closes files; close() would close the connection
        return response


def test_every_address_is_in_the_table(world, people):
    there = {
        (page, what, method)
        for page, what in every_page(world, people["编辑"])
        for method in METHODS
    }
    known = set(declared())
    assert (sorted(there - known), sorted(known - there)) == ([], [])


@pytest.mark.once
@pytest.mark.parametrize("name", PEOPLE)
def test_everybody_gets_what_the_table_says_and_no_english(name, world, people, seldom_drawn):
    user = people.get(name)
    if name == "停用":
        type(user).objects.filter(pk=user.pk).update(is_active=False)
    visitor, wrong, left = Visitor(user), {}, {}
    expected = declared()
    for (page, what), address in every_page(world, user or people["编辑"]).items():
        for method in METHODS:
            wanted = expected.get((page, what, method), {}).get(name)
            response = visitor.ask(method, page, address)
            if response.status_code != wanted:
                wrong[page, what, method] = (response.status_code, wanted)
            if method == "GET" and (words := foreign(page, response)):
                left[page, what] = words
    assert (wrong, left) == ({}, {})


def foreign(page, response):
    """The English words of a page that is shown; those of the server have one of their own."""
    if response.status_code != 200 or "text/html" not in response["Content-Type"]:
        return set()
    return english(response) - KNOWN_WORDS - KEYS - (SERVER if page == "status" else set())


@pytest.mark.once
def test_nothing_is_taken_without_a_token(world, people, seldom_drawn):
    visitor = Visitor(people["超级用户"], enforce_csrf_checks=True)
    taken = {
        (page, what): status
        for (page, what), address in every_page(world, people["超级用户"]).items()
        if (status := visitor.ask("POST", page, address).status_code) != 403
    }
    assert taken == {}
