"""All months of a family in one table: tables2 for columns, sorting and pages, rows read lean."""

import django_tables2 as tables
from django.core.paginator import Paginator
from django_tables2.data import TableData

from stats.series import lines_of


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
        return lines_of(keys, self.metrics.values(), self.data.at)


class RowTable(tables.Table):
    institution = tables.Column("机构")
    period = tables.Column("数据月份", initial_sort_descending=True)

    class Meta:
        template_name = "stats/_observations.html"
        order_by = "-period"

    def __init__(self, rows, metrics):
        """A table of these `ordering.Rows`, with a column for each metric."""
        columns = [(metric.code, FigureColumn(metric)) for metric in metrics]
        super().__init__(RowData(rows, metrics), extra_columns=columns)


class Pages(Paginator):
    """Fifty rows a page, whatever an address asks for."""

    def __init__(self, rows, per_page, **options):
        super().__init__(rows, 50, **options)


class FigureColumn(tables.Column):
    """A metric; the greatest figure first, which is what one looks for."""

    def __init__(self, metric):
        super().__init__(str(metric), initial_sort_descending=True)
