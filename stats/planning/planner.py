"""From the sheets of some files and a month to the plan of an import. Writes nothing."""

from dataclasses import dataclass, field

from stats.parsing.months import shifted
from stats.parsing.sheets import tables_of
from stats.planning.cells import CellPlanner
from stats.planning.columns import plan_columns
from stats.planning.families import family_for, signature_of
from stats.planning.filled import main_month, parted, plan_filled
from stats.planning.listed import unlisted
from stats.planning.plans import ADDED, CHANGED, Answers, Plan, SheetPlan
from stats.planning.private import private_in
from stats.planning.record import Record
from stats.planning.rows import plan_rows
from stats.planning.sums import sum_remarks

OUT = "-"


def usual_origin(period):
    """The issue in which figures of a month are usually printed: that of the month after."""
    return f"{shifted(period, 1):%Y-%m}"


@dataclass(frozen=True, slots=True)
class Sheets:
    """The tables found in some files, and what forbids taking any of them."""

    tables: list
    notes: list
    errors: list
    filled: list = field(default_factory=list)

    @classmethod
    def of(cls, documents):
        """Those in these `Document`s of sheets: the slow part of a plan, done once."""
        ours = [(document, *parted(document)) for document in documents]
        filled = [(document, sheet) for document, _, sheets in ours for sheet in sheets]
        tables = [
            (document, sheet, unlisted(parsed))
            for document, others, _ in ours
            for sheet, parsed in tables_of(others)
        ]
        errors = [error for document in documents for error in _private(document)]
        if not tables and not filled:
            errors.append("文件里没有找到表：需要有列名，以及至少一行带数字的数据。")
        notes = [note for document in documents for note in document.notes]
        return cls(tables, notes, errors, filled)


def make_plan(sheets, period, user, answers=None, origin=""):
    """The Plan of taking in these `Sheets` as figures of the month `period`.

    `origin` is the issue for tables that are not there yet. `answers` are what the person said.
    Sheets of our own workbook say their month and issue themselves.
    """
    if sheets.filled and not sheets.tables:
        period, origin = main_month([sheet for _, sheet in sheets.filled])
    also = [sheet.table for _, sheet in sheets.filled]
    planner = _Planner(period, user, answers or Answers(), origin or usual_origin(period), also)
    return planner.plan(sheets)


class _Planner:
    def __init__(self, period, user, answers, origin, also):
        self.period, self.answers, self.origin = period, answers, origin
        self.record = Record(period, user, also)

    def plan(self, sheets):
        plan = Plan(self.period, self.origin, [], list(sheets.notes), list(sheets.errors))
        for document, sheet, parsed in sheets.tables:
            source, signature = (document.name, document.sha256, sheet), signature_of(parsed)
            plan.sheets.append(SheetPlan(f"s{len(plan.sheets)}", *source, parsed, signature))
        for sheet in plan.sheets:
            self._plan(sheet)
        plan_filled(plan, sheets.filled, self.record, self.answers)
        _refuse_twice(plan)
        plan.datasets = [family.dataset for family in self.record.families.known]
        plan.names = list(self.record.printable)
        return plan

    def _plan(self, sheet):
        form = self.record.forms.get(sheet.signature)
        self._choose(sheet, form)
        if sheet.family is None:
            if sheet.included:
                sheet.errors.append("没有认出这是哪一种统计表，请在下面选择，或选“不导入”。")
            return
        memory = form.mapping if form and form.dataset_id == sheet.dataset.pk else {}
        sheet.remembered = bool(memory)
        self._find_table(sheet)
        plan_columns(sheet, self.answers, memory.get("columns"))
        plan_rows(sheet, self.record, self.answers, memory.get("names"))
        if sheet.included:
            CellPlanner(sheet, self.record).plan()
            self._remark(sheet)

    def _choose(self, sheet, form):
        given = self.answers.get(sheet.key, "dataset")
        if given is not None:
            sheet.family = self.record.by_slug.get(given)
        elif form is not None:
            sheet.family = self.record.by_slug.get(form.dataset.slug)
        else:
            sheet.family = family_for(sheet.parsed, self.record)
        sheet.included = given != OUT

    def _find_table(self, sheet):
        """The table of the month: the open one, that of the issue being made where there are two;
        a published one is closed."""
        tables = self.record.of_month(sheet.dataset)
        still_open = [stored for stored in tables if not stored.table.is_closed]
        here = [stored for stored in still_open if stored.table.origin == self.origin]
        chosen = here or still_open
        if chosen:
            sheet.table = chosen[-1]
        elif tables and sheet.included:
            sheet.table = tables[-1]
            sheet.remarks.append(tables[-1].table.refusal())
        else:
            sheet.template = self.record.month_before(sheet.dataset)

    def _remark(self, sheet):
        if sheet.table is None and not self.record.may_add_tables:
            sheet.errors.append(
                f"{self.period:%Y-%m} 的“{sheet.dataset}”还没有建立，而您没有新建的权限；"
                "请由编辑先建立这一期。"
            )
        once_out = "不能再导入；要改已发布的数据，请用“更正”。"
        refusal = sheet.table.table.refusal(once_out) if sheet.table is not None else ""
        if refusal and (sheet.count(ADDED) or sheet.count(CHANGED)):
            sheet.errors.append(refusal)
        printed = sheet.parsed.period
        if printed is not None and printed != self.period:
            sheet.doubts.insert(
                0, f"表中写的是 {printed:%Y-%m}，而您选的月份是 {self.period:%Y-%m}。"
            )
        for oddity in sheet.parsed.oddities:
            if oddity.severity == "error" and oddity.code != "row-unnamed":
                sheet.errors.append(f"{oddity.where}：{oddity.message}")
        for column in sheet.columns:
            if not column.settled:
                sheet.errors.append(f"列“{column.label}”没有对应的指标，请选择，或选“不导入”。")
        sheet.remarks += sum_remarks(sheet)
        self._tell_columns(sheet)

    def _tell_columns(self, sheet):
        """Metrics that the table has and the sheet has not."""
        stored = sheet.table or sheet.template
        taken = {code for column in sheet.columns for code in column.metrics}
        for column in stored.table.header if stored else ():
            if column["metrics"] and taken.isdisjoint(column["metrics"]):
                sheet.remarks.append(f"表中没有“{' → '.join(column['path'])}”这一列，原值不动。")


def _refuse_twice(plan):
    """Two sheets of one import for the same table would overwrite each other."""
    seen = {}
    for sheet in plan.taken:
        if sheet.family is None:
            continue
        slug = (sheet.dataset.slug, sheet.table and sheet.table.table.pk)
        if slug in seen:
            sheet.errors.append(
                f"“{seen[slug]}”也是“{sheet.dataset}”，同一张表不能导入两次；请把其中一个选为“不导入”。"
            )
        seen.setdefault(slug, sheet.parsed.where)


def _private(document):
    """Where in the file personal numbers stand, in columns that nobody imports as well."""
    found = []
    for grid in document.blocks:
        for row in grid.rows:
            for cell in row:
                if cell is not None and len(cell.text) > 10 and (kind := private_in(cell.text)):
                    found.append(f"“{document.name}”{cell.where} 像是有{kind}，请删去后再导入。")
    return found[:50]
