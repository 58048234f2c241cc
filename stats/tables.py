"""All months of a family in one table: tables2 for columns, sorting and pages, rows read lean."""

from typing import NamedTuple

import django_tables2 as tables
from django.core.paginator import Paginator
from django_tables2.data import TableData

from stats.markup import names_html
from stats.remembering import remembered
from stats.series import Line, lines_of

MOST = 5000  # rows that are remembered, a kilobyte each


class RowData(TableData):
    """Rows read a page at a time: their keys in order first, then what is printed of them."""

    def __init__(self, rows, metrics):
        super().__init__(rows)
        self.metrics = {metric.code: metric.pk for metric in metrics}
        self.sort = "-period"

    def __len__(self):
        return self.data.count

    def order_by(self, aliases):
        self.sort = next(iter(aliases), "-period")

    def __getitem__(self, page):
        metric = self.metrics.get(self.sort.removeprefix("-"))
        if metric:
            keys = self.data.keys_by(metric, self.sort.startswith("-"), page)
        else:
            keys = self.data.keys(self.sort, page)
        return told_of(keys, self.metrics.values(), self.data.at)


class Told(NamedTuple):
    """A row of a family: what it tells, and the same as HTML."""

    line: Line
    html: str


def told_of(keys, metrics, at=None):
    """What is Told by the rows with these keys, in their order, now or at `at`.

    A row is read and written once an era: it stands on many pages, in each order on another.
    """
    known = {} if at else _known()
    told = {key: known[key] for key in keys if key in known}
    missing = [key for key in keys if key not in told]
    if missing:
        lines = lines_of(missing, metrics, at)
        told |= zip(missing, map(Told, lines, names_html(lines)), strict=True)
        if len(known) < MOST:
            known |= told
    return [told[key] for key in keys]


@remembered
def _known():
    """{key of a row: what is Told by it}, filled by `told_of`."""
    return {}


class RowTable(tables.Table):
    class Meta:
        template_name = "stats/_observations.html"
        order_by = "-period"

    def __init__(self, rows, metrics):
        """A table of these `ordering.Rows`, with a column for each metric.

        Columns of the class itself would be copied for each table, which takes longer.
        """
        columns = {
            "institution": tables.Column("机构"),
            "period": tables.Column("数据月份", initial_sort_descending=True),
            **{metric.code: FigureColumn(metric) for metric in metrics},
        }
        super().__init__(RowData(rows, metrics), extra_columns=columns.items())


class Pages(Paginator):
    """Fifty rows a page, whatever an address asks for."""

    def __init__(self, rows, per_page, **options):
        super().__init__(rows, 50, **options)


class FigureColumn(tables.Column):
    """A metric; the greatest figure first, which is what one looks for."""

    def __init__(self, metric):
        super().__init__(str(metric), initial_sort_descending=True)
