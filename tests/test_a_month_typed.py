"""A month at the desk by the keyboard alone: from the home to a complete, checked issue."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from news.importing import ingest
from news.models import Issue
from stats.editing import editing_sheet
from stats.models import Observation, Table
from stats.progress import Standing

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

SAMPLE = Path(__file__).resolve().parents[1] / "news" / "samples" / "2020-12.docx"
NEW = "2021-01"
FAMILIES = {
    "hotline",
    "hotline-cities",
    "bookings",
    "booking-channels",
    "telemedicine",
    "telemedicine-uploads",
    "platform-districts",
    "platform-hospitals",
    "kiosks",
}

# How many more times Tab is to be pressed until the control of that name has the focus.
TABS = """
    name => {
        const all = [...document.querySelectorAll("a[href], button, input, select, summary")]
            .filter(one => one.checkVisibility() && !one.disabled && one.type != "hidden"
                && one.tabIndex >= 0);
        const named = one => (one.ariaLabel || one.value || one.textContent).trim() == name;
        return all.findIndex(named) - all.indexOf(document.activeElement);
    }
"""
FOCUSED = "(document.activeElement.ariaLabel || document.activeElement.value ||" + (
    " document.activeElement.textContent).trim()"
)


class Typist:
    """A person without a mouse."""

    def __init__(self, page):
        self.page, self.press = page, page.keyboard.press

    def open(self, name):
        """Go to the link or button of that name by Tab, and press it."""
        self.press("Tab")  # from the top of the page, or from the line it was opened at
        steps = self.page.evaluate(TABS, name)
        for _ in range(abs(steps)):
            self.press("Tab" if steps > 0 else "Shift+Tab")
        assert self.page.evaluate(FOCUSED) == name
        with self.page.expect_navigation():
            self.press("Enter")

    def fill(self, texts, key):
        """Type into the cells in the order in which `key` goes through them, and go on."""
        expect(self.page.locator("#grid")).to_be_focused()
        for text in texts:
            if not text.isascii():
                self.press("F2")
                expect(self.page.locator("#grid td.editor textarea")).to_be_focused()
            self.page.keyboard.type(text)
            self.press(key)
        with self.page.expect_navigation():
            self.press("Control+Enter")


@pytest.fixture
def typist(page, live_server, catalogue, admin_user):
    ingest(SAMPLE, publishing=True)
    page.goto(f"{live_server.url}/admin/")
    for key in "admin":
        page.keyboard.press(key)
    page.keyboard.press("Tab")
    page.keyboard.type("password")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return Typist(page)


def in_order(table):
    """Last month's figures of `table`, in the order in which they are typed, and the key that goes
    there: a printed table is typed column by column, a paragraph line by line and only what it
    said last month."""
    cells = editing_sheet(table).cells
    if not table.header:
        return [cell.last for line in cells for cell in line if cell.open and cell.last], "Tab"
    columns = zip(*cells, strict=True)
    return [cell.last for column in columns for cell in column if cell.open], "Enter"


def readings(origin):
    """What an issue holds: family, group, row, metric and raw text, whatever its month."""
    cells = Observation.objects.filter(row__table__origin=origin).exclude(raw_text="")
    return sorted(
        cells.values_list(
            "row__table__dataset__slug",
            "row__group",
            "row__printed_name",
            "metric__code",
            "raw_text",
            "status",
        )
    )


def test_a_month_is_typed_and_checked_by_the_keyboard_alone(typist):
    typist.open("开始下一期")
    typist.open("建立这一期")
    tables = Table.objects.filter(origin=NEW).select_related("dataset", "layout").order_by("pk")
    assert {table.dataset.slug for table in tables} == FAMILIES
    typist.open(f"录入：{tables[0]}")
    for table in tables:
        expect(typist.page.locator("h1")).to_contain_text(f"录入：{table.dataset}")
        typist.fill(*in_order(table))
    for table in tables:
        typist.open(f"核对无误：{table}")
    expect(typist.page.locator(".desk-lines caption")).to_have_text("统计表：11 张，已核对 11 张")
    assert readings(NEW) == readings("2020-12")
    progress = Standing(tables).progress()
    assert [progress[table.pk].complete for table in tables] == [True] * 11
    assert tables.filter(checked_by__username="admin").count() == 11
    assert Issue.objects.get(year=2021, number=1).tables.count() == 11
