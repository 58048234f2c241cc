"""Pages of issues and articles."""

import pytest

from news.models import State
from tests.builders import make_issue, make_table
from tests.web import links, opened, rows, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def september():
    table = make_table(title="2024 年 8 月预约挂号统计")
    return make_issue(
        2024,
        9,
        tables=[table],
        articles=["头条文章", "第二篇"],
        briefs=["9月10日，培训。", "9月19日，开会。"],
        publisher="南京市卫生信息中心",
        organisation="南京市卫生信息中心",
        print_run=510,
    )


class TestHome:
    def test_shows_the_latest_issue_the_earlier_ones_and_the_families(
        self, client, september, django_assert_num_queries
    ):
        make_issue(2024, 8, articles=["八月文章"])
        with django_assert_num_queries(5):
            page = opened(client, "/")
        assert texts(page, "h1") == ["南京卫生信息化简报 2024年第9期（总第151期）"]
        assert texts(page, ".imprint") == ["南京市卫生信息中心 编印2024年9月28日"]
        assert links(page, ".headlines a") == [
            "/issues/2024/9/articles/1/",
            "/issues/2024/9/articles/2/",
        ]
        assert links(page, ".entries a") == ["/stats/bookings/2024-08/"]
        assert texts(page, ".earlier .issues li") == ["2024年第8期八月文章8月28日"]
        assert texts(page, ".families h3") == ["预约挂号"]

    def test_says_so_when_nothing_is_published(self, client):
        make_issue(state=State.DRAFT)
        assert texts(opened(client, "/"), ".empty") == ["还没有发布任何一期。"]


class TestLatest:
    def test_leads_to_the_newest_published_issue(self, client, september):
        make_issue(2024, 10, state=State.DRAFT)
        response = client.get("/issues/latest/")
        assert (response.status_code, response["Location"]) == (302, "/issues/2024/9/")

    def test_is_not_found_when_there_is_none(self, client):
        assert client.get("/issues/latest/").status_code == 404


class TestIssue:
    def test_prints_the_whole_issue_in_order(self, client, september, django_assert_num_queries):
        make_issue(2024, 8)
        with django_assert_num_queries(4):
            page = opened(client, "/issues/2024/9/")
        assert texts(page, "h1") == ["南京卫生信息化简报 2024年第9期（总第151期）"]
        assert texts(page, "h2") == ["头条文章", "第二篇", "统计数据", "简讯"]
        assert texts(page, "caption") == ["2024 年 8 月预约挂号统计"]
        assert rows(page)[0] == ["1", "南京鼓楼医院", "6668", "8724"]
        assert texts(page, ".briefs li") == ["9月10日，培训。", "9月19日，开会。"]
        assert texts(page, ".colophon p") == ["南京市卫生信息中心", "本期共印 510 份"]
        assert links(page, ".pager a") == ["/issues/2024/8/"]

    def test_its_contents_lead_to_what_is_there(self, client, september):
        page = opened(client, "/issues/2024/9/")
        ids = {node.get("id") for node in page.xpath("//*[@id]")}
        targets = [target.removeprefix("#") for target in links(page, ".contents a")]
        assert targets == ["a1", "a2", "statistics", "bookings-2024-08", "briefs"]
        assert set(targets) <= ids

    def test_finds_its_neighbours_across_the_turn_of_the_year(self, client):
        for year, number in ((2023, 12), (2024, 1), (2024, 2)):
            make_issue(year, number)
        page = opened(client, "/issues/2024/1/")
        assert links(page, ".pager a") == ["/issues/2023/12/", "/issues/2024/2/"]

    @pytest.mark.parametrize("path", ["2024/09", "2024/0", "2024/13", "02024/9", "99999/9"])
    def test_has_one_address_only(self, client, september, path):
        assert client.get(f"/issues/{path}/").status_code == 404


class TestArticle:
    def test_stands_alone_with_the_others_of_its_issue(
        self, client, september, django_assert_num_queries
    ):
        with django_assert_num_queries(2):
            page = opened(client, "/issues/2024/9/articles/2/")
        assert texts(page, "h1") == ["第二篇"]
        assert texts(page, ".prose") == ["第二篇的正文。"]
        assert texts(page, ".byline span") == [
            "发布时间：2024-09-28 09:00",
            "来源：南京市卫生信息中心",
        ]
        assert texts(page, ".story .origin") == [
            "刊于南京卫生信息化简报2024年第9期，2024年9月28日印发"
        ]
        assert links(page, ".others a") == ["/issues/2024/9/articles/1/"]

    def test_that_is_not_there_is_not_found(self, client, september):
        assert client.get("/issues/2024/9/articles/3/").status_code == 404


def test_pages_take_no_more_queries_as_issues_are_added(client, django_assert_num_queries):
    pages = {
        "/": 5,
        "/issues/": 7,
        "/issues/?year=2013&table=bookings": 6,
        "/coverage/": 5,
        "/sitemap/": 2,
        "/calendar/": 2,
        "/issues/2013/1/": 4,
        "/issues/2013/1/articles/1/": 2,
        "/stats/": 1,
        "/stats/bookings/": 12,
        "/stats/bookings/2013-01/": 7,
        "/stats/bookings/data/": 9,
        "/stats/bookings/data/?sort=-subtotal": 9,
        "/institutions/": 1,
        "/institutions/nan-jing-gu-lou-yi-yuan/": 7,
    }
    for year in (2013, 2014):
        add_issue(year, 1)
    for path, count in pages.items():
        with django_assert_num_queries(count):
            client.get(path)
    for number in range(30):
        add_issue(2015 + number // 12, number % 12 + 1)
    for path, count in pages.items():
        with django_assert_num_queries(count):
            client.get(path)


def add_issue(year, number):
    period = f"{year}-{number:02d}"
    return make_issue(year, number, tables=[make_table(period=period, origin=period)])


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", ["/", "/issues/", "/stats/", "/institutions/", "/healthz"])
def test_pages_can_only_be_read(client, method, path):
    assert getattr(client, method)(path).status_code == 405
