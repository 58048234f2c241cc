"""Writing in a real browser: type, paste from Word, take a sentence over, quick briefs."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from news.models import Article, FigureMention
from news.publishing import publish
from tests.builders import make_issue, make_table
from tests.conftest import HANDLER
from tests.desk import change, make_staff

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {mso-style-parent:""; font-family:"宋体"; color:red} @page {size:595pt} --></style>
</head><body lang=ZH-CN style='tab-interval:21.0pt'><!--StartFragment-->
<h1 style='text-align:center'><span style='font-family:黑体'>一、工作进展<span lang=EN-US><o:p></o:p></span></span></h1>
<p class=MsoNormal style='text-indent:21.0pt;mso-char-indent-count:2.0'><span style='font-family:宋体;
mso-ascii-font-family:Calibri'>　　<b>九月</b>，全市<span lang=EN-US>12320<o:p></o:p></span>热线<i>平稳</i>运行。</span></p>
<p class=MsoNormal><span lang=EN-US><o:p>&nbsp;</o:p></span></p>
<p class=MsoListParagraph style='margin-left:18.0pt;text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]>
<span lang=EN-US><span style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span>
<![endif]><span>完成升级</span></p>
<p class=MsoListParagraph style='margin-left:18.0pt;text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]>
<span lang=EN-US><span style='mso-list:Ignore'>2.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span>
<![endif]><span>组织培训</span></p>
<p class=MsoNormal><a href="javascript:alert(1)">坏</a>、<a href="https://example.org/">好</a><img src=x onerror="alert(1)"></p>
<script>alert(1)</script>
<table class=MsoTableGrid border=1 style='border-collapse:collapse;mso-yfti-tbllook:1184'>
<tr style='mso-yfti-irow:0'><td width=277 colspan=2 style='border:solid windowtext 1.0pt'><p class=MsoNormal>预约</p></td></tr>
<tr><td><p class=MsoNormal>在线</p></td><td><p class=MsoNormal><span lang=EN-US>6668</span></p></td></tr></table>
<!--EndFragment--></body></html>"""  # noqa: E501 - as Word writes it
CLEAN = (
    "<h3>一、工作进展</h3>"
    "<p><strong>九月</strong>，全市12320热线<em>平稳</em>运行。</p>"
    "<ol><li><p>完成升级</p></li><li><p>组织培训</p></li></ol>"
    '<p>坏、<a href="https://example.org/" rel="noopener noreferrer">好</a></p>'
    '<table><tbody><tr><td colspan="2"><p>预约</p></td></tr>'
    "<tr><td><p>在线</p></td>"
    "<td><p>6668</p></td></tr>"
    "</tbody></table>"
)
COPY = """(html) => navigator.clipboard.write([new ClipboardItem({
    "text/html": new Blob([html], {type: "text/html"}),
    "text/plain": new Blob(["无"], {type: "text/plain"}),
})])"""
ENGLISH = """() => [...document.querySelectorAll(".prose-editor *, .sentence-drawer *")]
    .flatMap(one => [one.title, one.ariaLabel,
        one.matches(".prose-menubar__option, label, dialog h3, dialog button") && one.textContent])
    .filter(text => /[a-z]{3}/i.test(text || ""))"""


@pytest.fixture
def issue():
    rows = [("1", "南京鼓楼医院", "6000", "8000")]
    make_table(period="2024-07", origin="2024-08", rows=rows)
    return make_issue(2024, 9, tables=[make_table(published=False)], state="draft", briefs=[])


@pytest.fixture
def desk(page, live_server, client):
    """The page, logged in; what goes wrong in its scripts fails the test."""
    client.force_login(make_staff())
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    wrong = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said) if said.type == "error" else None)
    yield page
    # The stock admin has no picture of its own, which browsers ask for.
    told = [str(one) for one in wrong if "favicon" not in str(getattr(one, "location", ""))]
    assert [text for text in told if not text.startswith(HANDLER)] == []  # what was pasted has some


def save(page):
    page.get_by_role("button", name="保存", exact=True).first.click()
    expect(page.get_by_text("成功修改")).to_be_visible()


def published(issue):
    publish(issue, checked=True)
    return issue


