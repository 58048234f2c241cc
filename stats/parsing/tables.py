"""Tables read from grids: columns with their roles, rows with kind and group, what is odd."""

from dataclasses import replace

from stats.naming import name_key
from stats.parsing import wording
from stats.parsing.grids import lay_out
from stats.parsing.records import Oddity, ParsedTable
from stats.parsing.roles import columns_of, with_roles
from stats.parsing.rows import RowReader, in_printed_order

_LONGEST_TITLE = 100


def parse_table(grid, like=None):
    """The ParsedTable of `grid`: period, and the title printed above it, are left to who knows the
    words around it; a title inside the table is taken.

    `like` is the table before it in the document; a grid without a header of its own, or with the
    same header again, is read as the continuation of that table (see `continues`).
    """
    laid = lay_out(grid)
    columns, lanes = _columns(laid, like)
    reader = RowReader(columns, lanes, laid)
    rows = reader.read()
    columns, rows = _without_empty_columns(columns, rows)
    title, preface = _titles([slot.text for slot in laid.captions])
    return ParsedTable(
        title=title,
        columns=columns,
        rows=rows,
        where=grid.where,
        preface=preface,
        notes=tuple(reader.notes),
        lanes=lanes,
        oddities=(*laid.oddities, *reader.oddities, *_missing(grid, laid, columns)),
    )


def _columns(laid, like):
    if laid.header or like is None or laid.width != like.lanes * len(like.columns):
        return columns_of(laid.header, laid.body, laid.width)
    if like.rows or like.lanes > 1:
        return like.columns, like.lanes
    # Only the header stood on the page before: what the columns hold is seen here.
    return with_roles([column.path for column in like.columns], laid.body), 1


def _titles(captions):
    """The title among the lines set inside a table, and the others."""
    heads = [
        text
        for text in captions
        if len(text) <= _LONGEST_TITLE and not wording.is_note(text) and not wording.unit_line(text)
    ]
    title = "".join(heads)
    return title, tuple(text for text in captions if text not in heads)


def _missing(grid, laid, columns):
    if not laid.header:
        message = "这张表没有表头，不知道各列是什么；列名请对照原文补上。"
        yield Oddity("header-missing", message, grid.where)
    elif not laid.body:
        yield Oddity("rows-missing", "这张表只有表头，没有数据行。", grid.where)
    elif not any(column.role == "figure" for column in columns):
        yield Oddity("figures-missing", "这张表里没有一列是数字。", grid.where)


def continues(table, before):
    """True where `table` could go on with the rows of `before`: its columns are the same."""
    return _keys(table.columns) == _keys(before.columns) and table.lanes == before.lanes


def joined(before, table):
    """`before` with the rows, notes and oddities of its continuation `table`."""
    columns = before.columns if before.rows else table.columns
    rows = before.rows + _in_group_of(before.rows, table)
    if before.lanes > 1:
        rows = in_printed_order(rows)
    ends = ("header-missing", "rows-missing")
    oddities = [o for o in (*before.oddities, *table.oddities) if o.code not in ends]
    return replace(
        before,
        columns=columns,
        rows=rows,
        notes=before.notes + table.notes,
        oddities=tuple(oddities),
    )


def _in_group_of(before, table):
    """The rows of `table`, the first ones under the last group label of the page before."""
    group = next((row.group for row in reversed(before) if row.kind != "total"), "")
    rows = list(table.rows)
    for index, row in enumerate(rows):
        if row.group or row.kind == "total":
            break
        rows[index] = replace(row, group=group)
    return tuple(rows)


def _keys(columns):
    return [tuple(name_key(part) for part in column.path) for column in columns]


def _without_empty_columns(columns, rows):
    """Columns without those that have neither a name nor a single cell in them."""
    used = {cell.column for row in rows for cell in row.cells if cell.raw}
    keep = [
        i for i, column in enumerate(columns) if column.path or column.role != "figure" or i in used
    ]
    places = {old: new for new, old in enumerate(keep)}
    trimmed = [
        replace(
            row,
            cells=tuple(
                replace(cell, column=places[cell.column])
                for cell in row.cells
                if cell.column in places
            ),
        )
        for row in rows
    ]
    return tuple(columns[index] for index in keep), tuple(trimmed)
