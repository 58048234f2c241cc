"""我要纠错: what a reader may say, what the desk does with it, what is forgotten."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from lxml import html

from news.models import ReaderReport
from news.reader_reports import MOST_AN_HOUR, known_page
from tests.builders import make_issue, make_table
from tests.desk import change, form_data, make_staff, messages_of
from tests.web import found, links, opened, texts

pytestmark = pytest.mark.django_db

SAID = {
    "page": "/stats/bookings/2024-08/",
    "place": "南京鼓楼医院 线上预约",
    "text": "原件印的是 6686。",
    "contact": "13900000000",
    "website": "",
}


@pytest.fixture
def issue():
    return make_issue(2024, 9, tables=[make_table()])


def sent(client, **changes):
    return client.post("/report/", SAID | changes)


def make_report(**fields):
    told = {name: SAID[name] for name in ("page", "place", "text", "contact")}
    return ReaderReport.objects.create(**told | fields)


def test_every_page_leads_to_a_form_that_knows_the_page(client, issue):
    for path in ("/", "/issues/2024/9/articles/1/", "/stats/bookings/2024-08/", "/elder/stats/"):
        there = [link for link in links(opened(client, path), "a[href]") if "/report/?" in link]
        assert there, path
        page = opened(client, there[0])
        plain = path.removeprefix("/elder")
        assert [node.get("value") for node in found(page, "input[name=page]")] == [plain]


def test_a_place_in_the_address_stands_in_the_form(client, issue):
    page = opened(client, "/report/", page=SAID["page"], place=SAID["place"])
    assert [node.get("value") for node in found(page, "input[name=place]")] == [SAID["place"]]


def test_what_is_said_stands_in_the_queue(client, issue):
    response = sent(client)
    assert (response.status_code, response["Location"]) == (302, "/report/done/")
    (kept,) = ReaderReport.objects.values("page", "place", "text", "contact", "state")
    assert kept == {
        "page": "/stats/bookings/2024-08/",
        "place": "南京鼓楼医院 线上预约",
        "text": "原件印的是 6686。",
        "contact": "13900000000",
        "state": "new",
    }
    assert texts(opened(client, "/report/done/"), "h1") == ["已收到，谢谢"]


@pytest.mark.parametrize(
    "changes",
    [{"text": ""}, {"text": "长" * 1001}, {"place": "长" * 201}, {"contact": "长" * 101}],
)
def test_what_is_empty_or_too_long_is_asked_again(client, issue, changes):
    response = sent(client, **changes)
    assert response.status_code == 200
    page = html.document_fromstring(response.content.decode())
    assert len(found(page, ".error")) == 1
    assert not ReaderReport.objects.exists()


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("/stats/bookings/2024-08/?at=2024-09-01#x", "/stats/bookings/2024-08/"),
        ("/preview/geheim/", ""),
        ("/admin/", ""),
        ("//evil.example/", ""),
        ("https://evil.example/", ""),
        ("javascript:alert(1)", ""),
        ("/no/such/", ""),
        ("", ""),
    ],
)
def test_only_pages_of_this_site_are_reported_on(address, page):
    assert known_page(address) == page


def test_a_machine_that_fills_every_box_is_thanked_and_forgotten(client, issue):
    assert sent(client, website="https://spam.example").status_code == 302
    assert not ReaderReport.objects.exists()


def test_the_same_said_twice_is_kept_once(client, issue):
    sent(client)
    assert sent(client).status_code == 302
    assert sent(client, text="另一处也错了。").status_code == 302
    assert ReaderReport.objects.count() == 2


def test_no_more_are_taken_than_an_office_can_read(client, issue):
    for number in range(MOST_AN_HOUR):
        make_report(text=f"第{number}处")
    response = sent(client)
    assert (response.status_code, response["Retry-After"]) == (429, "3600")
    assert "请过一会儿再提交" in response.content.decode()
    ReaderReport.objects.update(received_at="2024-01-01T00:00Z")
    assert sent(client).status_code == 302


def test_it_asks_for_the_token_of_its_form(issue):
    client = Client(enforce_csrf_checks=True)
    assert sent(client).status_code == 403
    page = opened(client, "/report/")
    token = found(page, "input[name=csrfmiddlewaretoken]")[0].get("value")
    assert sent(client, csrfmiddlewaretoken=token).status_code == 302


class TestOnTheDesk:
    @pytest.fixture
    def editor(self, roles):
        user = make_staff("editor", is_superuser=False)
        user.groups.set([roles["编辑"]])
        return user

    def test_it_is_counted_answered_and_closed_without_the_contact(self, client, editor, issue):
        report = make_report()
        client.force_login(editor)
        assert "1 条等待办理" in client.get("/admin/").content.decode()
        page = client.get(change(report))
        assert f"/admin/news/amendment/issue/{issue.pk}/" in page.content.decode()
        data = form_data(page) | {"state": "corrected", "answer": "已更正为 6686。"}
        response = client.post(change(report), data, follow=True)
        assert len(messages_of(response)) == 1
        report.refresh_from_db()
        assert (report.contact, report.handled_by, report.state) == ("", editor, "corrected")
        assert report.closed_at is not None
        assert "没有等待办理的" in client.get("/admin/").content.decode()

    def test_while_it_is_looked_into_the_contact_is_kept(self, client, editor):
        report = make_report()
        report.state = "checked"
        report.handle(editor)
        report.refresh_from_db()
        assert (report.contact, report.closed_at) == ("13900000000", None)

    def test_the_list_shows_what_is_open(self, client, editor):
        make_report(text="未办结的")
        make_report(text="办结的", state="refused", contact="", closed_at="2024-01-01T00:00Z")
        client.force_login(editor)
        told = client.get("/admin/news/readerreport/?open=1").content.decode()
        assert ("未办结的" in told, "第办结的" in told) == (True, False)
        told = client.get("/admin/news/readerreport/?open=0").content.decode()
        assert ("未办结的" in told, "办结的" in told) == (False, True)

    def test_the_database_keeps_no_contact_of_what_is_closed(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_report(state="refused", closed_at="2024-01-01T00:00Z")
