"""Plain text read into blocks: encodings, limits, the two table layouts and their mixes."""

import hashlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stats.documents import Document, Grid, Paragraph, Unreadable
from stats.documents.text import read_text


def document(text, encoding="utf-8"):
    return read_text("a.txt", text.encode(encoding))


def shape(text):
    """The blocks of `text` as plain values: a string a paragraph, a list of rows a grid."""
    return [shape_of(block) for block in document(text).blocks]


def shape_of(block):
    if isinstance(block, Paragraph):
        return block.text
    return [[cell.text for cell in row] for row in block.rows]


def refusal(data):
    with pytest.raises(Unreadable) as caught:
        read_text("a.txt", data)
    return str(caught.value)


def test_a_document_knows_its_name_hash_and_encoding():
    found = document("标题\n")
    assert found == Document(
        name="a.txt",
        sha256=hashlib.sha256("标题\n".encode()).hexdigest(),
        encoding="utf-8",
        blocks=(Paragraph("标题", "第1行"),),
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_ends_in_any_of_three_ways(end):
    found = document(end.join(["一", "", "　二 "])).blocks
    assert found == (Paragraph("一", "第1行"), Paragraph("二", "第3行"))


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("gb18030", "gb18030"),
    ],
)
def test_an_encoding_is_recognised(encoding, name):
    text = "2024年8月，受理咨询电话 31597 个\n序号\t单位\t小计\n1\t南京鼓楼医院\t8724\n"
    found = document(text, encoding)
    assert found.encoding == name
    assert [shape_of(block) for block in found.blocks] == [
        "2024年8月，受理咨询电话 31597 个",
        [["序号", "单位", "小计"], ["1", "南京鼓楼医院", "8724"]],
    ]


def test_damaged_utf8_is_refused_by_its_byte_and_never_read_as_another_encoding():
    data = "南京市卫生信息中心\n统计数据".encode()
    assert refusal(data[:31] + b"\xff" + data[31:]) == (
        "“a.txt”第2行（第31字节）有无法按UTF-8编码读出的字节 0xFF；"
        "请用记事本打开原文件，核对无乱码后另存为 UTF-8 再试。"
    )


def test_damaged_gb18030_is_refused_by_its_byte():
    assert "第1行（第4字节）有无法按GB18030编码读出的字节 0xFF" in refusal(
        b"\xc4\xcf\xbe\xa9\xff\n"
    )


def test_big5_is_refused_and_not_read_as_rare_characters():
    text = "臺灣地區醫療機構統計資料，請參閱。"
    assert "编码可能" in refusal(text.encode("big5"))


@pytest.mark.parametrize("data", [b"\n \t\r\n", "\ufeff\n".encode(), "　".encode("gb18030")])
def test_a_blank_file_is_refused(data):
    assert refusal(data) == "“a.txt”里没有文字；请核对是否选错了文件。"


def test_a_line_too_long_is_refused_by_its_number():
    assert refusal(b"a\n" + b"x" * 200_001) == (
        "“a.txt”第2行有200001字，超过200000字的上限；请核对文件，或分行后再试。"
    )


def test_too_many_lines_or_cells_are_refused():
    assert "超过50000行的上限" in refusal(b"a\n" * 50_001)
    assert "超过200000处的上限" in refusal((b"\t" * 100_001 + b"\n") * 2)


def test_unseen_characters_are_taken_out_and_told():
    found = document("甲\x00乙\n丙\n\u202e丁\u200b\n")
    assert [block.text for block in found.blocks] == ["甲乙", "丙", "丁"]
    assert found.notes == ("第1行、第3行有看不见的控制字符，已去掉。",)


def test_a_row_a_line_is_a_grid_whose_cells_know_their_place():
    (grid,) = document("序号\t单位\t小计\n1\t甲医院 \t5\n").blocks
    assert grid.where == "第1—2行"
    assert not grid.spans_known
    assert [[(cell.text, cell.where) for cell in row] for row in grid.rows] == [
        [("序号", "第1行第1格"), ("单位", "第1行第2格"), ("小计", "第1行第3格")],
        [("1", "第2行第1格"), ("甲医院", "第2行第2格"), ("5", "第2行第3格")],
    ]


def test_a_cell_a_line_is_a_grid_whose_cells_know_their_line():
    (grid,) = document("\t单位\n\t小计\n\n\t甲医院\n\t\n").blocks
    assert [[(cell.text, cell.where) for cell in row] for row in grid.rows] == [
        [("单位", "第1行"), ("小计", "第2行")],
        [("甲医院", "第4行"), ("", "第5行")],
    ]


