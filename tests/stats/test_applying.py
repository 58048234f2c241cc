"""Sheets taken in as a whole, recognised when they come again, and taken back."""

import hashlib
import threading
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError, connection, transaction

from news.models import IssueTable
from stats import exporting, keeping
from stats.applying import Refused, Request, Stale, take_in
from stats.documents import read_sheets
from stats.entering import Entry, enter
from stats.models import (
    Import,
    Institution,
    Observation,
    Row,
    SheetForm,
    Table,
)
from stats.planning import Answers, Sheets
from stats.undoing import NotUndone, undo
from tests.builders import make_issue
from tests.desk import make_staff
from tests.stats.planning.sheets import AUGUST, HEADER, ROWS, bookings, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make_staff()


@pytest.fixture
def sheet(tmp_path):
    """A Document that waits on disk, of the sheets handed in."""

    def make(*sheets, name="来表.xlsx"):
        path = save(tmp_path / name, *(sheets or (bookings(),)))
        keeping.wait([path.read_bytes()], ".xlsx")
        return read_sheets(path)

    return make


def asked(document, editor, sure=False, **answers):
    """A Request to take `document` in as it is planned now."""
    fields = Answers({name.replace("_", "-"): value for name, value in answers.items()})
    request = Request(AUGUST, "2024-09", editor, fields, sure=sure)
    request.digest = request.plan(Sheets.of([document])).digest
    return request


def taken(document, editor, **options):
    [import_] = take_in([document], asked(document, editor, **options))
    return import_


def exported():
    return list(exporting.records(Table.objects.all()))


def kept():
    folder = Path(settings.MEDIA_ROOT) / "imports"
    return [p for p in folder.rglob("*") if p.is_file() and p.parent.name != "waiting"]


class TestTakingIn:
    def test_writes_all_cells_with_their_source(self, catalogue, editor, sheet):
        import_ = taken(sheet(), editor)
        table = Table.objects.get()
        assert (table.dataset.slug, table.period, table.origin) == ("bookings", AUGUST, "2024-09")
        assert [(row.kind, row.printed_name) for row in table.rows.all()] == [
            *(("data", "南京鼓楼医院"), ("data", "南京市儿童医院"), ("total", "合计"))
        ]
        cell = Observation.objects.get(row__position=1, metric__code="quick")
        assert (cell.value, cell.raw_text, cell.source) == (1031, "1031", "表1!D3")
        assert cell.history.get().history_user == editor
        changes = list(import_.changes("cell"))
        assert len(changes) == Observation.objects.count() == 15

    def test_keeps_the_file_by_its_sha256(self, catalogue, editor, sheet):
        document = sheet()
        import_ = taken(document, editor)
        path = Path(settings.MEDIA_ROOT) / import_.file.name
        assert hashlib.sha256(path.read_bytes()).hexdigest() == import_.sha256 == document.sha256
        assert path.name == f"{document.sha256}.xlsx"
        assert path.parent.parent.name == "imports"

    def test_puts_a_new_table_into_its_issue(self, catalogue, editor, sheet):
        issue = make_issue(2024, 9, state="draft")
        taken(sheet(), editor)
        assert IssueTable.objects.get().issue == issue

    def test_drafts_a_new_table_from_last_month(self, catalogue, editor, sheet):
        taken(sheet(bookings(title="2024年7月12320预约挂号服务统计")), editor, sure=True)
        Table.objects.update(period="2024-07-01", origin="2024-08")
        taken(sheet(bookings(ROWS[0])), editor)
        table = Table.objects.get(period=AUGUST)
        assert [row.printed_name for row in table.rows.all()] == [
            *("南京鼓楼医院", "南京市儿童医院", "合计")
        ]
        assert Observation.objects.filter(row__table=table).count() == 5

    def test_adds_rows_above_the_totals(self, catalogue, editor, sheet):
        taken(sheet(), editor)
        taken(sheet(bookings([3, "南京市中医院", 1, 2, 3, 4, 10])), editor)
        rows = Table.objects.get().rows.all()
        assert [(row.position, row.printed_name) for row in rows] == [
            *((1, "南京鼓楼医院"), (2, "南京市儿童医院"), (3, "南京市中医院"), (4, "合计"))
        ]

    def test_makes_the_institutions_asked_for(self, catalogue, editor, sheet):
        rows = bookings([1, "南京新开医院", 1, 2, 3, 4, 10])
        taken(sheet(rows), editor, s0_r0="new")
        made = Institution.objects.get(name="南京新开医院")
        assert (made.kind, made.confirmed) == ("hospital", True)
        assert Row.objects.get(printed_name="南京新开医院").institution == made

    def test_remembers_what_was_answered(self, catalogue, editor, sheet):
        header, drum = [*HEADER, "备注"], Institution.objects.get(name="南京鼓楼医院")
        rows = [[1, "鼓楼本部", 1, 2, 3, 4, 10, 5]]
        taken(sheet(bookings(*rows, header=header)), editor, s0_c7="-", s0_r0=str(drum.pk))
        form = SheetForm.objects.get()
        assert form.mapping["columns"]["备注"] == "-"
        assert form.mapping["names"] == {"鼓楼本部": drum.code}
        rows[0][2:7] = [2, 3, 4, 5, 14]
        again = sheet(bookings(*rows, header=header, title="2024年8月12320预约挂号服务统计表"))
        assert asked(again, editor).plan(Sheets.of([again])).blocked
        again = sheet(bookings(*rows, header=header))
        assert next(taken(again, editor).changes())["old"][2] == "1"


