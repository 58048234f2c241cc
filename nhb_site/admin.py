"""The desk: the stock admin whose first page tells what is to be done."""

from django.contrib.admin import AdminSite
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import path

from news.desk import home


class DeskSite(AdminSite):
    site_header = "南京卫生信息化简报 编辑台"
    site_title = "编辑台"
    index_title = "编辑台"
    index_template = "news/admin/home.html"

    def get_urls(self):
        """Those of every admin, but for the way to public pages: it asks for permission first."""
        shown = self.admin_view(self.view_on_site)
        place = path("r/<int:type_id>/<path:object_id>/", shown, name="view_on_site")
        return [place, *super().get_urls()]

    def view_on_site(self, request, type_id, object_id):
        kind = get_object_or_404(ContentType, pk=type_id)
        if not request.user.has_perm(f"{kind.app_label}.view_{kind.model}"):
            raise PermissionDenied
        return shortcut(request, type_id, object_id)

    def index(self, request, extra_context=None):
        shown = {"desk": home()} if request.user.has_perm("news.view_issue") else {}
        return super().index(request, {**shown, **(extra_context or {})})
