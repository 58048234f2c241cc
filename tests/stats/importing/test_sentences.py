"""Paragraphs with figures in the record: a row a subject or name, a metric a label."""

import pytest

from stats.models import Metric, Table
from tests.stats.importing.taking import families, record, sentence, take, told

HOTLINE = "2021年3月，南京12320卫生热线共受理咨询电话31597个"
TITLE = "南京12320卫生热线2021年3月数据统计"

pytestmark = pytest.mark.usefixtures("catalogue")


def test_a_paragraph_is_a_table_of_its_subject():
    importer = take(sentence(f"{HOTLINE}，其中咨询类6973个、电话预约12756个，自接工单5件。", TITLE))
    (done,) = importer.imported
    assert families(importer) == [("hotline", "2021-03")]
    assert record(done) == [
        "南京12320卫生热线 calls=31597",
        "南京12320卫生热线 consulting=6973",
        "南京12320卫生热线 phone_bookings=12756",
        "南京12320卫生热线 orders_own=5",
    ]
    assert (done.table.title, importer.findings, done.new_metrics) == (TITLE, [], [])


def test_an_unknown_kind_is_a_proposed_part_of_the_whole():
    importer = take(sentence(f"{HOTLINE}，其中咨询类6973个、疫苗咨询12个、占比5%。"))
    new = importer.imported[0].new_metrics
    assert [(m.label, m.unit, m.part_of and m.part_of.code) for m in new] == [
        ("疫苗咨询", "个", "calls"),
        ("疫苗咨询：占比", "%", None),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "2021年1-3月，南京12320卫生热线共受理咨询电话100个",
        "今年以来，南京12320卫生热线共受理咨询电话100个",
        "截至2021年3月底，南京12320卫生热线共受理咨询电话100个",
        "2021年3月5日，南京12320卫生热线共受理咨询电话100个",
        "2021年3月，南京12320卫生热线共受理咨询电话增长12%",
        "2021年3月，南京12320卫生热线共受理咨询电话12%",
        "2021年3月，南京12320卫生热线共受理电话100个，其中电话预约50个（其中咨询类20个）",
    ],
)
def test_what_is_not_the_monthly_count_is_never_taken_for_it(text):
    importer = take(sentence(text))
    taken = [line for line in record(importer.imported[0]) if " calls=" in line]
    assert taken == []
    assert not any(" consulting=" in line for line in record(importer.imported[0]))
    assert importer.imported[0].new_metrics != []


def test_the_same_label_twice_is_kept_twice_and_an_error():
    importer = take(sentence(f"{HOTLINE}，回访5次，受理咨询电话7个。"))
    assert [line.split("=")[1] for line in record(importer.imported[0])] == ["31597", "5", "7"]
    assert told(importer) == [("error", "figure-twice")]


def test_without_a_subject_the_title_decides_and_it_is_said():
    importer = take(sentence("2021年3月，苏州分中心运行平稳，受理咨询电话7个。", TITLE))
    assert families(importer) == [("hotline", "2021-03")]
    assert told(importer) == [("warning", "subject-not-printed")]


def test_an_unknown_subject_is_a_proposed_family():
    importer = take(sentence("2021年3月，苏州12320卫生热线共受理咨询电话7个。", TITLE))
    assert families(importer) == [("?", "2021-03")]


def test_names_with_a_number_each_are_rows_and_their_sum_the_total():
    text = "2021年3月，全省12320共接听电话12人次，各市电话量统计为：南京5人次、徐州7人次。"
    importer = take(sentence(text))
    (done,) = importer.imported
    kinds = done.table.rows.values_list("kind", "printed_name", "institution__kind")
    assert list(kinds) == [
        ("total", "全省12320", None),
        ("data", "南京", "city"),
        ("data", "徐州", "city"),
    ]
    assert [one.name for one in done.new_institutions] == ["徐州"]
    assert record(done) == ["全省12320 calls=12", "南京 calls=5", "徐州 calls=7"]


def test_paragraphs_of_one_family_are_one_table_each_month_its_own():
    importer = take(
        sentence("南京市远程影像诊断平台累计接入151家医疗机构。2月份共采集影像报告5份。"),
        sentence("南京市远程临检诊断平台累计接入144家医疗机构。"),
    )
    assert families(importer) == [("telemedicine", "2021-03"), ("telemedicine", "2021-02")]
    assert record(importer.imported[0]) == [
        "南京市远程影像诊断平台 institutions=151",
        "南京市远程临检诊断平台 institutions=144",
    ]


def test_a_month_without_any_year_is_the_one_before_the_issue():
    importer = take(sentence("南京市远程影像诊断平台2月份共采集影像报告5份。", period=None))
    assert families(importer) == [("telemedicine", "2021-02")]


def test_months_later_the_same_words_propose_nothing_new():
    text = "月，南京12320卫生热线共受理咨询电话5个，其中疫苗咨询3个，回访1次。"
    take(sentence(f"2021年3{text}"))
    before = Metric.objects.count()
    importer = take(sentence(f"2021年4{text}"), origin="2021-05")
    assert Metric.objects.count() == before
    assert importer.imported[0].new_metrics == []
    assert len(set(Table.objects.values_list("layout", flat=True))) == 1


def test_a_number_that_was_not_read_is_a_finding():
    importer = take(sentence(f"{HOTLINE}，覆盖5大平台。"))
    assert told(importer) == [("warning", "number-not-read")]
