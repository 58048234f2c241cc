"""Releases of the real site under a clock that is set: month ends, leap days, steps, cancelling.

gunicorn serves, publish_due watches, readers ask again and again from before the moment until
after it. No answer may be new before the moment, all have to be a second after it, and none may be
anything but the page as it was or the page as it is. Run from the top of the checkout:

    .venv/bin/python -m tests.drills.release_clock [--database postgresql]
"""

import argparse
import signal
import sys
import threading
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from tests.databases import VENDORS
from tests.drills.serving import Clock, Site, prepared

SHANGHAI = ZoneInfo("Asia/Shanghai")
FEW = (
    "/",
    "/issues/",
    "/issues/2024/9/",
    "/stats/bookings/2024-08/",
    "/stats/bookings/2024-08.csv",
)
OUT = {
    "year": (2024,), "number": (9,), "version": (1,), "position": (1,), "secret": (), "name": (),
    "section": ("issues", "articles", "tables", "months", "institutions"),
    "kind": ("pdf", "docx", "zip", "csv", "xlsx", "json", "xml"),
    "slug": ("bookings",), "period": ("2024-08",),
    "code": ("nanjing-gulou-yiyuan",),
}  # fmt: skip


@dataclass
class Answer:
    address: str
    sent: datetime
    came: datetime
    status: int
    body: bytes


class Readers:
    """Ask for addresses in turn, each about 20 times a second, until told to stop."""

    def __init__(self, site, clock, addresses):
        self.site, self.clock, self.addresses = site, clock, addresses
        self.answers, self.done = [], threading.Event()
        parts = [addresses[start::4] for start in range(4)]
        self.threads = [threading.Thread(target=self.read, args=[part]) for part in parts if part]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *problem):
        self.done.set()
        for thread in self.threads:
            thread.join()

    def read(self, addresses):
        while not self.done.is_set():
            for address in addresses:
                sent = self.clock.now()
                status, _, body = self.site.ask(address)
                self.answers.append(Answer(address, sent, self.clock.now(), status, body))
            time.sleep(0.03)


def main():
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--database", choices=VENDORS, default="sqlite")
    asked = asked.parse_args()
    clock = Clock(prepared(asked.database))
    clock.lead()
    wrong = []
    with Site(clock) as site:
        drill = Drill(site, clock, wrong)
        drill.cancelled_and_moved()
        for moment in month_ends():
            drill.at_the_moment(f"{moment:%Y-%m-%d %H:%M}", moment)
        drill.at_the_moment("all addresses", month_ends()[0], all_addresses(), after=30)
        drill.steps()
        drill.nobody_watched()
    print("\n".join(wrong) or f"{asked.database}: nothing was early, late or mixed")  # noqa: T201
    return 1 if wrong else 0


def month_ends():
    """The first moment of every month from 2027 on in Nanjing, and those around a leap day."""
    told = [(2027, month) for month in range(1, 13)] + [(2028, 3)]
    return [
        *(datetime(year, month, 1, tzinfo=SHANGHAI) for year, month in told),
        datetime(2028, 2, 29, tzinfo=SHANGHAI),
    ]


def all_addresses():
    from tests import guessing

    plain = [addresses[:1] for addresses in guessing.plain().values()]
    return [*chain.from_iterable([*guessing.guessed(OUT).values(), *plain])]


