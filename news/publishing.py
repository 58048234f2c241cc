"""Publishing: the moment is the server's, the whole issue is frozen as one JSON document."""

import hashlib
import json

from django.db import transaction
from django.utils import timezone

from news.checking import recheck
from news.models import ArticleImage, Edition, Issue, State
from stats.models import Finding, Table


class NotPublishable(Exception):
    """The issue has errors or is not in a state to be published; the message says which."""


@transaction.atomic
def publish(issue, note="", checked=False):
    """The new Edition of `issue`, published from this moment on. Raises NotPublishable.

    Figures are checked anew before they go out, unless the caller has `checked` them just now.
    """
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    if issue.state in (State.PUBLISHED, State.WITHDRAWN):
        raise NotPublishable(f"{issue}的状态是“{issue.get_state_display()}”，不能再次发布。")
    if not checked:
        recheck([issue])
    errors = Finding.objects.filter(origin=issue.origin).errors()
    if errors:
        raise NotPublishable(
            f"{issue}有 {len(errors)} 个错误尚未改正，没有发布；第一个：{errors[0].message}"
        )
    now = timezone.now()
    Table.objects.filter(issue_table__issue=issue).update(published_at=now)
    issue.state, issue.published_at = State.PUBLISHED, now
    issue.version += 1
    issue.save(update_fields=["state", "published_at", "version"])
    content = json.dumps(frozen(issue), ensure_ascii=False, sort_keys=True, indent=1)
    return Edition.objects.create(
        issue=issue,
        number=issue.editions.count() + 1,
        published_at=now,
        note=note,
        content=content,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
    )


_ISSUE_FIELDS = (
    "year", "number", "serial", "printed_on", "period", "name", "publisher", "organisation",
    "address", "postcode", "phone", "fax", "email", "website", "editor", "print_run", "captions",
    "running_text", "inferred",
)  # fmt: skip


def frozen(issue):
    """The whole issue as plain data: everything printed, every cell with value, status and raw."""
    return {
        "issue": {name: _plain(getattr(issue, name)) for name in _ISSUE_FIELDS},
        "articles": list(issue.articles.values("title", "subtitle", "source", "dateline", "body")),
        "images": _frozen_images(issue),
        "tables": [_frozen_table(table) for table in _tables(issue)],
        "briefs": [
            {name: _plain(value) for name, value in brief.items()}
            for brief in issue.briefs.values("date_from", "date_to", "text")
        ],
    }


def _frozen_images(issue):
    """The images of an issue, each with the position of its article; the files stay as they are."""
    images = ArticleImage.objects.filter(article__issue=issue)
    fields = ("article__position", "file", "width", "height", "alt", "caption")
    return list(images.order_by("article__position", "position").values(*fields))


def _tables(issue):
    tables = issue.tables.order_by("issue_table__position").select_related("dataset")
    return tables.prefetch_related("rows__institution", "rows__observations__metric")


def _frozen_table(table):
    return {
        "dataset": table.dataset.slug,
        "period": f"{table.period:%Y-%m}",
        **{name: getattr(table, name) for name in ("title", "header", "preface", "note", "text")},
        "rows": [_frozen_row(row) for row in table.rows.all()],
    }


def _frozen_row(row):
    return {
        **{name: getattr(row, name) for name in ("kind", "group", "number", "printed_name")},
        "institution": row.institution.code if row.institution else None,
        "cells": {
            cell.metric.code: [_plain(cell.value), cell.status, cell.raw_text]
            for cell in row.observations.all()
        },
    }


def _plain(value):
    return value if value is None or isinstance(value, int | list) else str(value)
