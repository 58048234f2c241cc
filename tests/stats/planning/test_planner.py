"""What a plan says of sheets: where they go, what each cell would do, what is refused and why."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news.importing import ingest
from stats.documents import read_sheets
from stats.models import Assignment, Dataset, Institution, Metric, Table
from stats.planning import ADDED, CHANGED, REFUSED, UNCHANGED, Sheets, make_plan
from tests.desk import make_staff
from tests.stats.planning.sheets import (
    AUGUST,
    HEADER,
    ROWS,
    bookings,
    planned,
    save,
    sheets_of,
)
from tests.stats.printed import workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_staff()


@pytest.fixture
def plan(tmp_path, editor, catalogue):
    """The plan of the sheets handed in."""

    def make(*sheets, user=editor, **options):
        return planned(tmp_path / "来表.xlsx", user, *sheets, **options)

    return make


def one_row(**cells):
    """A row of 鼓楼医院 in which the columns named are something else."""
    row = list(ROWS[0])
    for column, value in cells.items():
        row[HEADER.index(column)] = value
    return row


def refused(plan):
    return [(cell.where, cell.reason) for sheet in plan.sheets for cell in sheet.of(REFUSED)]


def test_a_sheet_finds_family_columns_and_institutions(plan):
    found = plan(bookings())
    [sheet] = found.sheets
    assert sheet.dataset.slug == "bookings"
    assert [column.metrics for column in sheet.columns] == [
        *(("online",), ("quick",), ("clinic",), ("third_party",), ("subtotal",))
    ]
    assert [row.kind for row in sheet.rows] == ["data", "data", "total"]
    assert (found.count(ADDED), found.blocked, found.doubts, found.remarks) == (15, False, [], [])
    assert sheet.cells[0].where == "表1!C3"


def test_several_sheets_and_tables_are_planned_at_once(plan):
    channels = [["2024年8月线上预约情况统计"], ["序号", "名称", "预约数量"], [1, "健康南京", 9194]]
    found = plan(bookings() + [[]] + channels, [["说明"], ["以上数据由平台提供"]])
    assert [sheet.dataset.slug for sheet in found.sheets] == ["bookings", "booking-channels"]
    assert not found.blocked


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        *((text, "读不成数字") for text in (
            "NaN", "inf", "1e9", "1_000", "0x10", "٣", "②", "½", "十二", "约1200", "#", "*", "—1—",
            "2024-08-01", "N/A",
        )),
        (date(2024, 8, 1), "读不成数字"),
        (1234567890123456789, "读不成数字"),
        ("1234567890123456", "超过15位有效数字"),
        ("0.1234567", "读不成数字"),
        (True, "读不成数字"),
        ("12345678901234567890", "超过15位有效数字"),
        ("#REF!", "公式出错"),
        ("=SUM(A1:A2)", "公式没有保存计算结果"),
        ("63.5%", "带百分号"),
        ("13812345678", "手机号码"),
        ("11010519491231002X", "身份证号码"),
        ("4111111111111111", "银行卡号"),
    ],
)  # fmt: skip
def test_what_is_no_figure_is_refused_with_its_address(plan, written, reason):
    found = plan(bookings(one_row(快速预约=written)))
    [(where, said)] = refused(found)
    assert (where, found.blocked) == ("表1!D3", True)
    assert reason in said


@pytest.mark.parametrize(
    "written",
    [
        "1,031",
        "１０３１",
        "１，０３１",
        " 1031 ",
        "\u00a01031\u200b",
        "\ufeff1031",
        1031.0,
        "…",
        "未反馈",
        "—",
        "－5",
    ],
)
def test_figures_and_marks_are_taken_as_people_write_them(plan, written):
    found = plan(bookings(one_row(快速预约=written)))
    assert refused(found) == []
    assert found.count(ADDED) == 5


class TestColumns:
    def test_in_another_order_or_with_units_are_known(self, plan):
        header = ["序号", "单位", "小计（次）", "12320 在线预约"]
        [sheet] = plan(bookings([1, "南京鼓楼医院", 8724, 6668], header=header)).sheets
        assert [column.metrics for column in sheet.columns] == [("subtotal",), ("online",)]
        assert sheet.count(ADDED) == 2

    def test_unknown_ones_are_asked_about(self, plan):
        header = [*HEADER, "备注"]
        found = plan(bookings([*ROWS[0], 5], header=header))
        assert found.blocked
        assert "列“备注”没有对应的指标" in found.sheets[0].errors[0]
        assert not plan(bookings([*ROWS[0], 5], header=header), s0_c7="-").blocked

    def test_in_another_unit_are_refused(self, plan):
        title = "2024年8月南京市卫生信息平台数据采集情况（医院）"
        header = ["接入单位", "定时数据上传量", "门急诊收入（万元）"]
        rows = [[title], header, ["江苏省中医院", 26159315, 35542]]
        [(where, reason)] = refused(plan(rows))
        assert where == "表1!C3"
        assert "表中的单位是“万元”" in reason
        rows[0] = [title + "  单位：万元"]
        rows[1] = ["接入单位", "定时数据上传量", "门急诊收入"]
        assert [where for where, _ in refused(plan(rows))] == ["表1!C3"]

    def test_twice_the_same_are_refused(self, plan):
        found = plan(bookings(one_row(), header=[*HEADER[:4], "快速预约（次）", *HEADER[5:]]))
        assert "同一个指标" in refused(found)[0][1]


class TestRows:
    def test_unknown_names_are_asked_about_with_the_nearest_offered(self, plan):
        found = plan(bookings(one_row(单位="南京鼓楼医院（本部）")))
        [row] = found.sheets[0].asked
        assert row.decision == "ask"
        assert "南京鼓楼医院" in [name for _, name in row.nearest]
        assert "请选择是哪个机构" in refused(found)[0][1]

    def test_an_answer_settles_a_name(self, plan):
        drum = Institution.objects.get(name="南京鼓楼医院")
        rows = bookings(one_row(单位="鼓楼本部"))
        for answers in (
            {"s0_r0": str(drum.pk)},
            {"s0_r0": "named", "s0_n0": "南京鼓楼医院"},
        ):
            found = plan(rows, **answers)
            assert (found.blocked, found.sheets[0].rows[0].institution) == (False, drum.pk)
        assert plan(rows, s0_r0="new").count(ADDED) == 5
        assert plan(rows, s0_r0="skip").count(ADDED) == 0
        assert plan(rows, s0_r0="999999").blocked

    def test_the_same_twice_is_refused(self, plan):
        found = plan(bookings(ROWS[0], ROWS[0]))
        assert [where for where, _ in refused(found)] == [f"表1!{c}4" for c in "CDEFG"]
        assert "与 表1!A3 是同一行" in refused(found)[0][1]

    def test_without_a_name_are_refused(self, plan):
        assert "没有名称" in refused(plan(bookings(ROWS[0], [2, None, 1, 2, 3, 4, 10])))[0][1]


class TestSums:
    def test_are_compared_and_left_alone(self, plan):
        found = plan(bookings(*ROWS[:2], ["合计", None, 8488, 1423, 0, 1025, 10935]))
        assert found.sheets[0].remarks == [
            "表1!C5 合计“12320在线预约”写的是 8488，各项相加是 8487，相差 1；"
            "照表中的写入，不作改动。",
            "表1!G5 “合计”的小计写的是 10935，各项相加是 10936，相差 -1；照表中的写入，不作改动。",
        ]
        assert not found.blocked


class TestDoubts:
    def test_another_month_wants_a_yes(self, plan):
        found = plan(bookings(title="2024年7月12320预约挂号服务统计"))
        assert found.doubts == ["表中写的是 2024-07，而您选的月份是 2024-08。"]
        assert not found.blocked

    def test_negative_figures_want_a_yes(self, plan):
        found = plan(bookings(one_row(快速预约=-5)))
        assert found.doubts == ["表1!D3“南京鼓楼医院 快速预约”是负数 -5。"]

    def test_percentages_written_as_shares_want_a_yes(self, plan):
        Metric.objects.filter(dataset__slug="bookings", code="quick").update(unit="%")
        assert "是否应为百分数" in plan(bookings(one_row(快速预约=0.635))).doubts[0]
        assert plan(bookings(one_row(快速预约="63.5%"))).doubts == []
        assert plan(bookings(one_row(快速预约=63.5))).doubts == []

    def test_ten_times_last_month_wants_a_yes(self, plan, bulletins):
        ingest(next(bulletins.glob("000_*.txt")))
        table = Table.objects.get(dataset__slug="bookings")
        september = date(2024, 9, 1)
        row = one_row(快速预约=99999)
        found = plan(bookings(row, title="预约挂号服务统计"), period=september)
        assert found.doubts == ["表1!D3“南京鼓楼医院 快速预约”是 99999，超过上月 1031 的十倍。"]
        assert found.sheets[0].template.table == table
        assert len(found.sheets[0].missing) == 38


class TestTheRecord:
    @pytest.mark.parametrize("number", ["000", "001"])
    def test_printed_tables_written_in_excel_change_nothing(
        self, catalogue, editor, bulletins, tmp_path, number
    ):
        ingest(next(bulletins.glob(f"{number}_*.txt")))
        tables = Table.objects.select_related("dataset", "layout")
        for period in set(tables.values_list("period", flat=True)):
            month = list(tables.filter(period=period))
            document = read_sheets(workbook(month, tmp_path / "印刷.xlsx"))
            plan = make_plan(Sheets.of([document]), period, editor)
            told = [
                (sheet.dataset, sheet.table.table, sheet.errors, sheet.doubts)
                for sheet in plan.sheets
            ]
            assert told == [(table.dataset, table, [], []) for table in month]
            assert [plan.count(state) for state in (ADDED, CHANGED, REFUSED)] == [0, 0, 0]
            figures = sum(
                row.observations.values("raw_text").distinct().count() > 0
                for table in month
                for row in table.rows.all()
            )
            assert plan.count(UNCHANGED) >= figures

    def test_tells_what_changes_and_what_is_not_mentioned(self, plan, bulletins):
        ingest(next(bulletins.glob("000_*.txt")))
        found = plan(bookings(one_row(快速预约=1032)))
        [sheet] = found.sheets
        assert [(cell.where, cell.old, cell.raw) for cell in sheet.of(CHANGED)] == [
            ("表1!D3", "1031", "1032")
        ]
        assert (sheet.count(UNCHANGED), len(sheet.missing)) == (4, 38)

    def test_a_column_that_is_not_there_is_told_and_its_figures_stay(self, plan, bulletins):
        ingest(next(bulletins.glob("000_*.txt")))
        header = [name for name in HEADER if name != "诊间预约"]
        rows = [[1, "南京鼓楼医院", 6668, 1031, 1025, 8724]]
        found = plan(bookings(*rows, header=header))
        assert (found.sheets[0].remarks, found.writes) == (
            ["表中没有“诊间预约”这一列，原值不动。"],
            0,
        )

    def test_a_blank_takes_nothing_away(self, plan, bulletins):
        ingest(next(bulletins.glob("000_*.txt")))
        found = plan(bookings(one_row(快速预约=None)))
        assert (found.count(UNCHANGED), found.writes) == (5, 0)

    def test_published_tables_are_closed(self, plan, bulletins):
        ingest(next(bulletins.glob("000_*.txt")), publishing=True)
        assert not plan(bookings(ROWS[0])).blocked
        found = plan(bookings(one_row(快速预约=1)))
        assert "已经发布" in found.sheets[0].errors[0]

    def test_one_table_is_not_written_from_two_sheets(self, plan):
        found = plan(bookings(), bookings())
        assert "同一张表不能导入两次" in found.sheets[1].errors[0]
        assert not plan(bookings(), bookings(), s1_dataset="-").blocked


class TestPeople:
    def test_enter_only_what_is_assigned(self, plan):
        user = make_staff("clerk")
        Assignment.objects.create(
            user=user, institution=Institution.objects.get(name="南京市儿童医院")
        )
        found = plan(bookings(), user=user)
        assert (found.count(ADDED), found.count(REFUSED), found.blocked) == (5, 10, False)
        assert "您只能录入“南京市儿童医院”的数据" in refused(found)[0][1]

    def test_enter_only_their_datasets(self, plan):
        user = make_staff("clerk")
        Assignment.objects.create(user=user).datasets.add(Dataset.objects.get(slug="kiosks"))
        found = plan(bookings(), user=user)
        assert (found.count(ADDED), found.count(REFUSED)) == (0, 15)

    def test_who_may_not_make_tables_is_told_so(self, plan):
        user = make_staff("clerk", is_superuser=False)
        assert "没有新建的权限" in plan(bookings(), user=user).sheets[0].errors[0]


def test_personal_numbers_forbid_the_file_wherever_they_stand(plan):
    found = plan([*bookings(), ["联系电话：13812345678"]])
    assert "“来表.xlsx”表1!A6 像是有手机号码" in found.errors[0]


def test_a_plan_takes_the_same_few_queries_however_many_cells(tmp_path, editor, catalogue):
    counts = []
    for many in (1, 30):
        names = Institution.objects.filter(kind="hospital").values_list("name", flat=True)[:many]
        rows = [[n, name, 1, 2, 3, 4, 10] for n, name in enumerate(names, 1)]
        sheets = sheets_of(tmp_path / "a.xlsx", bookings(*rows))
        with CaptureQueriesContext(connection) as asked:
            make_plan(sheets, AUGUST, editor)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12


def test_nothing_is_written(tmp_path, editor, catalogue):
    sheets = Sheets.of([read_sheets(save(tmp_path / "a.xlsx", bookings()))])
    with CaptureQueriesContext(connection) as asked:
        make_plan(sheets, AUGUST, editor)
    assert {query["sql"].split()[0] for query in asked} == {"SELECT"}
