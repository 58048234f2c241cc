"""Addresses of tables and institutions."""

from django.urls import path, register_converter

from stats import views
from stats.converters import MonthConverter

register_converter(MonthConverter, "month")

app_name = "stats"
urlpatterns = [
    path("stats/", views.datasets, name="datasets"),
    path("stats/<slug:slug>/", views.dataset, name="dataset"),
    path("stats/<slug:slug>/<month:period>/", views.table, name="table"),
    path("stats/<slug:slug>/<month:period>.csv", views.table_csv, name="table-csv"),
    path("stats/<slug:slug>/data/", views.data, name="data"),
    path("stats/<slug:slug>/data.csv", views.data_csv, name="data-csv"),
    path("institutions/", views.institutions, name="institutions"),
    path("institutions/<slug:code>/", views.institution, name="institution"),
    path("institutions/<slug:code>.csv", views.institution_csv, name="institution-csv"),
    path("healthz", views.healthz, name="healthz"),
]
