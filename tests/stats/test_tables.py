"""All months of a family in one table: sorted by anything, read a page at a time."""

import pytest
from django.core.paginator import Paginator

from stats.browsing import published_metrics, published_rows
from stats.models import Dataset
from stats.ordering import Rows
from stats.tables import RowTable
from tests.builders import BOOKINGS, make_table

pytestmark = pytest.mark.django_db

JULY = [
    ("1", "鼓楼医院", "500", "900"),
    ("2", "儿童医院", "", "800"),
    ("", "合计", "500", "1700"),
]
AUGUST = [
    ("1", "儿童医院", "700", "850"),
    ("2", "第一医院", "/", "20"),
    ("", "合计", "700", "870"),
]


@pytest.fixture
def both_months():
    make_table(period="2024-07", origin="2024-08", rows=JULY)
    make_table(period="2024-08", origin="2024-09", rows=AUGUST)


def row_table(**options):
    dataset = Dataset.objects.get()
    known = published_rows(table__dataset=dataset)
    rows = Rows(known, dataset, are_all=options.pop("are_all", False))
    table = RowTable(rows, list(published_metrics(dataset)))
    table.order_by = options.pop("sort", table.order_by)
    return table.paginate(**options)


def lines(table):
    told = [row.line for row in table.page.object_list.data]
    return [(f"{line.period:%m}", line.name, *line.figures) for line in told]


def test_the_newest_month_comes_first_in_printed_order(both_months):
    assert lines(row_table()) == [
        ("08", "儿童医院", "700", "850"),
        ("08", "第一医院", "/", "20"),
        ("08", "合计", "700", "870"),
        ("07", "鼓楼医院", "500", "900"),
        ("07", "儿童医院", "", "800"),
        ("07", "合计", "500", "1700"),
    ]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("period", ["07 900", "07 800", "07 1700", "08 850", "08 20", "08 870"]),
        ("institution", ["08 20", "08 850", "07 800", "07 900"]),
        ("-institution", ["07 900", "08 850", "07 800", "08 20"]),
        ("-subtotal", ["07 1700", "07 900", "08 870", "08 850", "07 800", "08 20"]),
        ("subtotal", ["08 20", "07 800", "08 850", "08 870", "07 900", "07 1700"]),
    ],
)
def test_any_column_sorts_both_ways(both_months, sort, order):
    table = row_table(sort=sort)
    sorted_lines = [f"{line[0]} {line[3]}" for line in lines(table)]
    if "institution" in sort:  # Sums have no institution; where they stand differs by database.
        sorted_lines = [text for text in sorted_lines if text not in ("07 1700", "08 870")]
    assert sorted_lines == order


def test_rows_without_a_figure_stand_behind_whichever_way_one_sorts(both_months):
    ascending, descending = lines(row_table(sort="online")), lines(row_table(sort="-online"))
    assert [line[2] for line in ascending] == ["500", "500", "700", "700", "/", ""]
    assert [line[2] for line in descending] == ["700", "700", "500", "500", "/", ""]


@pytest.mark.parametrize("sort", ["online", "-online", "-period", "institution"])
def test_the_pages_together_are_the_whole_each_row_once(both_months, sort):
    whole = lines(row_table(sort=sort))
    for size in (1, 2, 4, 5):
        pages = range(1, Paginator(whole, size).num_pages + 1)
        parts = [lines(row_table(sort=sort, per_page=size, page=page)) for page in pages]
        assert [line for part in parts for line in part] == whole


@pytest.mark.parametrize("sort", ["online", "-online", "-subtotal"])
def test_a_whole_family_is_read_from_its_index_in_the_same_order(both_months, sort):
    make_table(period="2024-09", origin="2024-10", rows=AUGUST, published=False)
    told = [lines(row_table(sort=sort, are_all=some)) for some in (False, True)]
    assert told[0] == told[1]
    assert len(told[0]) == 6


def test_an_unknown_column_does_not_sort(both_months):
    assert lines(row_table(sort="nothing")) == lines(row_table())


def test_metrics_of_the_latest_month_stand_first():
    make_table(period="2020-11", origin="2020-12", rows=JULY)
    header = [*BOOKINGS[:2], {"path": ["快速预约"], "role": "figure", "metrics": ["quick"]}]
    make_table(period="2024-08", header=header, rows=[("1", "鼓楼医院", "5")])
    codes = [metric.code for metric in published_metrics(Dataset.objects.get())]
    assert codes == ["quick", "online", "subtotal"]


@pytest.mark.parametrize("sort", ["online", "-online", "-subtotal"])
def test_a_page_is_the_same_whichever_pages_of_its_order_were_read_before(both_months, sort):
    whole = lines(row_table(sort=sort))
    dataset = Dataset.objects.get()
    rows = Rows(published_rows(table__dataset=dataset), dataset, are_all=True)
    for page in (2, 6, 3, 1, 5, 4, 2, 1):  # each of one row, some with the figure of the one before
        table = RowTable(rows, list(published_metrics(dataset)))
        table.order_by = sort
        assert lines(table.paginate(per_page=1, page=page)) == whole[page - 1 : page]
