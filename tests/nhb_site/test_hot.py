"""Pages are kept in front of Django, and what is shown is always what Django would tell now."""

import gzip
import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import NamedTuple

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import DatabaseError, OperationalError
from django.test import RequestFactory
from django.utils import timezone

from news.models import Issue
from news.publishing import withdraw
from nhb_site import databases
from nhb_site.hot import HotPages
from nhb_site.stamps import Stamps
from stats.models import Table
from tests.builders import make_issue, make_table
from tests.desk import make_staff
from tests.news.corrections import corrected, published, typed

pytestmark = pytest.mark.django_db(transaction=True)

ISSUE = "/issues/2024/9/"
MONTH = "/stats/bookings/2024-08/"
DATA = "/stats/bookings/data/"
PAGES = (
    "/", "/issues/", "/issues/latest/", ISSUE, f"{ISSUE}v1/", f"{ISSUE}articles/1/", "/stats/",
    "/stats/bookings/", MONTH, DATA, f"{DATA}?sort=-online", "/institutions/",
    "/institutions/nanjing-gulou-yiyuan/", "/search/?q=9081726354", "/corrections/",
    "/feeds/issues.atom", "/feeds/corrections.atom", "/sitemap.xml", "/api/v1/corrections",
    "/api/v1/datasets/bookings", "/elder/stats/bookings/2024-08/",
)  # fmt: skip


class Answer(NamedTuple):
    status: int
    headers: dict
    body: bytes


