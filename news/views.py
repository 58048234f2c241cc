"""Pages of issues and articles. What is not published answers as if absent."""

from itertools import islice

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from news.models import Article, ArticleImage, Issue
from news.pictures import content_type_of
from news.presenting import (
    contents_of,
    issue_context,
    issue_lines,
    issues_by_year,
    neighbours,
    story_of,
)
from stats.browsing import published_families

ISSUES_ON_HOME = 7


@require_safe
def home(request):
    issue = Issue.objects.published().latest_first().first()
    ctx = {
        "issue": issue,
        "contents": contents_of(issue) if issue else None,
        "families": published_families(),
        "earlier": list(islice(issue_lines(), 1, ISSUES_ON_HOME)),
    }
    return render(request, "news/home.html", ctx)


@require_safe
def issues(request):
    return render(request, "news/issues.html", {"years": issues_by_year()})


@require_safe
def latest(request):
    issue = Issue.objects.published().latest_first().first()
    if issue is None:
        raise Http404
    return redirect(issue)


@require_safe
def issue(request, year, number):
    issue = get_object_or_404(Issue.objects.published(), year=year, number=number)
    return render(request, "news/issue.html", issue_context(issue) | neighbours(issue))


@require_safe
def article(request, year, number, position):
    issue = get_object_or_404(Issue.objects.published(), year=year, number=number)
    article = get_object_or_404(Article, issue=issue, position=position)
    others = issue.articles.exclude(pk=article.pk).order_by("position").defer("body")
    ctx = {"issue": issue, "story": story_of(article, issue), "others": others}
    return render(request, "news/article.html", ctx)


@require_safe
def image(request, name):
    if "\0" in name:  # PostgreSQL would not even look for it
        raise Http404
    image = get_object_or_404(ArticleImage.objects.published(), file=f"images/{name}")
    response = sent(image)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def sent(image):
    """The bytes of an image as what it is and nothing else."""
    try:
        file = image.file.open()
    except FileNotFoundError as error:
        raise Http404 from error
    headers = {"X-Content-Type-Options": "nosniff"}
    return FileResponse(file, content_type=content_type_of(image.name), headers=headers)
