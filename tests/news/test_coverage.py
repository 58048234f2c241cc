"""The map of what is in the record: families by months."""

from datetime import date

import pytest

from news.coverage import coverage
from stats.models import NotPrinted
from tests.builders import make_dataset, make_issue, make_table
from tests.desk import make_staff, messages_of
from tests.news.workbench.bench import address
from tests.web import links, opened, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_user(db):
    return make_staff()


@pytest.fixture
def record():
    """An issue with one of two families, two months later an issue with none."""
    make_dataset("kiosks", "自助机", position=2)
    table = make_table(period="2023-11", origin="2023-12", published=False)
    make_issue(2023, 12, tables=[table], period=date(2023, 11, 1))
    make_issue(2024, 2, period=date(2024, 1, 1))
    return table


def states():
    return {
        (year.year, line[0].slug): [month.state for month in line[1] if month]
        for year in coverage()
        for line in year.lines
    }


def test_each_month_is_present_or_tells_what_is_missing(record):
    assert states() == {
        (2024, "bookings"): ["missing"],
        (2024, "kiosks"): ["missing"],
        (2023, "bookings"): ["present", "no-issue"],
        (2023, "kiosks"): ["missing", "no-issue"],
    }


def test_an_empty_record_has_no_years():
    assert coverage() == []


def test_a_gap_is_marked_and_unmarked_by_a_click(record, admin_client):
    click = {"month": "kiosks 2023-11", "note": "改版"}
    response = admin_client.post(address("coverage"), click, follow=True)
    assert messages_of(response) == ["“自助机”2023年11月已记为未刊。"]
    assert states()[2023, "kiosks"] == ["not-printed", "no-issue"]
    gap = NotPrinted.objects.get()
    assert (gap.note, gap.history.get().history_user.username) == ("改版", "editor")
    admin_client.post(address("coverage"), click)
    assert not NotPrinted.objects.exists()


@pytest.mark.parametrize("month", ["", "kiosks", "kiosks 2023-13", "x 2023-11"])
def test_what_is_no_month_of_a_family_is_not_found(month, record, admin_client):
    assert admin_client.post(address("coverage"), {"month": month}).status_code == 404


def test_it_leads_to_the_tables(record, admin_client):
    page = admin_client.get(address("coverage")).content.decode()
    assert f'href="/admin/stats/table/{record.pk}/change/"' in page


def test_years_take_no_more_queries(record, django_assert_num_queries):
    for year in range(2010, 2020):
        make_issue(year, 5, serial=year, period=date(year, 4, 1))
    with django_assert_num_queries(4):
        coverage()


def test_only_who_may_mark_gaps_does(record, client):
    client.force_login(make_staff("clerk", is_superuser=False))
    assert client.get(address("coverage")).status_code == 403
    assert client.post(address("coverage"), {"month": "kiosks 2023-11"}).status_code == 403


def test_it_is_reached_from_the_queue(admin_client):
    page = admin_client.get(address("changelist"))
    assert "收录情况" in page.content.decode()


class TestForReaders:
    @pytest.fixture
    def published(self):
        """Bookings of two months with one between, and a draft of a third month."""
        make_dataset("kiosks", "自助机", position=2)
        for period, origin in (("2023-11", (2023, 12)), ("2024-01", (2024, 2))):
            table = make_table(period=period, origin=f"{origin[0]}-{origin[1]:02d}")
            make_issue(*origin, tables=[table])
        draft = make_table(period="2024-02", origin="2024-03", published=False)
        return make_issue(2024, 3, tables=[draft], state="draft")

    def test_shows_what_is_published_and_nothing_of_a_draft(self, client, published):
        page = opened(client, "/coverage/")
        assert texts(page, "caption h2") == ["2024年", "2023年"]
        assert texts(page, "tbody th") == ["预约挂号", "预约挂号"]
        assert links(page, "td a") == ["/stats/bookings/2024-01/", "/stats/bookings/2023-11/"]
        assert texts(page, "td.no-issue") == ["·缺期"]

    def test_tells_what_is_known_not_to_have_been_printed(self, client, published):
        dataset = make_dataset()
        NotPrinted.objects.create(dataset=dataset, period=date(2023, 12, 1))
        NotPrinted.objects.create(dataset=dataset, period=date(2024, 2, 1))
        assert texts(opened(client, "/coverage/"), "td.not-printed") == ["未刊"]

    def test_older_years_are_a_page_further(self, client, published):
        make_issue(2009, 2, tables=[make_table(period="2009-01", origin="2009-02")], serial=None)
        page = opened(client, "/coverage/")
        assert texts(page, "caption h2")[::9] == ["2024年", "2015年"]
        assert links(page, ".more") == ["/coverage/?before=2014"]
        page = opened(client, "/coverage/", before=2014)
        assert texts(page, "caption h2")[::5] == ["2014年", "2009年"]

    def test_says_so_when_nothing_is_published(self, client):
        assert texts(opened(client, "/coverage/"), ".empty") == ["还没有发布任何统计表。"]
