"""From when on figures are counted in another way, as readers are told."""

from django.contrib import admin

from stats.admin.columns import month
from stats.admin.forms import KinForm
from stats.admin.records import RecordAdmin
from stats.models import Break


class BreakForm(KinForm):
    kin = ["metric"]


@admin.register(Break)
class BreakAdmin(RecordAdmin):
    way_to_dataset = "dataset"
    form = BreakForm
    list_display = ["__str__", "dataset", "metric", month("period", "自哪个月起"), "wording"]
    list_filter = ["dataset"]
    related = ["dataset", "metric__dataset"]
    date_hierarchy = "period"
    search_fields = ["dataset__title", "metric__label", "wording"]
    autocomplete_fields = ["dataset"]
    fields = ["dataset", "metric", "period", "wording"]
