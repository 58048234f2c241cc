"""A figure that was corrected, or an issue withdrawn, is not read again from any cache."""

import pytest

from news.files import file_of
from news.models import Edition
from news.publishing import withdraw
from tests import guessing
from tests.builders import make_table
from tests.desk import make_staff
from tests.news.corrections import corrected, published, typed
from tests.web import crawled

pytestmark = pytest.mark.django_db

OLD, NEW = "9081726354", "8170615243"
ROWS = [("1", "南京鼓楼医院", OLD, "8724"), ("2", "南京市儿童医院", "1819", "2211")]
# Where the old figure stands as what it was: older versions, the mark on the cell, the notice.
TOLD_AS_OLD = {
    "/corrections/",
    "/feeds/corrections.atom",
    "/issues/2024/9/",
    "/issues/2024/9/v1/",
    "/issues/2024/9/v2/",
    "/stats/bookings/",
    "/stats/bookings/2024-08/",
}


@pytest.fixture
def issue():
    return published(make_table(published=False, rows=ROWS))


def with_figure(pages, text):
    return {address.partition("?")[0] for address in pages if text.encode() in pages[address]}


@pytest.mark.once
def test_a_corrected_figure_is_gone_from_all_but_what_tells_of_it(client, issue):
    before = with_figure(crawled(client), OLD)
    assert {"/stats/bookings/2024-08.csv", "/stats/bookings/data/"} <= before
    corrected(issue, cells=typed(issue.tables.get(), online=NEW))
    pages = crawled(client)
    assert with_figure(pages, OLD) <= TOLD_AS_OLD
    assert before <= with_figure(pages, NEW)


def test_files_of_the_newest_version_are_others_and_those_of_the_old_stay(client, issue):
    first = {kind: client.get(f"/issues/2024/9.{kind}") for kind in ("docx", "zip")}
    corrected(issue, cells=typed(issue.tables.get(), online=NEW))
    for kind, old in first.items():
        now, kept = (client.get(f"/issues/2024/9{place}.{kind}") for place in ("", "/v1"))
        assert (kept.content, kept["ETag"]) == (old.content, old["ETag"])
        assert now["ETag"] == f'"{file_of(Edition.objects.get(number=2), kind).sha256}"'
        assert now["ETag"] != old["ETag"]


@pytest.mark.parametrize("gone", [False, True])
def test_no_answer_may_be_shown_again_unasked(client, issue, gone):
    if gone:
        withdraw(issue, make_staff(), "有误")
    addresses = [one for some in guessing.plain().values() for one in some[:1]]
    addresses += [*crawled(client), "/issues/2024/9/", "/issues/2024/9.pdf", "/issues/1999/1/"]
    said = {one: client.get(one).headers.get("Cache-Control") for one in addresses}
    assert {one: kept for one, kept in said.items() if "no-cache" not in (kept or "")} == {}
