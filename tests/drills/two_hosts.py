"""Two hosts behind one nginx: a primary and a streaming replica, one Redis, one folder of uploads.

A correction has to be seen everywhere within a second, also while the replica stands still; one
host, the replica, Redis or the primary may be gone without a reader seeing an error; who logged in
on one host is logged in on the other. Needs root and Debian's nginx, postgresql and redis-server.
Run from the top of the checkout:

    .venv/bin/python -m tests.drills.two_hosts
"""

import io
import os
import shutil
import sys
import tempfile
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.deployed import Deployed, free_port, wait_until
from tests.drills.machines import postgresql, redis_at
from tests.drills.serving import Site

TIMES = 10
PASSWORD = "a long enough word"


def main():
    folder = Path(tempfile.mkdtemp(prefix="two-hosts-"))
    folder.chmod(0o755)
    try:
        with ExitStack() as stack:
            primary, replica = stack.enter_context(postgresql(folder))
            redis = stack.enter_context(redis_at(port := free_port()))
            shared = common(folder, primary, f"redis://127.0.0.1:{port}/0")
            prepare(shared)
            first = stack.enter_context(host(folder, "first", shared))
            second = stack.enter_context(host(folder, "second", shared, REPLICA_URL=replica.url))
            front = stack.enter_context(Front(folder, (first, second), **os.environ))
            return told(Drill(primary, replica, redis, first, second, front))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def told(drill):
    """Run all parts and print what each found; the exit status."""
    wrong = []
    for part in (drill.corrected, drill.replica_behind, drill.logged_in, drill.redis_gone,
                 drill.replica_gone, drill.primary_gone, drill.host_killed):  # fmt: skip
        said, well = part()
        print(f"{part.__name__}: {said}{'' if well else '  << wrong'}", flush=True)  # noqa: T201
        wrong += [] if well else [part.__name__]
    return 1 if wrong else 0


def common(folder, primary, cache):
    """What both hosts are told alike."""
    (folder / "media").mkdir()
    return {
        "SECRET_KEY": "only for the drill",
        "DATABASE_URL": primary.url,
        "CACHE_URL": cache,
        "MEDIA_ROOT": str(folder / "media"),
        "STATICFILES_BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
    }


