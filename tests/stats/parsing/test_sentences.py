"""Paragraphs with figures: every number with its words, unit and month, or a word on it."""

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stats.parsing.sentences import has_figures, parse_note, parse_sentence
from tests.stats.parsing.drawing import codes

MARCH = date(2021, 3, 1)
HOTLINE = "2021年3月，南京12320卫生热线共"


def parsed(text, period=MARCH, title=""):
    return parse_sentence(text, "第1行", title, period)


def told(figure):
    """name@label=raw unit, with what is empty left out."""
    name = f"{figure.name}@" if figure.name else ""
    return f"{name}{figure.label}={figure.raw} {figure.unit}".strip()


def figures(text, **options):
    return [told(figure) for figure in parsed(text, **options).figures]


class TestLabels:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("受理咨询电话95380个", ["受理咨询电话=95380 个"]),
            ("受理 咨询电话 95380 个。", ["受理咨询电话=95380 个"]),
            ("覆盖9个辖区，接入50家医疗机构", ["覆盖辖区=9 个", "接入医疗机构=50 家"]),
            ("H7N9咨询5个，5G应用3项", ["H7N9咨询=5 个", "5G应用=3 项"]),
            ("咨询类（不含专家咨询）43678个", ["咨询类（不含专家咨询）=43678 个"]),
            (
                "受理市12345工单2179件，省12345工单1539件",
                ["受理市12345工单=2179 件", "省12345工单=1539 件"],
            ),
            ("联通南京市、镇江市和扬州市3个城市", ["联通南京市、镇江市和扬州市城市=3 个"]),
            ("会诊122次；图像8426959份", ["会诊=122 次", "图像=8426959 份"]),
            ("新增关注1234", ["新增关注=1234"]),
            ("另有投诉5个，以及建议6个", ["投诉=5 个", "建议=6 个"]),
            ("具体为：咨询类12个、投诉5个", ["咨询类=12 个", "投诉=5 个"]),
            ("1、受理20个。2、投诉3个。（3）建议6个", ["受理=20 个", "投诉=3 个", "建议=6 个"]),
        ],
    )
    def test_a_figure_is_labelled_by_the_words_around_it(self, text, expected):
        assert figures(text) == expected

    def test_the_first_words_say_whose_figures_they_are(self):
        sentence = parsed(f"{HOTLINE}受理咨询电话31597个，其中咨询类6973个、医疗投诉1840个。")
        assert sentence.subject == "南京12320卫生热线"
        assert [(f.label, f.raw, f.whole) for f in sentence.figures] == [
            ("受理咨询电话", "31597", ""),
            ("咨询类", "6973", "受理咨询电话"),
            ("医疗投诉", "1840", "受理咨询电话"),
        ]

    def test_public_health_is_no_word_for_altogether(self):
        assert parsed("公共卫生平台共上传5条").subject == "公共卫生平台"

    def test_what_is_compared_or_divided_is_said_with_it(self):
        assert figures(f"{HOTLINE}受理咨询电话31597个，同比增长12.3%，投诉9个，环比下降5%。") == [
            "受理咨询电话=31597 个",
            "受理咨询电话：同比增长=12.3 %",
            "投诉=9 个",
            "投诉：环比下降=5 %",
        ]

    def test_a_bracket_speaks_of_the_figure_before_it(self):
        sentence = parsed("外呼45个（其中成功40个，成功率88.9%），号源78个（占40.3%）、短信9条")
        assert [(told(f), f.whole) for f in sentence.figures] == [
            ("外呼=45 个", ""),
            ("成功=40 个", "外呼"),
            ("成功率=88.9 %", "外呼"),
            ("号源=78 个", ""),
            ("号源：占=40.3 %", "号源"),
            ("短信=9 条", ""),
        ]

    def test_a_number_without_words_is_kept_and_is_an_error(self):
        sentence = parsed("咨询类6973个、1840个")
        assert [told(f) for f in sentence.figures] == ["咨询类=6973 个", "咨询类：个=1840 个"]
        assert codes(sentence) == [("error", "figure-without-label")]


