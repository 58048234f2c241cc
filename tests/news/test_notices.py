"""What readers are told of corrections: on the cell, below the table, in the list and its feed."""

import pytest
from django.utils import timezone
from lxml import etree

from news.models import Article, Edition
from news.publishing import withdraw
from tests.builders import DISTRICTS, DISTRICTS_ROWS, make_issue, make_table
from tests.desk import make_staff
from tests.news.corrections import amendment_of, brought_back, corrected, published, typed
from tests.web import crawled, found, links, opened, rows, texts

pytestmark = pytest.mark.django_db

ATOM = {"a": "http://www.w3.org/2005/Atom"}
TABLE = "/stats/bookings/2024-08/"


@pytest.fixture
def issue():
    return published()


@pytest.fixture
def second(issue):
    return corrected(issue, cells=typed(issue.tables.get(), online="6686"))


def year():
    return timezone.localdate().year


def today():
    day = timezone.localdate()
    return f"{day.year}年{day.month}月{day.day}日"


@pytest.mark.parametrize("path", [TABLE, "/issues/2024/9/"])
def test_a_corrected_cell_bears_its_sign_with_the_old_value_at_hand(client, second, path):
    page = opened(client, path)
    assert rows(page)[0][2] == "r更更正，原为 6668 6686"
    (mark,) = found(page, "a.r")
    assert mark.get("href") == f"/corrections/?year={year()}#2024-09-v2"
    assert (mark.get("title"), mark.get("class")) == ("更正，原为 6668", "r correction")
    assert texts(page, ".changes li") == [
        f"更正 {today()}，南京鼓楼医院，12320在线预约，由 6668 改为 6686（录入错误）。说明"
    ]


@pytest.mark.parametrize(
    ("kind", "sign", "said"),
    [
        ("correction", "r更", "更正，原为 空白"),
        ("revision", "r修", "修订，原为 空白"),
        ("late", "r补", "补报，原为 空白"),
    ],
)
def test_each_kind_is_another_wherever_it_shows(client, kind, sign, said):
    table = make_table(published=False, rows=[("1", "南京鼓楼医院", "", "8724")])
    issue = published(table)
    corrected(issue, kind=kind, cells=typed(table, online="6686"))
    page = opened(client, TABLE)
    assert rows(page)[0][2] == f"{sign}{said} 6686"
    kinds = {"correction": "更正", "revision": "修订", "late": "补报"}
    for path, times in ((TABLE, 1), ("/corrections/", 1), ("/issues/2024/9/", 2)):
        assert texts(opened(client, path), f".deed.{kind}") == [kinds[kind]] * times
    feed = etree.fromstring(client.get("/feeds/corrections.atom").content)
    assert feed.xpath("//a:category/@term", namespaces=ATOM) == [kinds[kind]]


def test_a_pair_is_one_correction(client):
    table = make_table("districts", "2024-08", DISTRICTS, DISTRICTS_ROWS, published=False)
    corrected(published(table), cells=typed(table, "江宁区", declared__required="53/129"))
    page = opened(client, "/stats/districts/2024-08/")
    assert [one.get("title") for one in found(page, "a.r")] == ["更正，原为 52/129"]
    told = rows(opened(client, "/corrections/"))
    assert told == [["江宁区，申明上传表/规定上传表", "52/129", "53/129"]]


def test_the_list_tells_what_was_why_and_where(client, second, django_assert_num_queries):
    with django_assert_num_queries(5):
        page = opened(client, "/corrections/")
    assert texts(page, ".erratum h2") == ["2024年第9期"]
    assert texts(page, ".wording") == ["鼓楼医院漏计一天。"]
    assert texts(page, ".reason") == ["原因：录入错误。改动见第2版"]
    assert texts(page, "caption") == ["预约挂号（2024年8月）"]
    assert rows(page) == [["南京鼓楼医院，12320在线预约", "6668", "6686"]]
    assert [one.get("id") for one in found(page, ".erratum")] == ["2024-09-v2"]
    assert links(page, ".erratum a") == ["/issues/2024/9/", "/issues/2024/9/v2/", TABLE]


def test_the_list_takes_no_more_queries_for_many(client, issue, django_assert_num_queries):
    user = make_staff()
    for number in range(5):
        corrected(issue, user, cells=typed(issue.tables.get(), online=str(number)))
    with django_assert_num_queries(5):
        page = opened(client, "/corrections/")
    assert [row[2] for row in rows(page)] == ["4", "3", "2", "1", "0"]
    with django_assert_num_queries(4):
        client.get("/feeds/corrections.atom")


def test_it_can_be_read_by_year(client, second):
    assert len(found(opened(client, "/corrections/", year=year()), ".erratum")) == 1
    assert links(opened(client, "/corrections/", year=year()), ".years a") == [
        "/corrections/",
        f"?year={year()}",
    ]
    for odd in ("1999", "x", "²", "99999999999"):
        assert len(found(opened(client, "/corrections/", year=odd), ".erratum")) == 1


