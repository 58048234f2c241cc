"""The grid in a real browser: a real keyboard, clipboard and a second person."""

from datetime import date

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from stats.drafting import draft_table
from stats.models import Observation
from tests.builders import make_institution, make_table

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


def address(table):
    return reverse("admin:stats_table_grid", args=[table.pk])


@pytest.fixture
def table():
    return draft_table(make_table(), date(2024, 9, 1), "2024-10")


@pytest.fixture
def sheet(table, page, live_server, admin_user):
    return opened(page, live_server, table)


def opened(page, live_server, table):
    page.goto(f"{live_server.url}{address(table)}")
    if page.locator("#id_username").count():
        page.fill("#id_username", "admin")
        page.fill("#id_password", "password")
        page.click("[type=submit]")
    ready(page)
    return page


def ready(page):
    """The last of its scripts has run: what reads the keys comes after what draws the cells."""
    page.wait_for_selector("#grid td.stub")
    expect(page.locator("#grid")).to_be_focused()


def saved(page):
    page.keyboard.press("Control+s")
    expect(page.locator("#grid-state")).to_contain_text("已保存")


def figures(table):
    cells = Observation.objects.filter(row__table=table)
    ordered = cells.order_by("row__position", "metric__position")
    return list(ordered.values_list("row__printed_name", "metric__code", "raw_text"))


def focused(page):
    return page.evaluate("document.activeElement.id")


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def test_tab_goes_from_line_to_line_and_ctrl_s_keeps_what_is_being_typed(sheet, table):
    assert focused(sheet) == "grid"
    for text in ("12", "30", "4", "5", "16"):
        sheet.keyboard.type(text)
        press(sheet, "Tab")
    sheet.keyboard.type("35")
    saved(sheet)
    assert figures(table) == [
        ("南京鼓楼医院", "online", "12"),
        ("南京鼓楼医院", "subtotal", "30"),
        ("南京市儿童医院", "online", "4"),
        ("南京市儿童医院", "subtotal", "5"),
        ("合计", "online", "16"),
        ("合计", "subtotal", "35"),
    ]


def test_enter_goes_down_and_on_to_the_next_column(sheet, table):
    for text in ("1", "2", "3", "4"):
        sheet.keyboard.type(text)
        press(sheet, "Enter")
    saved(sheet)
    assert figures(table) == [
        ("南京鼓楼医院", "online", "1"),
        ("南京鼓楼医院", "subtotal", "4"),
        ("南京市儿童医院", "online", "2"),
        ("合计", "online", "3"),
    ]


def test_enter_after_tabs_goes_to_the_line_below_as_in_excel(sheet, table):
    press(sheet, "1", "Tab", "2", "Enter", "3", "Tab", "4", "Enter", "5", "Shift+Tab", "6", "Tab")
    saved(sheet)
    assert [raw for *_, raw in figures(table)] == ["1", "2", "3", "6", "5"]


def test_arrows_home_and_end_move_and_take_over_what_is_typed(sheet, table):
    press(sheet, "1", "ArrowDown", "2", "ArrowUp", "End", "3", "ArrowDown")
    press(sheet, "Home", "F2", "Backspace", "4", "Enter", "Control+End", "5", "Enter")
    press(sheet, "Control+Home", "PageDown", "6", "Enter")
    saved(sheet)
    assert [raw for *_, raw in figures(table)] == ["1", "3", "4", "6", "5"]


def test_esc_takes_back_what_is_typed_then_leaves_the_grid_then_returns(sheet, table):
    press(sheet, "1", "Escape", "Escape")
    assert focused(sheet) == "grid-next"
    press(sheet, "Escape", "2", "Enter", "Escape")
    assert focused(sheet) == "grid-save"
    press(sheet, "Enter")
    expect(sheet.locator("#grid-state")).to_have_text("已保存 1 个数据。")
    assert figures(table) == [("南京鼓楼医院", "online", "2")]


def test_tab_beyond_the_last_cell_reaches_notes_and_reason_of_the_cell(sheet, table):
    press(sheet, "Control+End", "/", "Tab")
    assert focused(sheet) == "cell-note"
    sheet.keyboard.type("电话核实")
    press(sheet, "Tab")
    sheet.keyboard.type("照原件")
    press(sheet, "Tab", "ArrowDown", "ArrowDown", "Escape")
    assert focused(sheet) == "grid"
    saved(sheet)
    cell = Observation.objects.get(row__table=table)
    assert (cell.row.printed_name, cell.raw_text) == ("合计", "/")
    assert (cell.note, cell.footnote) == ("电话核实", "照原件")


def test_ctrl_enter_saves_and_opens_the_next_table(table, page, live_server, admin_user):
    other = draft_table(make_table("kiosks", family="自助机"), date(2024, 9, 1), "2024-10")
    opened(page, live_server, table)
    page.keyboard.type("12")
    with page.expect_navigation():
        press(page, "Control+Enter")
    assert page.url == f"{live_server.url}{address(other)}"
    assert figures(table) == [("南京鼓楼医院", "online", "12")]
    with page.expect_navigation():
        press(page, "Control+Enter")
    assert page.url == f"{live_server.url}/admin/"


def test_ctrl_enter_stays_once_where_there_are_errors(sheet, live_server):
    sheet.keyboard.type("1x")
    press(sheet, "Control+Enter")
    state = sheet.locator("#grid-state")
    expect(state).to_have_text("已保存；有 1 个错误。再按一次 Ctrl+Enter 仍去下一张表。")
    with sheet.expect_navigation():
        press(sheet, "Control+Enter")
    assert sheet.url == f"{live_server.url}/admin/"


