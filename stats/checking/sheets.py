"""A table as the rules see it: rows and cells at hand, every finding with its place."""

from collections import Counter, defaultdict
from functools import cached_property

from stats.models import Finding, Metric, Observation, Row, RowKind, Severity, Table
from stats.naming import name_key
from stats.parsing.months import first_month

_LONGEST_PART = 90  # of a place: three parts and their signs fit into Finding.where


def number(value):
    """A figure without needless zeros: 608.740000 as 608.74."""
    return f"{value.normalize():f}"


def one_line(text):
    return "".join(text.split())


def title_of(table):
    """The printed title, with what tells apart the tables that a heading above paragraphs has: the
    family, and the month where it is not the one the title speaks of."""
    printed, family = one_line(table.title), table.dataset.title[:20]
    title = (printed or table.dataset.title)[:50]
    parts = [family] if table.layout.form == "sentence" and family not in title else []
    parts += [f"{table.period:%Y-%m}"] if first_month(printed) != table.period else []
    return f"{title}（{' '.join(parts)}）" if parts else title


class Sheet:
    """`cells` are the observations of each row by metric, `metrics` those used, in their order."""

    def __init__(self, table, rows, cells, metrics):
        self.table, self.rows, self.cells = table, rows, cells
        used = {metric_id for row in rows for metric_id in cells[row.pk]}
        self.metrics = sorted((metrics[pk] for pk in used), key=lambda m: (m.position, m.pk))
        self._names = Counter(self._name(row) for row in rows)

    @cached_property
    def data(self):
        return [row for row in self.rows if row.kind == RowKind.DATA]

    @cached_property
    def metric_by_id(self):
        return {metric.pk: metric for metric in self.metrics}

    def of_kind(self, kind):
        return [row for row in self.rows if row.kind == kind]

    def cell(self, row, metric):
        """The observation of a metric in a row, None where the row has no such cell."""
        return self.cells[row.pk].get(metric.pk)

    def value(self, row, metric):
        cell = self.cell(row, metric)
        return cell.value if cell else None

    @cached_property
    def values(self):
        """Every figure as (row, metric, value), in printed order."""
        return [
            (row, metric, cell.value)
            for row in self.rows
            for cells in [self.cells[row.pk]]
            for metric in self.metrics
            if (cell := cells.get(metric.id)) and cell.value is not None
        ]

    def group(self, row):
        return name_key(row.group)

    def _name(self, row):
        name = one_line(row.printed_name) or f"第{row.position}行"
        return f"{name}（{one_line(row.group)}）" if row.group else name

    def where(self, row=None, metric=None):
        """Table · row · column, as far as the finding concerns them."""
        parts = [title_of(self.table)]
        if row is not None:
            name = self._name(row)
            parts.append(f"{name}（第{row.position}行）" if self._names[name] > 1 else name)
        if metric is not None:
            parts.append(metric.label)
        return " · ".join(part[:_LONGEST_PART] for part in parts)

    def finding(self, code, message, row=None, metric=None, severity=Severity.WARNING):
        return Finding(
            origin=self.table.origin,
            table=self.table,
            row=row,
            metric=metric,
            severity=severity,
            code=code,
            message=message[:500],
            where=self.where(row, metric),
        )


def sheets_of(tables):
    """A Sheet for each of `tables` by its pk, in their order, read with five queries."""
    wanted = [table.pk for table in tables]
    found = Table.objects.select_related("dataset", "layout__ordered_by").in_bulk(wanted)
    rows, cells = _rows(wanted), _cells(wanted)
    metrics = Metric.objects.in_bulk({pk for row in cells.values() for pk in row})
    return {pk: Sheet(found[pk], rows[pk], cells, metrics) for pk in wanted}


def _rows(tables):
    rows = defaultdict(list)
    for row in (
        Row.objects.filter(table__in=tables).select_related("institution").order_by("position")
    ):
        rows[row.table_id].append(row)
    return rows


def _cells(tables):
    cells = defaultdict(dict)
    for cell in Observation.objects.filter(row__table__in=tables).order_by():
        cells[cell.row_id][cell.metric_id] = cell
    return cells
