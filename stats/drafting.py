"""Next month's table from last month's: the same rows and columns, no figures yet."""

from django.db import transaction

from stats.matching import column_for
from stats.models import Column, Observation, Row, Table
from stats.naming import name_key
from stats.parsing.sentences import parse_note, parse_sentence
from stats.restating import with_figures, with_month


@transaction.atomic
def draft_table(last, period, origin):
    """A new Table of `last`'s family for `period`, to be printed in `origin`: rows and header as
    last month, words with the new month, no figures. Institutions closed by then are left out."""
    table = Table.objects.create(
        dataset=last.dataset,
        period=period,
        origin=origin,
        layout=last.layout,
        title=with_month(last.title, last.period, period),
        header=last.header,
        preface=with_month(last.preface, last.period, period),
    )
    rows = [
        Row(
            table=table,
            position=place,
            kind=row.kind,
            group=row.group,
            number=row.number,
            institution=row.institution,
            printed_name=row.printed_name,
        )
        for place, row in enumerate(_still_open(last, period), 1)
    ]
    Row.objects.bulk_create(rows)
    table.note, table.text = restated(table, last)
    table.save(update_fields=["note", "text"])
    return table


def _still_open(last, period):
    return [
        row
        for row in last.rows.select_related("institution").order_by("position")
        if row.institution is None
        or row.institution.closed_on is None
        or row.institution.closed_on >= period
    ]


def restated(table, last=None):
    """(note, text) of `table`: last month's words with the figures entered so far.

    Without an earlier table of the family there are no words to go by: what it has, stays.
    """
    last = last or last_of(table)
    if last is None:
        return table.note, table.text
    entered = _entered(table)
    columns = list(Column.objects.filter(layout__dataset=table.dataset).select_related("metric"))
    note = with_figures(last.note, _note_figures(last, columns, entered))
    text = with_figures(last.text, _text_figures(last, columns, entered))
    return with_month(note, last.period, table.period), with_month(text, last.period, table.period)


def last_of(table):
    """The table of the same family for the latest month before, or None."""
    earlier = Table.objects.filter(dataset=table.dataset, period__lt=table.period)
    return earlier.order_by("-period", "-origin").first()


def _entered(table):
    """{(row name, metric code): raw text} of a table."""
    cells = Observation.objects.filter(row__table=table)
    return {
        (name_key(name), code): raw
        for name, code, raw in cells.values_list("row__printed_name", "metric__code", "raw_text")
    }


def _note_figures(last, columns, entered):
    """(old, new) for every number in the notes of `last`, in their order."""
    figures = [f for line in last.note.split("\n") for f in parse_note(line, "", last.period)]
    known = [column for column in columns if column.in_note]
    return [(f.raw, _now(f, f.label, known, entered)) for f in figures]


def _text_figures(last, columns, entered):
    """(old, new) for every number in the paragraphs of `last`, in their order."""
    sentences = [parse_sentence(line, "", period=last.period) for line in last.text.split("\n")]
    return [
        (figure.raw, _now(figure, figure.name or sentence.subject, columns, entered))
        for sentence in sentences
        for figure in sentence.figures
    ]


def _now(figure, name, columns, entered):
    column = column_for(columns, (figure.label,))
    return entered.get((name_key(name), column.metric.code), "") if column else ""
