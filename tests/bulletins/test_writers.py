"""The writers put a bulletin down exactly as the offices print it."""

import io
import zipfile
from dataclasses import replace

import docx
import pdfplumber
import pytest

from tests.bulletins import issue_2020_12, issue_2024_09, make_samples, writers
from tests.bulletins.content import Article, Brief, Bulletin, Head, Masthead, Table, rows

NESTED = Table(
    title="2024年8月采集情况（区）",
    header=(
        (Head("接入单位", down=2), Head("门急诊信息", across=2)),
        (Head("人次"), Head("收入（千元）")),
    ),
    rows=rows("江宁区 | 445558 | 138980.8\n秦淮区 | 0 | /"),
    note="（截止8月，2.5亿条）",
)
GROUPED = Table(
    title="终端使用情况表",
    preface="（只含在用的）",
    header=((Head("单位", across=2), Head("台数")),),
    rows=rows("甲医院 | 200", group="医疗单位")
    + rows("甲区 | 1\n乙区 | 2\n丙区 | 3", group="各个区")
    + rows("合计 | 206", kind="total"),
)
SMALL = Bulletin(
    masthead=Masthead("简报", "2024年第9期（总第151期）", "中心 编印", "2024年9月28日"),
    articles=(
        Article(("题目",), ("一段。", "二段。"), subtitle="副题", numbered=("1、甲。", "2、乙。")),
    ),
    statistics=(NESTED, GROUPED),
    briefs=(Brief("9月3日，甲。", bullet=True), Brief("9月4日，乙。", bullet=True)),
    colophon=("中心", "本期共印 510 份"),
)

TOP = """

简报

2024年第9期（总第151期）

中心 编印

2024年9月28日

题目

副题

一段。

二段。

1、甲。
2、乙。

统计数据

"""
BOTTOM = """
简 讯

- 9月3日，甲。
- 9月4日，乙。

中心

本期共印 510 份
"""
NESTED_BY_ROWS = """\
2024年8月采集情况（区）

接入单位\t门急诊信息\t
\t人次\t收入（千元）
江宁区\t445558\t138980.8
秦淮区\t0\t/

（截止8月，2.5亿条）

"""
NESTED_BY_CELLS = """\
2024年8月采集情况（区）
\t接入单位
\t门急诊信息

\t
\t人次
\t收入（千元）

\t江宁区
\t445558
\t138980.8

\t秦淮区
\t0
\t/


（截止8月，2.5亿条）
"""
GROUPED_BY_ROWS = """\
终端使用情况表

（只含在用的）

单位\t\t台数
医疗单位\t甲医院\t200
各个区\t甲区\t1
\t乙区\t2
\t丙区\t3
合计\t\t206
"""
GROUPED_BY_CELLS = """\
终端使用情况表

（只含在用的）

\t单位
\t台数

\t医

疗

单

位
\t甲医院
\t200

\t各

个

区
\t甲区
\t1

\t
\t乙区
\t2

\t
\t丙区
\t3

\t合计
\t206

"""


def test_text_by_rows_pads_merged_cells_with_empty_ones():
    assert writers.text_by_rows(SMALL) == TOP + NESTED_BY_ROWS + GROUPED_BY_ROWS + BOTTOM


def test_text_by_cells_sets_group_labels_upright():
    assert writers.text_by_cells(SMALL) == TOP + NESTED_BY_CELLS + GROUPED_BY_CELLS + BOTTOM


def test_text_mixed_takes_the_layouts_by_turns():
    assert writers.text_mixed(SMALL) == TOP + NESTED_BY_ROWS + GROUPED_BY_CELLS + BOTTOM


def test_a_bulletin_without_masthead_begins_with_its_article():
    assert writers.text_by_rows(replace(SMALL, masthead=None)).startswith("题目\n\n副题\n\n一段。")


def test_a_tight_article_has_no_blank_line_after_its_title():
    tight = replace(SMALL, masthead=None, articles=(Article(("题目",), ("一段。",), tight=True),))
    assert writers.text_by_rows(tight).startswith("题目\n一段。\n\n统计数据")


def test_briefs_outside_a_list_have_blank_lines_between_them():
    loose = replace(SMALL, briefs=(Brief("2020年12月3日，甲。"), Brief("2020年12月4日，乙。")))
    assert "简 讯\n\n2020年12月3日，甲。\n\n2020年12月4日，乙。\n\n中心\n" in (
        writers.text_by_rows(loose)
    )


def test_a_page_break_repeats_the_header_after_a_blank_line():
    split = replace(SMALL, statistics=(replace(NESTED, breaks=(1,)),))
    assert (
        "江宁区\t445558\t138980.8\n\n接入单位\t门急诊信息\t\n\t人次\t收入（千元）\n秦淮区\t0\t/\n"
    ) in writers.text_by_rows(split)


