"""The tidy form coming in: what each line would do, told before anything is written.

A line names its figure by codes (dataset, period, issue, position, metric). What it says of row
and metric must be what the record says; raw_text is what changes, and value and status follow
from it. Lines equal to the record are passed over with one look-up each.

A file is planned in portions of some issues, so that it takes no more memory the longer it is.
"""

from array import array
from collections import Counter

from stats.documents import seen
from stats.entering import Entry
from stats.exporting import COLUMNS, plain
from stats.exporting.noted import FOOTNOTE
from stats.models import Status
from stats.parsing.readings import read_cell, read_number, read_pair
from stats.tidy_plan import Edit, TidyPlan
from stats.tidy_record import TidyRecord, Wrong, unknown
from stats.writing import unguarded

_LINES_AT_ONCE = 2000
_TABLES_AT_ONCE = 40
_STATUSES = frozenset(Status.values)
_AT = {name: place for place, name in enumerate(COLUMNS)}


def plan_tidy(listing, user):
    """The TidyPlan of a Listing in the tidy form, for that user. Writes nothing."""
    plan = TidyPlan(notes=list(listing.notes))
    for _ in plan_portions(plan, listing, user):
        plan.entries.clear()
    return plan


def plan_portions(plan, listing, user):
    """Plan the lines of a Listing, some issues at a time: `plan.entries` are those of each."""
    for error in listing.errors:
        plan.refuse("", error)
    order = _order(listing, plan)
    if order is None or plan.refused:
        return
    record = TidyRecord(user)
    for tables in _portions(listing, order):
        record.load(tables.keys())
        lines = (listing.at(place) for places in tables.values() for place in places)
        told = ((number, _texts(listing, texts, order)) for number, texts in lines)
        _Planner(plan, listing, order, record).take(told)
        yield plan


def _portions(listing, order):
    """{(dataset, period, issue): places of its lines} of some issues each, in their order.

    An issue stays whole, since its tables are checked together.
    """
    issues = {}
    for place, (_, texts) in listing.placed():
        table = _texts(listing, texts, order[:3])
        issues.setdefault(table[2], {}).setdefault(table, array("Q")).append(place)
    portion, count = {}, 0
    for tables in issues.values():
        portion |= tables
        count += sum(map(len, tables.values()))
        if count >= _LINES_AT_ONCE or len(portion) >= _TABLES_AT_ONCE:
            yield portion
            portion, count = {}, 0
    if portion:
        yield portion


def _order(listing, plan):
    """For each of COLUMNS its place in the file; None where the header is another."""
    header = [text.strip() for text in listing.header[1]]
    while header and not header[-1]:
        header.pop()
    where = listing.where(listing.header[0], 0)
    for name, count in Counter(header).items():
        if count > 1:
            plan.refuse(where, f"列名“{name or '（空）'}”出现了 {count} 次，请只留一列。")
    missing = [name for name in COLUMNS if name not in header]
    extra = [name for name in header if name and name not in (*COLUMNS, FOOTNOTE)]
    if missing:
        hint = "首行须是导出文件的列名。"
        plan.refuse(where, f"缺少列：{'、'.join(missing)}；{hint}")
    if extra:
        plan.refuse(where, f"有不认识的列：{'、'.join(extra)}；请删去或改回原列名。")
    return None if plan.refused else [header.index(name) for name in COLUMNS]


def _texts(listing, texts, order):
    """The texts of a line in the order of COLUMNS, as they were before an export guarded them."""
    width = len(texts)
    line = [texts[place] if place < width else "" for place in order]
    if listing.guards:
        line = [unguarded(text) if text[:1] == "'" else text for text in line]
    return tuple(line)


