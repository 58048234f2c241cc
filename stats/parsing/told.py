"""A table whose cells say what they are, as in our own print: read back without guessing. Pure."""

from dataclasses import replace

from stats.parsing.grids import spread
from stats.parsing.headers import own
from stats.parsing.records import Cell, Column, ParsedTable, Row
from stats.parsing.roles import columns_of

HEAD = "表头"
ROLES = {"序号": "number", "组别": "group", "名称": "subject", "数据": "figure"}
KINDS = {"表": "data", "小计": "subtotal", "合计": "total"}
FIGURE, WORD = "数据", "文字"


def head_style(role):
    """表头名称 for the header of the column of names."""
    return HEAD + next((name for name, known in ROLES.items() if known == role), FIGURE)


def body_style(kind, role="figure"):
    """合计数据 for a figure of a total, 表文字 for a name."""
    prefix = next((name for name, known in KINDS.items() if known == kind), "表")
    return prefix + (WORD if role in ("number", "group", "subject") else FIGURE)


def is_told(grid):
    """True where every column has a header that says its role, with a subject in every lane."""
    roles = _roles(grid)
    return bool(roles) and None not in roles and _lane(roles) is not None


def with_roles(grid):
    """A grid whose header only says that it is one, with the roles its columns are seen to have."""
    depth = sum(_style(row) == HEAD for row in grid.rows)
    if not depth:
        return grid
    slots = spread(grid)
    columns, lanes = columns_of(slots[:depth], slots[depth:], len(slots[0]))
    roles = [column.role for column in columns] * lanes
    for place in _over_labels(grid.rows[:depth]):
        roles[place : place + 2] = ["group", "subject"]
    head = tuple(
        tuple(
            cell and replace(cell, style=head_style(role))
            for cell, role in zip(row, roles, strict=False)
        )
        for row in grid.rows[:depth]
    )
    return replace(grid, rows=(*head, *grid.rows[depth:]))


def _over_labels(head):
    """The columns at which one header stands over labels and names, with none below it."""
    for y, row in enumerate(head):
        for place, cell in enumerate(row):
            if cell is not None and cell.across > 1 and y + cell.down >= len(head):
                yield place


def parse_told(grid, title="", preface=(), period=None):
    """The ParsedTable of such a grid."""
    roles = _roles(grid)
    width = _lane(roles)
    slots = spread(grid)
    depth = sum(_style(row).startswith(HEAD) for row in grid.rows)
    columns = tuple(
        Column(_path([row[place] for row in slots[:depth]]), roles[place]) for place in range(width)
    )
    reader = _Reader(columns, len(roles) // width)
    for row, cells in zip(slots[depth:], grid.rows[depth:], strict=True):
        reader.read(row, _kind(cells))
    return ParsedTable(
        title=title,
        columns=columns,
        rows=tuple(reader.rows()),
        where=grid.where,
        period=period,
        preface=tuple(preface),
        lanes=reader.lanes,
    )


def _style(row):
    return next((cell.style for cell in row if cell is not None and cell.style), "")


def _kind(row):
    style = _style(row)
    return next((kind for prefix, kind in KINDS.items() if style.startswith(prefix)), "data")


def _roles(grid):
    """The role of each column by the header cells over it, the lowest one last; None if untold."""
    width = max(map(len, grid.rows), default=0)
    roles = [None] * width
    for row in grid.rows:
        for place, cell in enumerate(row):
            if cell is None or not cell.style.startswith(HEAD):
                continue
            role = ROLES.get(cell.style.removeprefix(HEAD))
            roles[place : place + cell.across] = [role] * cell.across
            if role == "group" and cell.across > 1:
                roles[place + 1] = "subject"  # one header over labels and names
    return roles


def _lane(roles):
    """How many columns a lane has: side by side stand lanes of the same roles."""
    for lanes in range(roles.count("subject"), 0, -1):
        width, left = divmod(len(roles), lanes)
        if not left and roles == roles[:width] * lanes:
            return width
    return None


def _path(slots):
    path, last = [], None
    for slot in slots:
        if slot.text and slot.origin != last:
            path.append(slot.text)
        last = slot.origin
    return tuple(path)


class _Reader:
    """Reads the body rows, down one lane after the other; sums across lanes stand last."""

    def __init__(self, columns, lanes):
        self.columns, self.lanes = columns, lanes
        self.figures = [i for i, column in enumerate(columns) if column.role == "figure"]
        self.by_lane, self.sums = [[] for _ in range(lanes)], []

    def read(self, slots, kind):
        size = len(self.columns)
        if self.lanes > 1 and kind != "data" and len({slot.origin for slot in slots}) == 1:
            self.sums.append(self._sum(slots[0], kind))
            return
        for lane in range(self.lanes):
            part = slots[lane * size : (lane + 1) * size]
            if self.lanes == 1 or own(part):
                self.by_lane[lane].append(self._row(part, kind))

    def rows(self):
        return [row for lane in self.by_lane for row in lane] + self.sums

    def _sum(self, slot, kind):
        """合计：125746, in one cell across all lanes."""
        name, _, figures = slot.text.partition("：")
        cells = zip(self.figures, figures.split("　"), strict=False)
        return Row(kind, name, tuple(Cell(i, raw, slot.where) for i, raw in cells), slot.where)

    def _row(self, slots, kind):
        labels = {c.role: s for c, s in zip(self.columns, slots, strict=True) if c.role != "figure"}
        name = labels["subject"]
        # The name of a sum reaches over number and group; a label reaches down over its rows.
        group, number = (
            slot.text if slot is not None and slot.origin != name.origin else ""
            for slot in (labels.get("group"), labels.get("number"))
        )
        cells = (slots[i] for i in self.figures)
        figures = tuple(
            Cell(i, "" if slot.covered else slot.text, slot.where)
            for i, slot in zip(self.figures, cells, strict=True)
        )
        return Row(kind, name.text, figures, slots[0].where, group, number)
