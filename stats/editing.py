"""A table as the grid of the desk shows it: every cell with last month's beside it."""

from dataclasses import dataclass

from stats.drafting import last_of
from stats.models import Column, Observation, Table
from stats.naming import name_key

_HISTORY = 12


@dataclass(frozen=True, slots=True)
class EditingColumn:
    """A column to type in: header path, the codes it holds; `note` for a figure of the note below
    the table. `whole` is the place of the column that this one is a part of, or None."""

    path: tuple[str, ...]
    metrics: tuple[str, ...]
    unit: str
    note: bool = False
    whole: int | None = None


@dataclass(frozen=True, slots=True)
class EditingCell:
    """What stands in a cell, what stood there last month, and whether it is there to be filled."""

    raw: str
    status: str
    note: str
    last: str
    open: bool
    expected: bool
    footnote: str = ""


@dataclass(frozen=True, slots=True)
class EditingSheet:
    """The table as rows × columns; `cells` holds a tuple of EditingCell for each row."""

    table: Table
    columns: tuple[EditingColumn, ...]
    rows: tuple
    cells: tuple
    last_period: object


def editing_sheet(table):
    """The EditingSheet of `table`, in a constant number of queries."""
    last = last_of(table)
    columns = _columns(table)
    rows = tuple(table.rows.select_related("institution").order_by("position"))
    now = _observations(table)
    before = _observations(last) if last else {}
    earlier = {row_key(row): row.pk for row in last.rows.all()} if last else {}
    cells = tuple(
        tuple(_cell(row, column, columns, now, before, earlier) for column in columns)
        for row in rows
    )
    return EditingSheet(table, columns, rows, cells, last.period if last else None)


def row_key(row):
    return row.institution_id or name_key(row.group + row.printed_name)


def _columns(table):
    metrics = {metric.code: metric for metric in table.dataset.metrics.all()}
    by_id = {metric.pk: metric for metric in metrics.values()}
    printed = [(tuple(c["path"]), tuple(c["metrics"])) for c in table.header if c["metrics"]]
    known = list(Column.objects.filter(layout=table.layout_id).order_by("position"))
    if not table.header:
        printed = _labels(known, by_id)
    codes = [held for _, held in printed]
    notes = [by_id[column.metric_id].code for column in known if column.in_note]
    made = [
        EditingColumn(path, held, metrics[held[0]].unit, whole=_whole(held, codes, metrics))
        for path, held in printed
    ]
    return tuple(made) + tuple(
        EditingColumn((metrics[code].label,), (code,), metrics[code].unit, note=True)
        for code in notes
    )


def _labels(known, by_id):
    """Columns of a paragraph: each metric once, under its own name."""
    metrics = {column.metric_id: by_id[column.metric_id] for column in known}
    return [((metric.label,), (metric.code,)) for metric in metrics.values()]


def _whole(held, codes, metrics):
    part_of = metrics[held[0]].part_of_id
    for place, other in enumerate(codes):
        if len(held) == 1 and metrics[other[0]].pk == part_of:
            return place
    return None


def _observations(table):
    cells = Observation.objects.filter(row__table=table).select_related("metric")
    return {(cell.row_id, cell.metric.code): cell for cell in cells}


def _cell(row, column, columns, now, before, earlier):
    code = column.metrics[0]
    cell = now.get((row.pk, code))
    old = before.get((earlier.get(row_key(row)), code))
    in_note = _is_note_row(row, columns)
    return EditingCell(
        raw=cell.raw_text if cell else "",
        status=cell.status if cell else "",
        note=cell.note if cell else "",
        last=old.raw_text if old else "",
        open=column.note == in_note,
        expected=old is not None and old.raw_text != "",
        footnote=cell.footnote if cell else "",
    )


def _is_note_row(row, columns):
    names = {name_key(column.path[0]) for column in columns if column.note}
    return row.kind == "total" and name_key(row.printed_name) in names


def life_of(row, metric_code):
    """[(period, raw text)] of the last twelve months of this row's cell, the latest first."""
    same = (
        {"row__institution": row.institution}
        if row.institution_id
        else {"row__printed_name": row.printed_name, "row__group": row.group}
    )
    cells = Observation.objects.filter(
        metric__code=metric_code,
        row__table__dataset=row.table.dataset_id,
        row__table__period__lt=row.table.period,
        row__table__removed_from=None,
        row__kind=row.kind,
        **same,
    ).order_by("-row__table__period")
    return list(cells.values_list("row__table__period", "raw_text")[:_HISTORY])
