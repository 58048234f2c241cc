"""Table families, what they count and how they were printed."""

import re

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery

from stats.admin.columns import count_column, count_of, month, tick_column
from stats.admin.forms import KinForm, RecordForm, words
from stats.admin.records import Confirming, RecordAdmin, RecordInline
from stats.models import Column, Dataset, Layout, Metric, Table
from stats.resources import DatasetResource, MetricResource


class MetricForm(KinForm):
    kin = ["part_of", "earned_from"]


class LayoutForm(KinForm):
    kin = ["ordered_by"]

    def clean_groups(self):
        return words(self.cleaned_data["groups"])

    def clean_title_pattern(self):
        return readable_pattern(self.cleaned_data["title_pattern"])

    def clean_note_pattern(self):
        return readable_pattern(self.cleaned_data["note_pattern"])


class ColumnForm(RecordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "header_path" in self.fields:
            self.fields["header_path"].initial = list

    def clean_header_path(self):
        return words(self.cleaned_data["header_path"])


def readable_pattern(pattern):
    """`pattern`, if it is a regular expression: documents are read with it."""
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValidationError("这不是正则表达式，请检查括号等记号。") from error
    return pattern


class MetricInline(RecordInline):
    model = Metric
    form = MetricForm
    fk_name = "dataset"
    fields = [
        "position",
        "code",
        "label",
        "unit",
        "decimals",
        "part_of",
        "earned_from",
        "confirmed",
    ]
    related = ["part_of", "earned_from"]
    show_change_link = True

    def metrics(self):
        return Metric.objects.filter(dataset=self.parent)


class LayoutInline(RecordInline):
    model = Layout
    form = LayoutForm
    fields = ["code", "form", "first_period", "last_period", "title_pattern", "confirmed"]
    show_change_link = True


class ColumnInline(RecordInline):
    model = Column
    form = ColumnForm
    fields = ["position", "header_path", "metric", "whole", "in_note"]
    related = ["metric", "whole"]

    def metrics(self):
        return Metric.objects.filter(dataset=self.parent and self.parent.dataset)


@admin.register(Dataset)
class DatasetAdmin(Confirming, RecordAdmin):
    resource = DatasetResource
    way_to_dataset = "pk"
    list_display = [
        "title",
        "slug",
        "subject_kind",
        "position",
        tick_column("is_active", "仍在更新"),
        tick_column("confirmed", "已确认"),
        count_column("metric_count", "指标"),
        count_column("layout_count", "表式"),
        count_column("table_count", "本期表", of=Table),
        month("latest", "最近月份", of=Table),
    ]
    list_filter = ["confirmed", "is_active", "subject_kind"]
    search_fields = ["title", "slug", "description"]
    autocomplete_fields = ["successor"]
    inlines = [MetricInline, LayoutInline]
    fieldsets = [
        (None, {"fields": ["title", "slug", "subject_kind", "position", "confirmed"]}),
        ("给读者", {"fields": ["description", "methodology", "is_active", "successor"]}),
        ("读入", {"fields": ["marks"]}),
    ]

    def get_queryset(self, request):
        tables = Table.objects.filter(dataset=OuterRef("pk"))
        counts = {
            "metric_count": count_of(Metric.objects, "dataset"),
            "layout_count": count_of(Layout.objects, "dataset"),
            "table_count": count_of(Table.objects, "dataset"),
            "latest": Subquery(tables.order_by("-period").values("period")[:1]),
        }
        return super().get_queryset(request).annotate(**counts)

    def is_public(self, obj):
        return Dataset.objects.published().filter(pk=obj.pk).exists()


@admin.register(Metric)
class MetricAdmin(Confirming, RecordAdmin):
    resource = MetricResource
    way_to_dataset = "dataset"
    form = MetricForm
    list_display = [
        "label",
        "code",
        "dataset",
        "unit",
        "decimals",
        "part_of",
        tick_column("confirmed", "已确认"),
    ]
    list_filter = ["confirmed", "dataset"]
    related = ["dataset", "part_of"]
    search_fields = ["label", "code", "dataset__title"]
    autocomplete_fields = ["dataset"]
    fields = [
        "dataset",
        "code",
        "label",
        "unit",
        "decimals",
        "definition",
        "footnote",
        "position",
        "part_of",
        "earned_from",
        "confirmed",
    ]


@admin.register(Layout)
class LayoutAdmin(Confirming, RecordAdmin):
    way_to_dataset = "dataset"
    form = LayoutForm
    list_display = [
        "__str__",
        "form",
        month("first_period", "最早月份"),
        month("last_period", "最晚月份"),
        tick_column("confirmed", "已确认"),
        count_column("column_count", "列"),
        count_column("table_count", "本期表", of=Table),
    ]
    list_filter = ["confirmed", "form", "dataset"]
    search_fields = ["code", "dataset__title", "title_pattern"]
    related = ["dataset"]
    autocomplete_fields = ["dataset"]
    inlines = [ColumnInline]
    fieldsets = [
        (None, {"fields": ["dataset", "code", "form", "confirmed"]}),
        ("时间", {"fields": ["first_period", "last_period"]}),
        ("读入", {"fields": ["title_pattern", "note_pattern", "groups"]}),
        ("版面", {"fields": ["number_label", "subject_label", "ordered_by"]}),
    ]

    def get_queryset(self, request):
        counts = {
            "column_count": count_of(Column.objects, "layout"),
            "table_count": count_of(Table.objects, "layout"),
        }
        return super().get_queryset(request).annotate(**counts)


@admin.register(Column)
class ColumnAdmin(RecordAdmin):
    way_to_dataset = "layout__dataset"
    form = ColumnForm
    list_display = [
        "__str__",
        "layout",
        "position",
        "metric",
        "whole",
        tick_column("in_note", "在附注里"),
    ]
    list_filter = ["in_note", "layout__dataset"]
    related = ["layout__dataset", "metric", "whole"]
    search_fields = ["header_path", "layout__code", "layout__dataset__title", "metric__label"]
    autocomplete_fields = ["layout"]
    fields = ["layout", "position", "header_path", "metric", "whole", "in_note"]
