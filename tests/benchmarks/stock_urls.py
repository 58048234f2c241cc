"""An admin with import-export as its manual shows it, beside ours; for the benchmark only."""

from django.contrib.admin import AdminSite
from django.urls import path
from import_export.admin import ImportExportModelAdmin
from import_export.formats.base_formats import XLSX
from import_export.resources import ModelResource

from nhb_site.urls import urlpatterns as ours
from stats.models import Observation

site = AdminSite(name="stock")


class PlainResource(ModelResource):
    class Meta:
        model = Observation


class PlainAdmin(ImportExportModelAdmin):
    resource_classes = [PlainResource]
    formats = [XLSX]


site.register(Observation, PlainAdmin)
urlpatterns = [path("stock/", site.urls), *ours]
