"""Charts in a real browser: drawn from the table below them, and taken away as pictures."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.builders import figure, make_table, subject
from tests.web import until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

HEADER = [subject("单位"), figure("线上", metrics="online")]


@pytest.fixture
def lives(live_server):
    for month, text in {"2024-01": "80", "2024-02": "100", "2024-05": "60"}.items():
        make_table("calls", month, HEADER, [("鼓楼", text)], family="热线")
    return f"{live_server.url}/stats/calls/series/?of=gu-lou"


def drawn(page, address):
    page.goto(address)
    chart = page.locator("figure.chart[data-drawn]")
    expect(chart).to_be_visible()
    return chart


def test_a_gap_is_as_wide_as_its_months(page, lives):
    chart = drawn(page, lives)
    for month in ("2024年1月", "2024年3月", "2024年5月"):
        expect(chart.locator("svg text", has_text=month)).to_have_count(1)
    expect(chart.locator(".canvas")).to_have_attribute(
        "aria-label", "鼓楼，线上的图；同样的数据见下表。"
    )


@pytest.mark.parametrize(
    ("button", "name", "start"),
    [("存为 PNG", "鼓楼，线上.png", b"\x89PNG"), ("存为 SVG", "鼓楼，线上.svg", b"<svg")],
)
def test_is_taken_away_as_a_picture(page, lives, button, name, start):
    chart = drawn(page, lives)
    with page.expect_download() as download:
        chart.get_by_role("button", name=button).click()
    assert download.value.suggested_filename == name
    assert Path(download.value.path()).read_bytes().startswith(start)


def test_what_has_no_numbers_has_no_chart(page, live_server):
    make_table("calls", "2024-01", HEADER, [("鼓楼", "未反馈")], family="热线")
    with page.expect_response("**/echarts.common.min.js"):
        page.goto(f"{live_server.url}/stats/calls/series/?of=gu-lou")
    until(page, "window.echarts")
    expect(page.locator("table.life")).to_contain_text("未反馈")
    expect(page.locator("figure.chart")).to_be_hidden()
