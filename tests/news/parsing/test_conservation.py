"""Nothing of a document disappears: each line is in the record or among the unplaced, once."""

import re
from dataclasses import astuple
from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from news.parsing import parse_issue
from news.parsing.mastheads import with_line
from news.parsing.records import Masthead
from stats.documents.blocks import Grid
from stats.documents.text import read_text
from stats.naming import name_key
from stats.parsing.records import ParsedTable
from stats.parsing.wording import is_continuation_mark
from tests.news.parsing.lines import COLOPHON, MASTHEAD

HEADINGS = {"统计数据", "简讯", "工作简讯"}
BULLET = re.compile(r"^(?:[-•●]|\d{1,2}[、.](?=\d{1,2}月))\s*")
LABEL = re.compile(r"^[（(]?[\w-]{1,6}[:：]\s*")
SIGNS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"


def unique(number):
    """Two signs that stand in one line only, whatever the line says besides."""
    return SIGNS[number // len(SIGNS)] + SIGNS[number % len(SIGNS)]


# Each shape is lines with {} where the two signs go, so that no two lines are alike.
ARTICLES = (
    "{}区召开卫生信息化工作会议\n\n会议由{}区承办，各区卫生健康委和有关医院的信息部门参加并作了发言和交流。",
    "工作动态\n\n{}医院开通新的预约渠道\n\n近日，{}医院开通新的预约渠道。",
    "全市卫生信息化工作会议暨{}区专题培训班\n在{}区顺利召开\n\n会议持续两天，{}区负责人到会讲话。",
    "让{}区数据多跑路\n\n——{}区工作侧记\n\n记者来到{}区的社区医院，看到居民在自助机上办理业务，秩序井然。",
    "{}区推进互联互通\n\n一、{}区总体情况\n\n{}区总体情况良好。\n\n二、{}区下一步\n\n1、抓{}好落实。\n2、抓{}好培训。",
    "记者走访{}区医院\n\n“{}先生，请问怎么挂号？”\n\n“在这边。”\n\n图1 {}区现场\n\n（来源：{}网）",
    "{}区平台接入进展通报\n\n{}区接入情况如下：\n\n区\t{}数\t{}率\n{}区\t10\t50%\n{}县\t9\t90%\n\n{}区要继续推进接入工作。",
    "本段{}没有标题，但是写得比较长，各区卫生健康委和有关医院的信息部门都参加了交流并且发言。",
)
BULLETINS_STATISTICS = (
    "2023年4月{}服务统计表\n\n序号\t单位\t{}预约\t{}挂号\t小计\n1\t{}医院\t10\t1\t11\n2\t{}医院\t20\t2\t22\n合计\t\t30\t3\t33",
    "2023年4月{}情况统计\n\n\t单位\n\t{}数\n\t{}数\n\n\t{}医院\n\t5\n\t6\n\n\t{}医院\n\t7\n\t未反馈\n\n\n（截止4月，{}总量为30次）",
    "{}平台数据采集情况\n\n（不含{}区）\n\n单位\t{}量\t{}量\n{}区\t1\t2\n\n单位\t{}量\t{}量\n{}区\t3\t/",
    "2023年4月{}明细\n\n医院\t{}次\t{}元\n{}医院\t1\t2\n{}医院\t3\t4\n\n续表\n\n医院\t{}次\t{}元\n{}医院\t1\t2\n{}医院\t3\t4",
    "南京{}热线2023年4月数据统计\n\n2023年4月，南京{}热线共受理{}电话100个，其中{}类60个、{}类40个。",
    "3月份，{}平台累计接入{}家{}机构12家，覆盖{}区3个辖区。",
    "本页{}说明文字，没有表格和数据。",
    "备注：{}医院数据未上传。",
    "姓名{}\t备注{}\n{}\t{}",
)
BRIEFS = (
    "5月10日，{}区举办培训班。",
    "- 5月12日-14日，{}区考察组一行来宁考察平台建设，并实地走访了有关的医院和社区卫生服务中心。",
    "1、4月30日—5月2日，{}区值守。",
    "{}区举办了另一场培训。",
    "欢迎{}单位投稿",
)
COLOPHONS = (
    COLOPHON,
    "地址：紫竹林{}号 邮编：210003 责任编辑：{}部 本期共印 1,200 份",
    "{}客户端\n\n网址：www.{}.org\n\n印数：300份",
    "",
)
MASTHEADS = (
    MASTHEAD,
    "内部资料{}\n南京卫生信息化简报 第五期 南京市卫生信息中心编印 二〇二三年五月二十八日",
    "2023年5月28日\n\n总第135期",
    "",
)
STRAY = ("- 3 -", "{}", "{}行", "第 1 页", "{}：{}", "★{}★", "（{}）", "南京卫生信息化简报")


@st.composite
def bulletins(draw):
    """A bulletin of random parts in random order, and a line that strays into it."""
    parts = []
    for heading, shapes, most in (
        ("", ARTICLES, 4),
        (draw(st.sampled_from(["统计数据", ""])), BULLETINS_STATISTICS, 5),
        (draw(st.sampled_from(["简 讯", "工作简讯", ""])), BRIEFS, 4),
    ):
        some = draw(st.lists(st.sampled_from(shapes), max_size=most))
        parts.append("\n\n".join([heading, *some]))
    shuffled = draw(st.permutations(parts)) if draw(st.booleans()) else parts
    closing = draw(st.sampled_from(COLOPHONS))
    lines = "\n\n".join([draw(st.sampled_from(MASTHEADS)), *shuffled, closing]).split("\n\n")
    for stray in draw(st.lists(st.sampled_from(STRAY), max_size=2)):
        lines.insert(draw(st.integers(0, len(lines))), stray)
    numbers = iter(range(len(SIGNS) ** 2))
    return re.sub(r"\{\}", lambda _: unique(next(numbers)), "\n\n".join(lines))


def printed(document):
    """Each printed line as it is compared: paragraphs and cells, headings and bullets away."""
    for block in document.blocks:
        cells = [cell for row in block.rows for cell in row] if isinstance(block, Grid) else [block]
        for text in (cell.text for cell in cells):
            line = BULLET.sub("", text).strip(" —-（）()★")
            passing = name_key(text) in HEADINGS or is_continuation_mark(text)
            if line and not passing and with_line(Masthead(), text) is None:
                yield from re.split(r"\s{2,}|\s(?=\S{1,4}：)|(?<=部)\s", line)


def kept(value):
    """All texts within a value of the record."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, int | date):
        yield f"{value:,}" if isinstance(value, int) else str(value)
    elif isinstance(value, ParsedTable):
        yield from kept((value.title, value.preface, value.notes))
        yield from kept(tuple(column.path for column in value.columns))
        for row in value.rows:
            yield from kept((row.number, row.group, row.name, *(cell.raw for cell in row.cells)))
    elif isinstance(value, tuple):
        for part in value:
            yield from kept(part)


def everything(issue):
    texts = (
        *kept(astuple(issue.masthead)),
        *(text for article in issue.articles for text in kept(astuple(article))),
        *(text for item in issue.statistics for text in _of_statistics(item)),
        *(brief.text for brief in issue.briefs),
        *kept(astuple(issue.colophon)),
        *issue.running_text,
        *(line.text for line in issue.unplaced),
    )
    return name_key("\n".join(texts).replace("\n", "\x1f"))


def _of_statistics(item):
    return kept(item) if isinstance(item, ParsedTable) else (item.title, item.text)


def lost(text):
    document = read_text("简报.txt", text.encode())
    held = everything(parse_issue(document))
    return [line for line in printed(document) if _key(line) not in held]


def _key(line):
    """A line as `everything` holds it; of a labelled field only the value is held."""
    return name_key(LABEL.sub("", line).strip(" —-（）()★").removeprefix("本期共印").strip("份 "))


@settings(max_examples=200)
@given(bulletins())
@example("\n\n".join([MASTHEAD, *ARTICLES, "统计数据", *BULLETINS_STATISTICS, "简讯", *BRIEFS]))
def test_every_line_is_in_the_record_or_unplaced(text):
    if text.strip():
        assert lost(text) == []
