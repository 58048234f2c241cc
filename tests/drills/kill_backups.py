"""Backups and restorations killed (-9) at random moments: no half backup, no half site.

After each kill the site has to be all that it was or, of a restoration, all that the backup holds;
every file with a backup's name has to be whole; and the same command, given again, has to succeed.
Run from the top of the checkout:

    .venv/bin/python -m tests.drills.kill_backups [--database postgresql] [--times 25]
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.databases import VENDORS
from tests.drills.serving import ROOT, prepared


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--database", choices=VENDORS, default="sqlite")
    asked.add_argument("--times", type=int, default=25, help="how often each command is killed")
    asked = asked.parse_args()
    folder = Path(prepared(asked.database)) / "backups"
    states = two_states(folder)
    wrong = [*killed_restorations(asked.times, states), *killed_backups(asked.times, folder)]
    print("\n".join(wrong) or f"{asked.database}: nothing was ever half there")  # noqa: T201
    return 1 if wrong else 0


def two_states(folder):
    """[(a backup, the site as it holds it)] of two states; the site is left in the second."""
    from django.contrib.auth.models import User

    from news.models import SourceDocument
    from nhb_site import sealed
    from stats.models import Row
    from tests.benchmarks import bench_import
    from tests.drills.saving import save

    bench_import.fill(3)
    for number in range(20):
        save(number)
    sealed.make_key(folder.parent / "backup.key")
    states = [backed_up(folder)]
    Row.objects.filter(pk__in=list(Row.objects.values_list("pk", flat=True)[:50])).delete()
    SourceDocument.objects.filter(name__endswith="1").delete()
    User.objects.update(first_name="改过")
    time.sleep(1)  # the next backup has another name
    return [*states, backed_up(folder)]


def backed_up(folder):
    assert run("backup") == 0
    return max(folder.glob("jianbao-*.age")), state()


def state():
    """All rows, and the uploaded files that rows name, as one digest."""
    from django.db import connection

    from news.models import SourceDocument

    files = [source.file.read() for source in SourceDocument.objects.order_by("pk")]
    found = rows_of_site(), files
    connection.close()
    return found


def rows_of_site():
    """{table: [how many rows, their digest]} of all but the audit log, which tells of the drill."""
    from nhb_site.appending import TABLES
    from nhb_site.restoring import told

    return {table: known for table, known in told().items() if table not in TABLES}


def killed_backups(times, folder):
    for moment in moments(times, "backup"):
        before = set(folder.glob("jianbao-*.age"))
        run("backup", kill_after=moment)
        for path in set(folder.glob("jianbao-*.age")) - before:
            if run("restore", str(path), "--check"):
                yield f"backup: {path.name} is not whole after a kill at {moment:.2f} s"
        time.sleep(1)
    if run("backup") or list(folder.glob(".jianbao*")):
        yield "backup: does not succeed after all the kills, or leaves what they left"


def killed_restorations(times, states):
    """Each kills the way to the state in which the site is not."""
    seen = {"as before": 0, "as in the backup": 0}
    goal = 0
    for moment in moments(times, *restoring(states[0][0])):
        goal = next(n for n, (_, one) in enumerate(states) if one != state())
        run(*restoring(states[goal][0]), kill_after=moment)
        found = state()
        if found not in [one for _, one in states]:
            yield f"restore: half after a kill at {moment:.2f} s"
        seen["as in the backup" if found == states[goal][1] else "as before"] += 1
    print(f"restore: {seen}")  # noqa: T201
    if run(*restoring(states[goal][0])) or state() != states[goal][1]:
        yield "restore: does not succeed after all the kills"


def restoring(path):
    from nhb_site import databases

    return "restore", str(path), "--overwrite", databases.name()


def moments(times, *command):
    """Moments spread over what the command needs, in order; more of them towards its end."""
    start = time.monotonic()
    assert run(*command) == 0
    needed = time.monotonic() - start
    chosen = sorted(needed * random.random() ** 0.5 for _ in range(times))
    print(f"{command[0]}: {needed:.1f} s, killed {times} times")  # noqa: T201
    return chosen


def run(*command, kill_after=None):
    """The exit status of a command of manage.py, killed with all it started if that is told."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL if kill_after else None,
        start_new_session=True,
    )
    try:
        return process.wait(kill_after)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return process.wait()


if __name__ == "__main__":
    sys.exit(main())
