"""Addresses of the whole site for search engines, and what they should leave alone."""

from django.db.models import Max
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from news.models import Article, Issue
from stats.addresses import absolute
from stats.sitemaps import Families, Institutions, Months, Pages

ROBOTS = """\
User-agent: *
Disallow: /admin/
Disallow: /preview/

Sitemap: {sitemap}
"""


class Fixed(Pages):
    def items(self):
        return (
            "news:home", "news:issues", "news:calendar", "news:corrections", "news:downloads",
            "stats:datasets", "stats:institutions", "stats:methodology",
        )  # fmt: skip

    def location(self, item):
        return reverse(item)


class Issues(Pages):
    def items(self):
        known = Issue.objects.published().latest_first()
        return known.annotate(changed=Max("editions__published_at"))

    def lastmod(self, item):
        return item.changed

    def get_latest_lastmod(self):
        """Asked of the database at once, not of every issue."""
        return self.items().aggregate(latest=Max("changed"))["latest"]


class Articles(Pages):
    def items(self):
        known = Article.objects.filter(issue__in=Issue.objects.published())
        order = ("-issue__year", "-issue__number", "position")
        return known.order_by(*order).values_list("issue__year", "issue__number", "position")

    def location(self, item):
        return reverse("news:article", args=item)


SITEMAPS = {
    "pages": Fixed,
    "issues": Issues,
    "articles": Articles,
    "tables": Families,
    "months": Months,
    "institutions": Institutions,
}


@require_safe
def robots(request):
    told = ROBOTS.format(sitemap=absolute(request, reverse("news:sitemap")))
    return HttpResponse(told, content_type="text/plain; charset=utf-8")
