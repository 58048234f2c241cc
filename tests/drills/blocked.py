"""The database is in somebody else's hands while the site is read and saved to, over HTTP.

All of it is locked for a minute; with PostgreSQL, too, a deadlock, and no connection left to give.
Whoever needs it is told 503 within 6 s, pages that are kept go on, and the next request succeeds.
At last, servers for mail and messages never answer: no save waits for them, and it is told.
Run from the top of the checkout:

    .venv/bin/python -m tests.drills.blocked [--database postgresql] [--only locked]
"""

import argparse
import io
import itertools
import os
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, closing, contextmanager

from tests.databases import VENDORS
from tests.drills.serving import ROOT, Site, prepared
from tests.drills.staff import Staff

KEPT = ("/", "/issues/", "/stats/")
MOST = 6  # seconds
HELD = 60
_numbers = itertools.count(1)


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--database", choices=VENDORS, default="sqlite")
    asked.add_argument("--only", help="the name of one of them")
    asked = asked.parse_args()
    prepared(asked.database)
    publish_samples()
    prepare_briefs()
    also = [deadlock, exhausted] if asked.database == "postgresql" else []
    tried = [locked, *also, unanswered]
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"127.0.0.1:{silent.getsockname()[1]}"
        os.environ.update(
            EMAIL_URL=f"smtp://{address}", ALARM_EMAILS="it@a.cn", ALARM_WEBHOOK=f"http://{address}"
        )
        wrong = all_tried([one for one in tried if asked.only in (None, one.__name__)])
    print("\n".join(wrong) or f"{asked.database}: nobody waited in vain")  # noqa: T201
    return 1 if wrong else 0


def all_tried(these):
    with Site() as site:
        staff = Staff(site)
        staff.get("/admin/news/brief/1/delete/")
        for address in (*KEPT, "/issues/2024/9/") * 8:  # until every worker keeps them
            site.ask(address)
        return [f"{one.__name__}: {said}" for one in these for said in one(site, staff)]


def publish_samples():
    from django.core.management import call_command
    from django.db import connection

    samples = sorted(str(path) for path in (ROOT / "news" / "samples").glob("[0-9]*"))
    call_command("ingest", *samples, publish=True, stdout=io.StringIO())
    connection.close()


def locked(site, staff):
    with whole_database():
        yield from held(site, staff, HELD)
    yield from well(site, staff)


def exhausted(site, staff):
    """Every connection that PostgreSQL gives is taken, those of the site's workers among them."""
    with every_connection():
        yield from held(site, staff, 20)
    yield from well(site, staff)


def deadlock(site, staff):
    """A deletion has the log and waits for the brief; who has the brief comes to wait for the log.

    PostgreSQL ends the one that first looks whether it waits for ever: ours looks late.
    """
    import psycopg

    number, answers = next(_numbers), []
    with psycopg.connect(os.environ["DATABASE_URL"]) as other:
        other.execute("SET deadlock_timeout = '60s'")
        other.execute("SELECT * FROM news_brief WHERE id = %s FOR UPDATE", [number])
        asking = threading.Thread(target=lambda: answers.append(deleted(staff, number)))
        asking.start()
        time.sleep(0.5)
        other.execute("LOCK TABLE django_admin_log IN ACCESS EXCLUSIVE MODE")
        asking.join()
        there = other.execute("SELECT count(*) FROM news_brief WHERE id = %s", [number])
        told = (answers[0][0], there.fetchone()[0])
        other.rollback()
    print(f"deadlock: status, briefs left: {told}, {answers[0][1]:.2f} s")  # noqa: T201
    if told != (503, 1) or answers[0][1] > MOST:
        yield f"status, briefs left: {told} after {answers[0][1]:.1f} s"
    yield from well(site, staff)


