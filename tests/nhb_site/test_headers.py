"""The headers of every answer, reckoned up as Mozilla's HTTP Observatory does."""

import os
import re
import subprocess
import sys
from base64 import standard_b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from django.http import HttpResponse
from lxml import html

from nhb_site.headers import guarded
from tests.builders import make_issue, make_table
from tests.desk import make_staff
from tests.web import crawled

ROOT = Path(__file__).resolve().parents[2]
HALF_A_YEAR, A_YEAR = 15_552_000, 31_536_000
PUBLIC = ["/", "/issues/2024/9/articles/1/", "/stats/bookings/2024-08/", "/search/?q=预约"]


@pytest.fixture
def https(settings):
    """What HTTPS=true sets; `check --deploy` below asks the settings file itself."""
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_SSL_REDIRECT = settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    settings.SECURE_HSTS_SECONDS = 2 * A_YEAR
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True


@pytest.fixture
def issue(db):
    return make_issue(2024, 9, tables=[make_table()], articles=["头条"])


def directives(answer):
    parts = [part.split() for part in answer["Content-Security-Policy"].split(";")]
    return {name: values for name, *values in parts}


def of_scripts(policy):
    unsafe = {"'unsafe-inline'", "'unsafe-eval'", "data:", "*"}
    if unsafe & set(policy["script-src"]):
        return -20
    if unsafe & set(policy["style-src"]):
        return 0
    return 10 if policy["default-src"] == ["'none'"] else 5


def of_cookies(answer):
    """Nothing for none; else all Secure, HttpOnly and SameSite."""
    if not answer.cookies:
        return 0
    kept = [
        bool(one["secure"] and one["httponly"] and one["samesite"])
        for one in answer.cookies.values()
    ]
    return 5 if all(kept) else -40


def of_https(client, path, answer):
    seconds = int(re.match(r"max-age=(\d+)", answer["Strict-Transport-Security"])[1])
    plain = client.get(path)
    sent = (plain.status_code, plain["Location"][:8]) == (301, "https://")
    return (0 if seconds >= HALF_A_YEAR else -10) + (0 if sent else -20)


def of_assets(answer):
    """Nothing where all scripts are the site's own; they would need digests for more."""
    sources = html.document_fromstring(answer.content.decode()).xpath("//script/@src")
    return 0 if all(source.startswith("/") and source[:2] != "//" for source in sources) else -50


WANTED = {
    "Referrer-Policy": ({"no-referrer", "same-origin", "strict-origin"}, 5),
    "X-Content-Type-Options": ({"nosniff"}, 0),
    "X-Frame-Options": ({"DENY", "SAMEORIGIN"}, 5),
    "Cross-Origin-Resource-Policy": ({"same-origin", "same-site"}, 10),
    "Cross-Origin-Opener-Policy": ({"same-origin"}, 10),
    "Cross-Origin-Embedder-Policy": ({"require-corp", "credentialless"}, 10),
}


def score(client, path):
    """The points of MDN's table for the page at `path`, from 100."""
    answer = client.get(path, secure=True)
    assert answer.status_code == 200, path
    points = sum(points if answer[name] in good else -20 for name, (good, points) in WANTED.items())
    return 100 + points + sum((
        of_scripts(directives(answer)),
        of_cookies(answer),
        of_https(client, path, answer),
        of_assets(answer),
    ))  # fmt: skip


def test_its_pages_have_nearly_all_points_there_are(client, issue, https):
    staff = make_staff()
    told = {path: score(client, path) for path in [*PUBLIC, "/admin/login/"]}
    client.force_login(staff)
    told["/admin/"] = score(client, "/admin/")
    # All but the five for digests on scripts; for cookies where there are none; and on the desk
    # the ten for styles, which its text editor writes inline.
    assert told == dict.fromkeys(PUBLIC, 150) | {"/admin/login/": 145, "/admin/": 145}


def test_browsers_remember_https_for_long(client, issue, https):
    answer = client.get("/", secure=True)
    assert answer["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"


def test_the_policy_of_a_page_in_full(client, issue):
    assert directives(client.get("/")) == {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }


@pytest.mark.once
def test_pages_set_no_cookie_and_open_data_may_be_read_from_anywhere(client, issue):
    for address in crawled(client, aside=("/elder/", "/report/", "/static/")):
        answer = client.get(address, follow=True)
        answer.getvalue()
        is_page = answer["Content-Type"].startswith("text/html")
        assert (list(answer.cookies), answer.get("Access-Control-Allow-Origin")) == (
            [],
            None if is_page else "*",
        ), address
        assert "Access-Control-Allow-Credentials" not in answer, address
        is_file = "attachment" in answer.get("Content-Disposition", "")
        assert not (is_file and is_page), address
        assert ("sandbox" in directives(answer)) is not is_page, address


def test_the_desk_is_kept_nowhere_and_read_by_nobody_else(client, issue):
    client.force_login(make_staff())
    for address in ("/admin/", "/admin/jsi18n/", "/admin/news/issue/export/csv/", "/admin/none/"):
        answer = client.get(address)
        answer.getvalue()
        assert "no-store" in answer["Cache-Control"], address
        assert "Access-Control-Allow-Origin" not in answer, address
        assert answer["Cross-Origin-Resource-Policy"] == "same-origin", address


def test_the_one_inline_script_of_the_desk_is_the_one_allowed(client, db):
    client.force_login(make_staff())
    draft = make_issue(2024, 10, state="draft")
    answer = client.get(f"/admin/news/article/{draft.articles.get().pk}/change/")
    page = html.document_fromstring(answer.content.decode())
    [script] = page.xpath("//script[not(@src) and not(@type='application/json')]")
    assert script.get("type") == "importmap"
    [digest] = [value for value in directives(answer)["script-src"] if "sha256" in value]
    assert digest == f"'sha256-{digest_of(script.text)}'"


def digest_of(text):
    return standard_b64encode(sha256(text.encode()).digest()).decode()


def test_what_a_view_says_itself_stands(rf):
    said = {"Content-Security-Policy": "default-src 'self'"}
    answer = guarded(lambda request: HttpResponse(headers=said))(rf.get("/"))
    assert answer["Content-Security-Policy"] == "default-src 'self'"


def test_django_has_no_doubts_about_a_site_with_https(tmp_path):
    env = os.environ | {"HTTPS": "true", "VAR_DIR": str(tmp_path), "SECRET_KEY": ""}
    del env["DJANGO_ALLOW_ASYNC_UNSAFE"]  # the tests' own
    asked = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(asked, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 0
