"""What an edited document says is written into its draft: by the doors everything else comes in."""

from collections import defaultdict

from django.db import transaction

from news.bodies import sanitised
from news.comparing import by_kind
from news.freezing import as_text, digest, frozen
from news.mentions import recheck_sentences
from news.models import Article, Brief, Issue
from stats.entering import Entry, enter_all
from stats.inserting import Place, add_row, remove_row
from stats.models import Observation, Row, Table
from stats.past import change_many


class Changed(Exception):
    """The issue is no longer what the document was held against."""


@transaction.atomic
def amend(issue, comparison, user, reason):
    """Write the differences that have a place into the draft; how many. All of them or none.

    Raises Changed where the issue has changed since, and what `entering.enter` raises.
    """
    issue = Issue.objects.select_for_update().get(pk=issue.pk)
    if issue.is_settled or digest(as_text(frozen(issue))) != comparison.base:
        raise Changed(f"比较之后{issue}又有改动，没有写入；请重新上传比较。")
    kinds = by_kind(comparison.to_apply)
    tables = {
        (table.dataset.slug, f"{table.period:%Y-%m}"): table
        for table in issue.tables.select_related("dataset")
    }
    _fields([issue], Issue, {issue: kinds["issue"]}, user, reason)
    _texts(issue.articles, Article, kinds["article"], user, reason)
    _texts(issue.briefs, Brief, kinds["brief"], user, reason)
    told = {table: [one for one in kinds["table"] if one.key[1:3] == key]
            for key, table in tables.items()}  # fmt: skip
    # Figures first: they put the sentences of the desk in other words, and what is printed counts.
    _cells(tables, kinds["cell"], user, reason)
    _rows(tables, kinds["removed"], kinds["added"], user, reason)
    for table in tables.values():
        table.refresh_from_db()
    _fields(list(tables.values()), Table, told, user, reason)
    recheck_sentences(issue)
    return len(comparison.to_apply)


def _texts(records, model, found, user, reason):
    records = list(records.order_by("position"))
    told = {record: [] for record in records}
    for one in found:
        told[records[one.key[1] - 1]].append(one)
    _fields(records, model, told, user, reason)


def _fields(records, model, told, user, reason):
    names = {one.key[-1] for some in told.values() for one in some}
    changed = [record for record in records if told[record]]
    for record in changed:
        for one in told[record]:
            field = model._meta.get_field(one.key[-1])
            setattr(record, field.name, _value(field, one.new))
        record.full_clean(validate_unique=False, validate_constraints=False)
    if changed:
        change_many(changed, model, sorted(names), user, reason)


def _value(field, text):
    if field.name == "body":  # storing many at once passes by the save() that cleans
        return sanitised(text)
    if text:
        return field.to_python(text)
    return None if field.null else ""


def _cells(tables, found, user, reason):
    """One Entry a printed cell: a pair like 52/129 is one, whichever of its metrics were told."""
    rows, stored = _rows_and_texts(tables.values()) if found else ({}, {})
    entries = defaultdict(dict)
    for one in found:
        _, slug, period, place, code = one.key
        table = tables[slug, period]
        row = rows[table.pk][place]
        column = next((c for c in table.header if code in c["metrics"]), {"metrics": [code]})
        codes = tuple(column["metrics"])
        base = next((stored[row, held] for held in codes if (row, held) in stored), "")
        entries[table.pk][row, codes] = Entry(row, codes, one.new, base=base)
    enter_all({key: list(some.values()) for key, some in entries.items()}, user, reason)


def _rows(tables, removed, added, user, reason):
    """Rows that only one of them has, put in and taken away; each by its place in the draft."""
    keys, _ = _rows_and_texts(tables.values()) if removed or added else ({}, {})
    for one in added:
        _, slug, period, above, group, name, cells = one.key
        table = tables[slug, period]
        table.refresh_from_db(fields=["version"])
        place = Place(group=group) if above is None else Place(keys[table.pk][above])
        row = add_row(table, user, name, place, table.version)
        entries = [Entry(row.pk, tuple(codes), text) for codes, text in _printed(table, cells)]
        enter_all({table.pk: entries}, user, reason)
    for one in removed:
        _, slug, period, place = one.key
        table = tables[slug, period]
        table.refresh_from_db(fields=["version"])
        remove_row(table, user, keys[table.pk][place], table.version, with_figures=True)


def _printed(table, cells):
    """(codes, text) of each printed cell of a row told as (code, text) pairs."""
    texts = dict(cells)
    for codes in (column["metrics"] for column in table.header):
        if told := [texts.pop(code) for code in codes if code in texts]:
            yield codes, told[0]
    yield from (([code], text) for code, text in texts.items())


def _rows_and_texts(tables):
    """The keys of the rows of each table in their order, and the text of each (row, metric)."""
    rows = defaultdict(list)
    known = Row.objects.filter(table__in=tables).order_by("position")
    for table, row in known.values_list("table", "pk"):
        rows[table].append(row)
    cells = Observation.objects.filter(row__table__in=tables)
    fields = cells.values_list("row", "metric__code", "raw_text")
    return rows, {(row, code): text for row, code, text in fields}
