"""Imports killed at random moments: of each file either all is there afterwards, or nothing.

A tidy file and a sheet are taken in by a process of their own, which is killed (-9) somewhere
between its first and its last moment. Then the database is looked at, and the same file taken in
once more: that must succeed. Run from the top of the checkout:

    .venv/bin/python -m tests.drills.kill_imports [--database postgresql] [--times 10]
"""

import argparse
import io
import os
import random
import signal
import sys
import time
import traceback

from tests.benchmarks import bench_import
from tests.databases import VENDORS, prepare_environment

MONTHS = 1


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--database", choices=VENDORS, default="sqlite")
    asked.add_argument("--times", type=int, default=10, help="how often each kind is killed")
    asked = asked.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhb_site.settings")
    prepare_environment(asked.database)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("load_catalogue", verbosity=0, stdout=io.StringIO())
    bench_import.fill(MONTHS)
    wrong = [said for kind in (take_tidy, take_sheet) for said in drill(kind, asked.times)]
    print("\n".join(wrong) or f"{asked.database}: nothing was ever half there")  # noqa: T201
    return 1 if wrong else 0


def drill(take, times):
    """What was found wrong, after that many kills spread over the time `take` needs."""
    name = take.__name__
    path = prepared(take)
    assert apart(take, path) == 0
    cleared()
    start = time.monotonic()
    assert apart(take, path) == 0
    whole, needed = counted(), time.monotonic() - start
    cleared()
    nothing = counted()
    assert whole[0] > 100 and nothing == (0, 0, 0), (whole, nothing)
    moments = sorted(random.uniform(0, needed) for _ in range(times))
    outcomes = []
    for moment in moments:
        apart(take, path, moment)
        outcomes.append(settled(nothing, whole))
        if outcomes[-1] == nothing and apart(take, path) != 0:
            yield f"{name}: the file is refused after a kill at {moment:.3f} s"
        if outcomes[-1] not in (nothing, whole) or counted() != whole:
            yield f"{name}: after a kill at {moment:.3f} s {outcomes[-1]}, again {counted()}"
        cleared()
    print(  # noqa: T201
        f"{name}: {needed:.2f} s, {whole[0]} figures; killed {times} times:"
        f" nothing {outcomes.count(nothing)}, all {outcomes.count(whole)}"
    )


def settled(nothing, whole):
    """What is there once the database knows that its client has gone."""
    for _ in range(50):
        found = counted()
        if found in (nothing, whole):
            break
        time.sleep(0.1)
    return found


def prepared(take):
    """The file that `take` takes in."""
    from django.conf import settings

    from tests.stats.planning.sheets import bookings, save

    path = settings.MEDIA_ROOT.parent / f"{take.__name__}.xlsx"
    if take is take_sheet:
        return save(path, bookings(*sheet_lines()))
    path.write_bytes(bench_import.workbook(bench_import.tidy_lines()))
    return path


def sheet_lines():
    """A line of bookings for each hospital of the catalogue."""
    from stats.models import InstitutionName

    known = InstitutionName.objects.filter(institution__kind="hospital").order_by("pk")
    names = dict(known.values_list("institution", "name")).values()
    for number, name in enumerate(names, 1):
        yield [number, name, number, 2, 3, 4, number + 9]


def apart(work, path, moment=None):
    """The exit status of a process that does `work`, killed after `moment` seconds if given."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            work(path)
            status = 0
        except Exception:
            traceback.print_exc()
        finally:
            os._exit(status)
    if moment is not None:
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def take_tidy(path):
    from stats import keeping
    from stats.documents import read_listing
    from stats.taking_tidy import take_in_tidy
    from stats.tidy import plan_tidy

    keeping.wait([path.read_bytes()], path.suffix)
    listing = read_listing(path)
    take_in_tidy(listing, user(), plan_tidy(listing, user()).digest)


def take_sheet(path):
    from stats import keeping
    from stats.applying import Request, take_in
    from stats.documents import read_sheets
    from stats.planning import Answers, Sheets
    from tests.stats.planning.sheets import AUGUST

    keeping.wait([path.read_bytes()], path.suffix)
    document = read_sheets(path)
    request = Request(AUGUST, "2024-09", user(), Answers(), sure=True)
    request.digest = request.plan(Sheets.of([document])).digest
    take_in([document], request)


def user():
    from django.contrib.auth.models import User

    return User.objects.get()


def counted():
    """Figures, their history, and imports."""
    from stats.models import Import, Observation

    return Observation.objects.count(), Observation.history.count(), Import.objects.count()


def cleared():
    from stats.models import Import, Table

    bench_import.empty()
    Import.objects.all().delete()
    Table.objects.filter(origin="2024-09").delete()


if __name__ == "__main__":
    sys.exit(main())
