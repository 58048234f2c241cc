"""Articles and briefs."""

from django.contrib import admin
from django_prose_editor.widgets import AdminProseEditorWidget

from news.admin.images import ArticleImageInline, ImagePages
from news.admin.locking import LockedWithIssue
from news.admin.topics import TopicsWidget
from news.bodies import EXTENSIONS
from news.mentions import recheck_sentences
from news.models import Article, Brief, Issue
from news.placing import OPEN
from news.resources import ArticleResource, BriefResource
from stats.admin.exchange import Imported
from stats.admin.records import RecordAdmin, RecordInline


class ArticleInline(RecordInline):
    model = Article
    fields = ["position", "title", "source", "dateline"]
    show_change_link = True


class BriefInline(RecordInline):
    model = Brief
    fields = ["position", "date_from", "date_to", "text"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "text":
            field.widget.attrs |= {"rows": 3, "cols": 60}
        return field


class TextAdmin(Imported, LockedWithIssue, RecordAdmin):
    """A text of an issue: added to one that is not approved, and staying there."""

    related = ["issue"]
    list_filter = ["issue__state", "issue__year"]
    ordering = ["-issue__year", "-issue__number", "position"]
    autocomplete_fields = ["issue"]

    def get_readonly_fields(self, request, obj=None):
        return ["issue"] if obj else []

    def save_related(self, request, form, *args):
        super().save_related(request, form, *args)
        recheck_sentences(form.instance.issue)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        field.queryset = Issue.objects.filter(state__in=OPEN)
        field.error_messages["invalid_choice"] = "这一期已经审定或发布，不能再添加。"
        return field


@admin.register(Article)
class ArticleAdmin(ImagePages, TextAdmin):
    resource = ArticleResource
    list_display = ["title", "issue", "position", "source", "dateline"]
    search_fields = ["title", "subtitle", "source", "body"]
    fields = ["issue", "position", "title", "subtitle", ("source", "dateline"), "body", "topics"]
    inlines = [ArticleImageInline]
    change_form_template = "news/admin/article.html"

    class Media:
        css = {"all": ["css/writing.css"]}
        js = ["js/writing.js"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "body":
            kwargs["widget"] = AdminProseEditorWidget(
                config={"extensions": EXTENSIONS}, preset="configurable", attrs={"rows": 20}
            )
        elif db_field.name == "topics":
            kwargs["widget"] = TopicsWidget
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def is_public(self, obj):
        return obj.issue.is_published


@admin.register(Brief)
class BriefAdmin(TextAdmin):
    resource = BriefResource
    list_display = ["__str__", "issue", "position", "date_from", "date_to"]
    date_hierarchy = "date_from"
    search_fields = ["text"]
    fields = ["issue", "position", ("date_from", "date_to"), "text"]
