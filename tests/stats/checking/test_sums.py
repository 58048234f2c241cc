from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.stats.checking.tables import a_table, found, leave_unread

pytestmark = pytest.mark.django_db
PARTS = {"phone": {"part_of": "all"}, "online": {"part_of": "all"}}


def bookings(*rows, columns="phone:电话 online:网上 all:小计", related=PARTS, **options):
    return a_table(columns, *rows, related=related, **options)


class TestPartsOfARow:
    def test_that_add_up_are_fine(self):
        assert found(bookings(("甲医院", "1", "2", "3"), ("乙医院", "0", "0", "0"))) == []

    def test_that_do_not_are_told_with_what_they_make(self):
        assert found(bookings(("甲医院", "1", "2", "3"), ("乙医院", "4", "5", "8"))) == [
            (
                "warning",
                "row-parts",
                "2020年11月统计表 · 乙医院 · 小计",
                "电话、网上相加为 9，小计印作 8，相差 1。",
            )
        ]

    @pytest.mark.parametrize("row", [("", "2", "8"), ("4", "未反馈", "8"), ("4", "5", "")])
    def test_are_not_added_where_a_figure_is_missing(self, row):
        assert found(bookings(("乙医院", *row))) == []

    def test_are_those_printed_in_this_table(self):
        bookings(("甲医院", "1", "2", "3"))
        later = bookings(
            ("甲医院", "1", "1"), period="2020-12", columns="phone:电话 all:小计", related=None
        )
        assert found(later) == []

    def test_of_a_sentence_are_added_too(self):
        table = bookings(("热线", "1", "2", "4"), form="sentence")
        assert [code for _, code, _, _ in found(table)] == ["row-parts"]

    def test_of_a_total_are_added_too(self):
        table = bookings(("甲医院", "1", "2", "3"), ("合计", "1", "3", "3"))
        assert {code for _, code, _, _ in found(table)} == {"row-parts", "total"}


class TestATotal:
    def test_that_is_the_sum_is_fine(self):
        table = a_table(
            "n:人次 m:金额", ("甲医院", "1", "0.5"), ("乙医院", "2", "1"), ("合计", "3", "1.5")
        )
        assert found(table) == []

    def test_rounded_in_print_is_told_with_the_difference(self):
        rows = [("甲医院", "291780600.30"), ("乙医院", "8.44"), ("合计", "291780608.7")]
        assert found(a_table("m:缴费金额:元", *rows)) == [
            (
                "warning",
                "total",
                "2020年11月统计表 · 合计 · 缴费金额",
                "合计印作 291780608.7，各行相加为 291780608.74，相差 0.04。",
            )
        ]

    def test_says_how_many_figures_are_missing_where_it_differs(self):
        rows = [("甲医院", "1"), ("乙医院", ""), ("丙医院", "未反馈"), ("合计", "4")]
        assert [message for *_, message in found(a_table("n:人次", *rows))] == [
            "合计印作 4，各行相加为 1，相差 3。有 2 格没有数值。"
        ]

    def test_keeps_quiet_of_missing_figures_where_it_agrees(self):
        assert found(a_table("n:人次", ("甲医院", "1"), ("乙医院", "/"), ("合计", "1"))) == []

    def test_above_rows_without_any_figure_is_told(self):
        rows = [("甲医院", "未反馈"), ("合计", "4")]
        assert [message for *_, message in found(a_table("n:人次", *rows))] == [
            "合计印作 4，各行相加为 0，相差 4。有 1 格没有数值。"
        ]

    def test_of_percentages_is_not_reckoned(self):
        assert found(a_table("n:占比:%", ("甲医院", "40"), ("乙医院", "70"), ("合计", "55"))) == []

    def test_not_printed_in_a_column_is_not_reckoned(self):
        assert found(a_table("n:人次", ("甲医院", "1"), ("合计", ""))) == []

    def test_in_a_note_has_no_rows_to_be_the_sum_of(self):
        table = a_table("n:人次 sum:累计", ("甲医院", "1", "1"), ("合计", "1", "9"))
        table.rows.get(position=1).observations.get(metric__code="sum").delete()
        assert found(table) == []

    def test_above_the_rows_is_their_sum_as_well(self):
        assert found(a_table("n:人次", ("合计", "3"), ("甲医院", "1"), ("乙医院", "2"))) == []

    def test_may_be_one_of_several_each_of_the_rows_above_it(self):
        rows = [("甲医院", "1"), ("合计", "1"), ("乙医院", "2"), ("合计", "2")]
        assert found(a_table("n:人次", *rows)) == []
        assert len(found(a_table("n:人次", *rows[:3], ("合计", "4"), period="2021-03"))) == 1


class TestASubtotal:
    STUB = {"stub": "group subject"}

    def test_is_the_sum_of_its_group(self):
        rows = [
            ("医院", "甲医院", "1"),
            ("医院", "小计", "1"),
            ("区", "玄武区", "5"),
            ("区", "小计", "5"),
            ("", "合计", "6"),
        ]
        assert found(a_table("n:人次", *rows, **self.STUB)) == []

    def test_that_is_not_is_told_and_the_total_is_still_of_all_rows(self):
        rows = [
            ("医院", "甲医院", "1"),
            ("医院", "小计", "2"),
            ("区", "玄武区", "5"),
            ("", "合计", "6"),
        ]
        assert found(a_table("n:人次", *rows, **self.STUB)) == [
            (
                "warning",
                "subtotal",
                "2020年11月统计表 · 小计（医院） · 人次",
                "小计印作 2，各行相加为 1，相差 1。",
            )
        ]

    def test_without_groups_is_the_sum_of_the_rows_since_the_one_before(self):
        rows = [("甲医院", "1"), ("小计", "1"), ("玄武区", "5"), ("小计", "5"), ("合计", "6")]
        assert found(a_table("n:人次", *rows)) == []
        rows[3] = ("小计", "6")
        assert len(found(a_table("n:人次", *rows, period="2021-03"))) == 1


def test_a_column_of_unread_cells_is_not_blamed_for_its_total():
    table = a_table("n:人次", ("甲医院", "1"), ("合计", "1"))
    leave_unread(table, 2, "n", "约1")
    assert [code for _, code, _, _ in found(table)] == ["cell-unread"]


@pytest.mark.once
class TestReckonedTotals(TestCase):
    @given(st.lists(st.decimals(0, 10**6, places=2), min_size=1, max_size=8))
    def test_never_yield_a_finding(self, figures):
        rows = [(f"第{place}医院", str(value)) for place, value in enumerate(figures, 1)]
        table = a_table("m:金额:元", *rows, ("合计", str(sum(figures, Decimal(0)))))
        assert found(table) == []
