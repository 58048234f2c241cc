"""What readers are told of corrections: each once, newest first, for good at its own anchor."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from difflib import unified_diff
from itertools import groupby

from django.db.models import Max, Min, Prefetch
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import strip_tags
from django.views.decorators.http import require_safe

from news.correcting import TEXTS
from news.models import Amendment, ArticleImage, Edition, Issue
from news.years import years_around
from stats.changes import BLANK, NO_ROW, anchor_of, notice_href
from stats.correcting_rows import line_of
from stats.freezing import told_apart
from stats.models import Correction, Deed, Metric, Row, Table
from stats.shapes import month_name

NEWEST = 50


@dataclass(frozen=True)
class Line:
    """One thing corrected: what it is, what it said, what it says now."""

    where: str
    old: str
    new: str


@dataclass(frozen=True)
class Part:
    """What was corrected in one table or text, with its address."""

    title: str
    url: str
    lines: list
    is_text: bool = False


@dataclass(frozen=True)
class Notice:
    """A correction as readers are told of it."""

    anchor: str
    deed: str
    at: datetime
    issue: object
    edition: Edition
    reason: str
    wording: str
    parts: list

    @property
    def label(self):
        return Deed(self.deed).label

    @property
    def title(self):
        told = "、".join(part.title for part in self.parts[:3])
        return f"{self.label}：{self.issue} {told}{'等' if len(self.parts) > 3 else ''}"

    def get_absolute_url(self):
        year = timezone.localtime(self.at).year
        return notice_href(self.issue.origin, self.edition.number, year)


@require_safe
def corrections(request):
    """The list of a year, or of the newest of all years."""
    years = years_known()
    asked = next((year for year in years if str(year) == request.GET.get("year")), None)
    ctx = {"notices": notices(asked), "years": years_around(years, asked), "year": asked}
    ctx |= {"newest": NEWEST}
    return render(request, "news/corrections.html", ctx)


def years_known():
    """The years from the newest correction back to the first."""
    ends = Amendment.objects.public().aggregate(last=Max("decided_at"), first=Min("decided_at"))
    if ends["last"] is None:
        return []
    last, first = (timezone.localtime(moment).year for moment in ends.values())
    return list(range(last, first - 1, -1))


def notices(year=None):
    """The Notices of a year, all of them; else the newest of any year. In a handful of queries."""
    known = public_amendments()
    return notices_of(known.filter(decided_at__year=year) if year else known[:NEWEST])


def public_amendments():
    """What readers are told of, newest first."""
    editions = Prefetch("edition", Edition.objects.select_related("issue").defer("content"))
    known = Amendment.objects.public().order_by("-decided_at", "-pk")
    return known.select_related("issue").prefetch_related(editions)


def notices_of(amendments):
    """The Notices of these public amendments, in their order."""
    some = list(amendments)
    return [_notice(one, parts) for one, parts in zip(some, parts_of(some), strict=True)]


def _notice(amendment, parts):
    issue, edition = amendment.issue, amendment.edition
    return Notice(
        anchor_of(issue.origin, edition.number),
        amendment.kind,
        edition.published_at,
        issue,
        edition,
        amendment.reason,
        amendment.public_wording,
        parts,
    )


def parts_of(amendments):
    """For each correction, made or proposed, its Parts: tables, articles and briefs."""
    named = _Named(amendments)
    return [[*named.tables_in(one), *named.texts_in(one)] for one in amendments]


class _Named:
    """What the changes of corrections speak of, fetched at once."""

    def __init__(self, amendments):
        told = [one.changes for one in amendments]
        cells, words, texts = (
            [change for changes in told for change in changes.get(part, [])]
            for part in ("cells", "words", "texts")
        )
        rows = [change for changes in told for change in changes.get("rows", [])]
        named = {change["row"] for change in words if change.get("row")}
        known = Row.objects.filter(pk__in={change["row"] for change in cells} | named)
        places = ("table__dataset", "table__removed_from__dataset")
        self.rows = {row.pk: row for row in known.select_related(*places)}
        tables = Table.objects.filter(pk__in={change["table"] for change in words + rows})
        self.tables = {table.pk: table for table in tables.select_related("dataset")}
        datasets = {row.table.dataset_id for row in self.rows.values()}
        metrics = Metric.objects.filter(dataset__in=datasets)
        labels = metrics.values_list("dataset", "code", "label")
        self.labels = {(dataset, code): label for dataset, code, label in labels}
        self.texts = {
            kind: _whole(model).in_bulk({one["id"] for one in texts if one["kind"] == kind})
            for kind, (model, _) in TEXTS.items()
        }

    def tables_in(self, amendment):
        parts = ("cells", "rows", "words")
        cells, rows, words = (amendment.changes.get(part, []) for part in parts)
        lines = defaultdict(list)
        for place, some in groupby(cells, _cell):
            row = self.rows[place[0]]
            table = row.table.removed_from or row.table  # taken away since
            lines[table].append(self._of_cell(row, list(some)))
        for change in rows:
            table = self.tables[change["table"]]
            lines[table].append(_of_row(change, table.header))
        for _, some in groupby(words, _place):
            first, *more = some
            told = _recounted([first, *more]) if more else self._of_words(first)
            lines[self.tables[first["table"]]].append(told)
        for table, some in lines.items():
            title = f"{table.dataset}（{month_name(table.period)}）"
            yield Part(title, table.get_absolute_url(), some)

    def _of_words(self, change):
        where = Correction.Field(change["field"]).label
        if change.get("metric"):
            dataset = self.tables[change["table"]].dataset_id
            where = f"{self.labels[dataset, change['metric']]}的{where}"
        if change.get("row"):
            where = f"{_name(self.rows[change['row']])}，{where}"
        return Line(where, *changed_lines(change["old"], change["new"]))

    def _of_cell(self, row, changes):
        name = _name(row)
        known = [self.labels[row.table.dataset_id, change["metric"]] for change in changes]
        readings = [changes[0][when] or ["", "", ""] for when in ("old", "new")]
        texts, statuses = ([one[place] for one in readings] for place in (2, 1))
        old, new = (text.strip() for text in told_apart(*texts, *statuses))
        where = "，".join(filter(None, (name, "、".join(dict.fromkeys(known)))))
        return Line(where, old or BLANK, new or BLANK)

    def texts_in(self, amendment):
        url = amendment.issue.get_absolute_url()
        texts = amendment.changes.get("texts", [])
        for (kind, key), some in groupby(texts, lambda one: (one["kind"], one["id"])):
            text = self.texts[kind][key]
            lines = [line_of_text(one) for one in some]
            yield Part(title_of(text), f"{url}{_anchor(kind, text)}", lines, True)


def _whole(model):
    """Texts of a kind; pictures with the article that tells where they stand."""
    return model.objects.select_related(*(["article"] if model is ArticleImage else []))


def line_of_text(change):
    """The Line of a change of an article, a picture, a brief or the masthead."""
    field = TEXTS[change["kind"]][0]._meta.get_field(change["field"])
    names = dict(field.flatchoices)
    old, new = (names.get(text, as_words(text)) for text in (change["old"], change["new"]))
    return Line(str(field.verbose_name), *changed_lines(old, new))


def _place(change):
    """Where words were changed; the numbers of a table's rows are one place, since they move
    together."""
    is_number = change["field"] == Correction.Field.NUMBER
    whose = (None, None) if is_number else (change.get("row"), change.get("metric"))
    return change["table"], change["field"], *whose


def _recounted(changes):
    numbers = ("、".join(one[when] for one in changes) for when in ("old", "new"))
    return Line(f"{len(changes)} 行的序号", *numbers)


def _of_row(change, header):
    told = change["old"] or change["new"]
    name = " ".join(filter(None, ("".join(told["group"].split()), told["printed_name"])))
    deed = Correction.Field.REMOVED if change["old"] else Correction.Field.ADDED
    old, new = (line_of(change[when], header) or NO_ROW for when in ("old", "new"))
    return Line(f"{name}，{deed.label}", old, new)


def _name(row):
    return " ".join(filter(None, ("".join(row.group.split()), row.printed_name)))


def _cell(change):
    """A pair like 52/129 is two figures, and one correction to whoever reads."""
    texts = [(change[when] or ["", "", ""])[2] for when in ("old", "new")]
    return change["row"], *texts


def title_of(text):
    """What a correction calls the text it changes: 报头和刊尾, 文章“……”."""
    if isinstance(text, Issue):
        return "报头和刊尾"
    return f"{text._meta.verbose_name}“{text}”"


def _anchor(kind, text):
    if kind == "issue":
        return ""
    if kind == "image":
        return f"#a{text.article.position}"
    return "#briefs" if kind == "brief" else f"#a{text.position}"


def as_words(html):
    """The words of a body, a paragraph a line."""
    for end in ("</p>", "</li>", "</h3>", "</h4>", "</tr>", "<br>"):
        html = html.replace(end, f"{end}\n")
    return strip_tags(html).strip()


def changed_lines(old, new):
    """Only those lines of two texts in which they differ: (old, new)."""
    told = list(unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm=""))[2:]
    lost, gained = (
        "\n".join(line[1:] for line in told if line.startswith(sign)) for sign in ("-", "+")
    )
    return lost or BLANK, gained or BLANK
