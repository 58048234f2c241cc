"""What the record holds of the tables that a portion of a tidy file names, in a few queries."""

from collections import defaultdict
from dataclasses import dataclass, field

from stats.converters import month_of
from stats.documents import seen
from stats.exporting import plain
from stats.matching import nearest
from stats.models import Assignment, Dataset, Institution, Metric, Observation, Row, Table
from stats.shapes import month_name

_NEAR = 3


class Wrong(Exception):
    """A line that cannot be taken: in which column, and why with what to do."""

    def __init__(self, column, message):
        super().__init__(message)
        self.column = column


def unknown(what, given, known):
    """没有代码为“x”的机构, with the codes most like it."""
    near = nearest(given, list(known), _NEAR)
    hint = f"相近的有：{'、'.join(f'{code}（{known[code]}）' for code in near)}。" if near else ""
    return f"没有代码为“{given or '空'}”的{what}；{hint or '请核对代码。'}"


@dataclass(slots=True)
class TidyRow:
    key: int
    kind: str
    group: str
    name: str
    code: str
    institution: int | None


@dataclass(slots=True)
class TidyTable:
    """A table by what tidy lines say of it: rows by position as written, metrics by code."""

    key: int
    dataset: int
    title: str
    refusal: str
    marks: dict
    pairs: dict
    metrics: dict
    rows: dict = field(default_factory=dict)
    cells: dict = field(default_factory=dict)


class TidyRecord:
    """Tables by (dataset, period, issue) as written, and `lines`: all their figures as exported.

    Both are those of the keys that were loaded last.
    """

    def __init__(self, user):
        self.datasets = dict(Dataset.objects.values_list("slug", "title"))
        self.institutions = dict(Institution.objects.values_list("code", "name"))
        self.origins = set(Table.objects.values_list("origin", flat=True).distinct())
        self._load_scope(user)

    def load(self, keys):
        """Have these tables at hand, and no others."""
        self.tables, self.lines = {}, {}
        self._load_tables(keys)
        self._load_rows()

    def _load_tables(self, keys):
        slugs, months, origins = (set(part) for part in zip(*keys, strict=True))
        periods = [month for text in months if (month := _month(text))]
        tables = Table.objects.filter(
            dataset__slug__in=slugs, period__in=periods, origin__in=origins
        ).select_related("dataset")
        metrics = _metrics({table.dataset_id for table in tables})
        for table in tables:
            key = (table.dataset.slug, f"{table.period:%Y-%m}", table.origin)
            if key in keys:
                self.tables[key] = _tidy(table, metrics[table.dataset_id])

    def _load_rows(self):
        owners, by_key = {}, {table.key: (key, table) for key, table in self.tables.items()}
        rows = Row.objects.filter(table__in=by_key).values_list(
            "pk", "table_id", "position", "kind", "group", "printed_name", "institution__code",
            "institution_id",
        )  # fmt: skip
        for pk, table, position, kind, group, name, code, institution in rows:
            row = TidyRow(pk, kind, seen(group), seen(name), code or "", institution)
            by_key[table][1].rows[str(position)] = row
            owners[pk] = (*by_key[table], str(position), row)
        figures = Observation.objects.filter(row__table__in=by_key).values_list(
            "row_id", "metric__code", "value", "status", "raw_text"
        )
        for pk, code, value, status, raw in figures.iterator():
            key, table, position, row = owners[pk]
            table.cells[pk, code] = (value, status, raw)
            label, unit = table.metrics[code].words
            self.lines[(*key, position, code)] = (
                *key, row.kind, row.group, position, row.code, row.name, code, label, unit,
                plain(value), status, seen(raw),
            )  # fmt: skip

    def _load_scope(self, user):
        assignment = Assignment.objects.filter(user=user).select_related("institution").first()
        self.only = assignment and assignment.institution
        self.covered = set(assignment.datasets.values_list("pk", flat=True)) if assignment else ()

    def table(self, told):
        """The TidyTable a line names; Wrong where there is none."""
        key = (told["dataset"], told["period"], told["issue"])
        if key in self.tables:
            return self.tables[key]
        if told["dataset"] not in self.datasets:
            raise Wrong("dataset", unknown("统计表", told["dataset"], self.datasets))
        if _month(told["period"]) is None:
            raise Wrong("period", f"月份“{told['period']}”看不懂；请写成 2024-08 的样子。")
        if told["issue"] not in self.origins:
            near = nearest(told["issue"], sorted(self.origins), _NEAR)
            hint = f"相近的有：{'、'.join(near)}。" if near else "请写成年-期号，如 2024-09。"
            raise Wrong("issue", f"没有“{told['issue'] or '空'}”这一期的表；{hint}")
        title = f"{self.datasets[told['dataset']]} {told['period']}"
        raise Wrong(
            "period", f"{told['issue']} 期里没有“{title}”这张表；请先在编辑台建好表，再导入。"
        )

    def must_be_free(self, table, row):
        """Wrong where this person may not change that row now."""
        if table.refusal:
            raise Wrong("raw_text", table.refusal)
        if self.covered and table.dataset not in self.covered:
            raise Wrong("dataset", f"您的录入范围不包括“{table.title}”。")
        if self.only is not None and row.institution != self.only.pk:
            raise Wrong("institution", f"您只能录入“{self.only}”的数据。")


@dataclass(slots=True)
class TidyMetric:
    code: str
    label: str
    unit: str
    words: tuple


def _metrics(datasets):
    found = defaultdict(dict)
    for metric in Metric.objects.filter(dataset__in=datasets):
        words = seen(metric.label), seen(metric.unit)
        found[metric.dataset_id][metric.code] = TidyMetric(metric.code, *words, words)
    return found


def _tidy(table, metrics):
    title = f"{table.dataset} {month_name(table.period)}"
    pairs = {
        code: tuple(column["metrics"])
        for column in table.header
        if len(column["metrics"]) > 1
        for code in column["metrics"]
    }
    refusal = table.refusal("不能再导入；要改已发布的数据，请用“更正”。")
    return TidyTable(
        table.pk, table.dataset_id, title, refusal, table.dataset.marks or {}, pairs, metrics
    )


def _month(text):
    """The first day of a month written 2024-08, or None."""
    try:
        return month_of(text)
    except ValueError:
        return None
