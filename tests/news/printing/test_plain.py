"""The plain text of an issue, whole, as it is written and as somebody may have changed it."""

from datetime import date

import pytest

from news.importing import rehearsed
from news.models import Article
from news.printing.plain import text_of
from stats.documents.text import read_text
from tests import builders
from tests.news.printing.papers import context_of

pytestmark = pytest.mark.django_db

BODY = (
    "<p>第一段，<strong>粗体</strong>。<br>另起一行</p><h3>小标题</h3><ul><li><p>列项</p></li></ul>"
    '<ol start="3"><li>编号</li></ol><blockquote><p>引文</p></blockquote>'
    "<table><tbody><tr><th>甲</th><th>乙</th></tr><tr><td>1</td><td>2</td></tr></tbody></table>"
)
WHOLE = """【简报】南京卫生信息化简报
【期号】2024年第9期（总第151期）
【编印】信息中心	2024年9月28日

【标题】头条文章
【来源】龙虎网
【正文】
　　第一段，粗体。
　　　　另起一行
【小标题】小标题
【列项】列项
【编号】3、编号
【引文】
　　引文
【表】文中表	文中表
【表头】甲	乙
【行】1	2

【栏目】统计数据

【表题】2024年8月区数据采集情况
【表前】（单位：千元）
【表】名称	数据	数据	数据
【表头】接入单位	申明上传表/规定上传表	门急诊信息	←
【表头】↑	↑	人次	收入（千元）
【行】江宁区	52/129	445558	138980.8
【行】秦淮区	未反馈/129	0	/
【表注】注：/ 为没有。
【版面】记号：未反馈 未上报　/ 不适用

【栏目】简讯
【简讯】
　　9月10日，举办了培训会。
　　2024年9月11日-2024年9月12日	没有写明日期。

【刊尾单位】南京市信息中心
【刊尾】电话：025-1
【刊尾说明】二维码
【版记】责任编辑：张三	本期共印 510 份
"""


def issue():
    """An issue with a little of everything."""
    table = builders.make_table(
        "platform-districts", header=builders.DISTRICTS, rows=builders.DISTRICTS_ROWS,
        title="2024年8月区数据采集情况", preface="（单位：千元）", note="注：/ 为没有。",
    )  # fmt: skip
    told = {"organisation": "南京市信息中心", "phone": "025-1", "captions": "二维码",
            "editor": "张三", "print_run": 510, "publisher": "信息中心",
            "period": date(2024, 8, 1)}  # fmt: skip
    issue = builders.make_issue(tables=[table], briefs=(), **told)
    Article.objects.update(body=BODY, source="龙虎网")
    issue.briefs.create(position=1, text="9月10日，举办了培训会。", date_from=date(2024, 9, 10))
    days = {"date_from": date(2024, 9, 11), "date_to": date(2024, 9, 12)}
    issue.briefs.create(position=2, text="没有写明日期。", **days)
    return issue


def test_every_line_says_what_it_is():
    assert text_of(context_of(issue())) == WHOLE


def taken(text):
    with rehearsed(read_text("plain.txt", text.encode())) as taken:
        parsed = taken.parsed
        return parsed, [line.text for line in parsed.unplaced]


@pytest.mark.usefixtures("catalogue")
def test_lines_without_a_mark_belong_where_they_stand():
    added = {
        "【小标题】小标题\n": "【小标题】小标题\n加在文章里\n",
        "【表注】注：/ 为没有。\n": "【表注】注：/ 为没有。\n（截止8月）\n",
        "【刊尾单位】": "9月13日，加了一条。\n【刊尾单位】",
    }
    text = WHOLE
    for old, new in added.items():
        text = text.replace(old, new)
    parsed, unplaced = taken(text)
    assert parsed.articles[0].paragraphs[2] == "加在文章里"
    assert parsed.statistics[0].notes == ("注：/ 为没有。", "（截止8月）")
    assert parsed.briefs[2].date_from == date(2024, 9, 13)
    assert unplaced == []


@pytest.mark.usefixtures("catalogue")
def test_what_has_no_place_is_named():
    text = WHOLE.replace("【栏目】简讯", "【表题】没有表的标题\n【数据段】\n　　没有数字的话。")
    text = text.replace("【表前】", "【表题】多出来的标题\n【表前】")
    assert taken(text)[1] == ["2024年8月区数据采集情况", "没有数字的话。"]


def test_a_text_that_only_begins_alike_is_read_as_any_other():
    blocks = read_text("text.txt", "【简报】工作动态\n\n正文。\n".encode()).blocks
    assert [(block.text, block.style) for block in blocks] == [
        ("【简报】工作动态", ""),
        ("正文。", ""),
    ]
