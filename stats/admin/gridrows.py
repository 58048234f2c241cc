"""Rows of the grid: one that is new this month, one added by mistake."""

import json

from django.http import JsonResponse
from django.views.decorators.http import require_POST

from stats.admin.scope import scope_of
from stats.entering import Closed, NotAssigned
from stats.inserting import Changed, NotPlaced, Place, add_row, known_names, remove_row
from stats.models import RowKind

LONGEST_NAME = 200


@require_POST
def addrow(request, model_admin, pk):
    """Put a new row into the table; its key is answered."""
    return _answer(request, model_admin, pk, "stats.add_row", _add)


@require_POST
def removerow(request, model_admin, pk):
    """Take a row without figures out of the table."""
    return _answer(request, model_admin, pk, "stats.delete_row", _remove)


def _answer(request, model_admin, pk, permission, do):
    table = model_admin.open_table(request, pk)
    if not request.user.has_perm(permission):
        return JsonResponse({"message": "您的角色不能增减行，请找编辑。"}, status=403)
    try:
        row = do(table, request.user, json.loads(request.body))
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"message": "发来的数据不完整；请刷新页面后再试。"}, status=400)
    except (Closed, NotAssigned) as refused:
        return JsonResponse({"message": str(refused)}, status=403)
    except (Changed, NotPlaced) as refused:
        return JsonResponse({"message": str(refused)}, status=409)
    return JsonResponse({"row": row})


def _add(table, user, sent):
    after, group, name = sent["after"], sent["group"], sent["name"]
    if not isinstance(name, str) or not isinstance(group, str) or "\0" in name + group:
        raise ValueError
    if len(name) > LONGEST_NAME:
        raise NotPlaced(f"单位名称最多 {LONGEST_NAME} 个字。")
    place = Place(None if after is None else _whole(after), group)
    return add_row(table, user, name, place, _whole(sent["version"])).pk


def _remove(table, user, sent):
    remove_row(table, user, _whole(sent["row"]), _whole(sent["version"]))


def _whole(number):
    if type(number) is not int:
        raise ValueError
    return number


def row_choices(sheet, user):
    """What the page needs to offer new rows: known names and places; None for who may not."""
    if not user.has_perm("stats.add_row"):
        return None
    scope = scope_of(user)
    groups = {}
    for row in sheet.rows:
        if row.kind == RowKind.DATA:
            groups.setdefault(row.group, []).append([row.pk, row.printed_name])
    return {
        "names": known_names(scope.institution if scope else None),
        "places": [[group, rows] for group, rows in (groups or {"": []}).items()],
    }
