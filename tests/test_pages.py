"""Every kind of page in a browser, on a desk and on a phone, without JavaScript."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from playwright.sync_api import expect

from tests.conftest import opened

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

SAMPLES = sorted(Path(settings.BASE_DIR, "news", "samples").glob("*.*"))
PAGES = (
    "/",
    "/issues/",
    "/issues/2024/9/",
    "/issues/2020/12/",
    "/issues/2020/12/articles/4/",
    "/stats/",
    "/stats/bookings/",
    "/stats/platform-districts/2020-11/",
    "/stats/platform-hospitals/2024-08/",
    "/stats/kiosks/2020-11/",
    "/stats/booking-channels/2020-11/",
    "/stats/telemedicine/2020-11/",
    "/stats/bookings/data/?sort=-subtotal",
    "/stats/bookings/data/?institution=x",
    "/stats/platform-hospitals/data/?page=2",
    "/stats/bookings/query/?last=60&what=online&show=mom&show=rank",
    "/stats/bookings/series/?of=nanjing-gulou-yiyuan",
    "/institutions/",
    "/institutions/nanjing-gulou-yiyuan/",
    "/downloads/",
    "/search/",
    "/search/?q=鼓楼",
    "/search/?q=8724",
    "/search/?q=鼓搂医院",
    "/no/such/page/",
)
SCREENS = {
    "desk": {"viewport": {"width": 1366, "height": 768}},
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
}
FACTS = """() => ({
    lang: document.documentElement.lang,
    headings: document.querySelectorAll("h1").length,
    wider: document.documentElement.scrollWidth - innerWidth,
    small: [...document.querySelectorAll("body *")]
        .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
        .filter(e => parseFloat(getComputedStyle(e).fontSize) < 16)
        .map(e => e.outerHTML),
    regions: [...document.querySelectorAll(".scroll")]
        .filter(e => e.tabIndex || !document.getElementById(e.getAttribute("aria-labelledby")))
        .map(e => e.outerHTML),
})"""
TARGETS = """header.site li a, .button, select, label:has(> input),
    input:not([type=hidden], [type=checkbox]), .pages a, .months li a"""
LOW = """selector => [...document.querySelectorAll(selector)]
    .filter(e => e.getBoundingClientRect().height < 44 || e.getBoundingClientRect().width < 44)
    .map(e => e.outerHTML)"""


@pytest.fixture
def samples():
    call_command("load_catalogue", verbosity=0)
    call_command("ingest", *SAMPLES, publish=True, verbosity=0)


@pytest.fixture(params=SCREENS)
def screen(request, browser, live_server):
    yield from opened(browser, live_server.url, java_script_enabled=False, **SCREENS[request.param])


def test_every_page_fits_its_screen_and_says_nothing_on_the_console(samples, screen, live_server):
    said, refused = [], []
    screen.on("console", lambda message: said.append(message.text))
    screen.on("pageerror", lambda error: said.append(str(error)))
    screen.on("response", lambda answer: answer.status < 400 or refused.append(answer.url))
    for path in PAGES:
        response = screen.goto(f"{live_server.url}{path}", wait_until="networkidle")
        assert response.status == (404 if "such" in path else 200), path
        facts = {"lang": "zh-CN", "headings": 1, "wider": 0, "small": [], "regions": []}
        assert screen.evaluate(FACTS) == facts, path
        assert screen.evaluate(LOW, TARGETS) == [], path
    assert [text for text in said if "404" not in text] == []
    assert refused == [f"{live_server.url}/no/such/page/"]


def test_a_wide_table_scrolls_in_its_own_region_and_keeps_the_names(samples, phone, live_server):
    phone.goto(f"{live_server.url}/stats/platform-districts/2020-11/")
    region = phone.locator(".scroll")
    name = phone.locator("tbody th").first
    before = name.bounding_box()
    region.evaluate("e => e.scrollLeft = 9999")
    assert region.evaluate("e => e.scrollLeft") > 100
    assert name.bounding_box() == before


def test_a_reader_sorts_filters_and_turns_pages_by_keyboard_alone(samples, page, live_server):
    page.goto(f"{live_server.url}/stats/bookings/data/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.locator("tbody tr").last.scroll_into_view_if_needed()
    expect(page.locator("thead")).to_be_in_viewport()
    assert page.locator("thead").bounding_box()["y"] == 0  # no row passes above it
    page.get_by_role("link", name="小计").press("Enter")
    page.wait_for_url("**/data/?sort=-subtotal")
    assert page.get_by_role("columnheader", name="小计").get_attribute("aria-sort") == "descending"
    page.get_by_label("机构", exact=True).select_option(label="南京鼓楼医院")
    page.get_by_role("button", name="筛选").press("Enter")
    page.wait_for_url("**institution=nanjing-gulou-yiyuan**sort=-subtotal")
    assert page.locator("tbody tr").count() == 2
