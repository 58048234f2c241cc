"""The site as deploy/ sets it up, behind nginx, on ports and in folders of a test's own.

The socket is held open here, as systemd does it on a server, so that the site can be stopped and
started while readers wait.
"""

import http.client
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import NamedTuple

from tests.conftest import ROOT

TEMPLATE = ROOT / "deploy" / "nginx" / "jianbao.conf"
BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
# Passes the socket on as systemd does: as file 3, to the process that is named.
TAKE = """\
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ |= {"LISTEN_FDS": "1", "LISTEN_PID": str(os.getpid())}
os.execv(sys.argv[2], sys.argv[2:])
"""


class Answer(NamedTuple):
    status: int
    headers: dict
    body: bytes


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Deployed:
    """gunicorn and nginx in `folder`; `start` and `stop` are for gunicorn alone."""

    def __init__(self, folder, workers=2, release=ROOT, **environment):
        self.folder, self.release = Path(folder), Path(release)
        self.http, self.https = free_port(), free_port()
        self.environment = os.environ | {"WEB_CONCURRENCY": str(workers)} | environment
        self.socket = socket.socket(socket.AF_UNIX)
        self.path = f"{self.folder}/site.sock"
        self.site = self.nginx = None

    def __enter__(self):
        try:
            self.socket.bind(self.path)
            self.socket.listen(4096)
            Path(self.path).chmod(0o666)
            self.start()
            self._start_nginx()
            wait_until(lambda: self.ask("/healthz").status == 200)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *problem):
        self.stop()
        if self.nginx:
            self.nginx.terminate()
            self.nginx.wait(timeout=20)
        self.socket.close()

    def start(self):
        """gunicorn of the release, with the setting file of its own."""
        python = sys.executable if self.release == ROOT else f"{self.release}/.venv/bin/python"
        config = f"{self.release}/deploy/gunicorn.conf.py"
        held = self.socket.fileno()
        with (self.folder / "site.log").open("ab") as log:
            self.site = subprocess.Popen(
                [sys.executable, "-c", TAKE, str(held)]
                + [python, "-m", "gunicorn", "--config", config],
                cwd=self.release,
                env=self.environment,
                stderr=log,
                start_new_session=True,
                pass_fds=[held],
            )

    def stop(self, how=signal.SIGTERM):
        """As systemd stops it: what is being answered is answered; SIGKILL kills all of it."""
        if self.site and self.site.poll() is None:
            (os.killpg if how == signal.SIGKILL else os.kill)(self.site.pid, how)
            self.site.wait(timeout=90)

    def reload(self):
        self.site.send_signal(signal.SIGHUP)

    def restart(self):
        self.stop()
        self.start()

    def _start_nginx(self):
        self._make_certificate()
        (self.folder / "nginx.conf").write_text(self.configuration())
        command = ["nginx", "-p", str(self.folder), "-c", "nginx.conf", "-e", "nginx.error"]
        subprocess.run([*command, "-t", "-q"], cwd=self.folder, check=True)
        self.nginx = subprocess.Popen(command, cwd=self.folder)

    def configuration(self):
        """Our template with test values, inside the least that Debian's nginx.conf has."""
        told = TEMPLATE.read_text(encoding="utf-8")
        values = {
            "HOST": "localhost", "HTTP": self.http, "HTTPS": self.https, "SOCKET": self.path,
            "STATIC": f"{self.environment['VAR_DIR']}/static", "CACHE": f"{self.folder}/cache",
            "LOG": f"{self.folder}/access.log", "CERTIFICATE": f"{self.folder}/site.crt",
            "KEY": f"{self.folder}/site.key",
        }  # fmt: skip
        for name, value in values.items():
            told = told.replace(f"@{name}@", str(value))
        left_out = () if Path("/proc/net/if_inet6").exists() else ("listen [::]",)
        left_out += () if BROTLI.exists() else ("brotli_static",)
        told = "\n".join(
            line for line in told.splitlines() if not line.strip().startswith(left_out or "\0")
        )
        module = f"load_module {BROTLI};\n" if BROTLI.exists() else ""
        user = "user root;\n" if os.getuid() == 0 else ""
        return f"""{module}{user}daemon off;
worker_processes 2;
worker_rlimit_nofile 8192;
pid {self.folder}/nginx.pid;
events {{ worker_connections 4096; }}
http {{
include /etc/nginx/mime.types;
{self._temporary()}
{told}
}}
"""

    def _temporary(self):
        kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        return "\n".join(f"{kind}_temp_path {self.folder}/{kind};" for kind in kinds)

    def _make_certificate(self):
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
             "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
             "subjectAltName=DNS:localhost", "-keyout", "site.key", "-out", "site.crt"],
            cwd=self.folder, check=True, capture_output=True,
        )  # fmt: skip

    def ask(self, path, *, tls=True, method="GET", **headers):
        """What nginx answers; over TLS, its certificate checked."""
        context = ssl.create_default_context(cafile=f"{self.folder}/site.crt") if tls else None
        connection = (
            http.client.HTTPSConnection("localhost", self.https, timeout=60, context=context)
            if tls
            else http.client.HTTPConnection("localhost", self.http, timeout=60)
        )
        try:
            fields = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, headers={"Host": "localhost"} | fields)
            response = connection.getresponse()
            return Answer(response.status, dict(response.getheaders()), response.read())
        finally:
            connection.close()

    def answer_to(self, sent, *, inside=False):
        """The status of what comes back for these very bytes, from nginx or from gunicorn itself;
        one request never gets two answers."""
        if inside:
            wire = socket.socket(socket.AF_UNIX)
            wire.connect(self.path)
        else:
            context = ssl.create_default_context(cafile=f"{self.folder}/site.crt")
            plain = socket.create_connection(("localhost", self.https), timeout=60)
            wire = context.wrap_socket(plain, server_hostname="localhost")
        with wire:
            wire.settimeout(60)
            wire.sendall(sent)
            head = wire.recv(65536)
            wire.settimeout(0.2)
            try:
                while more := wire.recv(65536):
                    head += more
            except TimeoutError:
                pass
        assert head.count(b"HTTP/1.1 ") == 1
        return int(head.split()[1])

    @contextmanager
    def hammered(self, path, clients=4):
        """While this lasts clients ask for `path` again and again, {n} in it being another number
        each time; the list of what they got, a status or an error each, is full afterwards."""
        got, going, numbers = [], [True], count()

        def ask():
            while going:
                try:
                    got.append(self.ask(path.format(n=next(numbers))).status)
                except OSError as error:
                    got.append(repr(error))
                time.sleep(0.1)  # fewer than the 50 a second that nginx takes from one address

        with ThreadPoolExecutor(clients) as pool:
            asking = [pool.submit(ask) for _ in range(clients)]
            try:
                yield got
            finally:
                going.clear()
        for one in asking:
            one.result()


def wait_until(true, seconds=60):
    """Return when `true()` is; SystemExit where it is not within so many seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if true():
                return
        except OSError:
            pass
        time.sleep(0.05)
    raise SystemExit(f"not within {seconds} s")


def prepare(folder, python=sys.executable, **environment):
    """What the site needs to start: a database with its tables. Static files are not collected."""
    shutil.rmtree(folder, ignore_errors=True)
    (Path(folder) / "static").mkdir(parents=True)
    own = {"VAR_DIR": str(folder), "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3"} | environment
    subprocess.run(
        [python, "manage.py", "migrate", "--verbosity", "0"],
        cwd=ROOT, env=os.environ | own, check=True, capture_output=True,
    )  # fmt: skip
    return own