def test_a_blank_line_ends_a_grid_set_a_row_a_line():
    page = "序号\t单位\t小计\n1\t甲\t5\n2\t乙\t4\n"
    assert shape(page + "\n" + page) == 2 * [
        [["序号", "单位", "小计"], ["1", "甲", "5"], ["2", "乙", "4"]]
    ]


def test_two_blank_lines_end_a_grid_set_a_cell_a_line():
    rows = "\t甲\n\t\n\n\t乙\n\t2\n"
    assert shape(rows + "\n\n" + rows) == 2 * [[["甲", ""], ["乙", "2"]]]


def test_rows_may_be_ragged():
    text = "单位\t人次\t收入\n甲\t1\t2\n合计: 3\t\t\n合计：4\n"
    assert shape(text) == [
        [["单位", "人次", "收入"], ["甲", "1", "2"], ["合计: 3", "", ""], ["合计：4"]]
    ]


def test_a_row_of_one_cell_belongs_to_a_grid_set_a_cell_a_line():
    text = "\t名称\n\t数量\n\n\t甲\n\t3\n\n\t合计：3\n\n\n下一段\n"
    assert shape(text) == [[["名称", "数量"], ["甲", "3"], ["合计：3"]], "下一段"]


def test_a_title_touching_a_table_is_a_paragraph():
    text = "（截止11月底，共9次）\n分途径统计\n\t名称\n\t数量\n\n\t甲\n\t3\n"
    text += "第二张统计表\n\t名称\n\t数量\n\n\t乙\n\t4\n"
    assert shape(text) == [
        "（截止11月底，共9次）",
        "分途径统计",
        [["名称", "数量"], ["甲", "3"]],
        "第二张统计表",
        [["名称", "数量"], ["乙", "4"]],
    ]


def test_a_vertical_label_is_one_cell_and_may_have_a_column_of_its_own():
    text = "表\n\t单位\n\t台数\n\n\t医\n\n疗\n\n单\n\n位\n\t甲医院\n\t7\n\n\t\n\t乙医院\n\t8\n"
    assert shape(text) == [
        "表",
        [["单位", "台数"], ["医\n疗\n单\n位", "甲医院", "7"], ["", "乙医院", "8"]],
    ]


def test_a_vertical_label_over_a_row_a_line_is_one_cell():
    text = "单位\t名称\t台数\n医\n疗\n单\n位\t甲医院\t7\n\t乙医院\t8\n"
    assert shape(text) == [
        [["单位", "名称", "台数"], ["医\n疗\n单\n位", "甲医院", "7"], ["", "乙医院", "8"]]
    ]


def test_a_wrapped_cell_is_joined_in_either_layout():
    stacked = "\t单位\n\t已上传表\n（份）\n\t天数\n\n\t甲\n\t5\n\t30\n"
    flat = "单位\t已上传表\n（份）\t天数\n甲\t5\t30\n乙\t6\t30\n"
    assert shape(stacked) == [[["单位", "已上传表\n（份）", "天数"], ["甲", "5", "30"]]]
    assert shape(flat) == [
        [["单位", "已上传表\n（份）", "天数"], ["甲", "5", "30"], ["乙", "6", "30"]]
    ]


def test_a_name_wrapped_beside_a_vertical_label_is_one_cell():
    text = "\t单位\n\t台数\n\t次数\n\n\t医\n\n疗\n\t东部战区总医\n院秦淮医疗区\n\t7\n\t9\n"
    assert shape(text) == [
        [["单位", "台数", "次数"], ["医\n疗", "东部战区总医\n院秦淮医疗区", "7", "9"]]
    ]


def test_a_title_touching_a_row_of_one_cell_is_a_paragraph():
    text = "\t一\n\t二\n\t三\n\n\t合计：3\n远程医疗系统统计表\n\t甲\n\t乙\n\n\t1\n\t2\n\n\t3\n\t4\n"
    assert shape(text) == [
        [["一", "二", "三"], ["合计：3"]],
        "远程医疗系统统计表",
        [["甲", "乙"], ["1", "2"], ["3", "4"]],
    ]