def test_an_article_pasted_from_word_is_clean_for_readers(desk, issue, live_server):
    article = issue.articles.get()
    desk.goto(live_server.url + change(article))
    box = desk.locator(".tiptap")
    expect(box).to_contain_text("头条文章的正文。")
    desk.evaluate(COPY, WORD)
    box.click()
    desk.keyboard.press("Control+a")
    desk.keyboard.press("Control+v")
    expect(box).to_contain_text("6668")
    desk.keyboard.press("Control+End")
    save(desk)
    article.refresh_from_db()
    assert article.body == CLEAN
    desk.goto(live_server.url + published(issue).get_absolute_url() + "articles/1/")
    assert desk.locator(".prose [style], .prose [class], .prose span, .prose img").count() == 0
    expect(desk.locator(".prose ol li").nth(1)).to_have_text("组织培训")


def test_what_is_typed_and_set_bold_is_kept(desk, issue, live_server):
    desk.goto(live_server.url + change(issue.articles.get()))
    box = desk.locator(".tiptap")
    box.click()
    desk.keyboard.press("Control+a")
    desk.keyboard.type("新的正文，")
    desk.get_by_role("button", name="加粗").click()
    desk.keyboard.type("重点")
    save(desk)
    assert Article.objects.get().body == "<p>新的正文，<strong>重点</strong></p>"


def test_the_editor_speaks_chinese(desk, issue, live_server):
    desk.goto(live_server.url + change(issue.articles.get()))
    expect(desk.get_by_role("button", name="加粗")).to_be_visible()
    desk.locator(".prose-menubar__selected").click()
    expect(desk.locator(".prose-menubar__picker").get_by_text("次级小标题")).to_be_visible()
    desk.keyboard.press("Escape")
    desk.get_by_role("button", name="插入表格").click()
    expect(desk.get_by_text("首行为表头")).to_be_visible()
    assert desk.evaluate(ENGLISH) == []
    desk.get_by_role("button", name="取消").click()


def test_without_scripts_the_article_is_a_plain_box(browser, issue, live_server, client):
    client.force_login(make_staff())
    session = client.cookies["sessionid"].value
    with browser.new_context(java_script_enabled=False) as context:
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.goto(live_server.url + change(issue.articles.get()))
        page.locator("#id_body").fill("<p>新<script>x</script>文</p>")
        page.get_by_role("button", name="保存", exact=True).first.click()
        expect(page.get_by_text("成功修改")).to_be_visible()
    assert Article.objects.get().body == "<p>新文</p>"


def test_a_sentence_goes_in_at_the_cursor_and_is_noted(desk, issue, live_server):
    desk.goto(live_server.url + change(issue.articles.get()))
    box = desk.locator(".tiptap")
    box.click()
    desk.keyboard.press("Control+End")
    desk.get_by_role("link", name="句子助手").click()
    helper = desk.get_by_role("complementary", name="句子助手")
    expect(helper).to_contain_text("环比增长11.1%")
    helper.get_by_label("指标").select_option("subtotal")
    expect(helper).to_contain_text("小计8724")
    helper.get_by_role("button", name="插入到光标处").first.click()
    expect(box).to_contain_text("南京鼓楼医院小计8724")
    assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
    save(desk)
    body = Article.objects.get().body
    assert body == "<p>头条文章的正文。2024年8月，南京鼓楼医院小计8724，环比增长9.0%。</p>"
    assert FigureMention.objects.get().text in body


def test_briefs_are_typed_looked_at_and_saved(desk, issue, live_server):
    desk.goto(live_server.url + reverse("admin:news_issue_briefs", args=[issue.pk]))
    desk.get_by_label("一行一则").fill("9月10日，举办培训会。\n9月19日-21日，参加展会。\n无日期。")
    desk.get_by_role("button", name="预览").click()
    expect(desk.get_by_text("2024年9月19日至9月21日")).to_be_visible()
    expect(desk.get_by_text("没有认出日期")).to_be_visible()
    desk.get_by_role("button", name="保存").click()
    expect(desk.get_by_text("已保存 3 则简讯。")).to_be_visible()
    assert issue.briefs.count() == 3
