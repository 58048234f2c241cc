"""What any test may ask for: the two real issues, a browser, LibreOffice, a media folder."""

import os
import shutil
from importlib import import_module
from pathlib import Path

import hypothesis
import pytest
from playwright.sync_api import expect, sync_playwright

ROOT = Path(__file__).resolve().parents[1]

# Slow is not wrong on a busy machine. All else stays as Hypothesis chose it, in CI or elsewhere.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")

CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--no-first-run",
)


def program(*names):
    """The first of these programs on the PATH; without one the test is left out and says so."""
    for name in names:
        if path := shutil.which(name):
            return path
    return pytest.skip(f"not installed: {' or '.join(names)}")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """pytest-django's test database; before it is dropped, the sessions left on it are ended.

    It lets go of its audit log: after a test with transactions of its own everything is emptied.
    """
    from nhb_site import appending  # Django is not yet set up when this file is read

    with django_db_blocker.unblock():
        appending.unguard()
    yield
    from django.db import connection  # Django is not yet set up when this file is read

    # A thread of live_server may still hold its connection, and PostgreSQL then drops nothing.
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def content_types(request):
    """Kinds of records read anew where earlier tests emptied the database: their ids are others."""
    if {"live_server", "page", "phone", "transactional_db"} & set(request.fixturenames):
        from django.contrib.contenttypes.models import ContentType  # Django is not set up above

        ContentType.objects.clear_cache()


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """The folder uploads go to, each test its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Argon2 takes a quarter of a second for each password, and hundreds are made here."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def empty_cache():
    """Nothing that an earlier test counted or remembered, and nobody has asked in this minute."""
    from django.core.cache import cache  # Django is not yet set up when this file is read

    cache.clear()


@pytest.fixture
def catalogue(db):
    """The institutions, families and layouts of stats/catalogue.yaml in the database."""
    from stats.catalogue import load_catalogue  # Django is not yet set up when this file is read

    return load_catalogue()


@pytest.fixture
def sample_issues(catalogue):
    """The sample issues of 2020 and 2024 as records, not published."""
    from news.importing import ingest

    return [ingest(path) for path in sorted((ROOT / "news" / "samples").glob("[0-9]*"))]


@pytest.fixture
def roles(db):
    """The five roles by name, made again where an earlier test has emptied the database."""
    from django.apps import apps  # Django is not yet set up when this file is read
    from django.contrib.auth.models import Group

    if not Group.objects.exists():
        for app in ("news", "nhb_site"):
            for path in sorted((ROOT / app / "migrations").glob("*_roles.py")):
                import_module(f"{app}.migrations.{path.stem}").grant(apps, None)
    return {group.name: group for group in Group.objects.all()}


@pytest.fixture(scope="session")
def bulletins():
    """The folder of the two real issues: shared/bulletins beside the checkout."""
    folder = Path(os.environ.get("BULLETINS_DIR", ROOT.parent / "shared" / "bulletins"))
    if not folder.is_dir():
        pytest.skip(f"the real issues are not at {folder} (BULLETINS_DIR tells another place)")
    return folder


@pytest.fixture(scope="session")
def soffice():
    """The LibreOffice program."""
    return program("soffice", "libreoffice")


@pytest.fixture(scope="session")
def browser():
    """One Chromium for the whole run."""
    path = program("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    expect.set_options(timeout=30_000)  # ms, as all else that waits: machines may be busy
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM)
        yield browser
        browser.close()


HANDLER = "Executing inline event handler"  # how Chromium begins to say that it does not


def opened(browser, address, **options):
    """A page in a window of its own; afterwards, proof that it asked nothing of other hosts, and
    nothing that our own policy forbids."""
    with browser.new_context(locale="zh-CN", **options) as context:
        asked, said = [], []
        context.on("request", lambda request: asked.append(request.url))
        context.on("console", lambda message: said.append(message.text))
        yield context.new_page()
    elsewhere = [url for url in asked if not url.startswith((address, "data:", "blob:"))]
    assert elsewhere == []
    # Handlers in attributes are others': what was pasted, a grid whose corner is as well without.
    # That ours are none is to be seen in the templates (test_house.py).
    forbidden = [text for text in said if "Content Security Policy" in text]
    assert [text for text in forbidden if not text.startswith(HANDLER)] == []


@pytest.fixture
def page(browser, live_server):
    """A page on a desktop screen, beside live_server."""
    yield from opened(browser, live_server.url, viewport={"width": 1366, "height": 768})


@pytest.fixture
def phone(browser, live_server):
    """A page on a phone 390 pixels wide, beside live_server."""
    size = {"width": 390, "height": 844}
    yield from opened(browser, live_server.url, viewport=size, is_mobile=True, has_touch=True)
