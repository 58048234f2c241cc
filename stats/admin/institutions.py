"""Institutions and the names they were printed under."""

from django.contrib import admin
from django.core.exceptions import ValidationError

from stats.admin.columns import count_column, count_of, tick_column
from stats.admin.exchange import Imported
from stats.admin.forms import LabelledFormSet, RecordForm
from stats.admin.records import Confirming, RecordAdmin, RecordInline
from stats.models import Institution, InstitutionName, Row
from stats.naming import name_key
from stats.resources import InstitutionNameResource, InstitutionResource


class NameFormSet(LabelledFormSet):
    """Names of one institution; the same name twice on one page would only fail in the database."""

    def clean(self):
        super().clean()
        kept = [form.cleaned_data for form in self.forms if form not in self.deleted_forms]
        written = [
            (name_key(row["name"]), row.get("valid_from")) for row in kept if row.get("name")
        ]
        if len(set(written)) < len(written):
            raise ValidationError("同一个名称写了两次。")


class NameInline(RecordInline):
    model = InstitutionName
    formset = NameFormSet
    fields = ["name", "valid_from", "valid_to", "note"]


class InstitutionForm(RecordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "code" in self.fields:
            self.fields["code"].required = False
            self.fields["code"].help_text += "留空则由名称的拼音得出。"


@admin.register(Institution)
class InstitutionAdmin(Imported, Confirming, RecordAdmin):
    resource = InstitutionResource
    way_to_institution = "pk"
    form = InstitutionForm
    list_display = [
        "name",
        "code",
        "kind",
        "district",
        "closed_on",
        tick_column("confirmed", "已确认"),
        count_column("name_count", "名称数"),
        count_column("row_count", "出现行数", of=Row),
    ]
    list_filter = [
        "confirmed",
        "kind",
        ("district", admin.RelatedOnlyFieldListFilter),
        ("closed_on", admin.EmptyFieldListFilter),
    ]
    related = ["district", "successor"]
    search_fields = ["name", "code", "sort_key", "names__name", "uscc", "gbt2260"]
    autocomplete_fields = ["district", "successor"]
    inlines = [NameInline]
    fieldsets = [
        (None, {"fields": ["name", "code", "kind", "confirmed"]}),
        ("沿革", {"fields": ["district", "opened_on", "closed_on", "successor", "note"]}),
        ("对外代码", {"fields": ["uscc", "gbt2260"]}),
    ]

    def get_queryset(self, request):
        counts = {
            "name_count": count_of(InstitutionName.objects, "institution"),
            "row_count": count_of(Row.objects, "institution"),
        }
        return super().get_queryset(request).annotate(**counts)

    def is_public(self, obj):
        return Institution.objects.published().filter(pk=obj.pk).exists()


@admin.register(InstitutionName)
class InstitutionNameAdmin(Imported, RecordAdmin):
    resource = InstitutionNameResource
    way_to_institution = "institution"
    list_display = ["name", "institution", "valid_from", "valid_to", "note"]
    list_filter = ["institution__kind"]
    related = ["institution"]
    search_fields = ["name", "key", "institution__name", "institution__code"]
    autocomplete_fields = ["institution"]
    fields = ["institution", "name", "valid_from", "valid_to", "note"]
