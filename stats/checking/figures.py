"""Figures that cannot be, or hardly: by themselves or beside another of their row."""

from calendar import monthrange

from stats.checking.registry import rule
from stats.checking.sheets import number
from stats.models import Status

_NO_VISITS = {Status.MISSING, Status.NOT_APPLICABLE, Status.NOT_REPORTED}


@rule("days-of-month")
def days_fit_the_month(sheet, background):
    month = sheet.table.period
    most = monthrange(month.year, month.month)[1]
    for row, metric, value in sheet.values:
        if metric.unit == "天" and value > most:
            message = f"{month:%Y-%m} 只有 {most} 天，{metric.label}印作 {number(value)}。"
            yield sheet.finding("days-of-month", message, row, metric)


@rule("part-above-whole")
def part_is_within_its_whole(sheet, background):
    """Of a cell like 52/129, the first is not larger than the second."""
    known = sheet.metric_by_id
    pairs = background.pairs[sheet.table.layout_id]
    for part, whole in ((known[p], known[w]) for p, w in pairs if p in known and w in known):
        for row in sheet.rows:
            one, all_ = sheet.value(row, part), sheet.value(row, whole)
            if one is not None and all_ is not None and one > all_:
                message = f"{part.label} {number(one)} 大于{whole.label} {number(all_)}。"
                yield sheet.finding("part-above-whole", message, row, part)


@rule("income-without-visits")
def income_has_its_visits(sheet, background):
    known = sheet.metric_by_id
    for row, metric, value in sheet.values:
        visits = known.get(metric.earned_from_id)
        seen = sheet.cell(row, visits) if visits and value > 0 else None
        if seen and (seen.value == 0 or seen.status in _NO_VISITS):
            what = "为 0" if seen.value == 0 else f"没有数值（{seen.get_status_display()}）"
            message = f"{visits.label}{what}，{metric.label}却有 {number(value)} {metric.unit}"
            yield sheet.finding("income-without-visits", f"{message.strip()}。", row, metric)


@rule("negative")
def nothing_is_negative(sheet, background):
    for row, metric, value in sheet.values:
        if value < 0:
            yield sheet.finding("negative", f"{metric.label}是负数 {number(value)}。", row, metric)
