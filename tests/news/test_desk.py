"""What the home of the desk shows."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from news.desk import Due, dates, days_left, home, running
from news.models import Issue, State
from stats.models import Finding, Table
from tests.builders import BOOKINGS_ROWS, make_issue, make_table, month

pytestmark = pytest.mark.django_db

TODAY = date(2024, 10, 20)
EMPTY = [(number, name, "", "") for number, name, *_ in BOOKINGS_ROWS]
PARTIAL = [*BOOKINGS_ROWS[:1], *EMPTY[1:2], *BOOKINGS_ROWS[2:]]


def make_current(rows=PARTIAL, **options):
    """2024年第10期 with one table, not yet out, after 2024年第9期, which is."""
    make_issue(tables=[make_table()], period=month("2024-08"))
    table = make_table(period="2024-09", origin="2024-10", rows=rows, published=False)
    options = {"printed_on": None, "due_on": date(2024, 10, 28)} | options
    return make_issue(
        2024, 10, tables=[table], state=State.DRAFT, period=month("2024-09"), **options
    )


def line():
    (only,) = home(TODAY)["lines"]
    return only


def test_before_the_first_issue_there_is_nothing():
    desk = home(TODAY)
    assert (desk["issue"], desk["last"], desk["lines"], desk["dates"]) == (None, None, [], [])


def test_when_all_is_out_the_last_issue_is_told():
    issue = make_issue()
    desk = home(TODAY)
    assert (desk["issue"], desk["last"]) == (None, issue)


def test_the_current_issue_is_the_latest_while_it_is_not_out():
    issue = make_current()
    desk = home(TODAY)
    assert (desk["issue"], desk["left"], desk["last"]) == (issue, "还有 8 天", None)
    assert (desk["issue"].article_count, desk["issue"].brief_count) == (1, 1)


def test_older_drafts_are_told_beside_it():
    make_current()
    older = make_issue(2019, 3, state=State.DRAFT)
    assert home(TODAY)["unfinished"] == [older]


@pytest.mark.parametrize(
    ("rows", "state", "sign"),
    [
        (EMPTY, "未录入", "empty"),
        (PARTIAL, "录入中", "partial"),
        (BOOKINGS_ROWS, "已录入", "entered"),
    ],
)
def test_a_table_is_as_far_as_its_cells_are_filled(rows, state, sign):
    make_current(rows)
    assert (line().state, line().sign) == (state, sign)


def test_a_table_that_was_checked_says_so():
    make_current()
    user = User.objects.create(username="审核")
    Table.objects.filter(origin="2024-10").update(checked_at=timezone.now(), checked_by=user)
    assert (line().state, line().may_be_checked) == ("已核对", False)


def test_findings_are_counted_by_table_and_by_issue():
    make_current()
    table = Table.objects.get(origin="2024-10")
    common = {"origin": "2024-10", "table": table, "code": "x"}
    Finding.objects.create(severity="error", message="错", **common)
    Finding.objects.create(severity="warning", message="一", **common)
    Finding.objects.create(severity="warning", message="二", verdict="as-printed", **common)
    Finding.objects.create(origin="2019-01", severity="warning", code="y", message="旧")
    desk = home(TODAY)
    assert (line().errors, line().warnings, line().may_be_checked) == (1, 1, False)
    assert desk["open_here"] == {"error": 1, "warning": 1}
    assert desk["open_everywhere"] == {"error": 1, "warning": 2}


def test_an_absent_institution_comes_with_words_to_ask_for_its_figures():
    make_current()
    (absent,) = home(TODAY)["absent"]
    assert (absent.name, absent.months, absent.running) == ("南京市儿童医院", 1, "")
    assert absent.message == (
        "南京市儿童医院：\n"
        "您好！《南京卫生信息化简报》2024年第10期正在编辑，还没有收到贵单位的以下数据：\n"
        "1. 2024年9月预约挂号（没有数据）\n"
        "本期计划 10月28日印发，请尽快报送；如本月确无数据，也请告知。谢谢！"
    )


def test_a_late_table_is_marked():
    make_current()
    Table.objects.filter(origin="2024-10").update(period=month("2024-07"))
    assert line().late


def test_a_date_nobody_set_is_reckoned_from_the_last_issue():
    issues = [make_issue(printed_on=date(2024, 9, 28))]
    assert dates(issues, TODAY) == [
        Due("2024年第9期之后的一期", date(2024, 10, 28), "还有 8 天", True)
    ]


def test_dates_set_for_drafts_go_before_reckoned_ones():
    make_current()
    issues = list(Issue.objects.latest_first())
    assert dates(issues, TODAY) == [Due("2024年第10期", date(2024, 10, 28), "还有 8 天", False)]


@pytest.mark.parametrize(("day", "told"), [(20, "就是今天"), (25, "还有 5 天"), (17, "已过 3 天")])
def test_days_left_are_told_in_words(day, told):
    assert days_left(date(2024, 10, day), TODAY) == told


def test_months_running_are_told_in_words():
    assert [running(1), running(3), running(12)] == ["", "已连续 3 个月", "已连续 12 个月以上"]


def test_it_takes_nine_queries_however_much_there_is(django_assert_num_queries):
    make_current()
    for number in range(1, 9):
        make_issue(
            2019, number, tables=[make_table("t", f"2018-{number:02d}", origin=f"x{number}")]
        )
    with django_assert_num_queries(9):
        home(TODAY)
