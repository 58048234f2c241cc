"""What pages say of the site and of themselves: META tags of 国办发〔2017〕47号 and the foot."""

import re

import pytest
from django.core.checks import run_checks

from tests.builders import make_issue, make_table
from tests.web import found, links, opened

pytestmark = pytest.mark.django_db

SITE = ("SiteName", "SiteDomain", "SiteIDCode")
COLUMN = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
ARTICLE = ("ArticleTitle", "PubDate", "ContentSource", "Author", "Description", "Url")


@pytest.fixture
def issue():
    return make_issue(
        2024, 9, tables=[make_table()], articles=['头条"文章"'],
        publisher="南京市卫生信息中心", editor="编辑部",
    )  # fmt: skip


@pytest.fixture
def named(settings):
    settings.SITE_URL = "https://jianbao.example.cn"
    settings.SITE_ID_CODE = "3201000001"
    settings.SITE_SPONSOR = "某市卫生信息中心"
    settings.SITE_CONTACT = "025-00000000"
    settings.SITE_ICP = "苏ICP备00000000号-1"
    settings.SITE_POLICE_RECORD = "苏公网安备 32010000000000号"
    settings.SITE_ERRORS_URL = "https://errors.example.cn/?site=3201000001"
    settings.SITE_MARK_URL = "https://mark.example.cn/"


def tags(page, names):
    """{name: content} of these META tags, in the page's order."""
    told = {node.get("name"): node.get("content") for node in found(page, "meta[name]")}
    return {name: told[name] for name in names if name in told}


def test_the_foot_leads_to_those_who_keep_the_records(client, named):
    page = opened(client, "/")
    assert links(page, ".imprints a") == [
        "https://beian.miit.gov.cn/",
        "https://beian.mps.gov.cn/#/query/webSearch?code=32010000000000",
    ]
    assert links(page, ".ways a") == [
        "/sitemap/",
        "/downloads/",
        "/coverage/",
        "/methodology/",
        "/report/?page=%2F",
        "https://errors.example.cn/?site=3201000001",
        "https://mark.example.cn/",
    ]


def test_what_is_not_set_is_left_out(client, issue):
    page = opened(client, "/issues/2024/9/articles/1/")
    assert tags(page, SITE) == {"SiteName": "南京卫生信息化简报"}
    assert "Url" not in tags(page, ARTICLE)
    assert found(page, ".imprints") == []
    assert [link for link in links(page, ".ways a") if not link.startswith("/")] == []


@pytest.mark.parametrize(
    ("path", "name", "kind"),
    [
        ("/", "首页", "首页"),
        ("/issues/", "往期", "工作动态"),
        ("/stats/", "统计表", "数据发布"),
        ("/stats/bookings/", "预约挂号", "数据开放"),
        ("/stats/bookings/data/", "预约挂号", "数据开放"),
        ("/stats/bookings/2024-08/", "预约挂号", "数据发布"),
        ("/institutions/", "机构", "数据发布"),
        ("/corrections/", "更正记录", "数据发布"),
        ("/calendar/", "发布日历", "数据发布"),
        ("/coverage/", "收录情况", "数据发布"),
        ("/methodology/", "统计口径", "数据发布"),
        ("/methodology/bookings/", "预约挂号", "数据发布"),
    ],
)
def test_a_column_says_what_it_is(client, issue, path, name, kind):
    told = tags(opened(client, path), COLUMN)
    assert (told["ColumnName"], told["ColumnType"]) == (name, kind)
    assert [part for part in COLUMN if not told[part]] == []


def test_an_article_says_what_it_is(client, issue, named):
    assert tags(opened(client, "/issues/2024/9/articles/1/"), ARTICLE) == {
        "ArticleTitle": '头条"文章"',
        "PubDate": "2024-09-28 09:00",
        "ContentSource": "南京市卫生信息中心",
        "Author": "编辑部",
        "Description": '头条"文章"的正文。',
        "Url": "https://jianbao.example.cn/issues/2024/9/articles/1/",
    }
    content = client.get("/issues/2024/9/articles/1/").content.decode()
    assert re.search(r'name="ArticleTitle" content="头条&quot;文章&quot;"', content)


@pytest.mark.parametrize(
    ("code", "doubts"), [("", []), ("bm14000002", []), ("3201000001", []), ("x1", ["W001"])]
)
def test_an_odd_code_is_doubted(settings, code, doubts):
    settings.SITE_ID_CODE = code
    found = [one.id for one in run_checks() if one.id.startswith("nhb_site")]
    assert found == [f"nhb_site.{doubt}" for doubt in doubts]
