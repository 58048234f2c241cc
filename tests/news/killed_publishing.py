"""Publish what is due in a process that is killed (-9) at its first step, its second, and so on.

A program of its own, on the database of DATABASE_URL: prints what was found after each kill, as
JSON. A step is a statement or a commit, just before and just after it.
"""

import json
import os
import signal
import sys

import django


class Fault:
    """Kills this process when it has come to its `last` step."""

    def __init__(self, last):
        self.left = last

    def __call__(self, execute, *statement):
        self.step()
        result = execute(*statement)
        self.step()
        return result

    def step(self):
        self.left -= 1
        if not self.left:
            os.kill(os.getpid(), signal.SIGKILL)


def publish_with(fault):
    from django.db import connection

    from news.publishing import publish_due

    commit = connection._commit
    connection._commit = lambda: fault(commit)
    with connection.execute_wrapper(fault):
        publish_due()
    os._exit(0)


def standing():
    """Whether all of the issue is as before, all of it published, or neither."""
    from django.db import connection

    from news.models import Issue

    issue = Issue.objects.get()
    tables = set(issue.tables.values_list("published_at", flat=True))
    last = issue.steps.order_by("-pk").first()
    told = (issue.state, last.after, issue.editions.count(), tables == {issue.published_at})
    outside = issue.published_at is None
    connection.close()
    if told == ("scheduled", "scheduled", 0, True) and outside:
        return "old"
    return "new" if told == ("published", "published", 1, True) and not outside else str(told)


def rehearsed():
    """Publishes and takes it back, so that what a process does once is not done after each fork."""
    from django.db import transaction

    from news.publishing import publish_due

    with transaction.atomic():
        publish_due()
        transaction.set_rollback(True)


def killed_at_each_step():
    from django.db import connection

    rehearsed()
    found, status = [], signal.SIGKILL
    while status == signal.SIGKILL:
        connection.close()
        child = os.fork()
        if not child:
            publish_with(Fault(len(found) + 1))
        status = os.waitpid(child, 0)[1]
        found.append(standing())
    return found


if __name__ == "__main__":
    django.setup()
    json.dump(killed_at_each_step(), sys.stdout)
