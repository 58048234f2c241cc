"""Text cut into words, and phrases of them."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.searching.words import Phrase, parts_of, phrase_of, words_of

TEXT = st.text(st.sampled_from("鼓楼区医院预约abCT0123456789.,，/（） -"), max_size=30)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("鼓楼医院", ["鼓楼", "楼医", "医院", "院"]),
        ("2024 年 8 月", ["2024", "年", "8", "月"]),
        ("简　讯", ["简讯", "讯"]),
        ("609241.00 ", ["609241"]),
        ("81.90亿", ["81d9", "亿"]),
        ("1,234，567", ["1234", "567"]),
        ("ＨＰＶ疫苗", ["hpv", "疫苗", "苗"]),
        ("www.js12320.com", ["www", "js", "12320", "com"]),
        ("52/129", ["52", "129"]),
        ("鼓\u200b楼", ["鼓楼", "楼"]),
        ("%_*\"'^:-", []),
    ],
)
def test_a_line_is_cut_into_words(line, words):
    assert words_of(line) == words


@pytest.mark.parametrize(
    ("typed", "phrase"),
    [
        ("鼓楼", Phrase(("鼓楼",))),
        ("鼓楼医院", Phrase(("鼓楼", "楼医", "医院"))),
        ("药", Phrase(("药",), open_end=True)),
        ("12320", Phrase(("12320",))),
        ("hp", Phrase(("hp",), open_end=True)),
        ("8月", Phrase(("8", "月"), open_end=True)),
        ("NEAR(", Phrase(("near",), open_end=True)),
        ("😀*", None),
        ("", None),
    ],
)
def test_what_is_typed_is_a_phrase(typed, phrase):
    assert phrase_of(typed) == phrase


@given(TEXT, st.data())
def test_every_part_of_a_chinese_run_is_a_phrase_of_its_words(text, data):
    run = "鼓楼区" + "".join(sign for sign in text if "\u4e00" <= sign <= "\u9fff")
    start = data.draw(st.integers(0, len(run) - 1))
    part = run[start : data.draw(st.integers(start + 1, len(run)))]
    assert stands_in(phrase_of(part), words_of(f"9{run}9"))


def stands_in(phrase, words):
    size = len(phrase.words)
    for start in range(len(words) - size + 1):
        *some, last = words[start : start + size]
        at_end = last.startswith(phrase.words[-1]) if phrase.open_end else last == phrase.words[-1]
        if at_end and tuple(some) == phrase.words[:-1]:
            return True
    return False


@given(st.text())
def test_words_hold_no_sign_of_a_query_language(text):
    signs = set("".join(words_of(text)))
    assert signs.isdisjoint("\0 \t\n\"'\\*:()&|!<>-^{}%_.,")


def test_a_long_text_is_parted_where_databases_would_forget():
    lines = [f"第{number}家社区卫生服务中心" for number in range(1000)]
    parts = list(parts_of(lines))
    assert [line for part in parts for line in part] == lines
    most = max(max(Counter(w for line in part for w in words_of(line)).values()) for part in parts)
    assert most <= 240


def test_a_short_text_is_one_part():
    assert list(parts_of(["一", "二"])) == [["一", "二"]]
    assert list(parts_of([])) == [[]]
