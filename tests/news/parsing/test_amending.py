"""A document put right by hand: texts replaced, rows mended, lines told what they are."""

from dataclasses import replace

import pytest

from news.parsing.amending import edited, parse_amended
from stats.documents.blocks import Grid
from stats.documents.text import read_text
from tests.news.parsing.lines import ARTICLE, BRIEFS, COLOPHON, HEADING, MASTHEAD, PROSE, TABLE

STRAY = "这一段话没有标题，放在两张统计表之间，既不是附注也不是简讯，谁也说不清它属于哪一个栏目。"
TEXT = "\n\n".join([MASTHEAD, ARTICLE, HEADING, TABLE, STRAY, BRIEFS, COLOPHON]) + "\n"


@pytest.fixture
def document():
    return read_text("简报.txt", TEXT.encode())


def place_of(document, text):
    return next(b.where for b in document.blocks if getattr(b, "text", "") == text)


def told(document, part, text=STRAY):
    return [{"kind": "told", "where": place_of(document, text), "text": text, "part": part}]


def texts(document):
    """All cells of the first table, row by row."""
    grid = next(block for block in document.blocks if isinstance(block, Grid))
    return [[cell.text for cell in row] for row in grid.rows]


def test_without_decisions_nothing_changes(document):
    assert edited(document, []) is document
    assert [line.text for line in parse_amended(document, []).unplaced] == [STRAY]


def test_a_text_is_replaced_only_where_it_stood_as_it_stood(document):
    where = document.blocks[0].where
    edit = {"kind": "edit", "where": where, "old": document.blocks[0].text, "new": "甲\n乙"}
    assert [b.text for b in edited(document, [edit]).blocks[:2]] == ["甲", "乙"]
    assert edited(document, [{**edit, "old": "别的"}]).blocks == document.blocks


def test_a_text_made_empty_is_gone(document):
    edit = {"kind": "edit", "where": place_of(document, STRAY), "old": STRAY, "new": ""}
    assert parse_amended(document, [edit]).unplaced == ()


def test_a_row_gets_the_cells_it_lost(document):
    row = texts(document)[1]
    grid = next(block for block in document.blocks if isinstance(block, Grid))
    change = {"kind": "row", "where": grid.rows[1][0].where, "old": row, "new": ["9", *row[1:]]}
    assert texts(edited(document, [change]))[1] == ["9", *row[1:]]
    assert len(texts(edited(document, [{**change, "new": []}]))) == len(texts(document)) - 1


@pytest.mark.parametrize("part", ["paragraph", "title", "brief", "note", "colophon", "furniture"])
def test_a_stray_line_goes_where_it_was_said_to_belong(part, document):
    parsed = parse_amended(document, told(document, part))
    held = {
        "paragraph": parsed.articles[0].paragraphs,
        "title": [one.title for one in parsed.articles],
        "brief": [one.text for one in parsed.briefs],
        "note": parsed.statistics[0].notes,
        "colophon": parsed.colophon.captions,
        "furniture": parsed.running_text,
    }
    assert parsed.unplaced == ()
    assert [name for name, lines in held.items() if STRAY in lines] == [part]


def test_a_line_stands_in_the_order_of_the_document(document):
    brief = "5月10日，中心举办培训班。"
    parsed = parse_amended(document, told(document, "brief"))
    assert [one.text for one in parsed.briefs][:2] == [STRAY, brief]
    parsed = parse_amended(document, told(document, "note", brief))
    assert brief in parsed.statistics[-1].notes


def test_a_paragraph_without_any_article_makes_one(document):
    blocks = tuple(b for b in document.blocks if getattr(b, "text", "") not in ARTICLE)
    bare = replace(document, blocks=blocks)
    parsed = parse_amended(bare, told(bare, "paragraph"))
    assert [(one.title, one.paragraphs) for one in parsed.articles] == [("", (STRAY,))]


def test_what_was_typed_goes_before_what_is_printed(document):
    facts = {"kind": "facts", "year": 2013, "number": 4, "serial": 14, "printed_on": "2013-04-28"}
    parsed = parse_amended(document, [facts])
    assert (parsed.year, parsed.number, parsed.masthead.serial) == (2013, 4, 14)
    assert str(parsed.masthead.printed_on) == "2013-04-28"
    assert parsed.inferred == ()
    assert PROSE in parsed.articles[0].paragraphs