class TestRefusing:
    def refuses(self, document, request, said, error=Refused):
        before = (exported(), Import.objects.count(), Institution.objects.count(), kept())
        with pytest.raises(error, match=said):
            take_in([document], request)
        assert (exported(), Import.objects.count(), Institution.objects.count(), kept()) == before

    def test_writes_nothing_where_one_cell_is_refused(self, catalogue, editor, sheet):
        document = sheet(bookings([1, "南京鼓楼医院", "约1200", 1, 2, 3, 4], ROWS[1]))
        self.refuses(document, asked(document, editor), "没有写入任何数据")

    def test_writes_nothing_before_doubts_are_met(self, catalogue, editor, sheet):
        document = sheet(bookings(title="2024年7月12320预约挂号服务统计"))
        self.refuses(document, asked(document, editor), "需要确认")
        taken(document, editor, sure=True)

    def test_writes_nothing_that_was_not_looked_at(self, catalogue, editor, sheet):
        document = sheet()
        request = asked(document, editor)
        request.digest = "0" * 64
        self.refuses(document, request, "再看一遍", Stale)

    def test_sees_what_others_wrote_meanwhile(self, catalogue, editor, sheet):
        taken(sheet(), editor)
        changed = sheet(bookings([1, "南京鼓楼医院", 7000, 1031, 0, 1025, 9056]))
        request = asked(changed, editor)
        row = Row.objects.get(printed_name="南京鼓楼医院")
        enter(row.table, [Entry(row.pk, ("online",), "6999")], editor)
        self.refuses(changed, request, "再看一遍", Stale)

    def test_finds_nothing_to_do_the_second_time(self, catalogue, editor, sheet):
        document = sheet()
        taken(document, editor)
        keeping.wait([Path(settings.MEDIA_ROOT, kept()[0]).read_bytes()], ".xlsx")
        self.refuses(document, asked(document, editor), "没有可写入的改动")

    def test_keeps_nothing_where_the_disk_is_full(self, catalogue, editor, sheet, monkeypatch):
        def full(sha256, suffix):
            raise keeping.NoRoom(keeping.NO_ROOM)

        monkeypatch.setattr("stats.keeping.keep", full)
        document = sheet()
        self.refuses(document, asked(document, editor), "没有保存任何内容；请联系管理员")
        assert (Import.objects.count(), Table.objects.count()) == (0, 0)

    def test_keeps_nothing_where_the_file_is_another_by_now(self, catalogue, editor, sheet):
        document = sheet()
        request = asked(document, editor)
        path = keeping.waiting(document.sha256, ".xlsx")
        path.write_bytes(b"other")
        with pytest.raises(ValueError, match="previewed"):
            take_in([document], request)
        assert (Import.objects.count(), Table.objects.count()) == (0, 0)


