"""Issues of the bulletin with all that stands in them."""

from collections import ChainMap
from itertools import chain

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from news.admin.desk import DeskUrls
from news.admin.editions import EditionInline, SourceDocumentInline
from news.admin.locking import LockedWithIssue
from news.admin.release import ReleasePages
from news.admin.texts import ArticleInline, BriefInline
from news.admin.writing import WritingPages
from news.checking import recheck
from news.mentions import recheck_sentences, stale_in
from news.models import Article, Brief, Issue, IssueTable
from news.resources import IssueResource
from stats.admin.columns import count_column, count_of, month
from stats.admin.records import NotAdded, RecordAdmin, RecordInline
from stats.models import Finding, Table


@admin.display(description="内容")
def table_link(obj):
    address = reverse("admin:stats_table_change", args=[obj.table_id])
    return format_html('<a href="{}">打开这张表</a>', address)


@admin.display(description="状态", ordering="state")
def state_link(obj):
    address = reverse("admin:news_issue_release", args=[obj.pk])
    return format_html('<a href="{}">{}</a>', address, obj.get_state_display())


class IssueTableInline(RecordInline):
    model = IssueTable
    fields = ["position", "table", table_link]
    readonly_fields = [table_link]
    autocomplete_fields = ["table"]
    related = ["table__dataset"]


@admin.register(Issue)
class IssueAdmin(DeskUrls, ReleasePages, WritingPages, LockedWithIssue, RecordAdmin):
    held_by = ""
    resource = IssueResource
    list_display = [
        "__str__",
        "serial",
        month("period"),
        "printed_on",
        state_link,
        count_column("article_count", "文章"),
        count_column("table_count", "统计表"),
        count_column("brief_count", "简讯"),
        "published_at",
    ]
    list_filter = ["state", "year"]
    date_hierarchy = "printed_on"
    search_fields = ["=year", "=number", "=serial", "editor", "articles__title"]
    readonly_fields = ["state", "published_at", "version", "inferred_items"]
    actions = ["delete_selected", "check_anew"]
    delete_confirmation_template = "news/admin/issue_delete.html"
    delete_selected_confirmation_template = "news/admin/issues_delete.html"
    change_form_template = "news/admin/issue.html"
    inlines = [ArticleInline, IssueTableInline, BriefInline, EditionInline, SourceDocumentInline]
    fieldsets = [
        (
            None,
            {"fields": [("year", "number", "serial"), ("printed_on", "due_on", "period"), "name"]},
        ),
        ("状态", {"fields": ["state", "published_at", "version", "inferred_items"]}),
        (
            "刊头刊尾",
            {
                "fields": [
                    ("publisher", "organisation"),
                    ("address", "postcode"),
                    ("phone", "fax"),
                    ("email", "website"),
                    ("editor", "print_run"),
                    "captions",
                    "running_text",
                ]
            },
        ),
    ]

    def get_queryset(self, request):
        counts = {
            "article_count": count_of(Article.objects, "issue"),
            "table_count": count_of(IssueTable.objects, "issue"),
            "brief_count": count_of(Brief.objects, "issue"),
        }
        return super().get_queryset(request).annotate(**counts)

    @admin.display(description="推断所得")
    def inferred_items(self, obj):
        """The Chinese names of what the document did not print."""
        names = {field.name: str(field.verbose_name) for field in Issue._meta.fields}
        return "、".join(names.get(name, name) for name in obj.inferred) or "无"

    @admin.action(description="重新核查所选的%(verbose_name_plural)s", permissions=["change"])
    def check_anew(self, request, queryset):
        """Look for findings anew, once something was changed or confirmed."""
        issues = list(queryset)
        recheck(issues)
        found = Finding.objects.filter(origin__in=[issue.origin for issue in issues])
        errors, waiting = found.errors().count(), found.open().count()
        message = f"已核查 {len(issues)} 期：错误 {errors} 项，待下结论 {waiting - errors} 项。"
        self.message_user(request, message)

    def is_public(self, obj):
        return obj.is_published

    def get_deleted_objects(self, objs, request):
        """With the tables of the issues, which go with them."""
        tables = list(Table.objects.filter(issue_table__issue__in=objs))
        gone = super().get_deleted_objects
        parts = [gone(some, request) for some in (objs, tables) if some]
        objects, counts, lacking, protected = zip(*parts, strict=True)
        lacking = set().union(*lacking) - {Finding._meta.verbose_name}
        whole, kept = list(chain(*objects)), list(chain(*protected))
        return whole, dict(ChainMap(*counts)), lacking, kept

    def delete_queryset(self, request, queryset):
        """One by one: each takes its tables along."""
        for issue in queryset:
            issue.delete()

    def save_related(self, request, form, *args):
        super().save_related(request, form, *args)
        recheck_sentences(form.instance)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["stale"] = stale_in([obj])[obj.pk] if obj else []
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)


@admin.register(IssueTable)
class IssueTableAdmin(NotAdded, LockedWithIssue, RecordAdmin):
    list_display = ["table", "issue", "position"]
    list_filter = ["issue__state", "table__dataset"]
    related = ["issue", "table__dataset"]
    ordering = ["-issue__year", "-issue__number", "position"]
    search_fields = ["table__title", "table__dataset__title", "table__origin"]
    readonly_fields = ["issue", "table"]
    fields = ["issue", "table", "position"]
