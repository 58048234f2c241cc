"""Odd, broken and hostile requests: each a plain answer, none a way in, none an error of ours."""

from urllib.parse import quote

import pytest
from django.test import Client

from tests.builders import make_issue, make_table

DATA = "/stats/bookings/data/"
SEARCH = "/search/?q="
METHODS = {
    "HEAD": 200, "OPTIONS": 405, "TRACE": 405, "PUT": 405, "PATCH": 405, "DELETE": 405,
    "CONNECT": 405, "FOO": 405, "POST": 403,
}  # fmt: skip
PATHS = (
    "/%00", "/issues/%2e%2e%2f", "/images/%2e%2e%2f%2e%2e%2fdb.sqlite3", "/images/%252f",
    "/%c0%ae%c0%ae/", "/issues/..;/admin/", "/images/a%5Cb.png", "/images/..%5c..%5cx",
    "/static/../manage.py", "/static/%2e%2e/manage.py", "/images/%00.png",
    "/stats/bookings%00/", "/institutions/%00/", "/stats/%ff/", "/issues/2024/9/;.css",
    "/issues/2024/9/x.css", "/issues/99999999999999999999/9/", "/.git/HEAD", "/.env", "/static/",
    "/db.sqlite3", "/backup.zip", "/wp-login.php", "/media/", "/server-status", "/phpmyadmin/",
)  # fmt: skip
# What a page of figures is asked for that it does not know: it shows what it would have shown.
QUERIES = (
    "page=-1", "page=0", "page=9e9", "page=abc", "page=" + "9" * 30, "page=1&page=2",
    "per_page=1000000000", "size=1000000000", "sort=__proto__", "sort=password", "sort=-",
    "sort=" + "-" * 500, "institution=" + "9" * 30, "institution=abc", "institution=%00",
    "period=2024-13", "period=0000-00", "from=2024-99", "show=xx", "order_by=password",
    "table__origin__startswith=2", "row__table__issue__created_by__password__startswith=p",
    "_connector=OR%201=1", "_negated=1",
)  # fmt: skip
ASKED = (
    '"', "*", "%", "_", "a NEAR b", "a OR", "NOT", "^a", "a:b", "-a", "'", "(((", ")", '"a" "',
    "\\", "鼓", "😀", "預約掛號", "'; DROP TABLE x;--", "\x00", "\u202e", "\ud7ff", " ",
    "a\r\nb\x1b[31m",
)  # fmt: skip
TOO_LONG = ("a" * 3000, "第" * 1000, "2024年" * 300, "a-" * 1000)
ELSEWHERE = ("//evil.example", "https:evil.example", "/\\evil.example", "javascript:alert(1)",
             "https://evil.example/", "\t//evil.example")  # fmt: skip


@pytest.fixture
def issue(db):
    return make_issue(2024, 9, tables=[make_table()])


def statuses(client, addresses):
    return {address: client.get(address).status_code for address in addresses}


def test_methods_that_no_page_knows_are_refused_as_such(issue):
    client = Client(enforce_csrf_checks=True)
    found = {method: client.generic(method, "/").status_code for method in METHODS}
    assert found == METHODS


def test_paths_that_lead_out_or_hold_nothing_are_not_found(client, issue):
    assert statuses(client, PATHS) == dict.fromkeys(PATHS, 404)
    assert len({client.get(path).content for path in PATHS}) == 1


def test_what_a_page_of_figures_does_not_know_it_passes_over(client, issue):
    addresses = [f"{DATA}?{query}" for query in QUERIES]
    assert statuses(client, addresses) == dict.fromkeys(addresses, 200)


def test_dates_that_no_issue_has_are_not_found(client, issue):
    addresses = [f"{DATA}?at={day}" for day in ("9999-99-99", "0001-01-01", "x", "2024-02-30")]
    assert statuses(client, addresses) == dict.fromkeys(addresses, 404)


def test_words_that_mean_something_to_an_index_are_only_words(client, issue):
    addresses = [SEARCH + quote(asked) for asked in ASKED]
    assert statuses(client, addresses) == dict.fromkeys(addresses, 200)


def test_questions_longer_than_anybody_asks_are_refused(client, issue):
    addresses = [SEARCH + quote(asked) for asked in TOO_LONG]
    assert statuses(client, addresses) == dict.fromkeys(addresses, 400)


@pytest.mark.parametrize("goal", ELSEWHERE)
def test_whoever_logs_in_stays_on_the_site(client, admin_user, goal):
    told = {"username": "admin", "password": "password", "next": goal}
    answer = client.post(f"/admin/login/?next={quote(goal)}", told)
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")


def test_headers_that_make_no_sense_change_nothing(client, issue):
    usual = client.get("/").content
    odd = (
        {"Accept": "application/xml"}, {"Accept": "nonsense;;q=x"}, {"Range": "bytes=99999999-"},
        {"Range": "bytes=" + ",".join(f"{i}-{i}" for i in range(1000))},
        {"Cookie": "a=" + "x" * 7900}, {"Cookie": "; ".join(f"c{i}={i}" for i in range(300))},
        {"Cookie": "sessionid=\xff\xfe; csrftoken=\xc3("}, {"X-Forwarded-Host": "evil.example"},
        {"Upgrade": "websocket", "Connection": "Upgrade"}, {"User-Agent": "x\x1b[31m"},
        {"X-HTTP-Method-Override": "DELETE"}, {"X-Original-URL": "/admin/"},
    )  # fmt: skip
    answers = [client.get("/", headers=headers) for headers in odd]
    assert [(answer.status_code, answer.content == usual) for answer in answers] == [
        (200, True) for _ in odd
    ]


def test_another_host_is_refused(client, issue):
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 400


def test_bodies_of_no_form_are_refused(issue):
    client = Client(enforce_csrf_checks=True)
    bodies = (
        ("application/json", b'{"a":' * 10_000), ("text/plain", b"{}"),
        ("multipart/form-data", b"no boundary"), ("application/x-www-form-urlencoded", b"a=1&" * 9),
    )  # fmt: skip
    refused = {"/": 403, "/report/": 403, "/admin/login/": 403, "/api/v1/": 405}
    for kind, body in bodies:
        found = {to: client.post(to, body, content_type=kind).status_code for to in refused}
        assert (kind, found) == (kind, refused)
