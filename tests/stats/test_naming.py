"""Names made comparable: what is alike to a reader is alike, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stats.naming import name_key, slug_of, sort_key_of


@pytest.mark.parametrize(
    "printed",
    [
        "东部战区总医院(秦淮医疗区)",
        "东部战区总医院（秦淮医疗区）",
        " 东部战区总医院 （ 秦淮医疗区 ）\n",
        "东部战区\u200b总医院\u00a0(秦淮医疗区)\ufeff",
    ],
)
def test_brackets_and_blanks_make_no_difference(printed):
    assert name_key(printed) == "东部战区总医院(秦淮医疗区)"


def test_full_width_letters_are_plain_and_case_makes_no_difference():
    assert name_key("健康南京ａｐｐ１２") == name_key("健康南京App12") == "健康南京APP12"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("南京江北医院", "南京市江北医院"),
        ("中国医学科学院皮肤病研究所", "中国医学科学院皮肤病医院"),
        ("鼓楼区", "鼓楼"),
        ("南京市第一医院", "南京市第二医院"),
    ],
)
def test_other_words_are_another_name(one, other):
    assert name_key(one) != name_key(other)


@given(st.text())
def test_a_key_is_its_own_key_but_for_rare_signs_and_has_no_blanks(text):
    assert not any(sign.isspace() for sign in name_key(text))


@given(st.text("南京市（）() １2ａB", max_size=20))
def test_a_key_is_its_own_key(text):
    assert name_key(name_key(text)) == name_key(text)


def test_names_are_sorted_by_their_sound():
    names = ["溧水区", "鼓楼区", "高淳区", "江宁区"]
    assert sorted(names, key=sort_key_of) == ["高淳区", "鼓楼区", "江宁区", "溧水区"]
    assert len(sort_key_of("医" * 300)) <= 200


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("鼓楼区", "gu-lou-qu"),
        ("就医160", "jiu-yi-160"),
        ("（）", "x"),
        ("", "x"),
        ("A/B 表", "a-b-biao"),
    ],
)
def test_a_code_is_readable_ascii(name, slug):
    assert slug_of(name) == slug


@given(st.text())
def test_a_code_is_always_a_slug(name):
    code = slug_of(name)
    assert 0 < len(code) <= 100
    assert set(code) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
