"""How far tables are, and who has not reported."""

from datetime import date

import pytest

from stats.models import Institution, Kind
from stats.progress import Progress, Standing
from tests.builders import (
    BOOKINGS_ROWS,
    DISTRICTS,
    DISTRICTS_ROWS,
    make_table,
    month,
)

pytestmark = pytest.mark.django_db

EMPTY = [(number, name, "", "") for number, name, *_ in BOOKINGS_ROWS]
NAMES = {"南京鼓楼医院": ("1", "6668", "8724"), "南京市儿童医院": ("2", "1819", "2211")}


def bookings(period, rows, **fields):
    year, number = map(int, period.split("-"))
    after = f"{year + number // 12}-{number % 12 + 1:02d}"
    return make_table(period=period, rows=rows, origin=after, published=False, **fields)


def row(name, *texts):
    number, *usual = NAMES[name]
    return (number, name, *(texts or usual))


def progress(table):
    return Standing([table]).progress()[table.pk]


def absences(table):
    found = Standing([table]).absences()
    return [(one.institution.name, one.found, one.months) for one in found]


def test_the_cells_expected_are_those_of_last_month():
    bookings("2024-07", BOOKINGS_ROWS)
    assert progress(bookings("2024-08", EMPTY)) == Progress(0, 6)


def test_cells_filled_are_counted():
    bookings("2024-07", BOOKINGS_ROWS)
    now = progress(bookings("2024-08", [BOOKINGS_ROWS[0], *EMPTY[1:]]))
    assert (now, now.begun, now.complete) == (Progress(2, 6), True, False)


def test_a_table_is_complete_when_all_expected_cells_are_filled():
    bookings("2024-07", [*BOOKINGS_ROWS[:1], ("2", "南京市儿童医院", "1819", "")])
    now = progress(bookings("2024-08", [*BOOKINGS_ROWS[:1], ("2", "南京市儿童医院", "1", "")]))
    assert (now, now.complete) == (Progress(3, 3), True)


def test_a_cell_of_two_numbers_counts_once():
    make_table("districts", "2024-07", DISTRICTS, DISTRICTS_ROWS, origin="2024-08")
    now = make_table("districts", "2024-08", DISTRICTS, DISTRICTS_ROWS)
    assert progress(now) == Progress(6, 6)


def test_without_a_month_before_every_cell_is_expected():
    assert progress(bookings("2024-08", EMPTY)) == Progress(0, 6)


def test_nobody_is_absent_from_a_table_not_begun():
    bookings("2024-07", BOOKINGS_ROWS)
    assert absences(bookings("2024-08", EMPTY)) == []


def test_a_blank_row_a_missing_row_and_a_mark_are_absences():
    bookings("2024-07", [*BOOKINGS_ROWS, ("3", "南京脑科医院", "1", "2")])
    rows = [row("南京鼓楼医院", "", ""), ("2", "南京市儿童医院", "未反馈", "5")]
    assert absences(bookings("2024-08", rows)) == [
        ("南京鼓楼医院", "空白", 1),
        ("南京市儿童医院", "未上报", 1),
        ("南京脑科医院", "没有这一行", 1),
    ]


def test_months_running_are_counted_back_to_the_last_report():
    bookings("2024-04", [row("南京鼓楼医院", "", ""), row("南京市儿童医院")])
    bookings("2024-05", [row("南京鼓楼医院"), row("南京市儿童医院")])
    bookings("2024-06", [row("南京鼓楼医院", "", ""), row("南京市儿童医院")])
    bookings("2024-07", [row("南京市儿童医院")])
    now = bookings("2024-08", [row("南京鼓楼医院", "", ""), row("南京市儿童医院")])
    assert absences(now) == [("南京鼓楼医院", "空白", 3)]


def test_a_month_without_the_table_ends_the_count():
    bookings("2024-06", [row("南京鼓楼医院", "", ""), row("南京市儿童医院")])
    now = bookings("2024-08", [row("南京鼓楼医院", "", ""), row("南京市儿童医院")])
    assert absences(now) == [("南京鼓楼医院", "空白", 1)]


def test_nothing_was_expected_before_the_first_row_of_an_institution():
    bookings("2024-06", [row("南京市儿童医院")])
    bookings("2024-07", [row("南京鼓楼医院", "", ""), row("南京市儿童医院")])
    now = bookings("2024-08", [row("南京鼓楼医院", "", ""), row("南京市儿童医院")])
    assert absences(now) == [("南京鼓楼医院", "空白", 2)]


def test_no_more_than_twelve_months_are_counted():
    for number in range(20):
        period = f"{2022 + number // 12}-{number % 12 + 1:02d}"
        now = bookings(period, [row("南京鼓楼医院", "", ""), row("南京市儿童医院")])
    assert absences(now) == [("南京鼓楼医院", "空白", 12)]


def test_neither_closed_institutions_nor_channels_are_asked():
    bookings("2024-07", BOOKINGS_ROWS)
    Institution.objects.filter(name="南京鼓楼医院").update(closed_on=date(2024, 7, 31))
    Institution.objects.filter(name="南京市儿童医院").update(kind=Kind.CHANNEL)
    assert (
        absences(bookings("2024-08", [row("南京市儿童医院", "", ""), ("", "合计", "1", "2")])) == []
    )


def test_it_takes_five_queries_however_many_tables(django_assert_num_queries):
    tables = []
    for number in range(4):
        slug = f"family-{number}"
        make_table(slug, "2024-07", origin="2024-08")
        rows = [("1", "南京鼓楼医院", "", ""), *BOOKINGS_ROWS[1:]]
        tables.append(make_table(slug, "2024-08", rows=rows))
    with django_assert_num_queries(5):
        standing = Standing(tables)
        standing.progress()
        assert len(standing.absences()) == 4


def test_the_table_before_is_that_of_another_issue():
    earlier = make_table(period="2024-06", origin="2024-07")
    make_table(period="2024-07", origin="2024-09")
    table = make_table(period="2024-08", origin="2024-09")
    assert Standing([table]).last == {table.pk: earlier.pk}
    assert month("2024-06") == earlier.period
