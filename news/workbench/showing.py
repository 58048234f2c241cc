"""The two sides of the workbench: the source block by block, and what it becomes."""

from collections import defaultdict
from dataclasses import dataclass, field

from news.decisions import made
from news.parsing.amending import PARTS, edited
from stats.documents.blocks import Grid
from stats.models import Finding, Row, Severity
from stats.presenting import table_shapes
from stats.shapes import LABELS, SUMS, columns_of

# As much as a page may hold; beyond it the source is shown in parts, and tables one by one.
MOST_SOURCE, MOST_RESULT = 1_500, 1_500


@dataclass
class Line:
    """A block of the source: a paragraph with its `text`, or a grid with its `rows`."""

    anchor: str
    where: str
    text: str = ""
    rows: list = field(default_factory=list)
    was: str = ""
    told: str = ""


@dataclass
class Source:
    """A part of the source: from (block, row) `start` to `end`, the last being None."""

    lines: list
    start: tuple
    end: tuple | None

    @property
    def begins(self):
        """The start as an address tells it, empty for the beginning."""
        return told_place(self.start) if self.start > (0, 0) else ""

    @property
    def goes_on(self):
        return told_place(self.end) if self.end else ""


def told_place(place):
    return ".".join(map(str, place))


def place_told(text):
    """The (block, row) that an address tells; the beginning where it tells none."""
    numbers = [int(one) for one in text.split(".") if one.isascii() and one.isdigit()][:2]
    return tuple((numbers + [0, 0])[:2]) if len(text) < 12 else (0, 0)


def source_of(document, stored, start=(0, 0)):
    """The Source from (block, row) on, texts as they were edited."""
    decisions = made(stored)
    was = {
        (one["where"], text): one["old"]
        for one in decisions
        if one["kind"] == "edit"
        for text in one["new"].split("\n")
    }
    told = {(one["where"], one["text"]): one for one in decisions if one["kind"] == "told"}
    lines, room, (number, row) = [], MOST_SOURCE, start
    blocks = edited(document, decisions).blocks
    while number < len(blocks) and room > 0:
        line = _line(number, blocks[number], was, told)
        after = _cut(line, row, room)
        room -= 1 + sum(len(one["cells"]) for one in line.rows)
        lines.append(line)
        if after:
            return Source(lines, start, (number, after))
        number, row = number + 1, 0
    return Source(lines, start, (number, 0) if number < len(blocks) else None)


def _cut(line, first, room):
    """Leave of a grid the rows from `first` on that there is room for; the row to go on with."""
    for at, row in enumerate(line.rows[first:], first):
        room -= len(row["cells"])
        if room < 0 and at > first:
            line.rows = line.rows[first:at]
            return at
    line.rows = line.rows[first:]
    return None


def _line(number, block, was, told):
    anchor = f"b{number}"
    if isinstance(block, Grid):
        rows = [_row(anchor, at, row, was) for at, row in enumerate(block.rows)]
        return Line(anchor, block.where, rows=rows)
    said = told.get((block.where, block.text))
    return Line(
        anchor,
        block.where,
        block.text,
        was=was.get((block.where, block.text), ""),
        told=PARTS[said["part"]] if said else "",
    )


def _row(anchor, at, row, was):
    cells = [
        (f"{anchor}-{at}-{index}", cell, was.get((cell.where, cell.text)))
        for index, cell in enumerate(row)
        if cell is not None
    ]
    where = cells[0][1].where.partition("行")[0] + "行" if cells else ""
    return {"anchor": f"{anchor}-{at}", "where": where, "cells": cells}


@dataclass
class Cell:
    text: str
    css: str = ""
    colspan: int = 1
    rowspan: int = 1
    tag: str = "td"
    said: str = ""
    href: str = ""


@dataclass
class Result:
    """A table as it will be: its shape, body rows of Cells, and how much is found on it."""

    key: int
    shape: object
    href: str
    rows: list
    errors: int
    warnings: int
    left_out: int = 0


