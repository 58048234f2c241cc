"""Word documents read into blocks: each kind of markup by the smallest document that has it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stats.documents import Cell, Grid, Paragraph, Unreadable
from stats.documents.word import read_word

from .files import NAMESPACES, docx, p, part, simple_table, t, tbl, tc, tr


def lvl(level, form, text):
    """A w:lvl that counts from 1."""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(identifier, *levels):
    return f'<w:abstractNum w:abstractNumId="{identifier}">{"".join(levels)}</w:abstractNum>'


def num(identifier, counted, override=""):
    counted = f'<w:abstractNumId w:val="{counted}"/>'
    return f'<w:num w:numId="{identifier}">{counted}{override}</w:num>'


def style(identifier, name, more=""):
    return f'<w:style w:styleId="{identifier}"><w:name w:val="{name}"/>{more}</w:style>'


FROM_FIVE = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
NUMBERING = part(
    "numbering",
    abstract(0, lvl(0, "decimal", "%1、"), lvl(1, "decimal", "%1.%2"))
    + abstract(1, lvl(0, "chineseCounting", "（%1）"))
    + abstract(2, lvl(0, "bullet", "-"))
    + num(1, 0)
    + num(2, 1)
    + num(3, 2)
    + num(4, 0, FROM_FIVE),
)
STYLES = part(
    "styles",
    style("a", "Title")
    + style("1", "heading 1")
    + style("b", "小标题", '<w:basedOn w:val="1"/>')
    + style("c", "列表", '<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>')
    + style("d", "隐", "<w:rPr><w:vanish/></w:rPr>"),
)


def read(body, **parts):
    return read_word("x.docx", docx(body, **parts))


def texts(body, **parts):
    return [block.text for block in read(body, **parts).blocks]


def numbered(text, number, level=0):
    style = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(text, properties=style)


def refusal(data):
    with pytest.raises(Unreadable) as caught:
        read_word("x.docx", data)
    return str(caught.value)


def test_paragraphs_know_their_place_and_blank_ones_are_left_out():
    found = read(p("第一") + p("") + p("　") + p("第", "二 ", "段"))
    assert found.encoding == "docx"
    assert found.blocks == (Paragraph("第一", "正文第1段"), Paragraph("第二 段", "正文第2段"))
    assert found.notes == ()


def test_a_style_or_an_outline_level_makes_a_title():
    def styled(style):
        return p("题", properties=f'<w:pStyle w:val="{style}"/>')

    level = '<w:outlineLvl w:val="{}"/>'
    body = "".join(map(styled, "a1bc")) + p("题", properties=level.format(2))
    body += p("文", properties=level.format(9))
    assert [block.title for block in read(body, styles=STYLES).blocks] == [
        *[True, True, True, False],
        *[True, False],
    ]


def test_a_line_break_splits_a_paragraph_and_a_page_break_does_not_show():
    body = p("<w:r><w:t>上</w:t><w:br/><w:t>下</w:t></w:r>")
    body += p('<w:r><w:br w:type="page"/><w:t>次页</w:t></w:r>')
    assert read(body).blocks == (
        Paragraph("上", "正文第1段"),
        Paragraph("下", "正文第1段"),
        Paragraph("次页", "正文第2段"),
    )


def test_inline_signs_are_printed_as_they_look():
    sign = '<w:sym w:font="Wingdings" w:char="F0FE"/>'
    run = f"<w:r>{t('A')}<w:noBreakHyphen/>{t('B')}{sign}</w:r>"
    above, base = f"<w:r>{t('nán')}</w:r>", f"<w:r>{t('南')}</w:r>"
    ruby = f"<w:rt>{above}</w:rt><w:rubyBase>{base}</w:rubyBase>"
    ruby = f"<w:r><w:ruby>{ruby}</w:ruby></w:r>"
    link = '<w:hyperlink r:id="rId9"><w:r><w:t>链接</w:t></w:r></w:hyperlink>'
    control = "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>"
    assert texts(p(run, ruby, link, control)) == ["A-B☑南链接控件"]


def test_automatic_numbers_are_printed_text():
    body = numbered("甲", 1) + numbered("子", 1, 1) + numbered("丑", 1, 1) + numbered("乙", 1)
    body += numbered("丙", 2) + numbered("丁", 3) + numbered("戊", 4) + numbered("己", 4)
    body += p("庚", properties='<w:pStyle w:val="c"/>') + p("辛")
    assert texts(body, numbering=NUMBERING, styles=STYLES) == [
        *["1、甲", "1.1 子", "1.2 丑", "2、乙", "（一）丙", "- 丁"],
        *["5、戊", "6、己", "（二）庚", "辛"],
    ]


@pytest.mark.parametrize(
    ("form", "number", "printed"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 21, "二十一"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 1010, "一千零一十"),
        ("ideographDigital", 20, "二零"),
        ("decimalZero", 7, "07"),
        ("upperRoman", 14, "XIV"),
        ("lowerLetter", 28, "bb"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalFullWidth", 12, "１２"),
        ("ideographTraditional", 3, "丙"),
        ("hebrew1", 4, "4"),
    ],
)
def test_a_number_is_printed_in_the_form_asked_for(form, number, printed):
    from stats.documents.word_numbers import formatted

    assert formatted(number, form) == printed


def field(code, result):
    def mark(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = f"<w:r><w:instrText> {code} </w:instrText></w:r>"
    return mark("begin") + code + mark("separate") + f"<w:r>{t(result)}</w:r>" + mark("end")


def test_a_field_prints_its_result_but_a_page_number_does_not():
    assert texts(p("共", field("DOCPROPERTY n", "9"), "页", field("PAGE", "3"))) == ["共9页"]
    assert texts(p('<w:fldSimple w:instr="PAGE"><w:r><w:t>3</w:t></w:r></w:fldSimple>', "完")) == [
        "完"
    ]


def test_a_field_left_open_swallows_nothing_after_its_paragraph():
    start = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert texts(p("前", start, "码") + p("后")) == ["前", "后"]


def test_revisions_are_read_as_accepted_and_noted():
    gone = '<w:del w:id="1"><w:r><w:delText>旧</w:delText></w:r></w:del>'
    new = '<w:ins w:id="2"><w:r><w:t>新</w:t></w:r></w:ins>'
    moved = '<w:moveFrom w:id="3"><w:r><w:t>移</w:t></w:r></w:moveFrom>'
    deleted_row = tr("删", properties='<w:del w:id="4"/>')
    found = read(p("甲", gone, new, moved) + tbl(tr("一", "二"), deleted_row))
    assert [block.text for block in found.blocks[:1]] == ["甲新"]
    assert [[cell.text for cell in row] for row in found.blocks[1].rows] == [["一", "二"]]
    assert found.notes == (
        "正文第1段有修订删除的文字“旧”，未收录。",
        "正文第1段有修订插入的文字“新”，已收录。",
        "正文第1段有修订删除的文字“移”，未收录。",
        "表1有修订删除的行，未收录。",
    )


def test_hidden_and_white_text_is_noted():
    hidden = f"<w:r><w:rPr><w:vanish/></w:rPr>{t('暗')}</w:r>"
    styled = f'<w:r><w:rPr><w:rStyle w:val="d"/></w:rPr>{t("藏")}</w:r>'
    shown = f'<w:r><w:rPr><w:vanish w:val="0"/></w:rPr>{t("明")}</w:r>'
    white = f'<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr>{t("白")}</w:r>'
    found = read(p(hidden, styled, shown, white), styles=STYLES)
    assert [block.text for block in found.blocks] == ["明白"]
    assert found.notes == (
        "正文第1段有隐藏文字“暗”，未收录。",
        "正文第1段有隐藏文字“藏”，未收录。",
        "正文第1段有白色文字“白”，已收录。",
    )


def test_what_is_no_text_is_noted_with_its_place():
    picture = "<w:r><w:drawing><pic:pic/></w:drawing></w:r>"
    chart = "<w:r><w:drawing><c:chart/></w:drawing></w:r>"
    embedded = "<w:r><w:object><o:OLEObject/></w:object></w:r>"
    formula = "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"
    comments = part(
        "comments", '<w:comment w:id="0"><w:p><w:r><w:t>核</w:t></w:r></w:p></w:comment>'
    )
    body = p("甲", picture, chart) + p(embedded, formula) + '<w:altChunk r:id="rId7"/>'
    found = read(body, comments=comments)
    assert [block.text for block in found.blocks] == ["甲", "x=1"]
    assert found.notes == (
        "正文第1段有图片1幅，未收录。",
        "正文第1段有图表，未收录。",
        "正文第2段有嵌入对象，未收录。",
        "正文第2段有公式，只收录了其中的文字。",
        "正文嵌有另一份文件（altChunk），未收录。",
        "文档有批注“核”，未收录。",
    )


def test_a_table_keeps_its_merges_exactly():
    restart, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    two = '<w:gridSpan w:val="2"/>'
    grid = tbl(
        tr(tc("单位", restart), tc("门急诊", two), tc("上传", restart)),
        tr(tc("", go_on), "人次", "收入", tc("", go_on)),
        tr("甲", "1", "2", "3"),
    )
    (found,) = read(grid).blocks
    assert found == Grid(
        (
            (
                Cell("单位", "表1第1行第1格", 1, 2),
                Cell("门急诊", "表1第1行第2格", 2, 1),
                None,
                Cell("上传", "表1第1行第3格", 1, 2),
            ),
            (None, Cell("人次", "表1第2行第2格"), Cell("收入", "表1第2行第3格"), None),
            (
                Cell("甲", "表1第3行第1格"),
                Cell("1", "表1第3行第2格"),
                Cell("2", "表1第3行第3格"),
                Cell("3", "表1第3行第4格"),
            ),
        ),
        "表1",
    )


def test_a_row_may_begin_late_or_end_early():
    late = '<w:gridBefore w:val="1"/>'
    early = '<w:gridAfter w:val="1"/>'
    grid = tbl(tr("甲", "乙"), tr("1", properties=late), tr("2", properties=early))
    rows = [[cell.text for cell in row] for row in read(grid).blocks[0].rows]
    assert rows == [["甲", "乙"], ["", "1"], ["2", ""]]


def test_paragraphs_and_breaks_in_a_cell_stay_lines_of_it():
    cell = tc(
        p("医") + p("") + p("<w:r><w:t>疗</w:t><w:br/><w:t>单</w:t><w:tab/><w:t>位</w:t></w:r>")
    )
    (found,) = read(tbl(tr(cell, "x"))).blocks
    assert found.rows[0][0].text == "医\n疗\n单 位"


def test_a_nested_table_follows_the_one_it_stands_in():
    inner = simple_table([["子", "丑"]])
    found = read(tbl(tr(tc(p("外") + inner), "乙")) + p("后")).blocks
    assert [getattr(block, "where", "") for block in found] == [
        "表1",
        "表1第1行第1格内表",
        "正文第1段",
    ]
    assert [cell.text for cell in found[1].rows[0]] == ["子", "丑"]
    assert found[1].rows[0][1].where == "表1第1行第1格内表第1行第2格"


def test_a_table_of_one_cell_is_a_frame_around_paragraphs():
    assert read(simple_table([["题"]])).blocks == (Paragraph("题", "表1第1行第1格"),)


def test_wrapped_content_is_unwrapped():
    row = f"<w:sdt><w:sdtContent>{tr('甲', '乙')}</w:sdtContent></w:sdt>"
    body = f"<w:sdt><w:sdtContent>{p('文')}<w:tbl>{row}</w:tbl></w:sdtContent></w:sdt>"
    found = read(body).blocks
    assert found[0] == Paragraph("文", "正文第1段")
    assert [cell.text for cell in found[1].rows[0]] == ["甲", "乙"]


def test_a_text_box_stands_at_its_anchor_and_once():
    box = f"<w:txbxContent>{p('框内')}{simple_table([['a', 'b']])}</w:txbxContent>"
    new = f"<w:drawing><a:x>{box}</a:x></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    found = read(p("前", both) + p(f"<w:r>{old}</w:r>") + p("后")).blocks
    assert [getattr(block, "text", "表") for block in found] == [
        *["前", "框内", "表", "框内", "表", "后"]
    ]
    assert found[1] == Paragraph("框内", "文本框1", "textbox")
    assert found[3] == Paragraph("框内", "文本框2", "textbox")


def test_a_footnote_follows_the_paragraph_that_refers_to_it():
    notes = part(
        "footnotes",
        f'<w:footnote w:id="0" w:type="separator">{p("线")}</w:footnote>'
        f'<w:footnote w:id="2">{p("注")}</w:footnote>',
    )
    refer = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    assert read(p("文", refer) + p("后"), footnotes=notes).blocks == (
        Paragraph("文", "正文第1段"),
        Paragraph("注", "脚注2", "footnote"),
        Paragraph("后", "正文第2段"),
    )


def test_headers_come_first_and_footers_last_each_text_once():
    section = (
        '<w:sectPr><w:headerReference w:type="first" r:id="header1"/>'
        '<w:headerReference w:type="default" r:id="header2"/>'
        '<w:footerReference w:type="default" r:id="footer1"/></w:sectPr>'
    )
    found = read(
        p("文") + section,
        header1=part("hdr", p("第 9 期")),
        header2=part("hdr", p("第 9 期") + p("— ", field("PAGE", "3"), " —")),
        footer1=part("ftr", p("第", field("PAGE", "1"), "页") + p("编印")),
    )
    assert found.blocks == (
        Paragraph("第 9 期", "页眉", "header"),
        Paragraph("文", "正文第1段"),
        Paragraph("编印", "页脚", "footer"),
    )


def test_tables_set_with_tabs_are_grids_as_in_a_text_file():
    tab = "<w:r><w:tab/></w:r>"
    body = (
        p("题") + p("单位", tab, "人次") + p("甲", tab, "1") + p("") + p("邮编：1", tab, "电话：2")
    )
    found = read(body).blocks
    assert found[0] == Paragraph("题", "正文第1段")
    assert [[(cell.text, cell.where) for cell in row] for row in found[1].rows] == [
        [("单位", "正文第2段第1格"), ("人次", "正文第2段第2格")],
        [("甲", "正文第3段第1格"), ("1", "正文第3段第2格")],
    ]
    assert not found[1].spans_known
    assert found[2:] == (
        Paragraph("邮编：1", "正文第4段第1格"),
        Paragraph("电话：2", "正文第4段第2格"),
    )


def test_a_document_in_the_strict_dialect_reads_the_same():
    body = part("document", f"<w:body>{p('严')}</w:body>").replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert texts(f'<?xml version="1.0"?>{body}') == ["严"]


def test_a_document_without_text_is_refused():
    assert refusal(docx(p(""))) == ("“x.docx”里没有文字（可能只有图片）；请换用有文字的文档。")


def test_a_document_with_macros_is_refused():
    data = docx(p("a"), content_type="application/vnd.ms-word.document.macroEnabled.main+xml")
    assert "带宏的 Word 文档" in refusal(data)


def with_entities(entities, body):
    return (
        f'<?xml version="1.0"?><!DOCTYPE d [{entities}]>'
        f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    )


@pytest.mark.parametrize("system", ["file:///etc/hostname", "http://127.0.0.1:9/x"])
def test_external_entities_are_refused_and_not_fetched(system):
    body = with_entities(f'<!ENTITY e SYSTEM "{system}">', p("&e;"))
    assert "含有 DTD 声明" in refusal(docx(body))


def test_entities_that_multiply_are_refused():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    body = with_entities(f'<!ENTITY l0 "ha">{laughs}', p("&l9;"))
    assert "含有 DTD 声明" in refusal(docx(body))


def test_tables_nested_a_thousand_deep_are_refused():
    deep = "<w:tbl><w:tr><w:tc>" * 1000 + p("底") + "</w:tc></w:tr></w:tbl>" * 1000
    assert "嵌套过深" in refusal(docx(deep))


@st.composite
def merged_tables(draw):
    """A grid cut into boxes at random: the XML of the table and the rows to be read."""
    height, width = draw(st.integers(1, 5)), draw(st.integers(2, 5))
    owner, boxes = {}, []
    for row in range(height):
        for column in range(width):
            if (row, column) in owner:
                continue
            across = draw(st.integers(1, width - column))
            while any((row, column + step) in owner for step in range(across)):
                across -= 1
            down = draw(st.integers(1, height - row))
            boxes.append((row, column, across, down))
            owner |= {(row + r, column + c): boxes[-1] for r in range(down) for c in range(across)}
    return height, width, owner


@settings(max_examples=60)
@given(merged_tables())
def test_any_merges_are_read_back(table):
    height, width, owner = table
    rows, expected = [], [[None] * width for _ in range(height)]
    for row in range(height):
        cells = []
        for column in range(width):
            top, left, across, down = owner[row, column]
            if column != left:
                continue
            merge = (
                "" if down == 1 else '<w:vMerge w:val="restart"/>' if row == top else "<w:vMerge/>"
            )
            text = f"{top}{left}" if row == top else ""
            cells.append(tc(text, f'<w:gridSpan w:val="{across}"/>{merge}'))
            if row == top:
                expected[row][column] = (text, across, down)
        rows.append(tr(*cells))
    grid = read(tbl(tr(*["顶"] * width), *rows)).blocks[0]
    assert [
        [cell and (cell.text, cell.across, cell.down) for cell in row] for row in grid.rows[1:]
    ] == expected
