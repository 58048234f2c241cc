"""Addresses of issues and articles."""

from django.urls import path, register_converter

from news import views
from stats.converters import NumberConverter

register_converter(NumberConverter, "number")

app_name = "news"
urlpatterns = [
    path("", views.home, name="home"),
    path("issues/", views.issues, name="issues"),
    path("issues/latest/", views.latest, name="latest"),
    path("issues/<number:year>/<number:number>/", views.issue, name="issue"),
    path("issues/<number:year>/<number:number>/v<number:version>/", views.edition, name="edition"),
    path(
        "issues/<number:year>/<number:number>/articles/<number:position>/",
        views.article,
        name="article",
    ),
    path("images/<str:name>", views.image, name="image"),
]