def test_rows_of_both_layouts_make_one_table():
    text = "序号\t单位\t小计\n1\t甲\t5\n\n\t2\n\t乙\n\t4\n\n3\t丙\t3\n4\t丁\t2\n"
    assert shape(text) == [
        [["序号", "单位", "小计"], ["1", "甲", "5"], ["2", "乙", "4"], ["3", "丙", "3"]]
        + [["4", "丁", "2"]]
    ]


def test_empty_cells_an_editor_stripped_are_put_back_by_the_width_of_full_rows():
    full = "\t一\n\t二\n\t三\n\n\t甲\n\t1\n\t2\n\n\t\n\t3\n\t4\n\n"
    full += "\t乙\n\t\n\t5\n\n\t丙\n\t\n\t\n\n\t丁\n\t6\n\t7\n"
    stripped = "\n".join(line.rstrip() for line in full.split("\n"))
    expected = [["一", "二", "三"], ["甲", "1", "2"], ["", "3", "4"], ["乙", "", "5"]]
    expected += [["丙", "", ""], ["丁", "6", "7"]]
    assert shape(full) == shape(stripped) == [expected]
    assert document(stripped).notes == ("第10行起的表格有3行按列数补回了被删的空格。",)


def test_rows_that_lost_the_blank_line_between_them_are_told_apart():
    text = "\t一\n\t二\n\n\t甲\n\t1\n\n\t乙\n\t\n\t丙\n\t3\n"
    assert shape(text) == [[["一", "二"], ["甲", "1"], ["乙", ""], ["丙", "3"]]]
    assert document(text).notes == ("第7行起缺少行间空行，已按每行2格分开。",)


def test_a_double_spaced_file_reads_as_its_single_spaced_one():
    text = "统计\n\t名称\n\t数量\n\n\t甲\n\t\n\n\t乙\n\t3\n\n\n完"
    assert shape(text.replace("\n", "\n\n")) == shape(text)


def test_rows_with_blank_lines_between_them_make_one_table():
    assert shape("序号\t单位\t小计\n\n1\t甲\t5\n\n2\t乙\t4\n") == [
        [["序号", "单位", "小计"], ["1", "甲", "5"], ["2", "乙", "4"]]
    ]


def test_a_tab_that_only_indents_is_no_cell():
    long = "据悉，该服务基于分级诊疗系统，居民前往社区医院就诊时由医生预约。"
    assert shape(f"\t{long}\n\t{long}\n\n\t短句\n") == [long, long, "短句"]


def test_a_lone_line_with_tabs_is_a_paragraph_for_each_part():
    assert document("完\n地址：某路 3 号\t邮编：210003\n\n电话\n").blocks[1:3] == (
        Paragraph("地址：某路 3 号", "第2行第1格"),
        Paragraph("邮编：210003", "第2行第2格"),
    )


def test_labelled_lines_in_two_columns_are_no_table():
    assert shape("网址：a.example\t某 APP\n编辑：某\t共印480份\n") == [
        "网址：a.example",
        "某 APP",
        "编辑：某",
        "共印480份",
    ]


def test_an_outer_tab_makes_no_column():
    assert shape("\t单位\t数量\n\t甲\t5\n") == [[["单位", "数量"], ["甲", "5"]]]
    assert shape("单位\t数量\t\n甲\t5\t\n") == [[["单位", "数量"], ["甲", "5"]]]


@pytest.mark.parametrize(
    "table",
    [
        "| 单位 | 人次 | 天数 |\n|---|:-:|---|\n| 甲 |  | 30 |\n",
        "+---+---+---+\n|单位|人次|天数|\n+---+---+---+\n|甲||30|\n+---+---+---+\n",
        "单位|人次|天数\n甲||30\n",
        "单位｜人次｜天数\n甲｜｜30\n",
    ],
)
def test_bars_may_stand_between_cells(table):
    assert shape("标题\n" + table) == ["标题", [["单位", "人次", "天数"], ["甲", "", "30"]]]


@pytest.mark.parametrize(
    "table",
    [
        "单位    人次  天数\n甲医院  1     30\n乙　　2　　31\n",
        "单位,人次,天数\n甲医院,1,30\n乙,2,31\n",
    ],
)
def test_wide_gaps_or_commas_may_stand_between_cells_of_three_lines(table):
    assert shape(table) == [[["单位", "人次", "天数"], ["甲医院", "1", "30"], ["乙", "2", "31"]]]


def test_two_lines_with_wide_gaps_stay_paragraphs():
    text = "网址：a.example    某 APP    某微信\n编辑：某      共印480份    完"
    assert shape(text) == text.split("\n")


