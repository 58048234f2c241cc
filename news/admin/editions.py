"""Published versions and source documents: kept as they are, to be looked at."""

import json

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html

from news.admin import queue
from news.admin.coverage import CoveragePages
from news.admin.queue import QueuePages
from news.admin.workbench import WorkbenchPages
from news.models import Edition, SourceDocument
from stats.admin.originals import original
from stats.admin.records import RecordAdmin, RecordInline, ViewOnly


def pretty(data):
    """JSON laid out for people."""
    return format_html("<pre>{}</pre>", json.dumps(data, ensure_ascii=False, indent=2))


@admin.display(description="文件")
def download_link(obj):
    address = reverse("admin:news_sourcedocument_download", args=[obj.pk])
    return format_html('<a href="{}">下载 {}</a>', address, obj.name)


class EditionInline(ViewOnly, RecordInline):
    model = Edition
    fields = ["number", "published_at", "note", "sha256"]
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).defer("content")


class SourceDocumentInline(ViewOnly, RecordInline):
    model = SourceDocument
    fields = ["uploaded_at", "uploaded_by", "encoding", download_link]
    readonly_fields = fields
    related = ["uploaded_by"]
    show_change_link = True

    def get_queryset(self, request):
        return super().get_queryset(request).defer("report")


@admin.register(Edition)
class EditionAdmin(ViewOnly, RecordAdmin):
    list_display = ["__str__", "published_at", "note"]
    related = ["issue"]
    list_filter = ["issue__year"]
    date_hierarchy = "published_at"
    ordering = ["-published_at"]
    search_fields = ["=issue__year", "=issue__number", "note", "sha256"]
    fieldsets = [
        (None, {"fields": ["issue", "number", "published_at", "note", "sha256"]}),
        ("全文", {"fields": ["whole_issue"], "classes": ["collapse"]}),
    ]
    readonly_fields = ["whole_issue"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("content")

    @admin.display(description="全文（JSON）")
    def whole_issue(self, obj):
        return pretty(json.loads(obj.content))


@admin.register(SourceDocument)
class SourceDocumentAdmin(QueuePages, WorkbenchPages, CoveragePages, ViewOnly, RecordAdmin):
    list_display = [
        queue.opened,
        queue.told_issue,
        queue.standing,
        queue.ERRORS,
        queue.PROPOSALS,
        "uploaded_at",
        "uploaded_by",
    ]
    list_display_links = None  # the name leads to the workbench
    list_filter = ["state", queue.YearFilter, ("uploaded_by", admin.EmptyFieldListFilter)]
    related = ["issue", "uploaded_by"]
    date_hierarchy = "uploaded_at"
    search_fields = ["name", "sha256", "=issue__year", "=issue__number"]
    fieldsets = [
        (None, {"fields": ["name", download_link, "issue", "encoding", "sha256"]}),
        ("读入", {"fields": ["state", "uploaded_at", "uploaded_by"]}),
        ("读入报告", {"fields": ["whole_report"], "classes": ["collapse"]}),
    ]
    readonly_fields = [download_link, "whole_report"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("report")

    @admin.display(description="读入报告")
    def whole_report(self, obj):
        return pretty(obj.report)

    def get_urls(self):
        guarded = self.admin_site.admin_view(self.download)
        name = "news_sourcedocument_download"
        return [path("<int:pk>/download/", guarded, name=name), *super().get_urls()]

    def download(self, request, pk):
        """The file as it came: for staff who may see the record, at no other address."""
        document = get_object_or_404(SourceDocument, pk=pk)
        if not self.has_view_permission(request, document):
            raise PermissionDenied
        return original(request, document, "admin:news_sourcedocument_change")
