"""Tables whose cells say what they are: nothing in them is taken for something else."""

from dataclasses import replace

from stats.documents.text import read_text
from stats.parsing.told import HEAD as TOLD_HEAD
from stats.parsing.told import is_told, parse_told, with_roles
from tests.stats.parsing.drawing import columns, exact_grid

HEAD = "【简报】甲\n【期号】2024年第9期\n"


def grid(rows):
    return read_text("plain.txt", (HEAD + rows).encode()).blocks[-1]


def told(table):
    return [
        (row.kind, row.group, row.number, row.name, [cell.raw for cell in row.cells])
        for row in table.rows
    ]


def test_rows_are_what_they_say_whatever_their_names_are():
    table = parse_told(
        grid(
            "【表】组别\t名称\t数据\n【表头】单位\t←\t台数\n【行】医疗\t合计\t（注）\n"
            "【行】↑\t序号\t\n【小计】↑\t南京鼓楼医院\t\\←\n【合计】12\t←\t3\n"
        )
    )
    assert [(column.path, column.role) for column in table.columns] == [
        (("单位",), "group"),
        (("单位",), "subject"),
        (("台数",), "figure"),
    ]
    assert told(table) == [
        ("data", "医疗", "", "合计", ["（注）"]),
        ("data", "医疗", "", "序号", [""]),
        ("subtotal", "医疗", "", "南京鼓楼医院", ["←"]),
        ("total", "", "", "12", ["3"]),
    ]


def test_lanes_are_read_down_one_after_the_other():
    table = parse_told(
        grid(
            "【表】序号\t名称\t数据\t序号\t名称\t数据\n【表头】序号\t名称\t数量\t序号\t名称\t数量\n"
            "【行】1\t甲\t5\t3\t丙\t7\n【行】2\t乙\t6\t\t\t\n【合计】合计：18\t←\t←\t←\t←\t←\n"
        )
    )
    assert table.lanes == 2
    assert told(table) == [
        ("data", "", "1", "甲", ["5"]),
        ("data", "", "2", "乙", ["6"]),
        ("data", "", "3", "丙", ["7"]),
        ("total", "", "", "合计", ["18"]),
    ]


def test_a_table_with_a_column_that_says_nothing_is_not_told():
    assert is_told(grid("【表】名称\t数据\n【表头】名称\t数量\n【行】甲\t1\n"))
    assert not is_told(grid("【表】名称\t数据\n【表头】名称\t数量\n【行】甲\t1\t2\n"))
    assert not is_told(grid("【表】数据\t数据\n【表头】名称\t数量\n【行】甲\t1\n"))


def test_one_header_over_two_columns_stands_over_labels_and_names_whatever_those_are():
    seen = exact_grid("单位|<|台数", "医疗单位|…|/", "^|56|", "^|…|12%")
    head = tuple(cell and replace(cell, style=TOLD_HEAD) for cell in seen.rows[0])
    table = parse_told(with_roles(replace(seen, rows=(head, *seen.rows[1:]))))
    assert columns(table) == [("group", "单位"), ("subject", "单位"), ("figure", "台数")]
    assert [(row[1], row[3]) for row in told(table)] == [
        ("医疗单位", "…"), ("医疗单位", "56"), ("医疗单位", "…")
    ]  # fmt: skip
