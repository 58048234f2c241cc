"""Loads that last (L13, L14): slow clients, and an hour of readers at an even pace."""

import subprocess
import threading
import time
from contextlib import contextmanager
from statistics import mean, median

from tests.drills.hammers import Client
from tests.drills.load_reading import mix, probing
from tests.drills.loaded import open_files, resident

SLOW = {
    "头": ("-H", "-i", "10"),
    "正文": ("-B", "-i", "10", "-s", "8192"),
    "读": ("-X", "-w", "512", "-y", "1024", "-n", "5", "-z", "32", "-k", "3"),
}
PER_SECOND = 20


def slow_clients(place, seconds):
    """Five hundred connections that send or read a few bytes in seconds; a page is asked for."""
    said, well = [], True
    with place.behind_nginx() as site:
        for name, how in SLOW.items():
            with probing(site) as waits:
                path = "/report/" if name == "正文" else "/issues/2024/6/"
                url = f"https://localhost:{site.https}{path}"
                subprocess.run(
                    ["slowhttptest", *how, "-c", "500", "-r", "200", "-l", f"{seconds}", "-u", url],
                    check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                )  # fmt: skip
            lost = sum(wait >= 60 for wait in waits)
            asked = len(waits) - 1
            said.append(f"{name}：探测 {asked} 次，{lost} 次没有答，最慢 {max(waits):.2f} s")
            well = well and not lost
    return "；".join(said), well


def soak(place, seconds):
    """Twenty requests a second; no worker is replaced meanwhile, as none would be in a leak."""
    settled = place.behind_nginx(GUNICORN_CMD_ARGS="--max-requests=0")
    with settled as site, paced(site) as took, changing():
        looked = _watched(site, seconds)
    return _grown(looked, took, seconds)


def _watched(site, seconds):
    """[(seconds since the beginning, megabytes of each worker, open files of each)]"""
    began, looked, workers = time.monotonic(), [], site.workers()
    while (past := time.monotonic() - began) < seconds:
        looked.append(
            (past, [resident(one) for one in workers], [open_files(one) for one in workers])
        )
        time.sleep(min(10, seconds / 20))
    assert workers == site.workers(), "a worker has died"
    return looked


def _grown(looked, took, seconds):
    """Between the second sixth and the last: the first is for what is loaded and remembered."""
    early = [one for one in looked if seconds / 6 <= one[0] < seconds / 3]
    late = [one for one in looked if one[0] >= seconds * 5 / 6]
    before, after = (mean(sum(one[1]) for one in some) for some in (early, late))
    files = [max(sum(one[2]) for one in some) for some in (early, late)]
    good = [one for one in took if one[2] == 200]
    slow = [1000 * median(one[1] for one in good if low <= one[0] / seconds < high)
            for low, high in ((1 / 6, 1 / 3), (5 / 6, 9))]  # fmt: skip
    growth = 100 * (after / before - 1)
    told = (
        f"{seconds / 60:.0f} 分钟，{len(took) / seconds:.1f}/s，错 {len(took) - len(good)}，"
        f"四个进程的内存 {before:.0f} → {after:.0f} MB（{growth:+.1f} %），"
        f"打开的文件 {files[0]} → {files[1]}，p50 {slow[0]:.1f} → {slow[1]:.1f} ms"
    )
    return told, growth <= 10 and files[1] <= files[0] + 4 and len(good) == len(took)


@contextmanager
def paced(site, clients=4):
    """[(when, seconds, status)] of requests at an even pace, by clients who take turns."""
    paths, took, over = mix(), [], threading.Event()
    began = time.monotonic()

    def ask(first):
        client = Client(site.addresses["https"], f"10.5.0.{first + 1}")
        number = first
        while not over.wait(max(0, began + number / PER_SECOND - time.monotonic())):
            asked = time.monotonic()
            try:
                status = client.ask(paths[number % len(paths)])[0]
            except OSError:
                status = 0
            took.append((asked - began, time.monotonic() - asked, status))
            number += clients

    asking = [threading.Thread(target=ask, args=[first]) for first in range(clients)]
    for one in asking:
        one.start()
    try:
        yield took
    finally:
        over.set()
        for one in asking:
            one.join()


@contextmanager
def changing(every=15):
    """Something in the database is another now and then, so that all pages are made anew."""
    over = threading.Event()

    def change():
        from django.db import connection

        from stats.models import Dataset

        number = 0
        while not over.wait(every):
            number += 1
            Dataset.objects.filter(slug="kiosks").update(description=f"第{number}次")
        connection.close()

    changer = threading.Thread(target=change)
    changer.start()
    try:
        yield
    finally:
        over.set()
        changer.join()
