"""The page 审定与发布: the steps offered, what they ask for, and what they leave behind."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from news.models import Issue, State, Step
from news.publishing import publish_approved, send_back, submit
from news.releasing import digest_of
from stats.entering import Entry, enter
from stats.models import Finding, Observation, Table
from tests.news.admin.releases import (
    buttons,
    led_to,
    make_person,
    make_ready,
    parts,
    place,
    press,
    told,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(roles):
    return make_person("editor", roles["编辑"])


@pytest.fixture
def reviewer(roles):
    return make_person("reviewer", roles["审核"])


@pytest.fixture
def issue():
    return make_ready()


def entered(client, user):
    client.force_login(user)
    return client


def left_behind(issue):
    return (Issue.objects.values().get(pk=issue.pk), list(Step.objects.values()))


@pytest.mark.parametrize(
    ("state", "hers", "his"),
    [
        (State.DRAFT, ["送审"], []),
        (State.IN_REVIEW, [], ["退回"]),
        (State.APPROVED, ["定时发布", "立即发布"], ["定时发布", "立即发布", "退回"]),
    ],
)
def test_each_is_offered_what_she_may_do_now(state, hers, his, client, issue, editor, reviewer):
    led_to(issue, state)
    for user, expected in ((editor, hers), (reviewer, his)):
        page = entered(client, user).get(place("release", issue))
        assert buttons(page) == expected


def test_from_draft_to_readers_by_buttons_alone(client, issue, editor, reviewer):
    page = press(entered(client, editor), "submit", issue, note="请审")
    assert told(page) == [("success", "2024年第9期已送审，等待审定。")]
    issue.refresh_from_db()
    entered(client, reviewer)
    seen = client.get(place("review", issue)).context["seen"]
    page = press(client, "approve", issue, seen=seen, sure="on", note="同意")
    assert told(page) == [("success", "2024年第9期已审定，内容不能再改；可以发布了。")]
    issue.refresh_from_db()
    page = press(client, "publish", issue, sure="on")
    assert told(page) == [("success", "2024年第9期已发布，读者现在可以看到。")]
    issue.refresh_from_db()
    page = press(client, "withdraw", issue, note="印错了", sure="on")
    assert told(page) == [("success", "2024年第9期已撤回，读者会看到撤回的原因。")]
    assert parts(page, "//table[@class='release-log']/tbody/tr/td[position()>1]") == [
        *("reviewer", "已发布 → 已撤回", "印错了"),
        *("reviewer", "已审定 → 已发布", ""),
        *("reviewer", "送审 → 已审定", "同意"),
        *("editor", "草稿 → 送审", "请审"),
    ]
    assert parts(page, "//ol[@class='release-way']/li/b") == [
        "编写",
        "送审",
        "审定",
        "发布",
        "撤回",
    ]


@pytest.mark.parametrize(
    ("state", "step", "data", "error"),
    [
        (State.IN_REVIEW, "send_back", {"note": " "}, "请写明退回的原因。"),
        (State.APPROVED, "publish", {}, "发布之后不能收回重来，请勾选确认。"),
        (State.APPROVED, "schedule", {"moment": ""}, "请填写发布时间。"),
        (
            State.APPROVED,
            "schedule",
            {"moment": "明天"},
            "发布时间看不懂，请写成 2026-09-28 09:00:00。",
        ),
        (
            State.APPROVED,
            "schedule",
            {"moment": "2020-01-01T09:00:00"},
            "定时发布的时间已经过去；请另选时间，或直接发布。",
        ),
    ],
)
def test_what_is_asked_for_is_asked_again(state, step, data, error, client, issue, reviewer):
    before = left_behind(led_to(issue, state))
    page = press(entered(client, reviewer), step, issue, **data)
    assert parts(page, "//ul[contains(@class, 'errorlist')]/li") == [error]
    assert left_behind(issue) == before


def test_a_refused_step_keeps_what_was_typed(client, issue, reviewer):
    led_to(issue, State.APPROVED)
    Table.objects.update(note="后来加的")
    page = press(entered(client, reviewer), "publish", issue, sure="on", note="按期")
    assert parts(page, "//ul[contains(@class, 'errorlist')]/li") == [
        "2024年第9期审定之后内容有改动，没有发布；请退回后重新送审。"
    ]
    form = page.context["deeds"][1][1]
    assert (form["note"].value(), issue.editions.count()) == ("按期", 0)
    assert "批准后内容有变" in page.content.decode()


def test_the_moment_is_that_of_shanghai_to_the_second(client, issue, editor):
    led_to(issue, State.APPROVED)
    press(entered(client, editor), "schedule", issue, moment="2199-12-31T23:59:59")
    issue.refresh_from_db()
    assert issue.scheduled_for == datetime.fromisoformat("2199-12-31T15:59:59+00:00")
    assert issue.steps.first().note == "定于 2199-12-31 23:59:59"
    page = press(client, "schedule", issue, moment="2200-01-01T00:00:00")
    assert parts(page, "//ul[contains(@class, 'errorlist')]/li") == [
        "改动定时发布的时间要写明原因。"
    ]
    press(client, "schedule", issue, moment="2200-01-01T00:00:00", note="元旦")
    assert issue.steps.first().note == "定于 2200-01-01 00:00:00；元旦"


def test_a_button_pressed_twice_does_its_work_once(client, issue, editor):
    entered(client, editor)
    for _ in range(2):
        page = press(client, "submit", issue)
    assert told(page) == [("info", "2024年第9期现在是“送审”，没有再做一次“送审”。")]
    assert issue.steps.count() == 1


def test_a_right_taken_away_while_the_page_is_open_is_gone_at_once(client, issue, editor):
    assert buttons(entered(client, editor).get(place("release", issue))) == ["送审"]
    editor.groups.clear()
    assert press(client, "submit", issue).status_code == 403
    type(editor).objects.filter(pk=editor.pk).update(is_active=False)
    answer = client.get(place("release", issue))
    assert (answer.status_code, "/login/" in answer["Location"]) == (302, True)
    assert issue.steps.count() == 0


def test_what_somebody_else_did_meanwhile_is_told(client, issue, editor, reviewer):
    led_to(issue, State.APPROVED)
    stale = Issue.objects.get(pk=issue.pk)
    send_back(issue, reviewer, "漏了一行")
    page = press(entered(client, editor), "publish", stale, sure="on")
    assert told(page) == [("info", "2024年第9期现在是“草稿”，没有再做一次“立即发布”。")]
    assert issue.editions.count() == 0


def test_publishing_looks_at_the_state_anew(issue, editor, reviewer):
    led_to(issue, State.APPROVED)
    stale = Issue.objects.get(pk=issue.pk)
    send_back(issue, reviewer, "漏了一行")
    with pytest.raises(Exception, match="的状态是“草稿”，审定之后才能发布"):
        publish_approved(stale, editor)
    assert issue.editions.count() == 0


def test_who_may_go_on_is_named(client, issue, editor, reviewer):
    led_to(issue, State.IN_REVIEW)
    page = entered(client, editor).get(place("release", issue))
    assert "下一步“审定”由reviewer来做。" in page.content.decode()


def test_the_checklist_leads_to_what_has_to_be_done(client, issue, editor):
    Issue.objects.update(editor="")
    table = Table.objects.get()
    common = {"origin": issue.origin, "table": table, "code": "sum"}
    Finding.objects.create(severity="error", message="认不出", **common)
    warning = Finding.objects.create(severity="warning", message="合计不等", **common)
    page = entered(client, editor).get(place("release", issue))
    heads = parts(page, "//section[h2[@id='release-left']]/h3")
    assert [head.split("）")[0] for head in heads] == [
        "错误，须改正（1",
        "没有填写的（1",
        "提示，待下结论（1",
    ]
    content = page.content.decode()
    assert f"/admin/stats/table/{table.pk}/change/" in content
    assert f"/admin/news/issue/{issue.pk}/change/#id_editor" in content
    assert f"/admin/stats/finding/{warning.pk}/change/" in content


def test_an_issue_that_should_be_out_and_is_not_says_so(client, issue, editor):
    led_to(issue, State.SCHEDULED, timezone.now() + timedelta(hours=1))
    page = entered(client, editor).get(place("release", issue))
    assert "定时发布的时间已过" not in page.content.decode()
    Issue.objects.update(scheduled_for=timezone.now() - timedelta(minutes=5))
    assert "定时发布的时间已过" in client.get(place("release", issue)).content.decode()


class TestReview:
    def test_it_shows_all_that_will_be_approved(self, client, issue, reviewer):
        led_to(issue, State.IN_REVIEW)
        page = entered(client, reviewer).get(place("review", issue))
        assert page.context["seen"] == digest_of(issue)
        assert parts(page, "//section[h2[@id='tables']]//tbody/tr")[:2] == [
            "1南京鼓楼医院66688724",
            "2南京市儿童医院18192211",
        ]
        assert parts(page, "//*[@class='review-story']//*[@class='title']") == ["头条文章"]
        assert buttons(page) == ["审定", "退回"]

    def test_what_was_not_looked_at_is_not_approved(self, client, issue, reviewer):
        led_to(issue, State.IN_REVIEW)
        entered(client, reviewer)
        seen = client.get(place("review", issue)).context["seen"]
        Table.objects.update(note="后来加的")
        page = press(client, "approve", issue, seen=seen, sure="on")
        assert told(page) == [("error", "打开审定页面之后内容又有改动，请重新看过再审定。")]
        assert page.redirect_chain[-1][0] == place("review", issue)
        page = press(client, "approve", issue, seen=page.context["seen"], sure="on")
        assert told(page)[0][0] == "success"

    def test_a_finding_out_of_date_does_not_keep_it_from_being_approved(
        self, client, issue, reviewer
    ):
        """Checked anew when approved: what is shown next is what can be approved."""
        led_to(issue, State.IN_REVIEW)
        common = {"origin": issue.origin, "table": Table.objects.get(), "severity": "warning"}
        Finding.objects.create(
            code="issue-period", message="早已改好", verdict="as-printed", **common
        )
        entered(client, reviewer)
        seen = client.get(place("review", issue)).context["seen"]
        page = press(client, "approve", issue, seen=seen, sure="on")
        assert told(page)[0][0] == "error"
        page = press(client, "approve", issue, seen=page.context["seen"], sure="on")
        assert told(page)[0][0] == "success"

    def test_without_a_tick_nothing_is_approved(self, client, issue, reviewer):
        led_to(issue, State.IN_REVIEW)
        page = press(entered(client, reviewer), "approve", issue, seen=digest_of(issue))
        assert told(page) == [("error", "请看过全文，勾选之后再审定。")]
        issue.refresh_from_db()
        assert issue.state == State.IN_REVIEW

    def test_figures_changed_by_hand_are_told_from_old_to_new(self, client, issue, reviewer):
        table = Table.objects.get()
        row = table.rows.first()
        led_to(issue, State.IN_REVIEW)
        enter(table, [Entry(row.pk, ("online",), "7000")], reviewer, "医院来电")
        page = entered(client, reviewer).get(place("review", issue))
        assert parts(page, "//section[h2[@id='changes']]//tbody/tr/td[position()>1]") == [
            "reviewer",
            "南京鼓楼医院",
            "12320在线预约",
            "6668 → 7000",
            "医院来电",
        ]
        assert parts(page, "//section[h2[@id='changes']]//tr[@class='open']//b") == ["送审之后"]

    def test_figures_typed_into_blanks_are_counted(self, client, reviewer):
        issue = make_ready()
        Observation.objects.update(raw_text="", value=None, status="O")
        table = Table.objects.get()
        for row, text in zip(table.rows.all()[:2], ("5", "6"), strict=True):
            enter(table, [Entry(row.pk, ("online",), text)], reviewer)
        page = entered(client, reviewer).get(place("review", issue))
        assert parts(page, "//section[h2[@id='changes']]//h3") == ["预约挂号录入 2 个改动 0 处"]


def test_a_letter_the_print_lacks_is_named_before_it_is_approved(client, issue, reviewer):
    submit(issue, reviewer)
    entered(client, reviewer)
    assert "会印成" not in client.get(place("review", issue)).content.decode()
    issue.articles.update(title="𠮷字")
    page = client.get(place("review", issue)).content.decode()
    assert "PDF 的字库里没有这些字，会印成“〓”：“𠮷”（" in page
