"""Issues of any kind for the round trip: written straight into the record, never parsed before.

Texts are chosen to look like what they are not: a paragraph like a title, a name like a sum.
"""

from datetime import date
from html import escape

from hypothesis import strategies as st

from news.models import Article, Brief, Issue, IssueTable
from stats.importing import TableImporter
from stats.models import Column, Layout
from stats.parsing import records
from stats.parsing.months import first_month, month, month_before
from stats.parsing.sentences import parse_sentence

NASTY = [
    "统计数据", "简讯", "2024年第9期（总第151期）", "9月10日，开了一次会。", "合计：12", "合计",
    "（截止2024年8月，总预约挂号量为34167790次）", "- 一条", "1、一项", "地址：某处", "甲|乙|丙",
    "甲  乙  丙", "续表", "【正文】", "【表】序号", "来源：某报", "目录", "本期共印 5 份", "第3页",
    "龙虎网9月13日讯 正文", "2024年8月预约挂号服务统计表", "—— 副标题", "“引文”", "<b>&amp;",
    "←", "↑", "\\", "\\n", "𠮷野家", "🏥", "a" * 60, "南京市卫生信息中心", "/", "…", "图1",
    "，只有逗号，", "（一）分类", "2024年9月28日", "E-mail：a@b.cn", "主送：各单位",
    "小计", "12345", "一、医院",
]  # fmt: skip
SIGNS = "甲乙丙丁的和12。，、：（）“”《》【】|｜#*-—_<>&\"' 　第年月日期"
ONE_LINE = st.one_of(st.sampled_from(NASTY), st.text(SIGNS, min_size=1, max_size=50)).map(str.strip)
LINE = ONE_LINE.filter(bool)
MAYBE = st.one_of(st.just(""), LINE)
LINES = st.lists(LINE, min_size=1, max_size=3).map("\n".join)
TABBED = st.one_of(LINES, st.just("甲\t乙\n丙\t丁"))
DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))
FIGURES = st.one_of(
    st.integers(0, 10**8).map(str),
    st.decimals(0, 10**6, places=2).map(str),
    st.sampled_from(
        [
            "",
            "0",
            "/",
            "—",
            "--",
            "…",
            "未反馈",
            "未上报",
            "1,234",
            "约100",
            "５６",
            "12%",
            "-3",
            "1 2",
        ]
    ),
)
PAIRS = st.one_of(
    st.builds("{}/{}".format, st.integers(0, 99), st.integers(1, 99)),
    st.sampled_from(["未反馈/83", "/", "", "12", "…"]),
)
TITLES = {
    "bookings": "预约挂号服务统计表",
    "booking-channels": "分途径预约情况统计",
    "platform-districts": "南京市卫生信息平台数据采集情况（区）",
    "platform-hospitals": "南京市卫生信息平台数据采集情况（医院）",
    "kiosks": "自助智能医疗服务终端医院使用情况表",
}
PASSAGES = [
    ("南京12320卫生热线{y}年{m}月数据统计", [
        "{y}年{m}月，南京12320卫生热线共受理咨询电话{a}个，其中咨询类（不含专家咨询）{b}个、医疗服务投诉{c}个、"
        "电话预约{d}个、心理危机干预{e}个，受理市12345工单{f}件，省12345工单{g}件。",
        "{m}月，全省12320共接听电话{a}人次，各市电话量统计为：南京{b}人次、苏州{c}人次、南通{d}人次。",
    ]),
    ("{y}年{m}月南京市远程医疗系统数据统计", [
        "南京市远程心电监测诊断平台累计接入{a}家医疗机构。{m}月份采集心电病例{b}份，会诊量{c}例。"
        "本月数据上传量排名前三的分别是江苏省人民医院{d}份，南京鼓楼医院{e}份，江宁区{f}份。",
        "南京市远程临检诊断平台累计接入{a}家医疗机构，其中二级以上医疗机构{b}家。"
        "10月份共采集检验报告{c}份，通过平台流转标本{d}份。",
    ]),
]  # fmt: skip


