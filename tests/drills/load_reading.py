"""Loads of readers (L1–L8, L15): each runs for so many seconds and tells (figure, whether well)."""

import hashlib
import http.client
import random
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from tests.deployed import wait_until
from tests.drills.hammers import Client, hammered
from tests.drills.loaded import resident

TABLES = "platform-hospitals"  # 312 figures in a month, the most there are
AT_ONCE = 10


def kept_plain(place, seconds):
    return _kept(place, "http", seconds, least=5000, p99=50)


def kept_tls(place, seconds):
    return _kept(place, "https", seconds, least=2000, p99=80)


def _kept(place, scheme, seconds, least, p99):
    with place.behind_nginx() as site:
        hit = hammered(site.addresses[scheme], ["/"], 200, seconds)
    return hit, hit.rate >= least and hit.p99 <= p99 and not hit.errors


def home(place, seconds):
    return _anew(place, ["/"], seconds, least=100, p99=800)


def article(place, seconds):
    return _anew(place, articles(), seconds, least=150, p99=600)


def month(place, seconds):
    return _anew(place, months(), seconds, least=50, p99=2000)


def search(place, seconds):
    return _anew(place, searches(), seconds, least=100, p99=500)


def _anew(place, paths, seconds, least, p99):
    with place.bare() as site:
        hit = hammered(site.address, paths, 50, seconds)
    return hit, hit.rate >= least and hit.p99 <= p99 and not hit.errors


def mixed(place, seconds):
    with place.bare() as site:
        hit = hammered(site.address, mix(), 200, seconds)
    return hit, hit.p99 <= 5000 and not hit.errors


def articles():
    from news.models import Article

    known = Article.objects.filter(issue__in=_published()).order_by("pk")
    keys = known.values_list("issue__year", "issue__number", "position")
    return ["/issues/{}/{}/articles/{}/".format(*one) for one in keys]


def months():
    from stats.models import Table

    known = Table.objects.published().filter(dataset__slug=TABLES).order_by("period")
    return [table.get_absolute_url() for table in known.select_related("dataset")]


def searches(most=300):
    """Searches for three characters each that stand in articles."""
    from urllib.parse import quote

    from news.models import Article

    texts = Article.objects.filter(issue__in=_published()).values_list("body", flat=True)[:200]
    words = {word for text in texts for word in re.findall("[\u4e00-\u9fff]{3}", text)}
    chosen = random.Random(1).sample(sorted(words), min(most, len(words)))
    return [f"/search/?q={quote(word)}" for word in chosen]


def _published():
    from news.models import Issue

    return Issue.objects.published()


def mix():
    """Pages of every kind, as readers go about; three in four are issues, articles and tables."""
    known = [issue.get_absolute_url() for issue in _published()]
    some = ["/", "/issues/", "/stats/", "/institutions/", "/corrections/", "/coverage/",
            "/feeds/issues.atom", "/feeds/corrections.atom", "/api/v1/issues", "/calendar/",
            f"/stats/{TABLES}/", f"/stats/{TABLES}/data/", "/stats/bookings/data/?page=5",
            f"/stats/{TABLES}/2024-06.csv", "/api/v1/datasets/bookings/rows?per_page=50",
            "/institutions/nanjing-gulou-yiyuan/", "/methodology/", "/sitemap.xml"]  # fmt: skip
    told = [*known, *articles()[:150], *months(), *searches(60), *some * 5]
    random.Random(2).shuffle(told)
    return told


def downloads(place, seconds):
    """The same files asked for by ten at once; other readers ask for a page meanwhile."""
    said, well = [], True
    with place.behind_nginx(HOT_PAGES_MB="0") as site:
        for path in (
            f"/stats/{TABLES}/data.csv",
            f"/stats/{TABLES}/data.xlsx",
            "/downloads/all.zip",
        ):
            told, good = _at_once(site, path)
            said.append(told)
            well = well and good
    return "；".join(said), well


def _at_once(site, path):
    for _ in range(4):  # what is loaded at the first time only, in each process
        Client(site.addresses["https"], "10.7.0.1").ask("/stats/")
    with grown(site.workers()) as most, probing(site) as waits, ThreadPoolExecutor(AT_ONCE) as pool:
        began = time.monotonic()
        readers = [f"10.7.1.{n}" for n in range(AT_ONCE)]
        got = list(pool.map(lambda reader: fetched(site, path, reader), readers))
        took = time.monotonic() - began
    statuses, firsts, sums, sizes = (set(one) for one in zip(*got, strict=True))
    growth = max(most.values())
    well = statuses == {200} and len(sums) == 1 and growth <= 60 and max(waits) < 99
    well = well and (not path.endswith(".csv") or max(firsts) <= 1)
    return (
        f"{path.rpartition('/')[2]}（{max(sizes) / 2**20:.1f} MB）{AT_ONCE} 份用了 {took:.1f} s，"
        f"{statuses}，首字节最晚 {max(firsts):.2f} s，内容 {len(sums)} 种，"
        f"一个进程 +{growth:.0f} MB，其间网页最慢 {max(waits):.2f} s"
    ), well


def fetched(site, path, reader):
    """(status, seconds to the first byte, SHA-256, size)"""
    client = Client(site.addresses["https"], reader, seconds=600)
    connection = client.connected()
    began = time.monotonic()
    connection.request("GET", path, headers=client.headers)
    response = connection.getresponse()
    digest, size = hashlib.sha256(response.read(1)), 1
    first = time.monotonic() - began
    status = response.status
    try:
        while piece := response.read(65536):
            digest.update(piece)
            size += len(piece)
    except (http.client.IncompleteRead, OSError):
        status = "broken off"
    client.close()
    return status, first, digest.hexdigest(), size


@contextmanager
def grown(processes):
    """{process: megabytes it has grown by at most within this}"""
    before = {one: resident(one) for one in processes}
    most, over = dict.fromkeys(processes, 0), threading.Event()

    def look():
        while not over.wait(0.05):
            for one in processes:
                most[one] = max(most[one], resident(one) - before[one])

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield most
    finally:
        over.set()
        looking.join()


@contextmanager
def probing(site, every=0.25, path="/issues/2024/6/?probe={n}"):
    """Seconds that each answer to one more reader took; 99 for what was none, or no page."""
    waits, over = [0], threading.Event()
    client = Client(site.addresses["https"], "10.6.0.1")

    def ask():
        number = 0
        while not over.wait(every):
            number += 1
            began = time.monotonic()
            try:
                good = client.ask(path.format(n=number))[0] == 200
            except OSError:
                good = False
            waits.append(time.monotonic() - began if good else 99)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        yield waits
    finally:
        over.set()
        asking.join()


def cold(place, seconds):
    """Twenty visits, each the first since the site was started, with the page's styles and all."""
    took = []
    with place.behind_nginx() as site:
        for path in random.Random(3).sample(mix(), 20):
            site.restart()
            wait_until(lambda: site.ask("/healthz").status == 200)
            took.append(_visit(site, path))
    told = f"20 次，最慢 {max(took):.2f} s，一半在 {sorted(took)[10]:.2f} s 之内"
    return told, max(took) < 3


def _visit(site, path):
    began = time.monotonic()
    answer = site.ask(path)
    parts = set(re.findall(rb'(?:href|src)="(/static/[^"]+)"', answer.body))
    statuses = {answer.status} | {site.ask(part.decode()).status for part in parts}
    return time.monotonic() - began if statuses == {200} else 99
