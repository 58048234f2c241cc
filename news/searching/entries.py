"""What is published as entries to be found: of an issue from its frozen text, of institutions and
table families from what readers see of them."""

import re
import zlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from html import unescape

from django.db.models import Exists, OuterRef
from django.urls import get_script_prefix, reverse
from django.utils.html import strip_tags

from news.models import SearchEntry
from news.presenting import byline_of, colophon_of, masthead_of
from news.searching.words import folded, parts_of
from stats.browsing import published_families
from stats.converters import month_of
from stats.models import Institution, Layout, Metric, Observation, Table
from stats.presenting import rows_of
from stats.public_names import public_names
from stats.shapes import columns_of, month_name, text_of

Kind = SearchEntry.Kind
_END_OF_LINE = re.compile(r"<br\b[^>]*>|</(?:p|li|h[1-6]|tr|blockquote)>")
# Within hits of the same worth, families come first, then institutions; the rest from the newest.
_ORDER = {kind: place for place, kind in enumerate(Kind.values, 1)}


@dataclass(frozen=True)
class Entry:
    """An entry with what is kept of it, and how else it is found: in the words of `headings`, by
    the months it is of, by ear and initials through its `names`."""

    key: str
    kind: str
    rank: int
    title: str
    text: str
    href: str
    issue_id: int | None = None
    year: int = 0
    family: str = ""
    topics: str = ""
    source: str = ""
    headings: tuple = ()
    months: tuple = ()
    names: tuple = ()

    @property
    def path(self):
        """Its address below the site, wherever that lies and in whatever mode it is read."""
        return f"/{self.href.removeprefix(get_script_prefix())}"

    @property
    def checksum(self):
        """Another one as soon as anything of the entry is another."""
        told = {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "href"}
        return zlib.crc32(repr((told, self.path)).encode())


class OfIssue:
    """The entries of one edition, in the order of print."""

    def __init__(self, edition):
        self.content = edition.whole
        self.issue = masthead_of(self.content)
        self.issue_id = edition.issue_id
        self.url = self.issue.get_absolute_url()

    def entries(self):
        yield from self.itself()
        yield from self.articles()
        yield from self.tables()
        yield from self.briefs()

    def itself(self):
        issue, serial = self.issue, self.issue.serial
        day, period = issue.printed_on, issue.period
        told = [
            issue.name,
            day and f"{day.year}年{day.month}月{day.day}日印发",
            period and f"{month_name(period)}数据",
            issue.publisher and f"{issue.publisher} 编印",
            issue.organisation,
            *(f"{label}：{text}" for label, text in colophon_of(issue)),
            *_lines(issue.captions),
            *_lines(issue.running_text),
        ]
        title = f"{issue}（总第{serial}期）" if serial else str(issue)
        months = [of.replace(day=1) for of in (period, day) if of]
        yield from self._made(Kind.ISSUE, 0, title, told, self.url, months=months)

    def articles(self):
        captions = defaultdict(list)
        for image in self.content["images"]:
            captions[image["article__position"]] += [image["caption"], image["alt"]]
        for told in self.content["articles"]:
            place, title = told["position"], told["title"]
            lines = [byline_of(told), *_paragraphs(told["body"]), *captions[place]]
            href = reverse("news:article", args=[self.issue.year, self.issue.number, place])
            topics, called = told.get("topics", ""), (title, told["subtitle"])
            more = {"headings": (told["subtitle"], topics), "names": called, "topics": topics}
            yield from self._made(Kind.ARTICLE, place, title, lines, href, **more)

    def tables(self):
        for place, plain in enumerate(self.content["tables"], 1):
            period = month_of(plain["period"])
            title = plain["title"] or f"{month_name(period)}{plain['family']}"
            more = {
                "family": plain["dataset"],
                "headings": (month_name(period), plain["family"]),
                "months": (period,),
                "source": f"{plain['family']}，{month_name(period)}，{self.issue}",
            }
            href = reverse("stats:table", args=[plain["dataset"], plain["period"]])
            lines = [*_words_around(plain), *_rows_of(plain)]
            yield from self._made(Kind.TABLE, place, title, lines, href, **more)

    def briefs(self):
        for place, brief in enumerate(self.content["briefs"], 1):
            day = brief["date_from"] and date.fromisoformat(brief["date_from"])
            months = (day.replace(day=1),) if day else ()
            title = f"简讯（{day.year}年{day.month}月{day.day}日）" if day else "简讯"
            lines, href = _lines(brief["text"]), f"{self.url}#b{place}"
            yield from self._made(Kind.BRIEF, place, title, lines, href, months=months)

    def _made(self, kind, place, title, lines, href, **more):
        """One entry, or several where the text is longer than a database remembers."""
        issue = self.issue
        newest = (9999 - issue.year) * 100 + 99 - issue.number
        lines = [line for line in lines if line]
        heading = [line for line in lines if line.startswith("\t")]
        for part, some in enumerate(parts_of(lines)):
            if part:
                some = heading + some
            yield Entry(
                **({"source": str(issue)} | more),
                key=f"{issue.year}-{issue.number:02d}/{kind}/{place}/{part}",
                kind=kind,
                rank=((_ORDER[kind] * 10**6 + newest) * 10**4 + place) * 100 + part,
                title=f"{title}（续 {part}）" if part else title,
                text="\n".join(some),
                href=href,
                issue_id=self.issue_id,
                year=issue.year,
            )


