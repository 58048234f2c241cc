"""Announced days: public, moved only with a reason, telling nothing of any draft."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from news.announcing import move, next_day
from news.models import EditionFile, ReleaseDay, ReleaseDayChange, State
from news.publishing import withdraw
from tests.builders import make_issue
from tests.desk import address, change, form_data, make_staff, messages_of
from tests.web import opened, texts

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
WEEK = timedelta(days=7)


@pytest.fixture
def admin_user(db):
    return make_staff()


@pytest.fixture
def day():
    return ReleaseDay.objects.create(year=2199, number=12, due_on=date(2199, 12, 28))


def told(client):
    return texts(opened(client, "/calendar/"), ".days li")


def test_what_is_announced_is_told_in_order(client, day):
    ReleaseDay.objects.create(year=2199, number=11, due_on=date(2199, 11, 28))
    assert told(client) == ["2199年第11期 2199年11月28日", "2199年第12期 2199年12月28日"]
    assert texts(opened(client, "/"), ".coming") == []  # nothing is out yet: there is no front
    make_issue()
    [line] = texts(opened(client, "/"), ".coming")
    assert line == "2199年第11期预计 11月28日 发布，见发布日历"


def test_a_day_moved_tells_when_and_why(client, day):
    move(day, date(2200, 1, 5), "等一家医院的数据", make_staff())
    on = f"{TODAY.year}年{TODAY.month}月{TODAY.day}日"
    assert told(client) == [
        f"2199年第12期 2200年1月5日 {on}改期：12月28日改为1月5日。原因：等一家医院的数据"
    ]


def test_past_days_tell_what_came_out(client):
    for number, due in ((8, date(2024, 8, 28)), (9, date(2024, 9, 20)), (10, date(2024, 10, 28))):
        ReleaseDay.objects.create(year=2024, number=number, due_on=due)
    make_issue(2024, 9)
    withdraw(make_issue(2024, 10), make_staff(), "有误")
    assert told(client) == [
        "2024年第8期 2024年8月28日 已过预计日期，尚未发布",
        "2024年第10期 2024年9月28日 已撤回",
        "2024年第9期 2024年9月28日 预计 9月20日，晚于预计日期",
    ]


@pytest.mark.parametrize(
    "state", [state for state in State if state not in (State.PUBLISHED, State.WITHDRAWN)]
)
def test_a_draft_changes_nothing_of_it(state, client, day):
    before = [client.get(place).content for place in ("/calendar/", "/")]
    sha256 = "" if state in (State.DRAFT, State.IN_REVIEW) else "0" * 64
    options = {"approved_sha256": sha256, "scheduled_for": timezone.now() + WEEK}
    make_issue(2199, 12, state=state, printed_on=date(2199, 12, 28), **options)
    assert [client.get(place).content for place in ("/calendar/", "/")] == before


def test_the_next_day_is_not_one_that_has_passed(day):
    ReleaseDay.objects.create(year=2024, number=1, due_on=date(2024, 1, 28))
    assert next_day(date(2024, 1, 28)).number == 1
    assert next_day(date(2024, 1, 29)) == day
    assert next_day(date(2199, 12, 29)) is None


class TestOnTheDesk:
    def sent(self, client, day, **data):
        data = form_data(client.get(change(day))) | data
        return client.post(change(day), data, follow=True)

    def test_a_day_is_moved_with_a_reason_only(self, day, admin_client):
        page = self.sent(admin_client, day, due_on="2199-12-30")
        assert page.context["adminform"].form.errors == {
            "reason": ["日期已经公布，改期要写明原因。"]
        }
        assert ReleaseDay.objects.get().due_on == date(2199, 12, 28)
        self.sent(admin_client, day, due_on="2199-12-30", reason="等数据")
        moved = ReleaseDayChange.objects.values_list("before", "after", "reason")
        assert list(moved) == [(date(2199, 12, 28), date(2199, 12, 30), "等数据")]
        assert ReleaseDay.objects.get().due_on == date(2199, 12, 30)

    def test_nothing_changed_is_no_change(self, day, admin_client):
        page = self.sent(admin_client, day, reason="无")
        assert messages_of(page) != []
        assert ReleaseDayChange.objects.count() == 0

    def test_what_was_announced_stays_once_it_was_moved(self, day, admin_client, admin_user):
        move(day, date(2200, 1, 5), "等数据", admin_user)
        gone = address(ReleaseDay, "delete", day.pk)
        assert admin_client.post(gone, {"post": "yes"}).status_code == 403
        assert ReleaseDay.objects.count() == 1

    def test_a_file_of_an_edition_is_known_by_its_hash_alone(self, admin_client):
        edition = make_issue().editions.get()
        file = EditionFile.objects.create(
            edition=edition, kind="json", content=b"secret bytes", sha256="ab" * 32
        )
        pages = [address(EditionFile, "changelist"), change(file)]
        pages.append(address(EditionFile, "export", "csv"))
        for page in pages:
            response = admin_client.get(page)
            content = response.getvalue().decode()
            assert "ab" * 32 in content, page
            assert "secret" not in content, page
