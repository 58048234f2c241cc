"""The desk of the bulletin: published issues stay, sources are for staff only."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile

from news.models import Article, Brief, Edition, Issue, IssueTable, SourceDocument
from stats.models import Table
from tests.builders import make_issue, make_table, move_to
from tests.desk import address, change, form_data, make_staff, messages_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_user(db):
    return make_staff()


@pytest.fixture
def published():
    return make_issue(2024, 9, tables=[make_table()])


@pytest.fixture
def draft():
    return make_issue(
        2024, 10, tables=[make_table(period="2024-09", published=False)], state="draft"
    )


@pytest.fixture
def source(draft):
    # printf 原文 | sha256sum
    sha256 = "354b28c85333456866931a77eacdf6cd18d80b79981ccf1f4ca927b84fd99302"
    document = SourceDocument(issue=draft, name="简报10期.txt", encoding="utf-8", sha256=sha256)
    document.file.save(document.name, ContentFile("原文".encode()))
    return document


def download(client, document):
    return client.get(address(SourceDocument, "download", document.pk))


class TestAPublishedIssue:
    def parts(self, issue):
        return [issue, issue.articles.get(), issue.briefs.get(), issue.issue_tables.get()]

    def test_is_shown_with_the_reason_why_it_stays(self, published, admin_client):
        for part in self.parts(published):
            page = admin_client.get(change(part)).content.decode()
            assert "这一期已经发布" in page
            assert 'name="_save"' not in page

    def test_refuses_to_be_changed_or_deleted(self, published, admin_client):
        for part in self.parts(published):
            assert admin_client.post(change(part), {"title": "别的"}).status_code == 403
            url = address(type(part), "delete", part.pk)
            assert admin_client.post(url, {"post": "yes"}).status_code == 403

    def test_refuses_to_be_deleted_in_bulk(self, published, draft, admin_client):
        for part, other in zip(self.parts(published), self.parts(draft), strict=True):
            data = {"action": "delete_selected", "_selected_action": [part.pk, other.pk]}
            response = admin_client.post(address(type(part), "changelist"), data, follow=True)
            assert messages_of(response) == [
                "所选之中有 1 项已经审定或发布，不能删除；什么也没有删除。"
            ]
        assert (Issue.objects.count(), Article.objects.count(), IssueTable.objects.count()) == (
            2,
            2,
            2,
        )

    @pytest.mark.parametrize("model", [Article, Brief])
    def test_takes_no_more_texts(self, model, published, admin_client):
        data = {"issue": published.pk, "position": 9, "title": "新文", "text": "新事"}
        response = admin_client.post(address(model, "add"), data)
        assert "这一期已经审定或发布，不能再添加。" in response.content.decode()

    def test_stays_locked_when_withdrawn(self, published, admin_client):
        move_to(published, "withdrawn")
        assert admin_client.post(change(published), {"name": "别的"}).status_code == 403


class TestADraft:
    def test_is_changed_with_all_its_parts_on_one_page(self, draft, admin_client):
        url = change(draft)
        data = form_data(admin_client.get(url))
        data |= {"editor": "编辑部", "articles-0-title": "新题", "briefs-0-text": "两行\r\n简讯"}
        assert admin_client.post(url, data).status_code == 302
        assert Issue.objects.get().editor == "编辑部"
        assert (Article.objects.get().title, Brief.objects.get().text) == ("新题", "两行\n简讯")

    def test_moves_by_no_hand_to_another_state(self, draft, admin_client):
        url = change(draft)
        data = form_data(admin_client.get(url)) | {
            "state": "published",
            "published_at": "2024-01-01",
        }
        assert admin_client.post(url, data).status_code == 302
        draft.refresh_from_db()
        assert (draft.state, draft.published_at) == ("draft", None)

    def test_is_deleted_with_its_tables(self, draft, admin_client):
        admin_client.post(address(Issue, "delete", draft.pk), {"post": "yes"})
        assert (Issue.objects.count(), Article.objects.count(), Table.objects.count()) == (0, 0, 0)

    def test_is_deleted_in_bulk_after_a_question(self, draft, admin_client):
        data = {"action": "delete_selected", "_selected_action": [draft.pk]}
        assert admin_client.post(address(Issue, "changelist"), data).status_code == 200
        admin_client.post(address(Issue, "changelist"), data | {"post": "yes"})
        assert not Issue.objects.exists()

    def test_takes_another_article(self, draft, admin_client):
        data = {"issue": draft.pk, "position": 2, "title": "二", "body": "<p onclick='x'>文</p>"}
        data |= {"images-TOTAL_FORMS": 0, "images-INITIAL_FORMS": 0}
        assert admin_client.post(address(Article, "add"), data).status_code == 302
        assert Article.objects.get(position=2).body == "<p>文</p>"

    def test_says_that_a_place_is_taken(self, draft, admin_client):
        second = Article.objects.create(issue=draft, position=2, title="二")
        data = form_data(admin_client.get(change(second))) | {"position": 1}
        response = admin_client.post(change(second), data)
        assert response.status_code == 200
        assert response.context["errors"]

    def test_is_checked_anew(self, draft, admin_client):
        data = {"action": "check_anew", "_selected_action": [draft.pk]}
        response = admin_client.post(address(Issue, "changelist"), data, follow=True)
        [message] = messages_of(response)
        assert message.startswith("已核查 1 期：错误 ")

    def test_tells_what_was_inferred_in_chinese(self, draft, admin_client):
        Issue.objects.update(inferred=["number", "serial"])
        assert "期号、总期号" in admin_client.get(change(draft)).content.decode()


class TestASourceDocument:
    def test_is_downloaded_as_it_came(self, source, admin_client):
        response = download(admin_client, source)
        assert b"".join(response.streaming_content) == "原文".encode()
        assert response["Content-Type"] == "application/octet-stream"
        assert response["Content-Disposition"].startswith("attachment")

    def test_that_is_not_what_was_kept_is_not_given_out(self, source, admin_client, media):
        (media / source.file.name).write_bytes(b"else")
        answer = admin_client.get(address(SourceDocument, "download", source.pk), follow=True)
        assert (answer.redirect_chain, messages_of(answer)) == (
            [(change(source), 302)],
            [
                "“简报10期.txt”：服务器上的文件已与收下时不同（SHA-256 不符），没有给出；"
                "请管理员从备份里取回。"
            ],
        )

    def test_is_not_for_readers(self, source, client):
        assert download(client, source).status_code == 302

    def test_is_not_for_staff_without_permission(self, source, client):
        clerk = make_staff("clerk", is_superuser=False)
        client.force_login(clerk)
        assert download(client, source).status_code == 403
        clerk.user_permissions.add(Permission.objects.get(codename="view_sourcedocument"))
        response = download(client, source)
        assert response.status_code == 200
        response.close()

    def test_has_no_public_address(self, source, client, admin_client):
        assert "/media/" not in admin_client.get(change(source)).content.decode()
        for root in ("/", "/media/"):
            assert client.get(root + source.file.name).status_code == 404

    def test_that_is_gone_says_so(self, source, admin_client):
        source.file.storage.delete(source.file.name)
        assert download(admin_client, source).status_code == 404

    def test_is_only_looked_at(self, source, admin_client):
        assert admin_client.post(change(source), {"name": "x"}).status_code == 403
        url = address(SourceDocument, "delete", source.pk)
        assert admin_client.post(url, {"post": "yes"}).status_code == 403


def test_an_edition_is_only_looked_at(published, admin_client):
    edition = Edition.objects.create(
        issue=published, number=2, published_at="2024-09-28T01:00Z", content='{"期": 9}'
    )
    assert admin_client.post(change(edition), {"note": "x"}).status_code == 403
    assert "&quot;期&quot;: 9" in admin_client.get(change(edition)).content.decode()
