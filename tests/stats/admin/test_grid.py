"""The grid of a table: its page, its checks, its saving, and two people at it."""

import json
from datetime import date

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import expect

from stats.drafting import draft_table
from stats.models import Observation
from tests.builders import make_table

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


class TestInABrowser:
    """With a real keyboard, clipboard and a second person."""

    pytestmark = pytest.mark.django_db(transaction=True)

    @pytest.fixture
    def sheet(self, table, page, live_server, admin_user):
        return self.opened(page, live_server, table)

    @staticmethod
    def opened(page, live_server, table):
        page.goto(f"{live_server.url}{address(table)}")
        if page.locator("#id_username").count():
            page.fill("#id_username", "admin")
            page.fill("#id_password", "password")
            page.click("[type=submit]")
        page.wait_for_selector("#grid td.stub")
        return page

    @staticmethod
    def saved(page):
        page.keyboard.press("Control+s")
        page.wait_for_function(
            "document.querySelector('#grid-state').textContent.includes('已保存')"
        )

    @staticmethod
    def figures(table):
        cells = Observation.objects.filter(row__table=table)
        ordered = cells.order_by("row__position", "metric__position")
        return list(ordered.values_list("row__printed_name", "metric__code", "raw_text"))

    def test_a_table_is_typed_by_keyboard_alone(self, sheet, table):
        for line in (("12", "30"), ("4", "5"), ("16", "35")):
            for text in line:
                sheet.keyboard.type(text)
                sheet.keyboard.press("Tab")
            for key in ("ArrowDown", "Home", "ArrowRight", "ArrowRight"):
                sheet.keyboard.press(key)
        self.saved(sheet)
        assert self.figures(table) == [
            ("南京鼓楼医院", "online", "12"),
            ("南京鼓楼医院", "subtotal", "30"),
            ("南京市儿童医院", "online", "4"),
            ("南京市儿童医院", "subtotal", "5"),
            ("合计", "online", "16"),
            ("合计", "subtotal", "35"),
        ]

    def test_a_block_from_a_spreadsheet_is_pasted_and_undone(self, sheet, table):
        paste = """text => {
            const data = new DataTransfer();
            data.setData('text/plain', text);
            const options = {clipboardData: data, bubbles: true};
            document.dispatchEvent(new ClipboardEvent('paste', options));
        }"""
        sheet.evaluate(paste, "1,001\t=1+1\r\n22\t33\r\n")
        changed = sheet.locator("#grid td.changed")
        expect(changed).to_have_count(4)
        sheet.keyboard.press("Control+z")
        expect(changed).to_have_count(0)
        sheet.keyboard.press("Control+y")
        expect(changed).to_have_count(4)
        self.saved(sheet)
        assert self.figures(table)[:4] == [
            ("南京鼓楼医院", "online", "1,001"),
            ("南京鼓楼医院", "subtotal", "=1+1"),
            ("南京市儿童医院", "online", "22"),
            ("南京市儿童医院", "subtotal", "33"),
        ]

    def test_sums_stand_beside_what_is_typed(self, sheet):
        for key in ("4", "Enter", "5", "Enter", "10", "Enter"):
            if key == "Enter":
                sheet.keyboard.press(key)
            else:
                sheet.keyboard.type(key)
        expect(sheet.locator("#grid .sum-differs")).to_have_text(["相加 9"])

    def test_findings_are_told_while_typing(self, sheet):
        sheet.keyboard.type("1 2x")
        sheet.keyboard.press("Enter")
        sheet.wait_for_selector("#grid td.error")
        expect(sheet.locator("#grid-findings")).to_contain_text("“1 2x”不能读作")

    def test_two_people_on_one_table_both_learn_of_it(self, sheet, table, browser, live_server):
        with browser.new_context(viewport={"width": 1366, "height": 768}) as context:
            other = self.opened(context.new_page(), live_server, table)
            sheet.keyboard.type("12")
            sheet.keyboard.press("Enter")
            self.saved(sheet)
            other.keyboard.type("13")
            other.keyboard.press("Enter")
            other.keyboard.press("Control+s")
            other.wait_for_selector("#grid-clashes:not([hidden])")
            assert self.figures(table)[0] == ("南京鼓楼医院", "online", "12")
            expect(other.locator("#grid-clashes td")).to_have_text(["12", "13"])
            other.check("#grid-clashes input[value=mine]")
            other.click("#clash-done")
            other.wait_for_function(
                "document.querySelector('#grid-state').textContent.includes('已保存')"
            )
        assert self.figures(table)[0] == ("南京鼓楼医院", "online", "13")
