"""All addresses of the site; the public ones are fixed in the design and never change."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("news.urls")),
    path("", include("stats.urls")),
]
