"""Figures month after month."""

from decimal import Decimal

import pytest

from stats.models import Institution
from stats.series import series_of, shown
from tests.builders import BOOKINGS, DISTRICTS, DISTRICTS_ROWS, figure, make_table


@pytest.mark.parametrize(
    ("value", "status", "raw_text", "text"),
    [
        ("609241.000000", "A", "609241.00 ", "609241.00"),
        ("52", "A", "52/129", "52"),
        ("31597", "A", "31,597", "31597"),
        (None, "L", "未反馈/83", "未反馈"),
        (None, "M", "/", "/"),
        (None, "O", "", ""),
        (None, "V", "约3万", "约3万"),
    ],
)
def test_a_figure_by_itself_is_shown_as_printed_or_as_the_number_it_is(
    value, status, raw_text, text
):
    assert shown(value and Decimal(value), status, raw_text) == text


@pytest.mark.django_db
def test_an_institution_has_its_figures_by_family_newest_first(django_assert_num_queries):
    make_table(period="2024-07", origin="2024-08")
    make_table(period="2024-08")
    make_table(period="2024-09", origin="2024-10", published=False)
    rows = [("南京鼓楼医院", "52/129", "5", "/"), *DISTRICTS_ROWS]
    make_table("platform", family="平台", header=DISTRICTS, rows=rows)
    institution = Institution.objects.get(name="南京鼓楼医院")
    with django_assert_num_queries(4):
        series = series_of(institution)
    told = [
        (one.title, [str(metric) for metric in one.metrics], [told_of(line) for line in one.lines])
        for one in series
    ]
    lines = [
        ("2024-08", "南京鼓楼医院", "6668", "8724"),
        ("2024-07", "南京鼓楼医院", "6668", "8724"),
    ]
    platform = [("2024-08", "南京鼓楼医院", "52", "129", "5", "/")]
    pair = ["申明上传表/规定上传表", "申明上传表/规定上传表", "人次", "收入（千元）"]
    assert told == [("预约挂号", ["12320在线预约", "小计"], lines), ("平台", pair, platform)]


@pytest.mark.django_db
def test_what_an_institution_still_reports_stands_first():
    make_table(period="2020-11", origin="2020-12")
    header = [*BOOKINGS[:2], figure("快速预约", metrics="quick")]
    make_table(period="2024-08", header=header, rows=[("1", "南京鼓楼医院", "5")])
    (series,) = series_of(Institution.objects.get(name="南京鼓楼医院"))
    assert [metric.code for metric in series.metrics] == ["quick", "online", "subtotal"]
    assert [line.figures for line in series.lines] == [("5", "", ""), ("", "6668", "8724")]


def told_of(line):
    return (f"{line.period:%Y-%m}", line.name, *line.figures)
