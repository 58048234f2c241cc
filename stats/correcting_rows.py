"""Whole rows of published tables: one that was forgotten put in, one printed by mistake taken away.

A change of a row is a dict: key of the table, and of the row where it stands already; its place,
counted from 1, and what is called so just above it; and the row before and after, told as editions
tell rows, None where there is none.
"""

from collections import defaultdict

from django.db.models import F, Max

from stats.changes import ADDED, BLANK, NO_ROW, REMOVED
from stats.correcting import (
    Moved,
    NotCorrectable,
    common,
    reading_of,
    readings_typed,
    told_reading,
    why,
)
from stats.entering import make_figures
from stats.inserting import institution_named, is_counted, put_in_order, same_row
from stats.models import Correction, Institution, Observation, Row, RowKind, Table

LABELS = ("kind", "group", "number", "printed_name")  # footnotes beside them, where there are any


def row_told(row):
    """A stored row as editions tell rows; `institution` is best selected with it."""
    cells = Observation.objects.filter(row=row).select_related("metric").order_by("pk")
    notes = {cell.metric.code: cell.footnote for cell in cells if cell.footnote}
    noted = {"footnote": row.footnote, "footnotes": notes}
    return {
        **{name: told for name, told in noted.items() if told},
        **{name: getattr(row, name) for name in LABELS},
        "institution": row.institution and row.institution.code,
        "cells": {cell.metric.code: reading_of(cell) for cell in cells},
    }


def line_of(told, header):
    """What stands in a row told so, in the order of the printed columns; nothing of no row."""
    cells = told["cells"] if told else {}
    columns = [column["metrics"] for column in header if column["metrics"]]
    printed = {code for codes in columns for code in codes}
    columns += [[code] for code in sorted(set(cells) - printed)]
    texts = [next((cells[code][2] for code in codes if code in cells), None) for codes in columns]
    return " ".join(text.strip() or BLANK for text in texts if text is not None)


class Draft:
    """The rows of a published table as they would stand after the changes that are asked of it."""

    def __init__(self, table):
        rows = table.rows.select_related("institution").order_by("position")
        self.table, self.stored = table, list(rows)
        self.order = list(self.stored)
        self.changes, self.told = [], {}

    def remove(self, keys):
        """Take the rows with these keys away, from the last to the first."""
        for row in [one for one in self.order[::-1] if one.pk in keys]:
            self._change(self.order.index(row) + 1, row.pk, row_told(row), None)
            self.order.remove(row)

    def add(self, name, after, typed):
        """Put a row called so below the row with the key `after`, or first where it is None.

        `typed` is {codes of a column: text}. Raises NotCorrectable.
        """
        name = " ".join(name.split())
        if not name:
            raise NotCorrectable("补一行要填单位名称。")
        above = next((one for one in self.order if after and one.pk == after), None)
        if after and above is None:
            raise NotCorrectable(f"“{name}”要排在其后的那一行也在删去之列，请另选一行。")
        place = self.order.index(above) + 1 if above else 0
        # Several that are put below the same row stand as they were typed.
        while above and place < len(self.order) and self.order[place].pk is None:
            place += 1
        beside = above or next(iter(self.order), None)
        row = Row(group=beside.group if beside else "", printed_name=name)
        row.institution = institution_named(name)
        if any(same_row(row, other) for other in self.order):
            raise NotCorrectable(f"表里已经有“{name}”；要改它的数，请直接改那一行。")
        told = {field: getattr(row, field) for field in LABELS}
        told |= {"institution": row.institution and row.institution.code}
        self.put(place, told | {"cells": dict(self._read(typed))})

    def put(self, place, told):
        """Put a row told so before all that stand at `place`, counted from 0, and behind it."""
        row = Row(**{name: told[name] for name in LABELS})
        self.order.insert(place, row)
        self.told[id(row)] = told
        self._change(place + 1, None, None, told)

    def _read(self, typed):
        marks = self.table.dataset.marks or {}
        for codes, text in typed.items():
            yield from readings_typed(codes, text.strip(), marks)

    def _change(self, place, row, old, new):
        above = self.order[place - 2].printed_name if place > 1 else ""
        change = {"table": self.table.pk, "row": row, "place": place, "above": above}
        self.changes.append(change | {"old": old, "new": new})

    def recounted(self):
        """Count the rows anew in a table that counts them; the changes of those that stay."""
        if not self.changes or not is_counted(self.stored):
            return
        data = [row for row in self.order if row.kind == RowKind.DATA]
        for number, row in enumerate(data, 1):
            if row.pk is None:
                self.told[id(row)]["number"] = str(number)
            elif row.number != str(number):
                told = {"table": self.table.pk, "row": row.pk, "field": "number"}
                yield told | {"old": row.number, "new": str(number)}


