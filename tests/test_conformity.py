"""What the norms of government sites ask of every public page: one walk over all of them."""

import gzip
import re

import pytest
from lxml import html

from news.models import ReleaseDay
from tests.builders import DISTRICTS, DISTRICTS_ROWS, make_table
from tests.news.corrections import corrected, published, typed
from tests.news.test_topics import make_told
from tests.test_site import ARTICLE, COLUMN, SITE, named, tags  # noqa: F401 - a fixture
from tests.web import crawled, found, links, text_of, texts

pytestmark = [pytest.mark.django_db, pytest.mark.once]

MOMENT = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}")
IMPRINTS = [
    "主办单位：某市卫生信息中心",
    "联系方式：025-00000000",
    "网站标识码：3201000001",
    "苏ICP备00000000号-1",
    "苏公网安备 32010000000000号",
]
WAYS = [
    "网站地图",
    "数据下载",
    "收录情况",
    "统计口径",
    "我要纠错",
    "我为政府网站找错",
    "党政机关网站标识",
]
NAMED = {
    "SiteName": "南京卫生信息化简报",
    "SiteDomain": "jianbao.example.cn",
    "SiteIDCode": "3201000001",
}


@pytest.fixture
def site():
    """Something of every kind to read: figures and marks, texts, topics, corrections, days."""
    make_told(2024, 8, ["预约挂号"])
    tables = [
        make_table(note="本表附注。", published=False),
        make_table("districts", header=DISTRICTS, rows=DISTRICTS_ROWS, family="各区采集",
                   published=False),
    ]  # fmt: skip
    issue = published(
        *tables, articles=["头条", "次条"], publisher="南京市卫生信息中心", editor="编辑部"
    )
    corrected(issue, cells=typed(tables[0], online="6686"))
    ReleaseDay.objects.create(year=2099, number=1, due_on="2099-01-28")


def test_every_page_is_as_the_norms_ask(client, site, named):  # noqa: F811
    walked = crawled(client, aside=("/elder/", "/report/", "/api/", "/issues/?"))
    beside = ("/report/", "/report/done/", "/api/v1/docs", "/issues/?topic=头条", "/search/?q=鼓楼")
    walked |= {path: client.get(path).content for path in beside}
    told = {}
    for address, content in walked.items():
        if content.lstrip().lower().startswith(b"<!doctype html"):
            page = html.document_fromstring(content.decode())
            told[address] = [*of_the_site(page), *of_its_contents(page), *of_tables(page)]
            if texts(page, "main .empty") and "?" not in address:
                told[address].append("nothing there")
            if len(gzip.compress(content)) > 20_000:
                told[address].append("more than 20 KB")
    assert {address: faults for address, faults in told.items() if faults} == {}
    assert len(told) >= 40


def of_the_site(page):
    """Head and foot: language, META tags, one title, the marks of the site."""
    if page.get("lang") != "zh-CN":
        yield "lang"
    if tags(page, SITE) != NAMED:
        yield f"site: {tags(page, SITE)}"
    if len(found(page, "h1")) != 1 or not text_of(found(page, "h1")[0]):
        yield "h1"
    if texts(page, ".imprints li") != IMPRINTS or texts(page, ".ways li") != WAYS:
        yield "foot"
    if page.xpath("//script[not(@src)][not(contains(@type, 'json'))] | //style | //*[@style]"):
        yield "inline script or style"
    elsewhere = [link for link in links(page, "main a[href]") if re.match("https?:|//", link)]
    if elsewhere:
        yield f"links elsewhere: {elsewhere}"


def of_its_contents(page):
    """What the page says of itself, and when it appeared."""
    column, article = tags(page, COLUMN), tags(page, ARTICLE)
    if not all(column.get(name) for name in ("ColumnName", "ColumnType")):
        yield f"column: {column}"
    if not article and not all(column.get(name) for name in COLUMN):
        yield f"column: {column}"
    if article:
        if not all(article.get(name) for name in ("ArticleTitle", "ContentSource")):
            yield f"article: {article}"
        if not MOMENT.fullmatch(article.get("PubDate", "")):
            yield f"PubDate: {article}"
    for told in texts(page, "main time"):
        if ":" in told and not MOMENT.search(told):
            yield f"time: {told}"


def of_tables(page):
    """Each table: what it is, what each head is of, what its marks mean, where it comes from."""
    for table in found(page, "main table"):
        name = text_of(found(table, "caption")[0]) if found(table, "caption") else ""
        if not name:
            yield "a table without a caption"
        if table.xpath(".//th[not(@scope)]"):
            yield f"heads without scope: {name}"
        marks = {text_of(cell) for cell in found(table, "td")} & {"/", "—", "…"}
        around = " ".join(texts(page, ".legend"))
        if "table" in table.get("class", "").split() and any(one not in around for one in marks):
            yield f"marks without a legend: {name} {marks}"
    if found(page, "main table.table") and not re.search("刊于|出处|第\\d+期", text_of(page)):
        yield "no source"
