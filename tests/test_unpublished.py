"""What is not published cannot be seen: with it or without it, the site is the same bytes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news.models import State
from news.publishing import publish, withdraw
from stats.models import Dataset, Finding, Institution, RowKind, Table
from tests.builders import (
    BOOKINGS,
    DISTRICTS,
    figure,
    make_institution,
    make_issue,
    make_table,
    move_to,
)
from tests.web import crawled

pytestmark = pytest.mark.django_db

SECRETS = (
    "绝密文章", "绝密简讯", "绝密医院", "jue-mi", "绝密统计", "secret", "绝密指标", "9081726354",
    "绝密附注", "2024-10", "绝密核查", "绝密编辑",
)  # fmt: skip
ADDRESSES = (
    "/issues/2024/11/",
    "/issues/2024/11/v1/",
    "/issues/2024/11.pdf",
    "/issues/2024/11.docx",
    "/issues/2024/11.zip",
    "/issues/2024/11/v1.pdf",
    "/issues/2024/11/v1.docx",
    "/issues/2024/11/v1.zip",
    "/issues/2024/11/articles/1/",
    "/stats/secret/",
    "/stats/secret/2024-10/",
    "/stats/secret/2024-10.csv",
    "/stats/secret/data/",
    "/stats/secret/data.csv",
    "/stats/secret/2024-10.xlsx",
    "/stats/secret/2024-10.json",
    "/stats/secret/2024-10.px",
    "/stats/secret/data.xlsx",
    "/stats/secret/data.json",
    "/stats/secret/data.px",
    "/stats/bookings/2024-10/",
    "/stats/bookings/2024-10.csv",
    "/stats/bookings/2024-10.xlsx",
    "/stats/bookings/2024-10.json",
    "/stats/bookings/2024-10.px",
    "/institutions/jue-mi-yi-yuan/",
    "/institutions/jue-mi-yi-yuan.csv",
    "/institutions/jue-mi-yi-yuan.xlsx",
    "/institutions/jue-mi-yi-yuan.json",
    "/institutions/jue-mi-yi-yuan.px",
)
# Answered by the API in its own words, whatever is not there.
QUESTIONS = (
    "/api/v1/issues/2024/11",
    "/api/v1/datasets/secret",
    "/api/v1/datasets/secret/rows",
    "/api/v1/institutions/jue-mi-yi-yuan",
)
LISTS = (
    "/api/v1/",
    "/api/v1/datasets",
    "/api/v1/datasets/bookings",
    "/api/v1/datasets/bookings/rows",
    "/api/v1/issues",
    "/api/v1/institutions",
    "/api/v1/corrections",
    "/sitemap-pages.xml",
    "/sitemap-issues.xml",
    "/sitemap-articles.xml",
    "/sitemap-tables.xml",
    "/sitemap-months.xml",
    "/sitemap-institutions.xml",
    "/feeds/issues.atom",
    "/catalog.jsonld",
)
MISSING = "/issues/1999/1/"


@pytest.fixture
def public():
    """What readers may see: one issue with two tables."""
    tables = [
        make_table(),
        make_table("districts", header=DISTRICTS, rows=[("江宁区", "", "1", "2")]),
    ]
    return make_issue(2024, 9, tables=tables)


def make_secret(state=State.DRAFT):
    """An issue that says something new about everything readers already know."""
    secret = make_institution("绝密医院")
    known = Institution.objects.exclude(pk=secret.pk)
    known.update(successor=secret, district=secret)
    header = [*BOOKINGS, figure("绝密指标", metrics="secret_metric")]
    rows = [
        ("1", "绝密医院", "9081726354", "2", "3"),
        ("2", "南京鼓楼医院", "4", "9081726354", "6"),
    ]
    issue = make_issue(
        2024, 11, articles=["绝密文章"], briefs=["绝密简讯"], state=state, editor="绝密编辑"
    )
    options = {"origin": issue.origin, "note": "绝密附注", "published": False}
    again = make_table("bookings", "2024-10", header, rows, **options)
    other = make_table("secret", "2024-10", header, rows, family="绝密统计", **options)
    Dataset.objects.filter(slug="bookings").update(successor=other.dataset)
    Finding.objects.create(
        origin=issue.origin, table=again, severity="warning", message="绝密核查", verdict="rounding"
    )
    for position, table in enumerate((again, other), 1):
        issue.issue_tables.create(table=table, position=position)
    return issue


def test_the_site_with_a_draft_is_the_same_bytes_as_without(client, public):
    before = crawled(client)
    make_secret()
    assert crawled(client) == before
    assert len(before) >= 40
    everything = b"".join(before.values()).decode(errors="replace")
    assert [secret for secret in SECRETS if secret in everything] == []


@pytest.mark.parametrize(
    "state", [state for state in State if state not in (State.PUBLISHED, State.WITHDRAWN)]
)
def test_no_address_of_an_unpublished_issue_answers_unlike_a_missing_one(client, public, state):
    move_to(make_secret(State.DRAFT), state)
    missing = client.get(MISSING)
    for method in (client.get, client.head):
        for address in ADDRESSES:
            response = method(address)
            assert response.status_code == 404, address
            assert response.headers == missing.headers, address
            assert response.content in (b"", missing.content), address


def test_lists_for_programs_with_a_draft_are_the_same_bytes_as_without(client, public):
    before = [client.get(address).content for address in LISTS]
    make_secret()
    assert [client.get(address).content for address in LISTS] == before
    assert {client.get(address).status_code for address in LISTS} == {200}
    missing = client.get("/api/v1/datasets/none")
    for address in QUESTIONS:
        response = client.get(address)
        told = (response.status_code, response.content, response.headers)
        assert told == (404, missing.content, missing.headers), address


def test_filters_do_not_know_what_is_unpublished(client, public):
    make_secret()
    query = {"institution": "jue-mi-yi-yuan"}
    assert "没有这个机构。" in client.get("/stats/bookings/data/", query).content.decode()
    assert client.get("/stats/bookings/data.csv", query).status_code == 400
    for query in ({"since": "2024-10"}, {"sort": "secret_metric"}, {"sort": "-secret_metric"}):
        content = client.get("/stats/bookings/data/", query).content.decode()
        assert [secret for secret in SECRETS if f"{secret}<" in content] == []


def test_what_is_to_be_published_later_is_not_seen_before(client, public):
    before = crawled(client)
    issue = make_secret()
    later = timezone.now() + timedelta(hours=1)
    issue.state, issue.published_at = State.PUBLISHED, later
    issue.save()
    Table.objects.filter(issue_table__issue=issue).update(published_at=later)
    assert crawled(client) == before
    assert [client.get(address).status_code for address in ADDRESSES] == [404] * len(ADDRESSES)


def test_once_published_all_of_it_is_seen(client, public):
    """Else the tests above would prove nothing."""
    before = crawled(client)
    issue = make_secret()
    publish(issue, checked=True)
    after = crawled(client)
    assert [client.get(address).status_code for address in ADDRESSES] == [200] * len(ADDRESSES)
    everything = b"".join(after.values()).decode(errors="replace")
    assert [secret for secret in SECRETS if secret not in everything] == []
    assert set(before) < set(after)


OF_THE_ISSUE = ("/", "/v1/", "/v2/", "/articles/1/", ".pdf", ".docx", ".zip", "/v1.pdf")
OF_ITS_TABLES = ("/2024-08/", "/2024-08/?at=2024-12-31", "/2024-08.csv", "/", "/data/", "/data.csv")
WITHDRAWN = (
    *(f"/issues/2024/9{page}" for page in OF_THE_ISSUE),
    *(f"/stats/bookings{page}" for page in OF_ITS_TABLES),
)


def test_a_withdrawn_issue_takes_its_figures_with_it(client, public):
    withdraw(public, None, "数据来源有误")
    # What may be searched for is an example, the same on every site.
    known = [address for address in crawled(client) if not address.startswith("/search/")]
    assert [address for address in known if "2024" in address] == []
    answers = [client.get(address) for address in WITHDRAWN]
    assert [answer.status_code for answer in answers] == [410] * len(WITHDRAWN)
    missing = [client.get(f"/stats/{page}").status_code for page in ("bookings/2024-07/", "x/")]
    assert missing == [404, 404]
    assert {"原因：数据来源有误" in answer.content.decode() for answer in answers} == {True}


def test_rows_of_all_kinds_are_counted_only_when_published(client, public):
    before = client.get("/stats/bookings/data/").content
    make_secret()
    kinds = [{"kind": kind} for kind in RowKind.values]
    counted = [client.get("/stats/bookings/data/", kind).content for kind in kinds]
    Table.objects.filter(published_at=None).delete()
    assert client.get("/stats/bookings/data/").content == before
    assert [client.get("/stats/bookings/data/", kind).content for kind in kinds] == counted
