from datetime import date

import pytest

from stats.models import Dataset, Institution, Observation
from tests.stats.checking.tables import a_table, found

pytestmark = pytest.mark.django_db
TITLE = "2020年11月统计表"


def a_month(period, *rows, columns="n:人次", **options):
    year, month = period.split("-")
    options = {"origin": f"T-{period}", "title": f"{year}年{int(month)}月统计表"} | options
    return a_table(columns, *rows, period=period, **options)


def months(values, first=1, name="甲医院"):
    """A table a month of 2020 from `first` on, with the figure of one institution."""
    for month, value in enumerate(values, first):
        a_month(f"2020-{month:02d}", (name, str(value)))


class TestAJump:
    @pytest.mark.parametrize("value", ["5000", "200", "1000"])
    def test_is_none_within_five_times_the_usual(self, value):
        months([900, 1000, 1100], first=8)
        assert found(a_month("2020-11", ("甲医院", value))) == []

    @pytest.mark.parametrize("value", ["5001", "199", "0"])
    def test_beyond_is_told_with_the_median(self, value):
        months([900, 1000, 1100], first=8)
        assert found(a_month("2020-11", ("甲医院", value))) == [
            (
                "warning",
                "jump",
                f"{TITLE} · 甲医院 · 人次",
                f"人次是 {value}，此前 3 个月（2020-08 到 2020-10）的中位数是 1000，相差很大。",
            )
        ]

    def test_is_measured_against_the_last_six_values(self):
        months([1, 1, 1, 1000, 1000, 1000, 1000, 1000, 1000])
        assert found(a_month("2020-11", ("甲医院", "1000"))) == []

    def test_needs_ten_times_where_there_is_one_value(self):
        months([1000], first=3)
        assert found(a_month("2020-10", ("甲医院", "10000"))) == []
        assert [message for *_, message in found(a_month("2020-11", ("甲医院", "110000")))] == [
            "人次是 110000，此前 2 个月（2020-03 到 2020-10）的中位数是 5500，相差很大。"
        ]

    def test_of_one_value_names_it(self):
        months([1000], first=3)
        assert [message for *_, message in found(a_month("2020-11", ("甲医院", "10001")))] == [
            "人次是 10001，上一次（2020-03）是 1000，相差很大。"
        ]

    def test_of_small_figures_is_none(self):
        months([0, 0, 1], first=8)
        assert found(a_month("2020-11", ("甲医院", "100"))) == []
        assert len(found(a_month("2020-12", ("甲医院", "101")))) == 1

    def test_forgets_after_twelve_months(self):
        a_month("2019-10", ("甲医院", "1"))
        assert found(a_month("2020-11", ("甲医院", "100000"))) == []
        assert len(found(a_month("2020-10", ("甲医院", "100000")))) == 1

    def test_looks_at_no_other_institution_family_metric_or_group(self):
        a_month("2020-09", ("乙医院", "1", "1"), columns="n:人次 m:金额")
        a_month("2020-09", ("甲医院", "1"), slug="other")
        a_month("2020-08", ("心电", "甲医院", "1"), stub="group subject")
        jumps = [code for _, code, _, _ in found(a_month("2020-11", ("甲医院", "9999")))]
        assert jumps == []

    def test_takes_the_later_print_of_a_month_printed_twice(self):
        a_month("2020-10", ("甲医院", "1"), origin="2020-11")
        a_month("2020-10", ("甲医院", "9000"), origin="2020-12")
        assert found(a_month("2020-11", ("甲医院", "9000"), origin="2020-12")) == []

    def test_of_a_total_is_the_rows_affair(self):
        a_month("2020-10", ("甲医院", "1"), ("合计", "1"))
        assert found(a_month("2020-11", ("甲医院", "1"), ("合计", "1"))) == []


class TestAMissingInstitution:
    @pytest.fixture(autouse=True)
    def before(self, db):
        table = a_month("2020-10", ("甲医院", "1"), ("乙医院", "1"))
        Dataset.objects.filter(pk=table.dataset_id).update(subject_kind="hospital")

    def test_is_none_where_all_are_there(self):
        assert found(a_month("2020-11", ("乙医院", "1"), ("甲医院", "1"), ("丙医院", "1"))) == []

    def test_is_told(self):
        assert found(a_month("2020-11", ("甲医院", "1"))) == [
            (
                "warning",
                "institution-missing",
                TITLE,
                "上月（2020-10）的表里有“乙医院”，本月没有。",
            )
        ]

    def test_is_not_looked_for_two_months_later(self):
        assert found(a_month("2020-12", ("甲医院", "1"))) == []

    def test_is_not_missed_once_closed(self):
        Institution.objects.filter(name="乙医院").update(closed_on=date(2020, 11, 1))
        assert found(a_month("2020-11", ("甲医院", "1"))) == []

    def test_is_not_missed_in_a_list_of_changing_names(self):
        Dataset.objects.update(subject_kind="")
        assert found(a_month("2020-11", ("甲医院", "1"))) == []

    def test_may_stand_in_another_table_of_that_month(self):
        part = a_month("2020-11", ("甲医院", "1"))
        a_month("2020-11", ("乙医院", "1"), origin="T-later")
        assert found(part) == []

    def test_with_a_row_but_no_figure_is_there(self):
        table = a_month("2020-11", ("甲医院", "1"), ("乙医院", ""))
        assert Observation.objects.filter(row__table=table, value=None).count() == 1
        assert found(table) == []
