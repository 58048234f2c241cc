"""Findings of the checks, and the verdicts on them."""

from operator import itemgetter

from django.contrib import admin, messages
from django.db.models import Q
from django.utils import timezone

from stats.admin.records import NotAdded, RecordAdmin, change_all
from stats.checking.labels import label_of
from stats.models import Finding, Severity, Verdict

# Verdicts are printed with the table they are given on: approved, they stay as they are.
APPROVED = Q(table__closed_at__isnull=False, table__published_at=None)


def is_approved(finding):
    table = finding.table
    return table is not None and table.is_closed and table.published_at is None


class OpenFilter(admin.SimpleListFilter):
    title = "处理情况"
    parameter_name = "open"

    def lookups(self, request, model_admin):
        return [("1", "待处理"), ("0", "已有结论")]

    def queryset(self, request, queryset):
        if self.value() is None:
            return queryset
        return queryset.open() if self.value() == "1" else queryset.exclude(verdict="")


class KindFilter(admin.SimpleListFilter):
    title = "种类"
    parameter_name = "code"

    def lookups(self, request, model_admin):
        known = Finding.objects.order_by("code").values_list("code", flat=True).distinct()
        return sorted(((code, label_of(code)) for code in known), key=itemgetter(1))

    def queryset(self, request, queryset):
        return queryset.filter(code=self.value()) if self.value() else queryset


def verdict_action(verdict):
    """The action that gives `verdict` on the chosen warnings; errors must be mended instead."""

    @admin.action(description=f"结论：{verdict.label}", permissions=["change"])
    def give(modeladmin, request, queryset):
        errors = queryset.errors().count()
        approved = queryset.filter(APPROVED).exclude(severity=Severity.ERROR).count()
        changes = {
            "结论": ("verdict", verdict),
            "结论人": ("verdict_by", request.user),
            "结论时间": ("verdict_at", timezone.now()),
        }
        warnings = queryset.filter(~APPROVED, severity=Severity.WARNING)
        given = change_all(warnings, request.user, changes)
        if given:
            modeladmin.message_user(request, f"{given} 项的结论已记为“{verdict.label}”。")
        if errors:
            refused = f"{errors} 项是错误，须改正，不能只下结论。"
            modeladmin.message_user(request, refused, messages.ERROR)
        if approved:
            refused = f"{approved} 项所在的一期已审定，退回后才能改结论。"
            modeladmin.message_user(request, refused, messages.ERROR)

    give.__name__ = f"verdict_{verdict.name.lower()}"
    return give


@admin.register(Finding)
class FindingAdmin(NotAdded, RecordAdmin):
    way_to_dataset, way_to_institution = "table__dataset", "row__institution"
    list_display = [
        "message",
        "kind",
        "where",
        "origin",
        "severity",
        "verdict",
        "verdict_by",
        "verdict_at",
    ]
    list_filter = [OpenFilter, "severity", "verdict", KindFilter, "table__dataset"]
    related = ["table__dataset", "row", "metric", "verdict_by"]
    search_fields = ["message", "where", "origin", "code", "verdict_note", "table__dataset__title"]
    actions = [verdict_action(verdict) for verdict in Verdict]
    readonly_fields = [
        "origin",
        "table",
        "row",
        "metric",
        "severity",
        "kind",
        "message",
        "where",
        "verdict_by",
        "verdict_at",
    ]
    fieldsets = [
        (None, {"fields": ["severity", "message", "where"]}),
        ("出处", {"fields": ["origin", "table", "row", "metric", "kind"]}),
        ("结论", {"fields": ["verdict", "verdict_note", "verdict_by", "verdict_at"]}),
    ]

    @admin.display(description="种类", ordering="code")
    def kind(self, obj):
        return label_of(obj.code)

    def has_change_permission(self, request, obj=None):
        allowed = super().has_change_permission(request, obj)
        return allowed and not (obj and (obj.severity == Severity.ERROR or is_approved(obj)))

    def has_delete_permission(self, request, obj=None):
        return False

    def notice(self, request, obj):
        if obj.severity == Severity.ERROR:
            return "这是错误，须改正，不能只下结论。"
        return obj.table.refusal() if is_approved(obj) else ""

    def save_model(self, request, obj, form, change):
        if form.changed_data:
            obj.verdict_by = request.user if obj.verdict else None
            obj.verdict_at = timezone.now() if obj.verdict else None
        super().save_model(request, obj, form, change)
