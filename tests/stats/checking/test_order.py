import pytest

from tests.stats.checking.tables import a_table, found

pytestmark = pytest.mark.django_db
TITLE = "2020年11月统计表"


class TestPrintedOrder:
    def test_from_large_to_small_is_fine(self):
        rows = [("甲医院", "9"), ("乙医院", "9"), ("丙医院", ""), ("丁医院", "3"), ("合计", "21")]
        assert found(a_table("n:上传量", *rows, ordered_by="n")) == []

    def test_a_row_larger_than_the_one_above_is_told(self):
        rows = [("甲医院", "9"), ("乙医院", "3"), ("丙医院", "8"), ("丁医院", "7")]
        assert found(a_table("n:上传量", *rows, ordered_by="n")) == [
            (
                "warning",
                "order",
                f"{TITLE} · 丙医院 · 上传量",
                "各行按上传量由大到小排列，本行 8 大于上一行“乙医院”的 3。",
            )
        ]

    def test_begins_anew_in_each_group(self):
        rows = [("医院", "甲医院", "3"), ("区", "玄武区", "9"), ("区", "秦淮区", "1")]
        assert found(a_table("n:台数", *rows, stub="group subject", ordered_by="n")) == []

    def test_is_not_asked_of_a_layout_without_one(self):
        assert found(a_table("n:上传量", ("甲医院", "1"), ("乙医院", "3"))) == []

    def test_is_not_asked_of_a_column_not_printed(self):
        table = a_table(
            "n:上传量 m:人次", ("甲医院", "1", "1"), ("乙医院", "3", "1"), ordered_by="n"
        )
        table.dataset.metrics.get(code="n").observations.all().delete()
        assert found(table) == []


class TestNumbers:
    @staticmethod
    def numbered(*numbers, stub="number subject"):
        rows = [(text, f"第{place}医院", "1") for place, text in enumerate(numbers, 1)]
        return found(a_table("n:人次", *rows, stub=stub))

    def test_that_run_on_are_fine(self):
        assert self.numbered("1", "２", "3.") == []

    def test_none_at_all_are_fine(self):
        assert self.numbered("", "") == []

    def test_a_gap_is_told_once(self):
        assert self.numbered("1", "3", "4") == [
            ("warning", "row-number", f"{TITLE} · 第2医院", "序号印作“3”，应为 2。")
        ]

    def test_one_misprinted_is_told_once(self):
        assert [message for *_, message in self.numbered("1", "3", "3", "4")] == [
            "序号印作“3”，应为 2。"
        ]

    def test_a_blank_and_a_word_are_told(self):
        assert [message for *_, message in self.numbered("1", "", "三", "4")] == [
            "序号空着，应为 2。",
            "序号印作“三”，应为 3。",
        ]

    def test_may_begin_anew_in_each_group(self):
        rows = [("医院", "1", "甲医院"), ("医院", "2", "乙医院"), ("区", "1", "玄武区")]
        again = [*rows, ("区", "1", "秦淮区")]
        assert found(a_table("", *rows, stub="group number subject")) == []
        table = a_table("", *again, stub="group number subject", period="2021-03")
        assert [message for *_, message in found(table)] == ["序号印作“1”，应为 2。"]

    def test_total_rows_have_none(self):
        rows = [("1", "甲医院", "4"), ("", "合计", "4")]
        assert found(a_table("n:人次", *rows, stub="number subject")) == []


class TestTheSameInstitutionTwice:
    def test_with_the_same_figures_is_odd(self):
        table = a_table("n:人次", ("甲医院", "1"), ("乙医院", "2"), ("甲医院", "1"))
        assert found(table) == [
            (
                "warning",
                "row-twice",
                f"{TITLE} · 甲医院（第3行）",
                "“甲医院”在这张表里有两行（第1行、第3行），数据相同。",
            )
        ]

    def test_with_other_figures_cannot_be(self):
        table = a_table("n:人次 m:台数", ("甲医院", "1", "5"), ("甲医院", "2", "5"))
        assert found(table) == [
            (
                "error",
                "row-conflict",
                f"{TITLE} · 甲医院（第2行）",
                "“甲医院”在这张表里有两行（第1行、第2行），人次不同，不能都对。",
            )
        ]

    def test_under_another_name_is_found_by_the_institution(self):
        table = a_table("n:人次", ("甲医院", "1"), ("乙医院", "1"))
        first, second = table.rows.all()
        table.rows.filter(pk=second.pk).update(institution=first.institution)
        assert [code for _, code, _, _ in found(table)] == ["row-twice"]

    def test_in_two_groups_is_fine(self):
        rows = [("心电", "甲医院", "1"), ("影像", "甲医院", "2")]
        assert found(a_table("n:份数", *rows, stub="group subject")) == []

    def test_without_an_institution_is_found_by_the_name(self):
        table = a_table("n:人次", ("甲医院", "1"), ("甲 医院", "1"))
        table.rows.update(institution=None)
        assert [code for _, code, _, _ in found(table)] == ["row-twice"]

    def test_rows_without_a_name_are_not_the_same(self):
        assert found(a_table("n:人次", ("", ""), ("", ""))) == []
