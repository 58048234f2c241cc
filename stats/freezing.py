"""Tables as plain data, ready for JSON: all that was printed of them and every cell exactly.

What an edition keeps, and what every shape on a page, in print and in a download is made of.
"""

from collections import defaultdict

from django.db.models import Q

from stats.exporting import plain
from stats.models import Correction, Finding, Metric, Observation, Row, Severity, Status, Verdict
from stats.standing import (
    cells_before,
    labels_before,
    notes_before,
    order_before,
    words_before,
)

_METRIC = ("code", "label", "unit")
_PRINTED = ("origin", "title", "header", "preface", "note", "text")


def plain_tables(tables, at=None):
    """A dict for each of `tables`, in five queries however many they are, more of the past.

    `dataset` and `layout` are best selected with them. A row's `cells` are
    `{code of the metric: [value in digits or None, status, raw text]}`, in no order; `corrections`
    tell the place of the row, the metric, and the raw text before and after, or the name of the
    field where words were changed; of a row that is no more, its name. Metrics and rows have a
    `footnote`, rows `footnotes` by metric, where there are any. With `at` the tables are told as
    they stood then.
    """
    tables = list(tables)
    metrics, codes = _metrics_of({table.dataset_id for table in tables})
    rows, places = _rows_of(tables, codes, at)
    remarks, corrections = _remarks_of(tables, at), _corrections_of(tables, places, codes, at)
    words = words_before(at, tables) if at else {}
    return [
        {
            "dataset": table.dataset.slug,
            "family": table.dataset.title,
            "period": f"{table.period:%Y-%m}",
            "form": table.layout.form,
            **{name: words.get((table.pk, name), getattr(table, name)) for name in _PRINTED},
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
    fields = ("code", "label", "unit", "footnote")
    for key, dataset, *told in metrics.values_list("pk", "dataset", *fields):
        codes[key] = told[0]
        labels[dataset].append(_noted(dict(zip(fields, told, strict=True))))
    return labels, codes


def _rows_of(tables, codes, at):
    """By table its rows as they stand, and the place of each row in its table."""
    cells, notes = defaultdict(dict), defaultdict(dict)
    stood = order_before(at, tables) if at else {}
    homes = {row: table for table, rows in stood.items() for row in rows}
    figures = Observation.objects.filter(_in(tables, homes, "row__")).order_by()
    known = figures.values_list("row", "metric", "footnote", "value", "status", "raw_text")
    before = cells_before(at, table__in=tables) if at else {}
    called = labels_before(at, table__in=tables) if at else {}
    noted = notes_before(at, table__in=tables) if at else {}
    for row, metric, note, *now in known:
        told, note = before.get((row, metric), now), noted.get((row, metric), note)
        if told is not None:
            value, status, raw_text = told
            cells[row][codes[metric]] = [None if value is None else plain(value), status, raw_text]
            if note:
                notes[row][codes[metric]] = note
    rows = {table.pk: {} for table in tables}
    fields = ("kind", "group", "number", "printed_name", "footnote", "institution__code")
    lines = Row.objects.filter(_in(tables, homes)).order_by("table", "position")
    for table, key, *labels, code in lines.values_list("table", "pk", *fields):
        told = dict(zip(fields, labels, strict=False))
        told |= {name: called[key, name] for name in told if (key, name) in called}
        told = _noted(told) | {"institution": code, "cells": cells[key]}
        rows[homes.get(key, table)][key] = told | (
            {"footnotes": notes[key]} if key in notes else {}
        )
    order = {table: stood.get(table, some) for table, some in rows.items()}
    places = {key: place for keys in order.values() for place, key in enumerate(keys)}
    return {table: [rows[table][key] for key in keys] for table, keys in order.items()}, places


def _in(tables, homes, way=""):
    """Rows of these tables, and those that stood in them; of what leads by `way` to such rows."""
    asked = Q(**{f"{way}table__in": tables})
    return asked | Q(**{f"{way}pk__in": list(homes)}) if homes else asked


def _noted(told):
    """The same without its footnote where it has none: what is frozen then stays as it was."""
    return {name: text for name, text in told.items() if name != "footnote" or text}


def _remarks_of(tables, at):
    """What was found and judged, by table; what nobody has judged yet is not for readers."""
    remarks = defaultdict(list)
    if at:  # of what was found then, nothing is kept
        return remarks
    judged = Finding.objects.filter(table__in=tables, severity=Severity.WARNING).exclude(verdict="")
    fields = ("table", "row__printed_name", "metric__label", "message", "verdict", "verdict_note")
    for table, row, metric, message, verdict, note in judged.order_by("pk").values_list(*fields):
        where = "，".join(filter(None, (row, metric)))
        told = {"where": where, "message": message}
        remarks[table].append(told | {"verdict": Verdict(verdict).label, "note": note})
    return remarks


def _corrections_of(tables, places, codes, at):
    """What was corrected after it was published, by table, in the order it happened."""
    corrections = defaultdict(list)
    until = {"made_at__lte": at} if at else {}
    made = Correction.objects.filter(table__in=tables, **until).order_by("made_at", "pk")
    whose = ("row", "row__printed_name", "observation__row", "observation__row__printed_name")
    where = ("table", "field", "observation__metric")
    status = ("old_status", "new_status")
    fields = ("old_raw_text", "new_raw_text", "kind", "reason", "edition", "made_at")
    for table, field, metric, *told in made.values_list(*where, *whose, *status, *fields):
        place = {"metric": codes[metric]} if metric else {}
        place |= {"field": field} if field else {}
        place |= _row_told(places, *told[:2]) or _row_told(places, *told[2:4])
        told = told[4:]
        said = dict(zip(("old", "new", "kind", "reason", "edition", "on"), told[2:], strict=True))
        said["old"], said["new"] = told_apart(*told[2:4], *told[:2])
        corrections[table].append(place | said | {"on": said["on"].isoformat()})
    return corrections


def _row_told(places, row, name):
    """The row that was corrected: its place, or its name where it stands there no more."""
    if row is None:
        return {}
    return {"row": places[row]} if row in places else {"name": name}


def told_apart(old, new, old_status, new_status):
    """Both texts; where they are alike and only the status was corrected, with that."""
    if old != new or old_status == new_status:
        return old, new
    return tuple(
        f"{text.strip() or '空白'}（{Status(status).label if status else '无'}）"
        for text, status in ((old, old_status), (new, new_status))
    )


def plain_rows(tables):
    """The rows of tables told as above that have figures, as `exporting.rows_of` tells them."""
    for table in tables:
        told = (tuple(metric[key] for key in _METRIC) for metric in table["metrics"])
        metrics = list(enumerate(told))
        for position, row in enumerate(table["rows"], 1):
            cells = row["cells"]
            figures = [
                (metric, cells[code][0] or "", *cells[code][1:])
                for metric in metrics
                if (code := metric[1][0]) in cells
            ]
            if figures:
                whose = (row["institution"] or "", row["printed_name"])
                labels = (row["kind"], row["group"], position, *whose)
                yield (table["dataset"], table["period"], table["origin"], *labels), figures
