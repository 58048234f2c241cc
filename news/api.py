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
YearInPath = Annotated[int, Path(ge=1, le=9999, description="年")]
NumberInPath = Annotated[int, Path(ge=1, le=9999, description="期号")]
OneYear = Annotated[int | None, Query(ge=1, le=9999, description="只要这一年的")]


class IssueLine(Schema):
    year: int = Field(description="年")
    number: int = Field(description="期号")
    serial: int | None = Field(description="总期号")
    printed_on: date | None = Field(description="印发日期")
    period: str | None = Field(description="数据月份")
    published_at: datetime = Field(description="在本站发布的时间")
    url: str = Field(description="网页")
    files: dict[str, str] = Field(description="各格式的下载地址")


class ArticleTold(Schema):
    position: int = Field(description="次序")
    title: str = Field(description="标题")
    subtitle: str = Field(description="副标题")
    source: str = Field(description="来源")
    dateline: str = Field(description="电头")
    body: str = Field(description="正文（HTML）")
    topics: list[str] = Field(description="主题，由编辑选定")
    url: str = Field(description="网页")


class BriefTold(Schema):
    date_from: date | None = Field(description="日期")
    date_to: date | None = Field(description="到哪一天；只有一天则为空")
    text: str = Field(description="内容")


class TableTold(Schema):
    dataset: str = Field(description="统计表代码")
    period: str = Field(description="数据月份")
    title: str = Field(description="表题")
    url: str = Field(description="网页")
    files: dict[str, str] = Field(description="各格式的下载地址")


class IssueWhole(IssueLine):
    edition: int = Field(description="第几版")
    sha256: str = Field(description="这一版全文的 SHA-256")
    articles: list[ArticleTold] = Field(description="文章")
    tables: list[TableTold] = Field(description="统计表")
    briefs: list[BriefTold] = Field(description="简讯")


class Changed(Schema):
    title: str = Field(description="改的是哪张表、哪篇文章")
    where: str = Field(description="哪一处")
    old: str = Field(description="原来")
    new: str = Field(description="改为")
    url: str = Field(description="网页")


class CorrectionTold(Schema):
    kind: str = Field(description="更正、修订、补报或恢复旧版")
    at: datetime = Field(description="更正时间")
    issue: str = Field(description="哪一期，年-期号")
    edition: int = Field(description="更正后为第几版")
    reason: str = Field(description="原因")
    wording: str = Field(description="对外说明")
    url: str = Field(description="网页")
    changes: list[Changed] = Field(description="每一处改动")


@router.get(
    "/issues", response={200: Paged[IssueLine], **FAILURES}, summary="各期简报", url_name="issues"
)
def issues(request, paging: Query[PageQuery], year: OneYear = None):
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
def issue(request, year: YearInPath, number: NumberInPath):
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