class Worker:
    """A worker of the site with pages of its own; `made` are the addresses Django was asked for."""

    def __init__(self, stamps, most=2**20):
        self.made, self.django = [], WSGIHandler()
        self.pages = HotPages(self._django, stamps, most)

    def _django(self, environ, start_response):
        self.made.append(environ["PATH_INFO"])
        return self.django(environ, start_response)

    def ask(self, path, method="GET", **headers):
        headers = {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        told = []
        asked = RequestFactory().generic(method, path, HTTP_HOST="testserver", **headers)
        response = self.pages(asked.environ, lambda *args: told.append(args))
        body = b"".join(response)
        if hasattr(response, "close"):
            response.close()
        (status, fields), *_ = told
        return Answer(int(status[:3]), dict(fields), body)


@pytest.fixture
def issue():
    return published()


@pytest.fixture
def workers():
    """Two workers, each with a connection of its own to be told by what changed."""
    stamps = [Stamps(), Stamps()]
    yield [Worker(some) for some in stamps]
    for some in stamps:
        some.close()


@pytest.fixture
def worker(workers):
    return workers[0]


@pytest.fixture
def calm():
    """A worker at whose database nothing changes, whatever other tests do at the same server."""
    return Worker(lambda: "one stamp")


def test_the_stamp_is_another_only_when_something_was_written(workers, issue):
    stamps = workers[0].pages.stamps
    # PostgreSQL's tells of the whole server, where other tests write too.
    assert any(stamps() == stamps() for _ in range(1000))
    before = stamps()
    Issue.objects.update(serial=7)
    assert stamps() != before


@pytest.mark.once
def test_of_a_locked_database_the_stamp_is_asked_once(tmp_path):
    asked, url = [], f"sqlite:///{tmp_path}/db"

    def ask(sqlite):
        asked.append(sqlite)
        return sqlite.execute("PRAGMA data_version").fetchone()

    with databases.on(databases.configured(url, 5)), closing(sqlite3.connect(tmp_path / "db")) as w:
        stamps = Stamps(ask=ask)
        stamps()
        w.execute("BEGIN EXCLUSIVE")
        with pytest.raises(OperationalError, match="locked"):
            stamps()
        w.rollback()
        stamps()
        stamps.close()
    assert len(asked) == 3


def test_a_page_is_made_once_and_is_what_django_tells(client, calm, issue):
    told = [calm.ask(ISSUE).body for _ in range(3)]
    assert told == [client.get(ISSUE).content] * 3
    assert calm.made == [ISSUE]


def test_after_a_correction_the_next_answer_of_every_worker_is_the_new_one(client, workers, issue):
    before = [{address: worker.ask(address).body for address in PAGES} for worker in workers]
    corrected(issue, cells=typed(issue.tables.get(), online="9081726354"))
    now = {address: client.get(address).getvalue() for address in PAGES}
    assert [{address: one.ask(address).body for address in PAGES} for one in workers] == [now] * 2
    assert {address for address in PAGES if before[0][address] != now[address]} >= {ISSUE, MONTH}


def test_a_withdrawn_issue_is_gone_at_once(worker, issue):
    assert [worker.ask(address).status for address in (ISSUE, MONTH)] == [200, 200]
    withdraw(issue, make_staff(), "有误")
    assert [worker.ask(address).status for address in (ISSUE, MONTH)] == [410, 410]


def test_a_page_is_new_when_a_moment_comes(monkeypatch, worker, issue):
    now = timezone.now()
    table = make_table(period="2024-09", origin="2024-10", published=False)
    make_issue(2024, 10, tables=[table])
    moment = now + timedelta(seconds=30)
    Issue.objects.filter(number=10).update(published_at=moment)
    Table.objects.filter(pk=table.pk).update(published_at=moment)
    told = {}
    for seconds in (0, 29, 31, -60):
        monkeypatch.setattr(timezone, "now", lambda at=now + timedelta(seconds=seconds): at)
        told[seconds] = b"2024/10/" in worker.ask("/issues/").body
    assert told == {0: False, 29: False, 31: True, -60: False}


def test_what_is_not_for_everybody_is_neither_kept_nor_shown(client, calm, issue):
    calm.ask(ISSUE)
    for headers in ({"cookie": "sessionid=x"}, {"authorization": "x"}, {"range": "bytes=0-1"}):
        calm.ask(ISSUE, **headers)
    calm.ask(f"{MONTH}?at=2024-12-01")
    for address in ("/report/?page=/", "/nothing/", "/healthz", "/stats/bookings/data.csv"):
        calm.ask(address)
        calm.ask(address)
    calm.ask(ISSUE, cookie="elder=1")
    assert calm.made == [
        *[ISSUE] * 4, MONTH, *["/report/"] * 2, *["/nothing/"] * 2, *["/healthz"] * 2,
        *["/stats/bookings/data.csv"] * 2,
    ]  # fmt: skip


def test_the_query_is_another_page_in_whatever_order_it_is_written(calm, issue):
    asked = ["?sort=-online&page=1", "?page=1&sort=-online", "?sort=online&page=1", ""]
    for query in asked:
        calm.ask(f"{DATA}{query}")
    assert len(calm.made) == 3


def test_nginx_is_told_to_the_end_of_which_second_it_may_keep_a_page(monkeypatch, worker, issue):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    addresses = (ISSUE, ISSUE, "/report/?page=/", "/nothing/", "/stats/bookings/data.csv")
    told = [worker.ask(address, x_micro_cache="on").headers for address in addresses]
    end = f"@{int(now.timestamp())}"
    assert [one.get("X-Accel-Expires") for one in told] == [end, end, None, None, None]
    assert "X-Accel-Expires" not in worker.ask(ISSUE).headers


@pytest.mark.parametrize("address", [ISSUE, "/nothing/", "/stats/bookings/data.csv", "/admin/"])
def test_a_head_has_no_body(worker, issue, address):
    whole = worker.ask(address)
    for _ in range(2):
        head = worker.ask(address, "HEAD")
        assert (head.status, head.body) == (whole.status, b"")
        assert head.headers["Content-Type"] == whole.headers["Content-Type"]
        assert head.headers.get("Content-Length") == whole.headers.get("Content-Length")


def test_a_page_is_sent_smaller_or_not_again_to_whom_that_is_enough(client, calm, issue):
    plain, packed = calm.ask(ISSUE), calm.ask(ISSUE, accept_encoding="br, gzip")
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Content-Length"] == str(len(packed.body))
    assert "Accept-Encoding" in plain.headers["Vary"]
    for tag in (plain.headers["ETag"], packed.headers["ETag"], f"W/{plain.headers['ETag']}"):
        again = calm.ask(ISSUE, if_none_match=tag)
        assert (again.status, again.body) == (304, b"")
    assert calm.ask(ISSUE, if_none_match='"other"').status == 200
    assert calm.made == [ISSUE]


def test_memory_is_bounded_and_the_longest_unasked_goes_first(calm, issue):
    size = len(calm.ask(ISSUE).body)
    calm.pages.most = 17 * size
    for number in range(12):
        calm.ask(f"{ISSUE}?{number}")
    assert calm.pages._size <= 17 * size
    calm.made.clear()
    calm.ask(f"{ISSUE}?11")
    calm.ask(ISSUE)
    assert calm.made == [ISSUE]


def test_without_its_database_a_worker_shows_what_it_has(calm, issue):
    whole = calm.ask(ISSUE)

    def gone():
        raise DatabaseError("no answer")

    calm.pages.stamps = gone
    assert calm.ask(ISSUE).body == whole.body
    assert calm.made == [ISSUE]
