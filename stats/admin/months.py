"""Months in which a family was not printed: gaps that are none."""

from django.contrib import admin

from stats.admin.columns import month
from stats.admin.records import RecordAdmin
from stats.models import NotPrinted


@admin.register(NotPrinted)
class NotPrintedAdmin(RecordAdmin):
    way_to_dataset = "dataset"
    list_display = ["__str__", "dataset", month("period", "月份"), "note"]
    list_filter = ["dataset"]
    related = ["dataset"]
    date_hierarchy = "period"
    search_fields = ["dataset__title", "note"]
    autocomplete_fields = ["dataset"]
    fields = ["dataset", "period", "note"]
