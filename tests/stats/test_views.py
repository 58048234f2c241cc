"""Pages and downloads of tables and institutions."""

import csv
import io

import pytest
from django.db import DatabaseError

from stats.models import Dataset, Institution
from tests.builders import DISTRICTS, DISTRICTS_ROWS, make_institution, make_issue, make_table
from tests.web import found, links, opened, rows, texts

pytestmark = pytest.mark.django_db


def downloaded(client, path, **query):
    response = client.get(path, query)
    assert response.status_code == 200
    content = response.getvalue().decode()
    assert content.startswith("\ufeffdataset,period,")
    return response, list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"))))


def make_districts(period="2024-08", **options):
    options.setdefault("family", "数据采集（区）")
    return make_table("districts", period, DISTRICTS, DISTRICTS_ROWS, **options)


class TestDatasets:
    def test_lists_the_families_with_their_months(self, client, django_assert_num_queries):
        make_table(period="2024-07", origin="2024-08")
        make_table(period="2024-08")
        make_districts()
        with django_assert_num_queries(1):
            page = opened(client, "/stats/")
        assert texts(page, ".families h2") == ["预约挂号", "数据采集（区）"]
        assert texts(page, ".facts span") == [
            "2024年7月–2024年8月，2 个月",
            "2024年8月，1 个月",
        ]

    def test_says_so_when_nothing_is_published(self, client):
        assert texts(opened(client, "/stats/"), ".empty") == ["还没有发布任何统计表。"]


class TestDataset:
    def test_tells_of_the_family_its_months_metrics_and_latest_table(
        self, client, django_assert_num_queries
    ):
        make_table(period="2020-11", origin="2020-12")
        make_table(period="2024-08")
        with django_assert_num_queries(12):
            page = opened(client, "/stats/bookings/")
        months = links(page, ".months a")
        assert months == ["/stats/bookings/2024-08/", "/stats/bookings/2020-11/"]
        assert texts(page, ".metrics dt") == ["12320在线预约", "小计"]
        assert rows(page)[0] == ["1", "南京鼓楼医院", "6668", "8724"]

    def test_names_the_successor_only_once_that_is_published(self, client):
        make_table()
        successor = make_districts(published=False).dataset
        Dataset.objects.filter(slug="bookings").update(is_active=False, successor=successor)
        assert "数据采集" not in client.get("/stats/bookings/").content.decode()
        successor.tables.update(published_at="2024-01-01T00:00Z")
        assert "由<a href" in client.get("/stats/bookings/").content.decode()


class TestTable:
    def test_prints_the_table_with_links_to_its_institutions(
        self, client, django_assert_num_queries
    ):
        make_table(title="2024 年 8 月 12320 预约挂号服务统计")
        with django_assert_num_queries(7):
            page = opened(client, "/stats/bookings/2024-08/")
        assert texts(page, "caption") == ["2024 年 8 月 12320 预约挂号服务统计"]
        assert texts(page, "thead th") == ["序号", "单位", "12320在线预约", "小计"]
        assert rows(page) == [
            ["1", "南京鼓楼医院", "6668", "8724"],
            ["2", "南京市儿童医院", "1819", "2211"],
            ["合计", "8487", "10935"],
        ]
        pages = [one.get_absolute_url() for one in Institution.objects.order_by("pk")]
        assert links(page, "tbody th a") == pages

    def test_ids_are_unique_and_every_headers_attribute_names_them(self, client):
        make_districts()
        make_districts(origin="2024-10")
        page = opened(client, "/stats/districts/2024-08/")
        ids = [node.get("id") for node in found(page, "[id]")]
        assert len(ids) == len(set(ids))
        named = [node.get("headers").split() for node in found(page, "td[headers]")]
        assert len(named) == 12
        assert {name for names in named for name in names} <= set(ids)

    def test_shows_both_tables_where_two_issues_printed_the_month(
        self, client, django_assert_num_queries
    ):
        make_districts()
        make_districts(origin="2024-10")
        with django_assert_num_queries(7):
            page = opened(client, "/stats/districts/2024-08/")
        assert texts(page, ".origin") == [
            "刊于2024年第9期 我要纠错",
            "刊于2024年第10期 我要纠错",
        ]

    def test_leads_to_the_months_before_and_after(self, client):
        for period in ("2024-05", "2024-06", "2024-08"):
            make_districts(period, origin=period)
        page = opened(client, "/stats/districts/2024-06/")
        assert links(page, ".pager a") == [
            "/stats/districts/2024-05/",
            "/stats/districts/2024-08/",
        ]

    @pytest.mark.parametrize("period", ["2024-13", "2024-8", "0000-01", "2024-07"])
    def test_a_month_that_is_none_is_not_found(self, client, period):
        make_table()
        assert client.get(f"/stats/bookings/{period}/").status_code == 404
        assert client.get(f"/stats/bookings/{period}.csv").status_code == 404

    def test_its_download_has_a_plain_name_and_the_month_only(
        self, client, django_assert_num_queries
    ):
        make_table()
        make_table(period="2024-07", origin="2024-08")
        with django_assert_num_queries(9):
            response, lines = downloaded(client, "/stats/bookings/2024-08.csv")
        disposition = response["Content-Disposition"]
        assert disposition == 'attachment; filename="bookings-2024-08.csv"'
        assert {line["period"] for line in lines} == {"2024-08"}
        assert len(lines) == 6


