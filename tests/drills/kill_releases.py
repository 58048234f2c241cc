"""Publishing, correcting and withdrawing the sample, killed (-9) at every statement and commit.

Each step is tried by a process of its own that dies at its first statement, its second, and so on,
until one lives to the end. After each death the record must be all old or all new: old until the
commit, new from then on. Run from the top of the checkout:

    .venv/bin/python -m tests.drills.kill_releases [--database postgresql]
"""

import argparse
import os
import signal
import sys
import time
from contextlib import suppress
from datetime import timedelta

from tests.databases import VENDORS
from tests.drills.serving import prepared
from tests.news.killed_publishing import Fault


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--database", choices=VENDORS, default="sqlite")
    asked = asked.parse_args()
    prepared(asked.database)
    wrong = [said for name, ready in STEPS.items() for said in drill(name, *ready())]
    print("\n".join(wrong) or f"{asked.database}: nothing was ever half there")  # noqa: T201
    return 1 if wrong else 0


def drill(name, work):
    """What was found wrong with a step, `work` doing it."""
    old, found, status = standing(), [], signal.SIGKILL
    while status == signal.SIGKILL:
        status = apart(work, Fault(len(found) + 1))
        found.append(settled())
    new = found[-1]
    turned = found.index(new)
    whole = found == [old] * turned + [new] * (len(found) - turned)
    print(f"{name}: killed {len(found) - 1} times: old {turned}, new {len(found) - 1 - turned}")  # noqa: T201
    if status or old == new or not whole or turned < 20:
        yield f"{name}: {sorted(set(map(str, found)))}, status {status}"


def apart(work, fault):
    """How a process ended that did `work` and met its `fault`."""
    from django.db import connection, connections

    connections.close_all()
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    commit = connection._commit
    connection._commit = lambda: fault(commit)
    try:
        with connection.execute_wrapper(fault):
            work()
    except BaseException as problem:
        print(problem, file=sys.stderr)  # noqa: T201
        os._exit(1)
    os._exit(0)


def settled():
    """What stands once the database has noticed that its client is gone."""
    first, second = standing(), None
    while first != second:
        time.sleep(0.02)
        first, second = standing(), first
    return first


def standing():
    """All that these steps change, counted or digested."""
    from news.models import Amendment, Edition, Issue, Step
    from news.releasing import digest_of
    from stats.models import Correction, Finding, Table

    issue = Issue.objects.get()
    return (
        issue.state,
        issue.version,
        digest_of(issue),
        *(model.objects.count() for model in (Edition, Step, Correction, Finding)),
        Table.objects.filter(published_at=None).count(),
        sum(Table.objects.values_list("version", flat=True)),
        list(Amendment.objects.values_list("stage", flat=True)),
        Issue.history.count(),
    )


def due():
    from django.utils import timezone

    from news.models import Issue
    from news.publishing import publish_due
    from tests.drills.release_moment import scheduled

    scheduled(timezone.now() + timedelta(hours=1))
    Issue.objects.update(scheduled_for=timezone.now())
    return [publish_due]


def corrected():
    from stats.models import Table
    from tests.news.corrections import typed

    table = Table.objects.get(dataset__slug="bookings")
    row = table.rows.filter(kind="data").first()
    return approved(cells=typed(table, row.printed_name, subtotal="1"))


def rows_changed():
    """A row put in and another taken away by one correction."""
    from stats.correcting_rows import Draft
    from stats.models import Table

    draft = Draft(Table.objects.get(dataset__slug="bookings"))
    first, second, *_ = (row.pk for row in draft.stored)
    draft.remove({second})
    draft.add("新设的医院", first, {("subtotal",): "12"})
    return approved(words=list(draft.recounted()), rows=draft.changes)


def approved(**changes):
    """The approving of a correction that makes these changes."""
    from django.contrib.auth.models import User

    from news.correcting import approve, propose, rehearse
    from news.models import Issue
    from tests.news.corrections import amendment_of

    user = User.objects.get()
    kept = propose(amendment_of(Issue.objects.get(), **changes), user)
    seen = rehearse(kept, user).seen
    return [lambda: approve(kept, user, seen)]


def withdrawn():
    from django.contrib.auth.models import User

    from news.models import Issue
    from news.publishing import NotAllowed, withdraw

    def work():
        with suppress(NotAllowed):  # it was withdrawn, and killed before it could tell
            withdraw(Issue.objects.get(), User.objects.get(), "数据来源有误")

    return [work]


STEPS = {
    "published": due,
    "corrected": corrected,
    "rows changed": rows_changed,
    "withdrawn": withdrawn,
}

if __name__ == "__main__":
    sys.exit(main())
