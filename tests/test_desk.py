"""Every page of the admin of both apps: answered as intended, in Chinese, in steady time."""

import re

import pytest
from django.contrib.admin.sites import site
from django.core.checks import run_checks
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from news.models import (
    Amendment,
    Article,
    Brief,
    Edition,
    EditionFile,
    Issue,
    IssueTable,
    ReaderReport,
    ReleaseDayChange,
    SourceDocument,
    Step,
)
from stats.exporting import COLUMNS
from stats.models import (
    Column,
    Correction,
    CorrectionReason,
    Dataset,
    Finding,
    Import,
    Institution,
    InstitutionName,
    Layout,
    Metric,
    Observation,
    Row,
    SheetForm,
    Table,
)
from tests.desk import MODELS, address, fill_desk, make_staff

pytestmark = pytest.mark.django_db

NOT_ADDED = {
    Row,
    Observation,
    Finding,
    Correction,
    IssueTable,
    Edition,
    SourceDocument,
    SheetForm,
    Amendment,
    EditionFile,
    ReaderReport,
    ReleaseDayChange,
    Step,
}
NEVER_DELETED = {
    ReaderReport,
    Finding,
    Correction,
    Edition,
    SourceDocument,
    Import,
    Amendment,
    CorrectionReason,
}
VIEW_ONLY = {Correction, Edition, SourceDocument, Import, Amendment}
WRITTEN_ONCE = {EditionFile, ReleaseDayChange, Step}
NEVER_DELETED |= WRITTEN_ONCE
VIEW_ONLY |= WRITTEN_ONCE
LOCKED = {Table, Row, Observation, Issue, Article, Brief, IssueTable}

# Session and user, the records and their count, what filters and selects offer, and each inline.
# The list, and the page of one record.
QUERIES = {
    Institution: (6, 6),
    InstitutionName: (5, 4),
    Dataset: (5, 10),
    Metric: (6, 6),
    Layout: (6, 8),
    Column: (6, 6),
    Table: (8, 11),
    Row: (8, 7),
    Observation: (6, 5),
    Finding: (7, 4),
    Correction: (9, 4),
    Issue: (8, 12),
    Article: (6, 6),
    Brief: (8, 4),
    IssueTable: (6, 4),
    Edition: (8, 5),
    SourceDocument: (9, 5),
    Import: (7, 11),
    SheetForm: (6, 4),
}

# What those who run the server type and what runs there, on their own page, the tests'
# own database among it.
SERVER = {
    "manage", "backup", "deploy", "bin", "docs", "Python", "Django", "SQLite", "PostgreSQL",
    "Debian", "GNU", "bookworm", "trixie", "Ubuntu", "file", "memory", "mode", "cache",
    "shared", "start", "systemctl",
}  # fmt: skip
# English that stands in the records themselves, and names which are the same in Chinese.
KNOWN_WORDS = {
    "JSON",
    "json",
    "SHA",
    "txt",
    "utf",
    "GB",
    "bookings",
    "kiosks",
    "table",
    "online",
    "subtotal",
    "editor",
    "Excel",
    "OpenDocument",
    "Word",
    "WPS",
    "PDF",
    "CSV",
    "JavaScript",
    *COLUMNS,
}
KEYS = {"Control", "Command", "Mac", "Ctrl", "Enter", "Esc", "Tab"}


@pytest.fixture
def admin_user(db):
    return make_staff()


@pytest.fixture
def desk(admin_user):
    fill_desk(admin_user, [1])
    fill_desk(admin_user, [2], published=True)


def answered(client, url, status=200):
    response = client.get(url)
    assert (url, response.status_code) == (url, status)
    return response


def test_every_model_has_its_admin():
    assert set(MODELS) >= {
        *(Institution, InstitutionName, Dataset, Metric, Layout, Column, Table, Row),
        *(Observation, Finding, Correction),
        *(Issue, Article, Brief, IssueTable, Edition, SourceDocument),
    }


def test_the_admin_is_sound():
    assert run_checks() == []


