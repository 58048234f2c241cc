"""Tables of a month with their rows and figures."""

from django.contrib import admin

from stats.admin.changes import ChangesPage
from stats.admin.columns import count_column, count_of, figure_column, plain
from stats.admin.exchange import Imported
from stats.admin.forms import KinForm, RecordForm
from stats.admin.grid import GridPages
from stats.admin.published import LockedOncePublished, LockedWithTable, PublishedFilter
from stats.admin.records import NotAdded, RecordAdmin, RecordInline, ViewOnly
from stats.models import Finding, Metric, Observation, Row, Table
from stats.presenting import table_shape
from stats.resources import ObservationResource


class TableForm(KinForm):
    kin = ["layout"]


class FigureForm(RecordForm):
    """A figure without the zeros that only the database's six places put there."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "value" in self.fields:
            self.initial["value"] = plain(self.instance.value)


VALUE = figure_column("value", "数值")


def only_looked_at(fields):
    """These fields with the value as people write it, which Django's own display would not do."""
    return [VALUE if name == "value" else name for name in fields]


class RowInline(RecordInline):
    way_to_institution = "institution"
    model = Row
    fields = ["position", "kind", "group", "number", "institution", "printed_name"]
    autocomplete_fields = ["institution"]
    related = ["institution"]
    show_change_link = True


class FindingInline(ViewOnly, RecordInline):
    way_to_institution = "row__institution"
    model = Finding
    fields = ["severity", "message", "where", "verdict"]
    show_change_link = True


class ObservationInline(RecordInline):
    model = Observation
    form = FigureForm
    fields = ["metric", "raw_text", "value", "status", "source"]
    readonly_fields = ["source", VALUE]
    related = ["metric"]

    def get_fields(self, request, obj=None):
        locked = obj and obj.table.is_published
        return only_looked_at(self.fields) if locked else self.fields

    def metrics(self):
        return Metric.objects.filter(dataset=self.parent and self.parent.table.dataset_id)


@admin.register(Table)
class TableAdmin(GridPages, ChangesPage, LockedOncePublished, RecordAdmin):
    way_to_dataset = "dataset"
    form = TableForm
    change_form_template = "stats/admin/table_change_form.html"
    locked_notice = "这张表已经发布，只能查看；已发布的数据只能通过“更正”修改。"
    list_display = [
        "__str__",
        "origin",
        "title",
        count_column("row_count", "行"),
        count_column("finding_count", "待处理发现"),
        "published_at",
    ]
    list_filter = [
        PublishedFilter,
        "layout__form",
        "dataset",
    ]
    related = ["dataset", "layout__dataset"]
    date_hierarchy = "period"
    search_fields = ["dataset__title", "title", "origin", "note", "text"]
    autocomplete_fields = ["dataset", "layout"]
    readonly_fields = ["published_at", "version"]
    inlines = [RowInline, FindingInline]
    fieldsets = [
        (None, {"fields": ["dataset", "period", "origin", "layout", "title"]}),
        ("文字", {"fields": ["preface", "note", "text"]}),
        ("发布", {"fields": ["published_at", "version"]}),
    ]

    def get_queryset(self, request):
        counts = {
            "row_count": count_of(Row.objects, "table"),
            "finding_count": count_of(Finding.objects.open(), "table"),
        }
        return super().get_queryset(request).annotate(**counts)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["shape"] = table_shape(obj) if obj else None
        enters = request.user.has_perm("stats.change_observation")
        context["may_enter"] = enters and obj is not None and not obj.is_closed
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def is_public(self, obj):
        return obj.is_published

    def get_deleted_objects(self, objs, request):
        """Findings go with the table they speak of, though nobody deletes one by itself."""
        objects, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return objects, counts, lacking - {Finding._meta.verbose_name}, protected


@admin.register(Row)
class RowAdmin(NotAdded, LockedWithTable, RecordAdmin):
    way_to_dataset, way_to_institution = "table__dataset", "institution"
    locked_notice = "这一行所在的表已经发布，只能查看；已发布的数据只能通过“更正”修改。"
    list_display = [
        "__str__",
        "table",
        "position",
        "kind",
        "group",
        "institution",
        count_column("figure_count", "数据"),
    ]
    list_filter = ["kind", ("institution", admin.EmptyFieldListFilter), "table__dataset"]
    related = ["table__dataset", "institution"]
    date_hierarchy = "table__period"
    # By the key of the table: its own order would join three tables more.
    ordering = ["-table_id", "position"]
    search_fields = ["printed_name", "institution__name", "table__origin", "table__title"]
    autocomplete_fields = ["institution"]
    readonly_fields = ["table"]
    inlines = [ObservationInline]
    fields = [
        "table", "position", "kind", "group", "number", "institution", "printed_name", "footnote",
    ]  # fmt: skip

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.annotate(figure_count=count_of(Observation.objects, "row"))


@admin.register(Observation)
class ObservationAdmin(Imported, NotAdded, LockedWithTable, RecordAdmin):
    resource = ObservationResource
    import_title = "导入整齐数据"
    way_to_dataset, way_to_institution = "row__table__dataset", "row__institution"
    form = FigureForm
    held_by = "row__table"
    locked_notice = "这个数据所在的表已经发布，只能查看；已发布的数据只能通过“更正”修改。"
    list_display = ["__str__", VALUE, "status", "metric", "row", "table"]
    list_filter = ["status", "row__kind", "row__table__dataset"]
    related = ["row__table__dataset", "metric"]
    ordering = ["-pk"]
    search_fields = ["raw_text", "row__printed_name", "metric__label", "row__table__origin"]
    readonly_fields = ["table", "row", "metric", "source", VALUE]
    fields = ["table", "row", "metric", "raw_text", "value", "status", "footnote", "source"]

    def get_fields(self, request, obj=None):
        may_change = self.has_change_permission(request, obj)
        return self.fields if may_change else only_looked_at(self.fields)

    def has_import_permission(self, request):
        return request.user.has_perms(["stats.add_import", "stats.change_observation"])

    def table_id(self, obj):
        return obj.row.table_id

    @admin.display(description="本期表")
    def table(self, obj):
        return obj.row.table
