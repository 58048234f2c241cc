"""Answers as files: the same question, the same figures, read by other readers."""

import io
import json
from decimal import Decimal
from urllib.parse import urlsplit

import openpyxl
import pandas
import pytest

from stats.models import Metric
from tests.builders import figure, make_table, subject
from tests.readers import read_px
from tests.web import links, opened

pytestmark = pytest.mark.django_db

HEADER = [subject("单位"), figure("线上", metrics="online"), figure("合计", metrics="all")]
MONTHS = {
    "2024-01": [("鼓楼", "80", "90"), ("=儿童", "20", "20"), ("合计", "100", "110")],
    "2024-02": [("鼓楼", "100", "/"), ("=儿童", "20", "30"), ("合计", "120", "30")],
}
QUERY = {"what": "online", "who": ["gu-lou", "合计"], "last": "12", "show": ["mom", "rank"]}


@pytest.fixture
def months(db):
    for month, lines in MONTHS.items():
        make_table("calls", month, HEADER, lines, family="热线", origin=f"{month[:4]}-12")
    Metric.objects.filter(code="online").update(unit="个")


def taken(client, kind, **query):
    response = client.get(f"/stats/calls/query.{kind}", query)
    assert response.status_code == 200
    return response


def test_the_page_leads_to_its_files_with_the_same_question(client, months):
    page = opened(client, "/stats/calls/query/", **QUERY)
    asked = "who=gu-lou&who=%E5%90%88%E8%AE%A1&what=online&last=12&show=mom&show=rank"
    assert links(page, ".taking a") == [
        f"/stats/calls/query.{kind}?{asked}" for kind in ("csv", "xlsx", "json", "px")
    ]
    for link in links(page, ".taking a"):
        assert client.get(link).status_code == 200


def test_a_csv_holds_the_figures_and_behind_them_what_was_reckoned(client, months):
    response = taken(client, "csv", **QUERY)
    name = 'attachment; filename="calls-query-2024-01-2024-02.csv"'
    assert response["Content-Disposition"] == name
    data = response.getvalue()
    assert data.startswith(b"\xef\xbb\xbf")
    frame = pandas.read_csv(
        io.BytesIO(data), dtype=str, keep_default_na=False, encoding="utf-8-sig"
    )
    told = frame[["period", "printed_name", "metric", "value", "mom", "rank"]]
    assert told.to_numpy().tolist() == [
        ["2024-01", "鼓楼", "online", "80", "", "1"],
        ["2024-01", "合计", "online", "100", "", ""],
        ["2024-02", "鼓楼", "online", "100", "25", "1"],
        ["2024-02", "合计", "online", "120", "20", ""],
    ]


def test_a_workbook_shows_the_answer_and_tells_the_question(client, months):
    data = taken(client, "xlsx", **QUERY).getvalue()
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["查询结果", "数据", "说明"]
    lines = [[one for one in line if one not in {None, ""}] for line in book["查询结果"].values]
    assert lines[:5] == [
        ["热线，线上（个）"],
        ["月份", "鼓楼", "合计"],
        ["数值", "环比", "位次", "数值", "环比", "位次"],
        ["2024年1月", 80, 1, 100],
        ["2024年2月", 100, "+25.0%", 1, 120, "+20.0%"],
    ]
    assert any("/stats/calls/query/?what=online" in str(line) for line in lines)
    assert any("/stats/calls/query/?what=online" in str(line) for line in book["说明"].values)


def test_texts_that_look_like_formulas_are_texts(client, months):
    book = openpyxl.load_workbook(io.BytesIO(taken(client, "xlsx").getvalue()))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert "'=儿童" in taken(client, "csv").getvalue().decode()


def test_json_stat_and_px_hold_what_was_asked_for_and_nothing_else(client, months):
    told = json.loads(taken(client, "json", **QUERY).getvalue())
    assert told["size"] == [2, 1, 2, 1]
    assert told["value"] == {"0": 80, "1": 100, "2": 100, "3": 120}
    path = urlsplit(told["href"])
    assert (path.path, path.query[:11]) == ("/stats/calls/query/", "what=online")
    cells = read_px(taken(client, "px", **QUERY).getvalue()).cells
    assert sorted(map(Decimal, cells.values())) == [80, 100, 100, 120]


def test_what_cannot_be_asked_is_no_file(client, months):
    assert client.get("/stats/calls/query.csv", {"what": "cost"}).status_code == 400
    assert client.get("/stats/nothing/query.csv").status_code == 404
