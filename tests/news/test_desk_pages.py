"""The home of the desk and what is done from it, as the browser gets them."""

import io
from datetime import date
from urllib.parse import quote

import openpyxl
import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from news.drafting import draft_next
from news.models import Issue, State
from stats.models import Assignment, Dataset, Finding, Table
from tests.builders import make_issue, make_table, month
from tests.desk import make_staff, messages_of
from tests.web import found, links, opened, texts

pytestmark = pytest.mark.django_db

HOME, NEXT = reverse("admin:index"), reverse("admin:news_issue_begin_next")


@pytest.fixture
def admin_user(db):
    return make_staff()


@pytest.fixture
def latest():
    tables = [make_table(), make_table("kiosks", family="终端")]
    return make_issue(tables=tables, serial=151, period=month("2024-08"))


@pytest.fixture
def current(latest):
    return draft_next(due_on=date(2024, 10, 28))


def sent(latest, **changes):
    tables = [table.pk for table in latest.tables.all()]
    usual = {"year": 2024, "number": 10, "serial": 152, "due_on": "2024-10-28", "tables": tables}
    return usual | changes


def role(name):
    user = make_staff(name, is_superuser=False)
    user.groups.add(Group.objects.get(name=name))
    return user


def test_the_home_offers_the_next_issue_when_all_is_out(latest, admin_client):
    page = opened(admin_client, HOME)
    assert links(page, ".desk-begin a") == [NEXT]
    assert texts(page, ".desk-begin h1") == ["2024年第9期已经发布"]


def test_the_home_of_an_empty_record_says_what_to_do(admin_client):
    assert texts(opened(admin_client, HOME), ".desk-begin h1") == ["还没有任何一期"]


def test_the_home_shows_the_tables_of_the_current_issue(current, admin_client):
    page = opened(admin_client, HOME)
    assert texts(page, ".desk-head h1") == ["2024年第10期 总第 152 期 · 草稿"]
    assert texts(page, ".desk-lines tbody th") == ["预约挂号", "终端"]
    assert texts(page, ".desk-lines .desk-state") == ["未录入 6 格", "未录入 6 格"]


def test_who_may_not_see_issues_sees_the_records_only(latest, client):
    client.force_login(make_staff("guest", is_superuser=False))
    page = opened(client, HOME)
    assert (found(page, ".desk"), len(found(page, ".desk-records"))) == ([], 1)


def test_a_data_entry_person_sees_the_home_without_what_others_do(current, client):
    client.force_login(role("录入"))
    page = opened(client, HOME)
    assert texts(page, ".desk-lines .desk-do") == ["录入 填报表", "录入 填报表"]


def test_the_page_tells_what_would_be_made(latest, admin_client):
    page = opened(admin_client, NEXT)
    assert texts(page, ".desk-choices label") == [
        "预约挂号 2024年9月 3 行",
        "终端 2024年9月 3 行",
    ]
    given = {box.get("name"): box.get("value") for box in found(page, ".desk-fields input")}
    assert given == {"number": "10", "serial": "152", "due_on": "2024/10/28"}
    assert not Issue.objects.filter(number=10).exists()


def test_one_click_makes_the_issue_and_leads_home(latest, admin_client):
    response = admin_client.post(NEXT, sent(latest), follow=True)
    assert response.redirect_chain == [(HOME, 302)]
    assert messages_of(response) == ["2024年第10期已建好：2 张表，机构与上月相同，等待录入。"]
    issue = Issue.objects.get(number=10)
    assert (issue.serial, issue.due_on, issue.state) == (152, date(2024, 10, 28), State.DRAFT)


def test_a_table_left_out_is_not_made(latest, admin_client):
    chosen = latest.tables.get(dataset__slug="kiosks")
    admin_client.post(NEXT, sent(latest, tables=[chosen.pk]))
    assert [table.dataset.slug for table in Issue.objects.get(number=10).tables.all()] == ["kiosks"]


def test_a_second_click_makes_no_second_issue(latest, admin_client):
    admin_client.post(NEXT, sent(latest), follow=True)
    response = admin_client.post(NEXT, sent(latest), follow=True)
    assert messages_of(response) == ["2024年第10期已经建好了，没有再建一次。"]
    assert (Issue.objects.count(), Table.objects.count()) == (2, 4)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"serial": 151}, "总第151期已是2024年第9期。"),
        ({"number": 13}, "确保该值小于或等于12。"),
        ({"number": ""}, "请填写期号。"),
        ({"due_on": "10月"}, "输入一个有效的日期。"),
        ({"year": 2023}, "这期间有了新的一期，请重新核对下面的内容。"),
    ],
)
def test_what_cannot_be_is_said_on_the_page(latest, admin_client, change, error):
    response = admin_client.post(NEXT, sent(latest, **change))
    assert error in response.content.decode()
    assert Issue.objects.count() == 1


