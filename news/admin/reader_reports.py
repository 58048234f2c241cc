"""What readers report, on the desk: looked at, answered, closed; a correction begun from it."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from news.models import ReaderReport
from news.reader_reports import issue_of
from stats.admin.forms import RecordForm
from stats.admin.records import NotAdded, RecordAdmin, lines


class AnswerForm(RecordForm):
    class Meta:
        model = ReaderReport
        fields = ["state", "answer"]
        widgets = {"answer": lines(3, 80)}


@admin.display(description="所在网页")
def page_link(obj):
    return format_html('<a href="{0}">{0}</a>', obj.page) if obj.page else "—"


@admin.display(description="更正")
def correction_link(obj):
    """Where a correction of the issue is begun that the report is about."""
    issue = issue_of(obj)
    if issue is None:
        return "网页不属于某一期，没有可更正的内容。"
    address = reverse("admin:news_issue_correct", args=[issue.pk])
    return format_html('<a href="{}">为{}开更正单</a>', address, issue)


class OpenFilter(admin.SimpleListFilter):
    title = "办结与否"
    parameter_name = "open"

    def lookups(self, request, model_admin):
        return [("1", "等待办理"), ("0", "已经办结")]

    def queryset(self, request, queryset):
        if self.value() == "1":
            return queryset.open()
        return queryset.exclude(pk__in=queryset.open()) if self.value() == "0" else queryset


@admin.register(ReaderReport)
class ReaderReportAdmin(NotAdded, RecordAdmin):
    form = AnswerForm
    list_display = ["__str__", "state", "page", "place", "received_at", "handled_by"]
    list_filter = [OpenFilter, "state"]
    date_hierarchy = "received_at"
    search_fields = ["text", "page", "place", "answer"]
    related = ["handled_by"]
    readonly_fields = [
        "text", page_link, "place", "contact", "received_at", correction_link, "closed_at",
        "handled_by",
    ]  # fmt: skip
    fields = [
        "text", page_link, "place", "contact", "received_at", correction_link, "state", "answer",
        "closed_at", "handled_by",
    ]  # fmt: skip

    def has_delete_permission(self, request, obj=None):
        return False

    def is_public(self, obj):
        return False

    def save_model(self, request, obj, form, change):
        obj.handle(request.user)
