"""The command publish_due: to the second, never early, once, all or nothing."""

import io
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from news import publishing
from news.management.commands import publish_due as command
from news.models import Issue, State
from news.publishing import NotPublishable, check_ahead, publish_due, schedule, unschedule
from stats.models import Table
from tests.desk import make_staff
from tests.news.admin.releases import led_to, make_ready
from tests.news.test_importing import shared_database

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
SHANGHAI = ZoneInfo("Asia/Shanghai")
HOUR = timedelta(hours=1)
together = pytest.mark.django_db(transaction=True)


@pytest.fixture
def issue():
    """An issue scheduled for an hour from now."""
    return led_to(make_ready(), State.SCHEDULED, timezone.now() + HOUR)


def be_due(issue, ago=timedelta(0)):
    Issue.objects.filter(pk=issue.pk).update(scheduled_for=timezone.now() - ago)
    issue.refresh_from_db()


def said(**options):
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("publish_due", stdout=out, stderr=err, **options)
        failed = None
    except CommandError as error:
        failed = str(error)
    lines = [line[20:] for line in (out.getvalue() + err.getvalue()).splitlines()]
    return lines, failed


class TestOnce:
    def test_nothing_due_is_nothing_said(self, issue):
        assert said() == ([], None)

    def test_what_is_due_is_published_and_told(self, issue):
        be_due(issue)
        [line], failed = said()
        assert (line.partition("，")[0], failed) == ("2024年第9期 第1版 已发布", None)
        assert said() == ([], None)

    def test_a_release_that_comes_late_is_noted(self, issue):
        be_due(issue, ago=timedelta(hours=2, minutes=3))
        said()
        step = issue.steps.first()
        assert step.note.startswith("比定时晚了 2 小时 3 分 ")
        assert (step.made_by, issue.editions.get().note) == (None, "")

    def test_what_cannot_go_out_is_told_and_the_status_is_1(self, issue):
        be_due(issue)
        Table.objects.update(note="后来加的")
        assert said() == (
            ["没有发布：2024年第9期审定之后内容有改动，没有发布；请退回后重新送审。"],
            "有定时已到的一期没有发布，原因见上。",
        )


class Clock:
    """A clock under our hands: sleeping moves it on, and `steps` set it at moments of real time.

    `steps` are (seconds since the start, what is added to the clock).
    """

    def __init__(self, monkeypatch, start, steps=(), most=120.0):
        self.start, self.steps, self.most, self.slept = start, steps, most, 0.0
        self.naps = []
        monkeypatch.setattr(timezone, "now", self.now)
        monkeypatch.setattr(command, "time", self)

    def now(self):
        jumps = sum((step for at, step in self.steps if at <= self.slept), timedelta(0))
        return self.start + timedelta(seconds=self.slept) + jumps

    def monotonic(self):
        return self.slept

    def sleep(self, seconds):
        self.slept += seconds
        self.naps.append(seconds)
        if self.slept >= self.most:
            raise KeyboardInterrupt


