"""The desk: the stock admin whose first page tells what is to be done."""

from django.contrib.admin import AdminSite

from news.desk import home


class DeskSite(AdminSite):
    site_header = "南京卫生信息化简报 编辑台"
    site_title = "编辑台"
    index_title = "编辑台"
    index_template = "news/admin/home.html"

    def index(self, request, extra_context=None):
        shown = {"desk": home()} if request.user.has_perm("news.view_issue") else {}
        return super().index(request, {**shown, **(extra_context or {})})
