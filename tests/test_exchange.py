"""Lists out of the admin and in again: nothing changes, edits are told, nonsense is refused."""

import errno
import hashlib
import io
import json

import openpyxl
import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext

from news.models import Article, Issue
from stats import keeping
from stats.exporting import COLUMNS
from stats.models import Import, Institution, Observation
from stats.undoing import NotUndone, undo
from stats.writing import FORMATS
from tests.builders import DISTRICTS, DISTRICTS_ROWS, make_issue, make_table
from tests.desk import MODELS, address, fill_desk, make_staff, messages_of
from tests.exchange import as_xlsx, csv_of, exported, lines_of, previewed, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_user(db):
    return make_staff()


@pytest.fixture
def table(admin_user):
    table = make_table(published=False)
    make_table("districts", header=DISTRICTS, rows=DISTRICTS_ROWS, published=False)
    return table


def tidy(client):
    """The lines of an export, and where in it 12320在线预约 of 南京鼓楼医院 stands."""
    lines = lines_of(exported(client, Observation, "csv"))
    assert tuple(lines[0]) == COLUMNS
    return lines, next(at for at, line in enumerate(lines) if line[8] == "online")


class TestFigures:
    def test_an_edit_is_shown_written_told_and_undone(self, table, admin_client, admin_user):
        lines, at = tidy(admin_client)
        lines[at][COLUMNS.index("raw_text")], lines[at][COLUMNS.index("value")] = "6,669", ""
        page = previewed(admin_client, Observation, "改.csv", csv_of(lines))
        result = page.context["result"]
        assert result.counts == {"新增": 0, "改动": 1, "不变": len(lines) - 2, "拒绝": 0}
        assert result.edits[0].fields == [("12320在线预约", "6668", "6,669")]
        assert "<del>6668</del>" in page.content.decode()
        assert Observation.history.count() == 0
        answer = written(admin_client, Observation, page)
        assert "新增 0，改动 1" in messages_of(answer)[0]
        cell = Observation.objects.get(row__table=table, row__position=1, metric__code="online")
        assert (cell.value, cell.status, cell.raw_text) == (6669, "A", "6,669")
        assert cell.history.first().history_user == admin_user
        undo(Import.objects.get(), admin_user)
        cell.refresh_from_db()
        assert (cell.value, cell.raw_text) == (6668, "6668")

    def test_the_same_file_again_writes_nothing(self, table, admin_client):
        lines, at = tidy(admin_client)
        lines[at][11:] = ["", "", "9"]
        written(admin_client, Observation, previewed(admin_client, Observation, "a.csv",
                                                     csv_of(lines)))  # fmt: skip
        result = previewed(admin_client, Observation, "a.csv", csv_of(lines)).context["result"]
        assert (result.writes, result.refused) == (0, [])

    def test_two_figures_of_a_cell_change_together(self, table, admin_client):
        lines, _ = tidy(admin_client)
        pair = [line for line in lines if line[13] == "52/129"]
        pair[0][11:] = ["", "", "53/129"]
        refused = previewed(admin_client, Observation, "a.csv", csv_of(lines)).context["result"]
        assert "印在一格里的两个数" in refused.refused[0][1]
        pair[1][11:] = ["129", "A", "53/129"]
        written(admin_client, Observation, previewed(admin_client, Observation, "a.csv",
                                                     csv_of(lines)))  # fmt: skip
        stored = Observation.objects.filter(raw_text="53/129").order_by("metric__position")
        assert list(stored.values_list("value", flat=True)) == [53, 129]

    def test_published_tables_are_closed(self, table, admin_client):
        lines, at = tidy(admin_client)
        table.published_at = "2024-09-28T01:00Z"
        table.save()
        lines[at][11:] = ["", "", "9"]
        result = previewed(admin_client, Observation, "a.csv", csv_of(lines)).context["result"]
        assert "已经发布" in result.refused[0][1]

    def test_what_changed_after_the_preview_is_not_overwritten(self, table, admin_client):
        lines, at = tidy(admin_client)
        lines[at][11:] = ["", "", "9"]
        page = previewed(admin_client, Observation, "a.csv", csv_of(lines))
        Observation.objects.filter(raw_text="6668").update(raw_text="7000", value=7000)
        answer = written(admin_client, Observation, page)
        assert "预览之后数据有了变动" in messages_of(answer)[0]
        assert Observation.objects.filter(raw_text="7000").count() == 1
        assert Import.objects.count() == 0

    def test_a_preview_is_good_for_its_own_user_only(self, table, admin_client, client):
        lines, at = tidy(admin_client)
        lines[at][11:] = ["", "", "9"]
        page = previewed(admin_client, Observation, "a.csv", csv_of(lines))
        client.force_login(make_staff("other"))
        form, digest = page.context["confirm_form"], page.context["result"].digest
        sent = {**form.initial, "digest": digest}
        answer = client.post(address(Observation, "process_import"), sent)
        assert "预览已经过期" in answer.content.decode()
        assert Import.objects.count() == 0

    @pytest.mark.parametrize(
        ("column", "text", "told"),
        [
            ("value", "NaN", "“NaN”不是数字"),
            ("value", "1e3", "“1e3”不是数字"),
            ("value", "6669", "数值写的是“6669”，而原文“6668”读作“6668”"),
            ("raw_text", "1_000", "“1_000”不是数字，也不是认得的记号"),
            ("raw_text", "2024-08-01", "不是数字，也不是认得的记号"),
            ("raw_text", "7000", "数值写的是“6668”，而原文“7000”读作“7000”"),
            ("status", "O", "状态写的是“O”，而原文“6668”读作“A”"),
            ("status", "Z", "不认识的状态“Z”"),
            ("dataset", "booking", "没有代码为“booking”的统计表；相近的有：bookings（预约挂号）"),
            ("metric", "onlin", "没有代码为“onlin”的指标；相近的有：online"),
            ("issue", "2024-19", "没有“2024-19”这一期的表；相近的有：2024-09"),
            ("period", "2024年8月", "月份“2024年8月”看不懂"),
            ("period", "2024-07", "2024-09 期里没有“预约挂号 2024-07”这张表"),
            ("position", "77", "没有次序为“77”的行"),
            ("institution", "nan-jing", "没有代码为“nan-jing”的机构；"),
            ("printed_name", "南京鼓楼", "行记的是“南京鼓楼医院”，这里是“南京鼓楼”"),
            ("unit", "万人", "请改回或留空"),
        ],
    )
    def test_a_wrong_line_refuses_the_whole_file(self, table, admin_client, column, text, told):
        lines, at = tidy(admin_client)
        lines[at + 1][11:] = ["", "", "5"]  # a good edit in the same file
        lines[at][COLUMNS.index(column)] = text
        page = previewed(admin_client, Observation, "a.xlsx", as_xlsx(lines))
        where, message = page.context["result"].refused[0]
        assert told in message
        named = "value" if told.startswith("数值") else column
        assert where == f"Sheet!{chr(65 + COLUMNS.index(named))}{at + 1}"
        assert "confirm_form" not in page.context

    def test_full_width_digits_are_numbers(self, table, admin_client):
        lines, at = tidy(admin_client)
        lines[at][11:] = ["６６６９", "", "６，６６９"]
        result = previewed(admin_client, Observation, "a.csv", csv_of(lines)).context["result"]
        assert (result.refused, result.changed) == ([], 1)

    def test_headers_must_be_those_of_an_export(self, table, admin_client):
        lines, _ = tidy(admin_client)
        lines[0][0] = "数据集"
        result = previewed(admin_client, Observation, "a.csv", csv_of(lines)).context["result"]
        told = "".join(message for _, message in result.refused)
        assert "缺少列：dataset" in told
        assert "有不认识的列：数据集" in told

    def test_columns_may_stand_in_any_order(self, table, admin_client):
        lines, _ = tidy(admin_client)
        turned = [line[::-1] for line in lines]
        result = previewed(admin_client, Observation, "a.csv", csv_of(turned)).context["result"]
        assert (result.refused, result.unchanged) == ([], len(lines) - 1)

    def test_a_figure_told_twice_is_refused(self, table, admin_client):
        lines, at = tidy(admin_client)
        data = csv_of([*lines, lines[at]])
        result = previewed(admin_client, Observation, "a.csv", data).context["result"]
        assert f"与第{at + 1}行是同一个数据" in result.refused[0][1]

    @pytest.mark.parametrize(
        ("name", "data", "told"),
        [
            ("a.csv", b"", "空文件"),
            ("a.docx", b"x", "不是可导入的文件"),
            ("a.xlsx", b"dataset,period", "内容却是"),
            ("a.csv", "南京醫院預約掛號統計表，資料\n".encode("big5"), "请用记事本打开原文件"),
            ("a.json", b'{"a": 1', "不是完整的 JSON"),
            ("a.json", b'{"a": 1}', "不是记录的列表"),
        ],
    )
    def test_what_is_no_list_is_refused_in_chinese(self, table, admin_client, name, data, told):
        page = previewed(admin_client, Observation, name, data)
        assert told in page.context["form"].errors["import_file"][0]

    def test_a_formula_without_a_result_is_named(self, table, admin_client):
        lines, at = tidy(admin_client)
        lines[at][13] = "=1+1"
        page = previewed(admin_client, Observation, "a.xlsx", as_xlsx(lines))
        told = page.context["result"].refused[0][1]
        assert f"Sheet!N{at + 1}是公式而没有保存计算结果" in told

    def test_nul_is_refused(self, table, admin_client):
        data = csv_of(tidy(admin_client)[0]).replace(b"6668", b"66\x0068")
        result = previewed(admin_client, Observation, "a.csv", data).context["result"]
        assert "空字符" in result.refused[0][1]

    def test_the_preview_stays_small_and_the_queries_few(self, admin_user, admin_client):
        rows = [(str(n), f"医院{n}", str(n), str(n)) for n in range(400)]
        make_table(published=False, rows=rows)
        lines = lines_of(exported(admin_client, Observation, "csv"))
        for line in lines[1:]:
            line[11:] = ["", "", str(int(line[13]) + 1)]
        few = queries(admin_client, lines[:11])
        page, many = queries(admin_client, lines, with_page=True)
        assert many == few
        assert len(page.content) < 150_000
        assert page.context["result"].changed == 800


