"""The grid of a table: typed, pasted, checked while typing, saved in one transaction."""

import json
from functools import partial

from django.db import transaction
from django.db.models import F
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from stats.admin.gridrows import addrow, removerow, row_choices
from stats.admin.scope import scope_of
from stats.editing import editing_sheet, life_of
from stats.entering import Clashes, Closed, Entry, NotAssigned, enter
from stats.models import Finding, Row, Status, Table

MOST_CELLS = 20_000


class GridPages:
    """Mixin for the admin of tables: the grid and what its script asks for."""

    def get_urls(self):
        pages = (grid, save, check, life, addrow, removerow)
        return [
            path(
                f"<int:pk>/grid/{'' if page is grid else page.__name__ + '/'}",
                self.admin_site.admin_view(partial(page, model_admin=self)),
                name=f"stats_table_{page.__name__}",
            )
            for page in pages
        ] + super().get_urls()

    def open_table(self, request, pk):
        """The unpublished table with that key, where this person may enter its figures."""
        tables = Table.objects.select_related("dataset", "layout", "entered_by")
        table = get_object_or_404(self.within_scope(request, tables), pk=pk)
        if not request.user.has_perm("stats.change_observation") or table.is_closed:
            raise Http404
        return table


@require_safe
def grid(request, model_admin, pk):
    """The page with the grid of one unpublished table."""
    table = model_admin.open_table(request, pk)
    sheet = editing_sheet(table)
    context = {
        **model_admin.admin_site.each_context(request),
        "is_nav_sidebar_enabled": False,  # the figures need the width
        "title": f"录入：{table.dataset} {table.period.year}年{table.period.month}月",
        "table": table,
        "sheet": sheet,
        "next": _next(model_admin, request, table),
        "data": _as_data(sheet, scope_of(request.user)) | _of_rows(sheet, request.user),
        "opts": model_admin.opts,
    }
    return render(request, "stats/admin/grid.html", context)


@require_POST
def save(request, model_admin, pk):
    """Write the cells sent, or tell both values of those that somebody else changed."""
    return _entered(request, model_admin, pk, keep=True)


@require_POST
def check(request, model_admin, pk):
    """What the checks would find with the cells sent; nothing is kept."""
    return _entered(request, model_admin, pk, keep=False)


@require_safe
def life(request, model_admin, pk):
    """The last twelve months of one cell."""
    table = model_admin.open_table(request, pk)
    asked = request.GET.get("row", "")
    row = get_object_or_404(
        Row, pk=int(asked) if asked.isascii() and asked.isdigit() else 0, table=table
    )
    months = life_of(row, request.GET.get("metric", ""))
    return JsonResponse({"months": [[f"{period:%Y-%m}", raw] for period, raw in months]})


def _entered(request, model_admin, pk, keep):
    table = model_admin.open_table(request, pk)
    try:
        entries = _entries(request, table)
    except (ValueError, KeyError, TypeError):
        return JsonResponse(
            {"message": "发来的数据不完整，没有保存；请刷新页面后再试。"}, status=400
        )
    try:
        with transaction.atomic():
            changes = enter(table, entries, request.user)
            found = _findings(table)
            transaction.set_rollback(not keep)
    except Clashes as clashes:
        cells = [[c.row, list(c.metrics), c.theirs, c.yours] for c in clashes.cells]
        return JsonResponse({"message": str(clashes), "clashes": cells}, status=409)
    except (Closed, NotAssigned) as refused:
        return JsonResponse({"message": str(refused)}, status=403)
    version = Table.objects.values_list("version", flat=True).get(pk=pk)
    return JsonResponse({"changed": len(changes), "findings": found, "version": version})


def _entries(request, table):
    cells = json.loads(request.body)["cells"]
    if len(cells) > MOST_CELLS:
        raise ValueError
    rows = set(table.rows.values_list("pk", flat=True))
    codes = set(table.dataset.metrics.values_list("code", flat=True))
    return [_entry(cell, rows, codes) for cell in cells]


def _entry(cell, rows, codes):
    row, metrics = cell["row"], tuple(cell["metrics"])
    if row not in rows or not metrics or len(metrics) > 2 or not set(metrics) <= codes:
        raise ValueError
    texts = [cell["raw"], cell["base"], cell.get("note"), cell.get("status", "")]
    texts.append(cell.get("footnote"))
    if not all(text is None or isinstance(text, str) for text in texts) or "\0" in cell["raw"]:
        raise ValueError
    raw, base, note, status, footnote = texts
    return Entry(row, metrics, raw, base, note, status, "录入", footnote)


def _findings(table):
    """[row, metric code, severity, message] of the findings on one table."""
    found = Finding.objects.filter(table=table).order_by("severity", "pk")
    return [list(one) for one in found.values_list("row_id", "metric__code", "severity", "message")]


def _next(model_admin, request, table):
    """The open table that is printed after this one in its issue, or None."""
    same = model_admin.within_scope(request, Table.objects.filter(origin=table.origin))
    # Where a table stands in an issue is told by the news app; one that stands in none comes last.
    place = F("issue_table__position").asc(nulls_last=True)
    printed = list(same.select_related("dataset").order_by(place, "pk"))
    after = printed[printed.index(table) + 1 :]
    return next((one for one in after if not one.is_closed), None)


def _of_rows(sheet, user):
    """What the script needs to add rows and to take them away; the version it does so at."""
    return {
        "version": sheet.table.version,
        "newRow": row_choices(sheet, user),
        "mayRemove": user.has_perm("stats.delete_row"),
        "paragraph": not sheet.table.header,
    }


def _is_hers(row, scope):
    """Whether the person may type in this row: all of a table, unless she is limited."""
    return scope is None or scope.institution in (None, row.institution_id)


def _cell(cell, hers):
    is_open = cell.open and hers
    return [cell.raw, cell.status, cell.note, cell.last, is_open, cell.expected, cell.footnote]


def _as_data(sheet, scope):
    """The sheet as the script of the page reads it; a row that is not hers is only looked at."""
    admin = "admin:stats_table"
    return {
        "columns": [
            {
                "path": column.path,
                "metrics": column.metrics,
                "unit": column.unit,
                "note": column.note,
                "whole": column.whole,
            }
            for column in sheet.columns
        ],
        "rows": [
            {
                "id": row.pk,
                "kind": row.kind,
                "group": row.group,
                "number": row.number,
                "name": row.printed_name,
            }
            for row in sheet.rows
        ],
        "cells": [
            [_cell(cell, hers) for cell in line]
            for hers, line in zip(
                (_is_hers(row, scope) for row in sheet.rows), sheet.cells, strict=True
            )
        ],
        "lanes": {"group": any(row.group for row in sheet.rows),
                  "number": any(row.number for row in sheet.rows)},
        "findings": _findings(sheet.table),
        "statuses": [[value, label] for value, label in Status.choices if value not in "AV"],
        "lastMonth": sheet.last_period and f"{sheet.last_period.year}年{sheet.last_period.month}月",
        "urls": {
            name: reverse(f"{admin}_{name}", args=[sheet.table.pk])
            for name in ("save", "check", "life", "addrow", "removerow")
        },
    }  # fmt: skip
