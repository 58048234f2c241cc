"""Corrections of published figures, to be looked at."""

from django.contrib import admin

from stats.admin.columns import figure_column
from stats.admin.records import RecordAdmin, ViewOnly
from stats.models import Correction

OLD = figure_column("old_value", "原数值")
NEW = figure_column("new_value", "新数值")


@admin.register(Correction)
class CorrectionAdmin(ViewOnly, RecordAdmin):
    way_to_dataset = "table__dataset"
    way_to_institution = "observation__row__institution"
    list_display = ["made_at", "kind", "table", "place", "metric", "change", "reason", "made_by"]
    list_filter = [
        "kind",
        ("made_by", admin.RelatedOnlyFieldListFilter),
        "table__dataset",
    ]
    related = ["table__dataset", "observation__row", "observation__metric", "row", "made_by"]
    date_hierarchy = "made_at"
    search_fields = [
        "reason",
        "public_wording",
        "old_raw_text",
        "new_raw_text",
        "observation__row__printed_name",
    ]
    fieldsets = [
        (None, {"fields": ["table", "place", "metric", "field"]}),
        ("原来", {"fields": ["old_raw_text", OLD, "old_status"]}),
        ("改为", {"fields": ["new_raw_text", NEW, "new_status"]}),
        ("说明", {"fields": ["kind", "reason", "public_wording", "edition", "made_at", "made_by"]}),
    ]
    readonly_fields = ["place", "metric", OLD, NEW, "made_at"]

    @admin.display(description="行")
    def place(self, obj):
        return obj.observation.row if obj.observation else obj.row

    @admin.display(description="指标")
    def metric(self, obj):
        told = [obj.observation.metric.label] if obj.observation else []
        return "的".join([*told, *([obj.get_field_display()] if obj.field else [])])

    @admin.display(description="更正")
    def change(self, obj):
        return f"{obj.old_raw_text or '（空）'} → {obj.new_raw_text or '（空）'}"