def queries(client, lines, with_page=False):
    with CaptureQueriesContext(connection) as asked:
        page = previewed(client, Observation, "a.csv", csv_of(lines))
    return (page, len(asked)) if with_page else len(asked)


class TestWhatIsNotTaken:
    @pytest.mark.parametrize(
        ("name", "data", "told"),
        [
            ("坏.xlsx", b"PK not really", "“坏.xlsx”"),
            ("空.csv", b"\n\n", "“空.csv”里没有内容"),
            ("零.csv", b"", "“零.csv”是空文件（0 字节）"),
            ("列.csv", "甲,乙\n1,2\n".encode(), "第1行第1列：缺少列"),
        ],
    )
    def test_leaves_a_record_and_no_file(
        self, table, admin_client, admin_user, media, name, data, told
    ):
        previewed(admin_client, Observation, name, data)
        (record,) = Import.objects.all()
        assert (record.name, record.imported_by, record.file.name) == (name, admin_user, "")
        assert record.sha256 == hashlib.sha256(data).hexdigest()
        assert told in record.refusal
        assert [path for path in media.rglob("*") if path.is_file()] == []

    @pytest.mark.parametrize("full", ["stats.keeping.wait", "stats.documents.read_listing"])
    def test_a_full_disk_is_told_beside_the_file(self, table, admin_client, monkeypatch, full):
        def refuse(*args):
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(full, refuse)
        page = previewed(admin_client, Observation, "a.csv", b"a")
        assert page.context["form"].errors["import_file"] == [keeping.NO_ROOM]
        assert Import.objects.count() == 0

    def test_a_disk_that_is_full_by_the_time_of_the_yes_takes_nothing(
        self, table, admin_client, monkeypatch
    ):
        lines, at = tidy(admin_client)
        lines[at][11:] = ["", "", "9"]
        page = previewed(admin_client, Observation, "a.csv", csv_of(lines))
        monkeypatch.setattr("stats.storing.settle", lambda path, root: keeping.check_room(2**62))
        answer = written(admin_client, Observation, page)
        assert messages_of(answer) == [keeping.NO_ROOM]
        assert (Import.objects.count(), Observation.objects.filter(raw_text="9").count()) == (0, 0)


