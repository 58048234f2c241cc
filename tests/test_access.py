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
from django.template.response import SimpleTemplateResponse
from django.test import Client

from tests.access import PEOPLE, every_page, make_people, make_world
from tests.test_desk import KEYS, KNOWN_WORDS, english

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
def unrendered(monkeypatch):
    """Pages are answered without being drawn, refusals without being logged: thousands of them."""
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


class Visitor:
    """Somebody logged in once; whatever she does is undone at once."""

    def __init__(self, user):
        client = Client()
        if user is not None:
            was, user.is_active = user.is_active, True
            client.force_login(user)
            user.is_active = was
        self.cookies = client.cookies

    def ask(self, method, page, address, **options):
        client = Client(raise_request_exception=False, **options)
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
def test_everybody_gets_what_the_table_says(name, world, people, unrendered):
    user = people.get(name)
    if name == "停用":
        type(user).objects.filter(pk=user.pk).update(is_active=False)
    visitor, wrong = Visitor(user), {}
    expected = declared()
    for (page, what), address in every_page(world, user or people["编辑"]).items():
        for method in METHODS:
            wanted = expected.get((page, what, method), {}).get(name)
            status = visitor.ask(method, page, address).status_code
            if status != wanted:
                wrong[page, what, method] = (status, wanted)
    assert wrong == {}


def test_nothing_is_taken_without_a_token(world, people, unrendered):
    visitor = Visitor(people["超级用户"])
    taken = {
        (page, what): status
        for (page, what), address in every_page(world, people["超级用户"]).items()
        if (status := visitor.ask("POST", page, address, enforce_csrf_checks=True).status_code)
        != 403
    }
    assert taken == {}


@pytest.mark.once
@pytest.mark.parametrize("name", ["录入限定", "编辑", "管理", "审计", "超级用户"])
def test_no_english_is_left_on_the_desk(name, world, people):
    visitor, left = Visitor(people[name]), {}
    for (page, what), address in every_page(world, people[name]).items():
        response = visitor.ask("GET", page, address)
        if response.status_code == 200 and "text/html" in response["Content-Type"]:
            words = english(response) - KNOWN_WORDS - KEYS
            if words:
                left[page, what] = words
    assert left == {}
