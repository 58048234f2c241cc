"""An issue shaped for reading: everything in print order, in a handful of queries."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from html import unescape
from pathlib import PurePosixPath

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from news.bodies import sanitised
from news.models import Article, Issue
from news.topics import topics_of
from stats.models import Layout
from stats.presenting import TableShape, shapes_of
from stats.remembering import remembered

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
class Masthead:
    """What an issue says of itself; named as the fields of the record are."""

    year: int
    number: int
    serial: int | None
    printed_on: date | None
    period: date | None
    name: str
    publisher: str
    organisation: str
    address: str
    postcode: str
    phone: str
    fax: str
    email: str
    website: str
    editor: str
    print_run: int | None
    captions: str
    running_text: str
    inferred: list

    def __str__(self):
        return f"{self.year}年第{self.number}期"

    def get_absolute_url(self):
        return reverse("news:issue", args=[self.year, self.number])


@dataclass
class Picture:
    """An image of an article; `name` is that of its file, `address` where it is shown from."""

    name: str
    width: int
    height: int
    alt: str
    caption: str
    address: str = ""

    def get_absolute_url(self):
        return self.address or reverse("news:image", args=[self.name])


@dataclass(frozen=True)
class Item:
    """A brief."""

    date_from: date | None
    date_to: date | None
    text: str


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
    source: str = ""
    dateline: str = ""
    topics: tuple = ()

    @property
    def summary(self):
        """Its first words, as plain text: what is left of HTML without its tags is none."""
        return Truncator(unescape(strip_tags(self.body))).chars(110)


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


def issue_context(content):
    """All that page and print need of an issue; `content` is what `freezing.frozen` tells of it."""
    issue = masthead_of(content)
    return {
        "issue": issue,
        "stories": stories_of(content, issue),
        "shapes": in_print(shapes_of(content["tables"])),
        "briefs": [
            Item(_day(brief["date_from"]), _day(brief["date_to"]), brief["text"])
            for brief in content["briefs"]
        ],
        "colophon": colophon_of(issue),
        "captions": issue.captions.splitlines(),
        "inferred": [INFERRED.get(name, name) for name in issue.inferred],
    }


def masthead_of(content):
    told = content["issue"]
    days = {name: _day(told[name]) for name in ("printed_on", "period")}
    return Masthead(**(told | days))


def _day(text):
    return text and date.fromisoformat(text)


def stories_of(content, issue):
    pictures = defaultdict(list)
    for image in content["images"]:
        told = {name: image[name] for name in ("width", "height", "alt", "caption")}
        name = PurePosixPath(image["file"]).name
        pictures[image["article__position"]].append(Picture(name, **told))
    return [_story(told, issue, pictures[told["position"]]) for told in content["articles"]]


def _story(told, issue, pictures):
    place = told["position"]
    return Story(
        place,
        told["title"],
        told["subtitle"],
        byline_of(told),
        # Cleaned once more, since bulk loading passes by the save() that cleans.
        mark_safe(sanitised(told["body"])),  # noqa: S308
        reverse("news:article", args=[issue.year, issue.number, place]),
        pictures,
        told["source"],
        told["dateline"],
        tuple(topics_of(told.get("topics", ""))),
    )


def byline_of(told):
    """龙虎网 9月13日讯, unless the text itself begins with it."""
    parts = list(filter(None, (told["source"], told["dateline"])))
    opening = strip_tags(told["body"][:200]).replace(" ", "")
    return "" if opening.startswith("".join(parts)) else " ".join(parts)


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
    fields = [(Issue._meta.get_field(name).verbose_name, getattr(issue, name)) for name in COLOPHON]
    return [(label, text) for label, text in fields if text]


def contents_of(context):
    """Titles only: articles, tables and how many briefs."""
    return Contents(context["stories"], context["shapes"], len(context["briefs"]))


@remembered
def neighbours(issue):
    """The published issues before and after this one."""
    known, here = Issue.objects.published(), Q(year=issue.year)
    before = known.filter(Q(year__lt=issue.year) | here & Q(number__lt=issue.number))
    after = known.filter(Q(year__gt=issue.year) | here & Q(number__gt=issue.number))
    return {
        "before": before.order_by("-year", "-number").first(),
        "after": after.order_by("year", "number").first(),
    }


def issue_lines(issues=None, most=None, articles=None):
    """Published issues newest first, each with the title of its first article; one query.

    `issues` are all published ones and `articles` all there are unless given; no more than `most`
    are fetched.
    """
    among = Article.objects.all() if articles is None else articles
    first = among.filter(issue=OuterRef("pk")).order_by("position").values("title")[:1]
    known = Issue.objects.published() if issues is None else issues
    told = known.latest_first().annotate(headline=Subquery(first)).distinct()[:most]
    base = reverse("news:issues")
    for year, number, day, title in told.values_list("year", "number", "printed_on", "headline"):
        shown = (f"{day.month}月{day.day}日", day.isoformat()) if day else ("", "")
        yield IssueLine(year, number, title or "", f"{base}{year}/{number}/", *shown)