class TestData:
    def test_puts_all_months_in_one_table(self, client, django_assert_num_queries):
        make_table(period="2024-07", origin="2024-08")
        make_table(period="2024-08")
        with django_assert_num_queries(9):
            page = opened(client, "/stats/bookings/data/")
        assert texts(page, "thead th") == ["机构", "数据月份", "12320在线预约", "小计"]
        assert rows(page)[:3] == [
            ["南京鼓楼医院", "2024年8月", "6668", "8724"],
            ["南京市儿童医院", "2024年8月", "1819", "2211"],
            ["合计", "2024年8月", "8487", "10935"],
        ]
        assert found(page, "[aria-sort]")[0].get("aria-sort") == "descending"

    def test_keeps_filter_and_order_from_page_to_page(self, client):
        for number in range(60):
            make_table(period=f"{1960 + number}-01", origin=f"{1960 + number}-02")
        query = {"sort": "subtotal", "kind": "data", "since": "1960-01", "page": "2"}
        page = opened(client, "/stats/bookings/data/", **query)
        assert texts(page, ".above p")[0] == "共 120 行，第 2 页，共 3 页"
        assert len(rows(page)) == 50
        next_page = links(page, "a[rel=next]")[0]
        assert next_page == "?sort=subtotal&kind=data&since=1960-01&page=3"
        assert links(page, "thead a")[3] == "?kind=data&since=1960-01&sort=-subtotal"
        assert found(page, "[aria-sort]")[0].get("aria-sort") == "ascending"

    @pytest.mark.parametrize(
        ("query", "count"),
        [
            ({}, 9),
            ({"institution": "nan-jing-gu-lou-yi-yuan"}, 3),
            ({"since": "2024-07"}, 6),
            ({"until": "2024-07"}, 6),
            ({"since": "2024-07", "until": "2024-07"}, 3),
            ({"kind": "total"}, 3),
            ({"since": "2025-01"}, 0),
        ],
    )
    def test_filters_rows_and_their_download_alike(self, client, query, count):
        for number in (6, 7, 8):
            make_table(period=f"2024-0{number}", origin=f"2024-0{number}")
        page = opened(client, "/stats/bookings/data/", **query)
        assert texts(page, ".above b") == [str(count)]
        _, lines = downloaded(client, "/stats/bookings/data.csv", **query)
        assert len(lines) == 2 * count

    @pytest.mark.parametrize(
        ("query", "message"),
        [
            ({"institution": "nobody"}, "没有这个机构。"),
            ({"since": "2024年8月"}, "月份请写成 2024-08 的样子。"),
            ({"kind": "x"}, "没有这个类别。"),
        ],
    )
    def test_says_what_is_wrong_with_a_filter_and_offers_no_download(self, client, query, message):
        make_table()
        page = opened(client, "/stats/bookings/data/", **query)
        assert texts(page, ".error") == [message]
        assert found(page, ".above a") == []
        assert client.get("/stats/bookings/data.csv", query).status_code == 400

    @pytest.mark.parametrize(
        "query", [{"page": "x"}, {"page": "0"}, {"sort": "x"}, {"per_page": "9999999"}]
    )
    def test_a_strange_address_still_gets_a_page(self, client, query):
        make_table()
        assert len(rows(opened(client, "/stats/bookings/data/", **query))) == 3

    def test_nobody_can_ask_for_everything_on_one_page(self, client):
        for number in range(20):
            make_table(period=f"{2000 + number}-01", origin=f"{2000 + number}-02")
        page = opened(client, "/stats/bookings/data/", per_page="1000")
        assert len(rows(page)) == 50

    def test_every_field_has_its_label(self, client):
        make_table()
        page = opened(client, "/stats/bookings/data/")
        fields = found(page, ".filter select, .filter input")
        labels = {label.get("for"): "".join(label.itertext()) for label in found(page, "label")}
        assert [labels[field.get("id")] for field in fields if field.get("type") != "hidden"] == [
            "机构",
            "起始月份",
            "截止月份",
            "行的类别",
        ]


