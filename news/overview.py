"""Where everything is: the list of all issues, the map of months, the map of the site."""

from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from news.announcing import next_day
from news.archive import archive, run_of_issues
from news.coverage import WORDS, public_coverage
from stats.browsing import published_families


@require_safe
def issues(request):
    """All issues, narrowed by year and table family."""
    year, slug = asked_year(request, "year"), request.GET.get("table", "").replace("\0", "")
    ctx = archive(year, slug) | {"coming": next_day(), "slug": slug}
    return render(request, "news/issues.html", ctx)


def asked_year(request, name):
    """The year asked for, or None where what was asked for is no year."""
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 else None


@require_safe
def coverage(request):
    """Table families by months: there, missing, not printed."""
    years, earlier = public_coverage(asked_year(request, "before"))
    told = {"years": years, "words": WORDS}
    told["earlier"] = f"?{urlencode({'before': earlier})}" if earlier else ""
    return render(request, "news/coverage.html", told)


@require_safe
def site_map(request):
    run = run_of_issues()
    ctx = {"families": published_families(), "years": run.years if run else []}
    return render(request, "news/site_map.html", ctx)
