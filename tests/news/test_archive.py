"""The list of all issues: by year and table, and the numbers that are not in the record."""

import pytest

from news.models import ReleaseDay, State
from news.publishing import withdraw
from tests.builders import make_issue, make_table
from tests.web import links, opened, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def record():
    """Three issues with gaps between them; two of them print bookings, one kiosks."""
    table = make_table(origin="2023-12", period="2023-11")
    make_issue(2023, 12, tables=[table])
    table = make_table(origin="2024-07", period="2024-06")
    make_issue(2024, 7, tables=[table])
    table = make_table("kiosks", family="自助机", origin="2024-09")
    return make_issue(2024, 9, tables=[table], articles=["九月"])


def entries(page):
    return texts(page, ".issues li")


def test_it_tells_which_numbers_are_missing_between_those_there_are(client, record):
    page = opened(client, "/issues/")
    assert texts(page, ".year h2") == ["2024年", "2023年"]
    assert entries(page) == [
        "第9期九月9月28日",
        "第8期总第150期尚未收录",
        "第7期头条文章7月28日",
        "第1—6期总第143—148期尚未收录",
        "第12期头条文章12月28日",
    ]


def test_a_year_shows_all_its_numbers_up_to_the_latest_issue(client, record):
    assert entries(opened(client, "/issues/", year=2023)) == [
        "第12期头条文章12月28日",
        "第1—11期总第131—141期尚未收录",
    ]
    assert entries(opened(client, "/issues/", year=2012)) == ["第3—12期总第1—10期尚未收录"]
    assert entries(opened(client, "/issues/", year=2011)) == []
    assert len(entries(opened(client, "/issues/", year=2024))) == 4


def test_a_table_shows_the_issues_that_print_it_and_no_gaps(client, record):
    page = opened(client, "/issues/", table="bookings")
    assert entries(page) == ["第7期头条文章7月28日", "第12期头条文章12月28日"]
    page = opened(client, "/issues/", table="bookings", year=2023)
    assert links(page, ".issues a") == ["/issues/2023/12/"]


def test_years_and_tables_are_counted(client, record):
    page = opened(client, "/issues/")
    assert texts(page, "nav[aria-labelledby=by-year] li")[:3] == [
        "全部年份3 期", "20242 期", "20231 期",
    ]  # fmt: skip
    assert texts(page, "nav[aria-labelledby=by-year] li")[-1] == "20120 期"
    assert texts(page, "nav[aria-labelledby=by-table] li") == ["不限", "预约挂号2 期", "自助机1 期"]
    narrowed = opened(client, "/issues/", table="bookings")
    assert texts(narrowed, "nav[aria-labelledby=by-year] li")[:2] == ["全部年份2 期", "20241 期"]
    assert links(narrowed, "nav[aria-labelledby=by-year] a")[1] == (
        "/issues/?year=2024&table=bookings"
    )


def test_an_issue_taken_back_is_no_gap(client, record):
    make_issue(2024, 10)
    withdraw(record, None, "数据有误")
    assert entries(opened(client, "/issues/", year=2024))[:2] == [
        "第10期头条文章10月28日",
        "第9期总第151期已撤回",
    ]


def test_a_draft_is_a_gap_like_any_other(client, record):
    before = client.get("/issues/?year=2024").content
    make_issue(2024, 8, state=State.DRAFT, articles=["绝密"])
    make_issue(2024, 10, state=State.DRAFT)
    assert client.get("/issues/?year=2024").content == before


def test_the_next_day_announced_is_told(client, record):
    ReleaseDay.objects.create(year=2099, number=1, due_on="2099-01-28")
    page = opened(client, "/issues/")
    assert texts(page, ".lead") == ["下一期：2099年第1期，预计 2099年1月28日 发布，见发布日历。"]


@pytest.mark.parametrize(
    "query", ["year=x", "year=20240", "year=２０２４", "year=%00", "table=%00"]
)
def test_what_is_no_year_or_table_narrows_to_nothing_worse(client, record, query):
    assert client.get(f"/issues/?{query}").status_code == 200


def test_says_so_when_there_is_none(client):
    assert texts(opened(client, "/issues/"), ".empty") == ["还没有发布任何一期。"]