def test_opening_a_table_begins_at_the_first_empty_cell(sheet, table):
    press(sheet, "1", "Tab", "2", "Tab")
    saved(sheet)
    sheet.reload()
    press(sheet, "3", "Enter")
    saved(sheet)
    assert figures(table)[-1] == ("南京市儿童医院", "online", "3")


def test_sums_stand_beside_what_is_typed(sheet):
    for key in ("4", "Enter", "5", "Enter", "10", "Enter"):
        if key == "Enter":
            sheet.keyboard.press(key)
        else:
            sheet.keyboard.type(key)
    expect(sheet.locator("#grid .sum-differs")).to_have_text(["相加 9"])


def test_findings_are_told_while_typing(sheet):
    sheet.keyboard.type("1 2x")
    sheet.keyboard.press("Enter")
    sheet.wait_for_selector("#grid td.error")
    expect(sheet.locator("#grid-findings")).to_contain_text("“1 2x”不能读作")


def test_a_check_that_comes_back_leaves_the_cell_being_typed_alone(sheet, table):
    press(sheet, "1", "x", "Tab", "7")
    sheet.wait_for_selector("#grid td.error")
    press(sheet, "8", "Enter")
    saved(sheet)
    assert [raw for *_, raw in figures(table)] == ["1x", "78"]


def test_scrolling_leaves_the_cell_being_typed_open(page, live_server, admin_user):
    rows = [(str(n), f"医院{n}", "1", "2") for n in range(1, 61)]
    long = draft_table(make_table(rows=rows), date(2024, 9, 1), "2024-10")
    opened(page, live_server, long)
    press(page, "1")
    page.evaluate(
        "new Promise(done => { const box = deskGrid.sheet.content; box.scrollTop = 200;"
        " box.addEventListener('scroll', done, {once: true}); })"
    )
    press(page, "2", "Enter")
    saved(page)
    assert figures(long) == [("医院1", "online", "12")]


def test_a_new_row_is_added_by_keyboard_and_filled_at_once(table, page, live_server, admin_user):
    make_institution("南京脑科医院")
    opened(page, live_server, table)
    press(page, "9", "Enter", "ArrowUp", "Control+End", *["Tab"] * 4)
    assert focused(page) == "row-add"
    press(page, "Enter")
    page.keyboard.type("南京脑科")
    expect(page.locator("#row-who")).to_contain_text("机构名单里没有")
    page.keyboard.type("医院")
    expect(page.locator("#row-who")).to_have_text("机构名单里有。")
    press(page, "Tab", "Home", "ArrowDown")
    expect(page.locator("#row-place")).to_have_js_property("selectedIndex", 1)
    with page.expect_navigation():
        press(page, "Tab", "Enter")
    ready(page)
    press(page, "8", "Tab", "7", "Tab")
    saved(page)
    brain = table.rows.get(institution__name="南京脑科医院")
    assert (brain.position, brain.number) == (2, "2")
    assert figures(table) == [
        ("南京鼓楼医院", "online", "9"),
        ("南京脑科医院", "online", "8"),
        ("南京脑科医院", "subtotal", "7"),
    ]


def test_a_row_that_is_there_already_is_told_in_the_window(sheet, table):
    sheet.click("#row-add")
    sheet.keyboard.type("南京鼓楼医院")
    press(sheet, "Enter")
    expect(sheet.locator("#row-message")).to_have_text("表里已经有“南京鼓楼医院”。")
    press(sheet, "Escape")
    expect(sheet.locator("#grid")).to_be_focused()
    assert table.rows.count() == 3


def test_an_empty_row_is_taken_away_and_one_with_figures_is_not(sheet, table):
    sheet.on("dialog", lambda asked: asked.accept())
    press(sheet, "1", "ArrowUp")
    state = sheet.locator("#grid-state")
    expect(state).to_have_text("有 1 格还没有保存。")
    sheet.click("#row-remove")
    expect(state).to_have_text("“南京鼓楼医院”里已有数据或备注，不能删去这一行。")
    press(sheet, "Escape", "ArrowDown")
    with sheet.expect_navigation():
        sheet.click("#row-remove")
    names = table.rows.order_by("position").values_list("printed_name", flat=True)
    assert list(names) == ["南京鼓楼医院", "合计"]
    assert figures(table) == [("南京鼓楼医院", "online", "1")]


def test_two_people_on_one_table_both_learn_of_it(sheet, table, browser, live_server):
    with browser.new_context(viewport={"width": 1366, "height": 768}) as context:
        other = opened(context.new_page(), live_server, table)
        sheet.keyboard.type("12")
        sheet.keyboard.press("Enter")
        saved(sheet)
        other.keyboard.type("13")
        other.keyboard.press("Enter")
        other.keyboard.press("Control+s")
        other.wait_for_selector("#grid-clashes:not([hidden])")
        assert figures(table)[0] == ("南京鼓楼医院", "online", "12")
        expect(other.locator("#grid-clashes td")).to_have_text(["12", "13"])
        other.check("#grid-clashes input[value=mine]")
        other.click("#clash-done")
        expect(other.locator("#grid-state")).to_contain_text("已保存")
    assert figures(table)[0] == ("南京鼓楼医院", "online", "13")
