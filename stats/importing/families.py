"""The table families known so far, and what is proposed to join them."""

from dataclasses import dataclass, field
from datetime import date

from stats import matching
from stats.models import Column, Dataset, Layout, Metric
from stats.naming import name_key, slug_of
from stats.parsing.months import without_months
from stats.parsing.readings import split_pair


@dataclass
class Family:
    """A dataset with its layouts, columns and metrics at hand; grows as things are proposed."""

    dataset: Dataset
    layouts_known: list = field(default_factory=list)
    columns_known: list = field(default_factory=list)
    metrics: list = field(default_factory=list)

    @property
    def note_columns(self):
        return [column for column in self.columns_known if column.in_note]

    def columns_in(self, period, in_note=False):
        """The columns known, those first that were printed in that month, the latest before
        earlier ones: what a header meant last is what it is taken to mean."""
        order = {layout.pk: _distance(layout, period) for layout in self.layouts_known}
        columns = [column for column in self.columns_known if column.in_note == in_note]
        return sorted(columns, key=lambda column: order[column.layout_id])


class Families:
    """All families in printed order, loaded in a handful of queries, new ones proposed here."""

    def __init__(self):
        datasets = Dataset.objects.prefetch_related("layouts__columns", "metrics")
        self.known = [self._family(dataset) for dataset in datasets]
        self.new_metrics = []

    @staticmethod
    def _family(dataset):
        layouts = list(dataset.layouts.all())
        metrics = {metric.pk: metric for metric in dataset.metrics.all()}
        columns = []
        for layout in layouts:
            for column in layout.columns.all():
                column.metric = metrics[column.metric_id]
                column.whole = metrics.get(column.whole_id)
                columns.append(column)
        return Family(dataset, layouts, columns, list(metrics.values()))

    def of_table(self, parsed):
        """The family of a printed table and whether its title says so."""
        return matching.family_of_table(parsed, self.known)

    def of_sentence(self, sentence):
        return matching.families_of_sentence(sentence.subject, sentence.title, self.known)

    def propose(self, title):
        """A new family, unconfirmed, that the same title will find again next month."""
        key = matching.title_key(title) or "未命名"
        dataset = Dataset.objects.create(
            slug=self._free_slug(key),
            title=without_months(title)[:200] or "未命名的表",
            position=max((f.dataset.position for f in self.known), default=0) + 1,
            confirmed=False,
        )
        family = Family(dataset)
        self.known.append(family)
        return family

    def _free_slug(self, key):
        base = f"proposed-{slug_of(key)}"[:70].strip("-")
        taken = {family.dataset.slug for family in self.known}
        slug, number = base, 1
        while slug in taken:
            number += 1
            slug = f"{base}-{number}"
        return slug

    def propose_metric(self, family, path, unit="", decimals=0, part_of=None, suffix=""):
        """A new metric of `family` for a column printed under `path`, unconfirmed."""
        label = ("：".join(path) or "（无列名）") + suffix
        metric = Metric.objects.create(
            dataset=family.dataset,
            code=self._free_code(family, label),
            label=label[:200],
            unit=unit[:20],
            decimals=decimals,
            position=max((metric.position for metric in family.metrics), default=0) + 1,
            part_of=part_of,
            confirmed=False,
        )
        family.metrics.append(metric)
        self.new_metrics.append(metric)
        return metric

    @staticmethod
    def _free_code(family, label):
        base = slug_of(label).replace("-", "_")[:60]
        taken = {metric.code for metric in family.metrics}
        code, number = base, 1
        while code in taken:
            number += 1
            code = f"{base}_{number}"
        return code

    def layout(self, family, wanted):
        """The layout of `family` that prints just the `wanted` columns, made where there is none.

        For paragraphs a layout that knows all the labels will do; their order is free.
        """
        for layout in family.layouts_known:
            if layout.form == wanted.form and wanted.stands_in(self._columns_of(family, layout)):
                return layout
        return self._new_layout(family, wanted)

    @staticmethod
    def _columns_of(family, layout):
        return [column for column in family.columns_known if column.layout_id == layout.pk]

    def _new_layout(self, family, wanted):
        like = next((x for x in family.layouts_known if x.form == wanted.form), None)
        layout = Layout.objects.create(
            dataset=family.dataset,
            code=self._layout_code(family, wanted.origin),
            form=wanted.form,
            first_period=wanted.period,
            title_pattern=like.title_pattern if like else wanted.title_pattern,
            number_label=wanted.number_label,
            subject_label=wanted.subject_label[:100],
            ordered_by=like.ordered_by if like else None,
            confirmed=False,
        )
        columns = [
            Column(layout=layout, position=place, header_path=list(path), metric=metric,
                   whole=whole, in_note=in_note)
            for place, (path, metric, whole, in_note) in enumerate(wanted.columns, 1)
        ]  # fmt: skip
        Column.objects.bulk_create(columns)
        family.layouts_known.append(layout)
        family.columns_known.extend(columns)
        return layout

    @staticmethod
    def _layout_code(family, origin):
        taken = {layout.code for layout in family.layouts_known}
        code, number = origin, 1
        while code in taken:
            number += 1
            code = f"{origin}-{number}"
        return code


@dataclass
class WantedLayout:
    """How a table at hand is printed: columns are (path, metric, whole or None, in_note)."""

    origin: str
    period: object
    form: str
    columns: list
    number_label: str = ""
    subject_label: str = ""
    title_pattern: str = ""

    def stands_in(self, columns):
        """True where a layout with these Column records prints the same."""
        if self.form == "sentence":
            found = [matching.column_for(columns, path) for path, *_ in self.columns]
            return all(
                column is not None and column.metric_id == metric.pk
                for column, (_, metric, *_) in zip(found, self.columns, strict=True)
            )
        mine = [(_printed(path, metric, whole), note) for path, metric, whole, note in self.columns]
        theirs = [(_printed(c.header_path, c.metric, c.whole), c.in_note) for c in columns]
        body = [printed for printed, note in mine if not note]
        notes = {printed for printed, note in mine if note}
        return body == [printed for printed, note in theirs if not note] and notes <= {
            printed for printed, note in theirs if note
        }


def _printed(path, metric, whole):
    return matching.path_key(path), metric.pk, whole and whole.pk


def _distance(layout, period):
    """How far a layout is from being the one in use in that month; those in use come first."""
    first = layout.first_period or date.min
    ended = layout.last_period is not None and layout.last_period < period
    return (first > period or ended, -first.toordinal() if first <= period else first.toordinal())


def holds_pairs(texts):
    """True where most of what is written in a column are pairs like 52/129."""
    written = [text for text in texts if name_key(text)]
    return sum(split_pair(text) is not None for text in written) * 2 > len(written)
