"""Tables of other months and years in the record: every cell kept, nothing taken for another."""

import pytest
from django.db import IntegrityError

from stats.models import Dataset, Institution, Layout, Metric, Row, Table
from tests.stats.importing.taking import MARCH, families, record, table, take, told
from tests.stats.parsing.drawing import exact_grid

BOOKINGS = "2021年3月12320预约挂号服务统计"
HEADER = "序号|单位|12320在线预约|快速预约|诊间预约|第三方|小计"
GULOU = "1|南京鼓楼医院|6|1|0|2|9"
PLATFORM = "2021年3月南京市卫生信息平台数据采集情况（区）"

pytestmark = pytest.mark.usefixtures("catalogue")


class TestAKnownTable:
    def test_every_cell_becomes_a_figure_of_its_metric(self):
        importer = take(table(BOOKINGS, HEADER, GULOU, "合计||6|1|0|2|9"))
        (done,) = importer.imported
        assert families(importer) == [("bookings", "2021-03")]
        assert record(done) == [
            "南京鼓楼医院 online=6",
            "南京鼓楼医院 quick=1",
            "南京鼓楼医院 clinic=0",
            "南京鼓楼医院 third_party=2",
            "南京鼓楼医院 subtotal=9",
            "合计 online=6",
            "合计 quick=1",
            "合计 clinic=0",
            "合计 third_party=2",
            "合计 subtotal=9",
        ]
        assert (importer.findings, done.new_metrics, done.new_institutions) == ([], [], [])
        assert done.table.layout.code == "2024"

    def test_columns_in_another_order_keep_their_metrics(self):
        header = "单位|小计|第三方|12320在线预约"
        importer = take(table(BOOKINGS, header, "南京鼓楼医院|9|2|6"))
        assert record(importer.imported[0]) == [
            "南京鼓楼医院 subtotal=9",
            "南京鼓楼医院 third_party=2",
            "南京鼓楼医院 online=6",
        ]
        layout = importer.imported[0].table.layout
        assert (layout.confirmed, layout.code) == (False, "2021-04")

    def test_nested_headers_and_pairs(self):
        importer = take(
            table(
                PLATFORM,
                "接入单位|实时数据表单上传情况|门急诊信息||出院信息|",
                "||人次|收入（千元）|人次|住院收入（千元）",
                "江宁区|11/11|445|138.8|6|160.42",
                "秦淮区|未反馈/11|0|/||…",
            )
        )
        assert record(importer.imported[0]) == [
            "江宁区 forms_realtime=11 “11/11”",
            "江宁区 forms_required=11 “11/11”",
            "江宁区 outpatient_visits=445",
            "江宁区 outpatient_income=138.8",
            "江宁区 discharge_visits=6",
            "江宁区 discharge_income=160.42",
            "秦淮区 forms_realtime=L “未反馈/11”",
            "秦淮区 forms_required=11 “未反馈/11”",
            "秦淮区 outpatient_visits=0",
            "秦淮区 outpatient_income=M “/”",
            "秦淮区 discharge_visits=O “”",
            "秦淮区 discharge_income=N “…”",
        ]
        assert importer.findings == []

    def test_two_lanes_are_a_layout_of_two_lanes(self):
        importer = take(
            table(
                "2021年3月线上预约情况统计",
                "序号|名称|预约数量|序号|名称|预约数量",
                "1|健康南京|5|2|就医160|6",
                "合计：11",
            )
        )
        (done,) = importer.imported
        assert record(done) == ["健康南京 bookings=5", "就医160 bookings=6", "合计 bookings=11"]
        assert done.table.layout.form == Layout.Form.TWO_UP

    def test_a_figure_in_the_note_is_a_row_of_its_own(self):
        note = "（截止2021年3月，总预约挂号量为34167790次）"
        importer = take(table(BOOKINGS, HEADER, GULOU, notes=(note,)))
        (done,) = importer.imported
        assert record(done)[-1] == "总预约挂号量 cumulative=34167790"
        assert (done.table.note, importer.findings) == (note, [])

    def test_the_same_hospital_twice_is_two_rows(self):
        importer = take(table(BOOKINGS, HEADER, GULOU, GULOU))
        assert importer.imported[0].rows == 2
        assert Row.objects.values("institution").distinct().count() == 1


class TestMonths:
    def test_the_table_of_another_month_is_one_of_that_month(self):
        importer = take(
            table(BOOKINGS, HEADER, GULOU),
            table("2021年2月12320预约挂号服务统计", HEADER, GULOU),
        )
        assert families(importer) == [("bookings", "2021-03"), ("bookings", "2021-02")]

    @pytest.mark.parametrize(
        "title",
        [
            "2021年1-3月12320预约挂号服务统计",
            "2021年1月至3月预约挂号服务统计表",
            "2021年上半年预约挂号服务统计表",
            "2021年第1季度预约挂号服务统计表",
            "2020年度预约挂号服务统计表",
            "预约挂号服务累计统计表",
        ],
    )
    def test_several_months_are_never_taken_for_one(self, title):
        importer = take(table(title, HEADER, GULOU))
        assert families(importer)[0][0] == "?"

    def test_next_month_such_a_table_finds_the_family_proposed_for_it(self):
        take(table("2021年1-3月预约挂号服务统计", HEADER, GULOU))
        importer = take(table("2021年1-4月预约挂号服务统计", HEADER, GULOU), origin="2021-05")
        (done,) = importer.imported
        assert done.table.dataset.title == "（多月）预约挂号服务统计"
        assert Dataset.objects.filter(confirmed=False).count() == 1

    @pytest.mark.parametrize(
        ("title", "month"),
        [("2月份预约挂号服务统计", "2021-02"), ("12月预约挂号服务统计", "2020-12"),
         ("预约挂号服务统计", "2021-03")],
    )  # fmt: skip
    def test_a_month_without_its_year_is_the_last_one_and_said(self, title, month):
        importer = take(table(title, HEADER, GULOU))
        assert families(importer) == [("bookings", month)]
        assert told(importer) == [("warning", "period-not-printed")]


