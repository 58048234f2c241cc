"""Last month's words with this month's figures."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from stats.parsing.months import shifted
from stats.parsing.sentences import parse_sentence
from stats.restating import with_figures, with_months

AUGUST, SEPTEMBER = date(2024, 8, 1), date(2024, 9, 1)
ON = {AUGUST: SEPTEMBER}

months = st.dates(date(2010, 1, 1), date(2030, 12, 31)).map(lambda day: day.replace(day=1))
numbers = st.integers(0, 10**8).map(str) | st.decimals(0, 10**6, places=2).map(str)
labels = st.sampled_from(["受理咨询电话", "医疗投诉", "电话预约", "市12345工单", "采集报告"])
clauses = st.tuples(labels, numbers, st.sampled_from(["个", "件", "份", "亿条"])).map("".join)


@st.composite
def sentences(draw):
    """(month, a sentence of that month as the bulletin writes it)."""
    month, blank = draw(months), draw(st.sampled_from(["", " "]))
    said = "，".join(draw(st.lists(clauses, min_size=1, max_size=5)))
    start = f"{month.year}{blank}年{blank}{month.month}{blank}月，南京12320卫生热线共"
    return month, f"{start}{said}。"


@given(sentences())
def test_a_sentence_said_again_with_its_own_figures_and_month_is_unchanged(sentence):
    month, text = sentence
    figures = parse_sentence(text, "", period=month).figures
    own = [(figure.raw, figure.unit, figure.raw) for figure in figures]
    assert with_months(with_figures(text, own), {month: month}) == text


@given(sentences())
def test_months_moved_on_and_back_are_where_they_were(sentence):
    month, text = sentence
    later = shifted(month, 1)
    assert with_months(with_months(text, {month: later}), {later: month}) == text


def test_a_month_is_moved_with_its_year_and_without():
    assert with_months("2024 年 8 月度，截止8月底", ON) == "2024 年 9 月度，截止9月底"


def test_a_month_moves_into_the_next_year():
    on = {date(2024, 12, 1): date(2025, 1, 1)}
    assert with_months("2024年12月与12月", on) == "2025年1月与1月"


def test_two_months_are_moved_at_once():
    on = {date(2020, 10, 1): date(2020, 11, 1), date(2020, 11, 1): date(2020, 12, 1)}
    assert with_months("11月份采集，10月份会诊", on) == "12月份采集，11月份会诊"


def test_days_and_other_months_stay():
    text = "8月13日，2023年8月，7月份"
    assert with_months(text, ON) == text


def test_figures_are_replaced_in_their_order():
    text = "共 5 个，其中5个、15个"
    figures = [("5", "个", "7"), ("5", "个", "8"), ("15", "个", "9")]
    assert with_figures(text, figures) == "共 7 个，其中8个、9个"


def test_a_blank_stands_for_what_is_not_entered():
    assert with_figures("累计81.9亿条", [("81.9", "亿条", "")]) == "累计＿＿亿条"


def test_a_number_in_a_name_is_no_figure():
    text = "12320热线受理12320个"
    assert with_figures(text, [("12320", "个", "1")]) == "12320热线受理1个"


def test_a_figure_that_is_not_in_the_text_changes_nothing():
    assert with_figures("共15个", [("5", "个", "7")]) == "共15个"