def test_the_2020_issue_gives_five_tables(bulletins):
    data = (bulletins / "001_3e0874b14447c7b2.txt").read_bytes()
    grids = [block for block in read_text("b.txt", data).blocks if isinstance(block, Grid)]
    assert [(grid.where, len(grid.rows)) for grid in grids] == [
        ("第59—376行", 40),
        ("第384—419行", 6),
        ("第433—583行", 14),
        ("第588—794行", 26),
        ("第800—1212行", 51),
    ]
    texts = [[cell.text for cell in row] for row in grids[4].rows]
    assert texts[:2] + texts[-14:-12] + texts[-1:] == [
        ["单位", "投放台数", "挂号（次）", "挂号金额（元）", "缴费（次）", "缴费金额（元）"],
        ["医\n疗\n单\n位", "江苏省人民医院", "200", "27516", "609241.00", "36743", "13191156.24"],
        ["", "南京市中心医院", "0", "0", "0.00", "0", "0.00"],
        ["各\n区", "江宁区", "78", "13806", "145549.00", "6130", "746149.89"],
        ["合计", "1583", "855661", "16703482.04", "877930", "291780608.7"],
    ]


def test_the_2024_issue_gives_six_grids_one_a_page(bulletins):
    data = (bulletins / "000_a0c0ce1e8758e05f.txt").read_bytes()
    grids = [block for block in read_text("b.txt", data).blocks if isinstance(block, Grid)]
    assert [(grid.where, len(grid.rows), len(grid.rows[-1])) for grid in grids] == [
        ("第29—50行", 22, 7),
        ("第52—71行", 20, 7),
        ("第79—83行", 5, 6),
        ("第87—100行", 14, 8),
        ("第104—124行", 21, 8),
        ("第126—147行", 22, 8),
    ]


def test_stripping_the_2020_issue_loses_no_cell(bulletins):
    text = (bulletins / "001_3e0874b14447c7b2.txt").read_text(encoding="utf-8")
    assert shape("\n".join(line.rstrip() for line in text.split("\n"))) == shape(text)


WORD = st.text("医院区县门诊量上传次数0123456789/.（）-", min_size=1, max_size=8)
LABEL = st.text("医疗单位各区县市", min_size=2, max_size=4).map("\n".join)
TITLE = st.text("统计数据表月年", min_size=5, max_size=12)


@st.composite
def tables(draw):
    """A table without merges: rows of one width, some cells empty, a layout for each row."""
    width = draw(st.integers(3, 6))
    cell = st.one_of(WORD, WORD, st.just(""))
    row = st.tuples(WORD, *[cell] * (width - 2), WORD).map(list)
    rows = draw(st.lists(row, min_size=2, max_size=6))
    stacked = draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows)))
    for at in draw(st.sets(st.integers(1, len(rows) - 1), max_size=2)):
        # A label of one character a line is set so in stacked rows only.
        if stacked[at]:
            rows[at][0] = draw(LABEL)
    return rows, stacked


def written(rows, stacked):
    """The lines of a table: a row a line, or a cell a line with a blank line around the row."""
    lines = []
    for row, cells_apart in zip(rows, stacked, strict=True):
        if not cells_apart:
            lines.append("\t".join(row))
            continue
        if lines and lines[-1]:
            lines.append("")
        lines += [line for cell in row for line in f"\t{cell}".replace("\n", "\n\n").split("\n")]
        lines.append("")
    return [*lines, "", ""]


@given(st.lists(st.tuples(TITLE, tables()), min_size=1, max_size=3))
@example([("统计数据表", ([["医", "1", "2"], ["各\n区", "", "3"]], [True, True]))])
def test_tables_in_any_mix_of_layouts_are_read_back(parts):
    lines, expected = [], []
    for title, (rows, stacked) in parts:
        lines += [title, *written(rows, stacked)]
        expected += [title, rows]
    assert shape("\n".join(lines)) == expected


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_chinese(data):
    try:
        assert read_text("a.txt", data).blocks
    except Unreadable as error:
        assert str(error).startswith("“a.txt”")
        assert str(error).endswith("。")


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_no_visible_character_is_lost(text):
    try:
        found = document(text)
    except Unreadable:
        return
    kept = "".join("".join(flat(shape_of(block))) for block in found.blocks)
    visible = {character for character in text if character.isalnum()}
    assert visible <= set(kept)


def flat(value):
    return value if isinstance(value, str) else [part for row in value for part in row]
