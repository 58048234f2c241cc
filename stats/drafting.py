"""Next month's table from last month's: the same rows and columns, no figures yet."""

from collections import defaultdict

from django.db import transaction
from django.db.models import Q

from stats.matching import column_for
from stats.models import Column, Layout, Observation, Row, Table
from stats.naming import name_key
from stats.parsing.months import first_month, months_between, shifted
from stats.parsing.sentences import parse_note, parse_sentence
from stats.restating import with_figures, with_months


@transaction.atomic
def draft_table(last, period, origin):
    """A new Table of `last`'s family for `period`, to be printed in `origin`: rows and header as
    last month, words with the new month, no figures. Institutions closed by then are left out."""
    months = _months(last, period)
    table = Table.objects.create(
        dataset=last.dataset,
        period=period,
        origin=origin,
        layout=last.layout,
        title=with_months(last.title, months),
        header=last.header,
        preface=with_months(last.preface, months),
    )
    Row.objects.bulk_create(_rows(last, table))
    table.note, table.text = restated(table, last)
    table.save(update_fields=["note", "text"])
    return table


def _rows(last, table):
    """Rows as in `last`; numbers close up behind one that is left out."""
    rows, dropped = [], 0
    for row in last.rows.select_related("institution").order_by("position"):
        dropped = 0 if row.number.strip() == "1" else dropped
        if _is_closed(row.institution, table.period):
            dropped += 1
            continue
        rows.append(
            Row(
                table=table,
                position=len(rows) + 1,
                kind=row.kind,
                group=row.group,
                number=_lowered(row.number, dropped),
                institution=row.institution,
                printed_name=row.printed_name,
            )
        )
    return rows


def _is_closed(institution, period):
    return institution and institution.closed_on and institution.closed_on < period


def _lowered(number, dropped):
    plain = number.strip().isdecimal() and dropped
    return str(int(number) - dropped) if plain else number


def _months(last, period, figures=()):
    """{month: the one as much later as `period` is} for every month the words of `last` speak of:
    its own, that of its title, those of its figures."""
    said = {last.period, first_month(last.title) or last.period}
    said |= {figure.period for figure in figures if figure.period}
    later = months_between(last.period, period)
    return {old: shifted(old, later) for old in said}


def restated(table, last=None):
    """(note, text) of `table`: last month's words with the figures entered so far.

    Without an earlier table of the family there are no words to go by: what it has, stays.
    """
    last = last or last_of(table)
    if last is None:
        return table.note, table.text
    notes = [f for line in last.note.split("\n") for f in parse_note(line, "", last.period).figures]
    spoken = first_month(last.title) or last.period  # late figures say their own month
    sentences = [parse_sentence(line, "", period=spoken) for line in last.text.split("\n")]
    said = [(figure, sentence.subject) for sentence in sentences for figure in sentence.figures]
    figures = [*notes, *(figure for figure, _ in said)]
    entered = _Entered(table, _months(last, table.period, figures))
    note = with_figures(last.note, [(f.raw, f.unit, entered.of_note(f)) for f in notes])
    text = with_figures(last.text, [(f.raw, f.unit, entered.of(f, who)) for f, who in said])
    return with_months(note, entered.months), with_months(text, entered.months)


def last_of(table):
    """The table of the same family for the latest month before, or None.

    Never of the same issue: one that prints two months of a family prints each a month later."""
    earlier = Table.objects.filter(dataset=table.dataset_id, period__lt=table.period)
    return earlier.exclude(origin=table.origin).order_by("-period", "-origin").first()


class _Entered:
    """The texts entered in `table` and in the paragraphs printed with it, by what words say."""

    def __init__(self, table, months):
        self.table, self.months = table, months
        printed = Table.objects.filter(
            Q(layout__form=Layout.Form.SENTENCE) | Q(pk=table.pk), origin=table.origin
        )
        self.cells = {
            (dataset, period, name_key(group), name_key(name), code): raw
            for dataset, period, group, name, code, raw in Observation.objects.filter(
                row__table__in=printed
            ).values_list(
                "row__table__dataset",
                "row__table__period",
                "row__group",
                "row__printed_name",
                "metric__code",
                "raw_text",
            )
        }
        self.columns = _columns_by_dataset(printed, table.dataset_id)

    def of_note(self, figure):
        known = [column for column in self.columns[self.table.dataset_id] if column.in_note]
        column = column_for(known, (figure.label,))
        place = (self.table.dataset_id, self.table.period, "", name_key(figure.label))
        return self.cells.get((*place, column.metric.code), "") if column else ""

    def of(self, figure, subject):
        """What was entered for a figure that a sentence on `subject` told; empty if nothing."""
        period = self.months.get(figure.period, self.table.period)
        subject, name = name_key(subject), name_key(figure.name)
        places = [(subject, name), ("", name)] if name else [("", subject)]
        for dataset, columns in self.columns.items():
            column = column_for(columns, (figure.label,))
            for place in places if column else ():
                raw = self.cells.get((dataset, period, *place, column.metric.code), "")
                if raw:
                    return raw
        return ""


def _columns_by_dataset(tables, first):
    """Columns of the families of these tables, those of the family `first` before others."""
    columns = defaultdict(list, {first: []})
    datasets = tables.values("dataset")
    for column in Column.objects.filter(layout__dataset__in=datasets).select_related(
        "metric", "layout"
    ):
        columns[column.layout.dataset_id].append(column)
    return columns


def as_drafted(table):
    """The tables whose words a change of `table` is to change: itself and those printed in the
    same paragraphs, as far as nobody has written them anew."""
    lines = set(filter(None, table.text.split("\n")))
    others = Table.objects.open().filter(origin=table.origin, layout__form=Layout.Form.SENTENCE)
    kin = [other for other in others.exclude(pk=table.pk) if lines & set(other.text.split("\n"))]
    return [one for one in (table, *kin) if (one.note, one.text) == restated(one)]
