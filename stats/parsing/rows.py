"""Body rows of a laid-out table, one after the other: data, subtotals, totals, labels, notes."""

from stats.naming import name_key
from stats.parsing import wording
from stats.parsing.headers import names_columns, own
from stats.parsing.readings import looks_numeric, mark_of
from stats.parsing.records import Cell, Oddity, Row


class RowReader:
    """Reads the rows of a Laid; a group label holds down its lane until the next one."""

    def __init__(self, columns, lanes, laid):
        self.columns, self.lanes, self.laid = columns, lanes, laid
        self.heads = [_keys(row) for row in laid.header] + [
            [name_key(caption.text)] for caption in laid.captions
        ]
        self.figures = [i for i, column in enumerate(columns) if column.role == "figure"]
        self.stub = {c.role: i for i, c in enumerate(columns) if c.role != "figure"}
        self.by_lane = [[] for _ in range(lanes)]
        self.totals, self.notes, self.oddities = [], [], []
        # A label across the table stands over the labels in the group column of each lane.
        self.section, self.groups = "", [""] * lanes
        self._label = None

    def read(self):
        """Rows in printed order (down one lane after the other), what stands across all lanes
        last; `notes` and `oddities` fill on the way."""
        for slots in self.laid.body:
            self._read(slots)
        self._drop_label()
        rows = [row for lane in self.by_lane for row in lane] + self.totals
        return in_printed_order(rows) if self.lanes > 1 else tuple(rows)

    def _read(self, slots):
        texts = own(slots)
        if not texts or _keys(slots) in self.heads:
            return  # nothing, or the header printed again at a page break
        if wording.is_note(texts[0].text) and not any(_is_figure(slot.text) for slot in texts):
            self.notes.append("　".join(slot.text for slot in texts))
        elif len(texts) == 1 and self._stands_alone(slots, texts[0]):
            self._read_single(texts[0])
        elif self.lanes > 1 and _is_total(slots[0].text):
            self._read_wide_total(slots)
        else:
            self._read_lanes(slots)

    def _stands_alone(self, slots, slot):
        """True for the only text of a row where it is not just a name without figures."""
        if len(slots) > 1 and len({s.origin for s in slots}) == 1:
            return True
        if wording.total_in_one_cell(slot.text) or wording.is_numbered_label(slot.text):
            return True
        place = slots.index(slot) % len(self.columns)
        if place == self.stub.get("number"):
            return not looks_numeric(slot.text) and not wording.is_total(slot.text)
        return place == self.stub.get("group") and not wording.is_total(slot.text)

    def _read_single(self, slot):
        total = wording.total_in_one_cell(slot.text)
        if total is not None and wording.says_one_number(total[1]):
            self._add_single_total(*total, slot)
        elif total is not None or len(slot.text) > 30:
            self.notes.append(slot.text)
        elif wording.row_kind(slot.text) != "data":
            self._add_total(Row(wording.row_kind(slot.text), slot.text, (), slot.where))
        elif looks_numeric(slot.text):
            message = f"“{slot.text}”独占一行，不知道是什么数，已记入附注，请对照原文核对。"
            self.oddities.append(Oddity("number-not-read", message, slot.where, "error"))
            self.notes.append(slot.text)
        else:
            # A label right below another one divides it: both stand over the rows that follow.
            over = f"{self._label[0]} " if self._label else ""
            self._label = (over + slot.text, slot.where)
            self.section, self.groups = self._label[0], [""] * self.lanes

    def _drop_label(self):
        """A label under which no row came is kept as a note."""
        if self._label:
            (text, where), self._label = self._label, None
            self.notes.append(text)
            message = f"“{text}”下面没有数据行，已记入附注，请对照原文核对。"
            self.oddities.append(Oddity("label-without-rows", message, where))

    def _read_wide_total(self, slots):
        """A total row across side-by-side lanes: the word, then its figure in any later cell."""
        total = wording.total_in_one_cell(slots[0].text)
        texts = own(slots)
        if total is not None and len(texts) == 1:
            self._read_single(texts[0])
        elif len(texts) == 2:
            self._add_single_total(texts[0].text, texts[1].text, texts[1])
        else:
            self._read_lanes(slots)

    def _add_single_total(self, word, raw, slot):
        if len(self.figures) > 1:
            message = f"“{slot.text}”没有写明是哪一列的合计，已归入第一列数据，请对照原文核对。"
            self.oddities.append(Oddity("total-of-which", message, slot.where, "error"))
        if not self.figures:
            self.notes.append(f"{word}：{raw}")
            return
        cells = (Cell(self.figures[0], raw, slot.where),)
        self._add_total(Row("total", word.strip(), cells, slot.where))

    def _add_total(self, row):
        """Where it was printed; across side-by-side lanes that is at the end."""
        self._drop_label()
        (self.by_lane[0] if self.lanes == 1 else self.totals).append(row)

    def _read_lanes(self, slots):
        size = len(self.columns)
        if names_columns(slots) and not any(looks_numeric(slot.text) for slot in own(slots)):
            message = "表中间又出现了像表头的一行，下面的数据可能属于另一张表，请对照原文核对。"
            self.oddities.append(Oddity("header-inside", message, slots[0].where, "error"))
        for lane in range(self.lanes):
            part = slots[lane * size : (lane + 1) * size]
            if own(part) or self.lanes == 1:
                self._read_data(part, lane)

    def _read_data(self, slots, lane):
        number, group, name, kind = self._stub_of(slots)
        group = wording.set_level(group)
        if kind == "total":
            held = group
        else:
            self.groups[lane] = group or self.groups[lane]
            held = " ".join(filter(None, (self.section, self.groups[lane])))
            self._label = None
        cells = tuple(self._cell(index, slots, kind) for index in self.figures)
        if kind == "data" and not name and "subject" in self.stub and any(c.raw for c in cells):
            message = "这一行有数字而没有名称，不知道是谁的数据，请对照原文核对。"
            self.oddities.append(Oddity("row-unnamed", message, slots[0].where, "error"))
        row = Row(kind, name, cells, slots[0].where, held, number)
        self.by_lane[lane].append(row)

    def _stub_of(self, slots):
        """Number, group and name of a row, and its kind; each printed text is taken once."""
        here = {slot.origin for slot in slots if not slot.covered}
        taken, found = set(), {"number": "", "group": "", "subject": ""}
        for role in ("subject", "group", "number"):
            slot = slots[self.stub[role]] if role in self.stub else None
            if slot is None or slot.origin in taken:
                continue
            if slot.origin in here or role == "group":
                found[role] = slot.text
                taken.add(slot.origin)
        kinds = {role: wording.row_kind(text) for role, text in found.items()}
        said = [role for role in ("group", "number", "subject") if kinds[role] != "data"]
        if not said or (said == ["group"] and found["subject"]):
            return found["number"], found["group"], found["subject"], "data"
        kind = kinds[said[-1]]
        # What else stands in front of 合计 belongs to its name: 合计 | 共38家.
        name = found.pop(said[-1])
        if said[-1] != "subject" and found["subject"]:
            name = f"{name} {found['subject']}"
        return found.get("number", ""), found.get("group", ""), name, kind

    def _cell(self, index, slots, kind):
        slot = slots[index]
        if slot.covered:
            self._note_covered(index, slot, slots, kind)
        return Cell(index, "" if slot.covered else slot.text, slot.where)

    def _note_covered(self, index, slot, slots, kind):
        """A merged cell stands over several figures: which of them it means is for staff to say."""
        stub = {slots[place].origin for place in self.stub.values()}
        if slot.origin in stub and not self.laid.exact:
            message = "合计行的格数比其他行少，数据可能错位，请对照原文核对。"
            self.oddities.append(Oddity("row-short", message, slot.where, "error"))
        elif slot.origin not in stub and slot.text.strip():
            label = self.columns[index].label
            message = f"“{slot.text}”是合并的格，“{label}”列在这一行没有自己的数字，按缺失收录。"
            self.oddities.append(Oddity("cell-merged", message, slot.where))


def in_printed_order(rows):
    """Rows of side-by-side lanes in the order of their printed numbers, totals last."""
    data = [row for row in rows if row.kind != "total"]
    numbers = [row.number.strip() for row in data]
    counted = all(number.isascii() and number.isdigit() for number in numbers)
    if counted and len({int(number) for number in numbers}) == len(numbers):
        data.sort(key=lambda row: int(row.number))
    return tuple(data + [row for row in rows if row.kind == "total"])


def _is_figure(text):
    return looks_numeric(text) or bool(mark_of(text))


def _is_total(text):
    return wording.is_total(text) or wording.total_in_one_cell(text) is not None


def _keys(row):
    return [name_key(slot.text) for slot in own(row)]
