"""What is copied in Excel, WPS and Word arrives in the grid as it was there, and can be undone."""

import pytest
from playwright.sync_api import expect

from tests.stats.admin.test_grid_in_browser import figures, press, saved, sheet, table

__all__ = ["sheet", "table"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

DROP = """([text, html]) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    if (html) data.setData("text/html", html);
    document.activeElement.dispatchEvent(
        new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""

EXCEL = """<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8">
<meta name=ProgId content=Excel.Sheet><meta name=Generator content="Microsoft Excel 15">
<style><!--td {{mso-number-format:General;}}--></style></head>
<body link="#0563C1" vlink="#954F72"><table border=0 cellpadding=0 cellspacing=0 width=144>
<col width=72 span=2><!--StartFragment-->{rows}<!--EndFragment--></table></body></html>"""

WPS = """<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta name="ProgId" content="Excel.Sheet"/>
<meta name="Generator" content="WPS Office ET"/></head>
<body><!--StartFragment--><table width="144">{rows}</table><!--EndFragment--></body></html>"""

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta name=ProgId content=Word.Document>
<meta name=Generator content="Microsoft Word 15"></head>
<body lang=ZH-CN><!--StartFragment--><table class=MsoTableGrid border=1>{rows}</table>
<p class=MsoNormal><o:p>&nbsp;</o:p></p><!--EndFragment--></body></html>"""
PARAGRAPH = "<p class=MsoNormal align=right><span lang=EN-US>{}<o:p></o:p></span></p>"


def rows(*lines, cell="<td class=xl65 align=right>{}</td>"):
    return "".join(f"<tr>{''.join(cell.format(text) for text in line)}</tr>" for line in lines)


def drop(page, text, html=""):
    page.evaluate(DROP, [text, html])


def raws(table):
    """The texts of the grid line by line; a cell never touched is None."""
    known = {(name, code): raw for name, code, raw in figures(table)}
    names = ("南京鼓楼医院", "南京市儿童医院", "合计")
    return [[known.get((name, code)) for code in ("online", "subtotal")] for name in names]


BLOCKS = {
    "excel": ("1,001\t30\r\n22\t0.5\r\n", EXCEL.format(rows=rows(["1,001", 30], [22, 0.5]))),
    "wps": ("1,001\t30\r\n22\t0.5\r\n", WPS.format(rows=rows(["1,001", 30], [22, 0.5]))),
    "word": (
        "1,001\t30\r\n22\t0.5\r\n",
        WORD.format(rows=rows(["1,001", 30], [22, 0.5], cell=f"<td>{PARAGRAPH}</td>")),
    ),
    "word, a cell of two paragraphs": (
        "1,001\r\n\r\n\t30\r\n22\t0.5\r\n",
        WORD.format(
            rows=f"<tr><td>{PARAGRAPH.format('1,001')}{PARAGRAPH.format('&nbsp;')}</td>"
            f"<td>{PARAGRAPH.format(30)}</td></tr>" + rows([22, 0.5], cell=f"<td>{PARAGRAPH}</td>")
        ),
    ),
    "text alone, lines of a Mac": ("1,001\t30\r22\t0.5", ""),
    "text alone, lines of Unix": ("1,001\t30\n22\t0.5\n", ""),
}


def test_a_block_arrives_as_it_was_wherever_it_was_copied(sheet):
    shown = {}
    for source, block in BLOCKS.items():
        drop(sheet, *block)
        expect(sheet.locator("#grid-state")).to_have_text("粘贴了 4 格。不对就按 Ctrl+Z。")
        shown[source] = sheet.evaluate("deskGrid.typed.map(line => line.map(cell => cell.raw))")
        press(sheet, "Control+z")
        expect(sheet.locator("#grid td.changed")).to_have_count(0)
    assert shown == {key: [["1,001", "30"], ["22", "0.5"], ["", ""]] for key in BLOCKS}


def test_the_clipboard_of_the_browser_is_pasted_by_ctrl_v(sheet, table):
    sheet.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sheet.evaluate("navigator.clipboard.writeText('7\\t8\\r\\n9\\t10\\r\\n')")
    press(sheet, "Control+v")
    expect(sheet.locator("#grid td.changed")).to_have_count(4)
    saved(sheet)
    assert raws(table) == [["7", "8"], ["9", "10"], [None, None]]


def test_a_cell_of_several_lines_in_quotes_stays_one_cell(sheet, table):
    drop(sheet, '"未反馈\n（系统""升级""）"\t30\r\n"1\t2"\t4"\r\n')
    saved(sheet)
    assert raws(table) == [['未反馈 （系统"升级"）', "30"], ["1 2", '4"'], [None, None]]


def test_merged_cells_of_word_leave_the_cells_they_cover_empty(sheet, table):
    cell = f"<td>{PARAGRAPH}</td>"
    merged = f"<tr><td rowspan=2>{PARAGRAPH.format(5)}</td>{cell.format(6)}</tr>"
    last = f"<tr><td colspan=2>{PARAGRAPH.format(8)}</td></tr>"
    drop(sheet, "", WORD.format(rows=merged + rows([7], cell=cell) + last))
    saved(sheet)
    shown = [[raw or None for raw in line] for line in raws(table)]
    assert shown == [["5", "6"], [None, "7"], ["8", None]]


def test_a_pasted_block_is_undone_and_done_again_as_one(sheet, table):
    press(sheet, "5", "Enter", "ArrowUp")
    drop(sheet, "1,001\t=1+1\r\n22\t33\r\n")
    changed = sheet.locator("#grid td.changed")
    expect(changed).to_have_count(4)
    press(sheet, "Control+z")
    expect(changed).to_have_count(1)
    press(sheet, "Control+z")
    expect(changed).to_have_count(0)
    press(sheet, "Control+y", "Control+y")
    expect(changed).to_have_count(4)
    saved(sheet)
    assert raws(table) == [["1,001", "=1+1"], ["22", "33"], [None, None]]


def test_what_does_not_fit_is_left_out_and_told(sheet, table):
    press(sheet, "End")
    drop(sheet, "1\t2\r\n3\t4\r\n5\t6\r\n7\t8\r\n")
    told = "粘贴了 3 格。有 5 格超出这张表，没有放进去。不对就按 Ctrl+Z。"
    expect(sheet.locator("#grid-state")).to_have_text(told)
    saved(sheet)
    assert raws(table) == [[None, "1"], [None, "3"], [None, "5"]]


def test_one_value_fills_all_selected_cells(sheet, table):
    press(sheet, "Shift+ArrowDown", "Shift+ArrowRight")
    drop(sheet, "0\r\n")
    saved(sheet)
    assert raws(table) == [["0", "0"], ["0", "0"], [None, None]]


def test_cells_copied_in_the_grid_are_pasted_without_what_stands_beside_them(sheet, table):
    sheet.context.grant_permissions(["clipboard-read", "clipboard-write"])
    press(sheet, "1", "2", "Enter", "3", "Enter", "Control+Home")
    press(sheet, "Shift+ArrowDown", "Control+c", "ArrowRight", "Control+v")
    saved(sheet)
    assert raws(table) == [["12", "12"], ["3", "3"], [None, None]]


def test_pasting_into_a_cell_being_typed_adds_to_it(sheet, table):
    sheet.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sheet.evaluate("navigator.clipboard.writeText('34')")
    press(sheet, "1", "2", "Control+v", "Enter")
    saved(sheet)
    assert raws(table)[0] == ["1234", None]


def test_pasting_into_the_note_is_left_to_the_note(sheet, table):
    sheet.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sheet.evaluate("navigator.clipboard.writeText('电话\\t核实')")
    sheet.focus("#cell-note")
    press(sheet, "Control+v")
    expect(sheet.locator("#cell-note")).to_have_value("电话\t核实")
    expect(sheet.locator("#grid td.changed")).to_have_count(1)