class TestFamilies:
    def test_an_unknown_table_is_a_proposed_family_with_all_its_cells(self):
        importer = take(table("2021年3月疫苗接种统计", "区|接种（剂次）|备注", "江宁区|5|含流动点"))
        (done,) = importer.imported
        dataset = done.table.dataset
        assert (dataset.confirmed, dataset.title) == (False, "疫苗接种统计")
        assert [(m.label, m.unit, m.confirmed) for m in done.new_metrics] == [
            ("接种（剂次）", "剂次", False),
            ("备注", "", False),
        ]
        assert [line.split("=")[1] for line in record(done)] == ["5", "V “含流动点”"]
        assert done.report["dataset"] is None

    def test_a_second_table_of_one_family_and_month_is_set_apart(self):
        importer = take(table(BOOKINGS, HEADER, GULOU), table(BOOKINGS, HEADER, GULOU))
        assert families(importer) == [("bookings", "2021-03"), ("?", "2021-03")]
        assert told(importer) == [("error", "table-twice")]

    def test_a_title_in_other_words_is_known_by_all_its_columns_and_said(self):
        importer = take(table("2021年3月预约挂号服务情况", HEADER, GULOU))
        assert families(importer) == [("bookings", "2021-03")]
        assert told(importer) == [("warning", "title-unusual")]

    @pytest.mark.parametrize("kind", ["社区", "社区卫生服务中心", "民营医院"])
    def test_the_same_columns_of_others_are_another_family(self, kind):
        header = "接入单位|申明上传表/规定上传表|已上传表（CDA文档）|数据上传量"
        title = f"2021年3月南京市卫生信息平台数据采集情况（{kind}）"
        assert families(take(table(title, header, "甲中心|1/2|3|4")))[0][0] == "?"

    def test_a_table_without_title_or_header_is_kept(self):
        importer = take(table("", "甲医院|3|4", "乙医院|5|6"))
        (done,) = importer.imported
        assert [line.split("=")[1] for line in record(done)] == ["3", "4", "5", "6"]
        assert done.table.dataset.title == "未命名的表"

    def test_a_header_without_rows_is_a_table_without_rows(self):
        importer = take(table(BOOKINGS, HEADER))
        assert (importer.imported[0].rows, told(importer)) == (0, [("warning", "rows-missing")])


class TestTwice:
    def test_two_issues_with_the_same_news_propose_it_once(self):
        header = "单位|12320在线预约|视频预约|上门预约|上门预约"
        row = "南京新街口医院|1|2|3|4"
        take(table(BOOKINGS, header, row), table("2021年3月新表", "单位|数", "南京新街口医院|5"))
        before = [model.objects.count() for model in (Dataset, Metric, Layout, Institution)]
        importer = take(
            table("2021年4月12320预约挂号服务统计", header, row),
            table("2021年4月新表", "单位|数", "南京新街口医院|5"),
            origin="2021-05",
        )
        after = [model.objects.count() for model in (Dataset, Metric, Layout, Institution)]
        assert after == before
        assert [done.new_metrics for done in importer.imported] == [[], []]

    def test_the_same_issue_twice_is_refused_by_the_database(self):
        take(table(BOOKINGS, HEADER, GULOU))
        with pytest.raises(IntegrityError):
            take(table(BOOKINGS, HEADER, GULOU))

    def test_a_layout_seen_before_is_used_again(self):
        header = "单位|12320在线预约|视频预约"
        for month, origin in ((3, "2021-04"), (4, "2021-05")):
            title = f"2021年{month}月预约挂号服务统计"
            take(table(title, header, "南京鼓楼医院|1|2"), origin=origin)
        codes = Table.objects.values_list("layout__code", flat=True)
        assert set(codes) == {"2021-04"}


def test_a_printed_table_is_kept_with_all_its_words(django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        importer = take(
            table(
                "2021年3月自助智能医疗服务终端医院使用情况表",
                "单位|<|投放台数|挂号（次）",
                "医疗单位|江苏省人民医院|200|27516",
                "^|南京鼓楼医院|108|149060",
                "各区|江宁区|78|13806",
                "合计|<|386|190382",
                draw=exact_grid,
                preface=("（统计口径同上月）",),
                notes=("注：不含分院",),
            )
        )
    kept = importer.imported[0].table
    assert (kept.preface, kept.note) == ("（统计口径同上月）", "注：不含分院")
    assert [(column["path"], column["role"]) for column in kept.header] == [
        (["单位"], "group"),
        (["单位"], "subject"),
        (["投放台数"], "figure"),
        (["挂号（次）"], "figure"),
    ]
    assert list(kept.rows.values_list("kind", "group", "printed_name")) == [
        ("data", "医疗单位", "江苏省人民医院"),
        ("data", "医疗单位", "南京鼓楼医院"),
        ("data", "各区", "江宁区"),
        ("total", "", "合计"),
    ]


def test_the_work_does_not_grow_with_the_rows(django_assert_max_num_queries):
    lines = [f"{n}|南京鼓楼医院|6|1|0|2|9" for n in range(1, 301)]
    with django_assert_max_num_queries(30):
        take(table(BOOKINGS, HEADER, *lines), period=MARCH)
