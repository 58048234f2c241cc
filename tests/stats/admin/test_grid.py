"""The grid of a table: its page, its checks, its saving, its rows."""

import json
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from stats.drafting import draft_table
from stats.models import Observation
from tests.builders import make_issue, make_table

pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    return draft_table(make_table(), date(2024, 9, 1), "2024-10")


def address(table, name="grid"):
    return reverse(f"admin:stats_table_{name}", args=[table.pk])


def send(client, table, cells, name="save"):
    body = json.dumps({"cells": cells})
    return client.post(address(table, name), body, content_type="application/json")


def typed(table, name, raw, base="", metric="online"):
    row = table.rows.get(printed_name=name)
    return {"row": row.pk, "metrics": [metric], "raw": raw, "base": base}


def raws(table):
    return set(Observation.objects.filter(row__table=table).values_list("raw_text", flat=True))


def test_saving_writes_all_cells_and_tells_what_the_checks_found(admin_client, table):
    cells = [typed(table, "南京鼓楼医院", "12"), typed(table, "南京市儿童医院", "约3")]
    answer = send(admin_client, table, cells)
    row = table.rows.get(printed_name="南京市儿童医院")
    found = [row.pk, "online", "error", "“约3”不能读作12320在线预约的数字。"]
    assert (answer.status_code, answer.json()["changed"]) == (200, 2)
    assert found in answer.json()["findings"]
    assert raws(table) == {"12", "约3"}


def test_checking_tells_the_same_and_keeps_nothing(admin_client, table):
    cells = [typed(table, "南京市儿童医院", "约3")]
    answer = send(admin_client, table, cells, "check")
    assert [found[3] for found in answer.json()["findings"]] == [
        "“约3”不能读作12320在线预约的数字。"
    ]
    assert raws(table) == set()


def test_a_cell_saved_by_somebody_else_is_told_with_both_values(admin_client, table):
    send(admin_client, table, [typed(table, "南京鼓楼医院", "12")])
    answer = send(admin_client, table, [typed(table, "南京鼓楼医院", "13", base="")])
    row = table.rows.get(printed_name="南京鼓楼医院")
    assert (answer.status_code, answer.json()["clashes"]) == (
        409,
        [[row.pk, ["online"], "12", "13"]],
    )
    assert raws(table) == {"12"}


@pytest.mark.parametrize(
    "change",
    [
        {"row": 0},
        {"row": "x"},
        {"metrics": []},
        {"metrics": ["machines"]},
        {"metrics": ["online", "subtotal", "online"]},
        {"raw": None},
        {"raw": 5},
        {"raw": "1\0"},
        {"note": 5},
    ],
)
def test_what_is_no_cell_of_the_table_is_refused_whole(admin_client, table, change):
    good = typed(table, "南京市儿童医院", "1")
    answer = send(admin_client, table, [good, {**typed(table, "南京鼓楼医院", "12"), **change}])
    assert answer.status_code == 400
    assert raws(table) == set()


@pytest.mark.parametrize("body", ["", "[]", "{}", "{", '{"cells": 5}', '{"cells": [5]}'])
def test_what_is_no_message_of_the_grid_is_refused(admin_client, table, body):
    answer = admin_client.post(address(table, "save"), body, content_type="application/json")
    assert answer.status_code == 400


def test_a_published_table_has_no_grid(admin_client):
    table = make_table()
    assert admin_client.get(address(table)).status_code == 404
    cells = [typed(table, "南京鼓楼医院", "12")]
    assert send(admin_client, table, cells).status_code == 404


def test_who_may_not_enter_figures_gets_no_grid(client, table):
    client.force_login(User.objects.create_user("reader", is_staff=True))
    assert client.get(address(table)).status_code == 404


def test_the_life_of_a_cell_comes_as_months_and_raw_texts(admin_client, table):
    row = table.rows.get(printed_name="南京鼓楼医院")
    answer = admin_client.get(address(table, "life"), {"row": row.pk, "metric": "online"})
    assert answer.json() == {"months": [["2024-08", "6668"]]}
    for query in ({}, {"row": "x"}, {"row": 0}):
        assert admin_client.get(address(table, "life"), query).status_code == 404


class TestRows:
    """A row put into the grid, and one taken out."""

    def sent(self, client, table, page, **body):
        answer = client.post(address(table, page), json.dumps(body), "application/json")
        return answer.status_code, answer.json()

    def test_a_row_is_added_and_its_key_told(self, admin_client, table):
        body = {"name": "南京脑科医院", "after": None, "group": "", "version": 0}
        status, told = self.sent(admin_client, table, "addrow", **body)
        row = table.rows.get(printed_name="南京脑科医院")
        assert (status, told, row.position) == (200, {"row": row.pk}, 1)

    def test_an_empty_row_is_taken_away(self, admin_client, table):
        row = table.rows.get(printed_name="南京鼓楼医院")
        assert self.sent(admin_client, table, "removerow", row=row.pk, version=0)[0] == 200
        assert table.rows.filter(pk=row.pk).count() == 0

    @pytest.mark.parametrize(
        "change",
        [
            {"name": 5},
            {"name": "甲\0"},
            {"after": "1"},
            {"after": True},
            {"group": None},
            {"version": None},
            {"version": "0"},
        ],
    )
    def test_what_is_no_row_is_refused(self, admin_client, table, change):
        body = {"name": "南京脑科医院", "after": None, "group": "", "version": 0} | change
        assert self.sent(admin_client, table, "addrow", **body)[0] == 400
        assert table.rows.count() == 3

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            ({"name": "甲" * 201}, "单位名称最多 200 个字。"),
            ({"version": 5}, "这张表刚刚又有别的改动。请重新打开这张表，再增减行。"),
            ({"name": "合计"}, "“合计”是合计行的名称。"),
            ({"after": 0}, "要排在其后的那一行已经不在了，请刷新页面。"),
        ],
    )
    def test_what_cannot_stand_there_is_told(self, admin_client, table, change, message):
        body = {"name": "南京脑科医院", "after": None, "group": "", "version": 0} | change
        told = self.sent(admin_client, table, "addrow", **body)
        assert told == (409, {"message": message})

    def test_saving_tells_the_version_that_rows_are_added_at(self, admin_client, table):
        told = send(admin_client, table, [typed(table, "南京鼓楼医院", "12")]).json()
        assert told["version"] == 1

    @pytest.mark.parametrize(("role", "offered"), [("编辑", True), ("录入", False)])
    def test_only_who_may_is_offered_rows(self, client, table, roles, role, offered):
        user = User.objects.create_user("somebody", is_staff=True)
        user.groups.add(roles[role])
        client.force_login(user)
        data = client.get(address(table)).context["data"]
        assert (data["newRow"] is not None, data["mayRemove"]) == (offered, offered)


def test_the_next_table_is_the_one_printed_after_it_that_is_still_open(admin_client):
    kinds = {"bookings": "预约挂号", "kiosks": "自助机", "hotline": "热线"}
    made = [make_table(kind, published=False, family=name) for kind, name in kinds.items()]
    bookings, kiosks, hotline = made
    make_issue(tables=[hotline, kiosks, bookings], state="draft", serial=151)
    kiosks.closed_at = timezone.now()
    kiosks.save()
    pages = [admin_client.get(address(table)).context["next"] for table in (hotline, bookings)]
    assert pages == [bookings, None]
