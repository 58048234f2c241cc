"""Addresses of issues and articles."""

from django.contrib.sitemaps.views import index, sitemap
from django.urls import path, register_converter
from django.views.decorators.http import conditional_page, require_safe

from news import notices, overview, views
from news.announcing import calendar
from news.bundle import bundle
from news.converters import FileConverter
from news.feeds import CorrectionsFeed, IssuesFeed
from news.leaving import leaving
from news.reader_reports import report, reported
from news.searching.suggesting import suggest
from news.searching.views import search
from news.sitemaps import SITEMAPS, robots
from stats.converters import NumberConverter

register_converter(NumberConverter, "number")
register_converter(FileConverter, "file")

MAPS = {"sitemaps": SITEMAPS}
MAP_NAMES = {"sitemap_url_name": "news:sitemap_part"}

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
    path("search/suggest/", suggest, name="suggest"),
    path("calendar/", calendar, name="calendar"),
    path("corrections/", notices.corrections, name="corrections"),
    path("feeds/corrections.atom", require_safe(CorrectionsFeed()), name="corrections_feed"),
    path("feeds/issues.atom", require_safe(conditional_page(IssuesFeed())), name="issues_feed"),
    path("downloads/", views.downloads, name="downloads"),
    path("downloads/all.zip", bundle, name="bundle"),
    path("sitemap.xml", require_safe(index), MAPS | MAP_NAMES, name="sitemap"),
    path("sitemap-<slug:section>.xml", require_safe(sitemap), MAPS, name="sitemap_part"),
    path("robots.txt", robots, name="robots"),
    path("preview/<str:secret>/", views.preview, name="preview"),
    path("preview/<str:secret>/images/<str:name>", views.preview_image, name="preview_image"),
    path("images/<str:name>", views.image, name="image"),
]
