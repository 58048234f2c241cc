"""What every admin class here has in common: fields, inlines, notices, confirming."""

from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.templatetags.static import static
from django.utils.html import format_html

from stats.admin.forms import (
    LabelledFormSet,
    NamedAutocomplete,
    PrintedField,
    RecordForm,
    metric_choices,
)
from stats.models import Metric


class RecordFields:
    """How the fields of our records are asked for, on pages and in inlines."""

    form = RecordForm
    formfield_overrides = {models.TextField: {"form_class": PrintedField}}
    # What records point to, fetched with them on every page. Not list_select_related, which
    # Django silently leaves out as soon as a queryset selects anything by itself.
    related = ()

    def get_queryset(self, request):
        queryset = super().get_queryset(request)
        return queryset.select_related(*self.related) if self.related else queryset

    def metrics(self):
        return Metric.objects.all()

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", NamedAutocomplete(db_field, self.admin_site))
        if db_field.related_model is not Metric:
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        kwargs["queryset"] = self.metrics()
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        field.choices = metric_choices(kwargs["queryset"])
        return field


class RecordAdmin(RecordFields, admin.ModelAdmin):
    change_form_template = "stats/admin/change_form.html"
    list_per_page = 50
    save_on_top = True
    show_full_result_count = False

    def notice(self, request, obj):
        """A sentence above the form of `obj`, if there is something to be said."""
        return ""

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["notice"] = self.notice(request, obj) if obj else ""
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def is_public(self, obj):
        return False

    def view_on_site(self, obj):
        """The address of `obj` for readers, once they may see it."""
        return obj.get_absolute_url() if self.is_public(obj) else None


class RecordInline(RecordFields, admin.TabularInline):
    extra = 0
    formset = LabelledFormSet
    formfield_overrides = {
        models.TextField: {
            "form_class": PrintedField,
            "widget": admin.widgets.AdminTextareaWidget(attrs={"rows": 1, "cols": 20}),
        }
    }
    view_on_site = False

    def get_formset(self, request, obj=None, **kwargs):
        self.parent = obj
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs["aria-label"] = str(field.label)
        return field


class NotAdded:
    """Records that come with the record they belong to, or from a document."""

    def has_add_permission(self, *args):
        return False


class ViewOnly(NotAdded):
    """Records that nobody changes: they are written once, by a procedure of their own."""

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class Confirming:
    """Proposals made while reading a document, which staff confirm."""

    actions = ["confirm"]

    @admin.action(description="确认所选的%(verbose_name_plural)s", permissions=["change"])
    def confirm(self, request, queryset):
        waiting = queryset.filter(confirmed=False)
        message = [{"changed": {"fields": ["已确认"]}}]
        LogEntry.objects.log_actions(request.user.pk, waiting, CHANGE, message)
        count = waiting.update(confirmed=True)
        self.message_user(request, f"已确认 {count} 项{self.opts.verbose_name}。")


def count_of(records, key):
    """How many of `records` point here by `key`, as an annotation: joins would multiply."""
    counted = records.filter(**{key: OuterRef("pk")}).order_by().values(key)
    return Coalesce(Subquery(counted.annotate(n=Count("pk")).values("n")), 0)


def count_column(name, label):
    """A column of a list showing the annotation `name`."""

    @admin.display(description=label, ordering=name)
    def shown(obj):
        return getattr(obj, name)

    return shown


def tick_column(name, label):
    """A column of a list showing whether `name` is so; Django's own says True to the blind."""

    @admin.display(description=label, ordering=name)
    def shown(obj):
        sign, word = ("yes", "是") if getattr(obj, name) else ("no", "否")
        return format_html('<img src="{}" alt="{}">', static(f"admin/img/icon-{sign}.svg"), word)

    return shown


def month(name, label="数据月份"):
    """A column of a list showing the date `name` as the month it stands for."""

    @admin.display(description=label, ordering=name)
    def shown(obj):
        date = getattr(obj, name)
        return f"{date:%Y-%m}" if date else None

    return shown
