"""The way back to an older version: the changes that make the records say again what it held."""

from news.correcting import TEXTS, told_of
from news.models import ArticleImage, Issue
from stats.changes import LABELS
from stats.correcting import FOOTNOTE, WORDS, reading_of
from stats.correcting_rows import Draft
from stats.models import Observation, Row
from stats.standing import order_before

ARTICLE = TEXTS["article"][1]
Stage = ArticleImage.Stage


def changes_back(edition):
    """The changes that bring the records of an issue back to what `edition` held."""
    content, issue = edition.whole, Issue.objects.get(pk=edition.issue_id)
    plain = {(told["dataset"], told["period"]): told for told in content["tables"]}
    tables = list(issue.tables.select_related("dataset"))
    rows, cells, words = [], [], []
    for table in tables:
        told = plain.get((table.dataset.slug, f"{table.period:%Y-%m}"))
        if told:
            draft, pairs = _rows_back(table, told, edition.published_at)
            rows += draft.changes
            cells += _cells_back(table, pairs)
            words += [*_words_back(table, told), *_labels_back(table, pairs)]
            words += _notes_back(table, pairs)
    texts = [*_text_back("issue", issue, content["issue"], TEXTS["issue"][1])]
    texts += [*_articles_back(issue, content), *_briefs_back(issue, content)]
    return {"rows": rows, "cells": cells, "words": words, "texts": texts}


def _rows_back(table, told, moment):
    """A Draft with the rows that stood there then, and (row, what was told of it) of those that
    stayed. A row that was taken away since comes back as a new one."""
    draft = Draft(table)
    now = [row.pk for row in draft.stored]
    then = order_before(moment, [table]).get(table.pk, now)
    then = _with_those_come_back(draft.stored, then)
    draft.remove(set(now) - set(then))
    before = list(zip(then, told["rows"], strict=True))
    for place, (key, row) in enumerate(before):
        if key not in now:
            draft.put(place, row)
    stayed = {row.pk: row for row in draft.stored}
    return draft, [(stayed[key], row) for key, row in before if key in stayed]


def _with_those_come_back(rows, then):
    """The keys of the rows that stood there `then`, for one that went and came back its new one."""
    gone = Row.objects.filter(pk__in=set(then) - {row.pk for row in rows})
    new = {_name_of(row): row.pk for row in rows if row.pk not in then}
    back = {row.pk: new.pop(_name_of(row), row.pk) for row in gone}
    return [back.get(key, key) for key in then]


def _name_of(row):
    return row.kind, row.group, row.institution_id, row.printed_name


def _cells_back(table, pairs):
    """A figure that the version did not have yet is left blank: what was published stays known."""
    known = Observation.objects.filter(row__table=table).select_related("metric")
    stored = {(cell.row_id, cell.metric.code): reading_of(cell) for cell in known}
    for key, row in ((stayed.pk, row) for stayed, row in pairs):
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


def _labels_back(table, pairs):
    for row, before in pairs:
        for field in LABELS:
            old, new = getattr(row, field), before.get(field, "")  # a footnote is told where it is
            if old != new:
                change = {"table": table.pk, "row": row.pk, "field": field}
                yield change | {"old": old, "new": new}


def _notes_back(table, pairs):
    """The footnotes of figures."""
    before = {row.pk: told.get("footnotes", {}) for row, told in pairs}
    cells = Observation.objects.filter(row__in=before).select_related("metric").order_by("pk")
    for cell in cells:
        old, new = cell.footnote, before[cell.row_id].get(cell.metric.code, "")
        if old != new:
            change = {"table": table.pk, "row": cell.row_id, "metric": cell.metric.code}
            yield change | {"field": FOOTNOTE, "old": old, "new": new}


def _articles_back(issue, content):
    told = {article["position"]: article for article in content["articles"]}
    for article in issue.articles.order_by("position"):
        yield from _text_back("article", article, told.get(article.position), ARTICLE)
    yield from _images_back(issue, content)


def _images_back(issue, content):
    """The pictures it had stand in their articles again, and no others."""
    told = {image["file"]: image | {"stage": Stage.SHOWN.value} for image in content["images"]}
    known = ArticleImage.objects.filter(article__issue=issue).exclude(stage=Stage.PROPOSED)
    for image in known.order_by("article__position", "position"):
        before = told.get(image.file.name, {"stage": Stage.REMOVED.value})
        fields = [name for name in TEXTS["image"][1] if name in before]
        yield from _text_back("image", image, before, fields)


def _briefs_back(issue, content):
    briefs = zip(issue.briefs.order_by("position"), content["briefs"], strict=False)
    for brief, told in briefs:
        yield from _text_back("brief", brief, told, ("text",))


def _text_back(kind, text, told, fields):
    for field in fields if told else ():
        old, new = told_of(text, field), str(told.get(field) or "")
        if old != new:
            yield {"kind": kind, "id": text.pk, "field": field, "old": old, "new": new}
