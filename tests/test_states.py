"""Who gets what of an issue in each of its states: tests/states.csv tells of every cell.

Roles × states × kinds of address × methods. A new address for readers without a line fails. What
does not belong to one issue stands in the table once, with the state —.
"""

import csv
from pathlib import Path

import pytest
from django.contrib.auth import middleware
from django.template import loader
from django.template.response import TemplateResponse

from tests import guessing
from tests.access import make_people
from tests.states import HIDDEN, METHODS, ROLES, addresses, make_states
from tests.test_access import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.once]

TABLE = Path(__file__).with_name("states.csv")
WITH_A_SECRET = ("news:preview", "news:preview_image")  # who holds it may look at a draft
SEEN_BY_ALL = ("news:sitemap_part",)


def declared():
    """{(kind, state, method): {role: status}}."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {
            (line["kind"], state, method): {role: int(line[role]) for role in ROLES}
            for line in csv.DictReader(file)
            for state in line["states"].split()
            for method in line["methods"].split()
        }


@pytest.fixture
def people(roles):
    return make_people(roles)


@pytest.fixture
def places(people):
    return addresses(make_states(people["超级用户"]))


@pytest.fixture
def never_drawn(monkeypatch, caplog):
    """Ten thousand answers: what stands on the pages is for other tests."""
    monkeypatch.setattr(loader, "render_to_string", lambda *_, **__: "")
    monkeypatch.setattr(TemplateResponse, "rendered_content", property(lambda response: ""))
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *_, **__: None)
    caplog.set_level("CRITICAL")


@pytest.fixture
def looked(monkeypatch):
    """Grows whenever an answer depends on who asks."""
    seen, known = [], middleware.get_user
    monkeypatch.setattr(middleware, "get_user", lambda request: seen.append(1) or known(request))
    return seen


def answers(people, places, looked):
    """{(kind, state, method): {role: status}} as they are.

    Where nobody looks at who asks, in spite of a session, all are answered as the one who has it.
    """
    people["停用"].is_active = False
    people["停用"].save()
    visitors = {role: Visitor(people.get(role)) for role in ROLES}
    found = {}
    for (kind, state), address in places.items():
        for method in METHODS:
            looked.clear()
            asked = {
                role: visitors[role].ask(method, kind, address).status_code
                for role in ("匿名", "超级用户")
            }
            for role in ROLES:
                if role not in asked:
                    asked[role] = (
                        visitors[role].ask(method, kind, address).status_code
                        if looked
                        else asked["超级用户"]
                    )
            found[kind, state, method] = asked
    return found


def test_everybody_gets_what_the_table_says_of_every_state(people, places, never_drawn, looked):
    found, expected = answers(people, places, looked), declared()
    differing = {
        cell: (found.get(cell), expected.get(cell))
        for cell in found.keys() | expected
        if found.get(cell) != expected.get(cell)
    }
    assert differing == {}
    assert len(found) * len(ROLES) >= 8_640


def test_what_is_not_public_is_answered_as_what_is_not_there(client, places):
    hidden = [
        (kind, state, address)
        for (kind, state), address in places.items()
        if state in HIDDEN and ":" in kind and kind not in (*WITH_A_SECRET, *SEEN_BY_ALL)
    ]
    wrong = guessing.guessed(guessing.RANDOM)
    missing = {kind: guessing.answers(client, wrong[kind][0]) for kind, _, _ in hidden}
    told = {
        (kind, state): guessing.answers(client, address) == missing[kind]
        for kind, state, address in hidden
    }
    assert {one for one, same in told.items() if not same} == set()
    statuses = {status for found in missing.values() for status, _, _ in found.values()}
    assert (statuses, len(told)) == ({404}, len(missing) * len(HIDDEN))
