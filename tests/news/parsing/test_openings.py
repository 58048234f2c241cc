"""What stands in front of the articles, whatever form it has in the document."""

from datetime import date

import pytest

from news.parsing import parse_issue
from news.parsing.records import Masthead
from stats.documents.blocks import Cell, Document, Grid, Paragraph
from tests.news.parsing.lines import ARTICLE, COLOPHON, MASTHEAD, PROSE, articles, odd, parsed

FULL = Masthead("南京卫生信息化简报", 2023, 5, 135, "南京市卫生信息中心", date(2023, 5, 28))
TITLE = ARTICLE.split("\n")[0]
ONLY_ARTICLE = [(TITLE, "", (PROSE,))]


def paragraphs(*texts, part="body"):
    return [Paragraph(text, f"{part}{number}", part) for number, text in enumerate(texts, 1)]


def grid(*rows):
    return Grid(tuple(tuple(Cell(text, "表1") for text in row) for row in rows), "表1")


def issue_of(*blocks):
    return parse_issue(Document("简报.docx", "0" * 64, "docx", tuple(blocks)))


BODY = paragraphs(*ARTICLE.split("\n"))
HEAD = MASTHEAD.split("\n")


@pytest.mark.parametrize(
    "head",
    [
        paragraphs(*HEAD),
        paragraphs("    ".join(HEAD)),
        [grid([HEAD[0]], [HEAD[1]], [HEAD[2]], [HEAD[3]])],
        [grid([HEAD[0], HEAD[1]], [HEAD[2], HEAD[3]])],
        [grid(["\n".join(HEAD[:2]), "\n".join(HEAD[2:])])],
        paragraphs(*HEAD, part="textbox"),
        paragraphs(*HEAD, part="header"),
        [*paragraphs(HEAD[0]), grid(HEAD[1:3]), *paragraphs(HEAD[3])],
    ],
    ids=["lines", "one line", "column", "table", "cells", "text boxes", "page header", "mixed"],
)
def test_a_masthead_in_any_form(head):
    issue = issue_of(*head, *BODY)
    assert (issue.masthead, articles(issue)) == (FULL, ONLY_ARTICLE)


def test_a_text_box_anchored_below_the_articles_is_still_the_masthead():
    issue = issue_of(*BODY, *paragraphs(*HEAD, part="textbox"))
    assert (issue.masthead, articles(issue)) == (FULL, ONLY_ARTICLE)


def test_a_text_box_that_says_anything_else_stays_where_it_stood():
    issue = issue_of(*paragraphs(*HEAD), *BODY, *paragraphs("现场采访", part="textbox"))
    assert articles(issue) == [(TITLE, "", (PROSE, "现场采访"))]


def test_other_lines_above_the_name_are_lines_of_the_page():
    issue = parsed("内部资料 免费交流", "准印证号 第001号", MASTHEAD, ARTICLE)
    assert (issue.masthead, articles(issue)) == (FULL, ONLY_ARTICLE)
    assert issue.running_text == ("内部资料 免费交流", "准印证号 第001号")


def test_an_office_with_another_part_than_making_is_told_whole():
    issue = parsed(MASTHEAD.replace("编印", "主办"), ARTICLE)
    assert (issue.masthead, issue.running_text) == (FULL, ("南京市卫生信息中心 主办",))


@pytest.mark.parametrize("printed", ["2023年增刊（总第135期）", "2023年第4-5期（总第134-135期）"])
def test_a_number_that_cannot_be_kept_is_an_error(printed):
    issue = parsed(MASTHEAD.replace("2023年第5期（总第135期）", printed), ARTICLE)
    assert (issue.year, issue.number, issue.inferred) == (2023, 5, ("year", "number"))
    assert odd(issue) == [("masthead-unread", "error")]
    assert issue.running_text == (printed,)


def test_contents_are_lines_of_the_page():
    contents = ("本期要目", f"{TITLE}", "1、数据统计……3", "简讯………………4")
    issue = parsed(MASTHEAD, *contents, ARTICLE)
    assert (articles(issue), issue.running_text) == (ONLY_ARTICLE, contents)


def test_a_colophon_in_front_is_the_colophon():
    issue = parsed(MASTHEAD, COLOPHON, ARTICLE)
    assert articles(issue) == ONLY_ARTICLE
    assert (issue.colophon.editor, issue.colophon.print_run) == ("编辑部", 500)
    assert issue.colophon.captions == ("健康南京APP",)


def test_the_day_may_stand_in_the_colophon():
    issue = parsed("\n".join(HEAD[:3]), ARTICLE, COLOPHON, "2023年5月28日")
    assert issue.masthead == FULL


def test_page_numbers_and_page_headers_are_lines_of_the_page():
    issue = parsed(
        MASTHEAD, TITLE, PROSE, "- 1 -", "南京卫生信息化简报  2023年第5期", PROSE, "第 2 页 共 4 页"
    )
    assert articles(issue) == [(TITLE, "", (PROSE, PROSE))]
    assert issue.running_text == ("- 1 -", "南京卫生信息化简报  2023年第5期", "第 2 页 共 4 页")


def test_without_a_masthead_a_page_header_says_which_issue_it_is():
    issue = parsed(ARTICLE, "2023年第5期（总第135期）", PROSE)
    assert (issue.year, issue.number, issue.masthead.serial) == (2023, 5, 135)
    assert articles(issue) == [(TITLE, "", (PROSE, PROSE))]


def test_the_number_of_something_else_is_text():
    issue = parsed(MASTHEAD, "信息化知识讲座连载", "（第3期）", PROSE)
    assert issue.other_issues == ()
    assert issue.articles[0].paragraphs == ("（第3期）", PROSE)


@pytest.mark.parametrize(
    "second",
    [MASTHEAD.replace("第5期（总第135期）", "第6期（总第136期）"), "2023年第6期", COLOPHON],
    ids=["masthead", "number", "colophon"],
)
def test_a_second_issue_in_the_same_document_is_noticed(second):
    issue = parsed(MASTHEAD, ARTICLE, second, ARTICLE, COLOPHON)
    assert len(issue.other_issues) == 1


def test_without_anything_that_dates_it_a_document_is_no_issue():
    issue = parsed(ARTICLE)
    assert (issue.year, issue.number, issue.inferred) == (None, None, ())


def test_days_in_the_text_are_no_more_than_a_hint():
    issue = parsed(TITLE, f"2020年12月3日，{PROSE}", PROSE)
    assert (issue.year, issue.number, issue.inferred) == (2020, 12, ("year", "number"))
    assert odd(issue) == [("numbering-doubtful", "error")]
