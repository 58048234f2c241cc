"""A site backed up while it is written to comes back on an empty machine, and moves to the other
database and home again: equal rows, equal files, every page of the sitemap and its downloads
the same bytes.

Prints how long each step took. Run from the top of the checkout:

    .venv/bin/python -m tests.drills.restore_site [--database postgresql] [--megabytes 1000 --stay]
"""

import argparse
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

from tests.databases import VENDORS, postgresql_url
from tests.drills.kill_backups import rows_of_site, run
from tests.drills.serving import ROOT, prepared

WRITERS = 2
# What a page has of its own each time it is asked for.
MARKS = re.compile(rb'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"')


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--database", choices=VENDORS, default="sqlite")
    asked.add_argument("--megabytes", type=int, default=20, help="of uploaded files")
    asked.add_argument("--stay", action="store_true", help="in this database, without the moves")
    asked.add_argument("--tell", action="store_true", help="for a process that tells of its site")
    asked = asked.parse_args()
    if asked.tell:
        return tell()
    folder = Path(prepared(asked.database))
    grow(folder, asked.megabytes)
    lost = timed("backup under writes", lost_under_writes, folder)
    home, before = dict(os.environ), whole_site()
    run("backup")
    path = max((folder / "backups").glob("*.age"))
    print(f"{path.stat().st_size / 1e6:.0f} MB in {path.name}")  # noqa: T201
    again = {"VAR_DIR": str(folder / "again"), "DATABASE_URL": fresh("again", asked.database)}
    os.environ.update(again, BACKUP_KEY_FILE=str(folder / "backup.key"))
    timed("restore on an empty machine", run, "restore", str(path))
    wrong = [*lost, *differences("restored", before, whole_site())]
    os.environ.update(home)
    other = next(name for name in VENDORS if name != asked.database)
    for name in () if asked.stay else (other, asked.database):
        target = fresh(f"moved_{name}", name)
        timed(f"move to {name}", run, "move_database", "--to", target)
        os.environ["DATABASE_URL"] = target
        wrong += differences(f"moved to {name}", before, whole_site())
    print("\n".join(wrong) or f"{asked.database}: all is the same")  # noqa: T201
    return 1 if wrong else 0


def grow(folder, megabytes):
    """Two published issues, and so many megabytes of files that nobody can press."""
    from django.core.files.base import ContentFile
    from django.core.management import call_command

    from news.models import SourceDocument
    from nhb_site import sealed

    samples = sorted(str(path) for path in (ROOT / "news" / "samples").glob("[0-9]*"))
    call_command("ingest", *samples, publish=True, stdout=io.StringIO())
    for number in range(megabytes):
        source = SourceDocument(name=f"{number}.bin", sha256=f"{number:064}", encoding="")
        source.file.save(source.name, ContentFile(os.urandom(1 << 20)), save=True)
    sealed.make_key(folder / "backup.key")


def lost_under_writes(folder):
    """What was acknowledged before a backup began, and is not in it; a line for each."""
    acknowledged = [folder / f"acknowledged-{number}" for number in range(WRITERS)]
    writers = [
        subprocess.Popen([sys.executable, "-m", "tests.drills.saving", path], cwd=ROOT)
        for path in acknowledged
    ]
    while not all(path.exists() and path.read_text() for path in acknowledged):
        time.sleep(0.1)
    time.sleep(2)
    known = [line for path in acknowledged for line in path.read_text().splitlines()]
    status = run("backup")
    later = [line for path in acknowledged for line in path.read_text().splitlines()]
    for writer in writers:
        writer.kill()
        writer.wait()
    refused = [line for line in later if line.startswith("!")]
    print(f"{len(known)} saved before, {len(later) - len(known)} meanwhile")  # noqa: T201
    (path,) = (folder / "backups").glob("*.age")
    found = names_in(path, folder / "backup.key")
    missing = [name for name in known if name not in found]
    time.sleep(1)  # the next backup has another name
    return [f"lost: {name}" for name in missing] + refused + ["no backup"] * bool(status)


def names_in(path, key):
    """The names of documents whose row and file are both in a backup."""
    from nhb_site import sealed

    told, files = [], set()
    with path.open("rb") as file:
        for name, member in sealed.members(file, sealed.read_key(key)):
            if name.startswith("tables/news_sourcedocument/"):
                told += [json.loads(line) for line in member]
            files.add(name.removeprefix("media/"))
    return {row[2] for row in told if row[3] in files}


def fresh(name, vendor):
    """The address of a new empty database."""
    folder = Path(os.environ["VAR_DIR"]) / name
    folder.mkdir()
    return f"sqlite:///{folder}/db" if vendor == "sqlite" else postgresql_url(folder)


def whole_site():
    """[rows, files, pages] of the site that the environment tells of."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "nhb_site.settings"}
    command = [sys.executable, "-m", "tests.drills.restore_site", "--tell"]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def tell():
    import django

    django.setup()

    from nhb_site.backing_up import media_names
    from nhb_site.restoring import sha256_of

    crawled = dict(pages())  # first: what is made when it is first asked for is kept
    files = {name: sha256_of(name) for name in media_names()}
    print(json.dumps([rows_of_site(), files, crawled]))  # noqa: T201
    return 0


def pages():
    """(address, digest) of all that the sitemap lists, and of the downloads those pages offer."""
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    waiting, seen = ["/sitemap.xml", "/feeds/issues.atom", "/feeds/corrections.atom"], set()
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        content = client.get(address).getvalue()
        yield address, hashlib.sha256(MARKS.sub(b"", content)).hexdigest()
        found = re.findall(rb"<loc>https?://[^/]+([^<]*)</loc>", content)
        found += re.findall(rb'href="(/[^"?]*\.(?:csv|xlsx|json|px|pdf|docx|zip))"', content)
        waiting += [one.decode() for one in found]


def differences(what, before, after):
    names = ("rows", "files", "pages")
    for name, old, new in zip(names, before, after, strict=True):
        print(f"{what}: {len(new)} {name}")  # noqa: T201
        other = sorted(one for one in old.keys() | new.keys() if old.get(one) != new.get(one))
        if other:
            yield f"{what}: {len(other)} {name} are not the same, such as {other[:3]}"


def timed(what, work, *arguments):
    start = time.monotonic()
    result = work(*arguments)
    print(f"{what}: {time.monotonic() - start:.1f} s, {result}")  # noqa: T201
    return result


if __name__ == "__main__":
    sys.exit(main())
