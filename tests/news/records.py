"""Documents to take in, and what the record then holds in the terms of tests/expected."""

import re
from decimal import Decimal

from news.importing import ingest
from news.models import Issue
from stats.models import Observation
from tests.bulletins import writers
from tests.expected import ArticleFacts, Colophon, Expected, IssueFacts

TEXTS = {
    "rows": (writers.text_by_rows, "utf-8", "\n"),
    "cells": (writers.text_by_cells, "utf-8", "\n"),
    "mixed": (writers.text_mixed, "utf-8", "\n"),
    "bom": (writers.text_by_rows, "utf-8-sig", "\n"),
    "crlf": (writers.text_by_cells, "utf-8", "\r\n"),
    "gb18030": (writers.text_mixed, "gb18030", "\r\n"),
    "utf-16": (writers.text_by_rows, "utf-16", "\r\n"),
}


def text_bytes(bulletin, form):
    """The bytes of the bulletin as a text file of that form."""
    write, encoding, line_end = TEXTS[form]
    return write(bulletin).replace("\n", line_end).encode(encoding)


def written(folder, name, content):
    """The path of a new file with that text or those bytes."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def taken(path, **options):
    """The issue that came out of the document at `path`."""
    told = ingest(path, **options)["issue"]
    return Issue.objects.get(year=told["year"], number=told["number"])


def observations(issue):
    """The observations of an issue by dataset and month, in printed order, values as Decimal."""
    found = {}
    cells = Observation.objects.filter(row__table__issues=issue).select_related(
        "row__table__dataset", "metric"
    )
    for cell in cells.order_by("row__table__issue_table__position", "row__position", "pk"):
        row, slug, period = cell.row, cell.row.table.dataset.slug, f"{cell.row.table.period:%Y-%m}"
        found.setdefault((slug, period), []).append(
            Expected(
                dataset=slug,
                period=period,
                row_kind=row.kind,
                group=row.group,
                number=row.number,
                printed_name=row.printed_name,
                metric=cell.metric.code,
                value=cell.value,
                status=cell.status,
                raw_text=cell.raw_text,
            )
        )
    return found


def with_decimals(by_dataset):
    """Typed expectations with their values as Decimal, to be compared with `observations`."""
    found = {}
    for expected in by_dataset.values():
        for one in expected:
            value = one.value and Decimal(one.value)
            found.setdefault(one[:2], []).append(one._replace(value=value))
    return found


def issue_facts(issue):
    return IssueFacts(
        year=issue.year,
        number=issue.number,
        serial=issue.serial,
        date_printed=issue.printed_on and issue.printed_on.isoformat(),
        period=f"{issue.period:%Y-%m}",
        print_run=issue.print_run,
        inferred=tuple(issue.inferred),
    )


def colophon(issue):
    return Colophon(
        publisher=issue.organisation,
        captions=tuple(issue.captions.split("\n")),
        **{
            name: getattr(issue, name)
            for name in ("address", "postcode", "phone", "fax", "email", "website", "editor")
        },
    )


def article_facts(issue):
    return tuple(
        ArticleFacts(
            title=article.title,
            subtitle=article.subtitle,
            source=article.source,
            dateline=article.dateline,
            paragraphs=len(re.findall(r"<(?:p|li)>", article.body)),
            numbered=article.body.count("<li>"),
        )
        for article in issue.articles.all()
    )


def brief_dates(issue):
    """From and to of each brief; a single day ends on itself."""
    return tuple(
        (one.date_from.isoformat(), (one.date_to or one.date_from).isoformat())
        for one in issue.briefs.all()
    )
