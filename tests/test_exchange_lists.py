"""Every list of the desk goes out as it is seen: filtered, searched, no further than one may."""

import io
import json
from collections import Counter
from itertools import cycle

import openpyxl
import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.sites import site
from django.db import transaction

from news.models import Issue, IssueTable, ReaderReport
from news.previewing import new_link
from stats.documents import seen
from stats.models import (
    Assignment,
    Break,
    Column,
    Dataset,
    Finding,
    Import,
    Institution,
    InstitutionName,
    Layout,
    Metric,
    NotPrinted,
    Observation,
    Row,
    Table,
)
from stats.writing import FORMATS, unguarded
from tests.access import corrected, of_release
from tests.builders import make_table, month
from tests.desk import address, fill_desk, make_staff
from tests.exchange import exported, lines_of

pytestmark = pytest.mark.django_db

LISTS = [model for model, admin in site._registry.items() if hasattr(admin, "export_list")]

# How many records somebody sees who enters one institution in one table.
HERS = {
    Finding: 4, Dataset: 1, Metric: 4, Layout: 1, Column: 1, Import: 0, Institution: 1,
    InstitutionName: 0, Table: 1, Row: 1, Observation: 2, Issue: 1, IssueTable: 1,
}  # fmt: skip


@pytest.fixture
def admin_user(db):
    return make_staff()


@pytest.fixture
def desk(admin_user, admin_client):
    """A full desk and who may see all of it."""
    fill_desk(admin_user, [1], published=True)
    fill_desk(admin_user, [14])
    Break.objects.create(dataset=Dataset.objects.get(), period=month("2020-05"), wording="改计人次")
    NotPrinted.objects.create(dataset=Dataset.objects.get(), period=month("2020-05"))
    Assignment.objects.create(user=admin_user, institution=Institution.objects.first())
    LogEntry.objects.create(user=admin_user, action_flag=CHANGE, object_repr="第1号")
    draft = Issue.objects.get(state="draft")
    new_link(draft, "王主任", admin_user)
    of_release(draft, admin_user)
    corrected(admin_user)
    ReaderReport.objects.create(page="/stats/", text="有误")
    return admin_client


def listed(client, model, query=""):
    return client.get(address(model, "changelist") + query).context["cl"]


def records(client, model, kind, query=""):
    """How often each line stands in the export, in the same words whatever the format."""
    with transaction.atomic():
        data = exported(client, model, kind, query)
        transaction.set_rollback(True)  # the audit log has a line more for every file, its own too
    if kind == "json":
        lines = [one.values() for one in json.loads(data, parse_int=str, parse_float=str)]
        return Counter(tuple(seen(text or "") for text in line) for line in lines)
    lines = lines_of(data) if kind == "csv" else sheet_of(data)
    told = (tuple(map(unguarded, line)) for line in lines[1:])
    own = "/admin/nhb_site/auditentry/export/csv/"
    return Counter(line for line in told if not any(text.startswith(own) for text in line))


def sheet_of(data):
    """The lines of the one sheet of a workbook, as texts."""
    (sheet,) = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    lines = sheet.iter_rows(values_only=True)
    return [["" if value is None else str(value) for value in line] for line in lines]


def queries(client, model):
    """The query string of every choice of every filter of a list, and of a search."""
    changelist = listed(client, model)
    for spec in changelist.filter_specs:
        yield from (choice["query_string"] for choice in spec.choices(changelist))
    if changelist.search_fields:
        yield from ("?q=1", "?q=医院", "?q=没有这样的")


@pytest.mark.parametrize("model", LISTS)
def test_a_list_is_the_same_in_every_format(desk, model):
    csv, xlsx, json_ = (records(desk, model, kind) for kind in ("csv", "xlsx", "json"))
    assert csv == xlsx == json_
    assert csv.total() == model.objects.count() > 0


@pytest.mark.parametrize("model", LISTS)
def test_every_filter_and_search_of_a_list_is_that_of_its_export(desk, model):
    everything, found = records(desk, model, "csv"), set()
    for query, kind in zip(queries(desk, model), cycle(FORMATS), strict=False):
        lines = records(desk, model, kind, query)
        assert lines <= everything, query
        assert lines.total() == listed(desk, model, query).result_count, query
        found.add(lines.total())
    assert 0 in found


@pytest.fixture
def clerk(roles, client, admin_user):
    """Somebody with one institution in one table; there is more of everything."""
    fill_desk(admin_user, [1])
    mine = Table.objects.get()
    names = ("别家医院", "别家二院", "合计")
    make_table("kiosks", family="别家的表", origin="T-9", title="别家的题", published=False,
               rows=[("", name, "777", "888") for name in names])  # fmt: skip
    for row in Row.objects.all():
        Finding.objects.create(
            origin=row.table.origin, table=row.table, row=row, code="jump", severity="warning",
            message=f"{row.table.dataset} {row}",
        )  # fmt: skip
    user = make_staff("clerk", is_superuser=False)
    user.groups.set([roles["录入"]])
    hospital = Institution.objects.get(name="南京鼓楼医院")
    Assignment.objects.create(user=user, institution=hospital).datasets.set([mine.dataset])
    client.force_login(user)
    return client


def test_an_export_goes_no_further_than_what_one_may_see(clerk):
    """{list: lines for her} of the lists she may see; the others are closed, and so is the file."""
    allowed = {}
    for model in LISTS:
        may = clerk.get(address(model, "changelist")).status_code == 200
        for kind in FORMATS:
            response = clerk.get(address(model, "export", kind))
            assert (response.status_code == 200) == may, model
        if may:
            allowed[model] = records(clerk, model, "csv")
            assert allowed[model].total() == listed(clerk, model).result_count
    told = {model: str(lines) for model, lines in allowed.items()}
    assert [one for one, text in told.items() if "别家" in text or "儿童医院" in text] == []
    assert {model: lines.total() for model, lines in allowed.items()} == HERS
