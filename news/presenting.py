"""An issue shaped for reading: everything in print order, in a handful of queries."""

from dataclasses import dataclass, replace
from itertools import groupby

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe

from news.bodies import sanitised
from news.models import Article, Issue
from stats.models import Layout, Table
from stats.presenting import TableShape, table_shapes

INFERRED = {
    "year": "年份",
    "number": "期号",
    "serial": "总期号",
    "printed_on": "印发日期",
    "date": "印发日期",
    "period": "数据月份",
}
COLOPHON = ("address", "postcode", "phone", "fax", "email", "website", "editor")


@dataclass(frozen=True)
class Story:
    """An article as readers see it."""

    position: int
    title: str
    subtitle: str
    byline: str
    body: SafeString
    url: str
    images: list


@dataclass(frozen=True)
class Contents:
    """What stands in an issue, told in a few lines."""

    stories: list
    tables: list
    briefs: int


@dataclass(frozen=True)
class IssueLine:
    """An issue in a list; the day is told once for people and once for machines."""

    year: int
    number: int
    headline: str
    url: str
    day: str
    iso_day: str


def story_of(article, issue):
    """`issue` is given since the article would ask the database for it again."""
    article.issue = issue
    return Story(
        article.position,
        article.title,
        article.subtitle,
        byline_of(article),
        # Cleaned once more, since bulk loading passes by the save() that cleans.
        mark_safe(sanitised(article.body)),  # noqa: S308
        article.get_absolute_url(),
        sorted(article.images.all(), key=lambda image: image.position),
    )


def byline_of(article):
    """龙虎网 9月13日讯, unless the text itself begins with it."""
    parts = list(filter(None, (article.source, article.dateline)))
    opening = strip_tags(article.body[:200]).replace(" ", "")
    return "" if opening.startswith("".join(parts)) else " ".join(parts)


def stories_of(issue):
    articles = issue.articles.order_by("position").prefetch_related("images")
    return [story_of(article, issue) for article in articles]


def tables_in(issue):
    """The published tables of an issue as they stand in it."""
    tables = Table.objects.published().filter(issue_table__issue=issue)
    return tables.select_related("dataset", "layout").order_by("issue_table__position")


def issue_context(issue):
    """All that page and print need of an issue."""
    return {
        "issue": issue,
        "stories": stories_of(issue),
        "shapes": in_print(table_shapes(tables_in(issue))),
        "briefs": list(issue.briefs.order_by("position")),
        "colophon": colophon_of(issue),
        "captions": issue.captions.splitlines(),
        "inferred": [INFERRED.get(name, name) for name in issue.inferred],
    }


def in_print(shapes: list[TableShape]):
    """Shapes as they follow each other: one title may head several, one paragraph feed several."""
    titles, lines = set(), set()
    return [_unrepeated(shape, titles, lines) for shape in shapes]


def _unrepeated(shape, titles, lines):
    if shape.form != Layout.Form.SENTENCE:
        return shape
    title = shape.title if shape.title not in titles else ""
    fresh = [line for line in shape.text.splitlines() if line.strip() not in lines]
    titles.add(shape.title)
    lines.update(line.strip() for line in fresh)
    return replace(shape, title=title, text="\n".join(fresh))


def colophon_of(issue):
    """(label, text) of what the colophon says."""
    fields = [(issue._meta.get_field(name).verbose_name, getattr(issue, name)) for name in COLOPHON]
    return [(label, text) for label, text in fields if text]


def contents_of(issue):
    """Titles only: articles, tables and how many briefs."""
    articles = issue.articles.defer("body").order_by("position")
    for article in articles:
        article.issue = issue
    return Contents(list(articles), list(tables_in(issue)), issue.briefs.count())


def neighbours(issue):
    """The published issues before and after this one."""
    known, here = Issue.objects.published(), Q(year=issue.year)
    before = known.filter(Q(year__lt=issue.year) | here & Q(number__lt=issue.number))
    after = known.filter(Q(year__gt=issue.year) | here & Q(number__gt=issue.number))
    return {
        "before": before.order_by("-year", "-number").first(),
        "after": after.order_by("year", "number").first(),
    }


def issue_lines():
    """Published issues newest first, each with the title of its first article; one query."""
    first = Article.objects.filter(issue=OuterRef("pk")).order_by("position").values("title")[:1]
    issues = Issue.objects.published().latest_first().annotate(headline=Subquery(first))
    base = reverse("news:issues")
    for year, number, day, title in issues.values_list("year", "number", "printed_on", "headline"):
        told = (f"{day.month}月{day.day}日", day.isoformat()) if day else ("", "")
        yield IssueLine(year, number, title or "", f"{base}{year}/{number}/", *told)


def issues_by_year():
    """[(2024, [line…])…], newest first."""
    return [(year, list(some)) for year, some in groupby(issue_lines(), lambda line: line.year)]
