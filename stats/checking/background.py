"""What rules may know beside the table at hand, read at once for all tables."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from stats.checking.sheets import sheets_of
from stats.models import (
    Column,
    Institution,
    InstitutionName,
    Kind,
    Metric,
    Observation,
    Row,
    RowKind,
)
from stats.naming import name_key
from stats.parsing.months import month_before, shifted

MONTHS_BACK = 12


@dataclass
class Background:
    """Each part is read when the first rule asks for it, with one query for all sheets."""

    sheets: dict

    @cached_property
    def families(self):
        return {sheet.table.dataset_id for sheet in self.sheets.values()}

    @cached_property
    def by_place(self):
        """Sheets by origin, month and family."""
        return {
            (s.table.origin, s.table.period, s.table.dataset.slug): s for s in self.sheets.values()
        }

    @cached_property
    def pairs(self):
        """Ids of (part, whole) of pair cells, by layout."""
        pairs = defaultdict(list)
        layouts = {sheet.table.layout_id for sheet in self.sheets.values()}
        columns = Column.objects.filter(layout__in=layouts, whole__isnull=False)
        for layout, *pair in columns.values_list("layout", "metric", "whole"):
            pairs[layout].append(tuple(pair))
        return pairs

    @cached_property
    def districts(self):
        return list(Institution.objects.confirmed().filter(kind=Kind.DISTRICT))

    @cached_property
    def metric_labels(self):
        """Labels of confirmed metrics, by family."""
        labels = defaultdict(list)
        known = Metric.objects.filter(dataset__in=self.families, confirmed=True)
        for family, label in known.values_list("dataset", "label"):
            labels[family].append(label)
        return labels

    @cached_property
    def institution_names(self):
        """All names of confirmed institutions, by kind."""
        names = defaultdict(list)
        known = InstitutionName.objects.filter(institution__confirmed=True).order_by("name")
        for kind, name in known.values_list("institution__kind", "name"):
            names[kind].append(name)
        return names

    @cached_property
    def institutions(self):
        """{id: (name, day of closing)} of those with a row, by family and month: the sheets' months
        and those before."""
        held = defaultdict(dict)
        months = {sheet.table.period for sheet in self.sheets.values()}
        rows = Row.objects.filter(
            table__dataset__in=self.families,
            table__removed_from=None,
            kind=RowKind.DATA,
            institution__isnull=False,
            table__period__in=months | set(map(month_before, months)),
        ).order_by("table__origin", "position")
        fields = ("institution", "institution__name", "institution__closed_on")
        for *place, pk, name, closed_on in rows.values_list(
            "table__dataset", "table__period", *fields
        ):
            held[tuple(place)][pk] = name, closed_on
        return held

    @cached_property
    def past(self):
        """{month: value} of each figure of an institution; printed twice, the later issue's."""
        values = defaultdict(dict)
        periods = [sheet.table.period for sheet in self.sheets.values()]
        cells = Observation.objects.filter(
            row__table__dataset__in=self.families,
            row__table__removed_from=None,
            row__kind=RowKind.DATA,
            row__institution__isnull=False,
            value__isnull=False,
            row__table__period__range=(shifted(min(periods), -MONTHS_BACK), max(periods)),
        ).order_by("row__table__origin", "row__position")
        fields = ("row__table__dataset", "metric", "row__institution", "row__group")
        for *key, group, period, value in cells.values_list(*fields, "row__table__period", "value"):
            values[*key, name_key(group)][period] = value
        return values


def background_of(tables):
    return Background(sheets_of(tables))