def prepare(shared):
    """The site with its two sample issues, and a member of staff with a password."""
    os.environ.update(shared, VAR_DIR=tempfile.mkdtemp(prefix="two-hosts-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nhb_site.settings")
    import django
    from django.core.management import call_command

    django.setup()
    for command in ("migrate", "load_catalogue", "first_run"):
        call_command(command, stdout=io.StringIO())
    from django.contrib.auth.models import User

    User.objects.create_superuser("boss", password=PASSWORD)


@contextmanager
def host(folder, name, shared, **own):
    """gunicorn with two workers and a VAR_DIR of its own."""
    var = folder / name
    (var / "static").mkdir(parents=True)
    with Site(VAR_DIR=str(var), ALLOWED_HOSTS="*", **shared, **own) as site:
        yield site


class Front(Deployed):
    """The nginx of deploy/ before hosts that others start."""

    def __init__(self, folder, hosts, **environment):
        (folder / "nginx").mkdir()
        super().__init__(folder / "nginx", **environment)
        self.hosts = hosts

    def start(self):
        pass

    def configuration(self):
        servers = "\n".join(
            f"server 127.0.0.1:{one.port} max_fails=1 fail_timeout=5s;" for one in self.hosts
        )
        return super().configuration().replace(f"server unix:{self.path} max_fails=0;", servers)


class Drill:
    """Its parts; each tells (what was measured, whether that is as it should be)."""

    def __init__(self, primary, replica, redis, first, second, front):
        from news.models import Issue

        self.primary, self.replica, self.redis = primary, replica, redis
        self.first, self.second, self.front = first, second, front
        self.issue = Issue.objects.order_by("-year").first()
        self.table = self.issue.tables.get(dataset__slug="bookings")
        self.number = 700_000

    def corrected(self):
        """A correction through the desk's own rules, seen on each host, and through nginx."""
        seconds = [self._correct() for _ in range(TIMES)]
        return f"{TIMES} corrections, seen everywhere after at most {max(seconds):.2f} s", (
            max(seconds) < 1
        )

    def replica_behind(self):
        self.replica.ask("SELECT pg_wal_replay_pause()")
        try:
            seconds = [self._correct() for _ in range(3)]
        finally:
            self.replica.ask("SELECT pg_wal_replay_resume()")
        return f"replica stands still: 3 corrections, at most {max(seconds):.2f} s", (
            max(seconds) < 1
        )

    def logged_in(self):
        cookie = log_in(self.first)
        statuses = [one.ask("/admin/", headers={"Cookie": cookie})[0] for one in self._hosts()]
        return f"logged in on one host, both answer {statuses}", statuses == [200, 200]

    def redis_gone(self):
        cookie = log_in(self.first)
        self.redis.kill()
        self.redis.wait()
        statuses = [one.ask("/admin/", headers={"Cookie": cookie})[0] for one in self._hosts()]
        again = log_in(self.second) is not None
        return f"Redis gone: still logged in {statuses}, log in anew: {again}", (
            statuses == [200, 200] and again
        )

    def replica_gone(self):
        with self._asked() as got:
            self.replica.stop()
            time.sleep(5)
            seconds = self._correct()
            self.replica.start()
        return f"{counted(got)}; a correction meanwhile after {seconds:.2f} s", (
            set(got) == {200} and seconds < 1
        )

    def primary_gone(self):
        with self._asked() as got:
            self.primary.stop()
            time.sleep(5)
            self.primary.start()
            time.sleep(3)
        return counted(got), set(got) == {200}

    def host_killed(self):
        with self._asked() as got:
            time.sleep(1)
            self.first.end(self.first.running[0], 9)
            time.sleep(8)
        return counted(got), set(got) == {200}

    def _hosts(self):
        return self.first, self.second

    @contextmanager
    def _asked(self):
        """What readers got of pages, each asked for with a number so that nginx has none kept."""
        with self.front.hammered("/stats/bookings/?n={n}") as got:
            time.sleep(1)
            yield got

    def _correct(self):
        """Seconds from a correction's approval until the last request that was answered with what
        was before, on either host or through nginx; 0 for none."""
        from django.contrib.auth.models import User

        from news.correcting import approve, propose, rehearse
        from tests.news.corrections import amendment_of, typed

        self.number += 1
        text, user = str(self.number), User.objects.get(username="boss")
        row = self.table.rows.filter(kind="data").first()
        cells = typed(self.table, row.printed_name, subtotal=text)
        kept = propose(amendment_of(self.issue, cells=cells), user)
        seen = rehearse(kept, user).seen
        pages = [self.table.get_absolute_url(), self.issue.get_absolute_url()]
        for page in pages:
            self._everywhere(page)
        approve(kept, user, seen)
        approved = last = time.monotonic()
        while time.monotonic() < approved + 3 or last > time.monotonic() - 1:
            last = self._last_old(pages, text.encode(), last)
            if last - approved > 20:
                break
        return last - approved

    def _last_old(self, pages, text, last):
        """When an answer was asked for, the last time, that did not tell of the correction."""
        for page in pages:
            for ask in (self.front.ask, *(one.ask for one in self._hosts())):
                asked = time.monotonic()
                answer = ask(page)
                if text not in answer[2]:
                    last = asked
        return last

    def _everywhere(self, page):
        bodies = [one.ask(page)[2] for one in self._hosts() for _ in range(3)]
        return [*bodies, self.front.ask(page).body]


def log_in(site):
    """The cookies of somebody who logged in at this host; None where that failed."""
    _, headers, body = site.ask("/admin/login/")
    token = headers["Set-Cookie"].partition(";")[0]
    form = body.decode().partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    import http.client
    from urllib.parse import urlencode

    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    told = {"csrfmiddlewaretoken": form, "username": "boss", "password": PASSWORD}
    kind = "application/x-www-form-urlencoded"
    connection.request(
        "POST", "/admin/login/", urlencode(told), {"Cookie": token, "Content-Type": kind}
    )
    answer = connection.getresponse()
    cookies = [one.partition(";")[0] for one in answer.headers.get_all("Set-Cookie", [])]
    connection.close()
    return "; ".join([token, *cookies]) if answer.status == 302 else None


def counted(got):
    """How many answers of each kind."""
    kinds = {one: got.count(one) for one in sorted(set(got), key=str)}
    return f"{len(got)} answers, {kinds}"


if __name__ == "__main__":
    wait_until(lambda: shutil.which("redis-server") and shutil.which("nginx"), 1)
    sys.exit(main())
