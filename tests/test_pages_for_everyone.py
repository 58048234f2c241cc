"""Every kind of page for everybody: axe-core, elder pages, dark, on a desk and on a phone.

A page is opened once, and looked at light, dark and narrow: all rules of axe in the light, and then
those alone which colours or a narrow screen can break.
"""

from pathlib import Path

import pytest

from news.leaving import notice_of
from news.models import ReleaseDay
from news.publishing import withdraw
from tests.builders import DISTRICTS, DISTRICTS_ROWS, make_issue, make_table
from tests.news.corrections import corrected, published, typed
from tests.news.test_topics import make_told

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

AXE = Path(__file__).parent / "vendor" / "axe-core-4.14.1" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async rules => (await axe.run(document, rules))
    .violations.flatMap(one => one.nodes.map(node => `${one.id}: ${node.target.join(" ")}`))"""
COLOURS = ["color-contrast"]
NARROW = ["target-size", "scrollable-region-focusable", "color-contrast", "aria-hidden-focus"]
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
GULOU = "nan-jing-gu-lou-yi-yuan"
PAGES = {
    "/": 200,
    "/issues/": 200,
    "/issues/?table=bookings&year=2024": 200,
    "/issues/?topic=预约挂号": 200,
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
    f"/stats/bookings/series/?of={GULOU}": 200,
    "/institutions/": 200,
    f"/institutions/{GULOU}/": 200,
    f"/institutions/{GULOU}/sheet/": 200,
    "/search/": 200,
    "/search/?q=鼓楼": 200,
    "/search/?q=鼓搂医院": 200,
    "/search/?q=没有这些字": 200,
    "/downloads/": 200,
    notice_of("https://www.example.cn/"): 200,
    "/corrections/": 200,
    "/calendar/": 200,
    "/coverage/": 200,
    "/methodology/": 200,
    "/methodology/bookings/": 200,
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
    make_told(2024, 8, ["预约挂号、分级诊疗"])
    issue = published(*tables, articles=["头条文章", "第二篇"], publisher="南京市卫生信息中心")
    withdraw(make_issue(2023, 12), None, "数据有误")
    ReleaseDay.objects.create(year=2099, number=1, due_on="2099-01-28")
    ReleaseDay.objects.create(year=2024, number=9, due_on="2024-09-28")
    corrected(issue, cells=typed(tables[0], online="6686"))


def violations(page, rules=None):
    """What axe finds by these rules, or by all; its script stays in the page."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
    return page.evaluate(RUN, {"runOnly": only, "resultTypes": ["violations"]})


def faults(page):
    """All that keeps somebody out of the page that is open: {where: what}."""
    page.set_viewport_size(DESK)
    found = {"desk": violations(page), "wide": page.evaluate(WIDER)}
    page.emulate_media(color_scheme="dark")
    found["dark"] = violations(page, COLOURS)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(PHONE)
    return found | {"phone": violations(page, NARROW), "wide phone": page.evaluate(WIDER)}


def small(page):
    """What elder readers can neither read nor press on the page that is open."""
    found = {}
    for name, size in {"phone": PHONE, "desk": DESK}.items():
        page.set_viewport_size(size)
        found |= {f"small {name}": page.evaluate(SMALL, 20), f"low {name}": page.evaluate(LOW)}
    return found


def test_no_page_keeps_anybody_out(site, page, live_server):
    found = {}
    for path, status in PAGES.items() | {("/api/v1/docs", 200)}:
        assert page.goto(live_server.url + path).status == status, path
        found |= {(path, where): told for where, told in faults(page).items()}
    assert {place: told for place, told in found.items() if told} == {}


def test_no_elder_page_keeps_anybody_out_or_is_small(site, page, live_server):
    found = {}
    for path in PAGES:
        page.goto(f"{live_server.url}/elder{path}")
        told = faults(page) | small(page)
        found |= {(path, where): told for where, told in told.items()}
    assert {place: told for place, told in found.items() if told} == {}
