"""What can be corrected by itself beside a table: an article, a brief, the masthead; or a whole
issue, brought back to an older version. Each tells its title and issue, and what was typed."""

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404
from django_prose_editor.widgets import AdminProseEditorWidget

from news.admin.correction_pictures import Pictures
from news.admin.topics import TopicsWidget
from news.bodies import EXTENSIONS
from news.correcting import TEXTS, texts_typed
from news.models import Article, Brief, Edition, Issue
from news.notices import line_of_text, title_of
from news.restoring import changes_back
from stats.correcting import Moved
from stats.models import CorrectionReason, Deed

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
        changes = self._typed()
        if changes and self.opened != str(self.issue.version):
            lines = map(line_of_text, changes)
            raise Moved([(line.where, "", line.old, line.new) for line in lines])
        return {"texts": changes}

    def _typed(self):
        return texts_typed(self.kind, self.text, self.given)


class ArticlePart(TextPart):
    kind, model = "article", Article

    def __init__(self, pk):
        super().__init__(pk)
        self.pictures = Pictures(self.text)

    def fill(self, data):
        super().fill(data)
        self.pictures.fill(data)

    def typed(self):
        return self.given | self.pictures.given

    def _typed(self):
        return [*super()._typed(), *self.pictures.changes()]

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
