"""All that is looked at before an issue is approved, made of the very content that is approved."""

import json
from pathlib import PurePosixPath

from django.db.models import F
from django.urls import reverse

from news.freezing import as_text, digest, frozen
from news.models import ArticleImage, State
from news.presenting import issue_context
from news.printing.pdf import missing_glyphs
from news.releasing import checklist
from stats.admin.changes import changes_of, told_in_words
from stats.models import Finding


def review(issue):
    """What the page shows: everything as readers will see it, every finding, every change by hand.

    `seen` is the digest of that content; approving asks for it.
    """
    content = as_text(frozen(issue))
    context = issue_context(json.loads(content))
    _show_from_the_desk(context["stories"], issue)
    submitted = issue.steps.filter(after=State.IN_REVIEW).order_by("-pk").first()
    return {
        **context,
        "record": issue,
        "seen": digest(content),
        "checklist": checklist(issue),
        "findings": _findings(issue),
        "changed": _changed(issue, submitted),
        "submitted": submitted,
        "unprintable": missing_glyphs(context),
    }


def _show_from_the_desk(stories, issue):
    """Images of a draft have no public address yet."""
    images = ArticleImage.objects.filter(article__issue=issue).values_list("file", "pk")
    keys = {PurePosixPath(file).name: key for file, key in images}
    for story in stories:
        for picture in story.images:
            picture.address = reverse("admin:news_articleimage_file", args=[keys[picture.name]])


def _findings(issue):
    found = Finding.objects.filter(origin=issue.origin)
    first = F("table__issue_table__position").asc(nulls_first=True)
    found = found.select_related("table__dataset", "row", "metric", "verdict_by")
    return found.order_by(first, "severity", "code", "row__position", "pk")


def _changed(issue, submitted):
    """[(table, its changes, how many figures were typed where nothing stood)], changed ones alone.

    In an issue that was read from a document every change by hand is told; in one that was typed
    on the desk, figures that fill a blank are only counted: the tables show them all.
    """
    read, since = issue.sources.exists(), submitted and submitted.made_at
    told = []
    for table in issue.tables.select_related("dataset").order_by("issue_table__position"):
        entries = list(changes_of(table))
        shown = [entry for entry in entries if read or not _fills_a_blank(entry)]
        lines = [line for line in told_in_words(shown, table) if line["texts"]]
        for line in lines:
            line["late"] = since is not None and line["at"] > since
        if entries:
            told.append((table, lines, len(entries) - len(shown)))
    return told


def _fills_a_blank(entry):
    kept = entry.history_type != "-" and entry.note == (entry.was_note or "")
    return kept and not entry.was_raw and entry.raw_text
