"""What is taken away: figures of tables of the record, or of an edition, asked for alike.

Every format is made of the same few answers, so that none of them knows where figures come from.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from django.db.models import Exists, Max, OuterRef, QuerySet

from stats.exporting.figures import BY_MONTH, TABLE_ORDER, rows_of
from stats.exporting.noted import notes_kept, notes_taken
from stats.exporting.tidy import lines_of
from stats.freezing import plain_rows, plain_tables
from stats.models import Dataset, Institution, Metric, Observation, Row

_ROW = (
    "table__dataset__slug", "table__period", "table__origin", "position", "kind", "group",
    "institution__code", "printed_name",
)  # fmt: skip


class Counted(NamedTuple):
    """A metric, and to which family it belongs."""

    slug: str
    code: str
    label: str
    unit: str
    decimals: int
    definition: str
    footnote: str = ""

    def __str__(self):
        return f"{self.label}（{self.unit}）" if self.unit else self.label


class Told(NamedTuple):
    """What is said of a family."""

    slug: str
    title: str
    description: str
    methodology: str


class Outline(NamedTuple):
    """A row without its figures."""

    slug: str
    period: str
    origin: str
    position: int
    kind: str
    group: str
    code: str
    name: str


@dataclass(frozen=True)
class Taken:
    """Figures of published `tables`, of these `rows` only where they are given, as of `at`.

    `stem` is the name of the file, `title` what readers call it, `url` where it is seen; `codes`
    are those of the metrics, where not all of them are asked for.
    """

    stem: str
    title: str
    url: str
    tables: QuerySet
    rows: QuerySet | None = None
    at: datetime | None = None
    codes: tuple | None = None

    @property
    def name(self):
        """The stem; what is of the past says of when it is."""
        return f"{self.stem}-at-{self.at:%Y%m%d-%H%M%S}" if self.at else self.stem

    @property
    def _only(self):
        only = {} if self.rows is None else {"row__in": self.rows}
        return only if self.codes is None else only | {"metric__code__in": self.codes}

    def with_figures(self, by_month=False):
        """Rows with figures as `rows_of` tells them, month by month or in the order of tables."""
        only = {} if self.codes is None else {"metric__code__in": self.codes}
        order = BY_MONTH if by_month else TABLE_ORDER
        return rows_of(self.tables, self.at, order, self.rows, **only)

    def lines(self, by_month=False):
        """Tidy lines with values as numbers."""
        return lines_of(self.with_figures(by_month), numbers=True)

    def outline(self):
        """An Outline for each row that has figures, month by month."""
        if self.at:  # what rows were called may have been corrected since
            yield from (_outline(start) for start, _ in self.with_figures(by_month=True))
            return
        rows = Row.objects if self.rows is None else self.rows
        counted = {} if self.codes is None else {"metric__code__in": self.codes}
        filled = Observation.objects.filter(row=OuterRef("pk"), **counted)
        rows = rows.filter(Exists(filled), table__in=self.tables)
        rows = rows.order_by(*(f"table__{name}" for name in BY_MONTH), "position")
        for slug, period, *told, code, name in rows.values_list(*_ROW).iterator():
            yield Outline(slug, period.isoformat()[:7], *told, code or "", name)

    @cached_property
    def metrics(self):
        """Counted, of which there is a figure, in the order of their columns."""
        figures = Observation.objects.filter(metric=OuterRef("pk"), row__table__in=self.tables)
        # Of these families alone: the figures of others would all be looked through in vain.
        ours = Metric.objects.filter(dataset__in=self.tables.order_by().values("dataset"))
        known = ours.filter(Exists(figures.filter(**self._only)))
        order = ("dataset__position", "dataset__slug", "position", "code")
        fields = ("dataset__slug", "code", "label", "unit", "decimals", "definition", "footnote")
        return [Counted(*told) for told in known.order_by(*order).values_list(*fields)]

    @cached_property
    def notes(self):
        """The Notes for readers: few, and all held."""
        return notes_taken(self.tables, self.metrics, self._only, self.at)

    @cached_property
    def families(self):
        """What is Told of the families, by slug, in their order."""
        known = Dataset.objects.filter(pk__in=self.tables.order_by().values("dataset"))
        told = known.values_list("slug", "title", "description", "methodology")
        return {family[0]: Told(*family) for family in told}

    @cached_property
    def names(self):
        """What the institutions are called now, by code."""
        known = Institution.objects.filter(rows__table__in=self.tables).distinct()
        return dict(known.order_by().values_list("code", "name"))

    @cached_property
    def updated(self):
        """When the last of it was published or corrected."""
        if self.at:
            return self.at
        moments = self.tables.order_by().aggregate(
            out=Max("published_at"), corrected=Max("corrections__made_at")
        )
        return max(filter(None, moments.values()), default=None)

    @cached_property
    def plain(self):
        """The tables told whole, as `plain_tables` does: for a month, not for all of them."""
        tables = self.tables.select_related("dataset", "layout").order_by(*TABLE_ORDER)
        return plain_tables(tables, self.at)

    def header(self, slug):
        """The printed header of the newest table of a family."""
        newest = self.tables.filter(dataset__slug=slug).order_by("-period", "-origin")
        return newest.values_list("header", flat=True).first() or []


@dataclass(frozen=True)
class Frozen:
    """The same of tables told by `plain_tables`, as an edition keeps them."""

    stem: str
    title: str
    url: str
    plain: list
    updated: datetime
    at = None

    @property
    def name(self):
        return self.stem

    def with_figures(self, by_month=False):
        return plain_rows(self.plain)

    def lines(self, by_month=False):
        return lines_of(self.with_figures(), numbers=True)

    def outline(self):
        for table in self.plain:
            start = (table["dataset"], table["period"], table["origin"])
            for position, row in enumerate(table["rows"], 1):
                if row["cells"]:
                    labels = (row["kind"], row["group"], row["institution"] or "")
                    yield Outline(*start, position, *labels, row["printed_name"])

    @cached_property
    def metrics(self):
        told = {}
        for line in self.lines():
            slug, code, value = line[0], line[8], line[11]
            decimals = max(0, -value.normalize().as_tuple().exponent) if value is not None else 0
            before = told.get((slug, code))
            most = max(decimals, before.decimals if before else 0)
            footnote = self.notes.columns.get((slug, code), "")
            told[slug, code] = Counted(slug, code, line[9], line[10], most, "", footnote)
        order = [
            (one["dataset"], metric["code"]) for one in self.plain for metric in one["metrics"]
        ]
        return [told[key] for key in dict.fromkeys(order) if key in told]

    @cached_property
    def notes(self):
        return notes_kept(self.plain)

    @cached_property
    def families(self):
        return {one["dataset"]: Told(one["dataset"], one["family"], "", "") for one in self.plain}

    @property
    def names(self):
        """None but those that were printed."""
        return {}


def _outline(labels):
    slug, period, origin, kind, group, position, code, name = labels
    return Outline(slug, period, origin, position, kind, group, code, name)
