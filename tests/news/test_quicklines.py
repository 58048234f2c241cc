"""Briefs as quick lines: understood, previewed, saved at once with their history."""

from datetime import date

import pytest
from lxml import html

from news.models import Brief
from tests.builders import make_issue
from tests.desk import make_staff

pytestmark = pytest.mark.django_db

OLD = ("9月10日，举办了培训会。", "9月12日，完成了系统升级工作。")


@pytest.fixture
def admin_user(db):
    return make_staff()


@pytest.fixture
def issue():
    issue = make_issue(2024, 9, state="draft", briefs=OLD)
    for position, day in ((1, 10), (2, 12)):
        issue.briefs.filter(position=position).update(date_from=date(2024, 9, day))
    return issue


def address(issue):
    return f"/admin/news/issue/{issue.pk}/briefs/"


def looked(client, issue, *lines):
    return client.post(address(issue), {"lines": "\r\n".join(lines), "look": "预览"})


def saved(client, issue, *lines, **fields):
    """What the button 保存 of the preview sends."""
    page = html.document_fromstring(looked(client, issue, *lines).content.decode())
    [form] = page.xpath("//form[.//textarea]")
    data = dict(form.form_values()) | {"save": "保存"} | fields
    return client.post(address(issue), data)


def briefs(issue):
    return [(one.text, one.date_from, one.date_to) for one in issue.briefs.order_by("position")]


def states(response):
    return [line.state for line in response.context["plan"].lines]


def test_the_page_shows_what_there_is_a_brief_a_line(issue, admin_client):
    response = admin_client.get(address(issue))
    assert response.context["typed"] == "\n".join(OLD)
    assert states(response) == ["不变", "不变"]


@pytest.mark.parametrize(
    ("line", "text", "days"),
    [
        ("9月19日-21日，参加展会。", "9月19日-21日，参加展会。", ((9, 19), (9, 21))),
        ("9月30日至10月2日，值守。", "9月30日至10月2日，值守。", ((9, 30), (10, 2))),
        ("● 9月3日，会议。", "9月3日，会议。", ((9, 3), None)),
        ("日前，会议。", "日前，会议。", (None, None)),
        ("9月31日，会议。", "9月31日，会议。", (None, None)),
    ],
)
def test_dates_in_front_are_understood(line, text, days, issue, admin_client):
    [found] = looked(admin_client, issue, line).context["plan"].lines
    first, last = (day and date(2024, *day) for day in days)
    assert (found.text, found.date_from, found.date_to) == (text, first, last)


def test_what_tells_no_day_is_marked(issue, admin_client):
    assert "没有认出日期" in looked(admin_client, issue, "日前，会议。").content.decode()


def test_looking_writes_nothing(issue, admin_client):
    before = briefs(issue)
    assert states(looked(admin_client, issue, "9月1日，新事。", OLD[1])) == ["新增", "不变"]
    assert briefs(issue) == before


def test_saving_keeps_changes_adds_and_moves_with_history(issue, admin_client):
    first, second = issue.briefs.order_by("position")
    lines = (OLD[1], "9月10日，举办了两场培训会。", "9月15日，新事。")
    assert saved(admin_client, issue, *lines).status_code == 302
    assert briefs(issue) == [
        (OLD[1], date(2024, 9, 12), None),
        ("9月10日，举办了两场培训会。", date(2024, 9, 10), None),
        ("9月15日，新事。", date(2024, 9, 15), None),
    ]
    kept = list(issue.briefs.order_by("position").values_list("pk", flat=True))
    assert kept[:2] == [second.pk, first.pk]
    last = first.history.latest()
    assert (last.text, last.position, last.history_user.username) == (lines[1], 2, "editor")


def test_saving_the_same_again_writes_no_history(issue, admin_client):
    before = Brief.history.count()
    saved(admin_client, issue, *OLD)
    assert (Brief.history.count(), [text for text, *_ in briefs(issue)]) == (before, list(OLD))


def test_removing_is_asked_for_first(issue, admin_client):
    response = saved(admin_client, issue, OLD[0])
    assert "请先勾选确认" in response.content.decode()
    assert issue.briefs.count() == 2
    assert saved(admin_client, issue, OLD[0], remove="on").status_code == 302
    assert [text for text, *_ in briefs(issue)] == [OLD[0]]
    assert Brief.history.filter(history_type="-").count() == 1


def test_a_brief_of_two_lines_stays_one(issue, admin_client):
    issue.briefs.filter(position=1).update(text="9月10日，培训：\n上午理论。")
    typed = admin_client.get(address(issue)).context["typed"]
    assert typed.splitlines()[:2] == ["9月10日，培训：", "　　上午理论。"]
    saved(admin_client, issue, *typed.splitlines())
    assert briefs(issue)[0][0] == "9月10日，培训：\n上午理论。"
    assert issue.briefs.count() == 2


def test_days_set_by_hand_stay_with_a_text_that_stays(issue, admin_client):
    issue.briefs.filter(position=1).update(date_from=date(2024, 9, 9))
    saved(admin_client, issue, *OLD)
    assert briefs(issue)[0][1] == date(2024, 9, 9)


def test_what_was_typed_after_the_preview_is_previewed_first(issue, admin_client):
    response = saved(admin_client, issue, *OLD, lines="9月1日，别的。")
    assert "预览之后又有改动" in response.content.decode()
    assert [text for text, *_ in briefs(issue)] == list(OLD)


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(issue, admin_client):
    response = saved(admin_client, issue, *OLD, base="0" * 16)
    assert "刚被别人改过" in response.content.decode()


def test_a_published_issue_only_shows_them(admin_client):
    issue = make_issue(2024, 9)
    page = admin_client.get(address(issue)).content.decode()
    assert "已经发布" in page
    assert 'name="save"' not in page
    assert looked(admin_client, issue, "9月1日，新事。").status_code == 403


def test_it_is_for_those_who_write_briefs(issue, client):
    assert client.get(address(issue)).status_code == 302
    client.force_login(make_staff("clerk", is_superuser=False))
    assert client.get(address(issue)).status_code == 403
    assert looked(client, issue, "9月1日，新事。").status_code == 403
