"""What readers come for, walked through in a browser: on a desk and on a phone, with JavaScript and
without; nothing fails on the way, and nothing is asked of other hosts."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from news.models import ReaderReport
from tests.builders import BOOKINGS_ROWS, make_table
from tests.conftest import opened
from tests.news.corrections import published

# Walked alike on either database, and four times as it is.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

SCREENS = {
    "desk": {"viewport": {"width": 1366, "height": 768}},
    "phone": {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
}
JULY = [("1", "南京鼓楼医院", "6000", "8000"), ("2", "南京市儿童医院", "1900", "2300")]
LINES = "#answer tbody th[scope=row]"


@pytest.fixture
def site():
    """Two months in two issues, which went the way to their readers."""
    july = make_table(period="2024-07", rows=JULY, origin="2024-08", published=False)
    published(july, year=2024, number=8, articles=["儿童医院上线新系统"])
    published(make_table(published=False), articles=["预约挂号平台改版", "第二篇"])


@pytest.fixture(params=[(screen, script) for screen in SCREENS for script in (True, False)])
def reader(request, site, browser, live_server):
    """A page of each kind of reader; afterwards, proof that nothing failed in it."""
    screen, script = request.param
    options = SCREENS[screen] | {"base_url": live_server.url, "java_script_enabled": script}
    failed = []
    for page in opened(browser, live_server.url, **options):
        page.script = script
        page.on("console", lambda said: failed.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: failed.append(str(error)))
        yield page
    assert failed == []


def test_readers_reach_what_they_came_for(reader):
    read_an_article(reader)
    open_the_life_of_a_row(reader)
    choose_and_sort_rows(reader)
    compare_institutions(reader)
    find_by_words(reader)
    take_away_and_cite(reader)
    report_an_error(reader)
    read_in_large_print(reader)


def press(page, name, of="main"):
    page.locator(of).get_by_role("link", name=name, exact=True).first.click()


def taken(page, name):
    """The bytes of the file behind this link."""
    with page.expect_download() as download:
        press(page, name)
    return Path(download.value.path()).read_bytes()


def read_an_article(page):
    page.goto("/")
    press(page, "往期", of="header")
    page.get_by_role("link", name=re.compile("第8期")).click()
    page.locator(".story .title").get_by_role("link", name="儿童医院上线新系统").click()
    expect(page.locator("h1")).to_have_text("儿童医院上线新系统")
    page.get_by_label("大", exact=True).check()
    expect(page.locator(".prose")).to_have_css("font-size", "24px")


def open_the_life_of_a_row(page):
    press(page, "统计表", of="header")
    press(page, "预约挂号")
    press(page, "2024年8月")
    page.get_by_role("row", name=re.compile("南京鼓楼医院")).get_by_role(
        "link", name="6668"
    ).click()
    expect(page.locator("h1")).to_have_text("南京鼓楼医院12320在线预约")
    expect(page.locator("#life tbody tr")).to_have_text(
        [re.compile("^2024年8月6668.*2024年第9期$"), re.compile("^2024年7月6000.*2024年第8期$")]
    )
    expect(page.locator("figure.chart[data-drawn]")).to_have_count(int(page.script))
    expect(page.locator("figure.chart")).to_be_visible(visible=page.script)


def choose_and_sort_rows(page):
    page.goto("/stats/bookings/data/")
    page.get_by_label("机构", exact=True).select_option("南京鼓楼医院")
    page.get_by_role("button", name="筛选").click()
    press(page, "12320在线预约")
    expect(page.locator("th[aria-sort=descending]")).to_have_text("12320在线预约")
    expect(page.locator("table.data tbody tr")).to_have_text(
        [re.compile("2024年8月.*6668"), re.compile("2024年7月.*6000")]
    )
    lines = taken(page, "CSV").decode("utf-8-sig").splitlines()
    assert {line.split(",")[7] for line in lines[1:]} == {"南京鼓楼医院"}


def compare_institutions(page):
    page.goto("/stats/bookings/2024-08/")
    press(page, "筛选、排序、选列")
    page.get_by_label("南京鼓楼医院", exact=True).check()
    page.get_by_label("南京市儿童医院", exact=True).check()
    page.get_by_label("分组").select_option("机构类别")
    page.get_by_role("button", name="查看").click()
    expect(page.locator("#answer")).to_contain_text("相加（算得）")
    page.get_by_label("分组").select_option("不分组")
    page.get_by_label("排序").select_option("12320在线预约，从小到大")
    page.get_by_role("button", name="查看").click()
    expect(page.locator(LINES)).to_have_text(["南京市儿童医院", "南京鼓楼医院"])
    page.get_by_label("每行一个", exact=True).select_option("指标")
    page.get_by_role("button", name="查看").click()
    expect(page.locator(LINES)).to_have_text(["12320在线预约", "小计"])
    text = taken(page, "CSV").decode("utf-8-sig")
    for _, name, *figures in BOOKINGS_ROWS[:2]:
        assert name in text and all(one in text for one in figures)


def find_by_words(page):
    page.goto("/")
    box = page.locator("#search")
    box.press_sequentially("etyy")
    if page.script:
        expect(page.get_by_role("option").first).to_contain_text("南京市儿童医院")
        box.press("ArrowDown")
    box.press("Enter")
    if not page.script:
        press(page, "南京市儿童医院")
    expect(page.locator("h1")).to_have_text("南京市儿童医院")
    page.goto("/search/")
    page.locator("#q").fill("预约平台改版")
    page.get_by_role("button", name="搜索").click()
    expect(page.locator(".hits h3").first).to_have_text("预约挂号平台改版")


def take_away_and_cite(page):
    page.goto("/issues/2024/9/")
    assert taken(page, "全部文件（zip）").startswith(b"PK")
    page.locator(".citing summary").click()
    cited = page.get_by_label("GB/T 7714")
    day = r"\d{4}-\d\d-\d\d" if page.script else ""
    expect(cited).to_have_value(re.compile(rf"2024\(9\)\[{day}"))
    page.goto("/stats/bookings/2024-08/")
    assert taken(page, "Excel").startswith(b"PK")


def report_an_error(page):
    press(page, "我要纠错")
    page.get_by_label("哪里有误").fill("鼓楼医院的数应为 6686。")
    page.get_by_role("button", name="提交").click()
    page.wait_for_url("**/report/done/")
    told = ReaderReport.objects.values_list("page", "text")
    assert list(told) == [("/stats/bookings/2024-08/", "鼓楼医院的数应为 6686。")]


def read_in_large_print(page):
    page.goto("/")
    press(page, "老年人模式", of="header")
    press(page, "统计表", of="header")
    page.wait_for_url("**/elder/stats/")
    press(page, "特大", of=".aid")
    expect(page.locator("body")).to_have_css("font-size", "30px")
    press(page, "返回普通版", of=".aid")
    expect(page.locator("body")).to_have_css("font-size", "17px")
