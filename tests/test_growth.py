"""However many issues there are, a page asks as little, weighs as much and takes as much work.

Work is counted, not timed: calls of functions of ours and of Django's, and what SQLite itself
counts of its steps. What is measured is made anew each time; nothing is remembered in tests.
"""

import gzip
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import etree, html

from news.models import ReleaseDay
from news.sitemaps import SITEMAPS
from tests import guessing
from tests.builders import DISTRICTS, DISTRICTS_ROWS, make_table, month
from tests.growing import LAST, Growing
from tests.news.corrections import corrected, published, typed
from tests.test_pages import SAMPLES
from tests.web import links, opened, rows, texts

pytestmark = pytest.mark.django_db

SIZES = (24, 240, 2400)  # issues: two years, twenty, two hundred
MOST_QUERIES = 12
MOST_BYTES = 100_000  # compressed, with all that is fetched beside a page the first time
# A hundred steps of SQLite, some microseconds, for each issue more: counting over an index. The
# work of Python must not grow at all; what is left is how long numbers are, and where pages end.
STEPS_AN_ISSUE, MORE_CALLS, MORE_BYTES = 6, 1.06, 1.06

YEAR, PERIOD, CODE = LAST.year, f"{LAST:%Y-%m}", "nan-jing-gu-lou-yi-yuan"
VALUES = {
    "year": (YEAR,), "number": (9,), "version": (1,), "position": (1,), "kind": ("csv", "zip"),
    "slug": ("bookings",), "period": (PERIOD,), "code": (CODE,), "section": tuple(SITEMAPS),
    "secret": (), "name": (),
}  # fmt: skip
# Whole by their nature, whatever there is: sent as they are read (tests/test_taking.py counts the
# queries of a file), or made once of what an edition froze.
FILES = {
    "news:issue_file", "news:edition_file", "news:bundle", "stats:table-file", "stats:query-file",
    "stats:data-file", "stats:institution-file",
}  # fmt: skip
# Lists of all there is, for programs: of ten thousand addresses a file, or of a family's months.
# What is found by a word is counted once for each state of the index, to tell how much there is.
WHOLE = {
    *(f"/sitemap-{section}.xml" for section in SITEMAPS),
    "/api/v1/datasets/bookings", "/search/?q=鼓楼",
}  # fmt: skip
STATES = (
    "/elder/", "/issues/?page=2", f"/issues/?year={YEAR}", f"/issues/?year={YEAR - 1}",
    "/issues/?table=bookings", "/issues/?topic=预约", f"/coverage/?before={YEAR - 1}",
    f"/corrections/?year={YEAR}", "/calendar/?page=2", "/search/?q=鼓楼", "/search/?q=6668",
    "/search/suggest/?q=鼓楼", "/stats/bookings/data/?sort=-online",
    "/stats/bookings/data/?page=last", f"/stats/bookings/data/?institution={CODE}",
    "/stats/bookings/data/?at=2024-12-31",
    "/stats/bookings/query/?last=60&what=online&show=mom&show=rank",
    f"/stats/bookings/query/?who={CODE}&last=24&down=when&show=yoy",
)  # fmt: skip


class Cost(NamedTuple):
    """What a page took: queries, bytes sent, calls of Python, hundreds of steps of SQLite."""

    queries: int
    size: int
    calls: int
    steps: int


class Counted:
    """Counts within it: calls of functions of Python, and hundreds of steps of SQLite."""

    def __enter__(self):
        self.calls = self.steps = 0
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            connection.connection.set_progress_handler(self._step, 100)
        sys.setprofile(self._call)
        return self

    def __exit__(self, *error):
        sys.setprofile(None)
        if connection.vendor == "sqlite":
            connection.connection.set_progress_handler(None, 0)
        self.calls -= self.steps  # each of which was told by a call

    def _step(self):
        self.steps += 1

    def _call(self, frame, event, arg):
        self.calls += event == "call"


def cost(client, address):
    with CaptureQueriesContext(connection) as queries, Counted() as counted:
        response = client.get(address)
        body = response.getvalue()
    assert response.status_code in (200, 302), address
    return Cost(len(queries), len(gzip.compress(body)), counted.calls, counted.steps)


def addresses():
    """One of every kind of page that readers may open, and some of their states."""
    kinds = guessing.guessed(VALUES) | guessing.plain()
    for name, known in kinds.items():
        if name not in FILES and name != "news:leaving":  # which wants an address that is signed
            yield from known if guessing.takes_arguments(name) else known[:1]
    yield from STATES


