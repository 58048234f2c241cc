"""Pages that are kept, against the same bytes served by nothing but gunicorn, and by nothing but
Django; and are they fresh?

Needs the archive that bench_pages makes. Run from the top of the checkout:

    .venv/bin/python -m tests.benchmarks.bench_hot [--rounds 5] [--seconds 2]
"""

import argparse
import sys
from pathlib import Path
from uuid import uuid4

from tests.benchmarks.bench_pages import GUNICORN, PEERS, ROOT, prepare
from tests.benchmarks.measuring import Running, Site, Work, rounds

ISSUE = "/issues/2024/6/"
SITE = "nhb_site.wsgi:application"


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--seconds", type=float, default=2, help="for each work in a round")
    asked.add_argument("--folder", type=Path, default=ROOT / "var" / "benchmark")
    told = asked.parse_args()
    folder = told.folder / "x1"
    prepare(folder, 1)
    command = [sys.executable, "-m", "gunicorn", SITE, *GUNICORN]
    hot = Site("hot", command, {"HOT_PAGES_MB": "16"}, {"page": Work(ISSUE)}, ROOT)
    with Running(hot) as running:
        body, tag = running.ask(hot.works["page"])[1], tag_of(running)
    (folder / "body.html").write_bytes(body)
    hot.works["unchanged"] = Work(ISSUE, headers={"If-None-Match": tag})
    hot.works["packed"] = Work(ISSUE, headers={"Accept-Encoding": "gzip"})
    environment = {"BODY": f"{folder / 'body.html'}"}
    raw, django = (
        Site(name, [sys.executable, "-m", "gunicorn", *GUNICORN, module], environment,
             {"page": Work("/")}, PEERS)
        for name, module in (("raw bytes", "raw:application"), ("Django", "bare:application"))
    )  # fmt: skip
    works = ["page", "unchanged", "packed"]
    found, _ = rounds([raw, django, hot], works, told.rounds, told.seconds)
    base, of_django = found["raw bytes", "page"], found["Django", "page"]
    for (site, name), one in found.items():
        print(  # noqa: T201
            f"{site:10} {name:10} {one.cpu:6.3f} ms CPU {one.rate:8.1f}/s"
            f"   {base.cpu / one.cpu:5.2f} of raw bytes in CPU, {one.rate / base.rate:5.2f} in rate"
            f"   {of_django.cpu / one.cpu:5.2f} of Django in CPU"
        )
    fresh = freshness(command)
    print(f"fresh after a change by another process, two workers: {fresh}/6")  # noqa: T201
    return 0 if fresh == 6 and base.cpu / found["hot", "page"].cpu >= 0.75 else 1


def tag_of(running):
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", running.port)
    connection.request("GET", ISSUE)
    tag = connection.getresponse().headers["ETag"]
    connection.close()
    return tag


def freshness(command):
    """How many of six answers, each the first after a change made here, tell of the change."""
    import django

    django.setup()
    from stats.models import Dataset

    known = Dataset.objects.filter(slug="bookings")
    before, fresh = known.get().description, 0
    two = [*command[:-1], "--workers", "2", command[-1]]
    site = Site("two", two, {}, {"page": Work("/stats/bookings/")}, ROOT)
    with Running(site) as running:
        for _ in range(20):  # both have kept it
            running.ask(site.works["page"])
        for _ in range(6):
            word = uuid4().hex
            known.update(description=word)
            fresh += word.encode() in running.ask(site.works["page"])[1]
    known.update(description=before)
    return fresh


if __name__ == "__main__":
    sys.exit(main())
