"""The way back to an older version: the changes that make the records say again what it held."""

from news.correcting import TEXTS, told_of
from news.models import Issue
from stats.changes import LABELS
from stats.correcting import WORDS, reading_of
from stats.models import Observation

ARTICLE = TEXTS["article"][1]


def changes_back(edition):
    """The changes that bring the records of an issue back to what `edition` held."""
    content, issue = edition.whole, Issue.objects.get(pk=edition.issue_id)
    plain = {(told["dataset"], told["period"]): told for told in content["tables"]}
    tables = list(issue.tables.select_related("dataset"))
    cells, words = [], []
    for table in tables:
        told = plain.get((table.dataset.slug, f"{table.period:%Y-%m}"))
        if told:
            cells += _cells_back(table, told)
            words += [*_words_back(table, told), *_labels_back(table, told)]
    texts = [*_text_back("issue", issue, content["issue"], TEXTS["issue"][1])]
    texts += [*_articles_back(issue, content), *_briefs_back(issue, content)]
    return {"cells": cells, "words": words, "texts": texts}


def _cells_back(table, told):
    """A figure that the version did not have yet is left blank: what was published stays known."""
    rows = list(table.rows.order_by("position").values_list("pk", flat=True))
    known = Observation.objects.filter(row__table=table).select_related("metric")
    stored = {(cell.row_id, cell.metric.code): reading_of(cell) for cell in known}
    for key, row in zip(rows, told["rows"], strict=True):
        codes = {code for row_key, code in stored if row_key == key} | set(row["cells"])
        for code in sorted(codes):
            old, new = stored.get((key, code)), row["cells"].get(code, [None, "O", ""])
            if old != new:
                yield {"row": key, "metric": code, "old": old, "new": new}


def _words_back(table, told):
    for field in WORDS:
        old = getattr(table, field)
        if old != told[field]:
            yield {"table": table.pk, "field": field, "old": old, "new": told[field]}


def _labels_back(table, told):
    for row, before in zip(table.rows.order_by("position"), told["rows"], strict=True):
        for field in LABELS:
            old, new = getattr(row, field), before.get(field, "")  # a footnote is told where it is
            if old != new:
                change = {"table": table.pk, "row": row.pk, "field": field}
                yield change | {"old": old, "new": new}


def _articles_back(issue, content):
    told = {article["position"]: article for article in content["articles"]}
    for article in issue.articles.order_by("position"):
        yield from _text_back("article", article, told.get(article.position), ARTICLE)


def _briefs_back(issue, content):
    briefs = zip(issue.briefs.order_by("position"), content["briefs"], strict=False)
    for brief, told in briefs:
        yield from _text_back("brief", brief, told, ("text",))


def _text_back(kind, text, told, fields):
    for field in fields if told else ():
        old, new = told_of(text, field), str(told.get(field) or "")
        if old != new:
            yield {"kind": kind, "id": text.pk, "field": field, "old": old, "new": new}
