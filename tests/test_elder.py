"""Every page once more below /elder/: the same page, its links there too, one address of files."""

import pytest
from django.test import Client

from tests.builders import make_issue, make_table
from tests.web import crawled, links, opened

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def issue():
    return make_issue(2024, 9, tables=[make_table()])


def test_it_is_the_same_page_and_its_links_stay_there(client, issue):
    page = opened(client, "/elder/xl/issues/2024/9/")
    assert page.get("class") == "elder largest"
    elsewhere = {
        link for link in links(page, "a[href]") if not link.startswith(("#", "/elder/xl/"))
    }
    assert elsewhere == {"/issues/2024/9/", "/elder/issues/2024/9/"}
    assert links(page, "link[rel=canonical]") == ["/issues/2024/9/"]


def test_the_next_page_is_plain_again(client, issue):
    opened(client, "/elder/")
    page = opened(client, "/")
    assert page.get("class") is None
    assert "/elder/issues/" not in links(page, "a[href]")


@pytest.mark.parametrize(
    ("path", "leads_to"),
    [
        ("/elder/issues/2024/9.pdf", "/issues/2024/9.pdf"),
        ("/elder/xl/stats/bookings/data.csv?sort=-online", "/stats/bookings/data.csv?sort=-online"),
        ("/elder/admin/", "/admin/"),
        ("/elder/api/v1/", "/api/v1/"),
        ("/elder/healthz", "/healthz"),
        ("/elder//evil.example", "/%2Fevil.example"),
        ("/elder/%5Cevil.example/x.pdf", "/%5Cevil.example/x.pdf"),
    ],
)
def test_what_has_one_address_is_sent_there(client, path, leads_to):
    response = client.get(path)
    assert (response.status_code, response["Location"]) == (301, leads_to)


def test_what_is_not_there_is_not_there_either(client, issue):
    assert client.get("/elder/no/such/").status_code == 404
    assert client.get("/elder/elder/").status_code == 404
    told = [client.get(f"/elder/issues/{place}/").content for place in ("1999/1", "2024/8")]
    assert told[0] == told[1]


def test_no_page_sets_a_cookie_or_changes_by_one(issue):
    for path in ("/", "/elder/", "/issues/2024/9/", "/stats/bookings/data/", "/no/such/"):
        response = Client().get(path)
        assert (response.cookies, "Cookie" in response.get("Vary", "")) == ({}, False), path


def test_nothing_on_elder_pages_leads_nowhere(client, issue):
    found = crawled(client, "/elder/", aside=("/elder/xl/", "/elder/report/", "/report/"))
    assert len([path for path in found if path.startswith("/elder/")]) >= 20
