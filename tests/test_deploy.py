"""The site as deploy/ sets it up: our nginx site file, our gunicorn settings, a held socket."""

import gzip
import json
import signal
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import ROOT, program
from tests.deployed import BROTLI, Deployed, free_port, prepare, wait_until

pytestmark = [pytest.mark.once, pytest.mark.first]


@pytest.fixture
def site(tmp_path):
    program("nginx")
    program("openssl")
    own = prepare(
        tmp_path / "var",
        SECRET_KEY="only for the tests",
        METRICS_DIR=str(tmp_path / "metrics"),
        METRICS_ADDRESS=f"127.0.0.1:{free_port()}",
    )
    for folder in ("nginx", "metrics"):
        (tmp_path / folder).mkdir()
    with Deployed(tmp_path / "nginx", **own) as site:
        yield site


def press(folder):
    """A static file and what collectstatic lays beside it; the pressed ones tell who they are."""
    plain = b"/* plain */" + b" " * 2000
    (folder / "site.0123456789ab.css").write_bytes(plain)
    (folder / "site.0123456789ab.css.gz").write_bytes(gzip.compress(plain))
    (folder / "site.0123456789ab.css.br").write_bytes(b"pressed by brotli")
    return plain


def test_behind_nginx(site, tmp_path):
    _pages_are_kept_for_a_moment(site)
    _static_files_are_sent_as_they_lie_there(site, press(tmp_path / "var" / "static"))
    _what_is_ones_own_is_never_kept(site)
    _what_is_not_for_everybody_is_not_there(site)
    _prometheus_is_told_on_a_port_of_its_own(site)
    _broken_requests_get_one_plain_answer(site)
    _no_reader_sees_a_restart(site)
    _kept_pages_outlive_the_site(site)
    _the_log_is_json(site)


def _pages_are_kept_for_a_moment(site):
    assert site.ask("/", tls=False).headers["Location"] == "https://localhost/"

    def kept():
        return [site.ask("/").headers["X-Cache"] for _ in range(3)][-1] == "HIT"

    wait_until(kept)
    page = site.ask("/")
    assert (page.status, "X-Accel-Expires" in page.headers) == (200, False)
    assert page.headers["Cache-Control"] == "no-cache"
    packed = site.ask("/", Accept_Encoding="br, gzip")
    assert gzip.decompress(packed.body) == page.body
    tag = {"If_None_Match": page.headers["ETag"]}
    assert site.ask("/", **tag).status == 304
    assert [page.headers["Server"], len(page.headers["X-Request-ID"])] == ["nginx", 32]
    numbers = [site.ask(path).headers["X-Request-ID"] for path in ("/", "/", "/healthz")]
    assert len(set(numbers)) == 3


def _static_files_are_sent_as_they_lie_there(site, plain):
    path = "/static/site.0123456789ab.css"
    told = {name: site.ask(path, Accept_Encoding=name) for name in ("identity", "gzip", "br, gzip")}
    assert told["identity"].body == plain
    assert gzip.decompress(told["gzip"].body) == plain
    if BROTLI.exists():
        assert told["br, gzip"].body == b"pressed by brotli"
    for answer in told.values():
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert site.ask("/static/nothing.css").status == 404


def _what_is_ones_own_is_never_kept(site):
    for path, headers in (
        ("/admin/login/", {}),
        ("/report/?page=/", {}),
        ("/", {"Cookie": "a=b; sessionid=x"}),
        ("/healthz", {}),
    ):
        told = [site.ask(path, **headers) for _ in range(2)]
        assert [one.status for one in told] == [200, 200]
        assert not {one.headers.get("X-Cache") for one in told} & {"HIT", "STALE"}, path


def _what_is_not_for_everybody_is_not_there(site):
    assert [site.ask(path).status for path in ("/readyz", "/metrics")] == [404, 404]


@contextmanager
def metrics_of(site):
    """Asks the port of Prometheus while the command is running: {line: value} of what it tells."""
    address = f"http://{site.environment['METRICS_ADDRESS']}/metrics"

    def told():
        with urllib.request.urlopen(address, timeout=30) as answer:
            lines = [line for line in answer.read().decode().splitlines() if line[:1] != "#"]
        return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines)}

    command = [sys.executable, "manage.py", "metrics"]
    with subprocess.Popen(
        command, cwd=ROOT, env=site.environment, stdout=subprocess.DEVNULL
    ) as running:
        try:
            wait_until(told)
            yield told
        finally:
            running.terminate()


