"""您访问的链接即将离开本站: only links of published articles get there, and nothing else."""

import pytest

from news.leaving import notice_of, with_notices
from news.models import Article
from tests.builders import keep_edition, make_issue
from tests.web import links, opened, texts

pytestmark = pytest.mark.django_db

AWAY = "https://www.example.cn/a?b=1&c=“2”"


@pytest.fixture
def issue():
    issue = make_issue(2024, 9)
    Article.objects.get().delete()
    body = (
        f'<p>见<a href="{AWAY.replace("&", "&amp;")}">外站</a>、'
        '<a href="https://jianbao.example.cn/stats/">本站</a>、'
        '<a href="/stats/">统计表</a>、<a href="mailto:a@example.cn">邮箱</a>。</p>'
    )
    Article.objects.create(issue=issue, position=1, title="题", body=body)
    keep_edition(issue)
    return issue


def test_a_link_to_another_site_leads_by_the_notice(client, issue, settings):
    settings.SITE_URL = "https://jianbao.example.cn"
    page = opened(client, "/issues/2024/9/articles/1/")
    by_notice, own, inside, mail = links(page, ".prose a")
    assert (own, inside, mail) == (
        "https://jianbao.example.cn/stats/",
        "/stats/",
        "mailto:a@example.cn",
    )
    notice = opened(client, by_notice)
    assert texts(notice, ".away") == [AWAY]
    assert links(notice, ".notice a") == [AWAY, "/"]


def test_the_whole_issue_does_so_too(client, issue):
    page = opened(client, "/issues/2024/9/")
    assert links(page, ".prose a")[0].startswith("/leaving/?to=https%3A%2F%2Fwww.example.cn")


def test_an_office_may_do_without(client, issue, settings):
    settings.LEAVING_NOTICE = False
    assert links(opened(client, "/issues/2024/9/"), ".prose a")[0] == AWAY


@pytest.mark.parametrize(
    "query", ["", "?to=", "?to=https://evil.example/", "?to=https://evil.example/:abc", "?to=%00"]
)
def test_nobody_else_is_led_anywhere(client, query):
    assert client.get(f"/leaving/{query}").status_code == 404


def test_a_signature_is_good_for_its_own_address_alone(client):
    notice = notice_of("https://www.example.cn/")
    assert client.get(notice).status_code == 200
    assert client.get(notice.replace("example", "evil")).status_code == 404


def test_words_that_look_like_a_link_stay_words():
    told = '<p>&lt;a href="https://x.example/"&gt; 与 href="https://x.example/"</p>'
    assert with_notices(told) == told
