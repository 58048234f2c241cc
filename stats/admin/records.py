"""What every admin class here has in common: fields, inlines, notices, confirming."""

from django.contrib import admin
from django.contrib.admin.models import CHANGE
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.forms import Textarea

from stats.admin.columns import tick_column
from stats.admin.deleting import NamedDeletion
from stats.admin.exchange import Exported
from stats.admin.forms import (
    LabelledFormSet,
    NamedAutocomplete,
    PrintedField,
    RecordForm,
    metric_choices,
)
from stats.admin.histories import HistoryPages
from stats.admin.log_entries import log_each
from stats.admin.scope import Scoped
from stats.models import Metric
from stats.past import change_many


def lines(rows, columns):
    return Textarea(attrs={"rows": rows, "cols": columns})


class RecordFields(Scoped):
    """How the fields of our records are asked for, on pages and in inlines."""

    form = RecordForm
    formfield_overrides = {
        models.TextField: {"form_class": PrintedField, "widget": lines(3, 100)},
        models.JSONField: {"widget": lines(2, 80)},
    }
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


class RecordAdmin(RecordFields, NamedDeletion, Exported, HistoryPages, admin.ModelAdmin):
    change_form_template = "stats/admin/change_form.html"
    list_per_page = 50
    save_on_top = True
    show_full_result_count = False

    def get_list_display(self, request):
        """Columns of this list, without those that count what the person may not see."""
        shown = super().get_list_display(request)
        return [column for column in shown if may_view(request, getattr(column, "of", None))]

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if self.has_change_permission(request, obj) or not obj:
            return fieldsets
        return [
            (title, {**options, "fields": ticked(self.model, options["fields"])})
            for title, options in fieldsets
        ]

    def must_view(self, request):
        """Refuse who may not see these records."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied

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
        models.TextField: {"form_class": PrintedField, "widget": lines(1, 16)},
        models.JSONField: {"widget": lines(2, 40)},
    }
    view_on_site = False

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        return fields if self.has_change_permission(request, obj) else ticked(self.model, fields)

    def get_readonly_fields(self, request, obj=None):
        ticks = [name for name in self.get_fields(request, obj) if callable(name)]
        return [*super().get_readonly_fields(request, obj), *ticks]

    def get_formset(self, request, obj=None, **kwargs):
        self.parent = obj
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs["aria-label"] = str(field.label)
            keep_row_short(field.widget, db_field.name in self.autocomplete_fields)
        return field


def may_view(request, model):
    """Whether the person may see records of that model; None stands for what anybody may see."""
    return model is None or request.user.has_perm(
        f"{model._meta.app_label}.view_{model._meta.model_name}"
    )


def ticked(model, names):
    """These fields with 是 and 否 for those that are so or not: Django would say True and False."""
    shown = []
    for name in names:
        if isinstance(name, list | tuple):
            shown.append(tuple(ticked(model, name)))
            continue
        field = next((f for f in model._meta.fields if f.name == name), None)
        is_tick = isinstance(field, models.BooleanField)
        shown.append(tick_column(name, field.verbose_name) if is_tick else name)
    return shown


def keep_row_short(widget, can_add):
    """Leave out the buttons beside a choice, but the one that adds what is not there yet."""
    if isinstance(widget, RelatedFieldWidgetWrapper):
        widget.can_add_related = widget.can_add_related and can_add
        widget.can_change_related = widget.can_delete_related = widget.can_view_related = False


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
        count = change_all(waiting, request.user, {"已确认": ("confirmed", True)})
        self.message_user(request, f"已确认 {count} 项{self.opts.verbose_name}。")


@transaction.atomic
def change_all(queryset, user, changes):
    """How many records now hold these values, as the log and their history tell.

    `changes` are fields and values by what the log calls them; queryset.update() would leave
    neither log nor history.
    """
    records = list(queryset)
    for record in records:
        for name, value in changes.values():
            setattr(record, name, value)
    fields = [name for name, _ in changes.values()]
    change_many(records, queryset.model, fields, user)
    message = [{"changed": {"fields": list(changes)}}]
    log_each(user, records, CHANGE, message)
    return len(records)
