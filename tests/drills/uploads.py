"""Sheets sent over HTTP while the process that reads them is killed, or the site lacks something.

Lacking are in turn: room for temporary files, room for the log, files that may be open, memory. No
answer may be another than 200 or 503, what is refused leaves nothing, and the very next sheet is
taken. Two disks are small tmpfs: needs root. Run from the top of the checkout:

    .venv/bin/python -m tests.drills.uploads [--database postgresql] [--only aborted]
"""

import argparse
import itertools
import os
import re
import resource
import signal
import subprocess
import sys
import threading
from collections import Counter
from contextlib import contextmanager, suppress
from pathlib import Path

import requests

from tests.databases import VENDORS
from tests.drills.blocked import publish_samples
from tests.drills.faults import asking, disk
from tests.drills.serving import Site, prepared
from tests.drills.staff import Staff

ADD = "/admin/stats/import/add/"
TIMES = 5
ROOM = 2 << 20  # bytes of memory that are left to a worker
_ERRORS = re.compile(r'class="errorlist[^"]*"[^>]*>\s*<li>([^<]*)')
_numbers = itertools.count(1)


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--database", choices=VENDORS, default="sqlite")
    asked.add_argument("--only", help="the name of one of them")
    asked = asked.parse_args()
    prepared(asked.database)
    publish_samples()
    with disk("16m") as temporary, disk("1m") as logs, (logs / "log").open("wb") as log:
        told = {"TMPDIR": str(temporary), "HOT_PAGES_MB": "0", "SLOW_SECONDS": "0"}
        with Site(log=log, **told) as site:
            staff = Staff(site)
            lacking = {
                "aborted": lambda: killed(site, signal.SIGABRT),
                "killed for its memory": lambda: killed(site, signal.SIGKILL),
                "temporary files": lambda: filled(temporary),
                "log": lambda: filled(logs),
                "open files": lambda: limited(site, resource.RLIMIT_NOFILE, files_open),
                "memory": lambda: limited(site, resource.RLIMIT_AS, memory_used),
            }
            wrong = [
                f"{name}: {said}"
                for name, lack in lacking.items()
                if asked.only in (None, name)
                for said in tried(name, lack, site, staff)
            ]
    print("\n".join(wrong) or f"{asked.database}: nobody else noticed")  # noqa: T201
    return 1 if wrong else 0


def tried(name, lack, site, staff):
    """What was wrong while something lacked, and right after it."""
    staff.get(ADD)
    before = left()
    with asking(site) as answers:
        with lack():
            told = Counter(sent(staff) for _ in range(TIMES))
        stayed = left() - before - told["taken"]
        afterwards = sent(staff)
    statuses = Counter(status for _, status in answers)
    print(f"{name}: {dict(told)}; then {afterwards}; read {dict(statuses)}")  # noqa: T201
    yield from (f"told {one}" for one in told if one.isdigit() and one != "503")
    yield from (f"read {one}" for one in statuses if one not in (200, 503))
    if name in ("aborted", "killed for its memory") and set(statuses) != {200}:
        yield f"read {dict(statuses)}"
    if stayed:
        yield f"{stayed} files or rows stayed of what was refused"
    if afterwards != "taken":
        yield f"afterwards {afterwards}"


def sent(staff):
    """What came of sending a sheet: it was taken, or why not, or the status."""
    text = "某表\n机构\t人次\n" + "".join(f"医院{n}\t{next(_numbers)}\n" for n in range(3000))
    try:
        status, _, page = staff.post(ADD, {"period": "2024-08"}, files=("一.csv", text.encode()))
    except requests.RequestException as error:
        return type(error).__name__
    if status == 200 and ADD not in staff.last:
        return "taken"
    found = _ERRORS.search(page)
    return found[1] if status == 200 and found else str(status)


def left():
    """How many files wait for a look, and rows of imports that were not refused there are."""
    from django.conf import settings
    from django.db import connection

    from stats.models import Import

    rows = Import.objects.filter(refusal="").count()
    connection.close()
    return rows + sum(path.is_file() for path in (settings.MEDIA_ROOT / "imports").rglob("*"))


@contextmanager
def killed(site, how):
    """Every process that reads a file is ended so as soon as it is there."""
    over = threading.Event()

    def kill():
        while not over.wait(0.005):
            for reader in readers(site):
                with suppress(ProcessLookupError):
                    os.kill(reader, how)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        yield
    finally:
        over.set()
        killer.join()


def readers(site):
    for worker in workers(site):
        for one in children(worker):
            with suppress(OSError):
                if b"stats.documents" in Path(f"/proc/{one}/cmdline").read_bytes():
                    yield one


def workers(site):
    return children(site.running[0].pid)


def children(process):
    with suppress(OSError):
        return [
            int(n) for n in Path(f"/proc/{process}/task/{process}/children").read_text().split()
        ]
    return []


@contextmanager
def filled(folder):
    filler = folder / "filler"
    command = ["dd", "if=/dev/zero", f"of={filler}", "bs=64k"]
    subprocess.run(command, check=False, capture_output=True)
    try:
        yield
    finally:
        filler.unlink()


@contextmanager
def limited(site, what, used):
    """Workers have no more of it than they use now."""
    before = {worker: resource.prlimit(worker, what) for worker in workers(site)}
    for worker, (_, hard) in before.items():
        resource.prlimit(worker, what, (used(worker), hard))
    try:
        yield
    finally:
        for worker, limits in before.items():
            with suppress(ProcessLookupError):
                resource.prlimit(worker, what, limits)


def files_open(worker):
    """One more, for the request itself."""
    return max(int(path.name) for path in Path(f"/proc/{worker}/fd").iterdir()) + 2


def memory_used(worker):
    pages = int(Path(f"/proc/{worker}/statm").read_text().split()[0])
    return pages * resource.getpagesize() + ROOM


if __name__ == "__main__":
    sys.exit(main())
