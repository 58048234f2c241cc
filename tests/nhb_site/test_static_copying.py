import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from django.core.management import CommandError, call_command

from nhb_site.static_copying import file_of
from tests.builders import make_issue, make_table
from tests.web import crawled

pytestmark = pytest.mark.django_db

LINK = re.compile(r'\s(?:href|src|action)="([^"#]+)')


@pytest.fixture
def folder(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "collected"
    (settings.STATIC_ROOT / "css").mkdir(parents=True)
    (settings.STATIC_ROOT / "css" / "site.css").write_text("/* */")
    (settings.STATIC_ROOT / "css" / "site.css.gz").write_text("")
    return tmp_path / "copy"


def files(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def dead(folder):
    """Links of the copy that lead to no file in it, nor to another site."""
    wrong = set()
    for path in folder.rglob("*.html"):
        for link in LINK.findall(path.read_text(encoding="utf-8")):
            parts = urlsplit(link)
            if parts.scheme or link.startswith("/static/") or "static/" in link:
                continue  # the tests collect no static files
            base = folder if parts.path.startswith("/") else path.parent
            target = base / unquote(parts.path).lstrip("/")
            if not (target.is_file() or (target / "index.html").is_file()):
                wrong.add((str(path.relative_to(folder)), link))
    return wrong


@pytest.mark.once
@pytest.mark.parametrize("absolute", [False, True])
def test_the_copy_has_all_pages_and_files_and_its_links_hold(client, folder, absolute):
    make_issue(2024, 9, tables=[make_table()], articles=["头条"])
    call_command("static_copy", str(folder), absolute=absolute, live="https://jianbao.example.cn")
    there = files(folder)
    live = re.compile(r"[?]|/api/|/search/")
    expected = {file_of(one) for one in crawled(client) if not live.search(one)}
    assert expected - there == set()
    assert {
        "index.html", "404.html", "sitemap.xml", "robots.txt", "issues/2024/9/index.html",
        "issues/2024/9.pdf", "stats/bookings/2024-08.csv", "static/css/site.css",
        "elder/index.html",
    } <= there  # fmt: skip
    assert "static/css/site.css.gz" not in there
    assert {
        name for name in there if name.startswith(("admin", "api", "search", "report"))
    } == set()
    assert dead(folder) == set()
    pdf = client.get("/issues/2024/9.pdf").getvalue()
    assert (folder / "issues/2024/9.pdf").read_bytes() == pdf
    home = (folder / "index.html").read_text(encoding="utf-8")
    assert 'action="https://jianbao.example.cn/search/"' in home
    latest = (folder / "issues/latest/index.html").read_text(encoding="utf-8")
    wanted = "/issues/2024/9/" if absolute else "../2024/9/index.html"
    assert f'url={wanted}"' in latest


def test_only_a_former_copy_is_replaced(folder):
    call_command("static_copy", str(folder), live="")
    (folder / "old.html").write_text("")
    call_command("static_copy", str(folder), live="")
    assert "old.html" not in files(folder)
    other = Path(f"{folder}-of-somebody")
    other.mkdir()
    (other / "file").write_text("")
    with pytest.raises(CommandError, match="里有别的东西，不是以前的副本"):
        call_command("static_copy", str(other))
    assert files(other) == {"file"}
