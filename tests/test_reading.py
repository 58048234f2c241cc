"""How somebody reads: elder pages kept from page to page, sizes, sharing, reading aloud."""

import pytest
from playwright.sync_api import expect

from tests.builders import make_issue, make_table
from tests.conftest import opened as window
from tests.web import until

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

# A browser that has voices: one of the device, one of a server somewhere.
VOICES = """
    window.said = [];
    const voices = [
        {lang: "zh-CN", name: "云", localService: false},
        {lang: "zh-CN", name: "本机", localService: true},
    ];
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
    Object.defineProperty(window, "speechSynthesis", {value: {
        getVoices: () => voices, addEventListener() {}, cancel() {},
        speak(one) {
            window.said.push([one.voice.name, one.text]);
            setTimeout(() => { one.onstart(); one.onend(); }, 0);
        },
    }});
"""


@pytest.fixture
def issue():
    return make_issue(2024, 9, tables=[make_table()], articles=["头条文章", "第二篇"])


def test_without_scripts_elder_pages_lead_to_elder_pages(issue, browser, live_server):
    for page in window(browser, live_server.url, java_script_enabled=False):
        page.goto(live_server.url)
        page.get_by_role("link", name="老年人模式").click()
        page.get_by_role("link", name="阅读本期全文").click()
        expect(page).to_have_url(f"{live_server.url}/elder/issues/2024/9/")
        page.get_by_role("link", name="特大").click()
        page.get_by_role("link", name="统计表", exact=True).first.click()
        expect(page).to_have_url(f"{live_server.url}/elder/xl/stats/")
        expect(page.locator(".families p").first).to_have_css("font-size", "30px")
        page.get_by_role("link", name="返回普通版").click()
        expect(page).to_have_url(f"{live_server.url}/stats/")
        assert page.context.cookies() == []


def test_who_chose_elder_pages_gets_them_again_until_she_leaves_them(issue, page, live_server):
    page.goto(live_server.url)
    page.get_by_role("link", name="老年人模式").click()
    expect(page).to_have_url(f"{live_server.url}/elder/")
    page.goto(f"{live_server.url}/stats/bookings/?x=1#top")
    expect(page).to_have_url(f"{live_server.url}/elder/stats/bookings/?x=1#top")
    page.get_by_role("button", name="黑底黄字").click()
    expect(page.locator("body")).to_have_css("color", "rgb(255, 255, 0)")
    page.get_by_role("link", name="返回普通版").click()
    page.goto(f"{live_server.url}/issues/")
    expect(page).to_have_url(f"{live_server.url}/issues/")
    assert page.context.cookies() == []


def test_an_error_page_is_not_looked_for_among_elder_pages(issue, page, live_server):
    page.goto(live_server.url)
    page.get_by_role("link", name="老年人模式").click()
    expect(page).to_have_url(f"{live_server.url}/elder/")
    page.goto(f"{live_server.url}/no/such/")
    expect(page.get_by_role("heading", name="没有这一页")).to_be_visible()
    expect(page).to_have_url(f"{live_server.url}/no/such/")


@pytest.mark.parametrize("scripts", [True, False])
def test_letters_of_an_article_are_made_larger(issue, browser, live_server, scripts):
    for page in window(browser, live_server.url, java_script_enabled=scripts):
        page.goto(f"{live_server.url}/issues/2024/9/articles/1/")
        expect(page.locator(".prose")).to_have_css("font-size", "18px")
        page.get_by_role("radio", name="大").check()
        expect(page.locator(".prose")).to_have_css("font-size", "24px")
        if scripts:
            page.goto(f"{live_server.url}/issues/2024/9/articles/2/")
            expect(page.get_by_role("radio", name="大")).to_be_checked()
            expect(page.locator(".prose")).to_have_css("font-size", "24px")


def test_the_address_of_the_plain_page_is_shared(issue, page, live_server, settings):
    settings.SITE_URL = "https://jianbao.example.cn"
    page.add_init_script(
        "navigator.share = told => { window.told = told; return Promise.resolve() }"
    )
    page.goto(f"{live_server.url}/elder/issues/2024/9/articles/1/")
    page.get_by_role("button", name="分享").click()
    until(page, "window.told")
    assert page.evaluate("told.url") == "https://jianbao.example.cn/issues/2024/9/articles/1/"


def test_where_the_browser_cannot_share_the_address_is_copied(issue, page, live_server):
    page.add_init_script("navigator.share = undefined")
    page.goto(f"{live_server.url}/issues/2024/9/articles/1/")
    page.get_by_role("button", name="分享").click()
    expect(page.get_by_role("button", name="网址已复制")).to_be_focused()


def test_an_article_is_read_aloud_by_the_device_itself(issue, page, live_server):
    page.add_init_script(VOICES)
    page.goto(f"{live_server.url}/issues/2024/9/articles/1/")
    page.get_by_role("button", name="朗读").click()
    until(page, "said.some(([, text]) => text.includes('头条文章的正文。'))")
    assert {name for name, _ in page.evaluate("said")} == {"本机"}
    expect(page.get_by_role("button", name="朗读")).to_have_text("朗读")


def test_nothing_offers_to_read_aloud_where_the_device_has_no_voice(issue, page, live_server):
    page.add_init_script(VOICES.replace("localService: true", "localService: false"))
    page.goto(f"{live_server.url}/issues/2024/9/articles/1/")
    expect(page.get_by_role("button", name="打印")).to_be_visible()
    expect(page.get_by_role("button", name="朗读")).to_be_hidden()
