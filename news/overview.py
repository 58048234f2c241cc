"""Where everything is: the list of all issues, the map of months, the map of the site."""

from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from news.announcing import next_day
from news.archive import Asked, archive, run_of_issues
from news.coverage import WORDS, public_coverage
from news.years import years_around
from stats.browsing import published_families


@require_safe
def issues(request):
    """All issues, narrowed by year, table family and topic."""
    words = (request.GET.get(name, "").replace("\0", "") for name in ("table", "topic"))
    ctx = archive(Asked(asked_year(request, "year"), *words)) | {"coming": next_day()}
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
    years = years_around(run.years) if run else []
    ctx = {"families": published_families(), "years": years}
    return render(request, "news/site_map.html", ctx)
