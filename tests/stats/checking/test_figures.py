import pytest

from stats.models import Observation
from tests.stats.checking.tables import a_table, found

pytestmark = pytest.mark.django_db
TITLE = "2020年11月统计表"


class TestDays:
    def test_within_the_month_are_fine(self):
        assert found(a_table("days:上传天数:天", ("甲医院", "30"), ("乙医院", "0"))) == []

    def test_beyond_it_are_told(self):
        assert found(a_table("days:上传天数:天", ("甲医院", "31"))) == [
            (
                "warning",
                "days-of-month",
                f"{TITLE} · 甲医院 · 上传天数",
                "2020-11 只有 30 天，上传天数印作 31。",
            )
        ]

    def test_are_counted_by_the_calendar(self):
        columns, row = "days:上传天数:天", ("甲医院", "29")
        assert found(a_table(columns, row, period="2020-02", title="2020年2月统计表")) == []
        assert len(found(a_table(columns, row, period="2023-02", title="2023年2月统计表"))) == 1

    def test_are_only_figures_in_days(self):
        assert found(a_table("n:人次:次", ("甲医院", "31"))) == []


class TestPairs:
    def test_within_the_whole_are_fine(self):
        rows = [("甲医院", "52/83"), ("乙医院", "83/83"), ("丙医院", "未反馈/83")]
        assert found(a_table("a/b:申明表/规定表", *rows)) == []

    def test_above_the_whole_are_told(self):
        assert found(a_table("a/b:申明表/规定表", ("甲医院", "90/83"))) == [
            (
                "warning",
                "part-above-whole",
                f"{TITLE} · 甲医院 · 申明表",
                "申明表 90 大于规定表 83。",
            )
        ]


class TestIncome:
    EARNED = {"income": {"earned_from": "visits"}}

    def table(self, *rows):
        return a_table("visits:人次 income:收入:千元", *rows, related=self.EARNED)

    def test_with_visits_is_fine(self):
        assert (
            found(self.table(("甲医院", "5", "1.5"), ("乙医院", "0", "0"), ("丙医院", "0", "/")))
            == []
        )

    def test_without_visits_is_told(self):
        assert found(self.table(("甲医院", "0", "86755.28"))) == [
            (
                "warning",
                "income-without-visits",
                f"{TITLE} · 甲医院 · 收入",
                "人次为 0，收入却有 86755.28 千元。",
            )
        ]

    @pytest.mark.parametrize(
        ("printed", "said"), [("", "缺失"), ("/", "不适用"), ("未反馈", "未上报")]
    )
    def test_with_visits_missing_is_told(self, printed, said):
        assert [message for *_, message in found(self.table(("甲医院", printed, "3")))] == [
            f"人次没有数值（{said}），收入却有 3 千元。"
        ]

    def test_with_a_few_visits_is_fine(self):
        assert found(self.table(("甲医院", "…", "3"))) == []

    def test_in_a_table_without_visits_is_fine(self):
        table = self.table(("甲医院", "0", "3"))
        Observation.objects.filter(row__table=table, metric__code="visits").delete()
        assert found(table) == []


def test_a_negative_figure_is_told():
    assert found(a_table("n:挂号:次", ("甲医院", "-3"), ("乙医院", "0"))) == [
        ("warning", "negative", f"{TITLE} · 甲医院 · 挂号", "挂号是负数 -3。")
    ]
