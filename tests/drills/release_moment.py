"""How late after its moment an issue is there for its readers, with the watch running.

The sample issue of 2024 with all its figures is approved and scheduled again and again; readers
look at the database every 5 ms. Prints the lateness of each release. From the top of the checkout:

    .venv/bin/python -m tests.drills.release_moment [--database postgresql] [--times 5]
"""

import argparse
import io
import os
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

from tests.databases import VENDORS, prepare_environment

ROOT = Path(__file__).resolve().parents[2]
AHEAD = timedelta(seconds=13)


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--database", choices=VENDORS, default="sqlite")
    asked.add_argument("--times", type=int, default=5, help="how many releases are timed")
    asked = asked.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhb_site.settings")
    prepare_environment(asked.database)
    import django
    from django.core.management import call_command

    django.setup()
    for command in ("migrate", "load_catalogue"):
        call_command(command, verbosity=0, stdout=io.StringIO())
    watch = subprocess.Popen(
        [sys.executable, "manage.py", "publish_due", "--watch"], cwd=ROOT, stdout=subprocess.PIPE
    )
    try:
        late = [lateness() for _ in range(asked.times)]
    finally:
        watch.terminate()
    told = ", ".join(f"{seconds:.3f}" for seconds in late)
    print(f"{asked.database}: seconds after the moment: {told}; most {max(late):.3f}")  # noqa: T201
    return 0 if min(late) >= 0 and max(late) <= 1 else 1


def lateness():
    """Seconds from the moment until readers have the issue."""
    from django.utils import timezone

    from news.models import Issue

    issue = scheduled(timezone.now() + AHEAD)
    while not Issue.objects.published().filter(pk=issue.pk).exists():
        time.sleep(0.005)
    return (timezone.now() - issue.scheduled_for).total_seconds()


def scheduled(moment):
    """The sample as a new issue, all its warnings judged, waiting for `moment`."""
    from django.contrib.auth.models import User

    from news.importing import ingest
    from news.models import Edition, EditionFile, Issue, SourceDocument, Step
    from news.publishing import approve, schedule, submit
    from news.releasing import digest_of
    from stats.models import Finding, Table

    for model in (EditionFile, Edition):
        model.objects.all()._raw_delete("default")
    Step.objects.all().delete()
    SourceDocument.objects.all().delete()
    Issue.objects.all().delete()
    Table.objects.all().delete()
    [path] = sorted((ROOT / "news" / "samples").glob("2024*"))
    ingest(path)
    issue, user = Issue.objects.get(), User.objects.get_or_create(username="u")[0]
    Finding.objects.filter(severity="warning").update(verdict="as-printed")
    submit(issue, user)
    approve(issue, user, digest_of(issue))
    schedule(issue, user, moment)
    return issue


if __name__ == "__main__":
    sys.exit(main())
