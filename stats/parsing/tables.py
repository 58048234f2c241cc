"""Tables read from grids: roles of columns, rows with their kind and group, what is odd."""

from collections import Counter
from dataclasses import replace

from stats.naming import name_key
from stats.parsing import wording
from stats.parsing.grids import lay_out
from stats.parsing.readings import looks_numeric, mark_of
from stats.parsing.records import Cell, Column, Oddity, ParsedTable, Row


def parse_table(grid, like=None):
    """The ParsedTable of `grid`: title and period are left to who knows the words around it.

    `like` is the table before it in the document; a grid without a header of its own, or with the
    same header again, is read as the continuation of that table (see `continues`).
    """
    laid = lay_out(grid)
    header, captions = _without_captions(laid.header)
    if not header and like is not None and laid.width == like.lanes * len(like.columns):
        columns, lanes = like.columns, like.lanes
    else:
        columns, lanes = _columns(header, laid.body)
    return _build(grid, laid, columns, lanes, captions)


def continues(table, before):
    """True where `table` could go on with the rows of `before`: its columns are the same."""
    return _keys(table.columns) == _keys(before.columns) and table.lanes == before.lanes


def joined(before, table):
    """`before` with the rows, notes and oddities of its continuation `table`."""
    rows = before.rows + table.rows
    if before.lanes > 1:
        rows = _in_printed_order(rows)
    return replace(
        before,
        rows=rows,
        notes=before.notes + table.notes,
        oddities=before.oddities + table.oddities,
    )


def _keys(columns):
    return [tuple(name_key(part) for part in column.path) for column in columns]


def _without_captions(header):
    """Header rows without those that are one cell across: titles set inside the table."""
    captions = [row[0].text for row in header if _is_caption(row)]
    return [row for row in header if not _is_caption(row)], captions


def _is_caption(row):
    return len(row) > 1 and len({slot.origin for slot in row}) == 1


def _columns(header, body):
    paths = _paths(header, body)
    lanes = _lanes(paths)
    count = len(paths) // lanes
    base, rows = list(paths[:count]), [row[:count] for row in body]
    leading = _leading_text_columns(base, rows)
    for index in leading[1:]:
        # 单位 over both the group labels and the names, its second cell left empty.
        base[index] = base[index] or base[index - 1]
    roles = _roles(base, rows, leading)
    return tuple(Column(path, role) for path, role in zip(base, roles, strict=True)), lanes


def _paths(header, body):
    width = len((header or body)[0])
    return [_path([row[index] for row in header]) for index in range(width)]


def _path(slots):
    path, last = [], None
    for slot in slots:
        text = slot.text.strip()
        if text and slot.origin != last:
            path.append(text)
        last = slot.origin
    return tuple(path)


def _lanes(paths):
    """How many times the same columns stand side by side."""
    keys = [tuple(name_key(part) for part in path) for path in paths]
    for lanes in (4, 3, 2):
        count, left = divmod(len(keys), lanes)
        if not left and count > 1 and any(keys[:count]) and keys == keys[:count] * lanes:
            return lanes
    return 1


def _roles(paths, body, leading):
    roles = ["figure"] * len(paths)
    for index in list(leading):
        if _header(paths[index]) in wording.NUMBER_HEADERS:
            roles[index] = "number"
            leading.remove(index)
    subject = _subject(leading, paths, body)
    for index in leading:
        roles[index] = "subject" if index == subject else "group"
    return roles


def _header(path):
    return name_key("".join(path))


def _leading_text_columns(paths, body):
    """Indexes of the columns before the first column of figures."""
    leading = []
    for index, path in enumerate(paths):
        texts = [row[index].text for row in body if not row[index].covered]
        if _header(path) in wording.NUMBER_HEADERS or not _holds_figures(texts):
            leading.append(index)
        else:
            break
    return leading


def _holds_figures(texts):
    """True where most of what stands in a column are numbers or marks; an empty column holds them
    too, since what it lacks are figures."""
    written = [text for text in texts if text.strip()]
    numeric = sum(looks_numeric(text) or bool(mark_of(text)) for text in written)
    return numeric * 2 > len(written) or not written


def _subject(leading, paths, body):
    named = [index for index in leading if _header(paths[index]) in wording.SUBJECT_HEADERS]
    if named:
        return named[-1] if len({paths[index] for index in named}) == 1 else named[0]
    distinct = Counter({index: len({row[index].text for row in body}) for index in leading})
    return max(leading, key=lambda index: (distinct[index], index)) if leading else None


