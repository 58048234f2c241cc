"""Publish what is scheduled and due; with --watch stay and publish each issue to the second."""

import time
from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError
from django.db import Error, connection
from django.utils import timezone

from news.models import Edition
from news.publishing import check_ahead, next_moment, publish_due
from stats import rounds

LONGEST = 1.0  # seconds asleep: a new schedule and a clock that was set are seen after them
PATIENCE = 5.0  # seconds until a database that did not answer is asked again
AGAIN = 30.0  # seconds until what could not be published is tried again
AHEAD = timedelta(seconds=30)  # what is due within them is checked, so that its moment is met
TOO_LATE = timedelta(seconds=10)  # before its moment nothing else is begun
NOTED = 60.0  # seconds after which a watch says again that it is there


class Command(BaseCommand):
    help = "发布定时已到的各期；--watch 一直运行，到时即发。"

    def add_arguments(self, parser):
        parser.add_argument("--watch", action="store_true", help="一直运行，到时即发")

    def handle(self, *, watch, **options):
        self.refused = {}  # by issue: why, and when that was tried
        self.checked = {}  # by issue: the moment for which it was checked
        self.noted = -NOTED
        if not watch:
            self.once()
        try:
            while watch:
                time.sleep(self.watched())
        except KeyboardInterrupt:
            self.say("已停止。")

    def once(self):
        with rounds.noted("publish_due"):
            if self.publish(timezone.now()):
                raise CommandError("有定时已到的一期没有发布，原因见上。")

    def watched(self):
        """Publish what is due; how many seconds nothing will be due."""
        now = timezone.now()
        try:
            self.publish(now)
            self.note()
            moment = next_moment(now)
            if moment and moment not in self.checked.values() and is_soon(moment - now):
                self.checked = check_ahead(moment)
        except Error as error:
            self.say(f"数据库没有应答，{PATIENCE:.0f} 秒后再试：{error}", self.stderr)
            connection.close()
            return PATIENCE
        return pause(moment, timezone.now())

    def publish(self, now):
        """Publish what is due and tell of it; whether something could not be published."""
        clock = time.monotonic()
        refused = {key: tried for key, tried in self.refused.items() if clock - tried[1] < AGAIN}
        for issue, told in publish_due(now, leave=refused, checked=self.checked):
            if isinstance(told, Edition):
                late = (told.published_at - issue.scheduled_for).total_seconds()
                self.say(f"{told} 已发布，比定时晚 {late:.3f} 秒。")
                continue
            refused[issue.pk] = (str(told), clock)
            if self.refused.get(issue.pk, ("",))[0] != str(told):  # told once, tried often
                self.say(f"没有发布：{told}", self.stderr)
        self.refused = refused
        return bool(refused)

    def note(self):
        if time.monotonic() - self.noted >= NOTED:
            self.noted = time.monotonic()
            rounds.note("publish_due_watch")

    def say(self, message, out=None):
        out = out or self.stdout
        out.write(f"{timezone.localtime():%Y-%m-%d %H:%M:%S} {message}")
        out.flush()


def is_soon(left):
    """Whether there is time to check what is due after `left`, and no reason to wait."""
    return TOO_LATE < left <= AHEAD


def pause(moment, now):
    """How many seconds to sleep at `now` where the next issue is due at `moment`, or none is."""
    if moment is None:
        return LONGEST
    return min(LONGEST, max(0.0, (moment - now).total_seconds()))
