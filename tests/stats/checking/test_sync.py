import pytest

from stats.checking import check_tables, codes
from stats.models import Finding, Table
from tests.stats.checking.tables import a_table, facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    return a_table("days:上传天数:天", ("甲医院", "31"), ("乙医院", "31"), ("丙医院", "3"))


def sync(table):
    Finding.objects.sync(table.origin, check_tables([table]))


def stored():
    return sorted(facts(finding) for finding in Finding.objects.all())


def test_what_was_found_is_stored_with_its_place(table):
    sync(table)
    assert stored() == sorted(facts(finding) for finding in check_tables([table]))
    finding = Finding.objects.get(row__printed_name="甲医院")
    assert (finding.origin, finding.table, finding.metric.code) == ("2020-12", table, "days")


def test_twice_changes_nothing(table, django_assert_num_queries):
    sync(table)
    before = list(Finding.objects.order_by("pk").values())
    findings = check_tables([table])
    with django_assert_num_queries(1):
        Finding.objects.sync(table.origin, findings)
    assert list(Finding.objects.order_by("pk").values()) == before


def test_a_verdict_stays_while_the_finding_does(table):
    sync(table)
    Finding.objects.filter(row__printed_name="甲医院").update(verdict="printed-wrong")
    table.rows.get(position=2).observations.update(value=30)
    sync(table)
    finding = Finding.objects.get()
    assert (finding.row.printed_name, finding.verdict) == ("甲医院", "printed-wrong")


def test_another_figure_is_another_finding(table):
    sync(table)
    Finding.objects.update(verdict="as-printed")
    table.rows.get(position=1).observations.update(value=32)
    sync(table)
    assert sorted(Finding.objects.values_list("message", "verdict")) == [
        ("2020-11 只有 30 天，上传天数印作 31。", "as-printed"),
        ("2020-11 只有 30 天，上传天数印作 32。", ""),
    ]


def test_the_verdict_follows_a_row_that_was_made_anew(table):
    sync(table)
    Finding.objects.update(verdict="as-printed")
    Table.objects.get().rows.all().delete()
    again = a_table("days:上传天数:天", ("甲医院", "31"), origin="T")
    again.rows.update(table=table)
    sync(table)
    finding = Finding.objects.get()
    assert (finding.row.table, finding.verdict) == (table, "as-printed")


def test_what_was_said_on_taking_in_and_of_other_issues_stays(table):
    for code, origin in (("row-short", "2020-12"), ("total", "2021-01")):
        Finding.objects.create(origin=origin, code=code, message="话", severity="warning")
    Finding.objects.create(origin="2020-12", code="total", message="旧话", severity="warning")
    sync(table)
    left = Finding.objects.exclude(code="days-of-month").values_list("origin", "code")
    assert sorted(left) == [("2020-12", "row-short"), ("2021-01", "total")]


def test_a_finding_that_becomes_an_error_loses_its_verdict(table):
    sync(table)
    Finding.objects.update(verdict="as-printed")
    findings = check_tables([table])
    for finding in findings:
        finding.severity = "error"
    Finding.objects.sync(table.origin, findings)
    assert set(Finding.objects.values_list("severity", "verdict")) == {("error", "")}


def test_the_same_finding_twice_is_stored_once(table):
    Finding.objects.sync(table.origin, check_tables([table]) * 2)
    assert Finding.objects.count() == 2


def test_checking_reads_no_more_for_many_tables(django_assert_num_queries):
    def month(number, **options):
        rows = [(f"第{place}医院", "31", "5") for place in range(1, 6)]
        return a_table(
            "days:天数:天 n:人次", *rows, period=f"2020-{number:02d}", title="统计表", **options
        )

    one = [month(1)]
    many = one + [month(number, slug=f"s-{number}") for number in range(1, 9)]
    many[0].dataset.__class__.objects.update(subject_kind="hospital")
    for tables in (one, many):
        with django_assert_num_queries(7):
            check_tables(tables)


def test_nothing_is_read_for_no_tables(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert check_tables([]) == []


def test_codes_are_those_of_every_rule():
    assert codes() >= {"row-parts", "total", "jump", "cell-unread", "equality"}
    assert not codes() & {"row-short", "blank-in-number", "mark-undefined", "unplaced"}
