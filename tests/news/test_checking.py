from datetime import date

import pytest

from news.checking import check_issue, check_issues, recheck
from stats.models import Finding
from tests.builders import make_issue, make_table

pytestmark = pytest.mark.django_db


def found(issue):
    return [(f.severity, f.code, f.where, f.message) for f in check_issue(issue)]


class TestTheMonthOfAnIssue:
    @pytest.mark.parametrize(
        ("year", "number", "period"),
        [(2024, 9, date(2024, 8, 1)), (2025, 1, date(2024, 12, 1)), (2024, 9, None)],
    )
    def test_is_the_one_before_it(self, year, number, period):
        assert found(make_issue(year, number, period=period)) == []

    def test_any_other_is_told(self):
        assert found(make_issue(2024, 9, period=date(2024, 7, 1))) == [
            (
                "warning",
                "issue-period",
                "2024年第9期",
                "数据月份是 2024-07，按惯例应为上月 2024-08。",
            )
        ]

    def test_a_number_beyond_twelve_is_told(self):
        issue = make_issue(2024, 12, serial=None)
        issue.number = 13
        assert found(issue) == [
            ("warning", "issue-number", "2024年第13期", "期号是 13，一年只有 12 期。")
        ]


class TestTheSerial:
    def test_that_follows_the_issue_before_is_fine(self):
        issues = [make_issue(2024, number, serial=142 + number) for number in (8, 9, 10)]
        assert check_issues(issues) == []

    def test_may_leave_out_issues_not_in_the_record(self):
        issues = [make_issue(2020, 12, serial=106), make_issue(2024, 9, serial=151)]
        assert check_issues(issues) == []

    def test_that_does_not_follow_is_told_from_both_sides(self):
        before = make_issue(2024, 8, serial=150)
        after = make_issue(2024, 10, serial=153)
        assert found(before) + found(after) == [
            (
                "warning",
                "serial",
                "2024年第8期",
                "总期号是 150，按2024年第10期的总期号 153 推算应为 151。",
            ),
            (
                "warning",
                "serial",
                "2024年第10期",
                "总期号是 153，按2024年第8期的总期号 150 推算应为 152。",
            ),
        ]

    def test_is_compared_with_the_nearest_that_have_one(self):
        make_issue(2024, 6, serial=1)
        make_issue(2024, 7, serial=149)
        make_issue(2024, 8, serial=None)
        assert found(make_issue(2024, 9, serial=151)) == []

    def test_may_be_missing(self):
        make_issue(2024, 8, serial=150)
        assert found(make_issue(2024, 9, serial=None)) == []


def test_each_inferred_item_is_told():
    options = {"inferred": ["year", "number", "serial", "period"], "period": date(2020, 11, 1)}
    assert [message for *_, message in found(make_issue(2020, 12, serial=106, **options))] == [
        "文件上没有印年份，由其他内容推断为 2020。",
        "文件上没有印期号，由其他内容推断为 12。",
        "文件上没有印总期号，由其他内容推断为 106。",
        "文件上没有印数据月份，由其他内容推断为 2020-11。",
    ]


def test_a_table_of_another_month_is_told():
    tables = [
        make_table(period="2024-08", rows=[]),
        make_table(period="2024-07", rows=[], title="2024年8月统计表"),
    ]
    issue = make_issue(2024, 9, period=date(2024, 8, 1), tables=tables)
    (finding,) = check_issue(issue)
    assert (finding.severity, finding.code, finding.where, finding.message, finding.table) == (
        "warning",
        "period-other-month",
        "2024年8月统计表（2024-07）",
        "这是 2024-07 的数据，本期的数据月份是 2024-08。",
        tables[1],
    )


def odd_issue(number, **options):
    """An issue with a table whose total is wrong, and of another month than the issue."""
    rows = [("1", "甲医院", "1", "1"), ("", "合计", "2", "1")]
    origin = f"2024-{number:02d}"
    table = make_table(period=f"2024-{number - 2:02d}", rows=rows, origin=origin)
    period = date(2024, number - 1, 1)
    return make_issue(2024, number, period=period, tables=[table], **options)


def test_an_issue_is_checked_with_its_tables():
    assert [finding.code for finding in check_issue(odd_issue(9))] == [
        "period-other-month",
        "total",
    ]


def test_many_issues_are_checked_with_the_queries_of_one(django_assert_num_queries):
    issues = [odd_issue(number) for number in (4, 6, 8, 10)]
    for some in (issues[:1], issues):
        with django_assert_num_queries(9):
            check_issues(some)


def test_checking_anew_stores_what_was_found_and_keeps_verdicts():
    issue = odd_issue(9)
    recheck([issue])
    Finding.objects.filter(code="total").update(verdict="as-printed")
    issue.period = date(2024, 7, 1)
    recheck([issue])
    assert sorted(Finding.objects.values_list("code", "verdict")) == [
        ("issue-period", ""),
        ("total", "as-printed"),
    ]