# -- articles and briefs


def _paragraph(text, tag="p"):
    return f"<{tag}>{escape(text, quote=False)}</{tag}>".replace("\n", "<br>")


def _list(start, items):
    tag, number = ("ol", f' start="{start}"') if start else ("ul", "")
    return f"<{tag}{number}>{''.join(_paragraph(item, 'li') for item in items)}</{tag}>"


PARAGRAPH = TABBED.map(_paragraph)
BLOCK = st.one_of(
    PARAGRAPH,
    LINE.map(lambda text: _paragraph(text, "h3")),
    LINE.map(lambda text: _paragraph(text, "h4")),
    st.builds("{}{}".format, st.builds(_list, st.integers(0, 30), st.lists(LINES, min_size=1)),
              PARAGRAPH),
    LINES.map(lambda text: f"<blockquote>{_paragraph(text)}</blockquote><p>后</p>"),
    st.just('<table><tbody><tr><th><p>甲</p></th><th colspan="2"><p>乙</p></th></tr><tr><td>'
            "<p>1</p></td><td><p>←</p></td><td><p></p></td></tr></tbody></table>"),
)  # fmt: skip
BODIES = st.one_of(
    st.lists(BLOCK, min_size=1, max_size=6).map("".join),
    st.just("<p>龙虎网9月13日讯 为了解决居民挂号难题。</p>"),
)
ARTICLES = st.fixed_dictionaries(
    {"title": LINE, "subtitle": MAYBE, "source": MAYBE, "dateline": MAYBE, "body": BODIES}
)
DATED = st.builds(
    lambda days, text: {"date_from": min(days), "date_to": max(days), "text": text},
    st.lists(DAYS, min_size=2, max_size=2),
    TABBED,
)
BRIEFS = st.one_of(
    DATED,
    DATED.map(lambda brief: brief | {"date_to": None}),
    TABBED.map(lambda text: {"date_from": None, "date_to": None, "text": text}),
    DAYS.map(
        lambda day: {"date_from": day, "date_to": None, "text": f"{day:%Y年%m月%d日}，开会。"}
    ),
)


# -- the issue


@st.composite
def mastheads(draw):
    """Fields of an Issue; only year, number and name are always there."""
    some = draw(st.integers(0, 31))
    fields = ("publisher", "organisation", "address", "postcode", "phone", "fax", "email",
              "website", "editor")  # fmt: skip
    told = {name: draw(MAYBE.filter(lambda text: "\t" not in text)) for name in fields}
    told["publisher"] = told["publisher"].replace("2024年9月28日", "某单位")
    return told | {
        "year": draw(st.integers(1990, 2090)),
        "number": draw(st.integers(1, 30)),
        "name": draw(LINE),
        "serial": draw(st.integers(1, 99999)) if some & 1 else None,
        "printed_on": draw(DAYS) if some & 2 else None,
        "period": draw(DAYS).replace(day=1) if some & 4 else None,
        "print_run": draw(st.integers(0, 99999)) if some & 8 else None,
        "captions": draw(LINES) if some & 16 else "",
        "running_text": "\n".join(draw(st.lists(LINE, max_size=2, unique=True))),
    }


@st.composite
def issues(draw, articles=3, statistics=7, briefs=3):
    """What an issue holds, as plain data, with at most so many of each; `saved` writes it."""
    return {
        "masthead": draw(mastheads()),
        "articles": draw(st.lists(ARTICLES, max_size=articles)),
        "statistics": draw(st.permutations([*TITLES, "0", "1"])),
        "some": draw(st.integers(0, statistics)),
        "data": draw(st.randoms(use_true_random=False)),
        "figures": draw(st.lists(FIGURES, min_size=12, max_size=30)),
        "pairs": draw(st.lists(PAIRS, min_size=5, max_size=9)),
        "names": draw(st.lists(LINE, min_size=3, max_size=6)),
        "lines": draw(st.lists(LINE, min_size=2, max_size=4)),
        "briefs": draw(st.lists(BRIEFS, max_size=briefs)),
    }


