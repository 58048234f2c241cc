"""An archive of 151 months with every family of tables, the same for all sites that are compared.

The two sample issues are taken in and published; every other month gets the tables of both, each
family once, with figures of its own, and articles made of their sentences.
"""

import json
import random
import sqlite3
from collections import defaultdict
from copy import copy
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

MONTHS = 151
LAST = 2024 * 12 + 8  # months since year 0 of the last issue, a sample like that of 2020-12
SAMPLES = Path(__file__).resolve().parents[2] / "news" / "samples"


def fill(times=1):
    """Fill our site: `times` as many institutions stand in each table, and articles in each issue.

    The issues are published as if each had been the latest once, and can be found.
    """
    from django.db import transaction

    from news.importing import ingest
    from news.searching.index import rebuild

    for sample in sorted(SAMPLES.iterdir(), reverse=True):
        ingest(sample, publishing=True)
    pattern = Pattern()
    with transaction.atomic():
        copies = _more_institutions(times)
        for months in range(LAST - MONTHS + 1, LAST):
            if months not in pattern.months:
                _add_issue(pattern, months, times, copies)
        rebuild()


class Pattern:
    """What the samples hold: an issue, the tables of both, and the sentences of their articles."""

    def __init__(self):
        from news.models import Article, Brief, Issue
        from stats.models import Observation, Row, Table

        issues = list(Issue.objects.latest_first())
        self.issue = issues[0]
        self.months = {one.year * 12 + one.number - 1 for one in issues}
        tables = Table.objects.order_by("-origin", "issue_table__position")
        self.tables = list({table.dataset_id: table for table in reversed(tables)}.values())[::-1]
        self.rows, self.figures = defaultdict(list), defaultdict(list)
        for row in Row.objects.order_by("table", "position"):
            self.rows[row.table_id].append(row)
        for figure in Observation.objects.order_by("pk"):
            self.figures[figure.row_id].append(figure)
        self.briefs = list(Brief.objects.filter(issue=self.issue))
        self.titles = list(Article.objects.order_by("pk").values_list("title", flat=True))
        bodies = Article.objects.order_by("pk").values_list("body", flat=True)
        self.sentences = [part for body in bodies for part in body.split("。") if "<" not in part]


def _more_institutions(times):
    """{key: the keys of its doubles} for every institution."""
    from stats.models import Institution

    known = list(Institution.objects.order_by("pk"))
    doubles = [
        Institution(code=f"{one.code}-{n}", name=f"{one.name}（{n}部）", kind=one.kind)
        for one in known
        for n in range(2, times + 1)
    ]
    made = iter(Institution.objects.bulk_add(doubles))
    return {one.pk: [next(made) for _ in range(times - 1)] for one in known}


def _add_issue(pattern, months, times, copies):
    from news.freezing import as_text, digest, frozen
    from news.models import Edition, Issue, IssueTable

    year, number = divmod(months, 12)
    chance = random.Random(months)
    issue = copy(pattern.issue)
    issue.pk, issue.year, issue.number = None, year, number + 1
    issue.serial = MONTHS - LAST + months
    issue.printed_on, issue.period = date(year, number + 1, 28), _month(months - 1)
    issue.published_at = datetime(year, number + 1, 28, 1, tzinfo=UTC)
    Issue.objects.bulk_create([issue])  # save() keeps a published issue as it is
    _add_articles(pattern, issue, times, chance)
    for place, known in enumerate(pattern.tables, 1):
        table = _add_table(known, pattern, issue, months - 1, copies, chance)
        IssueTable.objects.create(issue=issue, table=table, position=place)
    content = as_text(frozen(issue))
    Edition.objects.create(
        issue=issue, number=1, published_at=issue.published_at, content=content,
        sha256=digest(content),
    )  # fmt: skip


def _month(months):
    year, number = divmod(months, 12)
    return date(year, number + 1, 1)


def _add_articles(pattern, issue, times, chance):
    """As many articles as the samples have, `times` over, of their sentences in another order."""
    from news.models import Article, Brief

    titles = pattern.titles
    Article.objects.bulk_create(
        Article(
            issue=issue,
            position=place,
            title=f"{titles[place % len(titles)]}（{issue.year}年{issue.number}月之{place}）",
            body="".join(
                f"<p>{'。'.join(chance.choices(pattern.sentences, k=5))}。</p>" for _ in range(4)
            ),
        )
        for place in range(1, len(titles) * times + 1)
    )
    Brief.objects.bulk_create(
        Brief(issue=issue, position=one.position, text=one.text) for one in pattern.briefs
    )


def _add_table(known, pattern, issue, months, copies, chance):
    """A new table of that issue, like a `known` one but for its figures."""
    from stats.models import Observation, Row, Table

    table = copy(known)
    table.pk, table.period, table.origin = None, _month(months), issue.origin
    told, now = (f"{one.period.year}年{one.period.month}月" for one in (known, table))
    table.title = known.title.replace(told, now)
    table.published_at = table.closed_at = issue.published_at
    Table.objects.bulk_create([table])
    rows, cells = [], []
    for line in pattern.rows[known.pk]:
        for other in (None, *copies.get(line.institution_id, ())):
            row = _copied(line, table, len(rows) + 1, other)
            rows.append(row)
            cells += [_figure(one, row, chance) for one in pattern.figures[line.pk]]
    Row.objects.bulk_create(rows)
    Observation.objects.bulk_create(cells, batch_size=2000)
    return table


