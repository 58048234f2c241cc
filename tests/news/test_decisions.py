"""Decisions as they are stored: one for each thing, told in a sentence."""

import pytest

from news import decisions as deciding

EDIT = {"kind": "edit", "where": "第3行第2格", "old": "1O", "new": "10"}
NAME = {"kind": "name", "name": "新城医院", "institution": "x", "current": "新城区医院"}
NEW = {"kind": "name", "name": "新城医院", "new": {"kind": "hospital", "name": "新城医院"}}


def test_the_same_thing_decided_again_replaces_what_was_decided():
    stored = deciding.with_decisions({}, [EDIT, NAME])
    stored = deciding.with_decisions(stored, [NEW])
    assert deciding.made(stored) == [EDIT, NEW]


def test_a_decision_is_taken_back_by_its_key():
    stored = deciding.with_decisions({}, [EDIT, NAME])
    assert deciding.made(deciding.without(stored, deciding.key_of(EDIT))) == [NAME]
    assert deciding.without(stored, "unknown") == stored


def test_the_fingerprint_changes_with_every_decision():
    stored = deciding.with_decisions({}, [EDIT])
    again = deciding.with_decisions(stored, [{**EDIT, "new": "11"}])
    assert len({deciding.fingerprint(one) for one in ({}, stored, again)}) == 3
    assert deciding.fingerprint(stored) == deciding.fingerprint({"made": [dict(EDIT)]})


@pytest.mark.parametrize(
    ("decision", "sentence"),
    [
        (EDIT, "第3行第2格：“1O”改为“10”"),
        ({**EDIT, "new": ""}, "第3行第2格：“1O”改为“（删去）”"),
        (NAME, "“新城医院”就是 新城区医院"),
        (NEW, "“新城医院”是新的机构“新城医院”"),
        (
            {"kind": "row", "where": "第3行第1格", "old": ["1"], "new": ["1", "甲"]},
            "第3行第1格：一行改为“1 | 甲”",
        ),
        (
            {"kind": "told", "where": "第9行", "text": "完", "part": "furniture"},
            "第9行：“完”是页眉页脚，不收",
        ),
        (
            {"kind": "table", "where": "第5行", "title": "表", "family": "bookings"},
            "“表”归入统计表 bookings",
        ),
        (
            {"kind": "column", "family": "a", "path": ["甲", "乙"], "metrics": [{"code": "x"}]},
            "列“甲 → 乙”是指标 x",
        ),
        (
            {"kind": "column", "family": "a", "path": ["乙"], "metrics": [{"label": "丙"}]},
            "列“乙”是新指标 丙",
        ),
        ({"kind": "layout", "family": "a", "code": "2023-05"}, "表式 2023-05 无误"),
        ({"kind": "mark", "family": "a", "mark": "/", "meaning": "M"}, "记号“/”表示不适用"),
        (
            {"kind": "facts", "year": 2013, "number": 4, "serial": None, "printed_on": None},
            "填写了年份 2013、期号 4",
        ),
        (
            {"kind": "verdict", "message": "不符", "verdict": "rounding", "label": "四舍五入"},
            "“不符”：四舍五入",
        ),
        ({"kind": "encoding", "encoding": "big5hkscs"}, "编码选定为 BIG5HKSCS"),
    ],
)
def test_a_decision_is_told_in_a_sentence(decision, sentence):
    assert deciding.told(decision) == sentence
