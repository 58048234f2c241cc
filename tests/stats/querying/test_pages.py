"""Readers ask for any figures and get one table of them; each figure opens its life."""

from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from stats.models import Metric
from tests.builders import DISTRICTS, DISTRICTS_ROWS, MOMENT, figure, make_table, subject
from tests.web import found, links, opened, rows, texts

pytestmark = pytest.mark.django_db

HEADER = [subject("单位"), figure("线上", metrics="online"), figure("合计", metrics="all")]
MONTHS = {
    "2023-08": [("鼓楼", "50", "60"), ("儿童", "10", "10"), ("合计", "60", "70")],
    "2024-01": [("鼓楼", "80", "90"), ("儿童", "20", "20"), ("合计", "100", "110")],
    "2024-02": [
        ("鼓楼", "100", "/"), ("儿童", "20", "30"), ("口腔", "5", "5"), ("合计", "125", "35"),
    ],
    "2024-04": [("鼓楼", "60", "61"), ("儿童", "未反馈", "30"), ("合计", "60", "91")],
}  # fmt: skip


@pytest.fixture
def months():
    for month, lines in MONTHS.items():
        make_table("calls", month, HEADER, lines, family="热线", origin=f"{month[:4]}-12")
    Metric.objects.filter(code="online").update(unit="个")


def asked(client, **query):
    return opened(client, "/stats/calls/query/", **query)


class TestAsking:
    def test_nothing_asked_for_is_the_newest_month_as_printed(self, client, months):
        page = asked(client)
        assert texts(page, "thead th") == ["机构", "线上（个）", "合计"]
        assert rows(page) == [
            ["儿童", "未反馈", "30"],
            ["鼓楼", "60", "61"],
            ["合计", "60", "91"],
        ]
        assert texts(page, "caption") == ["热线，2024年4月"]
        assert "没有数据的 1 行没有列出" in texts(page, ".sheet .legend")[0]

    def test_measures_stand_beside_each_figure(self, client, months):
        page = asked(
            client, what="online", since="2024-02", until="2024-02",
            show=["mom", "yoy", "ytd", "share", "rank"],
        )  # fmt: skip
        assert texts(page, "thead th") == [
            "机构", "数值", "环比", "同比", "本年累计", "占比", "位次",
        ]  # fmt: skip
        assert rows(page) == [
            ["儿童", "20", "+0.0%", "", "40", "16.0%", "2"],
            ["鼓楼", "100", "+25.0%", "", "180", "80.0%", "1"],
            ["口腔", "5", "", "", "", "4.0%", "3"],
            ["合计", "125", "+25.0%", "", "225", "", ""],
        ]
        assert len(found(page, "td.c")) == 20

    def test_a_gap_is_no_month_and_no_nought(self, client, months):
        page = asked(client, what="online", last="3", show=["mom", "yoy", "ytd"], who="er-tong")
        assert [line[0] for line in rows(page)] == ["2024年2月", "2024年4月"]
        assert rows(page)[1] == ["2024年4月", "未反馈", "", "", ""]

    def test_months_of_several_stand_down_and_their_names_across(self, client, months):
        page = asked(client, who=["gu-lou", "er-tong"], what="online", last="12")
        assert texts(page, "thead th") == ["月份", "儿童", "鼓楼"]
        assert rows(page) == [
            ["2023年8月", "10", "50"],
            ["2024年1月", "20", "80"],
            ["2024年2月", "20", "100"],
            ["2024年4月", "未反馈", "60"],
        ]

    def test_the_table_can_be_turned(self, client, months):
        page = asked(client, who="gu-lou", since="2024-01", until="2024-02", down="what")
        assert texts(page, "thead th") == ["指标", "2024年1月", "2024年2月"]
        assert rows(page) == [["线上（个）", "80", "100"], ["合计", "90", "/"]]

    def test_rows_are_sorted_by_any_column_sums_and_gaps_last(self, client, months):
        query = {"since": "2024-02", "until": "2024-02"}
        down = rows(asked(client, **query, sort="-1"))
        assert [line[0] for line in down] == ["鼓楼", "儿童", "口腔", "合计"]
        up = rows(asked(client, **query, sort="2"))
        assert [line[:3:2] for line in up] == [
            ["口腔", "5"], ["儿童", "30"], ["鼓楼", "/"], ["合计", "35"],
        ]  # fmt: skip

    def test_an_address_can_be_frozen(self, client, months):
        page = asked(client, what="online", last="3")
        (address,) = [link for link in links(page, ".origin a") if "at=" in link]
        query = parse_qs(urlsplit(address).query)
        assert datetime.fromisoformat(query.pop("at")[0]) == MOMENT
        assert query == {"what": ["online"], "since": ["2024-02"], "until": ["2024-04"]}

    @pytest.mark.parametrize(
        ("query", "told"),
        [
            ({"what": "cost"}, "没有“cost”这一项。"),
            ({"who": "nobody"}, "没有“nobody”这一项。"),
            ({"since": "2024-13"}, "月份请写成 2024-08 的样子。"),
            ({"since": "2024-04", "until": "2024-01"}, "起始月份在截止月份之后。"),
            ({"last": "7"}, "没有“7”这一项。"),
            ({"down": "up"}, "没有“up”这一项。"),
        ],
    )
    def test_what_cannot_be_asked_is_told(self, client, months, query, told):
        answer = client.get("/stats/calls/query/", query)
        assert answer.status_code == 400
        assert told in answer.content.decode()

    def test_months_without_a_table_give_no_table(self, client, months):
        page = asked(client, since="2024-03", until="2024-03")
        assert texts(page, ".empty") == ["这些月份没有刊印这些数据；请换几个指标或月份。"]

    @pytest.mark.parametrize("sort", ["0", "-99", "x", "-", "²"])
    def test_a_sort_by_no_column_changes_nothing(self, client, months, sort):
        assert rows(asked(client, sort=sort)) == rows(asked(client))

    def test_too_much_at_once_is_refused(self, client, months, monkeypatch):
        monkeypatch.setattr("stats.querying.choosing.MOST_CELLS", 31)
        answer = client.get("/stats/calls/query/", {"last": "12"})
        assert answer.status_code == 400
        assert "要的数据有 32 格，一页最多 31 格" in answer.content.decode()

    def test_takes_few_queries_however_many_months(self, client, months, django_assert_num_queries):
        with django_assert_num_queries(11):
            asked(client)
        with django_assert_num_queries(11):
            asked(client, last="60", show=["mom", "share", "rank", "ytd"])


