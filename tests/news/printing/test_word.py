"""The Word document of an issue: its form, its parts, what a reader without Word makes of it."""

import subprocess
from io import BytesIO
from zipfile import ZipFile

import docx
import pdfplumber
import pytest
from django.core.files.base import ContentFile
from docx.oxml import parse_xml
from docx.table import Table
from PIL import Image

from news.models import Article, Issue
from news.printing.word import docx_of
from news.printing.word_grids import laid_out
from news.printing.word_tables import table_of
from news.printing.word_xml import NAMESPACES
from stats.documents.word import read_word
from tests.news.printing.contexts import shape
from tests.news.printing.papers import context_of
from tests.news.printing.test_plain import issue

pytestmark = [pytest.mark.django_db, pytest.mark.once]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ADDRESS = "https://jianbao.example.cn"
LINES = [
    ("Title", "南京卫生信息化简报"),
    ("简报期号", "2024年第9期（总第151期）"),
    ("简报编印", "信息中心\t2024年9月28日"),
    ("简报版线", ""),
    ("Heading 2", "头条文章"),
    ("简报来源", "龙虎网"),
    ("简报正文", "第一段，粗体。\n另起一行"),
    ("简报小标题", "小标题"),
    ("简报列项", "列项"),
    ("简报编号", "3、编号"),
    ("简报引文", "引文"),
    ("简报图片", ""),
    ("Heading 1", "统计数据"),
    ("Heading 3", "2024年8月区数据采集情况"),
    ("简报链接", "在线数据：jianbao.example.cn/stats/platform-districts/2024-08/"),
    ("简报表前", "（单位：千元）"),
    ("简报表注", "注：/ 为没有。"),
    ("简报版面", "记号：未反馈 未上报　/ 不适用"),
    ("Heading 1", "简讯"),
    ("简报简讯", "9月10日，举办了培训会。"),
    ("简报简讯", "2024年9月11日-2024年9月12日\t没有写明日期。"),
    ("简报版线", ""),
    ("简报链接", "本期在线阅读：jianbao.example.cn/issues/2024/9/"),
    ("简报刊尾单位", "南京市信息中心"),
    ("简报刊尾", "电话：025-1"),
    ("简报刊尾说明", "二维码"),
    ("简报版记", "责任编辑：张三\t本期共印 510 份"),
]


@pytest.fixture
def printed():
    return docx_of(context_of(issue()), ADDRESS)


def opened(content):
    return docx.Document(BytesIO(content))


def test_every_paragraph_has_a_style_that_says_what_it_is(printed):
    assert [(one.style.name, one.text) for one in opened(printed).paragraphs] == LINES


def test_without_an_address_there_are_no_links_and_no_codes():
    content = docx_of(context_of(issue()))
    told = [(one.style.name, one.text) for one in opened(content).paragraphs]
    assert told == [line for line in LINES if line[0] != "简报链接"]
    assert [name for name in ZipFile(BytesIO(content)).namelist() if "media" in name] == []


def test_the_page_is_a4_with_the_margins_of_a_bulletin(printed):
    page = opened(printed).sections[0]
    sizes = (page.page_width, page.page_height, page.top_margin, page.bottom_margin,
             page.left_margin, page.right_margin)  # fmt: skip
    assert [round(size.mm) for size in sizes] == [210, 297, 37, 35, 28, 26]


def test_header_rows_are_merged_and_repeated_and_no_row_is_parted(printed):
    rows = opened(printed).tables[1]._tbl.tr_lst
    marks = [{mark.tag.removeprefix(W) for mark in row.trPr} for row in rows]
    assert marks == [{"cantSplit", "trHeight", "tblHeader"}] * 2 + [{"cantSplit"}] * 2
    merges = [[(tc.grid_span, tc.vMerge) for tc in row.tc_lst] for row in rows[:2]]
    assert merges == [
        [(1, "restart"), (1, "restart"), (2, None)],
        [(1, "continue"), (1, "continue"), (1, None), (1, None)],
    ]
    assert opened(printed).tables[1].style.name == "简报表格"


def test_chinese_is_set_as_chinese(printed):
    styles = opened(printed).styles.element
    faces = {one.get(f"{W}eastAsia") for one in styles.iter(f"{W}rFonts")}
    languages = {one.get(f"{W}eastAsia") for one in styles.iter(f"{W}lang")}
    assert (faces, languages) == ({"宋体", "仿宋", "黑体", "楷体"}, {"zh-CN"})


