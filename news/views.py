"""Pages of issues and articles. What is not published answers as if absent."""

from functools import partial

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from news.announcing import next_day
from news.bundle_lists import FIGURES
from news.files import MIME, file_of, name_of
from news.freezing import frozen
from news.laying_out import laid_out, page_of
from news.linked import article_ld, issue_ld
from news.models import ArticleImage, Issue
from news.pictures import content_type_of
from news.presenting import (
    contents_of,
    issue_context,
    issue_lines,
    masthead_of,
    neighbours,
    stories_of,
)
from news.previewing import link_of, note_visit
from news.withdrawing import withdrawn
from stats.browsing import published_families
from stats.exporting.formats import FORMATS
from stats.models import Status
from stats.remembering import remembered

ISSUES_ON_HOME = 7


@require_safe
def home(request):
    ctx = front() | {
        "families": published_families(),
        "earlier": list(issue_lines(most=ISSUES_ON_HOME))[1:],
        "coming": next_day(),
    }
    return render(request, "news/home.html", ctx)


@remembered
def front():
    """The latest issue and what stands in it; None for both where there is none."""
    edition = latest_edition()
    if edition is None:
        return {"issue": None, "contents": None}
    context = issue_context(edition.whole)
    return {"issue": context["issue"], "contents": contents_of(context)}


def latest_edition():
    """The last version of the latest issue that readers may see, or None."""
    issue = latest_issue()
    return issue and issue.editions.first()


def latest_issue():
    return Issue.objects.published().latest_first().first()


@require_safe
def latest(request):
    issue = latest_issue()
    if issue is None:
        raise Http404
    return redirect(issue)


@require_safe
def issue(request, year, number):
    issue, edition = _issue_of(year, number)
    if issue.is_withdrawn:
        return withdrawn(request, issue)
    ctx = laid_out(edition) | {"edition": edition, "around": partial(neighbours, issue)}
    ctx["linked"] = partial(issue_ld, request, ctx["issue"], ctx["stories"])
    return render(request, "news/issue.html", ctx)


@remembered
def _issue_of(year, number):
    """An issue that was released, and its last version."""
    issue = get_object_or_404(Issue.objects.released(), year=year, number=number)
    return issue, issue.editions.first()


@require_safe
def edition(request, year, number, version):
    """A version as it stood, for good."""
    issue = get_object_or_404(Issue.objects.released(), year=year, number=number)
    if issue.is_withdrawn:
        return withdrawn(request, issue)
    edition = get_object_or_404(issue.editions, number=version)
    ctx = laid_out(edition) | {"edition": edition, "fixed": True}
    ctx["latest"] = issue.editions.defer("content").first()
    return render(request, "news/issue.html", ctx)


@require_safe
def issue_file(request, year, number, kind, version=None):
    """A print or the whole of a version: the latest unless its number is given."""
    issue = get_object_or_404(Issue.objects.released(), year=year, number=number)
    if issue.is_withdrawn:
        return withdrawn(request, issue)
    known = issue.editions.filter(number=version) if version else issue.editions.all()
    edition = known.first()
    if edition is None:
        raise Http404
    edition.issue = issue
    file = file_of(edition, kind)
    response = HttpResponse(bytes(file.content), content_type=MIME[kind])
    response["Content-Disposition"] = content_disposition_header(True, name_of(edition, kind))
    response["ETag"] = f'"{file.sha256}"'
    return response


@never_cache
@require_safe
def preview(request, secret):
    """A draft as readers will see it, for the one who was given the link."""
    link = link_of(secret)
    if link is None:
        raise Http404
    note_visit(link, request)
    context = issue_context(frozen(link.issue))
    for story in context["stories"]:
        for picture in story.images:
            picture.address = reverse("news:preview_image", args=[secret, picture.name])
    ctx = page_of(context) | {"preview": link}
    return _for_one(render(request, "news/issue.html", ctx))


@never_cache
@require_safe
def preview_image(request, secret, name):
    link = link_of(secret)
    if link is None or "\0" in name:
        raise Http404
    images = ArticleImage.objects.filter(article__issue=link.issue)
    return _for_one(sent(get_object_or_404(images, file=f"images/{name}")))


def _for_one(response):
    """Neither found by search engines nor told to other sites by way of links."""
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
def article(request, year, number, position):
    issue = get_object_or_404(Issue.objects.released(), year=year, number=number)
    if issue.is_withdrawn:
        return withdrawn(request, issue)
    edition = issue.editions.first()
    content = edition.whole  # its tables are not shaped: no article shows any
    masthead = masthead_of(content)
    stories = stories_of(content, masthead)
    told = [story for story in stories if story.position == position]
    if not told:
        raise Http404
    others = [story for story in stories if story.position != position]
    ctx = {"issue": masthead, "story": told[0], "others": others}
    ctx |= {"published_at": issue.published_at, "edition": edition}
    ctx["linked"] = article_ld(request, masthead, told[0])
    return render(request, "news/article.html", ctx)


@require_safe
def downloads(request):
    """What can be taken away, in which formats, and what the parts of a file mean."""
    ctx = {"families": published_families(), "formats": FORMATS, "columns": FIGURES}
    return render(request, "news/downloads.html", ctx | {"statuses": Status})


@require_safe
def image(request, name):
    if "\0" in name:  # PostgreSQL would not even look for it
        raise Http404
    image = get_object_or_404(ArticleImage.objects.published(), file=f"images/{name}")
    response = sent(image)
    # It never changes, but the issue it stands in may be withdrawn.
    response["Cache-Control"] = "public, max-age=3600"
    return response


def sent(image):
    """The bytes of an image as what it is and nothing else."""
    try:
        file = image.file.open()
    except FileNotFoundError as error:
        raise Http404 from error
    headers = {"X-Content-Type-Options": "nosniff"}
    return FileResponse(file, content_type=content_type_of(image.name), headers=headers)
