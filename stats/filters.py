"""The filter above all months of a family; its choices know published records only."""

import django_filters as filters
from django import forms

from stats.browsing import published_institutions
from stats.models import Institution, RowKind

MONTH = {"type": "month", "placeholder": "2024-08", "pattern": "[0-9]{4}-[0-9]{2}"}


# What makes a field of days one of months.
AS_MONTH = {
    "input_formats": ["%Y-%m"],
    "widget": forms.DateInput(attrs=MONTH, format="%Y-%m"),
    "error_messages": {"invalid": "月份请写成 2024-08 的样子。"},
}


class MonthFilter(filters.DateFilter):
    """A month picked or written as 2024-08."""

    def __init__(self, label, lookup_expr):
        super().__init__(
            field_name="table__period",
            lookup_expr=lookup_expr,
            label=label,
            **AS_MONTH,
        )


class RowFilter(filters.FilterSet):
    institution = filters.ModelChoiceFilter(
        to_field_name="code",
        queryset=Institution.objects.none(),
        label="机构",
        empty_label="全部机构",
        error_messages={"invalid_choice": "没有这个机构。"},
    )
    since = MonthFilter("起始月份", "gte")
    until = MonthFilter("截止月份", "lte")
    kind = filters.ChoiceFilter(
        choices=RowKind.choices,
        label="行的类别",
        empty_label="全部行",
        error_messages={"invalid_choice": "没有这个类别。"},
    )

    def __init__(self, data, rows, dataset):
        super().__init__(data, rows)
        self.filters["institution"].queryset = published_institutions(dataset)

    @property
    def is_narrowed(self):
        return any(self.data.get(name) for name in self.filters)
