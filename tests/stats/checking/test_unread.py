import pytest

from tests.stats.checking.tables import a_table, found, leave_unread

pytestmark = pytest.mark.django_db
TITLE = "2020年11月统计表"
ROWS = [("甲医院", "1"), ("乙医院", ""), ("丙医院", "")]


def test_a_cell_that_is_no_number_is_an_error():
    table = a_table("n:人次:次", *ROWS)
    leave_unread(table, 2, "n", " 约5 ")
    assert found(table) == [
        ("error", "cell-unread", f"{TITLE} · 乙医院 · 人次", "“约5”不能读作人次的数字。")
    ]


def test_the_only_cell_of_a_table_is_no_column():
    table = a_table("n:人次:次", ("甲医院", ""))
    leave_unread(table, 1, "n", "约5")
    assert [code for _, code, _, _ in found(table)] == ["cell-unread"]


@pytest.mark.parametrize(("unit", "severity"), [("", "warning"), (":次", "error")])
def test_a_column_of_words_is_one_finding(unit, severity):
    table = a_table(f"n:情况{unit}", ("甲医院", ""), ("乙医院", ""), ("丙医院", ""))
    leave_unread(table, 1, "n", "良好")
    leave_unread(table, 3, "n", "正常")
    message = "这一列的 2 格都不是数字（如“良好”），没有读作数据，照录原文。"
    assert found(table) == [(severity, "column-of-text", f"{TITLE} · 情况", message)]


def test_blanks_and_marks_are_read():
    table = a_table(
        "n:人次:次", ("甲医院", ""), ("乙医院", "/"), ("丙医院", "未反馈"), ("丁医院", "…")
    )
    assert found(table) == []
