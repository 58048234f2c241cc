"""A copy of the whole public site as plain files, for any server of files, or none at all.

Pages are asked of the site itself, from the sitemaps on by every link, and their links made lead
to files. What takes a program, search and reports, leads to the running site where it is known.
"""

import html
import json
import posixpath
import re
import shutil
from collections import deque
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.conf import settings
from django.test import Client
from django.utils import timezone
from django.utils.encoding import iri_to_uri

from news.models import Issue

MADE = "static-copy.json"  # what tells a former copy from somebody's folder
_START = ("/", "/sitemap.xml", "/robots.txt")
_LATEST = "/issues/latest/"  # linked nowhere, and not there before the first issue
# These take a program; so do sorting, filtering and all else that comes by a query but for pages.
_LIVE = re.compile(r"(/elder(/xl)?)?/(admin|api|report|search|preview|healthz|readyz)(/|$)")
_LEAVING = "/leaving/"
_LINK = re.compile(r'(\s(?:href|src|action|data-src|poster)=")(/(?!/)[^"]*)(")')
_LOCATION = re.compile(r"<loc>([^<]+)</loc>")
_GONE = 410  # a withdrawn issue says so on a page of its own


class NotCopied(Exception):
    """The folder cannot be written to, or pages could not be had; the message tells which."""


class StaticCopy:
    """Call `write` once. With `relative` the copy may lie at any address, or open from a disk."""

    def __init__(self, folder, live="", relative=True):
        self.folder, self.live, self.relative = Path(folder), live, relative
        secure = settings.SITE_URL.startswith("https:") or settings.SECURE_SSL_REDIRECT
        host = urlsplit(settings.SITE_URL).netloc or "localhost"
        self.client = Client(headers={"host": host})
        self.extra = {"secure": secure}
        self.seen, self.waiting, self.failed = set(), deque(), []

    def write(self):
        """Make the copy beside the folder and put it in its place; how many files it has."""
        if not Path(settings.STATIC_ROOT).is_dir():
            raise NotCopied("没有收集过静态文件：先运行 manage.py collectstatic。")
        known = {path.name for path in self.folder.iterdir()} if self.folder.exists() else set()
        if known and MADE not in known:
            raise NotCopied(f"{self.folder} 里有别的东西，不是以前的副本：换一个文件夹。")
        fresh = self.folder.with_name(f".{self.folder.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        pressed = shutil.ignore_patterns("*.gz", "*.br", "staticfiles.json")
        shutil.copytree(settings.STATIC_ROOT, fresh / "static", ignore=pressed)
        self._crawl(fresh)
        if self.failed:
            shutil.rmtree(fresh)
            raise NotCopied("有网页没有取到，没有换上新的副本：\n" + "\n".join(self.failed))
        told = {"at": timezone.localtime().isoformat(timespec="seconds"), "pages": len(self.seen)}
        (fresh / MADE).write_text(json.dumps(told), encoding="utf-8")
        shutil.rmtree(self.folder, ignore_errors=True)
        fresh.rename(self.folder)
        return len(self.seen)

    def _crawl(self, fresh):
        lost = self.client.get("/404/", **self.extra)
        # It is shown at any depth, so its links cannot be relative.
        page = self._led(lost.content.decode(), None)
        (fresh / "404.html").write_text(page, encoding="utf-8")
        latest = [_LATEST] if Issue.objects.published().exists() else []
        for address in (*_START, *latest):
            self._want(address)
        while self.waiting:
            self._copy(self.waiting.popleft(), fresh)

    def _want(self, address):
        if address not in self.seen:
            self.seen.add(address)
            self.waiting.append(address)

    def _copy(self, address, fresh):
        response = self.client.get(address, **self.extra)
        path = fresh / file_of(address)
        path.parent.mkdir(parents=True, exist_ok=True)
        kind = response.headers.get("Content-Type", "")
        if response.status_code in {301, 302}:
            target = self._target(response["Location"], address)
            path.write_text(_sent_on(target), encoding="utf-8")
        elif response.status_code not in {200, _GONE}:
            self.failed.append(f"{response.status_code} {address}")
        elif kind.startswith("text/html"):
            page = self._led(response.getvalue().decode(), address)
            path.write_text(page, encoding="utf-8")
        else:
            with path.open("wb") as file:
                file.writelines(response)
            if address.startswith("/sitemap") and "xml" in kind:
                for location in _LOCATION.findall(path.read_text(encoding="utf-8")):
                    self._target(urlsplit(html.unescape(location)).path, address)

    def _led(self, page, address):
        """The page with its links led to files, which are wanted now."""

        def led(found):
            before, link, after = found.groups()
            lead = self._live if before.strip() == 'action="' else self._target
            return f"{before}{html.escape(lead(html.unescape(link), address))}{after}"

        return _LINK.sub(led, page)

    def _target(self, link, address):
        """Where a link on the page at `address` leads in the copy."""
        parts = urlsplit(link)
        path = iri_to_uri(parts.path)
        if path.startswith(settings.STATIC_URL):
            return self._from(unquote(path.lstrip("/")), address, path)
        if _LIVE.match(path):
            return self._live(link, address)
        if parts.query and not _is_kept(path, parts.query):
            return self._live(link, address)
        wanted = f"{path}?{parts.query}" if parts.query else path
        self._want(wanted)
        shown = wanted if not parts.query else f"/{file_of(wanted)}"
        end = f"#{parts.fragment}" if parts.fragment else ""
        return self._from(file_of(wanted), address, shown) + end

    def _live(self, link, address):
        return self.live + link if self.live else self._from("404.html", address, "/404.html")

    def _from(self, file, address, shown):
        if not self.relative or address is None:
            return shown
        return iri_to_uri(posixpath.relpath(file, posixpath.dirname(file_of(address)) or "."))


def file_of(address):
    """The file in the copy that an address is kept in."""
    parts = urlsplit(address)
    path = unquote(parts.path).lstrip("/")
    if parts.path.endswith(_LEAVING) and parts.query:
        return f"{path}{sha256(parts.query.encode()).hexdigest()[:16]}.html"
    if parts.query:
        return f"{path}page-{dict(parse_qsl(parts.query))['page']}.html"
    return f"{path}index.html" if not path or path.endswith("/") else path


def _is_kept(path, query):
    """Whether a query makes a page in the copy: one of a long list, or the way to another site."""
    if path.endswith(_LEAVING):
        return True
    asked = parse_qsl(query, keep_blank_values=True)
    return len(asked) == 1 and asked[0][0] == "page" and asked[0][1].isdecimal()


def _sent_on(target):
    told = html.escape(target)
    return (
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>转到新地址</title>'
        f'<meta http-equiv="refresh" content="0; url={told}"><a href="{told}">转到新地址</a></html>'
    )
