"""A month against the months before it."""

from statistics import median

from stats.checking.background import MONTHS_BACK
from stats.checking.registry import rule
from stats.checking.sheets import number
from stats.models import RowKind
from stats.parsing.months import month_before, shifted

_COMPARED = 6  # of the last values, at most
_SMALLEST_JUMP = 100
_FOLD, _FOLD_OF_ONE = 5, 10


@rule("jump")
def no_figure_jumps(sheet, background):
    """No figure of an institution is many times those of its own last months, or a fraction."""
    end = sheet.table.period
    start = shifted(end, -MONTHS_BACK)
    for row, metric, value in sheet.values:
        values = background.past.get(_key(sheet, row, metric), {})
        past = {month: values[month] for month in _last(values, start, end)}
        usual = median(past.values()) if past else None
        if past and _jumps(value, usual, _FOLD if len(past) > 1 else _FOLD_OF_ONE):
            yield sheet.finding("jump", _message(metric, value, usual, past), row, metric)


def _key(sheet, row, metric):
    """The figure as the background knows it; None where it is of no institution."""
    if row.kind != RowKind.DATA or not row.institution_id:
        return None
    return sheet.table.dataset_id, metric.id, row.institution_id, sheet.group(row)


def _last(values, start, end):
    """The last months from `start` until `end` that have a value."""
    return sorted(month for month in values if start <= month < end)[-_COMPARED:]


def _jumps(value, usual, fold):
    # Multiplied, not divided: either may be zero.
    apart = value > usual * fold or value * fold < usual
    return apart and abs(value - usual) > _SMALLEST_JUMP


def _message(metric, value, usual, past):
    first, last = min(past), max(past)
    if len(past) == 1:
        before = f"上一次（{last:%Y-%m}）是 {number(usual)}"
    else:
        span = f"{first:%Y-%m} 到 {last:%Y-%m}"
        before = f"此前 {len(past)} 个月（{span}）的中位数是 {number(usual)}"
    return f"{metric.label}是 {number(value)}，{before}，相差很大。"


@rule("institution-missing")
def nobody_is_missing(sheet, background):
    """Who was in the table the month before is in it still; lists of the first three aside."""
    table = sheet.table
    if not table.dataset.subject_kind:
        return
    before = month_before(table.period)
    now = background.institutions[table.dataset_id, table.period]
    for pk, (name, closed_on) in background.institutions[table.dataset_id, before].items():
        if pk not in now and not (closed_on and closed_on <= table.period):
            message = f"上月（{before:%Y-%m}）的表里有“{name}”，本月没有。"
            yield sheet.finding("institution-missing", message)
