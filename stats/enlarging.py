"""Tables and rows that come with a sheet, and go again where nothing else hangs on them."""

from collections import defaultdict

from django.db import transaction
from django.dispatch import Signal
from simple_history.utils import bulk_create_with_history

from stats.drafting import draft_table
from stats.entering import Closed, NotAssigned, touch
from stats.models import Assignment, Layout, Observation, Row, RowKind, Table

# Sent with `table` when the desk makes one by itself: the issue it belongs to takes it in.
table_made = Signal()


@transaction.atomic
def add_table(dataset, period, origin, like, user, **words):
    """A new Table of `dataset` for `period`: as `like`, last month's, with its rows and no figures;
    without one, in the latest layout of the family with `words` (title, header) as printed."""
    _must_cover(user, dataset)
    if like is not None:
        table = draft_table(like, period, origin)
    else:
        layout = dataset.layouts.order_by("first_period", "code").last()
        if layout is None:
            layout = Layout.objects.create(
                dataset=dataset, code=origin, first_period=period, confirmed=False
            )
        words["title"] = words.get("title", "")[:500]
        table = Table.objects.create(
            dataset=dataset, period=period, origin=origin, layout=layout, **words
        )
    table_made.send(Table, table=table)
    return table


def _must_cover(user, dataset):
    assignment = Assignment.objects.filter(user=user).first()
    if assignment is not None and not assignment.covers(dataset):
        raise NotAssigned(f"您的录入范围不包括“{dataset}”。")


@transaction.atomic
def add_rows(table, rows, user):
    """The unsaved `rows`, saved in `table`: data below the last data of their group, or of all;
    sums at the end. What stands below moves down."""
    if not rows:
        return []
    table = _opened(table)
    order = list(table.rows.order_by("position"))
    for row in rows:
        row.table = table
        order.insert(_place(order, row), row)
    _renumber(order)
    made = [row for row in order if row.pk is None]
    bulk_create_with_history(made, Row, default_user=user)
    touch(table, user)
    return rows


def _place(order, row):
    if row.kind != RowKind.DATA:
        return len(order)
    data = [at for at, other in enumerate(order) if other.kind == RowKind.DATA]
    group = [at for at in data if order[at].group == row.group]
    return (group or data or [-1])[-1] + 1


def _renumber(order):
    """Give rows the positions of their order, from the last up: no two ever stand on one."""
    moved = [(place, row) for place, row in enumerate(order, 1) if row.position != place]
    for place, row in reversed(moved):
        if row.pk is not None and place > row.position:
            row.position = place
            row.save(update_fields=["position"])
    for place, row in moved:
        if row.pk is not None and place < row.position:
            row.position = place
            row.save(update_fields=["position"])
        row.position = place


def close_ranks(tables):
    """Count the rows of these tables 1, 2, 3 … in their order, where a list left gaps.

    What is frozen knows a row by its place, and what is downloaded by its position: one number.
    """
    orders = defaultdict(list)
    for row in Row.objects.filter(table__in=tables).order_by("table", "position"):
        orders[row.table_id].append(row)
    for order in orders.values():
        _renumber(order)


@transaction.atomic
def remove_rows(table, keys, user):
    """Take away those rows of `table` in which no figure stands; the rest moves up."""
    table = _opened(table)
    filled = set(
        Observation.objects.filter(row__in=keys).values_list("row_id", flat=True).distinct()
    )
    gone = list(table.rows.filter(pk__in=set(keys) - filled))
    for row in gone:
        row.delete()
    if gone:
        _renumber(list(table.rows.order_by("position")))
        touch(table, user)
    return len(gone)


@transaction.atomic
def remove_table(table):
    """Take away an open `table` without a figure in it; True where it is gone."""
    table = _opened(table)
    if Observation.objects.filter(row__table=table).exists():
        return False
    table.delete()
    return True


def _opened(table):
    table = Table.objects.select_for_update().select_related("dataset").get(pk=table.pk)
    if refusal := table.refusal():
        raise Closed(refusal)
    return table
