"""Figures against what stands elsewhere: in another table, in the words around them."""

import re
from calendar import monthrange

from stats.catalogue_file import read_catalogue
from stats.checking.registry import rule
from stats.checking.sheets import number
from stats.models import RowKind
from stats.naming import name_key

# 覆盖9个辖区，未对接的有鼓楼区、玄武区、秦淮区。
_UNCONNECTED = re.compile(r"未对接(?:的)?(?:辖区|区)?(?:有|为|是)?[:：]?([^，。；,;]+)")
_CONNECTED = ("telemedicine", "districts")


@rule("equality")
def tables_agree(sheet, background):
    """What the catalogue says is printed twice is the same in both tables of an issue."""
    for left, right in read_catalogue().equalities:
        other = background.by_place.get((sheet.table.origin, sheet.table.period, right.dataset))
        if sheet.table.dataset.slug == left.dataset and other:
            yield from _differs(sheet, _place(sheet, left), other, _place(other, right))


def _differs(sheet, mine, other, theirs):
    values = [
        table.value(*place) if place else None for table, place in ((sheet, mine), (other, theirs))
    ]
    if None not in values and values[0] != values[1]:
        here, there = map(number, values)
        message = (
            f"{mine[1].label} {here}，而“{other.where(*theirs)}”是 {there}，两处应相等，"
            f"相差 {number(abs(values[0] - values[1]))}。"
        )
        yield sheet.finding("equality", message, *mine)


def _place(sheet, side):
    """(row, metric) that a side of an equality means, or None where the table has no such one."""
    metric = next((metric for metric in sheet.metrics if metric.code == side.metric), None)
    rows = [row for row in sheet.rows if metric and sheet.cell(row, metric)]
    if side.institution:
        rows = [row for row in rows if row.institution and row.institution.code == side.institution]
    else:
        rows = [row for row in rows if row.kind == RowKind.TOTAL] or rows
    return (rows[0], metric) if len(rows) == 1 else None


@rule("districts-sum")
def districts_are_all_told(sheet, background):
    """Districts connected to a platform and those named as 未对接 are all there are."""
    family, code = _CONNECTED
    metric = next((metric for metric in sheet.metrics if metric.code == code), None)
    if sheet.table.dataset.slug != family or metric is None:
        return
    districts = _open_districts(sheet.table.period, background)
    for row in sheet.rows:
        value, named = sheet.value(row, metric), _named(sheet, row, districts)
        if value is not None and named and value + len(named) != len(districts):
            message = (
                f"{metric.label} {number(value)} 个，未对接 {len(named)} 个（{'、'.join(named)}），"
                f"合起来是 {number(value + len(named))} 个，全市当月有 {len(districts)} 个区。"
            )
            yield sheet.finding("districts-sum", message, row, metric)


def _open_districts(month, background):
    """Names of the districts there were at the end of that month."""
    last = month.replace(day=monthrange(month.year, month.month)[1])
    return {
        name_key(district.name)
        for district in background.districts
        if (district.closed_on is None or district.closed_on > last)
        and (district.opened_on is None or district.opened_on <= last)
    }


def _named(sheet, row, districts):
    """Districts that the row's paragraph names as not connected, in its order."""
    paragraph = next(
        (text for text in sheet.table.text.split("\n") if row.printed_name in text), ""
    )
    words = name_key("、".join(_UNCONNECTED.findall(paragraph)))
    return [name for name in re.split(r"[、和及与]", words) if name in districts]
