"""The site as it is run, gunicorn and the watch for releases, for drills; its clock can be set.

The clock is libfaketime's (apt-get install faketime): an offset in a file that every process of the
site reads at each look at the clock, so that all of them see it set at the same moment. The clock
that sleeping goes by stays real, as it does when a server's clock is set. PostgreSQL is not among
them: the site never asks the database for the time, and the drills would fail where it did.
"""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIBRARIES = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))


# What time.sleep calls is refused (EINVAL) by libfaketime 0.9.10 where the clock behind it is real.
SLEEP = """\
import select, time
time.sleep = lambda seconds: select.select([], [], [], seconds)
"""


class Clock:
    """The clock of the site: real time and an offset, which `set_to` and `step` change."""

    def __init__(self, folder):
        if not LIBRARIES:
            sys.exit("libfaketime is missing: apt-get install faketime, and run this drill again")
        self.folder = Path(folder)
        self.file = self.folder / "clock"
        (self.folder / "sitecustomize.py").write_text(SLEEP)
        self._tell(timedelta(0))

    def environment(self):
        return {
            "PYTHONPATH": str(self.folder),
            "LD_PRELOAD": str(LIBRARIES[0]),
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
        }

    def now(self):
        return datetime.now(UTC) + self.offset

    def set_to(self, moment):
        self._tell(moment - datetime.now(UTC))

    def step(self, **much):
        self._tell(self.offset + timedelta(**much))

    def sleep_until(self, moment):
        while (left := (moment - self.now()).total_seconds()) > 0:
            time.sleep(min(left, 0.05))

    def _tell(self, offset):
        fresh = self.file.with_suffix(".new")
        fresh.write_text(f"{offset.total_seconds():+.6f}")
        fresh.replace(self.file)  # nobody ever reads half of it
        self.offset = offset

    def lead(self):
        """Have this process, too, ask this clock: what it schedules is then still to come."""
        from django.utils import timezone

        timezone.now = self.now


class Site:
    """gunicorn on a free port; `watch` starts publish_due. All end with the `with` block."""

    def __init__(self, clock=None, log=None, **environment):
        self.environment = os.environ | (clock.environment() if clock else {}) | environment
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.running, self.log = [], log

    def __enter__(self):
        self.start(
            "-m", "gunicorn", "nhb_site.wsgi:application", "--bind", f"127.0.0.1:{self.port}",
            "--workers", "2", "--no-control-socket", "--timeout", "0", "--log-level", "critical",
        )  # fmt: skip
        for _ in range(300):
            try:
                if self.ask("/healthz")[0] == 200:
                    return self
            except OSError:
                time.sleep(0.1)
        raise SystemExit("the site did not come up within 30 s")

    def __exit__(self, *problem):
        for process in self.running:
            self.end(process)

    def start(self, *arguments):
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=self.log,
            start_new_session=True,
        )
        self.running.append(process)
        return process

    def watch(self):
        return self.start("manage.py", "publish_due", "--watch")

    def end(self, process, how=signal.SIGTERM):
        if process.poll() is None:
            os.killpg(process.pid, how)
            process.wait(timeout=30)

    def ask(self, address, method="GET", headers=None):
        """(status, headers, bytes) of an address; a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, address, headers=headers or {})
            response = connection.getresponse()
            return response.status, dict(response.getheaders()), response.read()
        finally:
            connection.close()


def prepared(database):
    """Django on a fresh database with the catalogue, and the folder that all of it lies in."""
    import io

    from tests.databases import prepare_environment

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhb_site.settings")
    prepare_environment(database)
    import django
    from django.core.management import call_command

    django.setup()
    for command in ("migrate", "load_catalogue"):
        call_command(command, verbosity=0, stdout=io.StringIO())
    return os.environ["VAR_DIR"]