@pytest.fixture
def growing():
    """An archive of one issue of two families, with topics, corrections and an announced day."""
    period = {"period": PERIOD, "origin": f"{YEAR}-09", "published": False}
    districts = make_table(
        "districts", header=DISTRICTS, rows=DISTRICTS_ROWS[:1], family="数据采集（区）", **period
    )
    told = {"year": YEAR, "serial": 1, "period": month(PERIOD)}
    issue = published(make_table(**period), districts, articles=("预约上升",), **told)
    issue.articles.update(topics="预约、平台")
    ReleaseDay.objects.create(year=YEAR, number=9, due_on=f"{YEAR}-09-28")
    corrected(issue, cells=typed(issue.tables.get(dataset__slug="bookings"), online="6686"))
    return Growing(issue)


def test_no_page_costs_more_of_a_hundred_times_as_many_issues(client, growing):
    # The work is that of the same Python on both databases: it is counted on the faster one.
    sizes = SIZES if connection.vendor == "sqlite" else SIZES[:2]
    found = []
    for size in sizes:
        growing.grow(size)
        found.append({one: cost(client, one) for one in addresses()})
    wrong = {}
    for address in found[0]:
        costs = [one[address] for one in found]
        asked = {one.queries for one in costs}
        flat = len(costs) < 3 or address in WHOLE or is_flat(*costs[1:])
        if len(asked) > 1 or max(asked) > MOST_QUERIES or not flat:
            wrong[address] = costs
    assert wrong == {}
    assert len(found[0]) > 55


def is_flat(before, last):
    return (
        last.size <= before.size * MORE_BYTES + 40
        and last.calls <= before.calls * MORE_CALLS
        and last.steps - before.steps <= STEPS_AN_ISSUE * (SIZES[2] - SIZES[1])
    )


def test_what_no_longer_fits_on_a_page_stands_on_the_next(client, growing):
    growing.grow(300)
    first = LAST.replace(year=LAST.year - 25)
    months = opened(client, "/stats/bookings/")
    assert links(months, "section p a.more")[0] == f"/coverage/?before={YEAR - 10}"
    life = "/stats/bookings/series/"
    page = opened(client, life, of=CODE)
    assert (len(rows(page)), rows(page)[0][0]) == (240, f"{YEAR}年8月")
    (older,) = links(page, "main p a.more")
    page = html.document_fromstring(client.get(life + older).content.decode())
    assert (len(rows(page)), rows(page)[-1][0]) == (60, f"{first.year}年9月")
    assert links(page, "main p a.more") == [f"?of={CODE}&until={YEAR}-08"]
    assert client.get(life, {"of": CODE, "until": "2024-13"}).status_code == 404
    page = opened(client, f"/institutions/{CODE}/")
    assert len(rows(page)) == 120
    (whole,) = links(page, "main p a.more")
    assert "第 6 页" in client.get(whole).content.decode()
    days = texts(opened(client, "/calendar/", page=13), "ul.days b")
    assert (len(days), days[-1]) == (12, f"{first.year}年第10期")
    years = texts(opened(client, "/issues/", year=YEAR - 20), "nav[aria-labelledby=by-year] li")
    assert years[:3] == ["全部年份300 期", f"更近：{YEAR - 19}12 期", f"{YEAR - 20}12 期"]
    assert (len(years), years[-1]) == (8, f"{first.year}3 期")
    assert len(texts(opened(client, "/sitemap/"), "ul.row li")) == 21


def test_every_page_of_the_samples_is_light_the_first_time(client):
    """What charts are drawn with is fetched only once a reader has one before her."""
    call_command("load_catalogue", verbosity=0)
    call_command("ingest", *SAMPLES, publish=True, verbosity=0)
    pages = [*in_the_site_map(client), "/coverage/", "/calendar/", "/sitemap/", "/search/?q=鼓楼"]
    pages += ["/stats/bookings/query/?last=60&show=mom", "/stats/bookings/series/?of=合计"]
    wrong, beside = {}, {}
    for path in [*pages, *(f"/elder{one}" for one in pages if "institutions" not in one)]:
        with CaptureQueriesContext(connection) as queries:
            body = client.get(path).content
        assets = {one: weight(one, beside) for one in fetched(html.document_fromstring(body))}
        total = len(gzip.compress(body)) + sum(assets.values())
        if total > MOST_BYTES or len(queries) > MOST_QUERIES:
            wrong[path] = (len(queries), total)
    assert wrong == {}
    assert len(pages) > 60


def in_the_site_map(client):
    for section in SITEMAPS:
        told = client.get(reverse("news:sitemap_part", args=[section])).content
        for place in etree.fromstring(told).iter("{*}loc"):
            yield "/" + place.text.split("/", 3)[3]


def fetched(page):
    """What a browser fetches of its own accord."""
    yield from page.xpath("//link[@rel='stylesheet' or @rel='icon']/@href | //script/@src")
    yield from page.xpath("//img[not(@loading='lazy')]/@src")


def weight(address, known):
    if address not in known:
        file = Path(finders.find(address.removeprefix("/static/")))
        known[address] = len(gzip.compress(file.read_bytes()))
    return known[address]
