"""Which row of the record each row of a sheet goes to, and whose it is."""

from collections import defaultdict

from stats import matching
from stats.naming import name_key
from stats.planning.plans import RowPlan

ASK, NEW, SKIP, NAMED = "ask", "new", "skip", "named"
_OFFERED = 5


def plan_rows(sheet, record, answers, memory):
    """A RowPlan for each row of the sheet; rows of the template stand in for a table to be made."""
    stored = sheet.table or sheet.template
    finder = _Finder(stored.rows if stored else ())
    seen = {}
    for index, row in enumerate(sheet.parsed.rows):
        name = row.name
        if not name.strip() and len(sheet.parsed.rows) == 1:
            name = sheet.dataset.title  # a list of figures that are all of one
        plan = RowPlan(index, row.kind, name, row.group, row.number, row.where)
        found = finder.by_name(plan)
        if row.kind == "data":
            _give_institution(plan, found, sheet, record, answers, memory)
            found = found or finder.by_institution(plan)
        elif found is None and stored and stored.rows:
            plan.left_out = True
        _book(plan, found, sheet, seen)
        sheet.rows.append(plan)
    _tell_missing(sheet, stored)


def _book(plan, found, sheet, seen):
    if found is not None:
        plan.row_id = found.pk if sheet.table else None
        plan.institution = plan.institution or found.institution_id
    if plan.left_out or plan.decision == SKIP:
        return
    key = found.pk if found else (plan.kind, plan.institution or name_key(plan.name), plan.group)
    if key in seen:
        plan.wrong = f"与 {seen[key]} 是同一行，重复出现"
    seen.setdefault(key, plan.where)


def _give_institution(plan, found, sheet, record, answers, memory):
    dataset = sheet.dataset
    if not plan.name.strip():
        plan.wrong = "" if found else "这一行有数字而没有名称，不知道是谁的数据"
        return
    holder = record.holder(plan.name, dataset.subject_kind)
    given = answers.get(sheet.key, f"r{plan.index}")
    if found is not None and given is None:
        plan.institution = found.institution_id
        return
    if holder is not None and given is None:
        plan.institution = holder.pk
        return
    _decide(plan, given, sheet, record, answers, memory)


def _decide(plan, given, sheet, record, answers, memory):
    """Take the person's answer, or last time's, to a name that nobody has."""
    remembered = (memory or {}).get(name_key(plan.name))
    codes = {one.code: one.pk for one in record.institutions.values()}
    plan.nearest = [
        (record.printable[name], name)
        for name in matching.nearest(plan.name, record.printable, _OFFERED)
    ]
    answer = given or (str(codes[remembered]) if remembered in codes else ASK)
    if answer == NAMED:
        written = (answers.get(sheet.key, f"n{plan.index}") or "").strip()
        answer = str(record.printable.get(written, "")) or ASK
    plan.decision = answer if answer in (NEW, SKIP) else ASK
    if answer.isdigit() and int(answer) in record.institutions:
        plan.decision, plan.institution = answer, int(answer)
        named = {key for key, _ in plan.nearest}
        if int(answer) not in named:
            plan.nearest.insert(0, (int(answer), record.institutions[int(answer)].name))
    if plan.decision == ASK:
        plan.wrong = "不认识这个名称，请选择是哪个机构"


def _tell_missing(sheet, stored):
    """Rows of the record, or of last month, that the sheet does not mention."""
    if stored is None:
        return
    taken = {plan.institution for plan in sheet.rows if plan.institution}
    names = {name_key(plan.name) for plan in sheet.rows}
    sheet.missing = [
        str(row)
        for row in stored.rows
        if row.kind == "data"
        and row.institution_id not in taken
        and name_key(row.printed_name) not in names
        and row.printed_name
    ]


class _Finder:
    """Rows of one table by printed name and by institution; a group tells namesakes apart."""

    def __init__(self, rows):
        self.named, self.held = defaultdict(list), defaultdict(list)
        for row in rows:
            self.named[row.kind, name_key(row.printed_name)].append(row)
            if row.group:
                self.named[row.kind, name_key(row.group + row.printed_name)].append(row)
            if row.institution_id:
                self.held[row.institution_id].append(row)
        self.kinds = {kind for kind, _ in self.named}
        self.rows = list(rows)

    def by_name(self, plan):
        found = self.named.get((plan.kind, name_key(plan.name)), [])
        if plan.kind == "data" and not found and not plan.group:
            # Sums of a sentence carry the name of the whole, as data do in a list.
            found = self.named.get(("total", name_key(plan.name)), [])
        if plan.kind != "data" and not found:
            found = [row for row in self.rows if row.kind == plan.kind]
        return _one(found, plan.group)

    def by_institution(self, plan):
        return _one(self.held.get(plan.institution, []), plan.group)


def _one(rows, group):
    if len(rows) > 1:
        rows = [row for row in rows if name_key(row.group) == name_key(group)]
    return rows[0] if len(rows) == 1 else None