def unanswered(site, staff):
    """What has to be told goes out, or is told not to have; a save has no part in it."""
    command = [sys.executable, "manage.py", "alarm", "x"]
    started = time.monotonic()
    telling = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    times = []
    while telling.poll() is None:
        status, needed, _ = deleted(staff, next(_numbers))
        times.append(needed)
        if status != 200:
            yield f"a save got {status}"
    said = telling.stderr.read().strip().splitlines()
    print(f"{len(times)} saves, the longest {max(times):.2f} s; told after"  # noqa: T201
          f" {time.monotonic() - started:.0f} s: {said}")  # fmt: skip
    if telling.returncode != 1 or len(said) != 2:
        yield f"the alarm ended with {telling.returncode}"


def held(site, staff, seconds):
    """What was not as it has to be for so long; told what was found."""
    end, found = time.monotonic() + seconds, {}
    while time.monotonic() < end:
        for kind, answer in asked_once(site, staff):
            status, needed, _ = answer
            found.setdefault(kind, {}).setdefault(status, []).append(needed)
    for kind, answers in found.items():
        told = {status: (len(some), round(max(some), 2)) for status, some in answers.items()}
        print(f"{kind}: (how many, longest) {told}")  # noqa: T201
        right = {"kept": 200}.get(kind, 503)
        yield from (f"{kind} got {status}" for status in told if status != right)
        longest = max(max(some) for some in answers.values())
        if longest > MOST:
            yield f"{kind} waited {longest:.1f} s"


def asked_once(site, staff):
    """(kind, answer) of a page that is kept, one that is not, and a save."""
    number = next(_numbers)
    started = time.monotonic()
    status = site.ask(KEPT[number % len(KEPT)])[0]
    yield "kept", (status, time.monotonic() - started, "")
    started = time.monotonic()
    status = site.ask(f"/search/?q={number}")[0]
    yield "new", (status, time.monotonic() - started, "")
    yield "saved", deleted(staff, number)


def well(site, staff):
    """What is not well at the very next request."""
    for kind, (status, needed, _) in asked_once(site, staff):
        print(f"afterwards {kind}: {status}, {needed:.2f} s")  # noqa: T201
        if status != 200:
            yield f"afterwards {kind} got {status}"


def deleted(staff, number):
    """The answer to having a brief deleted: its row goes, its history and the log get one each."""
    return staff.post(f"/admin/news/brief/{number}/delete/", {"post": "yes"})


def prepare_briefs():
    """An issue not yet published with briefs to be deleted, whose numbers are those of asking."""
    from news.models import Brief, State
    from tests.builders import make_issue

    issue = make_issue(2025, 1, state=State.DRAFT)
    Brief.objects.all().delete()
    Brief.objects.bulk_create(
        Brief(pk=number, issue=issue, position=number, text="一条") for number in range(1, 1000)
    )


@contextmanager
def whole_database():
    """No other session comes to anything."""
    from django.db import connection

    url = os.environ["DATABASE_URL"]
    if connection.vendor == "sqlite":
        path = url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(path, isolation_level=None)) as holder:
            holder.execute("BEGIN EXCLUSIVE")
            yield
        return
    import psycopg

    names = ", ".join(f'"{name}"' for name in connection.introspection.table_names())
    connection.close()
    with psycopg.connect(url) as holder:
        holder.execute(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE")
        yield
        holder.rollback()


@contextmanager
def every_connection():
    """Those the site has are ended, too, and taken before it comes again."""
    import psycopg

    url = os.environ["DATABASE_URL"]
    with ExitStack() as stack:
        ending = stack.enter_context(psycopg.connect(url, autocommit=True))
        taken = [ending.info.backend_pid]
        ended = False
        while True:
            try:
                taken.append(stack.enter_context(psycopg.connect(url)).info.backend_pid)
            except psycopg.OperationalError:
                if ended:
                    break
                ending.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE backend_type = 'client backend' AND NOT pid = ANY(%s)",
                    [taken],
                )
                ended = True
        print(f"{len(taken)} connections taken")  # noqa: T201
        yield


if __name__ == "__main__":
    sys.exit(main())
