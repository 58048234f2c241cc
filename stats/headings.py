"""Headers of tables: paths of printed columns in, rows of cells with their spans out. Pure."""

from itertools import pairwise
from typing import NamedTuple


class Column(NamedTuple):
    """A printed column: its header from top to bottom, its role, the metrics of its figures, the
    mark of its footnote."""

    path: tuple
    role: str
    metrics: tuple
    mark: str = ""


class HeaderCell(NamedTuple):
    text: str
    role: str
    colspan: int
    rowspan: int
    scope: str
    id: str
    mark: str = ""


class Head(NamedTuple):
    """The header rows, and for each column the ids of the cells above it."""

    rows: tuple
    above: tuple


def head_of(columns, key):
    """Header rows of possibly nested headers: equal neighbours become one wide cell."""
    paths = _paths(columns)
    depth = max(map(len, paths), default=1)
    rows, above = [], [[] for _ in paths]
    for level in range(depth):
        runs = list(_runs(columns, paths, level))
        cells = [_cell(columns[a], paths[a], (a, b), (level, depth), key) for a, b in runs]
        rows.append(tuple(cells))
        for cell, (start, end) in zip(cells, runs, strict=True):
            for place in range(start, end):
                above[place].append(cell.id)
    return Head(tuple(rows), tuple(" ".join(ids) for ids in above))


def _paths(columns):
    """Header paths; that of the group labels is the subject's, over which one cell stands."""
    paths = [column.path or ("",) for column in columns]
    for place, (column, after) in enumerate(pairwise(columns)):
        if column.role == "group" and after.role == "subject" and not column.path:
            paths[place] = paths[place + 1]
    return paths


def _runs(columns, paths, level):
    """(start, end) of each cell that begins in this header row."""
    start = 0
    while start < len(paths):
        end = start + 1
        while end < len(paths) and _same_cell(columns, paths, end, level):
            end += 1
        if len(paths[start]) > level:
            yield start, end
        start = end


def _same_cell(columns, paths, place, level):
    before, here = paths[place - 1], paths[place]
    if before[: level + 1] != here[: level + 1] or len(here) <= level:
        return False
    nested = len(before) > level + 1 and len(here) > level + 1
    return nested or (columns[place - 1].role == "group" and columns[place].role == "subject")


def _cell(column, path, reach, heights, key):
    (start, end), (level, depth) = reach, heights
    leaf = len(path) == level + 1
    return HeaderCell(
        path[level],
        column.role,
        end - start,
        depth - level if leaf else 1,
        "col" if leaf else "colgroup",
        f"{key}c{level + 1}{start + 1}" if depth > 1 else "",
        column.mark if leaf else "",
    )
