"""A whole issue as one JSON document: kept as an edition; pages and prints are made of it."""

import hashlib
import json

from news.models import ArticleImage
from stats.freezing import plain_tables

ISSUE_FIELDS = (
    "year", "number", "serial", "printed_on", "period", "name", "publisher", "organisation",
    "address", "postcode", "phone", "fax", "email", "website", "editor", "print_run", "captions",
    "running_text", "inferred",
)  # fmt: skip
_ARTICLE = ("position", "title", "subtitle", "source", "dateline", "body")


def frozen(issue):
    """The whole issue as plain data: everything printed, every cell with value, status and raw."""
    articles = issue.articles.order_by("position")
    briefs = issue.briefs.order_by("position").values("date_from", "date_to", "text")
    return {
        "issue": {name: _plain(getattr(issue, name)) for name in ISSUE_FIELDS},
        "articles": [_article(told) for told in articles.values(*_ARTICLE, "topics")],
        "images": _images_of(issue),
        "tables": plain_tables(_tables_of(issue)),
        "briefs": [{name: _plain(value) for name, value in brief.items()} for brief in briefs],
    }


def _article(told):
    """Topics only where there are some: they came later than the first editions."""
    topics = told.pop("topics")
    return told | ({"topics": topics} if topics else {})


def as_text(content):
    """The document as it is kept: the same content gives the same bytes on every machine."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1)


def digest(content):
    """The SHA-256 of a text or of bytes, by which it is known and verified."""
    data = content.encode() if isinstance(content, str) else content
    return hashlib.sha256(data).hexdigest()


def _images_of(issue):
    """The images of an issue, each with the position of its article; the files stay as they are."""
    images = ArticleImage.objects.shown().filter(article__issue=issue)
    fields = ("article__position", "file", "width", "height", "alt", "caption")
    return list(images.order_by("article__position", "position").values(*fields))


def _tables_of(issue):
    tables = issue.tables.order_by("issue_table__position")
    return tables.select_related("dataset", "layout")


def _plain(value):
    return value if value is None or isinstance(value, int | list) else str(value)
