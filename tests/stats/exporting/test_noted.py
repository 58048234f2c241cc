"""Footnotes go with the figures they belong to, whatever the format; they change no figure."""

import csv
import io
import json
from datetime import timedelta

import openpyxl
import pytest
from django.utils import timezone

from stats.exporting.taken import Frozen, Taken
from stats.freezing import plain_tables
from stats.models import Correction, Metric, Observation, Row, Table
from tests.builders import make_table
from tests.desk import make_staff
from tests.readers import read_jsonstat, read_px, told
from tests.stats.exporting.test_round_trips import kept, taken, unchanged

pytestmark = pytest.mark.django_db

MONTH = "/stats/bookings/2024-08"
CHILDREN = "南京市儿童医院"
# By row and metric: what belongs to the column, the row and the figure.
NOTES = {
    ("南京鼓楼医院", "online"): ["含微信预约"],
    (CHILDREN, "online"): ["含微信预约", "含河西院区"],
    (CHILDREN, "subtotal"): ["含河西院区"],
    ("合计", "online"): ["含微信预约"],
    ("合计", "subtotal"): ["=照原件"],
}
HARMLESS = NOTES | {("合计", "subtotal"): ["'=照原件"]}  # in a spreadsheet


@pytest.fixture
def table():
    table = make_table()
    Metric.objects.filter(code="online").update(footnote="含微信预约")
    Row.objects.filter(printed_name=CHILDREN).update(footnote="含河西院区")
    cells = Observation.objects.filter(row__printed_name="合计", metric__code="subtotal")
    cells.update(footnote="=照原件")
    return table


def in_lines(head, lines):
    place = head.index("footnote")
    return {(line[7], line[8]): line[place].split("；") for line in lines if line[place]}


def test_a_csv_has_a_column_for_them_which_comes_in_as_it_went_out(client, table, tmp_path):
    for path in (f"{MONTH}.csv", "/stats/bookings/data.csv", "/stats/bookings/query.csv"):
        data = taken(client, path)
        head, *lines = csv.reader(io.StringIO(data.decode("utf-8-sig")))
        assert (head[-1], in_lines(head, lines)) == ("footnote", HARMLESS), path
        assert unchanged(kept(tmp_path / "a.csv", data), make_staff(path)) == len(lines)


def test_workbooks_list_them(client, table, tmp_path):
    data = taken(client, "/stats/bookings/data.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(data))
    head, *lines = ([str(value or "") for value in row] for row in book["数据"].values)
    assert in_lines(head, lines) == HARMLESS
    assert unchanged(kept(tmp_path / "a.xlsx", data), make_staff()) == len(lines)
    below = [row[0] for row in book.worksheets[0].values if str(row[0]).startswith("注")]
    assert below == [f"注：2024-08 {CHILDREN}：含河西院区", "注：2024-08 合计，小计：=照原件"]
    assert ("online", "12320在线预约", None, None, "含微信预约") in book["说明"].values


def test_json_stat_notes_columns_and_figures(client, table):
    read, cells = read_jsonstat(taken(client, f"{MONTH}.json"))
    assert read["dimension"]["metric"]["category"]["note"] == {"online": ["含微信预约"]}
    assert read["note"] == [
        f"2024-08 {CHILDREN}：含河西院区",
        "2024-08 合计，小计：=照原件",
    ]
    places = [(subject, metric) for _, _, subject, metric in cells]
    names = read["dimension"]["subject"]["category"]["label"]
    found = {
        (names[places[at][0]], places[at][1]): texts
        for at, texts in ((int(at), texts) for at, texts in read["extension"]["footnotes"].items())
    }
    assert found == NOTES


def test_px_notes_have_to_be_shown(client, table):
    px = read_px(taken(client, f"{MONTH}.px"))
    assert told(px, "VALUENOTEX", "指标", "12320在线预约") == "含微信预约"
    found = {keys[2:]: told(px, word, *keys) for word, keys in px.words if word == "CELLNOTEX"}
    assert found == {
        (CHILDREN, "12320在线预约"): "含河西院区",
        (CHILDREN, "小计"): "含河西院区",
        ("合计", "小计"): "=照原件",
    }


def test_the_api_tells_them(client, table):
    family = json.loads(client.get("/api/v1/datasets/bookings").content)
    assert [one["footnote"] for one in family["metrics"]] == ["含微信预约", ""]
    rows = json.loads(client.get("/api/v1/datasets/bookings/rows").content)["items"]
    assert [one["footnote"] for one in rows] == ["", "含河西院区", ""]
    assert rows[2]["figures"]["subtotal"]["footnote"] == "=照原件"
    assert rows[2]["figures"]["online"]["footnote"] == ""


def test_an_edition_tells_the_same_as_the_record(table):
    record = Taken("a", "题", "", Table.objects.published())
    edition = Frozen("a", "题", "", plain_tables([table]), timezone.now())
    assert edition.notes == record.notes
    assert [list(edition.notes.of(line)) for line in edition.lines()] == [
        list(record.notes.of(line)) for line in record.lines()
    ]


def test_the_past_has_the_notes_of_its_time(client, table):
    Table.objects.update(published_at=timezone.now() - timedelta(days=2))
    cell = Observation.objects.get(footnote="=照原件")
    said = {"reason": "误", "public_wording": "误", "made_by": make_staff(), "field": "footnote"}
    Correction.objects.create(observation=cell, old_raw_text="", new_raw_text="=照原件", **said)
    row = Row.objects.get(printed_name=CHILDREN)
    words = {"table": table, "row": row, "old_raw_text": "不含河西", "new_raw_text": "含河西院区"}
    Correction.objects.create(**words, **said)
    at = {"at": (timezone.now() - timedelta(days=1)).isoformat()}
    data = client.get(f"{MONTH}.csv", at).getvalue().decode("utf-8-sig")
    head, *lines = csv.reader(io.StringIO(data))
    was = {key: [text.replace("含河西院区", "不含河西") for text in texts]
           for key, texts in NOTES.items() if key != ("合计", "subtotal")}  # fmt: skip
    assert in_lines(head, lines) == was
    rows = json.loads(client.get("/api/v1/datasets/bookings/rows", at).content)["items"]
    assert [one["footnote"] for one in rows] == ["", "不含河西", ""]
    assert rows[2]["figures"]["subtotal"]["footnote"] == ""


def test_without_any_the_files_are_as_they_were_before_there_were_any(client):
    make_table()
    head = taken(client, f"{MONTH}.csv").decode("utf-8-sig").splitlines()[0]
    assert head.endswith(",status,raw_text")
    assert "footnotes" not in json.loads(taken(client, f"{MONTH}.json"))["extension"]
    assert "NOTEX" not in taken(client, f"{MONTH}.px").decode()