class TestALife:
    def test_tells_every_month_what_was_reckoned_and_where_it_was_printed(self, client, months):
        page = opened(client, "/stats/calls/series/", of="gu-lou", what="online")
        assert texts(page, "h1") == ["鼓楼线上（个）"]
        assert rows(page) == [
            ["2024年4月", "60", "", "", "", "2024年第12期"],
            ["2024年3月", "没有收录"],
            ["2024年2月", "100", "+25.0%", "", "180", "2024年第12期"],
            ["2024年1月", "80", "", "", "80", "2024年第12期"],
            ["2023年9月 – 2023年12月", "没有收录"],
            ["2023年8月", "50", "", "", "", "2023年第12期"],
        ]
        assert texts(page, ".tabs a") == ["线上", "合计"]

    def test_without_a_metric_the_first_one_is_told(self, client, months):
        assert texts(opened(client, "/stats/calls/series/", of="合计"), "h1") == ["合计线上（个）"]

    def test_another_name_and_another_layout_are_told_where_they_begin(self, client):
        make_table("calls", "2024-01", HEADER, [("鼓楼", "1", "2")], family="热线")
        second = make_table("calls", "2024-02", HEADER, [("鼓楼", "1", "2")], form="two-up")
        second.rows.update(printed_name="鼓楼医院")
        page = opened(client, "/stats/calls/series/", of="gu-lou")
        assert rows(page)[0][-1] == ("2024年第9期起印作“鼓楼医院”起用另一种表式，口径或有不同")

    @pytest.mark.parametrize("query", [{}, {"of": "nobody"}, {"of": "gu-lou", "what": "cost"}])
    def test_what_does_not_exist_is_not_found(self, client, months, query):
        assert client.get("/stats/calls/series/", query).status_code == 404

    def test_takes_few_queries(self, client, months, django_assert_num_queries):
        with django_assert_num_queries(10):
            opened(client, "/stats/calls/series/", of="gu-lou", what="online")


def test_what_is_not_published_is_in_no_answer_and_in_no_choice(client, months):
    pages = ("/stats/calls/query/", "/stats/calls/series/?of=合计")
    before = [client.get(page).content for page in pages]
    lines = [("新院", "7", "7"), ("合计", "7", "7")]
    make_table("calls", "2024-05", HEADER, lines, published=False)
    assert [client.get(page).content for page in pages] == before
    make_table("drafts", "2024-05", DISTRICTS, DISTRICTS_ROWS, published=False)
    assert client.get("/stats/drafts/query/").status_code == 404
    assert client.get("/stats/drafts/series/", {"of": "江宁区"}).status_code == 404


def test_each_figure_of_a_month_leads_to_its_life(client, months):
    page = opened(client, "/stats/calls/2024-02/")
    code = links(page, "tbody th a")[0].split("/")[-2]
    assert links(page, "tbody td a")[:2] == [
        f"/stats/calls/series/?of={code}&what=online",
        f"/stats/calls/series/?of={code}&what=all",
    ]
    for link in links(page, "tbody td a"):
        assert client.get(link).status_code == 200
