"""The closing block: fields on lines of their own, on one line, in a table, in the middle."""

import pytest

from news.parsing.colophons import inner_colophons, is_field, parse_colophon, split_colophon
from news.parsing.records import Colophon, Unplaced
from stats.documents.blocks import Cell, Grid, Paragraph
from tests.news.parsing.lines import PROSE

FULL = Colophon(
    organisation="南京市卫生信息中心",
    address="南京市紫竹林3号",
    postcode="210003",
    phone="025-83626620",
    editor="编辑部",
    print_run=1500,
)


def paragraphs(*texts):
    return [Paragraph(text, f"第{number}行") for number, text in enumerate(texts, 1)]


def placed(*texts):
    return [(block.text, block.where) for block in paragraphs(*texts)]


def test_fields_on_lines_of_their_own():
    lines = placed(
        "南京市卫生信息中心",
        "地  址：南京市紫竹林3号",
        "邮 编: 210003",
        "电话：025-83626620",
        "责任编辑：编辑部",
        "本期共印 1,500 份",
    )
    assert parse_colophon(lines) == (FULL, [])


def test_all_fields_on_one_line():
    line = (
        "编印单位：南京市卫生信息中心 地址：南京市紫竹林3号 邮编：210003 电话：025-83626620 "
        "责任编辑：编辑部 印数：1500份"
    )
    assert parse_colophon(placed(line)) == (FULL, [])


def test_captions_and_what_is_said_twice_are_kept():
    lines = placed("责任编辑：编辑部", "责任编辑：编审组", "健康南京APP", "抄送：各区卫生健康委")
    captions = ("责任编辑：编审组", "健康南京APP", "抄送：各区卫生健康委")
    assert parse_colophon(lines) == (Colophon(editor="编辑部", captions=captions), [])


def test_what_is_too_long_is_left_over_with_its_place():
    long = "网址：" + "长" * 200
    assert parse_colophon(placed("邮编：210003", long, PROSE * 3)) == (
        Colophon(postcode="210003"),
        [Unplaced(long, "第2行"), Unplaced(PROSE * 3, "第3行")],
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("电话：025-83626620", True),
        ("（本期共印 500 份）", True),
        ("责任编辑：编辑部      本期共印480份", True),
        ("报送：省卫生健康委", True),
        ("5月3日，中心印制500份手册", False),
        ("中心共印制宣传手册，印发500份。", False),
        ("健康南京APP", False),
    ],
)
def test_what_is_a_field(text, expected):
    assert is_field(text) is expected


def test_the_colophon_begins_with_the_name_of_the_office():
    flow = paragraphs("5月3日，开班。", "南京市卫生信息中心", "邮编：210003", "健康南京APP")
    assert split_colophon(flow) == (
        flow[:1],
        placed(*(block.text for block in flow))[1:],
    )


@pytest.mark.parametrize("text", ["5月3日，中心印制500份手册", "会议要求各单位认真落实。", PROSE])
def test_a_field_above_news_is_not_the_colophon(text):
    flow = paragraphs("电话：12320", text, "健康南京APP")
    assert split_colophon(flow) == (flow, [])


def test_a_colophon_set_as_a_table():
    rows = [["地址：南京市紫竹林3号", "邮编：210003"], ["责任编辑：编辑部", "本期共印500份"]]
    cells = tuple(tuple(Cell(text, "表9") for text in row) for row in rows)
    flow = [*paragraphs("5月3日，开班。"), Grid(cells, "表9")]
    assert split_colophon(flow) == (flow[:1], [(text, "表9") for row in rows for text in row])


def test_a_table_of_figures_is_no_colophon():
    rows = [["邮编：", "1", "2"], ["3", "4", "5"]]
    flow = [Grid(tuple(tuple(Cell(text, "表1") for text in row) for row in rows), "表1")]
    assert split_colophon(flow) == (flow, [])


def test_a_colophon_in_the_middle_is_found_by_its_fields():
    fields = ("南京市卫生信息中心", "地址：紫竹林", "邮编：210003", "责任编辑：编辑部")
    flow = paragraphs("5月3日，开班。", *fields, PROSE)
    assert inner_colophons(flow) == [(1, 5)]


def test_an_address_in_an_article_is_no_colophon():
    flow = paragraphs(PROSE, "地址：紫竹林", "邮编：210003", "电话：12320", PROSE)
    assert inner_colophons(flow) == []