class TestNumbers:
    @pytest.mark.parametrize(
        ("written", "raw", "unit"),
        [
            ("95380个", "95380", "个"),
            ("1,234个", "1,234", "个"),
            ("1，234，567个", "1，234，567", "个"),
            ("３１５９７个", "３１５９７", "个"),
            ("270.10 亿条", "270.10", "亿条"),
            ("3.2万个", "3.2", "万个"),
            ("3,456万", "3,456", "万"),
            ("12.3％", "12.3", "％"),
            ("3.5个百分点", "3.5", "个百分点"),
            ("1.2秒", "1.2", "秒"),
            ("5千元", "5", "千元"),
            ("约3万个", "约3万个", "万个"),
            ("100余个", "100余个", "个"),
            ("3万多个", "3万多个", "万个"),
            ("10-20家", "10-20家", "家"),
            ("52/129张", "52/129张", "张"),
            ("98%以上", "98%以上", "%"),
            ("近百", "", ""),
        ],
    )
    def test_a_count_is_kept_as_printed(self, written, raw, unit):
        found = [(f.label, f.raw, f.unit) for f in parsed(f"受理电话{written}").figures]
        assert found == ([("受理电话", raw, unit)] if raw else [])

    @pytest.mark.parametrize("word", ["预约", "签约", "附近", "目前"])
    def test_words_that_end_like_about_are_words(self, word):
        assert figures(f"电话{word}12个") == [f"电话{word}=12 个"]

    @pytest.mark.parametrize(
        "text",
        [
            "拨打12320",
            "热线电话：025-83626620，12320",
            "第3方平稳",
            "2021年3月31日",
            "9:00至17:00",
            "自2012年5月开通以来",
            "南京12320卫生热线运行平稳",
        ],
    )
    def test_hotlines_dates_and_ordinals_are_no_figures(self, text):
        assert figures(text) == []

    @pytest.mark.parametrize(
        ("text", "loose"),
        [
            ("前3名医院", "3"),
            ("全市5大平台", "5"),
            ("其中投诉九百个", "九百个"),
            ("新建方舱2座", "2"),
        ],
    )
    def test_a_number_that_is_not_read_is_named(self, text, loose):
        sentence = parsed(f"受理电话5个，{text}。")
        assert [told(f) for f in sentence.figures] == ["受理电话=5 个"]
        assert [(o.code, f" {loose} " in o.message) for o in sentence.oddities] == [
            ("number-not-read", True)
        ]

    def test_chinese_has_figures_only_with_units(self):
        assert has_figures("受理电话5个") and not has_figures("2021年3月第2期")