class _Planner:
    """Takes the lines of a portion; `known` are the keys so far, `paired` edits of shared cells."""

    def __init__(self, plan, listing, order, record):
        self.plan, self.listing, self.order, self.record = plan, listing, order, record
        self.known, self.paired = {}, {}

    def take(self, lines):
        expected = self.record.lines
        for number, line in lines:
            key = (line[0], line[1], line[2], line[5], line[8])
            if key in self.known:
                self._refuse(number, "metric", f"与第{self.known[key]}行是同一个数据，请只留一行。")
                continue
            self.known[key] = number
            if expected.get(key) == line:
                self.plan.unchanged += 1
            else:
                self._look_at(number, line)
        self._join_pairs()

    def _refuse(self, number, column, message):
        where = self.listing.where(number, self.order[_AT[column]])
        self.plan.refuse(where, message, number)

    def _look_at(self, number, line):
        try:
            self._judge(number, dict(zip(COLUMNS, line, strict=True)))
        except Wrong as wrong:
            self._refuse(number, wrong.column, str(wrong))

    def _judge(self, number, told):
        table = self.record.table(told)
        row = self._row(table, told)
        metric = self._metric(table, told)
        old = table.cells.get((row.key, metric.code))
        value, status = _value(told["value"]), _status(told["status"])
        if old is not None and (plain(value), status or old[1], told["raw_text"]) == (
            plain(old[0]), old[1], seen(old[2])
        ):  # fmt: skip
            self.plan.unchanged += 1
            return
        self.record.must_be_free(table, row)
        new = self._reading(table, metric, told, value, status)
        if old == new:
            self.plan.unchanged += 1
            return
        where = self.listing.where(number, self.order[_AT["raw_text"]])
        self.plan.add(number, Edit(where, table.title, row.name, metric.label, old, new))
        self._book(number, table, row, metric.code, old, new, where)

    def _row(self, table, told):
        """The row at that position, if the line says of it what the record says."""
        row = table.rows.get(told["position"])
        if row is None:
            raise Wrong(
                "position",
                f"“{table.title}”没有次序为“{told['position'] or '空'}”的行；"
                "要加行请先在录入表格里增加，再导入。",
            )
        code = told["institution"]
        if code and code not in self.record.institutions:
            raise Wrong("institution", unknown("机构", code, self.record.institutions))
        said = {"row_kind": row.kind, "group": row.group, "printed_name": row.name,
                "institution": row.code}  # fmt: skip
        for column, now in said.items():
            if told[column] != now:
                raise Wrong(
                    column,
                    f"“{table.title}”次序 {told['position']} 的行记的是“{now or '空'}”，"
                    f"这里是“{told[column] or '空'}”；整齐数据只改数字，请改回。",
                )
        return row

    @staticmethod
    def _metric(table, told):
        metric = table.metrics.get(told["metric"])
        if metric is None:
            raise Wrong("metric", unknown("指标", told["metric"], _labels(table)))
        for column, now in (("metric_label", metric.label), ("unit", metric.unit)):
            if told[column] not in ("", now):
                raise Wrong(
                    column,
                    f"指标“{metric.code}”记的是“{now}”，这里是“{told[column]}”；请改回或留空。",
                )
        return metric

    @staticmethod
    def _reading(table, metric, told, value, status):
        """(value, status, raw_text) as raw_text is read, if the line does not say otherwise."""
        raw = told["raw_text"]
        pair = table.pairs.get(metric.code)
        if pair:
            reading = read_pair(raw, table.marks)[pair.index(metric.code)]
        else:
            reading = read_cell(raw, table.marks)
        _agree(raw, reading, value, status, bool(pair))
        chosen = not pair and reading.value is None and status not in ("", Status.NORMAL)
        return reading.value, str(status if chosen else reading.status), raw

    def _book(self, number, table, row, code, old, new, where):
        base = old[2] if old else ""
        pair = table.pairs.get(code)
        if pair:
            key = (table.key, row.key, pair)
            self.paired.setdefault(key, {})[code] = (number, new[2], base, where)
            return
        status = new[1] if new[0] is None else ""
        entry = Entry(row.key, (code,), new[2], base=base, status=status, where=where)
        self.plan.entries.setdefault(table.key, []).append(entry)

    def _join_pairs(self):
        """Two figures of one printed cell (52/129) change together, or not at all."""
        for (table, row, pair), found in self.paired.items():
            number, raw, base, where = next(iter(found.values()))
            raws = {told for _, told, _, _ in found.values()}
            if len(found) < len(pair) or len(raws) > 1:
                self._refuse(
                    number,
                    "raw_text",
                    f"“{raw}”是印在一格里的两个数（{'、'.join(pair)}），"
                    "两行的原文须一起改成同样的。",
                )
                continue
            entry = Entry(row, pair, raw, base=base, where=where)
            self.plan.entries.setdefault(table, []).append(entry)


def _agree(raw, reading, value, status, strict):
    """Refuse a line whose value or status is not what its raw_text says."""
    if reading.status == Status.UNREAD and status != Status.UNREAD:
        raise Wrong(
            "raw_text",
            f"原文“{raw}”不是数字，也不是认得的记号；请改正。确要照录，status 请填 V。",
        )
    if value is not None and value != reading.value:
        read = plain(reading.value) or "没有数值"
        raise Wrong(
            "value",
            f"数值写的是“{plain(value)}”，而原文“{raw}”读作“{read}”；请改成一致，或把 value 留空。",
        )
    free = reading.value is None and not strict and status != Status.NORMAL
    if status and status != reading.status and not free:
        raise Wrong(
            "status",
            f"状态写的是“{status}”，而原文“{raw}”读作“{reading.status}”；请改成一致或留空。",
        )


def _value(text):
    if not text:
        return None
    value = read_number(text)
    if value is None:
        raise Wrong("value", f"“{text}”不是数字；请写成 1234 或 1,234.5 的样子，或留空。")
    return value


def _status(text):
    if text and text not in _STATUSES:
        known = "、".join(f"{status.value}（{status.label}）" for status in Status)
        raise Wrong("status", f"不认识的状态“{text}”；可用：{known}。")
    return text


def _labels(table):
    return {code: metric.label for code, metric in table.metrics.items()}
