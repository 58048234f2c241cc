"""Every kind of page for everybody: axe-core, elder pages, dark, on a desk and on a phone."""

from pathlib import Path

import pytest

from news.models import ReleaseDay
from news.publishing import withdraw
from tests.builders import DISTRICTS, DISTRICTS_ROWS, make_issue, make_table
from tests.conftest import opened
from tests.news.corrections import corrected, published, typed

pytestmark = pytest.mark.django_db(transaction=True)

AXE = Path(__file__).parent / "vendor" / "axe-core-4.14.1" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async rules => (await axe.run(document, rules))
    .violations.flatMap(one => one.nodes.map(node => `${one.id}: ${node.target.join(" ")}`))"""
SCREENS = {
    "desk": {"viewport": {"width": 1366, "height": 768}},
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
}
PAGES = {
    "/": 200,
    "/issues/": 200,
    "/issues/?table=bookings&year=2024": 200,
    "/issues/2024/9/": 200,
    "/issues/2024/9/v1/": 200,
    "/issues/2023/12/": 410,
    "/issues/2024/9/articles/1/": 200,
    "/stats/": 200,
    "/stats/bookings/": 200,
    "/stats/bookings/2024-08/": 200,
    "/stats/districts/2024-08/": 200,
    "/stats/bookings/data/": 200,
    "/stats/bookings/query/?show=mom&show=share": 200,
    "/stats/bookings/series/?of=nan-jing-gu-lou-yi-yuan": 200,
    "/institutions/": 200,
    "/institutions/nan-jing-gu-lou-yi-yuan/": 200,
    "/corrections/": 200,
    "/calendar/": 200,
    "/coverage/": 200,
    "/sitemap/": 200,
    "/report/?page=/stats/bookings/2024-08/": 200,
    "/report/done/": 200,
    "/no/such/page/": 404,
}
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Links within a sentence are as large as their letters; all else is to be pressed.
LOW = """() => [...document.querySelectorAll("main a, header a, .aid a, button, select, summary")]
    .filter(e => e.getClientRects().length && getComputedStyle(e).visibility === "visible")
    .filter(e => ![...e.parentNode.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .filter(e => e.getBoundingClientRect().height < 59.5)
    .map(e => e.outerHTML)"""
SMALL = """least => [...document.querySelectorAll("body *")]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    .map(e => [e, getComputedStyle(e)])
    .filter(([e, style]) => parseFloat(style.fontSize) < least
        || parseFloat(style.lineHeight) < 1.49 * parseFloat(style.fontSize))
    .map(([e, style]) => [style.fontSize, style.lineHeight, e.outerHTML.slice(0, 200)])"""


@pytest.fixture
def site(settings):
    """A site with something of every kind to see."""
    settings.SITE_ID_CODE, settings.SITE_ICP = "3201000001", "苏ICP备00000000号"
    options = {"header": DISTRICTS, "rows": DISTRICTS_ROWS, "family": "各区采集"}
    tables = [
        make_table(note="本表附注。", published=False),
        make_table("districts", published=False, **options),
    ]
    make_issue(2024, 8, articles=["八月文章"])
    issue = published(*tables, articles=["头条文章", "第二篇"], publisher="南京市卫生信息中心")
    withdraw(make_issue(2023, 12), None, "数据有误")
    ReleaseDay.objects.create(year=2099, number=1, due_on="2099-01-28")
    ReleaseDay.objects.create(year=2024, number=9, due_on="2024-09-28")
    corrected(issue, cells=typed(tables[0], online="6686"))


@pytest.fixture(params=SCREENS)
def screen(request, browser, live_server):
    yield from opened(browser, live_server.url, **SCREENS[request.param])


def violations(page, **rules):
    page.evaluate(AXE.read_text())
    return page.evaluate(RUN, rules or {"runOnly": TAGS})


def dark(page):
    """Contrast alone: all else is as it was in the light."""
    page.emulate_media(color_scheme="dark")
    found = violations(page, runOnly=["color-contrast", "color-contrast-enhanced"])
    page.emulate_media(color_scheme="light")
    return [one for one in found if "enhanced" not in one]


def test_no_page_keeps_anybody_out(site, screen, live_server):
    found = {}
    for path, status in PAGES.items():
        answer = screen.goto(live_server.url + path)
        assert answer.status == status, path
        found[path] = (violations(screen), dark(screen), screen.evaluate(WIDER))
    assert {path: told for path, told in found.items() if told != ([], [], 0)} == {}


def test_no_elder_page_keeps_anybody_out_or_is_small(site, screen, live_server):
    found = {}
    for path in PAGES:
        screen.goto(f"{live_server.url}/elder{path}")
        told = (violations(screen), dark(screen), screen.evaluate(WIDER))
        found[path] = (*told, screen.evaluate(SMALL, 20), screen.evaluate(LOW))
    assert {path: told for path, told in found.items() if told != ([], [], 0, [], [])} == {}
