"""Notes that the office gives to columns, rows and cells, numbered below the table."""

import pytest

from news.freezing import as_text, frozen
from stats.freezing import plain_tables
from stats.markup import body_html, head_html
from stats.models import Metric, Observation, Row
from stats.presenting import table_shape
from tests.builders import make_issue, make_table

pytestmark = pytest.mark.django_db


def noted(table):
    """The table with a note to a column, to a row and to a cell."""
    Metric.objects.filter(code="online").update(footnote="含微信预约")
    Row.objects.filter(printed_name="南京市儿童医院").update(footnote="含河西院区")
    cells = Observation.objects.filter(row__printed_name="合计", metric__code="subtotal")
    cells.update(footnote="照原件")
    return table


def test_notes_are_numbered_as_they_are_met_and_told_below_the_table():
    shape = table_shape(noted(make_table()))
    assert [str(note) for note in shape.footnotes] == [
        "注1（12320在线预约）：含微信预约",
        "注2（南京市儿童医院）：含河西院区",
        "注3（合计，小计）：照原件",
    ]
    assert [cell.mark for cell in shape.grid.header[0]] == ["", "", "注1", ""]
    assert [[cell.mark for cell in row.cells] for row in shape.grid.body] == [
        ["", "", "", ""],
        ["", "注2", "", ""],
        ["", "", "注3"],
    ]


def test_a_mark_stands_behind_a_name_and_before_a_figure():
    grid = table_shape(noted(make_table())).grid
    assert "<th scope=col>12320在线预约<sup>注1</sup>" in head_html(grid)
    body = body_html(grid)
    assert "<th scope=row>南京市儿童医院<sup>注2</sup>" in body
    assert "<td><sup>注3</sup>10935" in body


def test_the_page_of_a_month_tells_the_notes(client):
    noted(make_table())
    page = client.get("/stats/bookings/2024-08/").content.decode()
    assert "<li><b>注2</b> 南京市儿童医院：含河西院区</li>" in page


def test_an_issue_without_notes_is_frozen_as_it_was_before_there_were_any():
    issue = make_issue(2024, 9, tables=[make_table()])
    assert "footnote" not in as_text(frozen(issue))


def test_an_issue_is_frozen_with_its_notes():
    (told,) = plain_tables([noted(make_table())])
    assert [metric.get("footnote") for metric in told["metrics"]] == ["含微信预约", None]
    assert [row.get("footnote") for row in told["rows"]] == [None, "含河西院区", None]
    assert told["rows"][2]["footnotes"] == {"subtotal": "照原件"}
