"""Lists of issues, articles and briefs as import-export resources, known by issue and position."""

from import_export.fields import Field

from news.bodies import sanitised
from news.mentions import recheck_sentences
from news.models import Article, Brief, Issue, State
from news.releasing import why_settled
from news.topics import as_typed, topics_of
from stats.keyed import KeyedResource, ListResource
from stats.widgets import Choice, Code, Day, Number, Text


class IssueCode(Code):
    """An issue as people write it: 2024-09."""

    def __init__(self):
        super().__init__(Issue, "origin")


class IssueResource(ListResource):
    issue = Field("origin", "期", Text())
    serial = Field("serial", "总期号", Number())
    printed_on = Field("printed_on", "印发日期", Day())
    period = Field("period", "数据月份", Day())
    state = Field("state", "状态", Choice(State))
    name = Field("name", "刊名", Text())
    publisher = Field("publisher", "编印单位", Text())
    editor = Field("editor", "责任编辑", Text())
    print_run = Field("print_run", "印数", Number())

    class Meta:
        model = Issue
        fields = ("issue", "serial", "printed_on", "period", "state", "name", "publisher",
                  "editor", "print_run")  # fmt: skip


class OfIssue(KeyedResource):
    """What stands in an issue: not to be changed once that is out."""

    key = ("issue", "position")
    related = ("issue",)

    def refusal(self, record):
        if record.issue_id is None:
            return "请填写期，如 2024-09。"
        issue = record.issue
        return f"{issue}{why_settled(issue)}" if issue.is_settled else ""

    def after(self, records):
        for issue in {record.issue_id: record.issue for record in records}.values():
            recheck_sentences(issue)


class ArticleResource(OfIssue):
    issue = Field("issue", "期", IssueCode())
    position = Field("position", "次序", Number())
    title = Field("title", "标题", Text())
    subtitle = Field("subtitle", "副标题", Text())
    source = Field("source", "来源", Text())
    dateline = Field("dateline", "电头", Text())
    body = Field("body", "正文", Text())
    topics = Field("topics", "主题", Text())

    class Meta:
        model = Article
        fields = ("issue", "position", "title", "subtitle", "source", "dateline", "body",
                  "topics")  # fmt: skip

    def prepare(self, article):
        article.body = sanitised(article.body)
        article.topics = as_typed(topics_of(article.topics))


class BriefResource(OfIssue):
    issue = Field("issue", "期", IssueCode())
    position = Field("position", "次序", Number())
    date_from = Field("date_from", "日期", Day())
    date_to = Field("date_to", "至", Day())
    text = Field("text", "内容", Text())

    class Meta:
        model = Brief
        fields = ("issue", "position", "date_from", "date_to", "text")
