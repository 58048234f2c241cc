"""A document held against the issue it is a print of: every difference, cell by cell."""

from collections import Counter, defaultdict
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import zip_longest

from django.db import transaction
from django.utils.html import strip_tags

from news.freezing import ISSUE_FIELDS, as_text, digest, frozen
from news.importing import IssueExists, Refused, rehearsed
from news.models import Article, Brief, Issue
from stats.models import Finding, Table

_TABLE = ("title", "preface", "note", "text")
_TEXTS = ("title", "subtitle", "source", "dateline", "body")
_BRIEF = ("date_from", "date_to", "text")
# Never printed, or told by the way the document was taken in.
_UNSAID = {"inferred", "running_text", "period"}


@dataclass(frozen=True)
class Difference:
    """One thing the document says otherwise. `key` tells where it is kept: (kind, place…); of what
    only one of them has, it is empty: such a change is made by hand."""

    where: str
    what: str
    old: str
    new: str
    key: tuple = ()


@dataclass(frozen=True)
class Comparison:
    """The differences of a document; `base` is the digest of the issue they were found against."""

    differences: list
    base: str

    @property
    def to_apply(self):
        return [one for one in self.differences if one.key]

    @property
    def by_hand(self):
        return [one for one in self.differences if not one.key]


def compared(issue, document):
    """The Comparison of a Document with `issue`; nothing is written.

    Raises Refused where the document cannot be taken in or is of another issue.
    """
    before = frozen(issue)
    try:
        with _set_aside(issue), rehearsed(document) as taken:
            found, after = taken.issue, frozen(taken.issue)
    except IssueExists as other:
        found = other.issue
    if (found.year, found.number) != (issue.year, issue.number):
        raise Refused(f"“{document.name}”是{found}，不是{issue}；请选这一期的文件。")
    return Comparison(list(differences(before, after)), digest(as_text(before)))


@contextmanager
def _set_aside(issue):
    """The record without the issue, which is put back: for a rehearsal in its place."""
    with transaction.atomic():
        try:
            Issue.objects.filter(pk=issue.pk).update(year=1, serial=None)
            Table.objects.filter(issue_table__issue=issue).update(origin="-")
            Finding.objects.filter(origin=issue.origin).update(origin="-")
            yield
        finally:
            transaction.set_rollback(True)


def differences(before, after):
    """Every Difference between two issues told as `frozen` tells them."""
    for name in ISSUE_FIELDS:
        old, new = before["issue"][name], after["issue"][name]
        if name not in _UNSAID and _told(old) != _told(new):
            label = Issue._meta.get_field(name).verbose_name
            yield Difference("刊头刊尾", str(label), _told(old), _told(new), ("issue", name))
    yield from _texts(before["articles"], after["articles"], "文章", _TEXTS, Article)
    yield from _tables(before["tables"], after["tables"])
    yield from _texts(before["briefs"], after["briefs"], "简讯", _BRIEF, Brief)


def _told(value):
    return "" if value is None else str(value)


def _texts(before, after, kind, fields, model):
    for place, (old, new) in enumerate(zip_longest(before, after), 1):
        where = f"{kind} {place}"
        if old is None or new is None:
            whole = (old or new).get("title") or (old or new).get("text", "")
            yield _only(where, f"整篇{kind}", old and whole, new and whole)
            continue
        for name in fields:
            if _words(name, old[name]) != _words(name, new[name]):
                label = str(model._meta.get_field(name).verbose_name)
                key = (model._meta.model_name, place, name)
                yield Difference(where, label, _told(old[name]), _told(new[name]), key)


def _words(name, value):
    """Of a body only its words count: a print tells neither bold nor links for certain."""
    return "".join(strip_tags(value).split()) if name == "body" else _told(value)


def _only(where, what, old, new):
    return Difference(
        where, f"{what}（{'原件没有' if new else '文件里没有'}）", old or "", new or ""
    )


def _tables(before, after):
    known, come = _by_key(before), _by_key(after)
    for key in dict.fromkeys([*known, *come]):
        old, new = known.get(key), come.get(key)
        where = f"{(old or new)['family']} {key[1]}"
        if old is None or new is None:
            title = (old or new)["title"]
            yield _only(where, "整张表", old and title, new and title)
            continue
        for name in _TABLE:
            if old[name] != new[name]:
                label = str(Table._meta.get_field(name).verbose_name)
                yield Difference(where, label, old[name], new[name], ("table", *key, name))
        yield from _cells(where, key, old, new)


def _by_key(tables):
    return {(table["dataset"], table["period"]): table for table in tables}


def _cells(where, key, old, new):
    labels = {metric["code"]: metric["label"] for metric in new["metrics"] + old["metrics"]}
    places = {id(row): place for place, row in enumerate(old["rows"])}
    known, come = _by_name(old["rows"]), _by_name(new["rows"])
    for name in dict.fromkeys([*known, *come]):
        row, other = known.get(name), come.get(name)
        told = f"{where}，{name[2] or name[0]}"
        if row is None:
            yield _added(told, key, old["rows"], new["rows"], other)
            continue
        if other is None:
            place = ("removed", *key, places[id(row)]) if row["kind"] == "data" else ()
            yield Difference(told, "删去一行", _line(row), "", place)
            continue
        for code in dict.fromkeys([*row["cells"], *other["cells"]]):
            texts = [cells.get(code, (None, "", ""))[2] for cells in (row["cells"], other["cells"])]
            if texts[0] != texts[1]:
                place = ("cell", *key, places[id(row)], code)
                yield Difference(told, labels.get(code, code), *texts, place)


def _added(where, key, old, new, row):
    """A row that only the document has; it is put in below the nearest row above it in its group
    that both have."""
    if row["kind"] != "data":
        return Difference(where, "补上一行", "", _line(row))
    above = new[: next(at for at, one in enumerate(new) if one is row)]
    known = {_label(one): place for place, one in enumerate(old) if one["kind"] == "data"}
    same = [known[_label(one)] for one in above
            if one["group"] == row["group"] and _label(one) in known]  # fmt: skip
    cells = [(code, cell[2]) for code, cell in row["cells"].items()]
    place = ("added", *key, same[-1] if same else None, row["group"], row["printed_name"], cells)
    return Difference(where, "补上一行", "", _line(row), place)


def _label(row):
    return row["kind"], row["group"], row["printed_name"]


def _by_name(rows):
    """Rows by kind, group, printed name, and which of its name it is."""
    seen, named = Counter(), {}
    for row in rows:
        name = _label(row)
        seen[name] += 1
        named[*name, seen[name]] = row
    return named


def _line(row):
    return " ".join(dict.fromkeys(cell[2] for cell in row["cells"].values() if cell[2]))


def as_plain(comparison):
    """The Comparison as data to be signed and sent back."""
    return {"base": comparison.base, "found": [asdict(one) for one in comparison.to_apply]}


def from_plain(data):
    """The Comparison that `as_plain` told."""
    found = [Difference(**one | {"key": tuple(one["key"])}) for one in data["found"]]
    return Comparison(found, data["base"])


def by_kind(found):
    """The differences by the first part of their keys."""
    kinds = defaultdict(list)
    for one in found:
        kinds[one.key[0]].append(one)
    return kinds