def _build(grid, laid, columns, lanes, captions):
    reader = _RowReader(columns, lanes, laid)
    for slots in laid.body:
        reader.read(slots)
    rows = _in_printed_order(reader.rows) if lanes > 1 else reader.rows
    kept = _without_empty_columns(columns, rows)
    oddities = [_short_row(where) for where in laid.short] + reader.oddities
    return ParsedTable(
        title="".join(captions),
        columns=kept[0],
        rows=tuple(kept[1]),
        where=grid.where,
        notes=tuple(reader.notes),
        lanes=lanes,
        oddities=tuple(oddities),
    )


def _short_row(where):
    return Oddity(
        "row-short", "这一行的格数比表头少，数据可能错位，请对照原文核对。", where, "error"
    )


def _in_printed_order(rows):
    """Rows of side-by-side lanes in the order of their printed numbers, totals last."""
    data = [row for row in rows if row.kind != "total"]
    if all(row.number.strip().isdigit() for row in data):
        data.sort(key=lambda row: int(row.number))
    return tuple(data + [row for row in rows if row.kind == "total"])


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
    return tuple(columns[index] for index in keep), trimmed


class _RowReader:
    """Reads body rows one after the other; a group label holds until the next one."""

    def __init__(self, columns, lanes, laid):
        self.columns, self.lanes = columns, lanes
        self.header_keys = [[name_key(slot.text) for slot in row] for row in laid.header]
        self.rows, self.notes, self.oddities = [], [], []
        self.group = ""

    def read(self, slots):
        if not any(slot.text.strip() for slot in slots):
            return
        if [name_key(slot.text) for slot in slots] in self.header_keys:
            return  # the header printed again at a page break
        if len({slot.origin for slot in slots}) == 1 and len(slots) > 1:
            self._read_single(slots[0])
        elif self.lanes > 1 and self._is_total(slots):
            self._read_wide_total(slots)
        else:
            size = len(self.columns)
            for lane in range(self.lanes):
                self._read_data(slots[lane * size : (lane + 1) * size])

    def _is_total(self, slots):
        text = slots[0].text
        return wording.is_total(text) or wording.total_in_one_cell(text) is not None

    def _read_single(self, slot):
        total = wording.total_in_one_cell(slot.text)
        if total is not None and looks_numeric(total[1]):
            self._add_single_total(total, slot)
        elif wording.is_note(slot.text) or len(slot.text) > 30:
            self.notes.append(slot.text)
        else:
            self.group = slot.text

    def _read_wide_total(self, slots):
        """A total row across side-by-side lanes: the word, then its figure in any later cell."""
        total = wording.total_in_one_cell(slots[0].text)
        if total is not None and looks_numeric(total[1]):
            self._add_single_total(total, slots[0])
            return
        figures = [slot for slot in slots[1:] if not slot.covered and slot.text.strip()]
        if len(figures) == 1:
            self._add_single_total((slots[0].text, figures[0].text), figures[0])
        else:
            size = len(self.columns)
            for lane in range(self.lanes):
                self._read_data(slots[lane * size : (lane + 1) * size])

    def _add_single_total(self, total, slot):
        word, raw = total
        figures = [index for index, column in enumerate(self.columns) if column.role == "figure"]
        if len(figures) > 1:
            self.oddities.append(
                Oddity("total-of-which", f"“{slot.text}”没有写明是哪一列的合计，已归入第一列数据。",
                       slot.where, "error")
            )  # fmt: skip
        cells = (Cell(figures[0], raw, slot.where),) if figures else ()
        self.rows.append(Row("total", name_key(word), cells, slot.where))

    def _read_data(self, slots):
        stub = dict.fromkeys(("number", "group", "subject"), "")
        cells, kind = [], "data"
        for index, (column, slot) in enumerate(zip(self.columns, slots, strict=True)):
            if column.role == "figure":
                cells.append(Cell(index, "" if slot.covered else slot.text, slot.where))
            elif wording.row_kind(slot.text) != "data":
                kind = wording.row_kind(slot.text)
                stub["subject"] = slot.text
            elif kind == "data" and not (slot.covered and column.role == "subject"):
                stub[column.role] = slot.text
        if self.lanes > 1 and not any(stub.values()) and not any(cell.raw for cell in cells):
            return  # an unused slot of a side-by-side table
        self._keep_group(stub["group"], kind)
        group = "" if kind == "total" else self.group
        where = slots[0].where
        self.rows.append(Row(kind, stub["subject"], tuple(cells), where, group, stub["number"]))

    def _keep_group(self, text, kind):
        if text.strip() and kind == "data":
            self.group = text