def test_docx_holds_the_paragraphs_in_printed_order():
    texts = [paragraph.text for paragraph in read_docx(SMALL).paragraphs]
    assert [text for text in texts if text] == [
        *SMALL.masthead.lines,
        *("题目", "副题", "一段。", "二段。", "1、甲。", "2、乙。", "统计数据"),
        *("2024年8月采集情况（区）", "（截止8月，2.5亿条）", "终端使用情况表", "（只含在用的）"),
        *("简 讯", "9月3日，甲。", "9月4日，乙。", "中心", "本期共印 510 份"),
    ]


def test_docx_merges_the_cells_of_a_nested_header():
    assert merges(read_docx(SMALL).tables[0]) == [
        [("接入单位", 1, "restart"), ("门急诊信息", 2, None)],
        [("", 1, "continue"), ("人次", 1, None), ("收入（千元）", 1, None)],
        [("江宁区", 1, None), ("445558", 1, None), ("138980.8", 1, None)],
        [("秦淮区", 1, None), ("0", 1, None), ("/", 1, None)],
    ]


def test_docx_merges_group_labels_down_and_totals_across():
    assert merges(read_docx(SMALL).tables[1]) == [
        [("单位", 2, None), ("台数", 1, None)],
        [("医\n疗\n单\n位", 1, None), ("甲医院", 1, None), ("200", 1, None)],
        [("各\n个\n区", 1, "restart"), ("甲区", 1, None), ("1", 1, None)],
        [("", 1, "continue"), ("乙区", 1, None), ("2", 1, None)],
        [("", 1, "continue"), ("丙区", 1, None), ("3", 1, None)],
        [("合计", 2, None), ("206", 1, None)],
    ]


def test_docx_is_the_same_bytes_each_time():
    assert writers.docx_file(SMALL) == writers.docx_file(SMALL)


def test_html_escapes_and_spans():
    odd = replace(SMALL, statistics=(replace(NESTED, title="A<B"),))
    page = writers.html(odd)
    assert "<p>A&lt;B</p>" in page
    assert '<tr><th rowspan="2">接入单位</th><th colspan="2">门急诊信息</th></tr>' in page
    assert "<tr><td>秦淮区</td><td>0</td><td>/</td></tr>" in page


def test_html_keeps_the_bullets_of_a_list():
    assert "<p>- 9月3日，甲。</p>" in writers.html(SMALL)


def test_pdf_holds_the_tables_with_their_lines(browser):
    assert pdf_tables(writers.pdf_file(SMALL, browser)) == [
        [
            ["接入单位", "门急诊信息", None],
            [None, "人次", "收入（千元）"],
            ["江宁区", "445558", "138980.8"],
            ["秦淮区", "0", "/"],
        ],
        [
            ["单位", None, "台数"],
            ["医\n疗\n单\n位", "甲医院", "200"],
            ["各\n个\n区", "甲区", "1"],
            [None, "乙区", "2"],
            [None, "丙区", "3"],
            ["合计", None, "206"],
        ],
    ]


@pytest.mark.parametrize("issue", [issue_2024_09.ISSUE, issue_2020_12.ISSUE])
def test_both_texts_of_an_issue_hold_the_same_characters(issue):
    by_rows, by_cells = writers.text_by_rows(issue), writers.text_by_cells(issue)
    assert sorted("".join(by_rows.split())) == sorted("".join(by_cells.split()))


@pytest.mark.parametrize("name", ["2024-09.txt", "2020-12.docx"])
def test_a_sample_in_the_repository_is_what_the_writers_make(name):
    kept, made = (make_samples.FOLDER / name).read_bytes(), make_samples.samples()[name]
    assert contents(kept) == contents(made)


def read_docx(bulletin):
    return docx.Document(io.BytesIO(writers.docx_file(bulletin)))


def pdf_tables(file):
    """The tables of a PDF; Chromium gives some characters as the radicals that look the same."""
    radicals = str.maketrans("⼊⻔⼈⼄", "入门人乙")
    with pdfplumber.open(io.BytesIO(file)) as pdf:
        tables = [table for page in pdf.pages for table in page.extract_tables()]
    return [[[cell and cell.translate(radicals) for cell in row] for row in t] for t in tables]


def merges(table):
    """Rows of (text, gridSpan, vMerge) of a Word table, as they stand in its XML."""
    return [
        [
            (
                "\n".join(p.text for p in tc.p_lst),
                tc.grid_span,
                str(tc.vMerge) if tc.vMerge else None,
            )
            for tc in row._tr.tc_lst
        ]
        for row in table.rows
    ]


def contents(file):
    """What is in a file whatever the level of compression: the members of an archive."""
    if not file.startswith(b"PK"):
        return file
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
