"""Grids drawn in test code, and parsed tables as plain values to compare with them."""

from stats.documents.blocks import Cell, Grid


def text_grid(*lines):
    """The ragged Grid that a plain text gives: a row a line, cells between |."""
    rows = [
        tuple(Cell(text.strip(" "), f"第{at}行第{place}格") for place, text in _cells(line))
        for at, line in enumerate(lines, 1)
    ]
    return Grid(tuple(rows), f"第1—{len(rows)}行", spans_known=False)


def exact_grid(*lines):
    """The Grid that Word gives: < goes on with the cell to the left, ^ with the one above."""
    texts = [[text.strip(" ") for _, text in _cells(line)] for line in lines]
    rows = [
        tuple(_exact(texts, top, left) for left in range(len(row))) for top, row in enumerate(texts)
    ]
    return Grid(tuple(rows), "表格1")


def _cells(line):
    return enumerate(line.split("|"), 1)


def _exact(texts, top, left):
    if texts[top][left] in ("<", "^"):
        return None
    across, down = 1, 1
    while left + across < len(texts[top]) and texts[top][left + across] == "<":
        across += 1
    while top + down < len(texts) and texts[top + down][left] == "^":
        down += 1
    return Cell(texts[top][left], f"第{top + 1}行第{left + 1}格", across, down)


def columns(table):
    """(role, path joined with >) of each column."""
    return [(column.role, ">".join(column.path)) for column in table.columns]


def rows(table):
    """Each row as `kind group number name: cells`, what is empty left out."""
    return [row_text(row) for row in table.rows]


def row_text(row):
    kind = "" if row.kind == "data" else row.kind
    stub = " ".join(filter(None, (kind, row.group and f"[{row.group}]", row.number, row.name)))
    return f"{stub}: {' | '.join(cell.raw for cell in row.cells)}"


def codes(parsed):
    """(severity, code) of each oddity."""
    return [(oddity.severity, oddity.code) for oddity in parsed.oddities]
