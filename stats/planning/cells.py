"""What each cell of a sheet would do: add, change, leave as it is, or be refused with a reason."""

from decimal import Decimal

from stats import matching
from stats.importing.cells import magnitude
from stats.parsing.readings import MOST_DIGITS, folded, is_too_exact, read_cell, read_pair
from stats.parsing.sentences import parse_note
from stats.planning.plans import ADDED, CHANGED, REFUSED, UNCHANGED, CellPlan, RowPlan
from stats.planning.private import private_in
from stats.planning.rows import SKIP

_JUMP = 10
# A number so small jumps ten times over any day.
_NOTABLE = 100
_SHOWN = 30
_FORMULA_ERRORS = ("#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "Err:")


class CellPlanner:
    """Plans the cells of one sheet against the rows they go to."""

    def __init__(self, sheet, record):
        self.sheet, self.record = sheet, record
        self.marks = sheet.dataset.marks or {}
        self.metrics = {metric.code: metric for metric in sheet.family.metrics}
        self.columns = {column.index: column for column in sheet.columns}
        self.before = record.month_before(sheet.dataset)
        self.last = self._last_values()

    def plan(self):
        for row, parsed in zip(self.sheet.rows, self.sheet.parsed.rows, strict=True):
            if row.decision == SKIP or row.left_out:
                continue
            for cell in parsed.cells:
                column = self.columns.get(cell.column)
                if column is not None and column.metrics:
                    self._plan_cell(row, column, cell)
        self._plan_notes()

    def _plan_cell(self, row, column, cell):
        old = self._old(row, column.metrics)
        reason, blocks = self._scope(row), False
        if not reason:
            reason = row.wrong or self._unplaced(row) or column.wrong
            reason, blocks = reason or self._unread(column, cell.raw), True
        if reason:
            self._add(REFUSED, row, column, cell, old, reason, blocks)
        elif not cell.raw and old and any(reading[2] for reading in old):
            self._add(UNCHANGED, row, column, cell, old, "表中为空，保留原值")
        else:
            self._compare(row, column, cell, old)

    def _compare(self, row, column, cell, old):
        new = [(reading.value, reading.status) for reading in self._read(column, cell.raw)]
        if old is None:
            state = ADDED
        elif [reading[:2] for reading in old] == new:
            state = UNCHANGED
        else:
            state = CHANGED if any(reading[2] for reading in old) else ADDED
        self._add(state, row, column, cell, old)
        if state != UNCHANGED:
            self._doubt(row, column, cell, new[0][0])

    def _add(self, state, row, column, cell, old, reason="", blocks=True):
        shown = old[0][2] if old else ""
        self.sheet.cells.append(
            CellPlan(state, row, column.label, column.metrics, cell.raw, shown, cell.where,
                     reason, blocks)
        )  # fmt: skip

    def _old(self, row, codes):
        """The readings that stand in the record for these metrics, or None."""
        table = self.sheet.table
        if table is None or row.row_id is None:
            return None
        found = [table.cell(row.row_id, code) for code in codes]
        return found if found and None not in found else None

    def _scope(self, row):
        only = self.record.only
        if not self.record.may_enter(self.sheet.dataset):
            return f"您的录入范围不包括“{self.sheet.dataset}”"
        if only is not None and row.institution != only.pk:
            return f"您只能录入“{only}”的数据"
        return ""

    def _unplaced(self, row):
        """Why there is no row to go to: some people enter figures, and add no rows."""
        if self.sheet.table and row.row_id is None and not self.record.may_add_rows:
            return "本期表里没有这一行，而您没有增加行的权限；请由编辑加入"
        return ""

    def _read(self, column, raw):
        if len(column.metrics) > 1:
            return read_pair(raw, self.marks)
        return (read_cell(raw, self.marks),)

    def _unread(self, column, raw):
        """Why `raw` cannot be taken as a figure; empty where it can."""
        if kind := private_in(raw):
            return f"像是{kind}，简报数据里不能有个人信息，请删去"
        if raw.startswith("="):
            return "公式没有保存计算结果，请在 Excel 中打开并保存后再导入"
        if raw.startswith(_FORMULA_ERRORS):
            return "公式出错，请在 Excel 中改正后再导入"
        return self._unfit(column, raw)

    def _unfit(self, column, raw):
        if is_too_exact(raw):
            return f"“{raw[:_SHOWN]}”超过{MOST_DIGITS}位有效数字，保存时会被四舍五入，请核对"
        if any(reading.status == "V" for reading in self._read(column, raw)):
            return f"“{raw[:_SHOWN]}”读不成数字，请改成数字，或“/”“—”“未反馈”等记号"
        metric = self.metrics[column.metrics[0]]
        if folded(raw).endswith("%") and metric.unit != "%":
            return f"带百分号，而指标“{metric.label}”的单位是“{metric.unit or '无'}”"
        return ""

    def _doubt(self, row, column, cell, value):
        """Say what is readable and yet not likely."""
        if value is None:
            return
        metric, said = self.metrics[column.metrics[0]], f"{cell.where}“{row.name} {column.label}”"
        last = self.last.get((row.institution, metric.code)) if row.institution else None
        if value < 0:
            self.sheet.doubts.append(f"{said}是负数 {cell.raw}。")
        elif metric.unit == "%" and "%" not in folded(cell.raw) and 0 < value < 1:
            self.sheet.doubts.append(f"{said}是 {cell.raw}，而单位是“%”：是否应为百分数？")
        elif last and value >= _NOTABLE and value > _JUMP * last:
            self.sheet.doubts.append(f"{said}是 {cell.raw}，超过上月 {last.normalize():f} 的十倍。")

    def _last_values(self):
        if self.before is None:
            return {}
        return {
            (row.institution_id, code): reading[0]
            for row in self.before.rows
            if row.institution_id
            for code in self.metrics
            if (reading := self.before.cell(row.pk, code)) and isinstance(reading[0], Decimal)
        }

    def _plan_notes(self):
        """Figures in the words below the table, where the record keeps such figures."""
        parsed = self.sheet.parsed
        for note in parsed.notes:
            if kind := private_in(note):
                self.sheet.errors.append(f"{parsed.where} 下面的附注里像是有{kind}，请删去。")
            for figure in parse_note(note, parsed.where, self.record.period).figures:
                self._plan_figure(figure)

    def _plan_figure(self, figure):
        column = matching.column_for(self.sheet.family.note_columns, (figure.label,))
        if column is None:
            return
        row = RowPlan(
            -1 - len(self.sheet.note_figures), "total", figure.label, "", "", figure.where
        )
        stored = self.sheet.table
        for known in stored.rows if stored else ():
            if stored.cell(known.pk, column.metric.code) is not None:
                row.row_id = known.pk
            elif matching.path_key((known.printed_name,)) == matching.path_key((figure.label,)):
                row.row_id = row.row_id or known.pk
        self.sheet.note_figures.append(row)
        plan = _Note(figure.label, (column.metric.code,))
        scope = self._scope(row)
        old = self._old(row, plan.metrics)
        if scope:
            self._add(REFUSED, row, plan, figure, old, scope, blocks=False)
        elif old and old[0][2] == figure.raw:
            self._add(UNCHANGED, row, plan, figure, old)
        elif magnitude(figure.unit) != magnitude(column.metric.unit):
            said = f"附注里的单位是“{figure.unit}”，指标的单位是“{column.metric.unit}”"
            self._add(REFUSED, row, plan, figure, old, said)
        else:
            self._compare(row, plan, figure, old)


class _Note:
    """Stands for a column where a figure is printed in a note."""

    settled, wrong = True, ""

    def __init__(self, label, metrics):
        self.label, self.metrics = label, metrics