class TestWatching:
    START = datetime(2199, 9, 28, 1, 0, tzinfo=UTC)

    @pytest.fixture
    def watched(self, issue, monkeypatch):
        """The issue is due 50 s after the watch begins, by a clock that is set so."""

        def watch(steps=(), due=50):
            issue.scheduled_for = self.START + timedelta(seconds=due)
            issue.save()
            clock, self.err = Clock(monkeypatch, self.START, steps), io.StringIO()
            call_command("publish_due", watch=True, stdout=io.StringIO(), stderr=self.err)
            issue.refresh_from_db()
            return clock, issue

        return watch

    def test_it_wakes_at_the_very_moment(self, watched):
        clock, issue = watched(due=50.25)
        assert (clock.naps[48:51], set(clock.naps)) == ([1.0, 1.0, 0.25], {1.0, 0.25})
        assert issue.published_at == issue.scheduled_for

    def test_it_is_checked_before_the_moment_and_not_again_at_it(self, watched, rechecks):
        watched()
        assert rechecks == [self.START + timedelta(seconds=20)]

    def test_moved_after_it_was_checked_it_is_checked_again(self, issue, rechecks):
        checked = check_ahead(issue.scheduled_for)
        later = issue.scheduled_for + HOUR
        schedule(issue, make_staff("late"), later, "等数")
        assert len(publish_due(later, checked=checked)) == 1
        assert len(rechecks) == 2

    @pytest.fixture
    def rechecks(self, monkeypatch):
        """When figures were checked anew."""
        found = []
        monkeypatch.setattr(publishing, "recheck", lambda issues: found.append(timezone.now()))
        return found

    def test_a_clock_set_back_delays_and_repeats_nothing(self, watched):
        _, issue = watched([(49, -timedelta(seconds=40))])
        assert issue.published_at == issue.scheduled_for
        assert issue.editions.count() == 1

    def test_a_clock_set_back_after_it_came_out_repeats_nothing(self, watched):
        _, issue = watched([(60, -HOUR)])
        assert (issue.published_at, issue.editions.count()) == (issue.scheduled_for, 1)

    def test_a_clock_set_on_by_a_day_is_seen_at_once(self, watched):
        _, issue = watched([(4.5, timedelta(days=1))])
        assert issue.published_at == self.START + timedelta(days=1, seconds=5)
        assert issue.steps.first().note == "比定时晚了 23 小时 59 分 15 秒"

    def test_what_is_refused_is_told_once_and_tried_now_and_then(self, watched, monkeypatch):
        tried = []

        def refusing(now, leave, checked):
            if leave:
                return []
            tried.append(now)
            return [(Issue.objects.get(), NotPublishable("有改动，没有发布"))]

        monkeypatch.setattr(command, "publish_due", refusing)
        watched()
        assert self.err.getvalue().count("没有发布：有改动") == 1
        assert tried == [self.START + timedelta(seconds=at) for at in (0, 30, 60, 90)]

    def test_moved_and_taken_back_at_the_last_second_it_stays(self, watched, monkeypatch):
        def sleep_until_taken_back(clock, seconds):
            clock.slept += seconds
            if clock.slept == 49.0:
                unschedule(Issue.objects.get(), make_staff("late"), "再看看")
            if clock.slept >= 120:
                raise KeyboardInterrupt

        monkeypatch.setattr(Clock, "sleep", sleep_until_taken_back)
        _, issue = watched()
        assert (issue.state, issue.editions.count()) == (State.APPROVED, 0)
        assert issue.steps.first().note == "再看看"

    def test_a_database_that_does_not_answer_is_asked_again(self, watched, monkeypatch):
        asked = []

        def failing(now, leave, checked):
            asked.append(now)
            if len(asked) == 1:
                raise OperationalError("the database system is starting up")
            return publish_due(now, leave, checked)

        monkeypatch.setattr(command, "publish_due", failing)
        monkeypatch.setattr(command.connection, "close", lambda: None)
        clock, issue = watched()
        assert clock.naps[:2] == [5.0, 1.0]
        assert issue.published_at == issue.scheduled_for


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        *(
            (f"2199-{month:02d}-01 00:00", f"2199-{month - 1:02d}-{last} 16:00")
            for month, last in zip(
                range(2, 13), (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30), strict=True
            )
        ),
        ("2200-01-01 00:00", "2199-12-31 16:00"),
        ("2196-03-01 00:00", "2196-02-29 16:00"),
        ("2196-02-29 23:59", "2196-02-29 15:59"),
    ],
)
def test_the_end_of_a_month_is_that_of_shanghai(local, utc):
    user, issue = make_staff("user"), led_to(make_ready(), State.APPROVED)
    moment = datetime.strptime(local, "%Y-%m-%d %H:%M").replace(tzinfo=SHANGHAI)
    schedule(issue, user, moment)
    assert f"{Issue.objects.get().scheduled_for.astimezone(UTC):%Y-%m-%d %H:%M}" == utc
    assert publish_due(moment - timedelta(microseconds=1)) == []
    assert len(publish_due(moment)) == 1


def process(tmp_path, address, *arguments):
    environment = {
        "DATABASE_URL": address,
        "VAR_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "nhb_site.settings",
    }
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@together
def test_of_two_at_once_one_publishes(issue, tmp_path):
    be_due(issue)
    address = shared_database(tmp_path)
    running = [process(tmp_path, address, "manage.py", "publish_due") for _ in range(2)]
    told = [one.communicate(timeout=120) for one in running]
    assert sorted(out[20:].partition("，")[0] for out, _ in told) == [
        "",
        "2024年第9期 第1版 已发布",
    ]
    assert ([err for _, err in told], [one.returncode for one in running]) == (["", ""], [0, 0])


@together
def test_killed_at_any_step_all_is_old_or_all_is_new(issue, tmp_path):
    """Old until the commit, new from then on; begun again it comes to its end, once."""
    be_due(issue)
    killed = process(tmp_path, shared_database(tmp_path), "-m", "tests.news.killed_publishing")
    out, err = killed.communicate(timeout=300)
    assert (killed.returncode, err) == (0, "")
    found = json.loads(out)
    turned = found.index("new")
    assert found == ["old"] * turned + ["new"] * (len(found) - turned)
    assert turned > 20
