"""The PDF of an issue: what is on its pages, and that they are the same every time."""

import re
from datetime import date
from io import BytesIO

import pypdfium2
import pytest
import typst
from PIL import Image

from news.printing.pdf import NotPrinted, compiled, missing_glyphs, pdf_of
from stats.legends import Mark
from tests.news.printing.contexts import ADDRESS, context, image, pages_of, shape, story

FIGURES = [("number", "序号"), ("subject", "单位"), ("figure", "挂号"), ("figure", "缴费")]
NESTED = [
    ("group",),
    ("subject", "单位"),
    ("figure", "门急诊信息", "人次"),
    ("figure", "门急诊信息", "收入（千元）"),
]
NASTY = (
    "#let $x$ *a* _b_ [c] \\ @ref <label> // /* */ ` = \"q\" 'r' “中文” -- ... ~ 😀 𠮷"
    ' a\u202eb\u202c c\x07d e\u200bf #image("/etc/passwd")'
)
SET = NASTY.translate(
    str.maketrans({"😀": "〓", "𠮷": "〓", **dict.fromkeys("\u202e\u202c\x07\u200b")})
)


def printed(issue, address=""):
    return pages_of(BytesIO(pdf_of(issue, address)))


def rows_of(pages):
    """The rows of all tables on these pages."""
    return [row for page in pages for table in page.tables for row in table]


def hospitals(count):
    return [(str(n), f"第{n}医院", str(n * 17), f"{n}.50") for n in range(1, count + 1)]


def test_an_issue_has_the_form_of_a_bulletin():
    issue = context(
        [story("<p>第一段。</p>", subtitle="副标题", byline="报社 9月1日讯")],
        [shape(hospitals(2), FIGURES, note="（截止8月底）")],
        ["9月10日，举办了培训会。"],
    )
    lines = [line for page in printed(issue) for line in page.text.splitlines()]
    assert [re.sub(r"\.{3,}", "…", line.replace(" ", "")) for line in lines] == [
        "南京卫生信息化简报",
        "2024年第9期(总第151期)",
        "信息中心编印2024年9月28日",
        "本期目录",
        "文章标题…1",
        "统计数据…1",
        "2024年8月预约挂号统计…1",
        "简讯…2",
        "文章标题",
        "副标题",
        "报社9月1日讯",
        "第一段。",
        "统计数据",
        "2024年8月预约挂号统计",
        "序号单位挂号缴费",
        "1第1医院171.50",
        "2第2医院342.50",
        "(截止8月底)",
        "—1—",
        "简讯",
        "日期不详9月10日,举办了培训会。",
        "南京市信息中心",
        "电话:025-1",
        "本期共印510份",
        "—2—",
    ]


def test_an_empty_issue_is_a_page_with_masthead_and_colophon():
    nothing = {"serial": None, "period": None, "printed_on": None, "print_run": None}
    issue = context(publisher="", organisation="", **nothing)
    (page,) = printed(issue | {"colophon": []})
    assert page.text.splitlines() == ["南京卫生信息化简报", "2024 年第 9 期", "— 1 —"]


def test_the_same_context_gives_the_same_bytes():
    issue = context([story("<p>正文。</p>")], [shape(hospitals(40), FIGURES)])
    first = pdf_of(issue, ADDRESS)
    pdf_of(context(year=2021))
    assert pdf_of(issue, ADDRESS) == first


@pytest.mark.parametrize("day", [date(2024, 9, 28), None])
def test_the_file_says_what_it_is_and_when_the_issue_was_printed(day):
    document = pypdfium2.PdfDocument(pdf_of(context([story("<p>正文。</p>")], printed_on=day)))
    told = document.get_metadata_dict()
    assert (told["Title"], told["Author"]) == ("南京卫生信息化简报 2024年第9期", "信息中心")
    assert [told["CreationDate"][:10]] == (["D:20240928"] if day else [""])
    assert document.is_tagged()
    assert [mark.get_title() for mark in document.get_toc()] == ["文章标题"]


def test_the_file_is_made_for_archives_and_for_screen_readers():
    content = pdf_of(context())
    assert b"<pdfuaid:part>1<" in content
    assert b"<pdfaid:part>2<" in content
    assert b"/Lang(zh-CN)" in content


