"""Loads of writers (L9, L10, L12, R): each runs for so long and tells (figure, whether well)."""

import re
import threading
import time
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import NamedTuple
from urllib.parse import quote
from uuid import uuid4

from tests.drills.hammers import TOKEN, Client, Writer, hammered, hammering, saved_by, writing
from tests.drills.load_reading import articles, mix
from tests.drills.loaded import children, resident

FAMILY = "bookings"
MONTHS = 60  # of 840 figures each
WITHIN = 1.0


class Cell(NamedTuple):
    table: int
    row: int
    metric: str


def writers_alone(place, seconds):
    with place.bare() as site:
        writers = colleagues(site.address, 50)
        with writing(writers):
            time.sleep(seconds)
    saved = saved_by(writers)
    return f"{saved.saves / seconds:.0f}/s；{saved}", not saved.refused and not saved.lost


def readers_and_writers(place, seconds):
    with place.bare() as site:
        writers = colleagues(site.address, 4)
        with writing(writers):
            hit = hammered(site.address, mix(), 20, seconds)
    saved = saved_by(writers)
    well = saved.saves / seconds >= 5 and hit.p99 <= 2000
    well = well and not (saved.refused or saved.lost or hit.errors)
    return f"读 {hit}；{saved.saves / seconds:.0f} 次保存/s，{saved}", well


def colleagues(address, many):
    """As many Writers, each with an account and a cell of her own in the issue to come."""
    cells = open_cells()
    assert len(cells) >= many
    return [Writer(address, cells[n], logged_in(n)) for n in range(many)]


@cache
def logged_in(number):
    """The cookies of a colleague who has logged in."""
    from django.conf import settings
    from django.test import Client as Browser

    from tests.desk import make_staff

    browser = Browser(HTTP_HOST="localhost")
    browser.force_login(make_staff(f"colleague-{number}"))
    session = browser.cookies[settings.SESSION_COOKIE_NAME].value
    names = settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME
    return "; ".join(f"{name}={value}" for name, value in zip(names, (session, TOKEN), strict=True))


@cache
def open_cells():
    """Cells of the next issue's tables, those that follow each other of different tables."""
    from news.drafting import draft_next

    lists = [_cells_of(one) for one in draft_next().tables.all()]
    longest = max(len(some) for some in lists)
    return [some[n] for n in range(longest) for some in lists if n < len(some)]


def _cells_of(table):
    codes = [column["metrics"] for column in table.header if len(column["metrics"]) == 1]
    rows = table.rows.filter(kind="data").order_by("position")
    return [Cell(table.pk, row.pk, code) for row in rows for (code,) in codes]


def imported(place, seconds):
    """Fifty thousand figures by the screens of the desk while fifty readers ask for articles."""
    data = _workbook()
    with place.bare() as site:
        alone = hammered(site.address, articles(), 50, seconds)
        with hammering(site.address, articles(), 50, seconds) as got, _heaviest(site) as child:
            written, took, refused = _taken_in(site, data)
    [hit], memory = got, max(child)
    slower = hit.p99 / alone.p99
    well = took <= 60 and memory <= 400 and slower <= 2 and written == MONTHS * 840
    return (
        f"{written} 个数（{len(data) / 2**20:.1f} MB）用了 {took:.0f} s{refused}，子进程"
        f" {memory:.0f} MB；文章平时 {alone}，其间 {hit}，p99 ×{slower:.1f}"
    ), well and not hit.errors


@cache
def _workbook():
    from django.db import transaction

    from tests.benchmarks.bench_import import fill, tidy_lines, workbook

    with transaction.atomic():
        fill(MONTHS, first=1980)
        _emptied()
    return workbook(tidy_lines("family-"))


def _emptied():
    from stats.models import Observation

    Observation.objects.filter(row__table__dataset__slug__startswith="family-").delete()


def _taken_in(site, data):
    """(figures written, seconds, what was said where not), through preview and yes."""
    client = Client(site.address, "10.8.9.9", logged_in(0))
    edge, before, began = uuid4().hex, _figures(), time.monotonic()
    body = _multipart(edge, data)
    kind = f"multipart/form-data; boundary={edge}"
    status, page = client.ask("/admin/stats/observation/import/", "POST", body, Content_Type=kind)
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.decode())
    sent = "&".join(f"{name}={quote(value)}" for name, value in dict(hidden).items())
    kind = "application/x-www-form-urlencoded"
    path = "/admin/stats/observation/process_import/"
    answer = client.ask(path, "POST", sent, Content_Type=kind)
    took, written = time.monotonic() - began, _figures() - before
    return written, took, "" if answer[0] == 302 else f"({status}, {answer[0]})"


