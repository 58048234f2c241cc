"""Footnotes as they are taken away beside figures: one place, whatever the format.

What is noted of a column is known by family and metric; of a row by family, month, issue and place;
of a figure by these and its metric: the ways a tidy line names them.
"""

from dataclasses import dataclass, field

from django.db.models import Q

from stats.footnotes import called
from stats.models import Observation, Row
from stats.standing import labels_before, notes_before, numbered, order_before

FOOTNOTE = "footnote"  # the column behind the others, where there is any
_LABELS = ("group", "printed_name")
_PLACE = ("table__dataset__slug", "table__period", "table__origin", "position", *_LABELS)


@dataclass
class Notes:
    """Footnotes by place; `rows` and `cells` hold (what it is of, in words, text)."""

    columns: dict = field(default_factory=dict)
    rows: dict = field(default_factory=dict)
    cells: dict = field(default_factory=dict)

    def __bool__(self):
        return bool(self.columns or self.rows or self.cells)

    @property
    def head(self):
        """The name of their column, in a list; without any there is no such column."""
        return [FOOTNOTE] if self else []

    def behind(self, line):
        """What stands in it on a tidy line, in a list."""
        return ["；".join(self.of(line))] if self else []

    def of(self, line):
        """The texts that belong to a tidy line: of its column, its row, itself."""
        found = self.columns.get((line[0], line[8]))
        return [*([found] if found else []), *self.beside(line)]

    def beside(self, line):
        """The same without that of its column."""
        row = (*line[:3], line[5])
        found = (self.rows.get(row), self.cells.get((*row, line[8])))
        return [told[1] for told in found if told]

    def told(self, slug=None):
        """2024-08 南京鼓楼医院，小计：text, for each note to a row or a figure of the family."""
        kept = [*self.rows.items(), *self.cells.items()]
        some = [(place, told) for place, told in kept if slug in (None, place[0])]
        for place, (where, text) in sorted(some):
            yield f"{place[1]} {where}：{text}"


def notes_taken(tables, metrics, only, at=None):
    """The Notes of published `tables`, as they stood at `at`: of the `metrics` taken, and of those
    figures only that are like `only`."""
    asked = _Asked(tables, dict(only), at)
    return Notes(
        {(one.slug, one.code): one.footnote for one in metrics if one.footnote},
        dict(asked.of_rows()),
        dict(asked.of_cells()),
    )


class _Asked:
    """The rows and figures that are taken, and what they were called and where they stood."""

    def __init__(self, tables, only, at):
        stood = order_before(at, tables) if at else {}
        self.places = numbered(stood)
        self.texts = labels_before(at, table__in=tables) if at else {}
        self.notes = notes_before(at, table__in=tables) if at else {}
        mine = only.pop("row__in", None)
        rows, of_rows = (self._stand(tables, stood, mine, row) for row in ("", "row__"))
        # In no order: the few there are have to be found by their index, not in its place.
        self.rows = Row.objects.filter(rows).order_by()
        self.cells = Observation.objects.filter(of_rows, **only).order_by()

    def _stand(self, tables, stood, mine, row):
        """What rows fulfil, asked of them or by way of their figures."""
        now = Q((f"{row}table__in", tables)) & ~Q((f"{row}table__in", list(stood)))
        asked = now | Q((f"{row}pk__in", list(self.places)))
        return asked if mine is None else asked & Q((f"{row}pk__in", mine))

    def of_rows(self):
        """(place, (what it is called, text)) of the footnotes of rows."""
        corrected = {key for key, name in self.texts if name == FOOTNOTE}
        rows = self.rows.filter(~Q(footnote="") | Q(pk__in=corrected))
        for key, note, *told in rows.values_list("pk", "footnote", *_PLACE):
            if text := self.texts.get((key, FOOTNOTE), note):
                place, name = self._told(key, told)
                yield place, (name, text)

    def of_cells(self):
        """The same of the footnotes of figures."""
        corrected = {row for row, _ in self.notes}
        cells = self.cells.filter(~Q(footnote="") | Q(row__in=corrected))
        own = ("row", "metric", "metric__code", "metric__label", "footnote")
        fields = cells.values_list(*own, *(f"row__{name}" for name in _PLACE))
        for row, metric, code, label, note, *told in fields:
            if text := self.notes.get((row, metric), note):
                place, name = self._told(row, told)
                yield (*place, code), (f"{name}，{label}", text)

    def _told(self, key, told):
        """The place of a row as tidy lines name it, and what it is called."""
        slug, period, origin, position, *labels = told
        named = zip(_LABELS, labels, strict=True)
        row = {name: self.texts.get((key, name), text) for name, text in named}
        return (slug, f"{period:%Y-%m}", origin, self.places.get(key, position)), called(row)


def notes_kept(plain):
    """The Notes of tables told by `plain_tables`, as an edition keeps them."""
    notes = Notes()
    for table in plain:
        labels = {one["code"]: one["label"] for one in table["metrics"]}
        columns = ((one["code"], one.get("footnote")) for one in table["metrics"])
        notes.columns |= {(table["dataset"], code): text for code, text in columns if text}
        for position, row in enumerate(table["rows"], 1):
            place = (table["dataset"], table["period"], table["origin"], position)
            if row.get("footnote"):
                notes.rows[place] = (called(row), row["footnote"])
            for code, text in row.get("footnotes", {}).items():
                notes.cells[(*place, code)] = (f"{called(row)}，{labels[code]}", text)
    return notes
