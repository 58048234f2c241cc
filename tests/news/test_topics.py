"""Topics of articles: chosen on the desk, published with the issue, how readers find by them."""

import json

import pytest

from news.freezing import frozen
from news.models import Article, State
from news.publishing import publish
from news.restoring import changes_back
from tests.builders import make_issue
from tests.desk import change, make_staff
from tests.news.corrections import corrected
from tests.web import found, links, opened, texts

pytestmark = pytest.mark.django_db


def make_told(year, number, topics, **options):
    """A published issue whose articles have these topics; an article a text."""
    articles = [f"{number}期文章{place}" for place in range(1, len(topics) + 1)]
    issue = make_issue(year, number, state=State.DRAFT, articles=articles, **options)
    for article, text in zip(issue.articles.all(), topics, strict=True):
        article.topics = text
        article.save()
    publish(issue, checked=True)
    issue.refresh_from_db()
    return issue


@pytest.fixture
def admin_user(db):
    return make_staff()


@pytest.fixture
def issues():
    return [
        make_told(2023, 12, ["预约挂号"]),
        make_told(2024, 8, ["", "电子病历、预约挂号"]),
        make_told(2024, 9, ["培训，HIS；培训", ""]),
    ]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("预约挂号", "预约挂号"),
        (" 预约挂号 ,电子病历；\n互联网+  护理、、预约挂号", "预约挂号、电子病历、互联网+ 护理"),
        ("、，", ""),
    ],
)
def test_are_kept_one_way_whichever_door_they_come_in_by(typed, kept):
    issue = make_issue(state=State.DRAFT, articles=())
    saved = Article.objects.create(issue=issue, position=1, title="题", topics=typed)
    (stored,) = Article.objects.bulk_create([Article(issue=issue, position=2, topics=typed)])
    for article in (saved, stored):
        article.refresh_from_db()
        assert article.topics == kept


def test_are_frozen_where_there_are_some(issues):
    told = [[story.get("topics") for story in frozen(issue)["articles"]] for issue in issues]
    assert told == [["预约挂号"], [None, "电子病历、预约挂号"], ["培训、HIS", None]]


def test_narrow_the_list_of_issues_and_are_counted(client, issues):
    page = opened(client, "/issues/")
    assert texts(page, "nav[aria-labelledby=by-topic] li") == [
        "不限", "预约挂号2 期", "HIS1 期", "培训1 期", "电子病历1 期",
    ]  # fmt: skip
    page = opened(client, "/issues/", topic="预约挂号")
    assert texts(page, ".issues li") == ["第8期8期文章28月28日", "第12期12期文章112月28日"]
    assert texts(page, "h1 .of") == ["预约挂号"]
    assert texts(page, "nav[aria-labelledby=by-year] li")[:3] == [
        "全部年份2 期", "20241 期", "20231 期",
    ]  # fmt: skip
    page = opened(client, "/issues/", topic="预约挂号", year=2024)
    assert links(page, ".issues a") == ["/issues/2024/8/"]
    assert texts(page, "nav[aria-labelledby=by-topic] li")[-1] == "预约挂号1 期"
    assert texts(opened(client, "/issues/", topic="无"), ".empty") == ["没有符合条件的各期。"]


def test_may_be_more_than_a_query_has_columns(client, db):
    issue = make_issue(2024, 9)
    topics = [[f"题{article}之{one}" for one in range(10)] for article in range(210)]
    Article.objects.bulk_create(
        Article(issue=issue, title="文", position=place, topics="、".join(some))
        for place, some in enumerate(topics, 10)
    )
    told = texts(opened(client, "/issues/"), "nav[aria-labelledby=by-topic] li")
    assert (len(told), told[:2], told[-1]) == (2101, ["不限", "题0之01 期"], "题9之91 期")


def test_are_told_by_the_article_to_people_and_programs(client, issues):
    page = opened(client, "/issues/2024/8/articles/2/")
    assert texts(page, ".topics") == ["主题：电子病历、预约挂号"]
    for link in links(page, ".topics a"):
        assert client.get(link).status_code == 200
    assert [node.get("content") for node in found(page, "meta[name=Keywords]")] == [
        "电子病历,预约挂号"
    ]
    (script,) = page.xpath("//script[@type='application/ld+json']")
    assert json.loads(script.text)["keywords"] == ["电子病历", "预约挂号"]
    told = client.get("/api/v1/issues/2024/8").json()
    assert [story["topics"] for story in told["articles"]] == [[], ["电子病历", "预约挂号"]]
    plain = opened(client, "/issues/2024/8/articles/1/")
    assert (found(plain, ".topics"), found(plain, "meta[name=Keywords]")) == ([], [])


def test_are_found_and_narrow_what_is_found(client, issues):
    page = opened(client, "/search/", q="电子病历")
    assert links(page, ".hits h3 a") == ["/issues/2024/8/articles/2/"]
    page = opened(client, "/search/", q="文章")
    assert texts(page, ".narrow li")[-4:] == ["HIS 1", "培训 1", "电子病历 1", "预约挂号 2"]
    page = opened(client, "/search/", q="文章", topic="预约挂号")
    assert links(page, ".hits h3 a") == [
        "/issues/2024/8/articles/2/", "/issues/2023/12/articles/1/",
    ]  # fmt: skip


def test_of_drafts_are_no_topics(client, issues):
    before = client.get("/issues/").content
    draft = make_issue(2024, 10, state=State.DRAFT)
    draft.articles.update(topics="绝密、预约挂号")
    assert client.get("/issues/").content == before
    assert client.get("/issues/?topic=绝密").status_code == 200
    assert texts(opened(client, "/issues/", topic="绝密"), ".issues li") == []


def test_of_an_issue_that_is_out_come_by_a_correction_and_go_with_it(client, issues):
    issue = issues[1]
    first, article = issue.editions.first(), issue.articles.first()
    told = {"kind": "article", "id": article.pk, "field": "topics", "old": "", "new": "培训"}
    edition = corrected(issue, texts=[told])
    assert edition.whole["articles"][0]["topics"] == "培训"
    assert texts(opened(client, "/issues/2024/8/articles/1/"), ".topics") == ["主题：培训"]
    back = changes_back(first)["texts"]
    assert back == [told | {"old": "培训", "new": ""}]


def test_the_desk_offers_those_in_use(admin_client, issues):
    draft = make_issue(2024, 10, state=State.DRAFT)
    page = opened(admin_client, change(draft.articles.get()))
    assert [node.get("value") for node in found(page, "datalist option")] == [
        "HIS", "培训", "电子病历", "预约挂号",
    ]  # fmt: skip
