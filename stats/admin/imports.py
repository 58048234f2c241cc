"""What came in from sheets: the list of imports, each with what it changed, and the way back."""

from itertools import islice

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.text import Truncator

from stats.admin.originals import original
from stats.admin.records import NotAdded, RecordAdmin, ViewOnly
from stats.admin.taking import TakingPages
from stats.models import Import, Metric, Row, SheetForm
from stats.restoring import told_changes
from stats.undoing import NotUndone, undo

SHOWN = 200
_BRIEF = 60


class OutcomeFilter(admin.SimpleListFilter):
    title = "结果"
    parameter_name = "outcome"

    def lookups(self, request, model_admin):
        return [("valid", "有效"), ("undone", "已撤销"), ("refused", "拒收")]

    def queryset(self, request, queryset):
        """The imports with that outcome."""
        chosen = {
            "valid": Q(refusal="", undone_at=None),
            "undone": ~Q(undone_at=None),
            "refused": ~Q(refusal=""),
        }
        return queryset.filter(chosen.get(self.value(), Q()))


@admin.register(Import)
class ImportAdmin(TakingPages, ViewOnly, RecordAdmin):
    way_to_author = "imported_by"
    change_form_template = "stats/admin/import_change_form.html"
    change_list_template = "stats/admin/import_change_list.html"
    save_on_top = False
    list_display = ["name", "source", "imported_at", "imported_by", "outcome"]
    list_filter = [OutcomeFilter, "source"]
    related = ["imported_by", "undone_by"]
    date_hierarchy = "imported_at"
    search_fields = ["name", "sha256"]
    readonly_fields = ["figures"]

    def has_add_permission(self, request):
        return request.user.has_perm("stats.add_import")

    @admin.display(description="写入的数据")
    def figures(self, obj):
        return obj.count("cell", "record")

    @admin.display(description="结果", ordering="undone_at")
    def outcome(self, obj):
        if obj.refusal:
            return f"拒收：{Truncator(obj.refusal).chars(_BRIEF)}"
        return "已撤销" if obj.undone_at else ""

    def get_fields(self, request, obj=None):
        told = ["name", "source", "imported_at", "imported_by", "sha256"]
        if obj is not None and obj.refusal:
            return [*told, "refusal"]
        return [*told, "figures", "undone_at", "undone_by"]

    def get_urls(self):
        pages = [
            path("<int:pk>/undo/", self.admin_site.admin_view(self.undo), name="stats_import_undo"),
            path("<int:pk>/file/", self.admin_site.admin_view(self.file), name="stats_import_file"),
        ]
        return pages + super().get_urls()

    def may_undo(self, request, import_):
        """Whoever may import takes back her own; others' only who may change imports."""
        own = request.user.pk == import_.imported_by_id
        needed = "stats.add_import" if own else "stats.change_import"
        done = import_.undone_at is None and not import_.refusal
        return done and request.user.has_perm(needed)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["changes"] = cell_changes(obj) or list(told_changes(obj, SHOWN))
        context["made"] = made_by(obj)
        context["may_undo"] = self.may_undo(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def undo(self, request, pk):
        """Ask whether to take an import back; do so when told."""
        imports = Import.objects.select_related("imported_by")
        import_ = get_object_or_404(self.within_scope(request, imports), pk=pk)
        if not self.may_undo(request, import_):
            raise PermissionDenied
        refusal = None
        if request.method == "POST":
            try:
                undo(import_, request.user)
            except NotUndone as error:
                refusal = error
            else:
                messages.success(request, f"“{import_}”的导入已经撤销，各格恢复为导入之前的数据。")
                return redirect("admin:stats_import_change", pk)
        context = {
            **self.admin_site.each_context(request),
            "title": f"撤销导入：{import_}",
            "import_": import_,
            "count": self.figures(import_),
            "refusal": refusal,
            "opts": self.opts,
        }
        return render(request, "stats/admin/import_undo.html", context)

    def file(self, request, pk):
        """The file as it was uploaded."""
        import_ = get_object_or_404(self.within_scope(request, Import.objects.all()), pk=pk)
        if not self.has_view_permission(request, import_):
            raise PermissionDenied
        return original(request, import_, "admin:stats_import_change")


def cell_changes(import_):
    """The first cells an import changed, with the names of row and metric as they are now."""
    shown = list(islice(import_.changes("cell"), SHOWN))
    rows = Row.objects.select_related("table__dataset").in_bulk({c["row"] for c in shown})
    labels = dict(
        Metric.objects.filter(
            dataset__tables__in={c["table"] for c in shown}, code__in={c["metric"] for c in shown}
        ).values_list("code", "label")
    )
    return [
        {
            "where": change["where"],
            "table": rows[change["row"]].table if change["row"] in rows else "（已删除）",
            "row": rows.get(change["row"], ""),
            "metric": labels.get(change["metric"], change["metric"]),
            "old": change["old"][2] if change["old"] else "",
            "new": change["new"][2],
        }
        for change in shown
    ]


def made_by(import_):
    """新建本期表 1、行 3, for all that came with an import beside figures."""
    names = {"table": "本期表", "row": "行", "institution": "机构"}
    counts = {label: import_.count(kind) for kind, label in names.items()}
    return "、".join(f"{label} {count}" for label, count in counts.items() if count)


@admin.register(SheetForm)
class SheetFormAdmin(NotAdded, RecordAdmin):
    way_to_dataset = "dataset"
    list_display = ["label", "dataset", "changed_at"]
    list_filter = ["dataset"]
    related = ["dataset"]
    search_fields = ["label"]
    fields = ["label", "dataset", "mapping", "changed_at"]
    readonly_fields = ["dataset", "changed_at"]