class TestLists:
    def test_names_with_a_number_each(self):
        text = "全省12320共接听电话133003人次，各市电话量统计为：南京95380人次、苏州28163人次。"
        sentence = parsed(text)
        assert sentence.subject == "全省12320"
        assert [told(f) for f in sentence.figures] == [
            "接听电话=133003 人次",
            "南京@各市电话量=95380 人次",
            "苏州@各市电话量=28163 人次",
        ]

    @pytest.mark.parametrize(
        "text",
        [
            "本月上传量前三的分别是甲医院31082份，乙医院1067份。",
            "本月上传量前三的分别是甲医院（31082份）、乙医院（1067份）。",
            "本月上传量前三为：甲医院31082份、乙医院1067份。",
            "本月上传量前三依次为甲医院 31082 份，乙医院 1067 份",
        ],
    )
    def test_a_ranking(self, text):
        assert figures(text) == ["甲医院@本月上传量前三=31082 份", "乙医院@本月上传量前三=1067 份"]

    @pytest.mark.parametrize(
        "text",
        [
            "门诊、急诊、住院人次分别为12、34、56人次。",
            "门诊、急诊和住院人次分别为 12、34 和 56 人次",
            "门诊、急诊、住院人次分别达12人次、34人次、56人次。",
        ],
    )
    def test_names_first_and_then_as_many_numbers(self, text):
        assert figures(text) == ["门诊=12 人次", "急诊=34 人次", "住院人次=56 人次"]

    def test_names_in_the_clause_before(self):
        text = "排名前三的是：甲医院、乙医院、丙医院，分别上传23668份、11189份、4592份。"
        assert figures(text) == [
            "甲医院@上传=23668 份",
            "乙医院@上传=11189 份",
            "丙医院@上传=4592 份",
        ]

    def test_names_and_numbers_that_do_not_match_are_an_error(self):
        sentence = parsed("南京、苏州、无锡电话量分别为12、34人次。")
        assert [told(f) for f in sentence.figures] == [
            "南京、苏州、无锡电话量（第1个数）=12 人次",
            "南京、苏州、无锡电话量（第2个数）=34 人次",
        ]
        assert codes(sentence) == [("error", "list-unmatched")]


class TestTimes:
    def months(self, text, **options):
        return [
            (f.label, f.period and f"{f.period:%Y-%m}") for f in parsed(text, **options).figures
        ]

    def test_a_month_holds_until_the_next(self):
        text = "2020年11月接入5家，10月份采集6份，图像7份。12月会诊8例"
        assert self.months(text) == [
            ("接入", "2020-11"), ("采集", "2020-10"), ("图像", "2020-10"), ("会诊", "2019-12")
        ]  # fmt: skip

    def test_a_month_without_a_year_anywhere_is_handed_on(self):
        (figure,) = parsed("10月份采集6份", period=None).figures
        assert (figure.period, figure.month) == (None, 10)

    @pytest.mark.parametrize(
        ("time", "span"),
        [
            ("2021年1-3月", "1-3月"),
            ("1—3月", "1—3月"),
            ("2021年1月至3月", "1月至3月"),
            ("上半年", "上半年"),
            ("一季度", "一季度"),
            ("2021年", "全年"),
            ("今年以来", "今年以来"),
            ("截至2021年3月底", "截至"),
            ("截止目前", "截至"),
            ("2021年3月5日", "3月5日"),
            ("3月1日至15日", "3月1日至15日"),
            ("去年同期", "去年同期"),
            ("自2012年5月上线以来", "上线以来"),
        ],
    )
    def test_more_or_less_than_a_month_is_never_the_monthly_figure(self, time, span):
        text = f"{time}，南京12320卫生热线共受理咨询电话100个，医疗投诉20个。"
        assert [label for label, _ in self.months(text)] == [
            f"{span}：受理咨询电话",
            f"{span}：医疗投诉",
        ]

    def test_the_next_month_named_ends_it(self):
        text = "1-3月，共受理电话100个。3月，受理电话30个"
        assert figures(text) == ["1-3月：受理电话=100 个", "受理电话=30 个"]

    def test_a_title_may_speak_of_more_than_a_month(self):
        title = "南京12320卫生热线2021年1-3月数据统计"
        assert figures("共受理电话100个", title=title) == ["1-3月：受理电话=100 个"]

    @pytest.mark.parametrize("time", ["2021年3月1日至31日", "2021年3月", "3月份", "本月"])
    def test_a_whole_month_is_the_month(self, time):
        assert self.months(f"{time}，热线共受理电话100个") == [("受理电话", "2021-03")]

    def test_a_month_to_compare_with_is_not_the_month(self):
        text = "受理电话300个，较2020年3月的500个减少200个，投诉5个"
        assert self.months(text) == [
            ("受理电话", "2021-03"),
            ("受理电话：较2020年3月的", "2021-03"),
            ("受理电话：减少", "2021-03"),
            ("投诉", "2021-03"),
        ]

    def test_a_sum_up_to_a_month_may_say_so_itself(self):
        assert figures("截至3月底，累计接入50家，总预约量9次，接入医院8家") == [
            "累计接入=50 家",
            "总预约量=9 次",
            "截至：接入医院=8 家",
        ]


