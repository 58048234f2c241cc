"""An issue shaped for reading."""

import pytest

from news.freezing import frozen
from news.models import Article, State
from news.presenting import issue_context, issue_lines
from stats.models import Layout
from tests.builders import DISTRICTS, figure, make_issue, make_table, subject

pytestmark = pytest.mark.django_db

HOTLINE = [subject("名称"), figure("电话", metrics="calls")]
CITIES = [subject("名称"), figure("人次", metrics="people")]


def context_of(issue):
    return issue_context(frozen(issue))


def make_sentence(slug, header, text, **options):
    rows = [("南京", "31597")]
    options.setdefault("title", "热线数据统计")
    return make_table(
        slug, header=header, rows=rows, form=Layout.Form.SENTENCE, text=text, **options
    )


def test_a_paragraph_that_feeds_two_families_and_its_title_are_printed_once():
    tables = [
        make_sentence("hotline", HOTLINE, "第一段。\n第二段。"),
        make_sentence("cities", CITIES, "第二段。\n第三段。"),
        make_sentence("other", CITIES, "第三段。"),
        make_table(title="热线数据统计"),
    ]
    shapes = context_of(make_issue(tables=tables))["shapes"]
    assert [(shape.title, shape.text) for shape in shapes] == [
        ("热线数据统计", "第一段。\n第二段。"),
        ("", "第三段。"),
        ("", ""),
        ("热线数据统计", ""),
    ]


def test_tables_stand_in_the_order_of_the_issue():
    tables = [make_table("d", header=DISTRICTS, rows=[]), make_table()]
    shapes = context_of(make_issue(tables=tables))["shapes"]
    assert [shape.slug for shape in shapes] == ["d", "bookings"]


def test_the_colophon_says_what_there_is_and_names_what_was_inferred():
    issue = make_issue(
        phone="025-1",
        editor="编辑部",
        captions="健康南京\n微信",
        inferred=["year", "serial", "something"],
    )
    context = context_of(issue)
    assert context["colophon"] == [("电话", "025-1"), ("责任编辑", "编辑部")]
    assert context["captions"] == ["健康南京", "微信"]
    assert context["inferred"] == ["年份", "总期号", "something"]


@pytest.mark.parametrize(
    ("body", "byline"),
    [("<p>正文。</p>", "龙虎网 9月13日讯"), ("<p>龙虎网 9月13日讯 正文。</p>", "")],
)
def test_the_byline_is_told_unless_the_text_begins_with_it(body, byline):
    issue = make_issue(articles=[])
    issue.articles.create(position=1, title="题", source="龙虎网", dateline="9月13日讯", body=body)
    assert context_of(issue)["stories"][0].byline == byline


def test_a_body_that_came_in_by_another_door_is_cleaned_again():
    issue = make_issue(articles=[])
    Article.objects.bulk_create(
        [Article(issue=issue, position=1, title="题", body="<p onclick=x>好<script>x</script></p>")]
    )
    assert context_of(issue)["stories"][0].body == "<p>好</p>"


def test_issues_are_listed_newest_first_with_the_first_headline(django_assert_num_queries):
    make_issue(2020, 12, articles=[])
    make_issue(2024, 8, articles=["甲", "乙"])
    make_issue(2024, 9, articles=["丙"])
    make_issue(2024, 10, state=State.DRAFT)
    with django_assert_num_queries(1):
        lines = [(line.year, line.number, line.headline) for line in issue_lines()]
    assert lines == [(2024, 9, "丙"), (2024, 8, "甲"), (2020, 12, "")]
    assert [line.number for line in issue_lines(most=2)] == [9, 8]


def test_a_whole_issue_takes_the_same_queries_however_much_it_holds(django_assert_num_queries):
    small = make_issue(2024, 1, tables=[make_table(period="2024-01", origin="2024-01")])
    tables = [make_table(f"d{n}", header=DISTRICTS, rows=[]) for n in range(9)]
    large = make_issue(2024, 9, tables=tables, articles="甲乙丙丁", briefs="一二三四五")
    for issue in (small, large):
        with django_assert_num_queries(9):
            context_of(issue)
