"""A `Document` as JSON and back: how it comes out of the process that read it."""

import json

from .blocks import Cell, Document, Grid, Paragraph


def dumps(document):
    """The JSON text of `document`."""
    blocks = [_flat_block(block) for block in document.blocks]
    head = [document.name, document.sha256, document.encoding]
    return json.dumps([*head, blocks, document.notes], ensure_ascii=False)


def loads(text):
    """The `Document` that `dumps` made `text` of."""
    name, sha256, encoding, blocks, notes = json.loads(text)
    return Document(name, sha256, encoding, tuple(map(_block, blocks)), tuple(notes))


def _flat_block(block):
    if isinstance(block, Paragraph):
        return [block.text, block.where, block.part, block.title, block.style]
    rows = [[_flat_cell(cell) for cell in row] for row in block.rows]
    return [rows, block.where, block.spans_known]


def _flat_cell(cell):
    return cell and [cell.text, cell.where, cell.across, cell.down, cell.style]


def _block(flat):
    if isinstance(flat[0], str):
        return Paragraph(*flat)
    rows, *told = flat
    return Grid(tuple(tuple(cell and Cell(*cell) for cell in row) for row in rows), *told)