def results_of(taken, places, links, chosen=None):
    """A Result for each table of a Taken, in a fixed number of queries.

    `links` lead from findings to their places. Beyond the first MOST_RESULT cells rows are left
    out, but for the table with the `chosen` number.
    """
    tables = [done.table for done in taken.imported]
    found = _findings(tables)
    rows = defaultdict(list)
    listed = Row.objects.filter(table__in=tables).order_by("position")
    for table, row, kind in listed.values_list("table", "pk", "kind"):
        rows[table].append((row, kind))
    results, room = [], MOST_RESULT
    shapes = table_shapes(tables)
    for key, (done, shape) in enumerate(zip(taken.imported, shapes, strict=True)):
        on_table = found[done.table.pk]
        result = _result(key, done, shape, on_table, places)
        most = MOST_RESULT if key == chosen else room
        if most > 0:
            marked = _Marked(done.table, shape, rows[done.table.pk], on_table)
            result.rows, result.left_out = _within(marked.rows(links), most)
        room -= sum(len(cells) for _, cells in result.rows)
        results.append(result)
    return results


def _within(rows, most):
    """The first rows with so many cells, and how many more there are."""
    for at, (_, cells) in enumerate(rows):
        most -= len(cells)
        if most < 0:
            return rows[:at], len(rows) - at
    return rows, 0


def _findings(tables):
    """Findings without a verdict by table; the place of a figure is looked up with them."""
    found = defaultdict(list)
    findings = Finding.objects.filter(table__in=tables, verdict="").order_by("severity", "pk")
    for one in findings.select_related("metric"):
        found[one.table_id].append(one)
    return found


def _result(key, done, shape, findings, places):
    errors = sum(one.severity == Severity.ERROR for one in findings)
    href = places.link(places.anchor(done.where))
    return Result(key, shape, href, [], errors, len(findings) - errors)


class _Marked:
    """Finds the cell of the printed table that a finding speaks of."""

    def __init__(self, table, shape, rows, findings):
        self.shape, self.form = shape, table.layout.form
        self.columns = columns_of(table.header)
        self.place = self._places(rows)
        self.said = defaultdict(list)
        for one in findings:
            if one.row_id in self.place:
                self.said[self._cell(one)].append(one)

    def _places(self, rows):
        """(line of the body, lane) of each row."""
        if self.form == "sentence" or not self.columns:
            return {}
        if self.form != "two-up":
            return {row: (line, 0) for line, (row, _) in enumerate(rows)}
        plain = [row for row, kind in rows if kind not in SUMS]
        height = (len(plain) + 1) // 2
        return {row: (at % height, at // height) for at, row in enumerate(plain)}

    def _cell(self, finding):
        """(line, index of the cell) that the finding is about."""
        line, lane = self.place[finding.row_id]
        figures = [column for column in self.columns if column.role not in LABELS]
        if line >= len(self.shape.grid.body):
            return None
        width = len(self.columns) if self.form == "two-up" else None
        end = width * (lane + 1) if width else len(self.shape.grid.body[line].cells)
        code = finding.metric.code if finding.metric else None
        at = next((i for i, column in enumerate(figures) if code in column.metrics), -1)
        return line, end - len(figures) + at

    def rows(self, links):
        return [
            (row.kind, [self._shown(line, at, cell, links) for at, cell in enumerate(row.cells)])
            for line, row in enumerate(self.shape.grid.body)
        ]

    def _shown(self, line, at, cell, links):
        said = self.said.get((line, at), ())
        css = "bad" if any(one.severity == Severity.ERROR for one in said) else "odd"
        return Cell(
            cell.text,
            css if said else "",
            cell.colspan,
            cell.rowspan,
            "th" if cell.role in ("subject", "group") else "td",
            "；".join(one.message for one in said),
            links.get(said[0].pk, "") if said else "",
        )
