"""What follows from a correction: checks, comparisons of later months, sentences, files."""

from dataclasses import dataclass
from itertools import chain

from django.db.models import Q
from django.urls import reverse

from news.mentions import stale_in
from news.models import Issue
from stats.following import RowKey, Wanted, lines_of
from stats.models import Finding, Institution, Metric, Row, Table
from stats.parsing.months import shifted
from stats.shapes import month_name
from stats.telling import sentences

MONTHS_AFTER = 12
FILES = {"pdf": "PDF", "docx": "Word 文件", "zip": "全部文件"}


@dataclass(frozen=True)
class Impact:
    """What a correction would change beside the cells themselves.

    `found` and `mended` are messages of checks that appear and go; `compared` holds (where, before,
    after) of comparisons with the month and the year before; `stale` are words of texts that no
    longer agree; `files` are (label, address) of what readers will find changed.
    """

    found: list
    mended: list
    compared: list
    stale: list
    files: list


@dataclass(frozen=True)
class Surroundings:
    """All that may change with a correction, as it is at one time."""

    findings: list
    comparisons: dict
    stale: list


def impact_of(amendment, before, after):
    """The Impact of what lies between two Surroundings."""
    compared = [
        (where, told, after.comparisons.get(where, ""))
        for where, told in before.comparisons.items()
        if told != after.comparisons.get(where, "")
    ]
    return Impact(
        [one for one in after.findings if one not in before.findings],
        [one for one in before.findings if one not in after.findings],
        compared,
        [one for one in after.stale if one not in before.stale],
        list(files_of(amendment)),
    )


def surroundings(amendment):
    """The Surroundings of a correction as the record is now."""
    origins = [amendment.issue.origin, *(issue.origin for issue in followers(amendment))]
    found = Finding.objects.filter(origin__in=origins).order_by("origin", "pk")
    return Surroundings(
        [f"{where}：{said}" for where, said in found.values_list("where", "message")],
        _comparisons(amendment),
        list(_stale()),
    )


def followers(amendment):
    """The issues of the year after, which look back on the corrected figures."""
    tables = Table.objects.filter(_corrected(amendment)).values_list("dataset", "period")
    spans = Q(pk__in=[])
    for dataset, period in set(tables):
        later = (shifted(period, 1), shifted(period, MONTHS_AFTER))
        spans |= Q(tables__dataset=dataset, tables__period__range=later)
    return list(Issue.objects.filter(spans).exclude(pk=amendment.issue_id).distinct())


def _corrected(amendment):
    """The tables whose figures are corrected."""
    named = {change["table"] for change in amendment.changes.get("rows", [])}
    return Q(rows__in=_rows(amendment)) | Q(pk__in=named)


def _rows(amendment):
    return {change["row"] for change in amendment.changes.get("cells", [])}


def _comparisons(amendment):
    """{where: words} of the comparisons that published tables make with the corrected figures."""
    wanted = list(_wanted(amendment))
    lines = lines_of(wanted)
    told = {}
    for one, line in zip(wanted, lines, strict=True):
        said = sentences(line, one.period)
        where = f"{month_name(one.period)}，{line.subject}{line.label}"
        told[where] = "，".join(said[0].text.rstrip("。").split("，")[2:]) if said else ""
    return told


def _wanted(amendment):
    """The corrected figure, the month after and the year after, where they are published."""
    figures = list(_figures(amendment))
    tables = Table.objects.in_bulk({table for table, *_ in figures})
    out = Table.objects.published().filter(dataset__in={t.dataset_id for t in tables.values()})
    months = set(out.values_list("dataset", "period"))
    metrics = _metrics({table.dataset_id for table in tables.values()})
    for key, labels, code in figures:
        table, key = tables[key], RowKey.of(*labels)
        metric = metrics[table.dataset_id, code]
        for later in (0, 1, 12):
            period = shifted(table.period, later)
            if (table.dataset_id, period) in months:
                yield Wanted(metric, key, period, "" if later else table.origin)


def _figures(amendment):
    """(table, labels of the row, code of the metric) of each figure that is corrected."""
    rows = Row.objects.in_bulk(_rows(amendment))
    for change in amendment.changes.get("cells", []):
        if row := rows.get(change["row"]):
            labels = (row.institution_id, row.kind, row.group, row.printed_name)
            yield row.table_id, labels, change["metric"]
    changes = amendment.changes.get("rows", [])
    told = [(change["table"], change["old"] or change["new"]) for change in changes]
    codes = {row["institution"] for _, row in told}
    keys = dict(Institution.objects.filter(code__in=codes).values_list("code", "pk"))
    for table, row in told:
        labels = (keys.get(row["institution"]), row["kind"], row["group"], row["printed_name"])
        yield from ((table, labels, code) for code in row["cells"])


def _metrics(datasets):
    metrics = Metric.objects.filter(dataset__in=datasets).select_related("dataset")
    return {(metric.dataset_id, metric.code): metric for metric in metrics}


def _stale():
    """(issue, where, message) of sentences in issues, out or not, that do not agree."""
    issues = Issue.objects.filter(mentions__isnull=False).distinct()
    for one in chain.from_iterable(stale_in(issues).values()):
        yield str(one.mention.issue), one.where, one.message


def files_of(amendment):
    """(label, address) of what readers will find changed."""
    issue = amendment.issue
    yield f"{issue}网页", issue.get_absolute_url()
    for kind, label in FILES.items():
        yield f"{issue} {label}", reverse("news:issue_file", args=[issue.year, issue.number, kind])
    for table in tables_of(amendment):
        month = f"{table.dataset}{month_name(table.period)}"
        yield month, table.get_absolute_url()
        yield (
            f"{month} CSV",
            reverse("stats:table-file", args=[table.dataset.slug, table.period, "csv"]),
        )
        yield (
            f"{table.dataset}各月 CSV",
            reverse("stats:data-file", args=[table.dataset.slug, "csv"]),
        )


def tables_of(amendment):
    """The tables in which something changes."""
    named = {change["table"] for change in amendment.changes.get("words", [])}
    tables = Table.objects.filter(_corrected(amendment) | Q(pk__in=named)).distinct()
    return tables.select_related("dataset").order_by("dataset__position", "period")
