"""Which metric each column of a sheet holds: by answer, by memory, by its printed name."""

import re

from stats import matching
from stats.importing.columns import unit_of
from stats.naming import name_key
from stats.planning.plans import ColumnPlan

OUT = "-"
# A unit in brackets at the end of a name; other words there tell one figure from another.
_UNIT = re.compile(
    r"\((?:单位[:：])?(?:十|百|千|万|亿)*(?:元|人次|人|次数?|条|份|台|张|个|家|通|件|天|日|%)?\)$"
)
_SCALED = re.compile(r"单位[:：为]?[(（]?((?:百|千|万|十万|百万|亿)[元人次条份张件台个]{0,2})")


def plan_columns(sheet, answers, memory):
    """A ColumnPlan for each figure column of the sheet."""
    used, scale = {}, _scale_of(sheet.parsed)
    for index, column in enumerate(sheet.parsed.columns):
        if column.role != "figure":
            continue
        label = column.label or f"第{index + 1}列"
        plan = ColumnPlan(index, label)
        given = answers.get(sheet.key, f"c{index}")
        kept = memory.get(label) if memory is not None else None
        _settle(plan, column, sheet.family, given, kept)
        plan.wrong = plan.wrong or _wrong(plan, column, sheet.family, scale)
        for code in plan.metrics:
            if code in used:
                plan.wrong = f"与“{used[code]}”对应了同一个指标"
            used.setdefault(code, label)
        sheet.columns.append(plan)


def _settle(plan, column, family, given, kept):
    known = {metric.code for metric in family.metrics}
    for answer, remembered in ((given, False), (kept, True)):
        codes = tuple((answer or "").split())
        if answer == OUT or (codes and set(codes) <= known):
            plan.metrics = () if answer == OUT else codes
            plan.remembered = remembered
            return
    plan.metrics = metrics_for(family, column.path)
    plan.settled = bool(plan.metrics)


def metrics_for(family, path):
    """The codes of the metrics printed under `path`, or none: a name, not a likeness, decides."""
    columns = [column for column in family.columns_known if not column.in_note]
    found = matching.column_for(columns, path)
    if found is None:
        printed = name_key("".join(path))
        for metric in family.metrics:
            if printed in (name_key(metric.label), name_key(str(metric))):
                return (metric.code,)
        found = matching.column_for(columns, path[-1:]) or _alike(columns, path)
    if found is not None:
        return tuple(metric.code for metric in (found.metric, found.whole) if metric is not None)
    return _by_label(family, path)


def _alike(columns, path):
    """The column printed under the same words with another unit, or with none."""
    bare = _bare(path)
    alike = [column for column in columns if _bare(column.header_path) == bare]
    return alike[0] if alike and bare[-1:] != ("",) else None


def _by_label(family, path):
    labels = {"".join(_bare(path)), "".join(_bare(path[-1:]))} - {""}
    found = [m for m in family.metrics if "".join(_bare((m.label,))) in labels]
    return (found[0].code,) if len(found) == 1 else ()


def _bare(path):
    """A header path without the units in brackets at the ends of its parts."""
    return tuple(_UNIT.sub("", name_key(part)) for part in path)


def _wrong(plan, column, family, scale):
    """Why the figures of a column cannot be taken as they are: they count in another unit."""
    metric = next((m for m in family.metrics if (m.code,) == plan.metrics[:1]), None)
    if metric is None:
        return ""
    unit = unit_of(column.path)
    if unit and matching.column_for(family.columns_known, column.path):
        return ""
    if not unit and scale and ("元" in scale) == ("元" in metric.unit):
        unit = scale
    if not unit or name_key(unit) in _same(metric, family):
        return ""
    return f"表中的单位是“{unit}”，指标“{metric.label}”的单位是“{metric.unit or '无'}”"


def _same(metric, family):
    """The ways the unit of a metric has been written so far."""
    printed = {
        name_key(unit_of(tuple(column.header_path)))
        for column in family.columns_known
        if column.metric.pk == metric.pk
    }
    return (printed | {name_key(metric.unit)}) - {""}


def _scale_of(parsed):
    """千元 where the words above the table say 单位：千元; empty for a unit that scales nothing."""
    for text in (*parsed.preface, parsed.title):
        match = _SCALED.search(text)
        if match:
            return match[1]
    return ""
