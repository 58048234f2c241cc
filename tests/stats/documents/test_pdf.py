"""PDF documents as Chromium, LibreOffice and ReportLab print them, read into blocks."""

import io

import docx as python_docx
import pytest
from docx.shared import Cm, Pt
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from stats.documents import Grid, Paragraph, Unreadable, sandbox
from stats.documents.pdf import read_pdf
from stats.documents.radicals import usual
from stats.documents.word import read_word

LONG = "这是一段用来验证断行的文字，它要足够长，长到在一行里放不下，" * 4 + "到此为止。"
SHEET = """
<meta charset="utf-8"><style>
@page { size: A4 } body { font: 12pt/1.6 "Noto Serif CJK SC" }
p { margin: 0; text-indent: 2em; text-align: justify } h2 { text-align: center; font-size: 16pt }
table { border-collapse: collapse; width: 100%; font-size: 10pt }
td { border: 1px solid; text-align: center } .next { break-before: page }
.label { width: 2em; writing-mode: vertical-rl }
</style>
"""


def printed(browser, body, **options):
    """The bytes of the PDF that Chromium prints of some HTML."""
    page = browser.new_page()
    page.set_content(SHEET + body)
    margin = dict.fromkeys(("top", "bottom", "left", "right"), "25mm")
    data = page.pdf(margin=margin, format="A4", **options)
    page.close()
    return data


def read(data):
    return read_pdf("x.pdf", data)


def shape(document):
    """The blocks as plain values: text a paragraph; (text, across, down) or None a cell."""
    return [
        [[cell and (cell.text, cell.across, cell.down) for cell in row] for row in block.rows]
        if isinstance(block, Grid)
        else block.text
        for block in document.blocks
    ]


def plain(*texts):
    return [(text, 1, 1) for text in texts]


def refusal(data):
    with pytest.raises(Unreadable) as caught:
        read(data)
    return str(caught.value)


