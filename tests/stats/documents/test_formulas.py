"""Results that a workbook keeps of its formulas, reckoned again where that is simple."""

import pytest

from stats.documents import read_listing, read_sheets
from stats.documents.formulas import differences
from tests.stats.documents.workbooks import ods, ods_row, rows_xml, xlsx

FIGURES = {(0, 0): 1.5, (1, 0): 2, (2, 0): "未反馈", (0, 1): 10, (1, 1): 20, (3, 0): "#REF!"}


def reckoned(formula, place=(9, 9), home=(9, 9)):
    """What a formula comes to whose kept result is far off; None where it is let pass."""
    found = differences({place: (formula, home)}, FIGURES | {place: -999.0})
    return found[0][3] if found else None


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ("SUM(A1:A2)", 3.5),
        ("sum( a1:b2 )", 33.5),
        ("SUM(A1:A3)", 3.5),
        ("SUM(A1,B1:B2)", 31.5),
        ("SUM(B2:A1)", 33.5),
        ("$A$1+B2", 21.5),
        ("B2-A1-A2", 16.5),
        ("-A1+SUM(B1:B2)", 28.5),
        ("SUM(C1:C9)", 0),
        ("A1+A3", None),
        ("SUM(A1:A4)", None),
        ("A1*2", None),
        ("A1+1", None),
        ("SUM(表2!A1:A2)", None),
        ("SUM(A:A)", None),
        ("SUM(A1:A2)A1", None),
        ("AVERAGE(A1:A2)", None),
        ("", None),
        ("SUM(A1:XFD1048576)", None),
        ("+".join(["A1"] * 500), None),
    ],
)
def test_sums_are_reckoned_and_all_else_is_let_pass(formula, result):
    assert reckoned(formula) == result


@pytest.mark.parametrize(
    ("formula", "result"), [("SUM(A1:A2)", 30), ("SUM($A1:$A2)", 3.5), ("A$1+$B1", 20)]
)
def test_a_formula_dragged_along_takes_its_cells_along(formula, result):
    assert reckoned(formula, place=(9, 10), home=(9, 9)) == result


@pytest.mark.parametrize(("kept", "told"), [(3.5, []), (3.5000000001, []), (3.51, [(9, 9)])])
def test_only_a_result_that_is_another_is_told(kept, told):
    found = differences({(9, 9): ("A1+A2", (9, 9))}, FIGURES | {(9, 9): kept})
    assert [place for place, *_ in found] == told


def formula(text, result, attributes=""):
    return f"<c><f{attributes}>{text}</f><v>{result}</v></c>"


@pytest.fixture
def notes(tmp_path):
    def notes_of(name, data, read=read_sheets):
        (tmp_path / name).write_bytes(data)
        return read(tmp_path / name).notes

    return notes_of


def test_a_workbook_tells_the_cell_and_both_results(notes):
    shared = ' t="shared" si="0" ref="B3:C3"'
    rows = rows_xml(
        ["甲", 1, 5],
        ["乙", 2, 6],
        ["合计", formula("SUM(B1:B2)", 3, shared), formula("", 12, ' t="shared" si="0"')],
    )
    assert notes("a.xlsx", xlsx(rows)) == (
        "表1!C3的公式应得 11，文件里保存的结果是 12；"
        "读入的是保存的结果，请在 Excel 中重新计算后核对。",
    )


def test_so_does_an_open_document(notes):
    total = (
        '<table:table-cell office:value-type="float" office:value="4"'
        ' table:formula="of:=SUM([.B1:.B2])"><text:p>4</text:p></table:table-cell>'
    )
    assert notes("a.ods", ods(ods_row("甲", 1) + ods_row("乙", 2) + ods_row("合计", total))) == (
        "表1!B3的公式 =SUM(B1:B2) 应得 3，文件里保存的结果是 4；"
        "读入的是保存的结果，请在 Excel 中重新计算后核对。",
    )


def test_many_are_named_in_part_and_counted(notes):
    rows = rows_xml(["甲", 1], *[["乙", formula("B1+B1", 3)] for _ in range(12)])
    told = notes("a.xlsx", xlsx(rows))
    assert len(told) == 11
    assert told[-1] == "工作表“表1”共有12处公式的结果与各格相加不符。"


def test_a_list_tells_it_as_well(notes):
    rows = rows_xml(["名称", "床位"], ["甲", 1], ["乙", formula("B2+B2", 3)])
    [told] = notes("a.xlsx", xlsx(rows), read_listing)
    assert told.startswith("表1!B3的公式 =B2+B2 应得 2，文件里保存的结果是 3；")


@pytest.mark.parametrize(
    "text",
    ["WEBSERVICE(&quot;http://127.0.0.1/&quot;)", "cmd|&apos;/c calc&apos;!A0", "[1]Sheet1!A1"],
)
def test_what_a_formula_asks_of_others_is_not_asked_and_told(notes, text):
    assert notes("a.xlsx", xlsx(rows_xml(["甲", formula(text, 7)]))) == (
        "表1!B1的公式取自其他文件或网络，没有打开；读入的是保存的结果。",
    )


def test_an_open_document_asks_nobody_either(notes):
    cell = (
        '<table:table-cell office:value-type="float" office:value="4"'
        ' table:formula="of:=DDE(&quot;soffice&quot;;&quot;a&quot;;&quot;b&quot;)">'
        "<text:p>4</text:p></table:table-cell>"
    )
    assert notes("a.ods", ods(ods_row("甲", cell))) == (
        "表1!B1的公式取自其他文件或网络，没有打开；读入的是保存的结果。",
    )
