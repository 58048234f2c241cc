"""Entries kept in step with what is published, within the transaction that publishes it."""

from typing import NamedTuple
from uuid import uuid4

from django.db import transaction

from news.models import Edition, Issue, SearchEntry, SearchState
from news.searching import engines
from news.searching.entries import OfIssue, of_families, of_institutions
from news.searching.sounds import alike, spoken
from news.searching.words import words_of
from stats.remembering import remembered

Kind = SearchEntry.Kind
_AT_ONCE = 20  # issues, few enough to be held whole
_NAMED = (Kind.INSTITUTION, Kind.FAMILY)
_KEPT = ("key", "kind", "issue_id", "year", "family", "topics", "rank", "title", "source",
         "text", "names", "path", "checksum")  # fmt: skip


class Changed(NamedTuple):
    """How many entries came, and how many went; one that changed did both."""

    added: int = 0
    removed: int = 0

    def __add__(self, other):
        return Changed(self.added + other.added, self.removed + other.removed)


@transaction.atomic
def index_edition(edition):
    """Have what `edition` says be found, and nothing that it no longer says; what changed."""
    engines.lock()
    known = SearchEntry.objects.filter(issue=edition.issue_id)
    return _bring_up_to_date(known, OfIssue(edition).entries()) + index_names()


@transaction.atomic
def forget_issue(issue):
    """Have nothing be found any more of an issue that is no longer published."""
    engines.lock()
    removed, _ = SearchEntry.objects.filter(issue=issue).delete()
    _stamp()
    return Changed(0, removed) + index_names()


@transaction.atomic
def index_names():
    """Have institutions and table families be found as readers see them now."""
    engines.lock()
    known = SearchEntry.objects.filter(kind__in=_NAMED)
    return _bring_up_to_date(known, [*of_institutions(), *of_families()])


@transaction.atomic
def rebuild():
    """Make the whole index anew from what is published."""
    engines.lock()
    removed, _ = SearchEntry.objects.all().delete()
    engines.clear()
    _stamp()
    return Changed(0, removed) + index_missing()


@transaction.atomic
def index_missing():
    """Index the published issues that the index does not know at all."""
    engines.lock()
    changed = Changed()
    missing = Issue.objects.published().filter(search_entries=None).order_by("pk")
    missing = list(missing.values_list("pk", flat=True))
    for start in range(0, len(missing), _AT_ONCE):
        editions = Edition.objects.filter(issue__in=missing[start : start + _AT_ONCE])
        newest = {one.issue_id: one for one in editions.order_by("issue", "number")}
        entries = [entry for one in newest.values() for entry in OfIssue(one).entries()]
        changed += _bring_up_to_date(SearchEntry.objects.none(), entries)
    return changed + index_names()


def _bring_up_to_date(known, entries):
    """Write only what is not the same already."""
    stored = {key: (pk, checksum) for pk, key, checksum in
              known.values_list("pk", "key", "checksum")}  # fmt: skip
    fresh = []
    for entry in entries:
        if stored.get(entry.key, (0, None))[1] == entry.checksum:
            del stored[entry.key]
        else:
            fresh.append(entry)
    gone = [pk for pk, _ in stored.values()]
    if gone:
        SearchEntry.objects.filter(pk__in=gone).delete()
    if fresh:
        _store(fresh)
    if gone or fresh:
        _stamp()
    return Changed(len(fresh), len(gone))


def _stamp():
    """Have nothing be found again from memory that was found before."""
    SearchState.objects.update_or_create(pk=1, defaults={"stamp": uuid4().hex})


@remembered
def stamp():
    """What is another whenever the index is."""
    return SearchState.objects.values_list("stamp", flat=True).first() or ""


def _store(entries):
    if not SearchEntry.objects.exists():
        engines.clear()  # keys may begin anew in a database that was emptied
    kept = [{name: getattr(entry, name) for name in _KEPT} for entry in entries]
    stored = SearchEntry.objects.bulk_create([SearchEntry(**one) for one in kept], 500)
    engines.add([(one.pk, _fields(entry)) for one, entry in zip(stored, entries, strict=True)])


def _fields(entry):
    """The words of an entry: title, body, letters, sounds; each a list of lines."""
    title = [words_of(line) for line in (entry.title, *entry.headings) if line]
    title += [[month_word(month)] for month in entry.months]
    body = [words_of(_seen(line)) for line in entry.text.splitlines()]
    letters = [list(dict.fromkeys(spoken(name))) for name in entry.names]
    return title, body, letters, [alike(name) for name in entry.names]


def _seen(line):
    """A line as it is read; the number of a table's row is none of its words."""
    return line.partition("\t")[2] if "\t" in line else line


def month_word(month):
    """The word by which anything of a month is found; texts hold no such word."""
    return f"m{month:%Y%m}"
