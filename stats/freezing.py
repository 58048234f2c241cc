"""Tables as plain data, ready for JSON: all that was printed of them and every cell exactly.

What an edition keeps, and what every shape on a page, in print and in a download is made of.
"""

from collections import defaultdict

from stats.exporting import plain
from stats.models import Correction, Finding, Metric, Observation, Row, Severity, Verdict

_PRINTED = ("origin", "title", "header", "preface", "note", "text")


def plain_tables(tables):
    """A dict for each of `tables`, in five queries however many they are.

    `dataset` and `layout` are best selected with them. A row's `cells` are
    `{code of the metric: [value in digits or None, status, raw text]}`, in no order; `corrections`
    tell the place of the row, the metric, and the raw text before and after.
    """
    tables = list(tables)
    metrics, codes = _metrics_of({table.dataset_id for table in tables})
    rows, places = _rows_of(tables, codes)
    remarks, corrections = _remarks_of(tables), _corrections_of(tables, places, codes)
    return [
        {
            "dataset": table.dataset.slug,
            "family": table.dataset.title,
            "period": f"{table.period:%Y-%m}",
            "form": table.layout.form,
            **{name: getattr(table, name) for name in _PRINTED},
            "metrics": metrics[table.dataset_id],
            "rows": rows[table.pk],
            "remarks": remarks[table.pk],
            "corrections": corrections[table.pk],
        }
        for table in tables
    ]


def _metrics_of(datasets):
    """By dataset its metrics in their order, and the code of each by its key."""
    labels, codes = defaultdict(list), {}
    metrics = Metric.objects.filter(dataset__in=datasets).order_by("dataset", "position", "code")
    for key, dataset, *told in metrics.values_list("pk", "dataset", "code", "label", "unit"):
        codes[key] = told[0]
        labels[dataset].append(dict(zip(("code", "label", "unit"), told, strict=True)))
    return labels, codes


def _rows_of(tables, codes):
    """By table its rows as they stand, and the place of each row in its table."""
    cells = defaultdict(dict)
    figures = Observation.objects.filter(row__table__in=tables).order_by()
    known = figures.values_list("row", "metric", "value", "status", "raw_text")
    for row, metric, value, status, raw_text in known:
        cells[row][codes[metric]] = [None if value is None else plain(value), status, raw_text]
    rows, places = defaultdict(list), {}
    fields = ("kind", "group", "number", "printed_name", "institution__code")
    lines = Row.objects.filter(table__in=tables).order_by("table", "position")
    for table, key, *labels, code in lines.values_list("table", "pk", *fields):
        told = dict(zip(fields, labels, strict=False))
        places[key] = (table, len(rows[table]))
        rows[table].append(told | {"institution": code, "cells": cells[key]})
    return rows, places


def _remarks_of(tables):
    """What was found and judged, by table; what nobody has judged yet is not for readers."""
    remarks = defaultdict(list)
    judged = Finding.objects.filter(table__in=tables, severity=Severity.WARNING).exclude(verdict="")
    fields = ("table", "row__printed_name", "metric__label", "message", "verdict", "verdict_note")
    for table, row, metric, message, verdict, note in judged.order_by("pk").values_list(*fields):
        where = "，".join(filter(None, (row, metric)))
        told = {"where": where, "message": message}
        remarks[table].append(told | {"verdict": Verdict(verdict).label, "note": note})
    return remarks


def _corrections_of(tables, places, codes):
    """What was corrected after it was published, by table, in the order it happened."""
    corrections = defaultdict(list)
    made = Correction.objects.filter(observation__row__table__in=tables).order_by("made_at", "pk")
    fields = ("observation__row", "observation__metric", "old_raw_text", "new_raw_text", "made_at")
    for row, metric, old, new, moment in made.values_list(*fields):
        table, place = places[row]
        told = {"row": place, "metric": codes[metric], "old": old, "new": new}
        corrections[table].append(told | {"on": moment.isoformat()})
    return corrections
