"""An issue on its way: each step from the right state, by the right person, and noted."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from news.freezing import as_text, digest, frozen
from news.models import Issue, State
from news.publishing import (
    NotAllowed,
    NotPublishable,
    approve,
    publish,
    publish_approved,
    publish_due,
    schedule,
    send_back,
    submit,
    unschedule,
    withdraw,
)
from news.releasing import checklist
from stats.exporting import records
from stats.freezing import plain_rows
from stats.models import Finding, Table
from tests.builders import make_issue, make_table
from tests.desk import make_staff

pytestmark = pytest.mark.django_db

SOON = timedelta(hours=1)


@pytest.fixture
def editor():
    return make_staff("editor", is_superuser=False)


@pytest.fixture
def reviewer(roles):
    user = make_staff("reviewer", is_superuser=False)
    user.groups.set([roles["审核"]])
    return user


@pytest.fixture
def draft():
    facts = {"publisher": "编印单位", "editor": "编辑部", "period": date(2024, 8, 1)}
    return make_issue(tables=[make_table(published=False)], state=State.DRAFT, **facts)


def seen(issue):
    return digest(as_text(frozen(issue)))


def approved(issue, editor, reviewer):
    submit(issue, editor)
    approve(issue, reviewer, seen(issue))
    return issue


def steps(issue):
    told = issue.steps.order_by("pk").values_list("before", "after", "made_by__username", "note")
    return list(told)


def test_from_draft_to_readers_and_back(draft, editor, reviewer):
    submit(draft, editor, "请审")
    content = seen(draft)
    approve(draft, reviewer, content, "同意")
    edition = publish_approved(draft, editor, "按期")
    draft.refresh_from_db()
    withdraw(draft, reviewer, "印错了")
    assert steps(draft) == [
        ("draft", "in-review", "editor", "请审"),
        ("in-review", "approved", "reviewer", "同意"),
        ("approved", "published", "editor", "按期"),
        ("published", "withdrawn", "reviewer", "印错了"),
    ]
    assert edition.sha256 == content
    assert {step.sha256 for step in draft.steps.all()} == {content}
    assert (draft.state, draft.withdrawn_reason) == (State.WITHDRAWN, "印错了")
    assert list(Table.objects.published()) == []


@pytest.mark.parametrize(
    "step",
    [
        submit,
        unschedule,
        lambda issue, user: approve(issue, user, seen(issue)),
        lambda issue, user: withdraw(issue, user, "有误"),
    ],
)
def test_a_step_from_the_wrong_state_is_refused_and_leaves_no_trace(step, draft, editor, reviewer):
    approved(draft, editor, reviewer)
    before = (steps(draft), Issue.objects.values().get())
    with pytest.raises(NotAllowed, match="2024年第9期现在是“已审定”，不能这样做"):
        step(draft, reviewer)
    assert (steps(draft), Issue.objects.values().get()) == before


@pytest.mark.parametrize("state", [State.DRAFT, State.IN_REVIEW])
def test_what_is_not_approved_is_not_published(state, draft, editor):
    if state == State.IN_REVIEW:
        submit(draft, editor)
    with pytest.raises(NotPublishable, match="审定之后才能发布"):
        publish_approved(draft, editor)
    assert draft.editions.count() == 0


def test_nobody_approves_her_own_issue_where_another_could(draft, reviewer, roles):
    other = make_staff("other", is_superuser=False)
    other.groups.set([roles["审核"]])
    submit(draft, reviewer)
    with pytest.raises(NotAllowed, match="请由另一位同事审定"):
        approve(draft, reviewer, seen(draft))
    approve(draft, other, seen(draft))
    assert draft.state == State.APPROVED


def test_in_an_office_of_one_she_approves_what_she_has_seen(draft, reviewer):
    submit(draft, reviewer)
    with pytest.raises(NotAllowed, match="内容又有改动，请重新看过再审定"):
        approve(draft, reviewer, "")
    approve(draft, reviewer, seen(draft))
    assert draft.approved_sha256 == seen(draft)


def test_what_blocks_an_approval(draft, editor, reviewer):
    Issue.objects.update(editor="", serial=None)
    common = {"origin": draft.origin, "code": "unplaced"}
    Finding.objects.create(severity="error", message="这一行没有归入任何栏目", **common)
    Finding.objects.create(severity="warning", message="合计不等", **common)
    draft.refresh_from_db()
    assert [point.message for point in checklist(draft).blocking] == [
        "这一行没有归入任何栏目",
        "没有填写总期号",
        "没有填写责任编辑",
        "提示尚未下结论：合计不等",
    ]
    submit(draft, editor)
    with pytest.raises(NotPublishable, match="2024年第9期还不能审定：这一行没有归入任何栏目"):
        approve(draft, reviewer, seen(draft))
    assert draft.state == State.IN_REVIEW


def test_what_was_approved_goes_out_as_it_was_or_not_at_all(draft, editor, reviewer):
    approved(draft, editor, reviewer)
    Table.objects.update(note="后来加的")
    with pytest.raises(NotPublishable, match="审定之后内容有改动，没有发布"):
        publish_approved(draft, editor)
    draft.refresh_from_db()
    assert (draft.state, draft.editions.count()) == (State.APPROVED, 0)


def test_what_is_approved_has_one_place_for_a_row_wherever_it_is_told(draft, editor, reviewer):
    rows = Table.objects.get().rows
    for position in (3, 2):
        rows.filter(position=position).update(position=position + 6)
    before = seen(draft)
    approved(draft, editor, reviewer)
    names = list(rows.order_by("position").values_list("position", "printed_name"))
    assert names == [(1, "南京鼓楼医院"), (2, "南京市儿童医院"), (3, "合计")]
    assert draft.approved_sha256 == before
    told = {record[5] for record in records(Table.objects.all())}
    assert told == {start[5] for start, _ in plain_rows(frozen(draft)["tables"])} == {1, 2, 3}


def test_an_approved_issue_sent_back_is_approved_no_more(draft, editor, reviewer):
    approved(draft, editor, reviewer)
    assert Table.objects.get().is_closed
    with pytest.raises(NotAllowed, match="请写明退回的原因"):
        send_back(draft, reviewer, " ")
    send_back(draft, reviewer, "漏了一行")
    assert (draft.state, draft.approved_sha256) == (State.DRAFT, "")
    assert not Table.objects.get().is_closed


class TestScheduled:
    @pytest.fixture
    def moment(self):
        return timezone.now() + SOON

    @pytest.fixture
    def scheduled(self, draft, editor, reviewer, moment):
        schedule(approved(draft, editor, reviewer), editor, moment)
        return draft

    def test_it_comes_out_at_its_moment_and_not_before(self, scheduled, moment):
        assert publish_due(moment - timedelta(microseconds=1)) == []
        [(issue, edition)] = publish_due(moment)
        issue.refresh_from_db()
        assert (issue.state, list(issue.editions.all())) == (State.PUBLISHED, [edition])
        assert publish_due(moment) == []
        assert steps(issue)[-1] == ("scheduled", "published", None, "")

    def test_it_is_moved_only_with_a_reason(self, scheduled, editor, moment):
        later = moment + SOON
        with pytest.raises(NotAllowed, match="要写明原因"):
            schedule(scheduled, editor, later)
        schedule(scheduled, editor, later, "等一家医院的数")
        assert publish_due(moment) == []
        assert len(publish_due(later)) == 1

    def test_it_is_taken_back_in_time(self, scheduled, editor, moment):
        unschedule(scheduled, editor, "再看看")
        assert (scheduled.state, scheduled.scheduled_for) == (State.APPROVED, None)
        assert publish_due(moment) == []

    def test_a_moment_that_has_passed_is_refused(self, draft, editor, reviewer):
        approved(draft, editor, reviewer)
        with pytest.raises(NotAllowed, match="时间已经过去"):
            schedule(draft, editor, timezone.now())

    def test_what_cannot_go_out_keeps_nobody_else_back(self, scheduled, moment, editor, reviewer):
        facts = {"publisher": "编印单位", "editor": "编辑部", "period": date(2024, 9, 1)}
        table = make_table(period="2024-09", origin="2024-10", published=False)
        other = make_issue(2024, 10, tables=[table], state=State.DRAFT, **facts)
        schedule(approved(other, editor, reviewer), editor, moment + timedelta(minutes=1))
        Table.objects.filter(origin=scheduled.origin).update(note="后来加的")
        told = publish_due(moment + SOON)
        assert [issue for issue, _ in told] == [scheduled, other]
        assert "审定之后内容有改动" in str(told[0][1])
        assert list(other.editions.all()) == [told[1][1]]


def test_withdrawing_wants_a_reason(draft, editor):
    publish(draft, checked=True)
    with pytest.raises(NotAllowed, match="请写明撤回的原因"):
        withdraw(draft, editor, "")
    draft.refresh_from_db()
    assert draft.state == State.PUBLISHED


def test_the_roles_of_the_way():
    rights = {
        group.name: {
            right.codename.removesuffix("_issue")
            for right in group.permissions.filter(codename__endswith="_issue")
            if right.codename.split("_")[0] in ("submit", "approve", "publish", "withdraw")
        }
        for group in Group.objects.all()
    }
    assert {name: told for name, told in rights.items() if told} == {
        "编辑": {"submit", "publish"},
        "审核": {"approve", "publish", "withdraw"},
    }