class TestInstitutions:
    def test_lists_them_by_kind_and_pinyin(self, client, django_assert_num_queries):
        make_institution("中医院")
        make_institution("安医院")
        make_table()
        Institution.objects.filter(name="南京市儿童医院").update(kind="other")
        with django_assert_num_queries(1):
            page = opened(client, "/institutions/")
        assert texts(page, "h2") == ["医院 1", "其他 1"]
        assert texts(page, ".institutions li") == ["南京鼓楼医院", "南京市儿童医院"]


class TestInstitution:
    path = "/institutions/nan-jing-gu-lou-yi-yuan/"

    def test_tells_its_names_and_all_its_figures(self, client, django_assert_num_queries):
        make_table(period="2024-07", origin="2024-08")
        make_table()
        institution = Institution.objects.get(name="南京鼓楼医院")
        institution.names.create(name="鼓楼医院", valid_to="1992-05-31")
        with django_assert_num_queries(7):
            page = opened(client, self.path)
        assert texts(page, ".about li") == ["鼓楼医院 – 1992年5月31日"]
        assert rows(page) == [
            ["2024年8月", "南京鼓楼医院", "6668", "8724"],
            ["2024年7月", "南京鼓楼医院", "6668", "8724"],
        ]

    def test_leads_to_its_successor_and_predecessors_once_they_are_published(self, client):
        make_table()
        child = Institution.objects.get(name="南京市儿童医院")
        unknown = make_institution("未刊医院", successor=child)
        drum = Institution.objects.get(name="南京鼓楼医院")
        Institution.objects.filter(pk=drum.pk).update(successor=child)
        assert child.get_absolute_url() in client.get(self.path).content.decode()
        page = client.get(child.get_absolute_url()).content.decode()
        assert drum.get_absolute_url() in page
        assert unknown.name not in page

    def test_its_download_holds_its_figures_only(self, client, django_assert_num_queries):
        make_table(period="2024-07", origin="2024-08")
        make_table()
        make_issue()
        with django_assert_num_queries(9):
            _, lines = downloaded(client, "/institutions/nan-jing-gu-lou-yi-yuan.csv")
        assert [(line["period"], line["metric"], line["value"]) for line in lines] == [
            ("2024-07", "online", "6668"),
            ("2024-07", "subtotal", "8724"),
            ("2024-08", "online", "6668"),
            ("2024-08", "subtotal", "8724"),
        ]


class TestHealthz:
    def test_answers_while_the_database_does(self, client, monkeypatch):
        assert client.get("/healthz").content == b"ok\n"

        def gone(*args):
            raise DatabaseError

        monkeypatch.setattr("stats.views.connection.cursor", gone)
        response = client.get("/healthz")
        assert (response.status_code, response.content.decode()) == (503, "数据库无法连接\n")
