"""The tidy CSV, on the web and from the command."""

import csv
import io
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from stats.exporting import csv_text, harmless, plain, records, rows_of, unharmed
from stats.models import Table
from tests.builders import DISTRICTS, DISTRICTS_ROWS, make_table

pytestmark = pytest.mark.django_db

HEADER = (
    "dataset,period,issue,row_kind,group,position,institution,printed_name,"
    "metric,metric_label,unit,value,status,raw_text\r\n"
)
DISTRICT_LINES = """\
platform-districts,2024-08,2024-09,data,,1,jiang-ning-qu,江宁区,declared,申明上传表/规定上传表,,52,A,52/129
platform-districts,2024-08,2024-09,data,,1,jiang-ning-qu,江宁区,required,申明上传表/规定上传表,,129,A,52/129
platform-districts,2024-08,2024-09,data,,1,jiang-ning-qu,江宁区,visits,人次,,445558,A,445558
platform-districts,2024-08,2024-09,data,,1,jiang-ning-qu,江宁区,income,收入（千元）,,138980.8,A,138980.8
platform-districts,2024-08,2024-09,data,,2,qin-huai-qu,秦淮区,declared,申明上传表/规定上传表,,,L,未反馈/129
platform-districts,2024-08,2024-09,data,,2,qin-huai-qu,秦淮区,required,申明上传表/规定上传表,,129,A,未反馈/129
platform-districts,2024-08,2024-09,data,,2,qin-huai-qu,秦淮区,visits,人次,,0,A,0
platform-districts,2024-08,2024-09,data,,2,qin-huai-qu,秦淮区,income,收入（千元）,,,M,/
""".replace("\n", "\r\n")


def make_districts(**options):
    options.setdefault("family", "数据采集情况（区）")
    return make_table("platform-districts", header=DISTRICTS, rows=DISTRICTS_ROWS, **options)


def exported(*args):
    out = io.StringIO()
    call_command("export_observations", *args, stdout=out)
    return out.getvalue()


def test_every_observation_is_a_line_and_absent_values_are_empty():
    make_districts()
    assert "".join(csv_text(rows_of(Table.objects.all()))) == HEADER + DISTRICT_LINES


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("31597", "31597"),
        ("100.000000", "100"),
        ("138980.800000", "138980.8"),
        ("0E-6", "0"),
        ("0.000001", "0.000001"),
        ("-3.50", "-3.5"),
        ("123456789012345678", "123456789012345678"),
    ],
)
def test_a_value_is_written_in_plain_digits(value, text):
    assert plain(Decimal(value)) == text


def test_lines_go_by_family_month_issue_row_and_metric_whenever_they_were_entered():
    make_table(period="2024-08")
    make_table(period="2024-07", origin="2024-09")
    make_table(period="2024-07", origin="2024-08")
    make_districts(period="2020-11")
    lines = [line[:6] + line[8:9] for line in records(Table.objects.all())]
    assert lines == sorted(lines, key=lambda line: line[:3])
    assert lines[:6] == [
        ("bookings", "2024-07", "2024-08", "data", "", 1, "online"),
        ("bookings", "2024-07", "2024-08", "data", "", 1, "subtotal"),
        ("bookings", "2024-07", "2024-08", "data", "", 2, "online"),
        ("bookings", "2024-07", "2024-08", "data", "", 2, "subtotal"),
        ("bookings", "2024-07", "2024-08", "total", "", 3, "online"),
        ("bookings", "2024-07", "2024-08", "total", "", 3, "subtotal"),
    ]