def _copied(line, table, place, other):
    from stats.models import Row

    return Row(
        table=table,
        position=place,
        kind=line.kind,
        group=line.group,
        number=line.number and str(place),
        institution_id=other.pk if other else line.institution_id,
        printed_name=other.name if other else line.printed_name,
    )


def _figure(figure, row, chance):
    """Another figure of as many digits; what is no number, or stands beside another, stays."""
    from stats.models import Observation

    value, text = figure.value, figure.raw_text
    if text.strip().isdigit():
        value = Decimal(chance.randrange(10 ** len(text.strip())))
        text = str(value)
    return Observation(
        row=row, metric_id=figure.metric_id, value=value, status=figure.status, raw_text=text
    )


def tell(path):
    """Write the whole archive as a plain SQLite file, the other sites' source; the facts of it.

    `issue`, `article` and `printed` (a table of an issue as texts) are for pages of issues; `tidy`
    holds the lines of our CSV; a table for each family has a column for each metric.
    """
    from news.models import Article, Issue

    plain = sqlite3.connect(path)
    plain.execute(
        "CREATE TABLE issue (id INTEGER PRIMARY KEY, year INTEGER, number INTEGER, printed_on TEXT)"
    )
    fields = ("pk", "year", "number", "printed_on")
    plain.executemany(
        "INSERT INTO issue VALUES (?,?,?,?)",
        [(*one, f"{day}") for *one, day in Issue.objects.order_by("pk").values_list(*fields)],
    )
    plain.execute("CREATE TABLE article (issue INTEGER, position INTEGER, title TEXT, body TEXT)")
    articles = Article.objects.order_by("issue", "position")
    plain.executemany(
        "INSERT INTO article VALUES (?,?,?,?)",
        articles.values_list("issue", "position", "title", "body"),
    )
    _tell_printed(plain)
    _tell_tidy(plain)
    plain.execute("CREATE INDEX article_issue ON article (issue)")
    plain.execute("CREATE INDEX printed_issue ON printed (issue)")
    plain.execute("CREATE INDEX tidy_dataset ON tidy (dataset)")
    plain.commit()
    plain.execute("ANALYZE")
    plain.close()


def _tell_printed(plain):
    from news.models import Edition
    from stats.presenting import shapes_of

    plain.execute("CREATE TABLE printed (issue INTEGER, position INTEGER, title TEXT, cells TEXT)")
    for edition in Edition.objects.iterator():
        for place, shape in enumerate(shapes_of(edition.whole["tables"]), 1):
            lines = [*shape.grid.header, *(row.cells for row in shape.grid.body)]
            cells = json.dumps([[cell.text for cell in line] for line in lines])
            line = (edition.issue_id, place, shape.title, cells)
            plain.execute("INSERT INTO printed VALUES (?,?,?,?)", line)


def _tell_tidy(plain):
    from stats.exporting.tidy import COLUMNS, records
    from stats.models import Dataset, Metric, Table

    columns = ", ".join(f'"{name}"' for name in COLUMNS)
    plain.execute(f"CREATE TABLE tidy ({columns})")
    marks = ",".join("?" * len(COLUMNS))
    for dataset in Dataset.objects.published():
        codes = list(Metric.objects.filter(dataset=dataset).values_list("code", flat=True))
        wide = defaultdict(dict)
        tables = Table.objects.filter(dataset=dataset)
        for line in records(tables):
            plain.execute(f"INSERT INTO tidy VALUES ({marks})", line)
            told = dict(zip(COLUMNS, line, strict=True))
            key = ("period", "issue", "position", "row_kind", "institution", "printed_name")
            wide[tuple(told[name] for name in key)][told["metric"]] = told["value"]
        _tell_wide(plain, dataset.slug.replace("-", "_"), codes, wide)


def _tell_wide(plain, name, codes, wide):
    metrics = "".join(f', "{code}" NUMERIC' for code in codes)
    plain.execute(
        f"CREATE TABLE {name} (id INTEGER PRIMARY KEY, period TEXT, issue TEXT, position INTEGER,"
        f" row_kind TEXT, institution TEXT, printed_name TEXT{metrics})"
    )
    columns = ("period", "issue", "position", "row_kind", "institution", "printed_name", *codes)
    names, marks = (",".join(some) for some in ((f'"{c}"' for c in columns), "?" * len(columns)))
    plain.executemany(
        f"INSERT INTO {name} ({names}) VALUES ({marks})",
        ((*key, *(cells.get(code) for code in codes)) for key, cells in wide.items()),
    )
    for column in ("period", "institution", *codes):
        plain.execute(f'CREATE INDEX "{name}_{column}" ON {name} ("{column}")')
