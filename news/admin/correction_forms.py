"""What can be corrected by itself: the cells and words of a table, an article, a brief; or a whole
issue, brought back to an older version. Each tells its title and issue, and what was typed."""

from datetime import datetime

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django_prose_editor.widgets import AdminProseEditorWidget

from news.admin.topics import TopicsWidget
from news.bodies import EXTENSIONS
from news.correcting import TEXTS, texts_typed
from news.models import Article, Brief, Edition, Issue
from news.notices import as_words, title_of
from news.restoring import changes_back
from stats.changes import LABELS
from stats.correcting import WORDS, Moved, cells_typed
from stats.editing import editing_sheet
from stats.models import Correction, CorrectionReason, Deed, Status, Table
from stats.rewording import followed
from stats.shapes import month_name
from stats.standing import cells_before, labels_before, words_before

STATUS_LINES = range(3)
KINDS = {
    Deed.CORRECTION: "发布的数或文字有误",
    Deed.REVISION: "来源单位改了数，或口径有调整",
    Deed.LATE: "当时没有报，现在补上",
}


class CorrectionForm(forms.Form):
    """Why, and in which words readers are told."""

    kind = forms.ChoiceField(
        label="类别",
        choices=[(kind.value, f"{kind.label}：{said}") for kind, said in KINDS.items()],
        widget=forms.RadioSelect,
    )
    reason = forms.ChoiceField(label="原因")
    wording = forms.CharField(
        label="对外说明",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 80}),
        help_text="读者在更正记录里看到的话，一两句即可。",
    )

    def __init__(self, part, *args, **kwargs):
        super().__init__(*args, **kwargs)
        names = CorrectionReason.objects.filter(is_active=True).values_list("name", "name")
        self.fields["reason"].choices = [("", "请选择"), *names]
        if part.restores:
            self.fields["kind"].choices = [(Deed.RESTORED.value, Deed.RESTORED.label)]
            self.fields["kind"].widget = forms.HiddenInput()


class TablePart:
    """The cells and words of one table."""

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
        names += [f"s-{place}-{what}" for place in STATUS_LINES for what in ("cell", "status")]
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
            yield {"row": row, "cells": list(told)}

    def _cell(self, row, column, cell):
        name = f"c-{row.pk}-{'+'.join(column.metrics)}"
        return {
            "name": name,
            "label": f"{row}，{'，'.join(column.path)}",
            "was": cell.raw,
            "text": self.given.get(name, cell.raw),
            "place": (row.pk, column.metrics),
        }

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
        open_cells = (cell for line in self.lines() for cell in filter(None, line["cells"]))
        cells = {cell["name"]: cell for cell in open_cells}
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
        metrics = {m.code: m.pk for m in self.table.dataset.metrics.all()}
        before = cells_before(self.opened, table=self.table)
        typed, moved = {}, []
        for line in self.lines():
            for cell in filter(None, line["cells"]):
                row, codes = cell["place"]
                shown = before.get((row, metrics[codes[0]]), (None, "", cell["was"]))
                shown = (shown or (None, "", ""))[2]
                if cell["text"].strip() == shown.strip():
                    continue
                if shown != cell["was"]:
                    moved.append((cell["label"], shown, cell["was"], cell["text"]))
                typed[cell["place"]] = cell["text"]
        words, late = self._words_typed()
        if moved + late:
            raise Moved(moved + late)
        said = dict(self._statuses_typed())
        typed |= {place: text for place, (text, _) in said.items()}
        cells = cells_typed(
            self.table, typed, {place: status for place, (_, status) in said.items()}
        )
        return {"cells": cells, "words": [*words, *followed(self.table, cells, words)]}

    def _words_typed(self):
        before = words_before(self.opened, [self.table])
        before |= labels_before(self.opened, table=self.table)
        changed, moved = [], []
        for word in (*self.words(), *self.labels()):
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


class TextPart:
    """One article, or one brief."""

    template = "news/admin/correction_text.html"
    usual = {"kind": Deed.CORRECTION}
    restores = None
    kind, model = "", None

    def __init__(self, pk):
        self.text = get_object_or_404(self.model, pk=pk)
        self.issue = self.text.issue if self.kind != "issue" else self.text
        self.title = title_of(self.text)
        self.given = {"opened": str(self.issue.version)}

    def fill(self, data):
        names = [*TEXTS[self.kind][1], "opened"]
        self.given = {name: data[name] for name in names if name in data}

    def typed(self):
        return self.given

    def renew(self):
        self.given["opened"] = str(self.issue.version)

    @property
    def opened(self):
        return self.given.get("opened", "")

    @property
    def fields(self):
        form = forms.modelform_factory(
            self.model, fields=list(TEXTS[self.kind][1]), widgets=self.widgets()
        )
        return form(instance=self.text, initial=self.given)

    def widgets(self):
        return {"text": forms.Textarea(attrs={"rows": 4, "cols": 80})}

    def changes(self):
        changes = texts_typed(self.kind, self.text, self.given)
        if changes and self.opened != str(self.issue.version):
            name = self.model._meta.get_field
            told = ((as_words(one["old"]), as_words(one["new"])) for one in changes)
            places = (str(name(one["field"]).verbose_name) for one in changes)
            raise Moved([(where, "", *texts) for where, texts in zip(places, told, strict=True)])
        return {"texts": changes}


class ArticlePart(TextPart):
    kind, model = "article", Article

    def widgets(self):
        editor = AdminProseEditorWidget(
            config={"extensions": EXTENSIONS}, preset="configurable", attrs={"rows": 20}
        )
        return {"body": editor, "topics": TopicsWidget}


class BriefPart(TextPart):
    kind, model = "brief", Brief


class IssuePart(TextPart):
    kind, model = "issue", Issue


class VersionPart:
    """A whole issue, brought back to an older version."""

    template = "news/admin/correction_version.html"
    usual = {"kind": Deed.RESTORED}

    def __init__(self, pk):
        self.restores = get_object_or_404(Edition.objects.select_related("issue"), pk=pk)
        self.issue = self.restores.issue
        if self.issue.editions.first() == self.restores:
            raise Http404("这就是最新的一版。")
        self.title = f"{self.issue}恢复到第{self.restores.number}版"

    def fill(self, data):
        """Nothing is typed."""

    def typed(self):
        return {}

    def renew(self):
        """Nothing was seen but the version."""

    def changes(self):
        return changes_back(self.restores)
