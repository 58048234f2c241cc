"""Previews: who was given the link sees the draft until it ends; nobody else learns anything."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from news.models import PreviewLink, PreviewVisit, State
from news.previewing import link_of, new_link, revoke
from news.publishing import withdraw
from nhb_site.models import AuditEntry
from tests.builders import make_issue, make_table
from tests.desk import address, change, form_data, make_staff, messages_of
from tests.web import found, opened, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_user(db):
    return make_staff()


@pytest.fixture
def draft():
    return make_issue(2024, 10, tables=[make_table(published=False)], state=State.DRAFT)


@pytest.fixture
def given(draft, admin_user):
    """(link, its address)"""
    link, secret = new_link(draft, "王主任", admin_user)
    return link, reverse("news:preview", args=[secret])


def test_the_draft_is_shown_as_readers_will_see_it(client, given):
    page = opened(client, given[1])
    assert texts(page, ".story h2") == ["头条文章"]
    assert texts(page, "table .sheet-title") == ["2024-08 预约挂号统计"]
    assert texts(page, ".banner b") == ["预览，尚未发布。"]
    assert "供王主任审阅" in texts(page, ".banner")[0]


def test_no_link_on_it_leads_to_a_page_that_is_not_there(client, given):
    page = opened(client, given[1])
    addresses = {link.get("href") for link in found(page, "main a[href]")}
    inner = {one for one in addresses if one.startswith("/") and "#" not in one}
    assert {one: client.get(one).status_code for one in inner} == dict.fromkeys(inner, 200)


def test_it_is_kept_by_nobody_on_the_way(client, given):
    response = client.get(given[1])
    told = {name: response[name] for name in ("X-Robots-Tag", "Referrer-Policy", "Cache-Control")}
    assert told == {
        "X-Robots-Tag": "noindex, nofollow, noarchive",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "max-age=0, no-cache, no-store, must-revalidate, private",
    }


def test_every_look_is_noted(client, given):
    client.get(given[1], headers={"user-agent": "手机"}, REMOTE_ADDR="10.1.2.3")
    client.get(given[1], headers={"user-agent": "x" * 300}, REMOTE_ADDR="10.1.2.4")
    looks = PreviewVisit.objects.order_by("pk").values_list("link", "address", "agent")
    key = given[0].pk
    assert list(looks) == [(key, "10.1.2.3", "手机"), (key, "10.1.2.4", "x" * 200)]


def test_what_is_withdrawn_is_opened_by_new_links_only(client, given, draft, admin_user):
    draft.state, draft.published_at = State.PUBLISHED, timezone.now()
    draft.save()
    withdraw(draft, admin_user, "数字有误")
    new = reverse("news:preview", args=[new_link(draft, "李主任", admin_user)[1]])
    assert [client.get(url).status_code for url in (given[1], new)] == [404, 200]
    told = AuditEntry.objects.filter(kind="preview", what__contains="王主任").order_by("pk")
    assert [one.details[:2] for one in told] == ["发出", "收回"]


@pytest.mark.parametrize("how", ["expired", "revoked", "unknown", "of another kind"])
def test_what_opens_nothing_answers_as_any_missing_page(how, client, given):
    link, url = given
    if how == "expired":
        PreviewLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif how == "revoked":
        revoke(link)
    else:
        url = "/preview/%00/" if how == "unknown" else f"{url}images/x.png"
    response, missing = client.get(url), client.get("/x/")
    assert (response.status_code, response.content) == (404, missing.content)
    assert PreviewVisit.objects.count() == 0


def test_the_secret_is_kept_nowhere(draft, admin_user):
    link, secret = new_link(draft, "王主任", admin_user)
    assert len(secret) >= 43
    assert secret not in str(PreviewLink.objects.values().get())
    assert link_of(secret) == link
    assert link_of(secret[:-1]) is None


def test_it_opens_one_draft_and_no_other(client, given):
    make_issue(2024, 11, articles=["另一期"], state=State.DRAFT)
    assert "另一期" not in client.get(given[1]).content.decode()
    assert client.get("/issues/2024/10/").status_code == 404


def test_it_is_given_on_the_desk_and_told_once(admin_client, draft):
    data = {"issue": draft.pk, "reader": "王主任", "days": 3}
    response = admin_client.post(address(PreviewLink, "add"), data, follow=True)
    told = next(text for text in messages_of(response) if "/preview/" in text)
    url = told.partition("http://testserver")[2]
    assert admin_client.get(url).status_code == 200
    link = PreviewLink.objects.get()
    assert url.split("/")[2] not in admin_client.get(change(link)).content.decode()
    assert timedelta(days=2) < link.expires_at - timezone.now() <= timedelta(days=3)


def test_no_link_is_given_to_what_is_published(admin_client):
    issue = make_issue()
    data = form_data(admin_client.get(address(PreviewLink, "add")))
    response = admin_client.post(
        address(PreviewLink, "add"), data | {"issue": issue.pk, "reader": "王主任", "days": 3}
    )
    assert "这一期已经发布，不用预览链接。" in response.content.decode()
    assert PreviewLink.objects.count() == 0


def test_links_are_taken_back_from_the_list(admin_client, client, given):
    data = {"action": "take_back", "_selected_action": [given[0].pk]}
    response = admin_client.post(address(PreviewLink, "changelist"), data, follow=True)
    assert messages_of(response) == ["已收回 1 个预览链接。"]
    assert client.get(given[1]).status_code == 404