def drawn(*pages, **options):
    """The bytes of a PDF: each page is a function that draws on a canvas, A4, 12 points."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    sheet = canvas.Canvas(file, pagesize=(595, 842), **options)
    for draw in pages:
        sheet.setFont("STSong-Light", 12)
        draw(sheet)
        sheet.showPage()
    sheet.save()
    return file.getvalue()


def lines(*texts, left=72, top=72, pitch=20):
    """Draws lines of text one under the other."""

    def draw(sheet):
        for at, text in enumerate(texts):
            sheet.drawString(left, 842 - top - pitch * at - 12, text)

    return draw


def test_chromium_tables_keep_their_merges(browser):
    found = read(
        printed(
            browser,
            """<h2>数据采集情况（区）</h2><table>
            <tr><td rowspan=2>单位<td rowspan=2>上传量<td colspan=2>门急诊信息
            <tr><td>人次<td>收入（千元）
            <tr><td>江宁区<td>16988702<td>445558<td>138980.8
            <tr><td>江北新区<td><td>92030<td>/</table><p>（截止8月，共 270.10 亿条）</p>""",
        )
    )
    assert shape(found) == [
        "数据采集情况（区）",
        [
            [("单位", 1, 2), ("上传量", 1, 2), ("门急诊信息", 2, 1), None],
            [None, None, *plain("人次", "收入（千元）")],
            plain("江宁区", "16988702", "445558", "138980.8"),
            plain("江北新区", "", "92030", "/"),
        ],
        "（截止8月，共 270.10 亿条）",
    ]
    assert found.blocks[0] == Paragraph("数据采集情况（区）", "第1页第1行")
    assert found.blocks[1].where == "第1页表1"
    assert found.blocks[1].rows[1][2].where == "第1页表1第2行第3格"
    assert found.encoding == "pdf"


def test_a_label_set_downwards_reads_from_top_to_bottom(browser):
    found = read(
        printed(
            browser,
            """<table><tr><td colspan=2>单位<td>台数
            <tr><td rowspan=3 class=label>医疗单位<td>江苏省人民医院<td>200
            <tr><td>东部战区总医院<td>82<tr><td style="width: 6em">南京 AB Hospital City 分院<td>7
            <tr><td rowspan=2>各<br>区<td>江宁区<td>5<tr><td>溧水区<td>6</table>""",
        )
    )
    assert shape(found) == [
        [
            [("单位", 2, 1), None, ("台数", 1, 1)],
            [("医疗单位", 1, 3), *plain("江苏省人民医院", "200")],
            [None, *plain("东部战区总医院", "82")],
            [None, *plain("南京 AB Hospital City 分院", "7")],
            [("各区", 1, 2), *plain("江宁区", "5")],
            [None, *plain("溧水区", "6")],
        ]
    ]


def test_wrapped_lines_flow_into_paragraphs_over_the_page_end(browser):
    body = (
        f"<h2>第一篇</h2><p>{LONG}</p><p>{LONG * 9}</p><p>短。</p><p>1、其一。</p><p>2、其二。</p>"
    )
    assert shape(read(printed(browser, body))) == [
        "第一篇",
        LONG,
        LONG * 9,
        "短。",
        "1、其一。",
        "2、其二。",
    ]


def test_headers_and_footers_are_told_once_and_page_numbers_not_at_all(browser):
    header = '<div style="font-size: 9pt; width: 100%; text-align: center">某某简报</div>'
    footer = (
        '<div style="font-size: 9pt; width: 100%; text-align: center">'
        '- <span class="pageNumber"></span> -</div>'
    )
    data = printed(
        browser,
        f"<p>{LONG}</p><p class=next>次页。</p><p class=next>第三页。</p>",
        display_header_footer=True,
        header_template=header,
        footer_template=footer,
    )
    found = read(data)
    assert found.blocks[0] == Paragraph("某某简报", "第1页第1行", "header")
    assert [block.text for block in found.blocks[1:]] == [LONG, "次页。", "第三页。"]


def test_a_table_over_two_pages_is_one_grid_a_page(browser):
    rows = "".join(f"<tr><td>{number}<td>第{number}行" for number in range(80))
    found = read(printed(browser, f"<table>{rows}</table>")).blocks
    assert [grid.where for grid in found] == ["第1页表1", "第2页表1"]
    texts = [[cell.text for cell in row] for grid in found for row in grid.rows]
    assert texts == [[str(number), f"第{number}行"] for number in range(80)]


def flat(document):
    """Each row as a list of texts, each paragraph as its text: the same for any format."""
    found = []
    for block in document.blocks:
        if block.__class__ is Grid:
            found += [[c.text.replace("\n", "") for c in row if c] for row in block.rows]
        else:
            found.append((block.part, block.text))
    return found


def test_libreoffice_prints_a_word_file_that_reads_the_same(tmp_path, soffice):
    made = python_docx.Document()
    made.styles["Normal"].font.size = Pt(12)
    made.sections[0].header.paragraphs[0].text = "某某简报"
    made.add_paragraph("数据采集情况").alignment = 1
    made.add_paragraph(LONG).paragraph_format.first_line_indent = Pt(24)
    table = made.add_table(60, 4, style="Table Grid")
    for at, row in enumerate(table.rows):
        texts = [f"南京市第{at}人民医院分院", f"{at}3191156.24", "" if at % 3 else "0", "31/83"]
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text, cell.width = text, Cm(2)
    made.add_paragraph("（完）")
    made.save(tmp_path / "a.docx")
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    order = ["--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), "a.docx"]
    sandbox.run([soffice, home, *order[:-1], str(tmp_path / "a.docx")], str(tmp_path), 60)
    found = read((tmp_path / "a.pdf").read_bytes())
    assert flat(found) == flat(read_word("a.docx", (tmp_path / "a.docx").read_bytes()))
    assert len([block for block in found.blocks if isinstance(block, Grid)]) > 1


def test_a_row_cut_by_the_page_end_is_one_row():
    def ruled(top, rows):
        def draw(sheet):
            for at, row in enumerate(rows):
                for column, text in enumerate(row):
                    left, low = 72 + 100 * column, 842 - top - 20 * (at + 1)
                    sheet.rect(left, low, 100, 20)
                    sheet.drawString(left + 5, low + 5, text)

        return draw

    head = ["单位", "数量"]
    found = read(
        drawn(
            ruled(700, [head, ["甲医院", "1"], ["南京医科大学附属", "2"]]),
            ruled(72, [head, ["眼科医院", ""], ["乙医院", "3"], ["合计", ""]]),
        )
    )
    assert shape(found) == [
        [plain(*head), plain("甲医院", "1"), plain("南京医科大学附属眼科医院", "2")],
        [plain(*head), plain("乙医院", "3"), plain("合计", "")],
    ]
    assert found.notes == ("第2页表1第2行接续上一页的末行，已合为一行。",)


def test_text_turned_on_its_side_is_read_along_its_direction():
    def draw(sheet):
        sheet.grid([72, 112, 300], [600, 700, 800])
        sheet.drawString(150, 750, "右")
        sheet.saveState()
        sheet.translate(98, 610)
        sheet.rotate(90)
        sheet.drawString(0, 0, "各区 AB")
        sheet.restoreState()

    assert shape(read(drawn(draw))) == [[plain("", "右"), plain("各区 AB", "")]]


def test_columns_without_rules_are_a_grid_where_three_lines_share_them():
    def draw(sheet):
        for at, row in enumerate([["单位", "人次", "收入"], ["甲", "1", "2"], ["乙", "3", "4"]]):
            for column, text in enumerate(row):
                sheet.drawString(72 + 120 * column, 700 - 20 * at, text)

    (grid,) = read(drawn(draw)).blocks
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["单位", "人次", "收入"],
        ["甲", "1", "2"],
        ["乙", "3", "4"],
    ]
    assert not grid.spans_known


def test_a_frame_around_text_is_no_table():
    def draw(sheet):
        sheet.rect(60, 600, 400, 200)
        sheet.drawString(72, 750, "框中的文字")

    assert shape(read(drawn(draw))) == ["框中的文字"]


def test_a_number_alone_in_the_middle_of_a_page_is_kept():
    assert shape(read(drawn(lines("甲", "7", top=400)))) == ["甲", "7"]


def test_pictures_and_white_text_are_noted(tmp_path):
    def draw(sheet):
        sheet.drawString(72, 700, "文")
        sheet.setFillGray(1)
        sheet.drawString(72, 680, "白")
        sheet.drawInlineImage(picture(), 72, 300, 50, 50)

    found = read(drawn(draw))
    assert found.notes == ("第1页有图片1幅，未收录。", "第1页有白色文字“白”，已收录。")


def picture():
    from PIL import Image

    return Image.new("L", (2, 2))


def test_a_page_that_is_only_a_picture_is_noted_as_a_scan():
    scanned = drawn(lines("文"), lambda sheet: sheet.drawInlineImage(picture(), 0, 0, 595, 842))
    assert read(scanned).notes == ("第2页有图片1幅，未收录，且没有文字（可能是扫描件）。",)


def test_a_pdf_that_asks_for_a_password_is_refused():
    locked = drawn(lines("文"), encrypt=StandardEncryption("geheim"))
    assert refusal(locked) == "“x.pdf”是加密的 PDF，打开需要密码；请去掉密码后另存再试。"


def test_a_pdf_without_text_is_refused_as_a_scan():
    assert refusal(drawn(lambda sheet: sheet.rect(0, 0, 9, 9))) == (
        "“x.pdf”没有文字层（可能是扫描件），需要先做文字识别（OCR）；"
        "请换用 Word 或由 Word 导出的 PDF。"
    )


@pytest.mark.parametrize(
    ("odd", "text"),
    [
        ("⽣⽉⼈⺠⻔诊⻋⾯⼾", "生月人民门诊车面户"),
        ("ﬁ⸺豈", "fi——豈"),
        ("（１２３）／％", "（１２３）／％"),
        ("︵甲︶", "（甲）"),
    ],
)
def test_only_characters_that_fonts_put_in_place_of_others_are_changed(odd, text):
    assert usual(odd) == text