class Drill:
    def __init__(self, site, clock, wrong):
        self.site, self.clock, self.wrong = site, clock, wrong
        self.watch = site.watch()
        time.sleep(8)  # until it has begun

    def scheduled(self, moment, ahead=14):
        """The sample waiting for `moment`, which is `ahead` seconds away."""
        from tests.drills.release_moment import scheduled

        self.clock.set_to(moment - timedelta(minutes=5))
        issue = scheduled(moment)
        self.clock.set_to(moment - timedelta(seconds=ahead))
        return issue

    def at_the_moment(self, name, moment, addresses=FEW, after=4):
        issue = self.scheduled(moment)
        self.clock.sleep_until(moment - timedelta(seconds=6))
        old = {address: self.site.ask(address)[2] for address in addresses}
        with Readers(self.site, self.clock, addresses) as readers:
            self.clock.sleep_until(moment + timedelta(seconds=after))
        new = {address: self.site.ask(address)[2] for address in addresses}
        self.judge(name, moment, readers.answers, old, new)
        issue.refresh_from_db()
        said = issue.published_at and issue.published_at.astimezone(SHANGHAI)
        if not said or (said.year, said.month, said.day) != (moment.year, moment.month, moment.day):
            self.wrong.append(f"{name}: published at {said}")

    def judge(self, name, moment, answers, old, new):
        changed = [address for address in old if old[address] != new[address]]
        fresh = [one for one in answers if one.address in changed and one.body == new[one.address]]
        stale = [one for one in answers if one.address in changed and one.body == old[one.address]]
        first = min((one.came for one in fresh), default=None)
        last = max((one.sent for one in stale), default=moment)
        strange = [one for one in answers if one.body not in (old[one.address], new[one.address])]
        if first is None or first < moment or last > moment + timedelta(seconds=1) or strange:
            told = [
                (one.address, one.status, (one.sent - moment).total_seconds()) for one in strange
            ]
            self.wrong.append(f"{name}: first new {first}, last old {last}, strange {told[:5]}")
        late = [(one - moment).total_seconds() for one in (first, last) if one]
        if not changed:
            self.wrong.append(f"{name}: nothing changed")
        print(  # noqa: T201
            f"{name}: {len(changed)} of {len(old)} addresses changed, {len(answers)} answers;"
            f" seconds after the moment: first new {late[0]:.3f}, last old {late[-1]:.3f}"
        )

    def expect(self, name, found, wanted):
        print(f"{name}: {found}")  # noqa: T201
        if found != wanted:
            self.wrong.append(f"{name}: {found} instead of {wanted}")

    def status(self):
        return self.site.ask("/issues/2024/9/")[0]

    def cancelled_and_moved(self):
        """At the last second: taken back it stays, moved it comes at the new moment."""
        from django.contrib.auth.models import User

        from news.publishing import schedule, unschedule

        moment = month_ends()[0]
        issue, user = self.scheduled(moment), User.objects.get()
        self.clock.sleep_until(moment - timedelta(seconds=1))
        unschedule(issue, user, "再看看")
        self.clock.sleep_until(moment + timedelta(seconds=3))
        self.expect("cancelled at the last second", self.status(), 404)
        again = moment + timedelta(seconds=9)
        schedule(issue, user, again)
        self.clock.sleep_until(again - timedelta(seconds=1))
        schedule(issue, user, again + timedelta(seconds=4), "等一家医院的数")
        self.clock.sleep_until(again + timedelta(seconds=3))
        self.expect("moved at the last second, old moment", self.status(), 404)
        self.clock.sleep_until(again + timedelta(seconds=5))
        self.expect("moved at the last second, new moment", self.status(), 200)

    def steps(self):
        """The clock is set five seconds before the moment, and after it."""
        moment = month_ends()[-1]
        issue = self.scheduled(moment)
        second = self.site.watch()
        self.clock.sleep_until(moment - timedelta(seconds=5))
        self.clock.step(hours=-1)
        time.sleep(8)
        self.expect("clock back an hour, 3 s after the moment was", self.status(), 404)
        self.clock.step(days=1)
        time.sleep(1.5)
        self.expect("clock on by a day, 1.5 s later", self.status(), 200)
        self.clock.step(hours=-1)
        time.sleep(3)
        self.expect("clock back an hour, editions", issue.editions.count(), 1)
        self.clock.step(hours=1)
        note = issue.steps.first().note
        self.expect("noted as late", note.startswith("比定时晚了 23 小时 0 分 "), True)
        self.site.end(second)

    def nobody_watched(self):
        """The watch is killed before the moment and begun again, twice, after it."""
        moment = month_ends()[1]
        issue = self.scheduled(moment)
        self.clock.sleep_until(moment - timedelta(seconds=1))
        self.site.end(self.watch, signal.SIGKILL)
        self.clock.sleep_until(moment + timedelta(seconds=2))
        self.expect("nobody watched", self.status(), 404)
        self.clock.step(minutes=10)
        for _ in range(2):
            self.site.watch()
        time.sleep(15)
        self.expect("two watch again, editions", issue.editions.count(), 1)
        self.expect("late by ten minutes", issue.steps.first().note[:11], "比定时晚了 10 分 ")


if __name__ == "__main__":
    sys.exit(main())
