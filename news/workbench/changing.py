"""Questions for the text at one place of the source: what it should be, what a line is."""

import itertools

from news.decisions import made
from news.parsing.amending import PARTS
from news.workbench.asking import Question
from stats.documents.blocks import Grid


def changes_at(document, stored, places, anchor):
    """The Questions for the text at `anchor`: of a paragraph, or of a cell and its row.

    `document` is as it was read, `places` are those of the document as it is shown.
    """
    found = places.at(anchor) if anchor else None
    if found is None:
        return []
    block, row, cell = found
    numbers, decisions = itertools.count(9000), made(stored)
    if cell is not None:
        asked = [_edit(next(numbers), "这一格", cell, decisions)]
        if not block.spans_known:
            asked.append(_row(next(numbers), document, row))
        return asked
    if isinstance(block, Grid):
        return []
    told = {"kind": "told", "where": block.where, "text": block.text}
    options = list(PARTS.items())
    return [
        _edit(next(numbers), "这一段", block, decisions),
        Question(next(numbers), told, "这一段是", options=options, where=block.where),
    ]


def _edit(number, label, part, decisions):
    """The text as it is now, known by what it was at first: an edit replaces the one before."""
    for one in decisions:
        here = one["kind"] == "edit" and one["where"] == part.where
        if here and part.text in one["new"].split("\n"):
            identity = {"kind": "edit", "where": part.where, "old": one["old"]}
            return Question(number, identity, label, where=part.where, text=one["new"])
    identity = {"kind": "edit", "where": part.where, "old": part.text}
    return Question(number, identity, label, where=part.where, text=part.text)


def _row(number, document, row):
    where = row[0].where
    old = next(
        [cell.text for cell in line]
        for block in document.blocks
        if isinstance(block, Grid)
        for line in block.rows
        if line and line[0] is not None and line[0].where == where
    )
    identity = {"kind": "row", "where": where, "old": old}
    text = "\n".join(cell.text for cell in row)
    return Question(number, identity, "整行（一行写一格）", where=where, text=text)
