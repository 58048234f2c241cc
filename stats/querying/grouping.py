"""Rows of an answer under headings: as printed, by the kind or the district of the institution.

What is added up in a group tells how many figures it lacks: none is taken for nought.
"""

from decimal import Decimal

from stats.exporting import plain
from stats.models import Kind, RowKind
from stats.querying.measures import NOT_ADDED_UP

BY = {"group": "刊印的分组", "kind": "机构类别", "district": "所在区"}
SUMS, UNKNOWN, ALL = "刊印的小计、合计", "未分组", "全部"
ADDED_UP = "相加（算得）"


def grouped(heads, by, printed):
    """[(label, heads)…] in the order in which groups are met, printed sums last.

    `printed` are the printed groups by the key of the subject. Where no row has a group, all of
    them are one.
    """
    groups = {}
    for head in heads:
        groups.setdefault(_label(head, by, printed), []).append(head)
    sums = groups.pop(SUMS, None)
    if list(groups) == [UNKNOWN]:
        groups = {ALL: groups[UNKNOWN]}
    return [*groups.items(), *([(SUMS, sums)] if sums else [])]


def _label(head, by, printed):
    if head.kind != RowKind.DATA:
        return SUMS
    if by == "group":
        return "".join(printed.get(head.key, "").split()) or UNKNOWN
    if by == "district" and head.district:
        return head.district
    return Kind(head.of_kind).label if head.of_kind else UNKNOWN


def added_up(values, unit):
    """The sum of these values in words, and how many of them are missing (None)."""
    known = [value for value in values if value is not None]
    if unit in NOT_ADDED_UP or not known:
        return ""
    missing = len(values) - len(known)
    told = plain(sum(known, Decimal(0)))
    return f"{told}（缺 {missing}）" if missing else told
