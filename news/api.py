"""The part of the API that tells of issues and corrections. Only what is published."""

from datetime import date, datetime
from typing import Annotated

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from ninja import Field, Path, Query, Router, Schema

from news.files import MIME
from news.models import Issue
from news.notices import notices_of, public_amendments
from news.presenting import issue_context
from stats.addresses import absolute
from stats.api import FAILURES
from stats.exporting.formats import FORMATS
from stats.paging import Paged, PageQuery, page_of

router = Router(tags=["简报"])
Counting = Annotated[int, Field(ge=1, le=9999)]


class IssueLine(Schema):
    year: int
    number: int
    serial: int | None = Field(description="总期号")
    printed_on: date | None
    period: str | None = Field(description="数据月份")
    published_at: datetime
    url: str
    files: dict[str, str]


class ArticleTold(Schema):
    position: int
    title: str
    subtitle: str
    source: str
    dateline: str
    body: str = Field(description="正文（HTML）")
    topics: list[str] = Field(description="主题，由编辑选定")
    url: str


class BriefTold(Schema):
    date_from: date | None
    date_to: date | None
    text: str


class TableTold(Schema):
    dataset: str
    period: str
    title: str
    url: str
    files: dict[str, str]


class IssueWhole(IssueLine):
    edition: int = Field(description="第几版")
    sha256: str
    articles: list[ArticleTold]
    tables: list[TableTold]
    briefs: list[BriefTold]


class Changed(Schema):
    title: str
    where: str
    old: str
    new: str
    url: str


class CorrectionTold(Schema):
    kind: str
    at: datetime
    issue: str
    edition: int
    reason: str
    wording: str
    url: str
    changes: list[Changed]


@router.get(
    "/issues", response={200: Paged[IssueLine], **FAILURES}, summary="各期简报", url_name="issues"
)
def issues(request, paging: Query[PageQuery], year: Counting | None = None):
    known = Issue.objects.published().latest_first()
    known = known.filter(year=year) if year is not None else known
    return page_of(request, known, paging, lambda some: [_issue(request, one) for one in some])


def _issue(request, issue):
    place = (issue.year, issue.number)
    files = {
        kind: absolute(request, reverse("news:issue_file", args=[*place, kind])) for kind in MIME
    }
    return {
        "year": issue.year,
        "number": issue.number,
        "serial": issue.serial,
        "printed_on": issue.printed_on,
        "period": issue.period and f"{issue.period:%Y-%m}",
        "published_at": issue.published_at,
        "url": absolute(request, issue.get_absolute_url()),
        "files": files,
    }


@router.get(
    "/issues/{year}/{number}",
    response={200: IssueWhole, **FAILURES},
    summary="一期全文",
)
def issue(request, year: Path[Counting], number: Path[Counting]):
    issue = get_object_or_404(Issue.objects.published(), year=year, number=number)
    edition = issue.editions.first()
    if edition is None:
        raise Http404
    context = issue_context(edition.whole)
    fields = ("position", "title", "subtitle", "source", "dateline", "body", "topics")
    return _issue(request, issue) | {
        "edition": edition.number,
        "sha256": edition.sha256,
        "articles": [
            {name: getattr(story, name) for name in fields} | {"url": absolute(request, story.url)}
            for story in context["stories"]
        ],
        "tables": [_table(request, shape) for shape in context["shapes"]],
        "briefs": context["briefs"],
    }


def _table(request, shape):
    place = (shape.slug, shape.period)
    return {
        "dataset": shape.slug,
        "period": f"{shape.period:%Y-%m}",
        "title": shape.title or shape.extract_title,
        "url": absolute(request, shape.get_absolute_url()),
        "files": {
            kind: absolute(request, reverse("stats:table-file", args=[*place, kind]))
            for kind in FORMATS
        },
    }


@router.get(
    "/corrections",
    response={200: Paged[CorrectionTold], **FAILURES},
    summary="更正记录",
    url_name="corrections",
)
def corrections(request, paging: Query[PageQuery]):
    return page_of(request, public_amendments(), paging, lambda some: _notices(request, some))


def _notices(request, amendments):
    return [_correction(request, notice) for notice in notices_of(amendments)]


def _correction(request, notice):
    changes = [
        {"title": part.title, "url": absolute(request, part.url)}
        | {"where": line.where, "old": line.old, "new": line.new}
        for part in notice.parts
        for line in part.lines
    ]
    return {
        "kind": notice.label,
        "at": notice.at,
        "issue": notice.issue.origin,
        "edition": notice.edition.number,
        "reason": notice.reason,
        "wording": notice.wording,
        "url": absolute(request, notice.get_absolute_url()),
        "changes": changes,
    }
