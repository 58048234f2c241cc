"""All months of a family in one table: tables2 for columns, sorting and pages, rows read lean."""

import django_tables2 as tables
from django.core.paginator import Paginator
from django.db.models import Case, Exists, F, FilteredRelation, OuterRef, Q, Subquery, When
from django_tables2.data import TableData

from stats.models import Correction, Row
from stats.series import LINE, lines_of

NEWEST = ("-table__period", "-table__origin", "position")
ORDERS = {
    "period": NEWEST,
    "-period": NEWEST,
    "institution": ("institution__sort_key", "institution__code", *NEWEST),
    "-institution": ("-institution__sort_key", "-institution__code", *NEWEST),
}
ORDERS["period"] = ("table__period", "table__origin", "position")


class RowData(TableData):
    """Rows read a page at a time: their keys in order first, then what is printed of them."""

    def __init__(self, rows, metrics, at=None):
        super().__init__(rows)
        self.metrics = {metric.code: metric.pk for metric in metrics}
        self.at = at
        self.sort = "-period"
        self._length = None

    def __len__(self):
        if self._length is None:
            self._length = self.data.count()
        return self._length

    def order_by(self, aliases):
        self.sort = next(iter(aliases), "-period")

    def __getitem__(self, page):
        keys = self._keys(page)
        # By key alone: with the filter beside it SQLite would walk the whole family again.
        rows = Row.objects.filter(pk__in=keys).order_by().values_list(*LINE)
        rows = {row[0]: row for row in rows}
        return lines_of([rows[key] for key in keys], self.metrics.values(), self.at)

    def _keys(self, page):
        code = self.sort.removeprefix("-")
        if code in self.metrics:
            return self._keys_by(self.metrics[code], page)
        return list(self.data.order_by(*ORDERS[self.sort]).values_list("pk", flat=True)[page])

    def _keys_by(self, metric, page):
        """By value, which an index holds in order; behind them the rows that have none."""
        rows = self.data.alias(
            sorted=FilteredRelation("observations", condition=Q(observations__metric=metric))
        )
        rows = rows.alias(then=_value_at(self.at) if self.at else F("sorted__value"))
        value = F("then").desc() if self.sort[0] == "-" else F("then").asc()
        filled = rows.filter(then__isnull=False)
        keys = list(filled.order_by(value, "sorted__pk").values_list("pk", flat=True)[page])
        missing = page.stop - page.start - len(keys)
        if missing:
            start = max(0, page.start - filled.count())
            empty = rows.filter(then__isnull=True).order_by(*NEWEST)
            keys += empty.values_list("pk", flat=True)[start : start + missing]
        return keys


def _value_at(at):
    """What stood at `at` in the cell that is sorted by."""
    later = Correction.objects.filter(observation=OuterRef("sorted__pk"), field="", made_at__gt=at)
    before = later.order_by("made_at", "pk").values("old_value")[:1]
    return Case(When(Exists(later), then=Subquery(before)), default=F("sorted__value"))


class RowTable(tables.Table):
    institution = tables.Column("机构")
    period = tables.Column("数据月份", initial_sort_descending=True)

    class Meta:
        template_name = "stats/_observations.html"
        order_by = "-period"

    def __init__(self, rows, metrics, at=None):
        metrics = list(metrics)
        columns = [(metric.code, FigureColumn(metric)) for metric in metrics]
        super().__init__(RowData(rows, metrics, at), extra_columns=columns)


class Pages(Paginator):
    """Fifty rows a page, whatever an address asks for."""

    def __init__(self, rows, per_page, **options):
        super().__init__(rows, 50, **options)


class FigureColumn(tables.Column):
    """A metric; the greatest figure first, which is what one looks for."""

    def __init__(self, metric):
        super().__init__(str(metric), initial_sort_descending=True)