class TestRecords:
    def test_institutions_are_added_changed_and_given_back(self, admin_user, admin_client):
        Institution.objects.create(code="xuanwu", name="玄武区", kind="district")
        first = Institution.objects.create(code="gulou", name="鼓楼医院", kind="hospital")
        lines = lines_of(exported(admin_client, Institution, "csv"))
        head = lines[0]
        changed = next(line for line in lines if line[0] == "gulou")
        changed[head.index("现用名称")] = "南京鼓楼医院"
        changed[head.index("所在区代码")] = "xuanwu"
        new = dict.fromkeys(head, "") | {"代码": "erbao", "现用名称": "儿童医院", "类别": "医院"}
        lines.append([*(new | {"已确认": "是"}).values()])
        page = previewed(admin_client, Institution, "a.csv", csv_of(lines))
        result = page.context["result"]
        assert (result.refused, result.added, result.changed) == ([], 1, 1)
        assert Institution.objects.count() == 2
        written(admin_client, Institution, page)
        first.refresh_from_db()
        assert (first.name, first.district.code) == ("南京鼓楼医院", "xuanwu")
        assert first.sort_key.startswith("nan jing")
        assert Institution.objects.get(code="erbao").sort_key.startswith("er tong")
        assert first.history.first().history_user == admin_user
        undo(Import.objects.get(), admin_user)
        first.refresh_from_db()
        assert (first.name, first.district, Institution.objects.count()) == ("鼓楼医院", None, 2)

    def test_what_the_database_forbids_is_told_before_writing(self, admin_user, admin_client):
        for code in ("a", "b"):
            Institution.objects.create(code=code, name=code)
        lines = lines_of(exported(admin_client, Institution, "csv"))
        for line in lines[1:]:
            line[lines[0].index("统一社会信用代码")] = "123456789012345678"
        page = previewed(admin_client, Institution, "a.csv", csv_of(lines))
        assert page.context["result"].refused
        lines = lines_of(exported(admin_client, Institution, "csv"))
        lines[1][4:6] = ["2024-02-01", "2024-01-01"]
        page = previewed(admin_client, Institution, "a.csv", csv_of(lines))
        assert "撤销日期不能早于成立日期" in page.context["result"].refused[0][1]

    @pytest.mark.parametrize(
        ("column", "text", "told"),
        [
            ("类别", "医 院", "没有“医 院”这一项"),
            ("成立日期", "2024年", "不是日期"),
            ("已确认", "对", "请写“是”或“否”"),
            ("所在区代码", "xuanw", "没有代码为“xuanw”的机构；相近的有：xuanwu（玄武区）"),
            ("现用名称", "", "不能为空"),
        ],
    )
    def test_wrong_cells_are_named(self, admin_user, admin_client, column, text, told):
        Institution.objects.create(code="xuanwu", name="玄武区", kind="district")
        lines = lines_of(exported(admin_client, Institution, "csv"))
        lines[1][lines[0].index(column)] = text
        page = previewed(admin_client, Institution, "a.csv", csv_of(lines))
        where, message = page.context["result"].refused[0]
        assert told in message
        assert where == f"第2行第{lines[0].index(column) + 1}列"

    def test_articles_are_cleaned_and_those_that_are_out_stay(self, admin_user, admin_client):
        make_issue(2024, 9)
        draft = make_issue(2024, 10, state="draft")
        lines = lines_of(exported(admin_client, Article, "csv"))
        body = lines[0].index("正文")
        line = next(line for line in lines if line[0] == "2024-10")
        line[body] = "<p>新的<script>alert(1)</script></p>"
        page = previewed(admin_client, Article, "a.csv", csv_of(lines))
        written(admin_client, Article, page)
        assert draft.articles.get().body == "<p>新的</p>"
        next(line for line in lines if line[0] == "2024-09")[body] = "改"
        result = previewed(admin_client, Article, "a.csv", csv_of(lines)).context["result"]
        assert "2024年第9期已经发布" in result.refused[0][1]

    def test_an_import_changed_since_is_not_undone(self, admin_user, admin_client):
        place = Institution.objects.create(code="a", name="甲")
        lines = lines_of(exported(admin_client, Institution, "csv"))
        lines[1][1] = "乙"
        written(admin_client, Institution, previewed(admin_client, Institution, "a.csv",
                                                     csv_of(lines)))  # fmt: skip
        place.name = "丙"
        place.save()
        with pytest.raises(NotUndone):
            undo(Import.objects.get(), admin_user)


