"""From the record to what pages, prints and downloads show: tables shaped once, in few queries."""

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.urls import reverse

from stats.changes import ADDED, LABELS, NO_ROW, REMOVED, Change, changes_of, deed_of, href_of
from stats.converters import month_of
from stats.footnotes import Footnote, footnotes_of
from stats.freezing import plain_tables
from stats.legends import Mark, legend_of
from stats.models import Layout
from stats.naming import name_key
from stats.shapes import (
    Figure,
    Grid,
    MetricLabel,
    PrintedRow,
    columns_of,
    extract,
    grid,
    marks_of,
    month_name,
    printed_rows,
    two_up,
)

_LABEL = {ADDED: "printed_name"}  # where a corrected row bears its sign


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
    changes: tuple[Change, ...] = ()
    footnotes: tuple[Footnote, ...] = ()

    @property
    def anchor(self):
        return f"{self.slug}-{self.period:%Y-%m}"

    @property
    def extract_title(self):
        """What the figures taken out of a paragraph are called."""
        return f"{self.family}，{month_name(self.period)}"

    def get_absolute_url(self):
        return reverse("stats:table", args=[self.slug, f"{self.period:%Y-%m}"])

    @property
    def issue(self):
        """Year and number of the issue it was printed in."""
        return dict(zip(("year", "number"), map(int, self.origin.split("-")), strict=True))


def table_shape(table):
    """The shape of one table; `dataset` and `layout` are best selected with it."""
    return table_shapes([table])[0]


def table_shapes(tables, at=None):
    """Shapes of these tables as they stand, or stood at `at`; in five queries however many."""
    return shapes_of(plain_tables(tables, at))


def shapes_of(plain):
    """Shapes of tables told as `plain_tables` tells them; asks the database nothing."""
    return [_shape(table, f"t{number}") for number, table in enumerate(plain, 1)]


def _shape(plain, key):
    notes = footnotes_of(plain)
    rows = rows_of(plain, notes)
    period = month_of(plain["period"])
    return TableShape(
        key=key,
        slug=plain["dataset"],
        family=plain["family"],
        period=period,
        origin=plain["origin"],
        form=plain["form"],
        title=plain["title"] or f"{month_name(period)}{plain['family']}",
        preface=plain["preface"],
        text=plain["text"],
        note=plain["note"],
        grid=_grid(plain, rows, key, notes),
        legend=legend_of(
            (figure.raw_text, figure.status) for row in rows for figure in row.figures.values()
        ),
        remarks=tuple(Remark(**remark) for remark in plain["remarks"]),
        changes=changes_of(plain),
        footnotes=tuple(notes.values()),
    )


def rows_of(plain, notes=MappingProxyType({})):
    """The rows of the record, each figure with the text it replaced where it was corrected, and
    with the mark of its footnote."""
    changed = {
        (told["row"], told.get("metric") or _LABEL.get(told["field"], told["field"])): _told(
            plain, told
        )
        for told in plain["corrections"]
        if "row" in told and not _is_quiet(plain, told)
    }
    return [
        PrintedRow(
            row["kind"],
            row["group"],
            row["number"],
            row["printed_name"],
            {
                code: Figure(
                    raw_text,
                    status,
                    *changed.get((place, code), ()),
                    of=(whose, code),
                    mark=_mark(notes, place, code),
                )
                for code, (_, status, raw_text) in row["cells"].items()
            },
            row["institution"] or "",
            {name: changed[place, name] for name in LABELS if (place, name) in changed},
            _mark(notes, place),
        )
        for place, row in enumerate(plain["rows"])
        for whose in [row["institution"] or name_key(row["printed_name"])]
    ]


def _mark(notes, row=None, metric=None):
    return notes[row, metric].mark if (row, metric) in notes else ""


def _told(plain, correction):
    """What stood there before, what was done to it, and where readers are told of it."""
    was = NO_ROW if correction.get("field") == ADDED else correction["old"]
    return was, deed_of(correction), href_of(plain, correction)


def _is_quiet(plain, correction):
    """Whether what was printed bears no sign of it: a footnote says so itself, and where only a
    row's number moved, others were added or removed with it."""
    if {"metric", "field"} <= correction.keys():
        return True
    return correction.get("field") == "number" and any(
        other["on"] == correction["on"] and other.get("field") in (ADDED, REMOVED)
        for other in plain["corrections"]
    )


def _grid(plain, rows, key, notes):
    columns = [
        column._replace(mark=marks_of(_mark(notes, metric=code) for code in column.metrics))
        for column in columns_of(plain["header"])
    ]
    if plain["form"] == Layout.Form.SENTENCE or not columns:
        return extract(rows, _metrics(plain, notes), key)
    printed = printed_rows(columns, rows)
    if plain["form"] == Layout.Form.TWO_UP:
        return two_up(columns, printed, key)
    return grid(columns, printed, key)


def _metrics(plain, notes):
    return [
        MetricLabel(one["code"], one["label"], one["unit"], _mark(notes, metric=one["code"]))
        for one in plain["metrics"]
    ]