def test_while_there_are_none_it_says_so_and_the_feed_stays_the_same(client):
    assert texts(opened(client, "/corrections/"), ".empty") == ["至今没有更正。"]
    feed = client.get("/feeds/corrections.atom")
    assert feed.content == client.get("/feeds/corrections.atom").content
    assert "1970-01-01" in feed.content.decode()


def test_the_feed_leads_to_each(client, second):
    answer = client.get("/feeds/corrections.atom")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = etree.fromstring(answer.content)
    (entry,) = feed.xpath("//a:entry", namespaces=ATOM)

    def told(name):
        return entry.xpath(f"string(a:{name})", namespaces=ATOM)

    assert told("title") == "更正：2024年第9期 预约挂号（2024年8月）"
    assert told("summary") == (
        "录入错误。鼓楼医院漏计一天。\n"
        "预约挂号（2024年8月） 南京鼓楼医院，12320在线预约：由 6668 改为 6686"
    )
    assert entry.xpath("a:link/@href", namespaces=ATOM) == [
        f"http://testserver/corrections/?year={year()}#2024-09-v2"
    ]


def test_an_article_is_told_in_the_lines_that_differ(client, issue):
    article = Article.objects.get()
    new = "<p>头条文章的正文。</p><p>补充一段。</p>"
    change = {"kind": "article", "id": article.pk, "field": "body", "old": article.body}
    corrected(issue, texts=[change | {"new": new}])
    page = opened(client, "/corrections/")
    assert texts(page, "caption") == ["文章“头条文章”"]
    assert rows(page) == [["正文", "空白", "补充一段。"]]
    assert texts(opened(client, "/issues/2024/9/articles/1/"), ".prose p") == [
        "头条文章的正文。",
        "补充一段。",
    ]


def test_what_is_proposed_or_withdrawn_is_told_to_nobody(client, issue, second):
    before = client.get("/corrections/").content
    amendment = amendment_of(issue, cells=typed(issue.tables.get(), online="1"))
    amendment.proposed_by = make_staff()
    amendment.save()
    assert client.get("/corrections/").content == before
    withdraw(issue, make_staff("boss"), "有误")
    assert texts(opened(client, "/corrections/"), ".empty") == ["至今没有更正。"]
    assert "6686" not in client.get("/feeds/corrections.atom").content.decode()


class TestVersions:
    def test_an_old_version_is_the_same_as_ever_but_for_the_notice(self, client, issue):
        before = Edition.objects.values_list("content", "sha256").get(number=1)
        shown = opened(client, "/issues/2024/9/v1/")
        corrected(issue, cells=typed(issue.tables.get(), online="6686"))
        page = opened(client, "/issues/2024/9/v1/")
        assert Edition.objects.values_list("content", "sha256").get(number=1) == before
        assert rows(page) == rows(shown)
        (banner,) = texts(page, ".banner")
        assert banner.startswith("这是第1版，")
        assert banner.endswith("发布，后来已有改动。看最新的第2版")

    def test_the_page_of_an_issue_lists_them(self, client, second, django_assert_num_queries):
        with django_assert_num_queries(5):
            page = opened(client, "/issues/2024/9/")
        assert texts(page, ".versions li") == [
            f"第2版 更正 {today()}鼓楼医院漏计一天。",
            f"第1版 首次发布 {today()}",
        ]
        assert links(page, ".versions li a") == ["/issues/2024/9/v2/", "/issues/2024/9/v1/"]

    def test_the_first_of_all_says_nothing_of_versions(self, client, issue):
        assert found(opened(client, "/issues/2024/9/"), ".versions") == []

    def test_one_brought_back_is_a_new_one(self, client, issue, second):
        brought_back(issue.editions.get(number=1))
        page = opened(client, "/issues/2024/9/")
        assert rows(page)[0][2] == "r复恢复旧版，原为 6686 6668"
        assert texts(page, ".versions .deed") == ["恢复旧版", "更正", "首次发布"]


@pytest.mark.once
def test_after_a_correction_the_old_figure_is_gone_from_every_address(client):
    table = make_table(published=False, rows=[("1", "南京鼓楼医院", "7654321", "8724")])
    issue = published(table)
    make_issue(2024, 8)
    before = crawled(client)
    told = {path for path, content in before.items() if b"7654321" in content}
    assert len(told) >= 7
    corrected(issue, cells=typed(table, online="6686"))
    after = crawled(client)
    kept = {path for path, content in after.items() if b"7654321" in content}
    # Where it is told as what was; files and the page of the first version stay as they were.
    assert kept == {
        path
        for path in after
        if path.startswith(("/corrections/", "/feeds/", "/issues/2024/9/v1"))
        or path in ("/issues/2024/9/", "/issues/2024/9/v2/", "/issues/latest/", TABLE)
        or path == "/stats/bookings/"
    } & set(kept)
    figures = [path for path in told & set(after) if path.endswith(".csv") or "data" in path]
    assert {path for path in figures if b"6686" not in after[path]} == set()
