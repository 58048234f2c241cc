"""Addresses of the Wagtail site."""

from bulletin.models import IssuePage
from django.shortcuts import render
from django.urls import include, path
from wagtail import urls


def search(request):
    found = IssuePage.objects.live().search(request.GET["q"])
    return render(request, "search.html", {"found": found[:20], "total": found.count()})


urlpatterns = [path("search/", search), path("", include(urls))]
