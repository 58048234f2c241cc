"""Addresses of tables and institutions."""

from django.urls import path, register_converter

from stats import downloads, views
from stats.converters import FormatConverter, MonthConverter
from stats.dcat import catalogue
from stats.querying import files, pages

register_converter(FormatConverter, "format")
register_converter(MonthConverter, "month")

app_name = "stats"
urlpatterns = [
    path("stats/", views.datasets, name="datasets"),
    path("stats/<slug:slug>/", views.dataset, name="dataset"),
    path("stats/<slug:slug>/<month:period>/", views.table, name="table"),
    path("stats/<slug:slug>/<month:period>.<format:kind>", downloads.table_file, name="table-file"),
    path("stats/<slug:slug>/data/", views.data, name="data"),
    path("stats/<slug:slug>/query/", pages.query, name="query"),
    path("stats/<slug:slug>/query.<format:kind>", files.query_file, name="query-file"),
    path("stats/<slug:slug>/series/", pages.series, name="series"),
    path("stats/<slug:slug>/data.<format:kind>", downloads.data_file, name="data-file"),
    path("methodology/", views.methodology, name="methodology"),
    path("methodology/<slug:slug>/", views.family_methodology, name="family-methodology"),
    path("institutions/", views.institutions, name="institutions"),
    path("institutions/<slug:code>/", views.institution, name="institution"),
    path("institutions/<slug:code>/sheet/", pages.sheet, name="sheet"),
    path(
        "institutions/<slug:code>.<format:kind>",
        downloads.institution_file,
        name="institution-file",
    ),
    path("catalog.jsonld", catalogue, name="catalogue"),
    path("healthz", views.healthz, name="healthz"),
]