def test_more_tables_than_are_read_at_once_come_out_whole_and_in_order(monkeypatch):
    monkeypatch.setattr("stats.exporting.figures.ROWS_AT_ONCE", 6)
    monkeypatch.setattr("stats.exporting.tidy.ROWS_AT_ONCE", 4)
    for year in range(2019, 2024):
        make_table(period=f"{year}-01", origin=f"{year}-02")
    pieces = list(csv_text(rows_of(Table.objects.all())))
    assert len(pieces) == 1 + 15 // 4 + 1
    months = [line["period"] for line in csv.DictReader(io.StringIO("".join(pieces)))]
    assert months == [f"{year}-01" for year in range(2019, 2024) for _ in range(6)]


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("-2+3", "'-2+3"),
        ("\t=1", "'\t=1"),
        ("'=1+1", "''=1+1"),
        ("'年", "'年"),
        ("\r=1", "'\r=1"),
        ("+8602583626620", "+8602583626620"),
        ("＝1+1", "'＝1+1"),
        ("＋1", "'＋1"),
        ("－12", "'－12"),
        ("＠A1", "'＠A1"),
        ("－", "－"),
        ("-5.5", "-5.5"),
        ("-", "-"),
        ("52/129", "52/129"),
        ("南京鼓楼医院", "南京鼓楼医院"),
        ("", ""),
    ],
)
def test_text_that_a_spreadsheet_would_run_gets_a_sign_before_it(text, safe):
    assert harmless(text) == safe
    assert unharmed(safe) == text


def test_in_a_download_every_text_is_harmless_and_the_value_untouched():
    start = ("s", "2024-08", "2024-09", "data", "=g", 1, "c", "=n")
    figure = ((1, ("m", "=l", "=u")), "-5", "A", "=r")
    safe = "s,2024-08,2024-09,data,'=g,1,c,'=n,m,'=l,'=u,-5,A,'=r\r\n"
    assert list(csv_text([(start, [figure])])) == [HEADER, safe]


def test_the_command_writes_the_same_bytes_twice_without_a_bom(tmp_path):
    make_districts()
    first, second = tmp_path / "first.csv", tmp_path / "second.csv"
    exported("--output", str(first))
    exported("--output", str(second))
    assert first.read_bytes() == second.read_bytes() == (HEADER + DISTRICT_LINES).encode()
    assert sorted(tmp_path.iterdir()) == [first, second]


def test_the_command_exports_all_or_one_family_or_one_month_or_what_is_published():
    make_districts(published=False)
    make_table(period="2024-08")
    make_table(period="2024-07")
    counts = {
        (): 20,
        ("--dataset", "bookings"): 12,
        ("--period", "2024-08"): 14,
        ("--dataset", "bookings", "--period", "2024-07"): 6,
        ("--published",): 12,
        ("--published", "--dataset", "platform-districts"): 0,
    }
    assert {args: exported(*args).count("\r\n") - 1 for args in counts} == counts


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--dataset", "nothing"], "没有代码为“nothing”的统计表。现有：bookings。"),
        (["--period", "2024-13"], "月份“2024-13”看不懂，请写成 YYYY-MM，如 2024-08。"),
        (["--period", "202408"], "月份“202408”看不懂，请写成 YYYY-MM，如 2024-08。"),
    ],
)
def test_a_bad_argument_is_explained(args, message):
    make_table()
    with pytest.raises(CommandError) as error:
        exported(*args)
    assert str(error.value) == message


def test_a_file_that_cannot_be_written_is_named_and_nothing_is_left_behind(tmp_path):
    make_table()
    with pytest.raises(CommandError, match=r"写不了“.*nowhere/out.csv”（No such file"):
        exported("--output", str(tmp_path / "nowhere" / "out.csv"))
    (tmp_path / "folder").mkdir()
    with pytest.raises(CommandError, match="写不了"):
        exported("--output", str(tmp_path / "folder"))
    assert list(tmp_path.rglob("*")) == [tmp_path / "folder"]


def test_an_export_that_breaks_off_leaves_the_old_file(tmp_path, monkeypatch):
    make_table()
    target = tmp_path / "out.csv"
    target.write_text("old")

    def broken(tables):
        yield ("s", "2024-08", "2024-09", "data", "", 1, "", "one"), []
        raise RuntimeError

    monkeypatch.setattr("stats.management.commands.export_observations.rows_of", broken)
    with pytest.raises(RuntimeError):
        exported("--output", str(target))
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]