def _lines(text):
    """Lines without tabs, which tell the rows of a table from all else."""
    return [" ".join(line.split()) for line in text.splitlines()]


def _paragraphs(html):
    """The lines of an article's body, without its marks."""
    return _lines(unescape(strip_tags(_END_OF_LINE.sub("\n", html))))


def _words_around(plain):
    """The lines that stand above and below a table, or the paragraph whose figures it holds."""
    for text in (plain["preface"], plain["text"], plain["note"]):
        yield from _lines(text)


def _rows_of(plain):
    """The rows of a table: cells behind tabs, before them the row's number on the page.

    Those of a paragraph are not told again; the first line holds the names of the columns.
    """
    columns = [column for column in columns_of(plain["header"]) if column.role == "figure"]
    if plain["form"] == Layout.Form.SENTENCE or not columns:
        return
    half = len(columns) // 2
    if plain["form"] == Layout.Form.TWO_UP and columns[:half] == columns[half:]:
        columns = columns[:half]
    rows = rows_of(plain)
    groups = ["".join(row.group.split()) for row in rows]
    yield from dict.fromkeys(filter(None, groups))
    yield "\t".join(["", "", *(" ".join(column.path) for column in columns)])
    for number, row in enumerate(rows, 1):
        told = [" ".join(text.split()) for text in (row.name, *_figures(columns, row))]
        if any(told):
            yield "\t".join([str(number), *told])


def _figures(columns, row):
    return (text_of(column, row) for column in columns)


def of_institutions():
    """An entry for each institution that readers may know, with the names it was known by."""
    shown = Institution.objects.published().select_related("successor")
    names, known = public_names(shown), {one.pk for one in shown}
    for one in shown:
        successor = one.successor if one.successor_id in known else None
        told = [name.told for name in names[one.pk] if name.name != one.name]
        told += [
            one.closed_on and f"{one.closed_on.year}年{one.closed_on.month}月撤销",
            successor and f"继承机构：{successor.name}",
            one.note,
        ]
        called = tuple(dict.fromkeys([one.name, *(name.name for name in names[one.pk])]))
        yield Entry(
            key=f"{Kind.INSTITUTION}/{one.code}",
            kind=Kind.INSTITUTION,
            rank=_rank_of_name(Kind.INSTITUTION, one.name, one.sort_key, one.code),
            title=one.name,
            text="\n".join(filter(None, told)),
            href=one.get_absolute_url(),
            source=one.get_kind_display(),
            headings=called[1:],
            names=called,
        )


def of_families():
    """An entry for each family of tables that readers may know."""
    shown = Observation.objects.filter(
        metric=OuterRef("pk"), row__table__in=Table.objects.published()
    )
    labels = defaultdict(list)
    metrics = Metric.objects.filter(Exists(shown)).order_by("dataset", "position", "code")
    for slug, label in metrics.values_list("dataset__slug", "label"):
        labels[slug].append(label)
    for place, family in enumerate(published_families()):
        lines = [family.description, "、".join(labels[family.slug])]
        yield Entry(
            key=f"{Kind.FAMILY}/{family.slug}",
            kind=Kind.FAMILY,
            rank=_ORDER[Kind.FAMILY] * 10**12 + place,
            title=family.title,
            text="\n".join(filter(None, lines)),
            href=reverse("stats:dataset", args=[family.slug]),
            family=family.slug,
            source=f"{month_name(family.first)}至{month_name(family.last)}",
            names=(family.title,),
        )


def _rank_of_name(kind, name, sort_key, code):
    """Short names first, which are nearest to what was typed; then by pinyin, alike everywhere."""
    letters = [ord(letter) - 96 if letter.isalpha() else 0 for letter in sort_key[:4].ljust(4)]
    order = 0
    for letter in letters:
        order = order * 27 + min(max(letter, 0), 26)
    length = min(len(folded(name)), 99)
    return (
        (_ORDER[kind] * 100 + length) * 10**10 + order * 10**4 + zlib.crc32(code.encode()) % 10**4
    )