def test_prose_is_indented_by_two_characters(printed):
    style = opened(printed).styles["简报正文"].element
    assert [one.get(f"{W}firstLineChars") for one in style.iter(f"{W}ind")] == ["200"]


def test_pages_are_numbered_below(printed):
    footer = opened(printed).sections[0].footer._element
    texts = "".join(one.text or "" for one in footer.iter(f"{W}t", f"{W}instrText"))
    assert texts == "—  PAGE 1 —"


def test_a_picture_stands_in_its_article_with_words_for_who_cannot_see_it(settings):
    one = issue()
    stream = BytesIO()
    Image.new("RGB", (600, 300), "red").save(stream, "WEBP")
    article = Article.objects.get()
    article.images.create(position=1, file=ContentFile(stream.getvalue(), "a.webp"), alt="会场",
                          caption="会场全景")  # fmt: skip
    document = opened(docx_of(context_of(one)))
    shapes = [(one.width.mm, one.height.mm) for one in document.inline_shapes]
    told = [shape._inline.docPr.get("descr") for shape in document.inline_shapes]
    captions = [one.text for one in document.paragraphs if one.style.name == "简报图注"]
    assert (shapes, told, captions) == ([(100, 50)], ["会场"], ["会场全景"])


def test_codes_are_drawn_beside_the_title_and_tell_where_they_lead(printed):
    drawn = opened(printed).element.body.iter("{*}docPr")
    assert [one.get("descr") for one in drawn] == [
        f"在线数据的二维码：{ADDRESS}/stats/platform-districts/2024-08/",
        f"本期在线阅读的二维码：{ADDRESS}/issues/2024/9/",
    ]


def test_the_same_issue_gives_the_same_bytes(printed):
    told = opened(printed).core_properties
    assert docx_of(context_of_same(), ADDRESS) == printed
    assert (told.title, told.author, told.language, f"{told.modified:%Y-%m-%d}") == (
        "南京卫生信息化简报 2024年第9期（总第151期）", "信息中心", "zh-CN", "2024-09-28",
    )  # fmt: skip
    assert {one.date_time for one in ZipFile(BytesIO(printed)).infolist()} == {
        (2024, 9, 28, 0, 0, 0)
    }


def context_of_same():
    return context_of(Issue.objects.get())


def test_reading_it_back_leaves_nothing_to_remark(printed):
    assert read_word("word.docx", printed).notes == ()


def test_bold_type_and_links_stand_in_the_document():
    one = issue()
    Article.objects.update(body='<p>见<a href="https://a.cn/?b=1&amp;c">此<em>页</em></a>。</p>')
    document = opened(docx_of(context_of(one)))
    line = next(one for one in document.paragraphs if one.style.name == "简报正文")
    assert [(link.address, link.text) for link in line.hyperlinks] == [
        ("https://a.cn/?b=1&c", "此页")
    ]
    assert [run.italic for run in line.hyperlinks[0].runs] == [None, True]


def test_a_header_is_parted_between_its_words():
    columns = [("subject", "接入单位"), ("figure", "数据上传天数"), ("figure", "收入（千元）")]
    columns += [("figure", f"{place}项数据上传总量") for place in range(8)]
    row = ["南京医科大学第二附属医院", "31", "13191156.24", *["123456"] * 8]
    inside = table_of(laid_out(shape([row], columns).grid))
    body = parse_xml(f"<w:body {NAMESPACES}>{inside}</w:body>")
    assert [cell.text for cell in Table(body[0], None).rows[0].cells][:4] == [
        "接入单位", "数据上\n传天数", "收入（千元）", "0项数据\n上传总量"
    ]  # fmt: skip


@pytest.mark.usefixtures("sample_issues")
def test_libreoffice_prints_every_page_and_no_figure_in_two_lines(soffice, tmp_path):
    (tmp_path / "word.docx").write_bytes(docx_of(context_of(Issue.objects.get(year=2020)), ADDRESS))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = [soffice, home, "--headless", "--convert-to", "pdf", "word.docx"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    with pdfplumber.open(tmp_path / "word.pdf") as pdf:
        text = "".join(page.extract_text() for page in pdf.pages).replace(" ", "")
    # Of the tables with the most columns and with the longest figures, and the last line.
    words = ["12738141", "938517", "121361", "28634", "13191156.24", "16703482.04", "—1—",
             "责任编辑：编辑部本期共印480份"]  # fmt: skip
    assert [word for word in words if word not in text] == []
