"""The cells, rows and words of a table, to be corrected in one form: what was typed as changes."""

from datetime import datetime

from django.shortcuts import get_object_or_404
from django.utils import timezone

from stats.changes import LABELS, NO_ROW
from stats.correcting import FOOTNOTE, WORDS, Moved, cells_typed
from stats.correcting_rows import Draft
from stats.editing import editing_sheet
from stats.models import Correction, Deed, RowKind, Status, Table
from stats.rewording import followed
from stats.shapes import month_name
from stats.standing import ROWS, cells_before, labels_before, notes_before, words_before

STATUS_LINES, NEW_LINES, NOTE_LINES = range(3), range(3), range(2)


class TablePart:
    """The cells, rows and words of one table."""

    template = "news/admin/correction_table.html"
    usual = {"kind": Deed.CORRECTION}
    restores = None

    def __init__(self, pk):
        tables = Table.objects.published().select_related("dataset", "layout")
        self.table = get_object_or_404(tables.filter(issue_table__isnull=False), pk=pk)
        self.issue = self.table.issue_table.issue
        self.title = f"{self.table.dataset} {month_name(self.table.period)}"
        self.sheet = editing_sheet(self.table)
        self.opened = timezone.now()
        self.given = {}

    def fill(self, data):
        """Take what was typed: fields that were not sent are as they were."""
        names = [cell["name"] for line in self.lines() for cell in line["cells"] if cell]
        names += [word["name"] for word in (*self.words(), *self.labels())]
        names += [note["name"] for note in self.notes()]
        names += [f"s-{place}-{what}" for place in STATUS_LINES for what in ("cell", "status")]
        names += [name for line in self.new_notes() for name, _ in line]
        names += [f"d-{row.pk}" for row in self.sheet.rows]
        names += [name for line in self.new_lines() for name, _, _ in line["fields"]]
        self.given = {name: data[name] for name in names if name in data}
        try:
            self.opened = datetime.fromisoformat(data.get("opened", ""))
        except ValueError:
            self.opened = timezone.now()

    def typed(self):
        return self.given | {"opened": self.opened.isoformat()}

    def renew(self):
        """What somebody else changed meanwhile has been seen by now."""
        self.opened = timezone.now()

    def lines(self):
        """Rows of cells to type in, None for what is not there to be filled."""
        for row, cells in zip(self.sheet.rows, self.sheet.cells, strict=True):
            told = (
                self._cell(row, column, cell) if cell.open else None
                for column, cell in zip(self.sheet.columns, cells, strict=True)
            )  # fmt: skip
            goes = f"d-{row.pk}"
            yield {"row": row, "cells": list(told), "goes": goes, "is_gone": goes in self.given}

    @property
    def above_choices(self):
        """The rows below which one may be put in."""
        return [row for row in self.sheet.rows if row.kind == RowKind.DATA]

    @property
    def new_columns(self):
        """The columns in which a row that is put in has a cell: none of those below the table."""
        return [column for column in self.sheet.columns if not column.note]

    def new_lines(self):
        """Lines for rows that were forgotten: below which row, whose, and what stands in them."""
        columns = [("+".join(column.metrics), column) for column in self.new_columns]
        for place in NEW_LINES:
            named = [("after", "排在哪一行之后"), ("name", "单位名称")]
            named += [(codes, "，".join(column.path)) for codes, column in columns]
            fields = [(f"a-{place}-{what}", label) for what, label in named]
            yield {
                "fields": [(name, label, self.given.get(name, "")) for name, label in fields],
                "columns": [column for _, column in columns],
            }

    def _cell(self, row, column, cell):
        name = f"c-{row.pk}-{'+'.join(column.metrics)}"
        return {
            "name": name,
            "label": f"{row}，{'，'.join(column.path)}",
            "was": cell.raw,
            "text": self.given.get(name, cell.raw),
            "place": (row.pk, column.metrics),
            "note": cell.footnote,
        }

    def notes(self):
        """The footnotes that cells have."""
        for cell in self._open_cells():
            if cell["note"]:
                name = cell["name"].replace("c-", "f-", 1)
                told = {"name": name, "label": cell["label"], "was": cell["note"]}
                yield told | {"place": cell["place"], "text": self.given.get(name, cell["note"])}

    def new_notes(self):
        """Lines to give a footnote to a cell that has none."""
        for place in NOTE_LINES:
            names = (f"n-{place}-cell", f"n-{place}-text")
            yield [(name, self.given.get(name, "")) for name in names]

    def _open_cells(self):
        return (cell for line in self.lines() for cell in line["cells"] if cell)

    @property
    def label_heads(self):
        """What the labels of rows are called, in their order."""
        return [Correction.Field(field).label for field in LABELS]

    def labels(self):
        """The labels of rows: what is printed beside their figures."""
        for row in self.sheet.rows:
            for field in LABELS:
                was, name = getattr(row, field), f"l-{row.pk}-{field}"
                label = f"{row}，{Correction.Field(field).label}"
                told = {"name": name, "label": label, "was": was, "place": (row.pk, field)}
                yield told | {"row": row, "text": self.given.get(name, was)}

    def statuses(self):
        """Lines to say of a cell what a blank or a mark in it means."""
        for place in STATUS_LINES:
            names = (f"s-{place}-cell", f"s-{place}-status")
            yield [(name, self.given.get(name, "")) for name in names]

    @property
    def status_choices(self):
        return Status.choices

    def _statuses_typed(self):
        cells = {cell["name"]: cell for cell in self._open_cells()}
        for (_, cell), (_, status) in self.statuses():
            if cell in cells and status in Status.values:
                yield cells[cell]["place"], (cells[cell]["text"], status)

    def words(self):
        for field in WORDS:
            was = getattr(self.table, field)
            name, label = f"w-{field}", Correction.Field(field).label
            told = {"name": name, "label": label, "was": was, "place": (self.table.pk, field)}
            yield told | {"text": self.given.get(name, was)}

    def changes(self):
        """What was typed as changes. Raises Moved where somebody was faster."""
        draft = self._draft()
        typed, moved = self._cells_typed()
        words, late = self._words_typed()
        notes, later = self._notes_typed()
        if since := [*self._rows_since(), *moved, *late, *later]:
            raise Moved(since)
        said = dict(self._statuses_typed())
        typed |= {place: text for place, (text, _) in said.items()}
        cells = cells_typed(
            self.table, typed, {place: status for place, (_, status) in said.items()}
        )
        words = [*words, *followed(self.table, cells, words)]
        given = {(word.get("row"), word["field"]) for word in words}
        counted = [one for one in draft.recounted() if (one["row"], one["field"]) not in given]
        return {"rows": draft.changes, "cells": cells, "words": [*words, *counted, *notes]}

    def _draft(self):
        """The rows as they are to stand."""
        draft = Draft(self.table)
        draft.remove({line["row"].pk for line in self.lines() if line["is_gone"]})
        for line in self.new_lines():
            (_, _, after), (_, _, name), *cells = line["fields"]
            texts = [text for _, _, text in cells]
            if name.strip() or any(text.strip() for text in texts):
                below = int(after) if after.isascii() and after.isdigit() else None
                codes = (column.metrics for column in line["columns"])
                draft.add(name, below, dict(zip(codes, texts, strict=True)))
        return draft

    def _rows_since(self):
        """What was added or removed since the form was opened: it names other rows than stand."""
        made = Correction.objects.filter(
            table=self.table, field__in=ROWS, made_at__gt=self.opened
        ).select_related("row")
        for one in made:
            texts = [one.old_raw_text or NO_ROW, one.new_raw_text or NO_ROW]
            yield (f"{one.row}，{one.get_field_display()}", *texts, "")

    def _cells_typed(self):
        """{place: text} of the cells that were changed, and those that others changed meanwhile."""
        metrics = {m.code: m.pk for m in self.table.dataset.metrics.all()}
        before = cells_before(self.opened, table=self.table)
        typed, moved = {}, []
        staying = (line for line in self.lines() if not line["is_gone"])
        for cell in (cell for line in staying for cell in line["cells"] if cell):
            row, codes = cell["place"]
            shown = before.get((row, metrics[codes[0]]), (None, "", cell["was"]))
            shown = (shown or (None, "", ""))[2]
            if cell["text"].strip() == shown.strip():
                continue
            if shown != cell["was"]:
                moved.append((cell["label"], shown, cell["was"], cell["text"]))
            typed[cell["place"]] = cell["text"]
        return typed, moved

    def _words_typed(self):
        before = words_before(self.opened, [self.table])
        before |= labels_before(self.opened, table=self.table)
        changed, moved = [], []
        staying = (one for one in self.labels() if f"d-{one['row'].pk}" not in self.given)
        for word in (*self.words(), *staying):
            holder, field = word["place"]
            shown = before.get(word["place"], word["was"])
            text = word["text"].replace("\r\n", "\n")
            if text.strip() == shown.strip():
                continue
            if shown != word["was"]:
                moved.append((word["label"], shown, word["was"], text))
            told = {"table": self.table.pk, "field": field, "old": word["was"], "new": text}
            changed.append(told if "row" not in word else told | {"row": holder})
        return changed, moved

    def _notes_typed(self):
        """The footnotes of cells that were changed or given, and those others changed meanwhile."""
        metrics = {m.code: m.pk for m in self.table.dataset.metrics.all()}
        before = notes_before(self.opened, table=self.table)
        cells = {cell["name"]: cell for cell in self._open_cells() if not cell["note"]}
        typed = [(note["place"], note["label"], note["was"], note["text"]) for note in self.notes()]
        for (_, name), (_, text) in self.new_notes():
            if name in cells and text.strip():
                cell = cells[name]
                typed.append((cell["place"], cell["label"], "", text))
        changed, moved = [], []
        for (row, codes), label, was, text in typed:
            shown = before.get((row, metrics[codes[0]]), was)
            if f"d-{row}" in self.given or text.strip() == shown:
                continue
            if shown != was:
                moved.append((f"{label}，脚注", shown, was, text))
            told = {"table": self.table.pk, "row": row, "metric": codes[0], "field": FOOTNOTE}
            changed.append(told | {"old": was, "new": text.strip()})
        return changed, moved
