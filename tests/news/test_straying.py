"""What was approved is what is published: changes of the catalogue, and texts typed meanwhile."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from news.models import Article, Issue, State
from news.publishing import NotAllowed, NotPublishable, approve, publish_approved, submit
from news.releasing import digest_of
from news.straying import changes_since, strayed_issues
from stats.models import Dataset, Metric
from stats.past import change_many
from tests.builders import make_issue, make_table
from tests.desk import form_data, make_staff, messages_of
from tests.news.test_correcting_at_once import at_once
from tests.web import texts

FACTS = {"publisher": "编印单位", "editor": "编辑部", "period": date(2024, 8, 1)}
WARNED = (
    "2024年第9期批准后内容有变，到时不会发布：它印出的名称、指标或表式被改动了。"
    "请把改动改回去，或在“审定与发布”里退回，重新送审、审定。"
)


def in_review():
    issue = make_issue(tables=[make_table(published=False)], state=State.DRAFT, **FACTS)
    submit(issue, make_staff("editor"))
    return issue


def approved():
    issue = in_review()
    approve(issue, make_staff("reviewer"), digest_of(issue))
    return issue


@pytest.mark.django_db
class TestCatalogue:
    def test_nothing_has_strayed_while_nothing_was_changed(self):
        issue = approved()
        assert (strayed_issues(), changes_since(issue)) == ([], [])

    def test_what_changed_since_is_told_with_who_did_it(self):
        issue, user = approved(), make_staff("cataloguer")
        metric = Metric.objects.get(code="online")
        metric.label, metric.definition = "在线预约", "不印出来"
        change_many([metric], Metric, ["label", "definition"], user, "改名")
        other = Dataset.objects.create(slug="other", title="别的")
        other.title = "别的表"
        other.save()
        assert strayed_issues() == [issue]
        assert [(one.who, one.what) for one in changes_since(issue)] == [
            (user, "指标“在线预约”的名称由“12320在线预约”改为“在线预约”")
        ]

    def test_who_changes_it_on_the_desk_is_warned_and_the_release_says_what_to_do(self, client):
        approved()
        client.force_login(make_staff("cataloguer"))
        dataset = Dataset.objects.get(slug="bookings")
        page = reverse("admin:stats_dataset_change", args=[dataset.pk])
        data = form_data(client.get(page)) | {"title": "预约挂号情况"}
        answer = client.post(page, data, follow=True)
        assert messages_of(answer)[-1] == WARNED
        issue = Issue.objects.get()
        shown = client.get(reverse("admin:news_issue_release", args=[issue.pk]))
        from lxml import html

        told = " ".join(texts(html.document_fromstring(shown.content.decode()), ".release-alarm"))
        assert "批准后内容有变" in told
        assert "cataloguer：统计表“预约挂号情况”的名称由“预约挂号”改为“预约挂号情况”" in told
        assert "把改动改回去，或退回，重新送审、审定。" in told
        with pytest.raises(NotPublishable, match="审定之后内容有改动"):
            publish_approved(issue, None)

    def test_changed_back_it_goes_out_as_approved(self, client):
        issue = approved()
        Dataset.objects.update(title="甲")
        assert strayed_issues() == [issue]
        Dataset.objects.update(title="预约挂号")
        assert strayed_issues() == []
        assert publish_approved(issue, None).sha256 == issue.approved_sha256


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", range(3))
def test_a_text_typed_while_it_is_approved_is_in_what_goes_out_or_keeps_it_back(number, roles):
    issue, reviewer = in_review(), make_staff("reviewer")
    article = Article.objects.get()
    client, seen = Client(), digest_of(issue)
    client.force_login(make_staff("writer"))
    page = reverse("admin:news_article_change", args=[article.pk])
    data = form_data(client.get(page)) | {"body": "<p>晚到的一句。</p>"}
    at_once(lambda: approve(issue, reviewer, seen), lambda: client.post(page, data).status_code)
    issue.refresh_from_db()
    try:
        edition = publish_approved(issue, reviewer)
    except (NotAllowed, NotPublishable):
        assert issue.state != State.APPROVED or digest_of(issue) != seen
    else:
        assert (edition.sha256, "晚到" in edition.content) == (seen, False)