class TestExports:
    def test_every_list_goes_out_in_every_format(self, admin_user, admin_client):
        fill_desk(admin_user, [1])
        for model in MODELS:
            for kind in FORMATS:
                data = exported(admin_client, model, kind)
                if kind == "json":
                    assert len(json.loads(data)) == model.objects.count()

    def test_the_filter_in_force_is_kept(self, admin_user, admin_client):
        make_issue(2024, 9)
        make_issue(2023, 9)
        lines = lines_of(exported(admin_client, Issue, "csv", "?year=2023"))
        assert [line[0] for line in lines[1:]] == ["2023-09"]
        lines = lines_of(exported(admin_client, Issue, "csv", "?q=2024"))
        assert [line[0] for line in lines[1:]] == ["2024-09"]

    def test_the_same_list_gives_the_same_bytes(self, table, admin_client):
        twice = [exported(admin_client, Observation, "xlsx") for _ in range(2)]
        assert twice[0] == twice[1]

    def test_the_name_is_plain_and_numbers_are_numbers(self, table, admin_client):
        response = admin_client.get(address(Observation, "export", "xlsx"))
        assert 'filename="observation-' in response["Content-Disposition"]
        book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
        values = [row[11].value for row in book.active.iter_rows(min_row=2)]
        assert 6668 in values

    def test_queries_do_not_grow_with_the_list(self, admin_user, admin_client):
        counted = []
        for rows in (3, 300):
            Observation.objects.all().delete()
            make_table(period=f"2024-0{len(counted) + 1}", published=False,
                       rows=[(str(n), f"医院{n}", "1", "2") for n in range(rows)])  # fmt: skip
            with CaptureQueriesContext(connection) as asked:
                exported(admin_client, Observation, "csv")
            counted.append(len(asked))
        assert counted[0] == counted[1]

    def test_is_for_those_who_may_see_the_list(self, table, client):
        user = make_staff("reader", is_superuser=False)
        client.force_login(user)
        assert client.get(address(Observation, "export", "csv")).status_code == 403
        user.groups.add(Group.objects.get(name="审计"))
        assert client.get(address(Observation, "export", "csv")).status_code == 200
        assert client.get(address(Observation, "import")).status_code == 403
        assert client.post(address(Observation, "process_import")).status_code == 403
        assert client.get(address(Observation, "export", "exe")).status_code == 404
