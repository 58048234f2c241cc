"""The filter above all months of a family; its choices know published records only."""

from functools import cached_property

import django_filters as filters
from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join

from stats.browsing import published_institutions
from stats.models import RowKind
from stats.ordering import Rows
from stats.remembering import remembered

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


class Options(forms.Select):
    """The same list to choose from, written in one go: a template for each option takes longer than
    the rest of a page."""

    def render(self, name, value, attrs=None, renderer=None):
        given = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        chosen = {True: flatatt({"selected": True}), False: ""}
        options = format_html_join(
            "\n",
            '<option value="{}"{}>{}',
            ((one, chosen[one == (value or "")], label) for one, label in self.choices),
        )
        return format_html("<select{}>\n{}\n</select>", flatatt(given), options)


@remembered
def institutions_of(dataset):
    """{code: (key, name)} of the institutions that readers may know of a family."""
    known = published_institutions(dataset).values_list("code", "pk", "name")
    return {code: told for code, *told in known}


class RowFilter(filters.FilterSet):
    institution = filters.ChoiceFilter(
        method="of_institution",
        widget=Options,
        label="机构",
        empty_label="全部机构",
        error_messages={"invalid_choice": "没有这个机构。"},
    )
    since = MonthFilter("起始月份", "gte")
    until = MonthFilter("截止月份", "lte")
    kind = filters.ChoiceFilter(
        choices=RowKind.choices,
        widget=Options,
        label="行的类别",
        empty_label="全部行",
        error_messages={"invalid_choice": "没有这个类别。"},
    )

    def __init__(self, data, rows, dataset, at=None):
        super().__init__(data, rows)
        self.dataset, self.at = dataset, at
        self.asked = tuple(self.data.items())
        self.filters["institution"].extra["choices"] = self._choices

    @cached_property
    def institutions(self):
        return institutions_of(self.dataset)

    def _choices(self):
        """Asked for where they are shown or one is chosen: a file of all rows needs none."""
        return [(code, name) for code, (_, name) in self.institutions.items()]

    def of_institution(self, rows, name, code):
        return rows.filter(institution=self.institutions[code][0])

    @cached_property
    def rows(self):
        """The rows it leaves, to be put in order."""
        return Rows(self.qs, self.dataset, self.at, are_all=not self.is_narrowed)

    @property
    def is_narrowed(self):
        return any(self.data.get(name) for name in self.filters)
