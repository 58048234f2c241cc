"""Announced days on the desk, and what was once written of releases: only looked at."""

from django import forms
from django.contrib import admin

from news.announcing import move
from news.models import EditionFile, ReleaseDay, ReleaseDayChange, Step
from stats.admin.forms import RecordForm
from stats.admin.records import RecordAdmin, RecordInline, ViewOnly


class ReleaseDayForm(RecordForm):
    reason = forms.CharField(
        label="改期的原因",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="改日期时必填，对外公布在发布日历上。",
    )

    class Meta:
        model = ReleaseDay
        fields = ["year", "number", "due_on"]

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and "due_on" in self.changed_data and not cleaned.get("reason"):
            self.add_error("reason", "日期已经公布，改期要写明原因。")
        return cleaned


class ReleaseDayChangeInline(ViewOnly, RecordInline):
    model = ReleaseDayChange
    fields = ["made_at", "before", "after", "reason", "made_by"]
    readonly_fields = fields
    related = ["made_by"]


@admin.register(ReleaseDay)
class ReleaseDayAdmin(RecordAdmin):
    form = ReleaseDayForm
    list_display = ["__str__", "due_on"]
    list_filter = ["year"]
    date_hierarchy = "due_on"
    search_fields = ["=year", "=number"]

    def get_inlines(self, request, obj):
        return [ReleaseDayChangeInline] if obj else []

    def get_readonly_fields(self, request, obj=None):
        return ["year", "number"] if obj else []

    def get_fields(self, request, obj=None):
        asked = ["reason"] if obj and self.has_change_permission(request, obj) else []
        return ["year", "number", "due_on", *asked]

    def is_public(self, obj):
        return False

    def save_model(self, request, obj, form, change):
        if not change:
            super().save_model(request, obj, form, change)
        elif "due_on" in form.changed_data:
            move(obj, obj.due_on, form.cleaned_data["reason"], request.user)


@admin.register(ReleaseDayChange)
class ReleaseDayChangeAdmin(ViewOnly, RecordAdmin):
    list_display = ["day", "before", "after", "reason", "made_at", "made_by"]
    related = ["day", "made_by"]
    list_filter = ["day__year"]
    date_hierarchy = "made_at"
    search_fields = ["reason", "=day__year", "=day__number"]
    fields = ["day", "before", "after", "reason", "made_at", "made_by"]
    readonly_fields = ["made_at"]


@admin.register(Step)
class StepAdmin(ViewOnly, RecordAdmin):
    list_display = ["issue", "before", "after", "made_by", "made_at", "note"]
    related = ["issue", "made_by"]
    list_filter = ["after", "issue__year", ("made_by", admin.RelatedOnlyFieldListFilter)]
    date_hierarchy = "made_at"
    ordering = ["-pk"]
    search_fields = ["note", "sha256", "=issue__year", "=issue__number"]
    fields = ["issue", "before", "after", "made_by", "made_at", "note", "sha256"]
    readonly_fields = ["made_at"]


@admin.register(EditionFile)
class EditionFileAdmin(ViewOnly, RecordAdmin):
    """Files of editions by their hashes; the bytes are for readers, at the edition's address."""

    list_display = ["edition", "kind", "sha256", "made_at"]
    related = ["edition__issue"]
    list_filter = ["kind", "edition__issue__year"]
    date_hierarchy = "made_at"
    search_fields = ["sha256", "=edition__issue__year", "=edition__issue__number"]
    fields = ["edition", "kind", "sha256", "made_at"]
    readonly_fields = ["made_at"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("content", "edition__content")
