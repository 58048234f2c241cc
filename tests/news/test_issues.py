"""An issue that gets another number, and a draft that is deleted: what hangs on it comes along."""

import pytest
from django.contrib.admin.models import LogEntry

from news.importing import ingest
from news.models import Issue, SourceDocument
from news.models.issues import Settled
from stats.models import Finding, Observation, Table
from stats.past import FIRST
from tests.builders import make_issue, make_table
from tests.desk import address, change, form_data, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_user(db):
    return make_staff()


@pytest.fixture
def draft():
    table = make_table(published=False, origin="2024-09")
    Finding.objects.create(origin="2024-09", table=table, code="jump", message="相差大")
    make_issue(2024, 9, tables=[table], state="draft")
    return Issue.objects.get()


def renumber(client, issue, **changes):
    url = change(issue)
    return client.post(url, form_data(client.get(url)) | changes)


class TestAnotherNumber:
    def test_takes_tables_and_findings_along(self, draft, admin_client):
        assert renumber(admin_client, draft, number=10).status_code == 302
        assert [table.origin for table in Table.objects.all()] == ["2024-10"]
        assert [finding.origin for finding in Finding.objects.all()] == ["2024-10"]

    def test_is_in_the_history_of_the_tables(self, draft, admin_client, admin_user):
        renumber(admin_client, draft, number=10)
        latest = Table.objects.get().history.first()
        said = (latest.history_change_reason, latest.history_user)
        assert said == ("期号由 2024-09 改为 2024-10", admin_user)

    def test_is_refused_where_tables_of_that_number_are(self, draft, admin_client):
        make_table("kiosks", family="自助机", origin="2024-10", published=False)
        answer = renumber(admin_client, draft, number=10)
        assert "不能改成这一期号" in answer.content.decode()
        assert Table.objects.filter(origin="2024-09").count() == 1

    def test_is_refused_once_the_issue_is_out(self):
        make_issue(2024, 8)
        issue = Issue.objects.get()
        issue.number = 7
        with pytest.raises(Settled, match="2024-08 已经发布"):
            issue.save()

    def test_saves_what_stays_without_touching_tables(self, draft):
        draft.editor = "王编辑"
        draft.save()
        assert Table.objects.get().history.exclude(history_change_reason=FIRST).count() == 1


class TestADeletedDraft:
    def test_takes_its_tables_along(self, draft, admin_client):
        page = admin_client.get(address(Issue, "delete", draft.pk)).content.decode()
        assert "来源文件保留，可以再次读入" in page
        assert "预约挂号 2024-08" in page
        answer = admin_client.post(address(Issue, "delete", draft.pk), {"post": "yes"})
        assert answer.status_code == 302
        assert not (Table.objects.exists() or Finding.objects.exists() or Issue.objects.exists())

    def test_stays_in_the_history(self, draft, admin_client, admin_user):
        admin_client.post(address(Issue, "delete", draft.pk), {"post": "yes"})
        gone = Observation.history.filter(history_type="-")
        assert {entry.history_user for entry in gone} == {admin_user}
        assert gone.count() == 6
        assert LogEntry.objects.get().object_repr == "2024年第9期"

    def test_is_deleted_with_others_from_the_list(self, draft, admin_client):
        data = {"action": "delete_selected", "_selected_action": [draft.pk], "post": "yes"}
        admin_client.post(address(Issue, "changelist"), data)
        assert not (Table.objects.exists() or Issue.objects.exists())

    def test_frees_its_document_to_be_taken_in_again(self, tmp_path, catalogue):
        path = tmp_path / "9.txt"
        path.write_text("南京卫生信息化简报\n2024年第9期\n9月10日，举办了培训会。\n", "utf-8")
        ingest(path)
        Issue.objects.get().delete()
        assert SourceDocument.objects.get().issue is None
        assert ingest(path)["state"] == "new"
        assert SourceDocument.objects.get().issue == Issue.objects.get()
