"""Small invented bulletins in plain text, part by part, to be put together and varied."""

from news.parsing import parse_issue
from stats.documents.text import read_text

PROSE = "数据平台今年完成升级，各区卫生健康委和有关医院的信息部门都参加了部署会议并作了交流。"
MASTHEAD = "南京卫生信息化简报\n2023年第5期（总第135期）\n南京市卫生信息中心 编印\n2023年5月28日"
ARTICLE = f"全市卫生信息化工作会议召开\n{PROSE}"
HEADING = "统计数据"
TABLE = """\
2023年4月预约挂号服务统计表
序号\t单位\t12320在线预约\t快速预约\t诊间预约\t第三方\t小计
1\t南京鼓楼医院\t20\t2\t0\t1\t23
2\t南京市儿童医院\t10\t1\t0\t0\t11
合计\t\t30\t3\t0\t1\t34"""
BRIEFS = "简讯\n5月10日，中心举办培训班。\n5月12日-14日，考察组一行来宁。"
COLOPHON = """\
南京市卫生信息中心
地址：南京市紫竹林3号
邮编：210003
责任编辑：编辑部
健康南京APP
本期共印 500 份"""


def parsed(*parts):
    """The ParsedIssue of these parts, each with a blank line after it."""
    text = "\n\n".join(parts) + "\n"
    return parse_issue(read_text("简报.txt", text.encode()))


def whole(masthead=MASTHEAD, article=ARTICLE, heading=HEADING, table=TABLE, briefs=BRIEFS,
          colophon=COLOPHON):  # fmt: skip
    """The ParsedIssue of a bulletin with these parts; one given as an empty text is left out."""
    return parsed(*filter(None, (masthead, article, heading, table, briefs, colophon)))


def articles(issue):
    """Title, subtitle and paragraphs of each article."""
    return [(one.title, one.subtitle, one.paragraphs) for one in issue.articles]


def tables(issue):
    """Title and number of rows of each table."""
    return [(one.title, len(one.rows)) for one in issue.statistics]


def briefs(issue):
    """First day, last day and text of each brief; the days as they are sorted."""
    return [
        (one.date_from and str(one.date_from), one.date_to and str(one.date_to), one.text)
        for one in issue.briefs
    ]


def odd(issue):
    """Code and severity of all that is odd about the issue itself."""
    return [(oddity.code, oddity.severity) for oddity in issue.oddities]


def unplaced(issue):
    return [(line.text, line.where) for line in issue.unplaced]
