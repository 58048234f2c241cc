"""The site with an archive of 151 issues, as it is run, for drills of load.

Readers come from as many addresses as they say in X-Reader, which nginx believes in these drills
alone: the limits of deploy/ count for each of them.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.deployed import Deployed, free_port, wait_until
from tests.drills.machines import alone
from tests.drills.serving import ROOT

CONFIG = ROOT / "deploy" / "gunicorn.conf.py"
COMMON = {
    "SECRET_KEY": "only for the drill",
    "DJANGO_SETTINGS_MODULE": "nhb_site.settings",
}


class Place(NamedTuple):
    """Where the site of a drill lies: its folder, its database, what its processes are told."""

    folder: Path
    database: str
    environment: dict

    def behind_nginx(self, **told):
        return Fronted(Path(tempfile.mkdtemp(dir=self.folder)), **self.environment, **told)

    def bare(self, **told):
        """gunicorn alone, every page made anew."""
        return Bare(self.folder, self.environment | {"HOT_PAGES_MB": "0"} | told)


@contextmanager
def place(archive, database):
    """A Place with a copy of the archive in `archive`; this process is told of it, too."""
    folder = Path(tempfile.mkdtemp(prefix="loads-"))
    folder.chmod(0o755)
    try:
        shutil.copy(archive / "db.sqlite3", folder)
        shutil.copytree(archive / "media", folder / "media")
        (folder / "static").symlink_to(archive / "static")
        own = COMMON | {
            "VAR_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            "METRICS_DIR": tempfile.mkdtemp(dir=folder),
        }
        with served(folder, database, own) as own:
            os.environ.update(own)
            import django

            django.setup()
            yield Place(folder, database, own)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def served(folder, database, own):
    """The environment with the database that was asked for."""
    if database == "sqlite":
        yield own
        return
    with alone(folder) as server:
        manage(own, "move_database", "--to", server.url)
        server.run("vacuumdb", "--quiet", "--analyze", "-h", server.socket, "postgres")
        yield own | {"DATABASE_URL": server.url}


def manage(own, *arguments):
    command = [sys.executable, "manage.py", *arguments]
    subprocess.run(command, cwd=ROOT, env=os.environ | own, check=True, stdout=subprocess.DEVNULL)


class Fronted(Deployed):
    """The site behind the nginx of deploy/, which serves pages without TLS, too."""

    def __init__(self, folder, **environment):
        super().__init__(folder, workers=4, **environment)
        self.plain = free_port()
        self.addresses = {
            "http": f"http://127.0.0.1:{self.plain}",
            "https": f"https://127.0.0.1:{self.https}",
        }

    def configuration(self):
        told = (
            super()
            .configuration()
            .replace(
                "worker_connections 4096",
                "worker_connections 768",  # as Debian has it
            )
        )
        believe = "set_real_ip_from 127.0.0.1;\nset_real_ip_from ::1;\nreal_ip_header X-Reader;"
        listen = f"listen {self.https} ssl http2;"
        told = told.replace("http {\n", f"http {{\n{believe}\n", 1)
        return told.replace(listen, f"listen {self.plain};\n{listen}")

    def workers(self):
        return children(self.site.pid)

    def wrong(self):
        """What was answered to readers that is an error: {status and path: how often}."""
        with (self.folder / "access.log").open() as log:
            lines = map(json.loads, log)
            told = ((one["status"], one["uri"].partition("?")[0]) for one in lines)
            # 499: who asked went away.
            return Counter(one for one in told if one[0] >= 400 and one[0] != 499)


class Bare:
    """gunicorn as deploy/ has it, on a port of its own."""

    def __init__(self, folder, environment):
        self.folder, self.environment = folder, environment
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"

    def __enter__(self):
        with (self.folder / "bare.log").open("ab") as log:
            self.site = subprocess.Popen(
                [sys.executable, "-m", "gunicorn", "--config", CONFIG],
                cwd=ROOT,
                env=os.environ
                | self.environment
                | {"BIND": f"127.0.0.1:{self.port}", "WEB_CONCURRENCY": "4"},
                stderr=log,
                start_new_session=True,
            )
        wait_until(self.answers)
        return self

    def __exit__(self, *problem):
        self.site.terminate()
        self.site.wait(timeout=90)

    def answers(self):
        from urllib.request import urlopen

        return urlopen(f"{self.address}/healthz", timeout=10).status == 200

    def workers(self):
        return children(self.site.pid)


def children(process):
    """The processes that a process has started and that are there still."""
    return [
        int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()
    ]


def resident(process):
    """Megabytes of memory of a process; 0 where it is gone."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def open_files(process):
    return len(os.listdir(f"/proc/{process}/fd"))  # noqa: PTH208 - the names are not asked for
