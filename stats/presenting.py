"""From the record to what pages, prints and downloads show: tables shaped once, in few queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from stats.models import Finding, Layout, Metric, Observation, Row, Severity, Status, Verdict
from stats.shapes import (
    Figure,
    Grid,
    MetricLabel,
    PrintedRow,
    columns_of,
    extract,
    grid,
    mark_of,
    month_name,
    printed_rows,
    two_up,
)


@dataclass(frozen=True)
class Mark:
    """A sign that stands for a figure, and what it means."""

    sign: str
    meaning: str


@dataclass(frozen=True)
class Remark:
    """What the checks found odd in the print, where, and what somebody said of it."""

    where: str
    message: str
    verdict: str
    note: str


@dataclass(frozen=True)
class TableShape:
    """One printed table with all that belongs to it."""

    key: str
    slug: str
    family: str
    period: date
    origin: str
    form: str
    title: str
    preface: str
    text: str
    note: str
    grid: Grid
    legend: tuple[Mark, ...]
    remarks: tuple[Remark, ...]

    @property
    def anchor(self):
        return f"{self.slug}-{self.period:%Y-%m}"

    @property
    def extract_title(self):
        """What the figures taken out of a paragraph are called."""
        return f"{self.family}，{month_name(self.period)}"

    @property
    def issue(self):
        """Year and number of the issue it was printed in."""
        return dict(zip(("year", "number"), map(int, self.origin.split("-")), strict=True))


@dataclass(frozen=True)
class Contents:
    """Rows, metrics and remarks of many tables, each by its table or dataset."""

    rows: dict
    metrics: dict
    remarks: dict


def table_shape(table):
    """The shape of one table; `dataset` and `layout` are best selected with it."""
    return table_shapes([table])[0]


def table_shapes(tables):
    """Shapes of these tables, in four queries however many they are."""
    tables = list(tables)
    contents = contents_of(tables)
    return [_shape(table, f"t{number}", contents) for number, table in enumerate(tables, 1)]


def contents_of(tables):
    metrics, labels = _metrics_of({table.dataset_id for table in tables})
    return Contents(_rows_of(tables, metrics), labels, _remarks_of(tables))


def _metrics_of(datasets):
    """Codes by metric, and labels by dataset in their order."""
    codes, labels = {}, defaultdict(list)
    metrics = Metric.objects.filter(dataset__in=datasets).order_by("dataset", "position", "code")
    for key, dataset, *label in metrics.values_list("pk", "dataset", "code", "label", "unit"):
        codes[key] = label[0]
        labels[dataset].append(MetricLabel(*label))
    return codes, labels


def _rows_of(tables, codes):
    """Printed rows by table."""
    figures = defaultdict(dict)
    cells = Observation.objects.filter(row__table__in=tables).order_by()
    for row, metric, text, status in cells.values_list("row", "metric", "raw_text", "status"):
        figures[row][codes[metric]] = Figure(text, status)
    rows = defaultdict(list)
    lines = Row.objects.filter(table__in=tables).order_by("table", "position")
    fields = ("table", "pk", "kind", "group", "number", "printed_name", "institution__code")
    for table, row, *labels, code in lines.values_list(*fields):
        rows[table].append(PrintedRow(*labels, figures[row], code or ""))
    return rows


def _remarks_of(tables):
    """What was found and judged, by table; what nobody has judged yet is not for readers."""
    remarks = defaultdict(list)
    judged = Finding.objects.filter(table__in=tables, severity=Severity.WARNING).exclude(verdict="")
    fields = ("table", "row__printed_name", "metric__label", "message", "verdict", "verdict_note")
    for table, row, metric, message, verdict, note in judged.order_by("pk").values_list(*fields):
        where = "，".join(filter(None, (row, metric)))
        remarks[table].append(Remark(where, message, Verdict(verdict).label, note))
    return remarks


def _shape(table, key, contents):
    rows, labels = contents.rows[table.pk], contents.metrics[table.dataset_id]
    return TableShape(
        key=key,
        slug=table.dataset.slug,
        family=table.dataset.title,
        period=table.period,
        origin=table.origin,
        form=table.layout.form,
        title=table.title or f"{month_name(table.period)}{table.dataset.title}",
        preface=table.preface,
        text=table.text,
        note=table.note,
        grid=_grid(table, rows, labels, key),
        legend=legend_of(rows),
        remarks=tuple(contents.remarks[table.pk]),
    )


def _grid(table, rows, labels, key):
    columns = columns_of(table.header)
    if table.layout.form == Layout.Form.SENTENCE or not columns:
        return extract(rows, labels, key)
    printed = printed_rows(columns, rows)
    if table.layout.form == Layout.Form.TWO_UP:
        return two_up(columns, printed, key)
    return grid(columns, printed, key)


def legend_of(rows):
    """The signs in use and their meanings, each once, in the order they are met."""
    marks = {
        Mark(mark_of(figure.raw_text), Status(figure.status).label): None
        for row in rows
        for figure in row.figures.values()
        if figure.status != Status.NORMAL
    }
    return tuple(marks)
