"""Saves of a row and its file, each told only when it is acknowledged; for drills.

python -m tests.drills.saving ACKNOWLEDGED [--seconds N]
"""

import hashlib
import os
import signal
import sys
import time
from pathlib import Path


def main(acknowledged, seconds="3600"):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhb_site.settings")
    import django

    django.setup()
    signal.signal(signal.SIGTERM, lambda *told: sys.exit())  # what was begun is taken back
    end = time.monotonic() + float(seconds)
    with Path(acknowledged).open("a") as told:
        number = 0
        while time.monotonic() < end:
            number += 1
            try:
                name = save(f"{os.getpid()}-{number}")
            except Exception as error:
                told.write(
                    f"! {time.time():.2f} {type(error).__name__}: {error}\n".replace("\n", " ")
                    + "\n"
                )
                time.sleep(0.2)
            else:
                told.write(f"{name}\n")
            told.flush()


def save(number):
    """The name of a SourceDocument that is in the database now, and its file on the disk."""
    from django.core.files.base import ContentFile
    from django.db import connection, transaction

    from news.models import SourceDocument

    content = f"第 {number} 份\n".encode() * 2_000
    sha256 = hashlib.sha256(content).hexdigest()
    source = SourceDocument(name=str(number), sha256=sha256, encoding="utf-8")
    try:
        with transaction.atomic():
            source.file.save(f"{sha256}.txt", ContentFile(content), save=False)
            source.save()
    except BaseException:
        if source.file:  # as those do who take documents in
            source.file.storage.delete(source.file.name)
        raise
    finally:
        connection.close()
    return source.name


def lost(acknowledged):
    """What was acknowledged and is not there, or not with its file; and how many were."""
    from news.models import SourceDocument

    told = Path(acknowledged).read_text().splitlines()
    names = [line for line in told if not line.startswith("!")]
    found = {source.name: source for source in SourceDocument.objects.all()}
    return [name for name in names if name not in found or not whole(found[name])], len(names)


def whole(source):
    try:
        return hashlib.sha256(source.file.read()).hexdigest() == source.sha256
    except FileNotFoundError:
        return False


if __name__ == "__main__":
    main(*sys.argv[1:])
