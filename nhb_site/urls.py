"""All addresses of the site; the public ones are fixed in the design and never change."""

from django.contrib import admin
from django.urls import include, path

from nhb_site import api
from nhb_site.health import readyz

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/v1/", api.urls),
    path("readyz", readyz, name="readyz"),
    path("", include("news.urls")),
    path("", include("stats.urls")),
]

handler400 = "nhb_site.errors.refused"
handler403 = "nhb_site.errors.forbidden"
handler404 = "nhb_site.errors.not_found"
handler500 = "nhb_site.errors.failed"