def _figures():
    from stats.models import Observation

    return Observation.objects.filter(row__table__dataset__slug__startswith="family-").count()


def _multipart(edge, data):
    head = (
        f'--{edge}\r\nContent-Disposition: form-data; name="sent"\r\n\r\n1\r\n--{edge}\r\n'
        'Content-Disposition: form-data; name="import_file"; filename="a.xlsx"\r\n'
        "Content-Type: application/octet-stream\r\n\r\n"
    )
    return head.encode() + data + f"\r\n--{edge}--\r\n".encode()


@contextmanager
def _heaviest(site):
    """Megabytes of the processes that workers start, looked at again and again."""
    seen, over = [0], threading.Event()

    def look():
        while not over.wait(0.05):
            for worker in site.workers():
                seen.extend(resident(child) for child in children(worker))

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield seen
    finally:
        over.set()
        looking.join()


def corrected(place, seconds):
    """Two hundred readers without a pause, five writers without a pause, and corrections."""
    late = []
    with place.behind_nginx() as site:
        address = site.addresses["https"]
        writers = colleagues(address, 5)
        with hammering(address, mix(), 200, seconds) as got, writing(writers):
            end = time.monotonic() + seconds
            time.sleep(min(10, seconds / 6))
            while not late or time.monotonic() < end - 10:
                late.append(_seen_after(address))
                time.sleep(min(20, seconds / 12))
        wrong = site.wrong()
    [hit], saved = got, saved_by(writers)
    stale = {path: max(one[path] for one in late) for path in late[0]}
    worst = max(stale, key=stale.get)
    well = max(stale.values()) <= WITHIN and not (
        wrong or hit.errors or saved.refused or saved.lost
    )
    return (
        f"读 {hit} {dict(wrong.most_common(3)) or ''}；"
        f"{saved.saves / seconds:.0f} 次保存/s，{saved}；"
        f"更正 {len(late)} 次，看 {len(stale)} 个地址，最后一次读到旧的在"
        f" {stale[worst]:.2f} s（{worst}）"
    ), well


def _seen_after(address):
    """{path: seconds from a correction until the last request that was answered with what was}"""
    told = _Correction()
    with ExitStack() as stack:
        watched = [stack.enter_context(_watched(address, path, told)) for path in told.paths]
        time.sleep(2)
        told.make()
        time.sleep(4)
    return {watch.path: max(0, watch.last_old - told.made) for watch in watched}


class _Correction:
    """A figure and a title of the latest issue become others; `mark` stands in both of them."""

    def __init__(self):
        from news.models import Issue

        self.issue = Issue.objects.published().latest_first().first()
        self.table = self.issue.tables.get(dataset__slug=FAMILY)
        self.article = self.issue.articles.first()
        self.title = self.article.title.partition("（第")[0]
        self.mark = str(7_000_000 + int(time.time()) % 1_000_000)
        self.made = 0
        month = self.table.get_absolute_url()
        self.paths = (
            "/", self.issue.get_absolute_url(), f"{self.issue.get_absolute_url()}articles/1/",
            month, f"{month[:-1]}.csv", f"/stats/{FAMILY}/data.csv",
            f"/api/v1/datasets/{FAMILY}/rows?per_page=50", "/api/v1/corrections",
            "/feeds/corrections.atom", "/corrections/", f"/search/?q={quote(self.title[:8])}",
        )  # fmt: skip

    def make(self):
        from news.correcting import texts_typed
        from tests.news.corrections import corrected, typed

        row = self.table.rows.filter(kind="data").first()
        title = {"title": f"{self.title}（第{self.mark}号）"}
        corrected(
            self.issue,
            wording=f"第{self.mark}号更正。",
            cells=typed(self.table, row.printed_name, subtotal=self.mark),
            texts=texts_typed("article", self.article, title),
        )
        self.made = time.monotonic()


class _Watch:
    """When an address was asked for, the last time, that was answered without the mark."""

    def __init__(self, path):
        self.path, self.last_old = path, 0


@contextmanager
def _watched(address, path, told):
    watch, over = _Watch(path), threading.Event()
    client = Client(address, f"10.4.{hash(path) % 250}.{len(path)}")

    def ask():
        while not over.wait(0.1):
            asked = time.monotonic()
            status, body = client.ask(path)
            if status != 200 or told.mark.encode() not in body:
                watch.last_old = asked

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        yield watch
    finally:
        over.set()
        asking.join()
