"""deploy/ for real, as root on Debian: install, upgrade and roll back under load, a bad release.

    .venv/bin/python -m tests.drills.install_and_upgrade

It needs ports 80 and 443, makes the user and the database jianbao where there are none, and leaves
both; the rest lies in a folder that is removed. What systemd does with the socket is done here.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

from tests.deployed import TAKE, Deployed, wait_until

ROOT = Path(__file__).resolve().parents[2]
HOST = "localhost"


class Installed(Deployed):
    """What deploy/install made of `folder`: the system's nginx in front of a socket held here."""

    http, https = 80, 443

    def __init__(self, folder):
        self.folder, self.socket, self.site = folder, socket.socket(socket.AF_UNIX), None
        self.path = f"{folder}/site.sock"
        self.socket.bind(self.path)
        self.socket.listen(4096)
        Path(self.path).chmod(0o666)
        self.asked = folder / "restart"
        self.restarts = 0
        threading.Thread(target=self._obey, daemon=True).start()

    def _obey(self):
        while True:
            if self.asked.exists():
                self.restart()
                self.restarts += 1
                self.asked.unlink()
            time.sleep(0.1)

    def start(self):
        user, held = pwd.getpwnam("jianbao"), self.socket.fileno()
        current = self.folder / "opt" / "current"
        python = f"{current}/.venv/bin/python"
        with (self.folder / "site.log").open("ab") as log:
            self.site = subprocess.Popen(
                [python, "-c", TAKE, str(held), python, "-m", "gunicorn", "--config"]
                + ["deploy/gunicorn.conf.py"],
                cwd=current.resolve(), stderr=log, pass_fds=[held], start_new_session=True,
                user=user.pw_uid, group=user.pw_gid, extra_groups=[],
                env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8"},
            )  # fmt: skip

    def run(self, command, *arguments, **options):
        """One of the scripts in deploy/, and how long it took."""
        own = {
            "JIANBAO_HOME": f"{self.folder}/opt", "JIANBAO_VAR": f"{self.folder}/var",
            "JIANBAO_ETC": f"{self.folder}/etc", "JIANBAO_SOCKET": self.path,
            "JIANBAO_RESTART": f"touch {self.asked}; while [ -e {self.asked} ]; do sleep 0.1; done",
        }  # fmt: skip
        started = time.monotonic()
        with (self.folder / "deploy.log").open("ab") as log:
            done = subprocess.run(
                [command, *arguments], env=os.environ | own, stdout=log, stderr=log, check=False
            )
        seconds = time.monotonic() - started
        told = [Path(command).name, *arguments]
        say(f"{' '.join(map(str, told))}: exit {done.returncode}, {seconds:.0f} s")
        return done.returncode

    def release(self):
        return (self.folder / "opt" / "current").resolve().name

    @contextmanager
    def nobody_notices(self):
        """While this lasts, four clients ask all the time; every answer has to be 200."""
        with self.hammered("/healthz") as got:
            yield
        say(f"    meanwhile {len(got)} requests: {dict(Counter(got))}")
        assert set(got) == {200}


def say(text):
    print(text, flush=True)  # noqa: T201


def copied(folder, name):
    """The program as it is committed, in a folder of its own."""
    into = folder / name
    into.mkdir()
    packed = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, check=True, capture_output=True)
    subprocess.run(["tar", "-xf", "-", "-C", into], input=packed.stdout, check=True)
    return into


def drill(folder):
    site = Installed(folder)
    program = copied(folder, "program")
    try:
        assert site.run(program / "deploy/install", "--host", HOST) == 0
        shutil.copy(folder / "etc/tls/site.crt", folder / "site.crt")
        wait_until(lambda: site.ask("/").status == 200)
        first = site.release()
        assert site.run(program / "deploy/install", "--host", HOST) == 0  # again: nothing changes
        assert site.release() == first
        assert site.ask("/", tls=False).headers["Location"] == f"https://{HOST}/"
        with site.nobody_notices():
            assert site.run(program / "deploy/upgrade") == 0
        second = site.release()
        assert second != first
        with site.nobody_notices():
            assert site.run(program / "deploy/rollback") == 0
        assert site.release() == first
        bad = copied(folder, "bad")
        (bad / "nhb_site" / "health.py").write_text("def readyz(request):\n    raise OSError\n")
        assert site.run(program / "deploy/upgrade", str(bad), "--no-backup") == 1
        assert site.release() == first
        assert site.ask("/").status == 200
    finally:
        site.stop()
        Path("/etc/nginx/sites-enabled/jianbao").unlink(missing_ok=True)
        subprocess.run(["nginx", "-s", "reload"], check=False)
    say(f"held: {site.restarts} restarts, no request lost, a bad release taken back")


if __name__ == "__main__":
    if os.getuid() != 0:
        sys.exit("run it as root on a Debian that may be changed")
    with tempfile.TemporaryDirectory(prefix="nhb-drill-") as place:
        Path(place).chmod(0o755)
        try:
            drill(Path(place))
        except BaseException:
            for log in ("deploy.log", "site.log"):
                if Path(place, log).exists():
                    lines = Path(place, log).read_text(encoding="utf-8").splitlines()
                    say("\n".join([f"--- {log}", *lines[-15:]]))
            raise
