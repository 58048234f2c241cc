"""A row that is new this month, put where it is to be printed; one added by mistake, taken away."""

import re
from dataclasses import dataclass

from django.db import transaction

from stats.entering import Closed, must_be_assigned, recheck, touch
from stats.models import Institution, InstitutionName, Observation, Row, RowKind, Table
from stats.naming import name_key

_TOTALS = ("合计", "小计", "总计")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a new row goes: below the row `after`, or first among the data rows of `group`."""

    after: int | None = None
    group: str = ""


class Changed(Exception):
    """Somebody else changed the table since the person saw it."""


class NotPlaced(Exception):
    """The row cannot stand there, or cannot go: the message says why."""


def known_names(institution=None):
    """{name: current name of who bears it} of all institutions, or of the one with this key."""
    pairs = [(name, one) for name, one in _named() if institution in (None, one.pk)]
    return {name: one.name for name, one in pairs}


def institution_named(name):
    """The one Institution that bears this name, now or once; None for none and for several."""
    key = name_key(name)
    found = {one.pk: one for known, one in _named() if name_key(known) == key}
    return next(iter(found.values())) if len(found) == 1 else None


def _named():
    """(name, Institution) of every name, those in use now first."""
    institutions = Institution.objects.order_by("sort_key", "pk")
    names = InstitutionName.objects.select_related("institution").order_by("pk")
    yield from ((one.name, one) for one in institutions)
    yield from ((one.name, one.institution) for one in names)


@transaction.atomic
def add_row(table, user, name, place, version):
    """A new Row for `name`, printed so, in an unpublished `table` at its `version`."""
    table = _opened(table, version)
    name = " ".join(name.split())
    order = list(table.rows.order_by("position"))
    at, group = _spot(order, place)
    row = Row(table=table, group=group, printed_name=name, institution=institution_named(name))
    must_be_assigned(user, table, [row])
    if not name:
        raise NotPlaced("请填单位名称。")
    if name_key(name) in _TOTALS:
        raise NotPlaced(f"“{name}”是合计行的名称。")
    if any(same_row(row, other) for other in order):
        raise NotPlaced(f"表里已经有“{name}”。")
    counted = is_counted(order)
    order.insert(at, row)
    put_in_order(order, counted, user)
    _finish(table, user)
    return row


@transaction.atomic
def remove_row(table, user, key, version, with_figures=False):
    """Take away a data row of an unpublished `table`, in which nothing stands unless `with_figures`
    says that they may go."""
    table = _opened(table, version)
    order = list(table.rows.order_by("position"))
    row = next((one for one in order if one.pk == key and one.kind == RowKind.DATA), None)
    if row is None:
        raise NotPlaced("表里没有这一行，请刷新页面。")
    must_be_assigned(user, table, [row])
    if not with_figures and _stands_something_in(row):
        raise NotPlaced(f"“{row}”里已有数据或备注，不能删去这一行。")
    counted = is_counted(order)
    row._history_user = user
    row.delete()
    put_in_order([one for one in order if one is not row], counted, user)
    _finish(table, user)


def _opened(table, version):
    table = Table.objects.select_for_update(of=("self",)).select_related("dataset").get(pk=table.pk)
    if refusal := table.refusal("不能再增减行。"):
        raise Closed(refusal)
    if table.version != version:
        raise Changed("这张表刚刚又有别的改动。请重新打开这张表，再增减行。")
    return table


def _spot(order, place):
    """The place in `order` for a new row, and its group."""
    data = [at for at, row in enumerate(order) if row.kind == RowKind.DATA]
    if place.after is not None:
        for at in data:
            if order[at].pk == place.after:
                return at + 1, order[at].group
        raise NotPlaced("要排在其后的那一行已经不在了，请刷新页面。")
    if not data and not place.group:
        return 0, ""
    for at in data:
        if order[at].group == place.group:
            return at, place.group
    raise NotPlaced("表里没有这个分组，请刷新页面。")


def same_row(row, other):
    if other.kind != RowKind.DATA or other.group != row.group:
        return False
    if row.institution and other.institution_id == row.institution.pk:
        return True
    return name_key(other.printed_name) == name_key(row.printed_name)


def _stands_something_in(row):
    cells = Observation.objects.filter(row=row)
    return cells.exclude(raw_text="", note="", footnote="", status="O").exists()


def is_counted(order):
    """Whether the data rows are printed with the numbers 1, 2, 3 …"""
    numbers = [row.number for row in order if row.kind == RowKind.DATA]
    counted = [int(n) for n in numbers if re.fullmatch("[0-9]{1,4}", n)]
    return bool(numbers) and counted == list(range(1, len(numbers) + 1))


def put_in_order(order, counted, user):
    """Save rows in this order, those that move up first and those that move down from the last:
    no two ever stand on one position. Where rows were counted, they are counted anew."""
    numbers = {id(row): row.number for row in order}
    for row in order:
        row._history_user = user
    data = [row for row in order if row.kind == RowKind.DATA]
    for number, row in enumerate(data, 1) if counted else ():
        row.number = str(number)
    places = list(enumerate(order, 1))
    up = [(place, row) for place, row in places if row.pk and place <= row.position]
    down = [(place, row) for place, row in reversed(places) if row.pk and place > row.position]
    for place, row in up + down:
        if (place, row.number) != (row.position, numbers[id(row)]):
            row.position = place
            row.save(update_fields=["position", "number"])
    for place, row in places:
        if row.pk is None:
            row.position = place
            row.save()


def _finish(table, user):
    touch(table, user)
    recheck([table.origin])