class TestNotes:
    def test_a_note_keeps_its_label_whole(self):
        note = parse_note("（截止2020年11月底，区及医院累计校验入库数据81.9亿条）", "第9行", MARCH)
        assert [told(f) for f in note.figures] == ["区及医院累计校验入库数据=81.9 亿条"]
        assert note.figures[0].period == date(2020, 11, 1)
        assert note.oddities == ()

    def test_a_number_that_is_not_read_is_named(self):
        note = parse_note("注：含5大平台。", "第9行")
        assert (note.figures, codes(note)) == ((), [("warning", "number-not-read")])


WORDS = st.text("咨询投诉建议表扬挂号转诊回访随访", min_size=2, max_size=6)
UNITS = st.sampled_from(["个", "件", "人次", "家", "份", "%", "万个", "亿条"])
WRITTEN = st.one_of(
    st.integers(0, 10**9).map(str),
    st.integers(1000, 10**9).map(lambda number: f"{number:,}"),
    st.decimals(0, 10**6, places=2).map(str),
)


@given(
    clauses=st.lists(st.tuples(WORDS, WRITTEN, UNITS), min_size=1, max_size=8),
    marks=st.lists(st.sampled_from(["，", "、", "；", "。", ", "]), min_size=8, max_size=8),
    blank=st.sampled_from(["", " "]),
)
def test_clauses_of_words_number_and_unit_are_all_read(clauses, marks, blank):
    parts = [f"{word}{blank}{number}{blank}{unit}" for word, number, unit in clauses]
    text = "".join(part + mark for part, mark in zip(parts, marks, strict=False))
    sentence = parsed(text)
    assert [(f.raw, f.unit) for f in sentence.figures] == [clause[1:] for clause in clauses]
    assert [f.label for f in sentence.figures] == [clause[0] for clause in clauses]
    assert sentence.oddities == ()


ANYTHING = st.lists(
    st.one_of(
        WORDS,
        WRITTEN,
        UNITS,
        st.sampled_from(
            [*"，、。；（）共约余-第前较和 ", "其中", "分别为", "截至", "为：", "同比增长"]
        ),
        st.sampled_from(["2021年", "3月", "5日", "12320卫生热线"]),
    ),
    max_size=14,
).map("".join)


@given(text=ANYTHING)
@example(text="12380")
def test_no_number_of_any_text_is_lost(text):
    sentence = parsed(text)
    kept = "".join(f"{f.name} {f.label} {f.raw}" for f in sentence.figures)
    kept += sentence.subject + "".join(oddity.message for oddity in sentence.oddities)
    for number in numbers_in(text):
        assert number in kept, (text, number)


SERVICES = {
    "110", "114", "119", "120", "122", "12122", "12306", "12315", "12320", "12329", "12333",
    "12338", "12345", "12348", "12349", "12351", "12355", "12356", "12358", "12369", "12380",
    "12388", "12393",
}  # fmt: skip


def numbers_in(text):
    """The runs of digits in `text` that no date has, no hotline and no numbered item (1、), found
    sign by sign."""
    runs, run, begun = [], "", True
    text = re.sub(r"(?<!\d)(?:1[0-2]|[1-9])\s*-\s*(?=3月)|(?<=月)\s*\d+\s*-\s*(?=5日)", "", text)
    for sign in text + "。":
        if sign.isdigit():
            run += sign
            continue
        item = begun and len(run) < 3 and sign in "、)）."
        if run and not (sign in "年月日" or run in SERVICES or item):
            runs.append(run)
        begun = sign in "。；" or (begun and not run and sign in " （(")
        run = ""
    return runs
