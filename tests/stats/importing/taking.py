"""Tables and sentences taken into the record, and the record as plain values to compare with."""

from dataclasses import replace
from datetime import date

from stats.importing import TableImporter
from stats.models import Observation
from stats.parsing.months import first_month
from stats.parsing.sentences import parse_sentence
from stats.parsing.tables import parse_table
from tests.stats.parsing.drawing import text_grid

MARCH = date(2021, 3, 1)


def table(title, *lines, draw=text_grid, **fields):
    """The ParsedTable of the drawn lines under a title; one inside the table becomes preface."""
    parsed = parse_table(draw(*lines))
    inside = (parsed.title,) if parsed.title else ()
    fields.setdefault("preface", (*inside, *parsed.preface))
    return replace(parsed, title=title, period=first_month(title), **fields)


def sentence(text, title="", period=MARCH):
    return parse_sentence(text, "第1行", title, period)


def take(*items, origin="2021-04", period=MARCH):
    """The importer that took in these parsed tables and sentences."""
    importer = TableImporter(origin, period)
    for item in items:
        if hasattr(item, "columns"):
            importer.close()
            importer.add_table(item)
        else:
            importer.add_sentence(item)
    importer.close()
    return importer


def told(importer):
    """Severity and code of all findings."""
    return [(finding.severity, finding.code) for finding in importer.findings]


def record(done):
    """Each observation of an imported table: name, metric, value or status, raw text where it says
    more than the value."""
    found = Observation.objects.filter(row__table=done.table).select_related("row", "metric")
    return [_line(one) for one in found.order_by("row__position", "pk")]


def _line(one):
    said = one.status if one.value is None else f"{one.value.normalize():f}"
    raw = "" if said == one.raw_text else f" “{one.raw_text}”"
    return f"{one.row.printed_name} {one.metric.code}={said}{raw}"


def families(importer):
    """slug and month of each table taken in; a proposed family without its slug."""
    return [
        (t.dataset.slug if t.dataset.confirmed else "?", f"{t.period:%Y-%m}")
        for t in (done.table for done in importer.imported)
    ]
