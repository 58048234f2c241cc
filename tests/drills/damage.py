"""A page of the database is overwritten, an uploaded file cut short: the check of each hour turns
red, the file is not given out, and the site comes back by the steps of docs/运维/备份与恢复.md.

Run from the top of the checkout:

    .venv/bin/python -m tests.drills.damage [--database postgresql]
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
from tests.drills.blocked import publish_samples
from tests.drills.kill_backups import rows_of_site, run
from tests.drills.power_cuts import remember_again, servers, started
from tests.drills.serving import ROOT, Site, prepared
from tests.drills.staff import Staff


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--database", choices=VENDORS, default="sqlite")
    asked.add_argument("--times", type=int, default=5, help="pages, in a database that is whole")
    asked = asked.parse_args()
    folder = Path(prepared(asked.database))
    os.environ.update(DISK_LOW_MB="0")
    publish_samples()
    if asked.database == "postgresql":
        remember_again()
    wrong = list(damaged_again_and_again(folder, asked.database, asked.times))
    print("\n".join(wrong) or f"{asked.database}: found, refused, and back again")  # noqa: T201
    return 1 if wrong else 0


def damaged_again_and_again(folder, database, times):
    from nhb_site import sealed

    sealed.make_key(folder / "backup.key")
    if run("backup") or checked():
        yield f"not well before: {checked()}"
    (path,) = (folder / "backups").glob("*.age")
    before = now()
    yield from cut_short(path, before)
    for number in range(times):
        overwrite_page(folder, database)
        told = checked()
        print(f"page {number}: {told.splitlines()[:1]}")  # noqa: T201
        if not told:
            yield f"page {number}: the check is not red"
        started = time.monotonic()
        come_back(folder, database, path, number)
        print(f"restored in {time.monotonic() - started:.0f} s")  # noqa: T201
        if checked() or now() != before:
            yield f"page {number}: not as before: {checked()}"


def checked():
    """What the check of each hour says is wrong; "" where nothing is."""
    command = [sys.executable, "manage.py", "check_health"]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stderr or f"status {done.returncode}"


def now():
    """Rows and files."""
    from django.db import connection

    from nhb_site.ownerless import media
    from nhb_site.restoring import sha256_of

    told = rows_of_site(), {one.name: sha256_of(one.name) for one in media()}
    connection.close()
    return told


def cut_short(path, before):
    from django.db import connection

    from news.models import SourceDocument
    from nhb_site import databases

    source = SourceDocument.objects.exclude(file="").first()
    connection.close()
    file = Path(source.file.path)
    whole = file.read_bytes()
    file.write_bytes(whole[:-1])
    with Site() as site:
        staff = Staff(site)
        status, _, text = staff.get(f"/admin/news/sourcedocument/{source.pk}/download/")
        told = "SHA-256" in text or "备份" in text
        print(f"cut short: {status}, told: {told}")  # noqa: T201
        if whole[:-1].decode("utf-8", "replace")[:200] in text:
            yield "the cut file was given out"
    if run("restore", str(path), "--overwrite", databases.name()) or file.read_bytes() != whole:
        yield "the cut file did not come back"
    if now() != before:
        yield "not as before the file was cut"


def overwrite_page(folder, database):
    """Random bytes in place of a page of a table, as a disk may do."""
    place, size = folder / "db", 4096
    if database == "postgresql":
        place, size = folder / "postgresql" / of_table("stats_observation"), 8192
        for process in servers():
            os.kill(process, signal.SIGKILL)
        time.sleep(2)
    pages = place.stat().st_size // size
    page = random.randrange(1, pages)
    with place.open("r+b") as file:
        file.seek(page * size)
        file.write(random.randbytes(size))
    if database == "postgresql":
        started(folder / "postgresql")


def of_table(name):
    """The file of a table, all of it written."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT pg_relation_filepath(%s)", [name])
        (path,) = cursor.fetchone()
    connection.close()
    return path


def come_back(folder, database, path, number):
    """As the guide has it: what is damaged is put aside, the backup restored to an empty one."""
    from django.db import connection

    if database == "sqlite":
        for name in ("db", "db-journal"):
            if (folder / name).exists():
                (folder / name).rename(folder / f"damaged-{number}-{name}")
    else:
        url = os.environ["DATABASE_URL"]
        name = f"again_{number}"
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        connection.close()
        before = connection.settings_dict["NAME"]
        os.environ["DATABASE_URL"] = url.replace(f"/{before}?", f"/{name}?")
        connection.settings_dict["NAME"] = name
    assert run("restore", str(path)) == 0


if __name__ == "__main__":
    sys.exit(main())
