"""Nothing of an approved issue is written any more, by whichever door."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from news.drafting import draft_next
from news.freezing import as_text, frozen
from news.importing import IssueExists, ingest
from news.models import Article, Brief, State
from news.publishing import send_back
from news.resources import ArticleResource, BriefResource
from stats.enlarging import remove_table
from stats.entering import Closed, Entry, enter
from stats.models import Finding
from tests.desk import change, make_staff
from tests.news.admin.releases import led_to, make_ready

pytestmark = pytest.mark.django_db

STATES = [State.APPROVED, State.SCHEDULED]
NOTICE = "已审定，退回后才能修改"
STEPS = ("submit", "approve", "send_back", "schedule", "unschedule", "publish", "withdraw")


@pytest.fixture(params=STATES)
def issue(request):
    issue = make_ready(articles=["头条"], briefs=["9月10日，举办培训会。"])
    finding = {"code": "x1", "message": "合计不符", "severity": "warning", "verdict": "as-printed"}
    table = issue.tables.get()
    Finding.objects.create(origin=issue.origin, table=table, **finding)
    return led_to(issue, request.param, timezone.now() + timedelta(days=1))


@pytest.fixture
def admin_user(db):
    return make_staff()


def kept(issue):
    """All that is approved, and every record and history of the two apps that tells of it."""
    told = [model for app in ("news", "stats") for model in apps.get_app_config(app).get_models()]
    return as_text(frozen(issue)), {
        model.__name__: list(model.objects.order_by("pk").values()) for model in told
    }


def parts_of(issue):
    """A record of each kind that is approved with the issue."""
    table = issue.tables.get()
    row = table.rows.first()
    texts = (issue.articles.get(), issue.briefs.get(), issue.issue_tables.get())
    finding = Finding.objects.get(table=table)
    return [issue, *texts, table, row, row.observations.first(), finding]


def test_every_record_of_it_is_only_looked_at(issue, admin_client):
    for record in parts_of(issue):
        page = admin_client.get(change(record))
        assert NOTICE.split("，")[1] in page.content.decode(), record
        assert not page.context["has_change_permission"], record
        assert not page.context["has_delete_permission"], record


def test_no_form_of_it_is_taken(issue, admin_client):
    before, records = kept(issue), parts_of(issue)
    for record in records:
        sent = {"title": "改", "text": "改", "raw_text": "1", "note": "改", "verdict": "rounding"}
        assert admin_client.post(change(record), sent).status_code == 403, record
        gone = change(record).replace("/change/", "/delete/")
        assert admin_client.post(gone, {"post": "yes"}).status_code == 403, record
    assert kept(issue) == before


def test_no_page_of_the_desk_writes_to_it(issue, admin_client):
    """Every address of the desk that belongs to it, as if each were its form."""
    table = issue.tables.get()
    before = kept(issue)
    own = {"pk": issue.pk, "table": table.pk}
    texts = {"lines": "9月11日，另一件事。", "save": "1", "remove": "on", "kind": "csv"}
    for name in ("briefs", "sentences"):
        admin_client.post(reverse(f"admin:news_issue_{name}", args=[issue.pk]), texts)
    admin_client.post(reverse("admin:news_issue_checked", kwargs=own), {"version": table.version})
    row = table.rows.first().pk
    cells = {"cells": [{"row": row, "metrics": ["online"], "raw": "1"}], "row": row, "version": 0}
    for name in ("save", "check", "addrow", "removerow"):
        address = reverse(f"admin:stats_table_{name}", args=[table.pk])
        answer = admin_client.post(address, cells, content_type="application/json")
        assert answer.status_code == 404, name
    assert admin_client.get(reverse("admin:stats_table_grid", args=[table.pk])).status_code == 404
    assert kept(issue) == before


def test_no_action_on_a_list_writes_to_it(issue, admin_client):
    before = kept(issue)
    for record in parts_of(issue):
        model = type(record)
        admin = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
        actions = ["delete_selected"] if model is not Finding else ["verdict_rounding"]
        for action in actions:
            sent = {"action": action, "_selected_action": [record.pk], "post": "yes"}
            assert admin_client.post(reverse(admin), sent).status_code in (200, 302, 403), model
    assert kept(issue) == before


def test_no_list_is_imported_into_it(issue):
    for resource in (ArticleResource, BriefResource):
        refused = resource().refusal(resource._meta.model.objects.get())
        assert refused == "2024年第9期已审定，退回后才能修改。"


def test_nothing_is_typed_into_its_tables(issue, admin_user):
    before, table = kept(issue), issue.tables.get()
    entry = Entry(table.rows.first().pk, ("online",), "1")
    for door in (lambda: enter(table, [entry], admin_user), lambda: remove_table(table)):
        with pytest.raises(Closed, match="“预约挂号 2024-08”已经审定，退回后才能修改"):
            door()
    assert kept(issue) == before


def test_it_takes_no_more_texts(issue, admin_client):
    before = kept(issue)
    for model in (Article, Brief):
        name = f"admin:news_{model._meta.model_name}_add"
        data = {"issue": issue.pk, "position": 9, "title": "新文", "text": "新事"}
        page = admin_client.post(reverse(name), data).content.decode()
        assert "这一期已经审定或发布，不能再添加。" in page
    assert kept(issue) == before


def test_no_document_is_read_into_it(issue, tmp_path):
    before = kept(issue)
    path = tmp_path / "again.txt"
    path.write_text("南京卫生信息化简报\n2024年第9期\n\n又一篇\n\n正文。\n", encoding="utf-8")
    with pytest.raises(IssueExists):
        ingest(path)
    assert kept(issue) == before


def test_the_issue_after_it_leaves_it_alone(issue):
    content = as_text(frozen(issue))
    draft_next()
    assert as_text(frozen(issue)) == content


def test_sent_back_it_may_be_written_again(issue, admin_client, admin_user):
    send_back(issue, admin_user, "漏了一行")
    for record in parts_of(issue):
        page = admin_client.get(change(record))
        assert page.context["has_change_permission"], record
        assert NOTICE not in page.content.decode(), record
