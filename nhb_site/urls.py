"""All addresses of the site; the public ones are fixed in the design and never change."""

from django.contrib import admin
from django.urls import include, path

admin.site.site_header = "南京卫生信息化简报 编辑台"
admin.site.site_title = "编辑台"
admin.site.index_title = "记录"

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("news.urls")),
    path("", include("stats.urls")),
]
