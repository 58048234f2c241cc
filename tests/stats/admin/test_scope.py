"""Somebody limited to a table and an institution: the desk holds nothing else for her."""

import json

import pytest
from django.urls import reverse

from stats.models import Assignment, Finding, Institution, Observation, Row, Table
from tests.builders import make_table
from tests.desk import address, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def tables():
    """(hers, not hers), two drafts with the same institutions."""
    other = make_table("kiosks", family="自助机", published=False)
    return make_table(published=False), other


@pytest.fixture
def clerk(roles, client, tables):
    user = make_staff("clerk", is_superuser=False)
    user.groups.set([roles["录入"]])
    hospital = Institution.objects.get(name="南京鼓楼医院")
    mine = Assignment.objects.create(user=user, institution=hospital)
    mine.datasets.set([tables[0].dataset])
    client.force_login(user)
    return user


def listed(client, model):
    return list(client.get(address(model, "changelist")).context["cl"].queryset)


def test_lists_hold_only_what_is_hers(clerk, client, tables):
    mine = tables[0].rows.first()
    assert listed(client, Table) == [tables[0]]
    assert listed(client, Row) == [mine]
    assert {cell.row for cell in listed(client, Observation)} == {mine}
    assert [each.name for each in listed(client, Institution)] == ["南京鼓楼医院"]


def test_findings_are_those_on_her_rows(clerk, client, tables):
    for table in tables:
        for row in table.rows.all():
            common = {"origin": table.origin, "table": table, "row": row, "severity": "warning"}
            Finding.objects.create(code="jump", message=f"{table} {row}", **common)
    assert [finding.row for finding in listed(client, Finding)] == [tables[0].rows.first()]


def test_autocompletes_offer_only_what_is_hers(clerk, client):
    names = {"institution": ("row", ["南京鼓楼医院"]), "dataset": ("table", ["预约挂号"])}
    for field, (model, offered) in names.items():
        query = {"app_label": "stats", "model_name": model, "field_name": field}
        found = client.get(reverse("admin:autocomplete"), query).json()["results"]
        assert [each["text"] for each in found] == offered


def test_the_grid_opens_her_row_and_shows_the_others(clerk, client, tables):
    data = client.get(reverse("admin:stats_table_grid", args=[tables[0].pk])).context["data"]
    opened = [[cell[4] for cell in line] for line in data["cells"]]
    assert opened == [[True, True], [False, False], [False, False]]


def test_the_grid_of_another_table_is_not_there(clerk, client, tables):
    for page in ("grid", "changes"):
        url = reverse(f"admin:stats_table_{page}", args=[tables[1].pk])
        assert client.get(url).status_code == 404


def test_another_row_is_not_saved_whatever_is_sent(clerk, client, tables):
    row = tables[0].rows.all()[1]
    cell = {"row": row.pk, "metrics": ["online"], "raw": "1", "base": "1819"}
    url = reverse("admin:stats_table_save", args=[tables[0].pk])
    answer = client.post(url, json.dumps({"cells": [cell]}), content_type="application/json")
    assert answer.status_code == 403
    assert "您只能录入“南京鼓楼医院”的数据" in answer.json()["message"]
    assert row.observations.get(metric__code="online").raw_text == "1819"


def test_nobody_else_is_limited(roles, client, tables):
    free = make_staff("free", is_superuser=False)
    free.groups.set([roles["录入"]])
    client.force_login(free)
    assert len(listed(client, Table)) == 2


def test_the_scope_is_asked_once_a_request(clerk, client, django_assert_max_num_queries):
    url = address(Row, "changelist")
    client.get(url)
    with django_assert_max_num_queries(11):
        client.get(url)