def _prometheus_is_told_on_a_port_of_its_own(site):
    """Both workers count in one place; workers that come after go on in the same files."""
    labels = 'kept="no",method="GET",page="/healthz",status="200"'
    counted = f"nhb_requests_total{{{labels}}}"
    folder = Path(site.environment["METRICS_DIR"])
    with metrics_of(site) as told:
        before = told()[counted]
        site.reload()
        assert [site.ask("/healthz").status for _ in range(30)] == [200] * 30
        after = told()
    assert after[counted] == before + 30
    assert after['nhb_request_seconds_count{page="/healthz"}'] == before + 30
    assert [after['nhb_check{check="database"}'], after['nhb_check{check="backup"}']] == [0, 2]
    slots = {path.stem.rpartition("_")[2] for path in folder.iterdir()}
    assert slots <= {"0", "1", "2", "3"}


GET, POST, HOST = b"GET / HTTP/1.1\r\n", b"POST / HTTP/1.1\r\n", b"Host: localhost\r\n"
CHUNKED, LENGTH = b"Transfer-Encoding: chunked\r\n", b"Content-Length: %b\r\n"
# What nginx answers, and what gunicorn would if it were asked itself.
BROKEN = {
    POST + HOST + LENGTH % b"4" + CHUNKED + b"\r\n0\r\n\r\n": (400, 400),
    POST + HOST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n": (501, 501),
    POST + HOST + CHUNKED + b"\r\nZZ\r\n": (400, 403),
    POST + HOST + LENGTH % b"1" + LENGTH % b"2" + b"\r\nab": (400, 400),
    POST + HOST + LENGTH % b"-1" + b"\r\n": (400, 400),
    POST + HOST + LENGTH % b"+1" + b"\r\na": (400, 400),
    GET + HOST + b"X-A: 1\r\n b: 2\r\n\r\n": (400, 400),
    GET + HOST + b"X-A: a\0b\r\n\r\n": (400, 400),
    GET + HOST + b"Host: evil.example\r\n\r\n": (400, 400),
    GET + b"Host : localhost\r\n\r\n": (400, 400),
    GET + b"Host: localhost/evil\r\n\r\n": (400, 400),
    GET + b"\r\n": (400, 400),
    GET + HOST + b"".join(b"X-%d: 1\r\n" % n for n in range(101)) + b"\r\n": (431, 431),
    b"GET /?" + b"a" * 9000 + b" HTTP/1.1\r\n" + HOST + b"\r\n": (414, 414),
    b"GET http://evil.example/ HTTP/1.1\r\n" + HOST + b"\r\n": (200, 200),
    b"CONNECT evil.example:443 HTTP/1.1\r\n" + HOST + b"\r\n": (400, 404),
    b"get / HTTP/1.1\r\n" + HOST + b"\r\n": (400, 400),
    b"GET / HTTP/9.9\r\n" + HOST + b"\r\n": (505, 400),
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n": (400, 400),
    b"\x16\x03\x01\x00\xa5\x01\x00\x00\r\n\r\n": (400, 400),
}


def _broken_requests_get_one_plain_answer(site):
    found = {sent: (site.answer_to(sent), site.answer_to(sent, inside=True)) for sent in BROKEN}
    assert found == BROKEN
    assert b"evil" not in site.ask("/").body


def _no_reader_sees_a_restart(site):
    with site.hammered("/healthz") as got:
        for change in (site.reload, site.restart):
            change()
            before = len(got)
            wait_until(lambda before=before: len(got) > before + 40)
    assert set(got) == {200}


def _kept_pages_outlive_the_site(site):
    before = site.ask("/")
    site.stop(signal.SIGKILL)
    site.socket.close()
    wait_until(lambda: site.ask("/").headers["X-Cache"] == "STALE")
    stale = site.ask("/")
    assert (stale.status, stale.body) == (200, before.body)
    closed = site.ask("/stats/")
    assert (closed.status, closed.headers["Retry-After"]) == (503, "30")
    assert "暂时不能使用" in closed.body.decode()


def _the_log_is_json(site):
    lines = (site.folder / "access.log").read_text(encoding="utf-8").splitlines()
    told = [json.loads(line) for line in lines]
    assert {"HIT", "STALE"} < {one["cache"] for one in told}
    assert all(len(one["request_id"]) == 32 for one in told)
    lines = (site.folder / "site.log").read_text(encoding="utf-8").splitlines()
    assert {"gunicorn.error"} <= {json.loads(line)["logger"] for line in lines}