@pytest.mark.parametrize("model", MODELS)
class TestEveryModel:
    def test_is_listed_and_searched(self, model, desk, admin_client):
        answered(admin_client, address(model, "changelist"))
        for term in ("医院", "2024", "%", "第1行 数据"):
            answered(admin_client, address(model, "changelist") + f"?q={term}")

    def test_is_filtered_by_each_value(self, model, desk, admin_client):
        changelist = admin_client.get(address(model, "changelist")).context["cl"]
        for spec in changelist.filter_specs:
            for choice in spec.choices(changelist):
                answered(admin_client, address(model, "changelist") + choice["query_string"])

    def test_is_sorted_by_each_column(self, model, desk, admin_client):
        columns = len(site._registry[model].list_display)
        for column in range(1, columns + 1):
            answered(admin_client, address(model, "changelist") + f"?o={column}")

    def test_is_added_where_that_makes_sense(self, model, desk, admin_client):
        answered(admin_client, address(model, "add"), 403 if model in NOT_ADDED else 200)

    def test_is_shown_with_its_history(self, model, desk, admin_client):
        for record in model.objects.all():
            answered(admin_client, address(model, "change", record.pk))
            answered(admin_client, address(model, "history", record.pk))

    def test_is_offered_where_others_point_to_it(self, model, desk, admin_client):
        inlines = [inline(model, site) for inline in site._registry[model].inlines]
        for place in [site._registry[model], *inlines]:
            for name in place.autocomplete_fields:
                query = f"?app_label={place.opts.app_label}&model_name={place.opts.model_name}"
                url = reverse("admin:autocomplete") + f"{query}&field_name={name}&term=1"
                assert "results" in answered(admin_client, url).json()

    def test_is_for_staff_only(self, model, desk, client):
        for page in ("changelist", "add"):
            answered(client, address(model, page), 302)

    def test_is_changed_and_deleted_where_that_is_allowed(self, model, desk, rf, admin_user):
        admin, request = site._registry[model], rf.get("/")
        request.user = admin_user
        for record in model.objects.all():
            locked = model in LOCKED and is_out(record)
            error = model is Finding and record.severity == "error"
            may_change = not (model in VIEW_ONLY or locked or error)
            assert admin.has_change_permission(request, record) is may_change
            may_delete = not (model in NEVER_DELETED or locked)
            assert admin.has_delete_permission(request, record) is may_delete


def is_out(record):
    """Whether this record of a locked kind is published."""
    whole = record
    for name in ("row", "table", "issue"):
        if isinstance(record, IssueTable) and name == "table":
            continue
        whole = getattr(whole, name, whole)
    return whole.is_published


def pages():
    yield reverse("admin:index")
    for app in ("stats", "news", "auth"):
        yield reverse("admin:app_list", args=[app])
    yield from map(reverse, ["admin:auth_user_changelist", "admin:auth_user_add"])
    yield from map(reverse, ["admin:auth_group_add", "admin:password_change"])
    for model in MODELS:
        yield address(model, "changelist")
        if model not in NOT_ADDED:
            yield address(model, "add")
        for record in model.objects.all():
            yield from (address(model, page, record.pk) for page in ("change", "history"))
            if model not in NEVER_DELETED | LOCKED:
                yield address(model, "delete", record.pk)


def english(response):
    """Words of three and more plain letters a reader sees, or hears, on a page."""
    page = html.fromstring(response.content)
    for hidden in page.xpath("//script | //style | //pre"):
        hidden.drop_tree()
    named = page.xpath("//@title | //@alt | //@aria-label | //@placeholder")
    buttons = page.xpath("//input[@type='submit' or @type='button']/@value")
    seen = " ".join([page.text_content(), *named, *buttons])
    return english_words(seen)


def english_words(text):
    """Words of three and more plain letters, also where Chinese stands right beside them."""
    return set(re.findall(r"(?<![A-Za-z0-9_/.@-])[A-Za-z]{3,}(?![A-Za-z0-9_@-])", text))


@pytest.mark.once
def test_all_of_it_is_chinese(desk, admin_client):
    found = {url: english(answered(admin_client, url)) - KNOWN_WORDS - KEYS for url in pages()}
    assert {url: words for url, words in found.items() if words} == {}


def test_the_login_page_is_chinese(client):
    response = client.post(reverse("admin:login"), {"username": "x", "password": "y"})
    assert english(response) == set()


def queries(client, url):
    answered(client, url)  # content types and the like are read once, the first time
    with CaptureQueriesContext(connection) as asked:
        answered(client, url)
    return len(asked)


def queries_by_model(client):
    return {
        model: (
            queries(client, address(model, "changelist")),
            queries(client, address(model, "change", model.objects.order_by("pk").last().pk)),
        )
        for model in QUERIES
    }


def test_pages_take_the_same_few_queries_however_many_records(admin_user, admin_client):
    fill_desk(admin_user, range(3))
    assert queries_by_model(admin_client) == QUERIES
    fill_desk(admin_user, range(3, 30), rows=30)
    assert queries_by_model(admin_client) == QUERIES
