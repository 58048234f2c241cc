from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from stats.checking import check_tables
from stats.models import Finding
from tests.stats.checking.tables import a_table

NAMES = st.sampled_from(["甲医院", "乙医院", "", "合计", "小计", "很长的名称" * 18])
FIGURES = st.sampled_from(["", "/", "未反馈", "0", "-3", "31", "1000000", "608.74"])
PAIRS = st.sampled_from(["", "9/8", "未反馈/8", "8/8"])
ROWS = st.tuples(
    st.sampled_from(["1", "2", "x", ""]),
    st.sampled_from(["", "医\n院", "区"]),
    NAMES,
    FIGURES,
    FIGURES,
    PAIRS,
)
RELATED = {"n": {"part_of": "all"}, "all": {"earned_from": "n"}}


class TestWhateverStandsInATable(TestCase):
    @settings(max_examples=25)
    @given(st.lists(ROWS, max_size=5), st.lists(ROWS, max_size=5))
    def test_its_findings_can_be_stored(self, last_month, rows):
        for period, printed in (("2020-10", last_month), ("2020-11", rows)):
            table = a_table(
                "n:天数:天 all:金额:元 a/b:申明/规定",
                *printed,
                stub="number group subject",
                related=RELATED,
                ordered_by="n",
                period=period,
                origin="T",
                title="很长的标题" * 40,
            )
        findings = check_tables([table])
        for finding in findings:
            finding.clean_fields(exclude=["verdict_by"])
        Finding.objects.sync("T", findings)
        assert Finding.objects.count() == len({finding.identity for finding in findings})
