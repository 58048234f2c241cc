"""Addresses of tables and institutions for search engines; only what is published."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from stats.browsing import published_families
from stats.models import Institution, Table


class Pages(Sitemap):
    """Addresses under the name that readers know the site by."""

    limit = 10_000

    def get_protocol(self, protocol=None):
        return urlsplit(settings.SITE_URL).scheme or super().get_protocol(protocol)

    def get_domain(self, site=None):
        return urlsplit(settings.SITE_URL).netloc or super().get_domain(site)


class Families(Pages):
    def items(self):
        return [family.slug for family in published_families()]

    def location(self, item):
        return reverse("stats:dataset", args=[item])


class Months(Pages):
    def items(self):
        tables = Table.objects.published().order_by("-period", "dataset__slug")
        return tables.values_list("dataset__slug", "period").distinct()

    def location(self, item):
        return reverse("stats:table", args=item)


class Institutions(Pages):
    def items(self):
        return Institution.objects.published().order_by("code").values_list("code", flat=True)

    def location(self, item):
        return reverse("stats:institution", args=[item])
