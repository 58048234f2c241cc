"""A Wagtail site: an index of issues, and pages of rich text and tables, as its tutorial has them.

Made once by `python wagtail_site.py`, which fills the file that SITE names.
"""

import json
import os
import sqlite3
import sys

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application

BASE = (
    "{% load static wagtailcore_tags wagtailuserbar %}<!DOCTYPE html><html lang='zh'><head>"
    "<title>{{ page.title }}</title></head><body>{% wagtailuserbar %}<h1>{{ page.title }}</h1>"
)
ISSUE = BASE + "{% for block in page.body %}{% include_block block %}{% endfor %}</body></html>"
INDEX = BASE + (
    "{% for post in page.get_children.live %}<h2><a href='{% pageurl post %}'>{{ post.title }}"
    "</a></h2>{{ post.specific.intro }}{% endfor %}</body></html>"
)
SEARCH = BASE + (
    "{% for one in found %}<li><a href='{% pageurl one %}'>{{ one }}</a></li>{% endfor %}"
    "共 {{ total }} 期</body></html>"
)

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["*"],
        SECRET_KEY="only for the benchmark",
        ROOT_URLCONF="wagtail_urls",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        STATIC_URL="/static/",
        WAGTAIL_SITE_NAME="简报",
        WAGTAILADMIN_BASE_URL="http://localhost",
        INSTALLED_APPS=[
            "bulletin", "wagtail.contrib.table_block", "wagtail.sites", "wagtail.users",
            "wagtail.search", "wagtail.images", "wagtail.documents", "wagtail.admin", "wagtail",
            "modelcluster", "taggit", "django.contrib.admin", "django.contrib.auth",
            "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages",
            "django.contrib.staticfiles",
        ],
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
            "django.middleware.security.SecurityMiddleware",
        ],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["SITE"]}},
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {
                    "loaders": [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                (
                                    "django.template.loaders.locmem.Loader",
                                    {
                                        "bulletin/issue_page.html": ISSUE,
                                        "bulletin/issue_index.html": INDEX,
                                        "search.html": SEARCH,
                                    },
                                ),
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ],
                },
            }
        ],
    )  # fmt: skip


def made():
    """The whole site, in a fresh database, of the archive that PLAIN tells."""
    from bulletin.models import IssueIndex, IssuePage
    from django.core.management import call_command
    from wagtail.models import Page, Site

    call_command("migrate", verbosity=0)
    index = IssueIndex(title="往期", slug="issues")
    Page.objects.get(depth=1).add_child(instance=index)
    Site.objects.update(root_page=index)
    plain = sqlite3.connect(os.environ["PLAIN"])
    for key, year, number, printed_on in plain.execute("SELECT * FROM issue ORDER BY 2, 3"):
        page = IssuePage(
            title=f"{year}年第{number}期", slug=f"{year}-{number}", intro=printed_on,
            body=json.dumps(list(blocks(plain, key))),
        )  # fmt: skip
        index.add_child(instance=page)


def blocks(plain, key):
    """The blocks of an issue: its articles, then its tables."""
    articles = "SELECT title, body FROM article WHERE issue = ? ORDER BY position"
    for title, body in plain.execute(articles, (key,)):
        yield {"type": "heading", "value": title}
        yield {"type": "text", "value": body}
    printed = "SELECT title, cells FROM printed WHERE issue = ? ORDER BY position"
    for title, cells in plain.execute(printed, (key,)):
        lines = json.loads(cells)
        width = max(map(len, lines))
        data = [line + [""] * (width - len(line)) for line in lines]
        yield {"type": "heading", "value": title}
        yield {"type": "table", "value": {"data": data, "first_row_is_table_header": True}}


if __name__ == "__main__":
    sys.modules["wagtail_site"] = sys.modules["__main__"]
    django.setup()
    made()
else:
    application = get_wsgi_application()
