"""The desk: the stock admin whose first page tells what is to be done."""

from functools import update_wrapper

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.functional import SimpleLazyObject

from news.correcting import waiting_for
from news.desk import home
from news.straying import strayed_issues
from nhb_site import second_step_pages, status

REDIRECT = 302  # of a form that was taken
CORRECTIONS = "news_amendment_changelist"
# What is opened daily: in the head of every page, for those who may.
ROOMS = (
    ("各期简报", "news_issue_changelist", "news.view_issue"),
    ("本期表", "stats_table_changelist", "stats.view_table"),
    ("导入表格", "stats_import_add", "stats.add_import"),
    ("来源文件", "news_sourcedocument_changelist", "news.view_sourcedocument"),
    ("更正单", CORRECTIONS, "news.view_amendment"),
    ("核查发现", "stats_finding_changelist", "stats.view_finding"),
    ("读者纠错", "news_readerreport_changelist", "news.view_readerreport"),
    ("机构", "stats_institution_changelist", "stats.view_institution"),
    ("系统状态", "status", status.PERMISSION),
)


class DeskSite(AdminSite):
    site_header = "南京卫生信息化简报 编辑台"
    site_title = "编辑台"
    index_title = "编辑台"
    index_template = "news/admin/home.html"
    enable_nav_sidebar = False  # lists and tables need the width

    def get_urls(self):
        """Those of every admin, but for the way to public pages: it asks for permission first; and
        the state of the system."""
        shown = self.admin_view(self.view_on_site)
        place = path("r/<int:type_id>/<path:object_id>/", shown, name="view_on_site")
        state = path("status/", self.admin_view(status.status), name="status")
        steps = second_step_pages.pages(self.admin_view)
        return [place, state, *steps, *super().get_urls()]

    def each_context(self, request):
        waiting = waiting_for(request.user)
        rooms = [
            _room(request, label, page, len(waiting) if page == CORRECTIONS else 0)
            for label, page, permission in ROOMS
            if request.user.has_perm(permission)
        ]
        return {**super().each_context(request), "rooms": rooms, "waiting": waiting}

    def get_app_list(self, request, app_label=None):
        """That of every admin, made where it is asked for: most pages only pass it on, and it is a
        fifth of what they take."""
        made = super().get_app_list
        return SimpleLazyObject(lambda: made(request, app_label))

    def admin_view(self, view, cacheable=False):
        """That of every admin; after each change it says which approved issues changed with it."""
        inner = super().admin_view(view, cacheable)

        def warned(request, *args, **kwargs):
            response = inner(request, *args, **kwargs)
            if request.method == "POST" and response.status_code == REDIRECT:
                _warn(request)
            return response

        return update_wrapper(warned, inner)

    def view_on_site(self, request, type_id, object_id):
        kind = get_object_or_404(ContentType, pk=type_id)
        if not request.user.has_perm(f"{kind.app_label}.view_{kind.model}"):
            raise PermissionDenied
        return shortcut(request, type_id, object_id)

    def index(self, request, extra_context=None):
        shown = {"desk": home()} if request.user.has_perm("news.view_issue") else {}
        return super().index(request, {**shown, **(extra_context or {})})


def _warn(request):
    for issue in strayed_issues() if request.user.has_perm("news.view_issue") else ():
        messages.warning(
            request,
            f"{issue}批准后内容有变，到时不会发布：它印出的名称、指标或表式被改动了。"
            "请把改动改回去，或在“审定与发布”里退回，重新送审、审定。",
        )


def _room(request, label, page, count):
    """A room as the head of the page shows it: here or not, and how much waits in it."""
    href = reverse(f"admin:{page}")
    room = {"label": label, "here": request.path.startswith(href), "count": count}
    return room | {"href": f"{href}?stage__exact=proposed" if count else href}
