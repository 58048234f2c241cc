"""Publishing freezes the whole issue, at the server's moment, once for each version."""

import hashlib
import json
from datetime import date

import pytest
from django.utils import timezone

from news.freezing import frozen
from news.models import State
from news.publishing import NotPublishable, publish
from stats.models import Finding, Table
from tests.builders import DISTRICTS, DISTRICTS_ROWS, make_issue, make_table

pytestmark = pytest.mark.django_db


def make_draft(**options):
    table = make_table(published=False)
    return make_issue(tables=[table], state=State.DRAFT, **options)


def finding(issue, severity):
    return Finding.objects.create(
        origin=issue.origin, severity=severity, code="unplaced", message="这一行没有归入任何栏目"
    )


def test_an_edition_holds_the_whole_issue_and_its_hash():
    issue = make_draft()
    edition = publish(issue, "首次发布")
    issue.refresh_from_db()
    assert json.loads(edition.content) == json.loads(json.dumps(frozen(issue)))
    assert edition.sha256 == hashlib.sha256(edition.content.encode()).hexdigest()
    assert (edition.number, edition.note) == (1, "首次发布")


def test_the_moment_is_the_servers_and_the_same_everywhere():
    issue, before = make_draft(), timezone.now()
    edition = publish(issue)
    issue.refresh_from_db()
    assert before <= edition.published_at <= timezone.now()
    assert issue.published_at == Table.objects.get().published_at == edition.published_at
    assert (issue.state, issue.version) == (State.PUBLISHED, 1)


def test_a_published_issue_is_not_published_again():
    issue = make_draft()
    publish(issue)
    with pytest.raises(NotPublishable, match="2024年第9期的状态是“已发布”，不能再次发布"):
        publish(issue)
    assert issue.editions.count() == 1


def test_an_issue_with_errors_stays_as_it_was():
    issue = make_draft()
    finding(issue, "error")
    with pytest.raises(NotPublishable) as refused:
        publish(issue)
    issue.refresh_from_db()
    assert str(refused.value) == (
        "2024年第9期有 1 个错误尚未改正，没有发布；第一个：这一行没有归入任何栏目"
    )
    assert (issue.state, issue.version, issue.editions.count()) == (State.DRAFT, 0, 0)
    assert Table.objects.get().published_at is None


def test_a_warning_does_not_keep_an_issue_back():
    issue = make_draft()
    finding(issue, "warning")
    assert publish(issue).number == 1


def test_what_is_frozen_of_the_issue_and_its_texts():
    issue = make_draft(print_run=510, period=date(2024, 8, 1), inferred=["serial"])
    plain = frozen(issue)
    told = {name: plain["issue"][name] for name in ("year", "number", "print_run", "inferred")}
    assert told == {"year": 2024, "number": 9, "print_run": 510, "inferred": ["serial"]}
    assert (plain["issue"]["printed_on"], plain["issue"]["period"]) == ("2024-09-28", "2024-08-01")
    assert plain["articles"] == [
        {"position": 1, "title": "头条文章", "subtitle": "", "source": "", "dateline": "",
         "body": "<p>头条文章的正文。</p>"}
    ]  # fmt: skip
    assert plain["images"] == []
    assert plain["briefs"] == [
        {"date_from": None, "date_to": None, "text": "9月10日，举办了培训会。"}
    ]


def test_what_is_frozen_of_a_table():
    table = make_table("districts", header=DISTRICTS, rows=DISTRICTS_ROWS, published=False)
    issue = make_issue(tables=[table], state=State.DRAFT)
    (plain,) = frozen(issue)["tables"]
    assert (plain["dataset"], plain["period"], plain["header"]) == (
        "districts",
        "2024-08",
        DISTRICTS,
    )
    assert [(row["printed_name"], row["cells"]) for row in plain["rows"]] == [
        (
            "江宁区",
            {
                "declared": ["52", "A", "52/129"],
                "required": ["129", "A", "52/129"],
                "visits": ["445558", "A", "445558"],
                "income": ["138980.8", "A", "138980.8"],
            },
        ),
        (
            "秦淮区",
            {
                "declared": [None, "L", "未反馈/129"],
                "required": ["129", "A", "未反馈/129"],
                "visits": ["0", "A", "0"],
                "income": [None, "M", "/"],
            },
        ),
    ]


def test_freezing_takes_as_many_queries_for_many_tables(django_assert_num_queries):
    tables = [make_table(f"family-{number}", published=False) for number in range(5)]
    issue = make_issue(tables=tables, state=State.DRAFT)
    with django_assert_num_queries(9):
        frozen(issue)