class TestUndoing:
    def test_brings_back_the_same_export(self, catalogue, editor, sheet):
        taken(sheet(), editor)
        before = exported()
        rows = [
            [1, "南京鼓楼医院", 7000, 1031, "/", "未反馈", 9056],
            [2, "南京新开医院", 1, 2, 3, 4, 10],
        ]
        import_ = taken(sheet(bookings(*rows)), editor, s0_r1="new")
        assert exported() != before
        undo(import_, editor)
        assert exported() == before
        assert not Institution.objects.filter(name="南京新开医院").exists()
        import_.refresh_from_db()
        assert (import_.undone_by, import_.undone_at is not None) == (editor, True)

    def test_takes_away_a_table_that_came_with_it(self, catalogue, editor, sheet):
        import_ = taken(sheet(), editor)
        undo(import_, editor)
        assert (Table.objects.count(), Row.objects.count(), exported()) == (0, 0, [])
        assert Observation.history.filter(history_type="-").count() == 15

    def test_refuses_with_the_cells_changed_since(self, catalogue, editor, sheet):
        import_ = taken(sheet(), editor)
        row = Row.objects.get(printed_name="南京鼓楼医院")
        enter(row.table, [Entry(row.pk, ("online",), "6999")], editor)
        before = exported()
        with pytest.raises(NotUndone, match="1 格被改过") as refusal:
            undo(import_, editor)
        assert refusal.value.cells == [
            "南京鼓楼医院 12320在线预约（表1!C3）：导入时写入 6668，现在是 6999"
        ]
        assert exported() == before

    def test_happens_once(self, catalogue, editor, sheet):
        import_ = taken(sheet(), editor)
        undo(import_, editor)
        with pytest.raises(NotUndone, match="已经撤销"):
            undo(import_, editor)

    def test_leaves_published_tables_alone(self, catalogue, editor, sheet):
        import_ = taken(sheet(), editor)
        Table.objects.update(published_at="2024-09-28T01:00Z")
        with pytest.raises(NotUndone, match="已经发布"):
            undo(import_, editor)

    def test_keeps_what_others_added(self, catalogue, editor, sheet):
        import_ = taken(sheet(bookings(ROWS[0])), editor)
        taken(sheet(bookings(ROWS[1])), editor)
        undo(import_, editor)
        assert [row.printed_name for row in Row.objects.all()] == ["南京市儿童医院"]

    def test_lets_the_same_file_come_again(self, catalogue, editor, sheet):
        undo(taken(sheet(), editor), editor)
        assert len(list(taken(sheet(), editor).changes())) == 19


def test_two_people_who_looked_at_one_file_write_it_once(catalogue, editor, sheet):
    document = sheet()
    first, second = asked(document, editor), asked(document, make_staff("other"))
    take_in([document], first)
    with pytest.raises(Stale):
        take_in([document], second)
    assert (Import.objects.count(), Observation.objects.count()) == (1, 15)


@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_file_at_once_write_it_once(catalogue, editor, sheet):
    document = sheet()
    request = asked(document, editor)
    start, outcomes = threading.Barrier(2), []

    def run():
        start.wait()
        try:
            outcomes.append(attempt())
        finally:
            connection.close()

    def attempt():
        try:
            return len(take_in([document], request))
        except Refused as refusal:
            return type(refusal)
        except OperationalError:
            # SQLite waits for a file, but not for the database in memory that tests share.
            time.sleep(0.1)
            return attempt()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, outcomes)) == sorted(map(str, [1, Stale]))
    assert (Import.objects.count(), Table.objects.count()) == (1, 1)
    assert Observation.objects.count() == 15


def test_a_failure_at_the_end_leaves_nothing(catalogue, editor, sheet, monkeypatch):
    document = sheet()
    request = asked(document, editor)
    monkeypatch.setattr(keeping, "keep", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        take_in([document], request)
    assert (Table.objects.count(), Import.objects.count(), exported()) == (0, 0, [])