def test_without_any_issue_the_way_leads_home_with_a_word(admin_client):
    response = admin_client.get(NEXT, follow=True)
    assert messages_of(response) == ["还没有任何一期；请先读入或新建一期，再由它生成下一期。"]


@pytest.mark.parametrize(("name", "status"), [("录入", 403), ("审核", 403), ("编辑", 200)])
def test_only_who_may_add_issues_begins_the_next(latest, client, name, status):
    client.force_login(role(name))
    assert client.get(NEXT).status_code == status


def check(client, table, **data):
    issue = table.issue_table.issue
    url = reverse("admin:news_issue_checked", args=[issue.pk, table.pk])
    response = client.post(url, {"version": table.version} | data, follow=True)
    table.refresh_from_db()
    return messages_of(response)


def test_a_table_is_marked_as_checked_by_whom_and_when(current, admin_client, admin_user):
    table = current.tables.first()
    assert check(admin_client, table) == ["“预约挂号 2024-09”已记为核对无误。"]
    assert (table.checked_by, table.checked_at is not None) == (admin_user, True)
    assert table.history.first().history_user == admin_user


def test_a_check_can_be_taken_back(current, admin_client):
    table = current.tables.first()
    check(admin_client, table)
    assert check(admin_client, table, undo=1) == ["“预约挂号 2024-09”取消了核对。"]
    assert (table.checked_by, table.checked_at) == (None, None)


def test_after_checking_the_home_opens_at_the_same_line(current, admin_client):
    table = current.tables.first()
    url = reverse("admin:news_issue_checked", args=[current.pk, table.pk])
    answer = admin_client.post(url, {"version": table.version})
    assert answer.url == f"{HOME}#table-{table.pk}"
    assert len(found(opened(admin_client, HOME), f"tr[id=table-{table.pk}]")) == 1


def test_what_changed_meanwhile_is_not_checked(current, admin_client):
    table = current.tables.first()
    told = check(admin_client, table, version=table.version + 1)
    assert told == ["“预约挂号 2024-09”刚刚又有改动，请看过新的数据再核对。"]
    assert table.checked_at is None


def test_a_table_with_errors_is_not_checked(current, admin_client):
    table = current.tables.first()
    Finding.objects.create(
        origin="2024-10", table=table, severity="error", code="x", message="认不出"
    )
    assert check(admin_client, table) == ["“预约挂号 2024-09”还有 1 个错误，改正后再核对。"]


def test_a_published_table_is_not_checked(latest, admin_client):
    told = check(admin_client, latest.tables.first())
    assert told == ["“预约挂号 2024-08”已经发布，不再改动。"]


def test_checking_wants_its_permission_and_a_post(current, client):
    user = make_staff("guest", is_superuser=False)
    user.user_permissions.add(Permission.objects.get(codename="view_issue"))
    client.force_login(user)
    url = reverse("admin:news_issue_checked", args=[current.pk, current.tables.first().pk])
    assert client.post(url).status_code == 403
    client.force_login(make_staff())
    assert client.get(url).status_code == 405


def test_a_table_of_another_issue_is_not_found(latest, current, admin_client):
    url = reverse("admin:news_issue_checked", args=[current.pk, latest.tables.first().pk])
    assert admin_client.post(url).status_code == 404


def workbook(client, issue, query=""):
    return client.get(reverse("admin:news_issue_workbook", args=[issue.pk]) + query)


def sheets(response):
    return openpyxl.load_workbook(io.BytesIO(response.content)).sheetnames


def test_the_workbook_of_the_issue_is_downloaded(current, admin_client):
    response = workbook(admin_client, current)
    assert sheets(response) == ["预约挂号", "终端"]
    name = quote("2024年第10期填报表.xlsx")
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"


def test_the_workbook_of_one_table_is_downloaded(current, admin_client):
    table = current.tables.get(dataset__slug="kiosks")
    assert sheets(workbook(admin_client, current, f"?table={table.pk}")) == ["终端"]


@pytest.mark.parametrize("query", ["?table=0", "?table=x", "?table=²", f"?table={10**30}"])
def test_a_table_that_is_not_there_has_no_workbook(current, admin_client, query):
    assert workbook(admin_client, current, query).status_code == 302


def test_a_person_with_an_assignment_gets_her_tables_only(current, client):
    user = role("录入")
    assignment = Assignment.objects.create(user=user)
    assignment.datasets.add(Dataset.objects.get(slug="kiosks"))
    client.force_login(user)
    assert sheets(workbook(client, current)) == ["终端"]


def test_a_published_issue_has_no_workbook(latest, admin_client):
    assert workbook(admin_client, latest).status_code == 302


def test_the_workbook_is_for_those_who_may_see_tables(current, client):
    client.force_login(make_staff("guest", is_superuser=False))
    assert workbook(client, current).status_code == 403