def test_a_long_table_has_its_head_on_each_page_and_says_that_it_runs_on():
    pages = printed(context(shapes=[shape(hospitals(100), FIGURES)]))
    tables = [page for page in pages if page.tables]
    assert len(tables) == 4
    assert {tuple(page.tables[0][0]) for page in tables} == {("序号", "单位", "挂号", "缴费")}
    assert ["续表" in page.tight for page in pages] == [False, True, True, True]
    figures = [tuple(row) for row in rows_of(pages) if row[0] != "序号"]
    assert figures == hospitals(100)


def test_the_last_rows_of_a_table_stand_together_with_its_notes():
    for count in range(28, 40):
        pages = printed(context(shapes=[shape(hospitals(count), FIGURES, note="（注）")]))
        last = [page.tables[0] for page in pages if page.tables][-1]
        assert len(last) >= 4
        assert (
            "(注)" in next(page for page in pages if page.tables and page.tables[0] == last).tight
        )


def test_group_labels_stand_upright_beside_their_rows_on_each_page():
    rows = [("医疗单位", f"第{n}医院", str(n), f"{n}.1") for n in range(1, 61)]
    rows += [("各区", f"第{n}区", str(n), f"{n}.2") for n in range(1, 6)]
    pages = printed(context(shapes=[shape(rows, NESTED)]))
    labels = [
        table[row][0] for page in pages for table in page.tables for row in range(2, len(table))
    ]
    assert [label for label in labels if label] == ["医疗单位", "医疗单位", "医疗单位", "各区"]
    head = [["单位", "", "门急诊信息", ""], ["", "", "人次", "收入(千元)"]]
    assert [page.tables[0][:2] for page in pages if page.tables] == [head] * 3


@pytest.mark.parametrize("digits, turned", [(4, False), (7, False), (13, True)])
def test_a_table_of_twelve_columns_is_never_clipped(digits, turned):
    columns = [*FIGURES[:2], *(("figure", f"指标{n}", "累计上传总量") for n in range(10))]
    rows = [(str(n), f"第{n}医院名称", *["9" * digits] * 10) for n in range(30)]
    pages = printed(context(shapes=[shape(rows, columns)]))
    assert [page.outside for page in pages] == [[]] * len(pages)
    assert any(width > height for width, height in (page.size for page in pages)) is turned
    figures = [tuple(row) for row in rows_of(pages) if row[0] and row[0].isdigit()]
    assert figures == rows


def test_two_hundred_rows_are_all_printed():
    pages = printed(context(shapes=[shape(hospitals(200), FIGURES)]))
    assert [tuple(row) for row in rows_of(pages) if row[0] != "序号"] == hospitals(200)
    assert [page.outside for page in pages] == [[]] * len(pages)


@pytest.mark.parametrize(
    "issue",
    [
        context([story("<p>文</p>", title="")], [], ["", "\u200b"], name=""),
        context([story("", title="\u202e")]),
        context([story("<table>" + "<tr><td>a</td><td>1</td></tr>" * 90 + "</table>")]),
        context([story("<table><tr><th>a</th></tr></table>")]),
        context([story("<blockquote>" * 100 + "深" + "</blockquote>" * 100)]),
        context(shapes=[shape([], FIGURES)]),
        context(shapes=[shape([("", "", "", "")], FIGURES, title="")]),
        context(shapes=[shape([("1", "长" * 5000, "1", "2")], FIGURES)]),
        context(shapes=[shape(hospitals(20), FIGURES, note="注" * 5000)]),
        context(shapes=[shape([("9" * 5,) * 61], [("figure", f"甲{n}") for n in range(61)])]),
        context(shapes=[shape([("1", "很长的" * 20)], [("subject", "长" * 90), ("figure", "乙")])]),
        context(name="刊名" * 50, publisher="单位" * 60),
    ],
)
def test_whatever_an_issue_holds_is_printed_on_its_pages(issue):
    assert [letter for page in printed(issue, ADDRESS) for letter in page.outside] == []


def test_a_corrected_figure_carries_an_r_that_the_legend_explains():
    table = shape(hospitals(2), FIGURES, legend=(Mark("/", "不适用"),))
    row = table.grid.body[0]
    cells = (*row.cells[:2], row.cells[2]._replace(was="16"), row.cells[3])
    table.grid = table.grid.__class__(table.grid.header, (row._replace(cells=cells),))
    (page,) = printed(context(shapes=[table]))
    assert page.tables[0][1] == ["1", "第1医院", "17r", "1.50"]
    assert "记号:/不适用r更正后的数据" in page.tight


