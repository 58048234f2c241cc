"""Addresses of issues and articles."""

from django.urls import path, register_converter
from django.views.decorators.http import require_safe

from news import notices, overview, views
from news.announcing import calendar
from news.converters import FileConverter
from news.feeds import CorrectionsFeed
from news.leaving import leaving
from news.reader_reports import report, reported
from news.searching.views import search
from stats.converters import NumberConverter

register_converter(NumberConverter, "number")
register_converter(FileConverter, "file")

app_name = "news"
urlpatterns = [
    path("", views.home, name="home"),
    path("issues/", overview.issues, name="issues"),
    path("issues/latest/", views.latest, name="latest"),
    path("issues/<number:year>/<number:number>/", views.issue, name="issue"),
    path("issues/<number:year>/<number:number>.<file:kind>", views.issue_file, name="issue_file"),
    path("issues/<number:year>/<number:number>/v<number:version>/", views.edition, name="edition"),
    path(
        "issues/<number:year>/<number:number>/v<number:version>.<file:kind>",
        views.issue_file,
        name="edition_file",
    ),
    path(
        "issues/<number:year>/<number:number>/articles/<number:position>/",
        views.article,
        name="article",
    ),
    path("coverage/", overview.coverage, name="coverage"),
    path("sitemap/", overview.site_map, name="site_map"),
    path("report/", report, name="report"),
    path("report/done/", reported, name="reported"),
    path("leaving/", leaving, name="leaving"),
    path("search/", search, name="search"),
    path("calendar/", calendar, name="calendar"),
    path("corrections/", notices.corrections, name="corrections"),
    path("feeds/corrections.atom", require_safe(CorrectionsFeed()), name="corrections_feed"),
    path("preview/<str:secret>/", views.preview, name="preview"),
    path("preview/<str:secret>/images/<str:name>", views.preview_image, name="preview_image"),
    path("images/<str:name>", views.image, name="image"),
]