# Most are small, so that many can be tried.
KINDS = {
    "whole": issues(),
    "articles": issues(statistics=0, briefs=0),
    "statistics": issues(articles=0, statistics=2, briefs=0),
    "briefs": issues(articles=1, statistics=0, briefs=9),
}


def saved(told):
    """The Issue with everything in it."""
    issue = Issue.objects.create(**told["masthead"])
    for place, article in enumerate(told["articles"], 1):
        Article.objects.bulk_create([Article(issue=issue, position=place, **article)])
    for place, brief in enumerate(told["briefs"], 1):
        Brief.objects.create(issue=issue, position=place, **brief)
    period = issue.period or month_before(month(issue.year, min(issue.number, 12)))
    importer = TableImporter(issue.origin, period)
    for slug in told["statistics"][: told["some"]]:
        if slug.isdecimal():
            for sentence in _sentences(told, *PASSAGES[int(slug)], period):
                importer.add_sentence(sentence)
        else:
            importer.close()
            importer.add_table(_table(told, slug, period))
    importer.close()
    IssueTable.objects.bulk_create(
        IssueTable(issue=issue, table=done.table, position=place)
        for place, done in enumerate(importer.imported, 1)
    )
    return issue


# -- tables


def _sentences(told, title, texts, period):
    numbers = {name: told["data"].randint(0, 10**6) for name in "abcdefg"}
    words = numbers | {"y": period.year, "m": period.month}
    title = title.format(**words)
    for text in texts:
        yield parse_sentence(text.format(**words), "", title, first_month(title))


def _table(told, slug, period):
    """A ParsedTable as it is printed in one of the layouts of its family."""
    pick = told["data"]
    layout = pick.choice(list(Layout.objects.filter(dataset__slug=slug).order_by("code")))
    columns = _columns(layout, slug)
    lanes = 2 if layout.form == Layout.Form.TWO_UP else 1
    rows = [_row(told, columns, slug, number) for number in range(1, pick.randint(2, 9))]
    preface = tuple(pick.sample(told["lines"], pick.randint(0, 1)))
    title = f"{period.year}年{period.month}月{TITLES[slug]}"
    if not pick.randint(0, 4):
        title = pick.choice(told["lines"])
    notes = tuple(pick.sample(told["lines"], pick.randint(0, 2)))
    months = filter(None, map(first_month, (title, *preface)))
    return records.ParsedTable(
        title, columns, (*rows, *_sums(told, columns, lanes)), "", next(months, None), preface,
        notes, lanes,
    )  # fmt: skip


def _columns(layout, slug):
    labels = [(layout.number_label, "number")] if layout.number_label else []
    labels += [(layout.subject_label, "group")] if slug == "kiosks" else []
    labels += [(layout.subject_label, "subject")]
    printed = Column.objects.filter(layout=layout, in_note=False).order_by("position")
    return (
        *(records.Column((label,), role) for label, role in labels),
        *(records.Column(tuple(column.header_path), "figure") for column in printed),
    )


def _row(told, columns, slug, number):
    pick = told["data"]
    named = any(column.role == "number" for column in columns)
    group = "医疗单位" if number < 4 else pick.choice(["各区", *told["names"]])
    return records.Row(
        "data",
        pick.choice(["江宁区", "南京鼓楼医院", "就医160", *told["names"]]),
        _cells(told, columns),
        "",
        group if slug == "kiosks" else "",
        str(number) if named else "",
    )


def _cells(told, columns):
    pick = told["data"]
    return tuple(
        records.Cell(place, pick.choice(told["pairs" if "/" in "".join(c.path) else "figures"]), "")
        for place, c in enumerate(columns)
        if c.role == "figure"
    )


def _sums(told, columns, lanes):
    pick = told["data"]
    kinds = [("total", "合计")] if lanes > 1 else [("subtotal", "市属小计"), ("total", "合计")]
    return [
        records.Row(kind, name, _cells(told, columns), "")
        for kind, name in kinds
        if pick.randint(0, 1)
    ]
