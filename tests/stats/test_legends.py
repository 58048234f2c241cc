"""The signs in use are explained below every table that shows them, in the same words."""

import pytest

from tests.builders import DISTRICTS, DISTRICTS_ROWS, make_table
from tests.web import found, opened, text_of

pytestmark = pytest.mark.django_db

SIGNS = ["未反馈 未上报", "/ 不适用"]


@pytest.fixture
def code():
    """Of the institution in whose row both signs stand; the month before has none."""
    make_table("districts", "2024-07", DISTRICTS, [("秦淮区", "1/129", "5", "6")])
    table = make_table("districts", "2024-08", DISTRICTS, DISTRICTS_ROWS)
    return table.rows.get(printed_name="秦淮区").institution.code


def test_the_signs_are_explained_below_every_table(client, code):
    pages = ["/stats/districts/data/", "/stats/districts/query/", f"/institutions/{code}/"]
    for path in [*pages, "/stats/districts/2024-08/", f"/institutions/{code}/sheet/"]:
        signs = [text_of(node) for node in found(opened(client, path), ".legend span")]
        assert signs == SIGNS, path


def test_where_there_are_none_nothing_is_explained(client, code):
    page = opened(client, "/stats/districts/query/", since="2024-07", until="2024-07")
    assert found(page, ".legend span") == []
