"""Whoever guesses the addresses of an issue in the making learns nothing: 30 families of them."""

from datetime import timedelta
from itertools import chain

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from news.models import Article, ArticleImage, PreviewLink, State
from news.previewing import new_link, revoke
from news.publishing import publish
from news.sitemaps import SITEMAPS
from stats.models import Institution
from tests import guessing
from tests.builders import make_issue, make_table, move_to
from tests.desk import make_staff
from tests.news.test_pictures import drawn
from tests.test_unpublished import make_secret

pytestmark = pytest.mark.django_db

HIDDEN = [state for state in State if state not in (State.PUBLISHED, State.WITHDRAWN)]


def secret_values(issue):
    """What could be guessed of `issue`, its picture and its closed previews."""
    image = ArticleImage(article=Article.objects.get(issue=issue), position=1, alt="绝密会场")
    image.file.save("a.png", ContentFile(drawn()))
    user = make_staff("previewer")
    expired, old = new_link(issue, "甲", user)
    PreviewLink.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - timedelta(1))
    revoked, taken_back = new_link(issue, "乙", user)
    revoke(revoked)
    return guessing.SECRET | {"name": (image.name,), "secret": (old, taken_back)}


def known_addresses():
    """Every address that can be written without knowing the names of secret files."""
    families = guessing.guessed(guessing.SECRET) | guessing.plain()
    return [*chain.from_iterable(families.values()), *guessing.UNROUTED]


def asked(client, addresses):
    return {address: guessing.answers(client, address) for address in addresses}


@pytest.fixture
def public():
    return make_issue(2024, 9, tables=[make_table()])


def test_no_answer_of_any_family_changes_with_a_draft(client, public):
    before = asked(client, known_addresses())
    make_secret()
    after = asked(client, before)
    assert {one: (before[one], after[one]) for one in before if before[one] != after[one]} == {}
    families = guessing.guessed(guessing.RANDOM) | guessing.plain()
    assert len(families) + len(guessing.UNROUTED) >= 30


@pytest.mark.parametrize("state", HIDDEN)
def test_what_is_guessed_right_is_answered_as_what_is_guessed_wrong(client, public, state):
    issue = make_secret()
    right = guessing.guessed(secret_values(issue))
    move_to(issue, state)
    wrong = guessing.guessed(guessing.RANDOM)
    for family, addresses in right.items():
        missing = guessing.answers(client, wrong[family][0])
        assert {status for status, _, _ in missing.values()} == {404}, family
        hidden = [one for one in addresses if not is_public(one)]
        assert hidden, family
        assert {one: guessing.answers(client, one) for one in hidden} == dict.fromkeys(
            hidden, missing
        )


def is_public(address):
    """Whether readers know this address without the issue in the making."""
    known = ("bookings", "gu-lou", *(f"sitemap-{name}." for name in SITEMAPS))
    return "2024" not in address and any(name in address for name in known)


def test_once_published_each_family_is_guessed_right(client, public):
    """Else the tests above would prove nothing."""
    issue = make_secret()
    right = guessing.guessed(secret_values(issue))
    publish(issue, checked=True)
    unanswered = [
        family
        for family, addresses in right.items()
        if 200 not in {guessing.answers(client, one)["GET"][0] for one in addresses}
    ]
    assert unanswered == ["news:preview", "news:preview_image"]


def test_the_names_that_are_guessed_are_those_of_the_record(public):
    make_secret()
    codes = set(Institution.objects.values_list("code", flat=True))
    assert set(guessing.SECRET["code"]) <= codes