def correct_rows(tables, changes, act):
    """Add and remove rows of published `tables`, history and Corrections beside them.

    To be called within a transaction, and before their cells are corrected. Raises NotCorrectable,
    or Moved where other rows stand there than the changes say.
    """
    known = Table.objects.published().select_for_update().filter(pk__in=tables)
    known = {table.pk: table for table in known.order_by("pk")}
    by_table = defaultdict(list)
    for change in changes:
        if change["table"] not in known:
            raise NotCorrectable("所改的行不在这一期里。")
        by_table[change["table"]].append(change)
    for key, some in by_table.items():
        _write(known[key], some, act)
    Table.objects.filter(pk__in=by_table).update(version=F("version") + 1)


def _write(table, changes, act):
    """Make these changes one after another, as they were made when they were asked for."""
    order = list(table.rows.select_related("institution").order_by("position"))
    made = [(_taken if change["new"] is None else _put)(table, order, change) for change in changes]
    _put_aside(table, [row for row, _ in made if row.pk], act)
    for row in order:
        row._change_reason = why(act)
    put_in_order(order, False, act.user)
    added = [(row, one["new"]) for (row, _), one in zip(made, changes, strict=True) if one["new"]]
    _write_cells(table, added, act)
    Correction.objects.bulk_create(
        Correction(
            **common(act, table.pk),
            row=row,
            position=place,
            field=ADDED if change["old"] is None else REMOVED,
            old_raw_text=line_of(change["old"], table.header),
            new_raw_text=line_of(change["new"], table.header),
        )
        for (row, place), change in zip(made, changes, strict=True)
    )


def _taken(table, order, change):
    """The row that goes, which must stand there as it did, and its place."""
    row = next((one for one in order if one.pk == change["row"]), None)
    now = row and row_told(row)
    if now != change["old"]:
        texts = [line_of(told, table.header) or NO_ROW for told in (change["old"], now)]
        raise Moved([(change["old"]["printed_name"], *texts, NO_ROW)])
    place = order.index(row) + 1
    order.remove(row)
    return row, place


def _put(table, order, change):
    """The new row, not stored yet, and its place, above which there must be what there was."""
    told, place = change["new"], change["place"]
    above = order[place - 2].printed_name if 1 < place <= len(order) + 1 else ""
    if above != change["above"]:
        raise Moved([(told["printed_name"], f"在“{change['above']}”之后", f"在“{above}”之后",
                      line_of(told, table.header))])  # fmt: skip
    code = told["institution"]
    row = Row(table=table, **{name: told[name] for name in LABELS})
    row.footnote = told.get("footnote", "")
    row.institution = Institution.objects.filter(code=code).first() if code else None
    order.insert(place - 1, row)
    return row, place


def _put_aside(table, rows, act):
    """Move rows to where only the past finds them."""
    if not rows:
        return
    same = {name: getattr(table, name) for name in ("dataset", "period", "origin", "layout")}
    aside, _ = Table._base_manager.get_or_create(
        removed_from=table, defaults=same | {"closed_at": act.moment}
    )
    last = Row.objects.filter(table=aside).aggregate(last=Max("position"))["last"] or 0
    for place, row in enumerate(rows, last + 1):
        row.table, row.position = aside, place
        row._history_user, row._change_reason = act.user, why(act)
        row.save(update_fields=["table", "position"])


def _write_cells(table, added, act):
    metrics = {metric.code: metric for metric in table.dataset.metrics.all()}
    cells = []
    for row, told in added:
        for code, reading in told["cells"].items():
            value, status, raw = told_reading(reading)
            cell = Observation(row=row, metric=metrics[code], value=value)
            cell.status, cell.raw_text = status, raw
            cell.footnote = told.get("footnotes", {}).get(code, "")
            cells.append(cell)
    make_figures(cells, act.user, why(act))