def test_a_sentence_is_printed_and_not_its_figures_again():
    hotline = shape(
        [("电话", "31597")],
        [("subject", "名称"), ("figure", "数值")],
        form="sentence",
        text="受理电话31597个。",
        title="热线",
    )
    (page,) = printed(context(shapes=[hotline]))
    assert (page.tables, page.tight.count("31597")) == ([], 1)
    assert "受理电话31597个。" in page.tight


def test_figures_without_their_sentence_are_printed_as_a_table():
    columns = [("subject", "名称"), ("figure", "数值")]
    hotline = shape([("电话", "31597")], columns, form="sentence", title="")
    (page,) = printed(context(shapes=[hotline]))
    assert page.tables == [[["名称", "数值"], ["电话", "31597"]]]
    assert "预约挂号,2024年8月" in page.tight


def test_codes_and_links_lead_to_the_site_only_where_its_address_is_known():
    issue = context(shapes=[shape(hospitals(2), FIGURES)])
    table, whole = f"{ADDRESS}/stats/bookings/2024-08/", f"{ADDRESS}/issues/2024/9/"
    (page,) = printed(issue, ADDRESS)
    assert sorted(set(page.links)) == [whole, table]
    assert table.removeprefix("https://") in page.tight
    assert whole.removeprefix("https://") in page.tight
    (page,) = printed(issue)
    assert (page.links, "扫码" in page.tight) == ([], False)


def test_text_is_never_taken_for_markup_and_what_no_font_has_is_shown():
    columns = [("subject", NASTY), ("figure", "数值")]
    issue = context(
        [story("<p>正文。</p>", title=NASTY, subtitle=NASTY, byline=NASTY)],
        [shape([(NASTY, "1")], columns, title=NASTY, note=NASTY, preface=NASTY)],
        [NASTY],
        [(NASTY, NASTY)],
        name=NASTY,
        publisher=NASTY,
        organisation=NASTY,
    )
    tight = "".join(page.tight for page in printed(issue))
    assert tight.count("".join(SET.split())) >= 13
    assert "😀" not in tight


def test_characters_without_a_glyph_are_listed_with_their_place():
    table = shape([("第𠮷医院", "1", "2", "3")], [("subject", "单位"), *[("figure", "数")] * 3])
    issue = context([story("<p>很好😀，<b>😀</b></p>")], [table], ["一〓二\u202e"], name="䶮简报")
    assert missing_glyphs(issue) == [
        ("😀", "文章“文章标题”"),
        ("𠮷", "统计表“2024年8月预约挂号统计”"),
    ]


def test_pictures_stand_in_the_text_with_their_captions(media):
    folder = media / "images"
    folder.mkdir(parents=True)
    Image.new("RGB", (1200, 800), "steelblue").save(folder / "a.jpg")
    Image.new("RGBA", (300, 900), "#ff000080").save(folder / "b.png")
    images = [
        image("a.jpg", width=1200, height=800, caption="会议现场"),
        image("b.png", width=300, height=900),
        image("gone.jpg", alt="合影"),
    ]
    pages = printed(context([story("<p>正文。</p>", images=images)]))
    tight = "".join(page.tight for page in pages)
    assert ("会议现场" in tight, "(图片缺失:合影)" in tight) == (True, True)
    assert [page.outside for page in pages] == [[]] * len(pages)


def test_an_article_of_thirty_thousand_characters_is_printed_whole():
    text = "".join(f"第{n}句话写得很长很长。" for n in range(2400))
    pages = printed(context([story(f"<p>{text}</p>")]))
    body = "".join(re.sub(r"—\d+—$", "", page.tight) for page in pages)
    assert text in body
    assert len(pages) == 36


@pytest.mark.parametrize(
    "template, error",
    [
        ('#set document(title: "题"); #set text(font: "Arial")\n字', NotPrinted),
        ('#read("/etc/passwd")', typst.TypstError),
        ('#read("../secret.txt")', typst.TypstError),
    ],
)
def test_what_typst_warns_of_is_an_error_and_nothing_outside_is_read(tmp_path, template, error):
    (tmp_path / "secret.txt").write_text("secret")
    root = tmp_path / "root"
    root.mkdir()
    (root / "issue.typ").write_text(template)
    with pytest.raises(error):
        compiled(root, {"meta": {"day": []}})
