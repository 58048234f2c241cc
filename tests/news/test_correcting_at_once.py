"""Several people correct at the same moment: one effect each, and none over another's."""

import threading
import time

import pytest
from django.db import OperationalError, connection

from news.correcting import approve, propose, rehearse
from news.models import Amendment, Edition
from stats.correcting import Moved
from stats.models import Correction
from tests.desk import make_staff
from tests.news.corrections import amendment_of, published, typed

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*tasks):
    """What each task came to: its result, or the kind of refusal."""
    outcomes, ready = [], threading.Barrier(len(tasks))

    def attempt(task):
        try:
            return task()
        except OperationalError:
            # SQLite waits for a file, but not for the database in memory that tests share.
            time.sleep(0.1)
            return attempt(task)

    def run(task):
        ready.wait()
        try:
            outcomes.append(attempt(task))
        except Exception as refused:
            outcomes.append(type(refused))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[task]) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_approved_by_several_at_once_it_is_applied_once():
    issue, user = published(), make_staff()
    kept = propose(amendment_of(issue, cells=typed(issue.tables.get(), online="6686")), user)
    seen = rehearse(kept, user).seen
    outcomes = at_once(*[lambda: approve(kept, user, seen).number] * 4)
    assert outcomes == [2, 2, 2, 2]
    assert (Correction.objects.count(), Edition.objects.count()) == (1, 2)


def test_submitted_by_several_clicks_at_once_it_is_kept_once():
    issue, user = published(), make_staff()
    cells, told = typed(issue.tables.get(), online="6686"), []
    for _ in range(4):
        one = amendment_of(issue, cells=cells)
        one.token = "the same"
        told.append(one)
    outcomes = at_once(*[lambda one=one: propose(one, user).pk for one in told])
    assert outcomes == [Amendment.objects.get().pk] * 4


def test_of_two_corrections_of_a_cell_at_once_one_is_refused():
    issue, user = published(), make_staff()
    kept = [
        propose(amendment_of(issue, cells=typed(issue.tables.get(), online=text)), user)
        for text in ("6686", "6866")
    ]
    seen = [rehearse(one, user).seen for one in kept]
    outcomes = at_once(
        *[
            lambda one=one, told=told: approve(one, user, told).number
            for one, told in zip(kept, seen, strict=True)
        ]
    )
    assert sorted(map(str, outcomes)) == sorted(map(str, [2, Moved]))
    assert (Correction.objects.count(), Edition.objects.count()) == (1, 2)
