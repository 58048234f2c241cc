"""An import taken back as a whole: every list as it was, or a refusal that names what is newer."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from news.models import Article, Brief
from stats.models import Import, Institution, InstitutionName, Observation
from stats.writing import FORMATS
from tests.builders import make_issue, make_table
from tests.desk import make_staff
from tests.exchange import IMPORTED, csv_of, exported, lines_of, previewed, written
from tests.stats.planning.sheets import bookings, save

pytestmark = pytest.mark.django_db

EDITED = {
    # list: (column to change, new text, a new line or nothing)
    Observation: ("raw_text", "7777", None),
    Institution: ("现用名称", "改名医院", "new,新医院,医院,,,,,,,是,"),
    InstitutionName: ("说明", "改了", "jia,新名,2020-01-01,,"),
    Article: ("标题", "改了的标题", "2024-10,9,新文章,,,,<p>新</p>"),
    Brief: ("内容", "改了的简讯", "2024-10,9,2024-10-01,,新简讯"),
}


@pytest.fixture
def admin_user(db):
    return make_staff()


@pytest.fixture
def desk(admin_user):
    """A table, an institution with a name, and an issue with an article and a brief, all open."""
    make_table(published=False)
    Observation.objects.update(source="第17行")
    hospital = Institution.objects.create(code="jia", name="甲医院")
    InstitutionName.objects.create(institution=hospital, name="甲人民医院")
    make_issue(2024, 10, state="draft")


def everything(client):
    """The bytes of all exports of all lists that can be imported, and where figures came from."""
    return {
        (model, kind): exported(client, model, kind) for model in (Observation, *IMPORTED)
        for kind in FORMATS
    } | {"figures": list(Observation.objects.order_by("pk").values_list())}  # fmt: skip


def edited(client, model):
    """The list with one line changed and, where that is possible, one added."""
    lines = lines_of(exported(client, model, "csv"))
    column, text, new = EDITED[model]
    line = lines[-1]
    line[lines[0].index(column)] = text
    if model is Observation:
        line[lines[0].index("value")] = ""
    return csv_of([*lines, *([new.split(",")] if new else [])])


def take_in(client, model):
    return written(client, model, previewed(client, model, "改.csv", edited(client, model)))


def undone(client):
    page = reverse("admin:stats_import_undo", args=[Import.objects.get().pk])
    return client.post(page, follow=True)


@pytest.mark.parametrize("model", EDITED)
def test_a_list_is_after_undoing_what_it_was_before(model, desk, admin_client):
    before = everything(admin_client)
    take_in(admin_client, model)
    added = model is not Observation
    assert (Import.objects.count(), exported(admin_client, model, "csv").count(b"\r\n")) == (
        1, before[model, "csv"].count(b"\r\n") + added,
    )  # fmt: skip
    assert everything(admin_client) != before
    undone(admin_client)
    assert everything(admin_client) == before


def test_a_sheet_is_after_undoing_what_it_was_before(catalogue, desk, admin_client, tmp_path):
    before = everything(admin_client)
    rows = [[1, "南京鼓楼医院", 7000, 1, "/", 3, "未反馈"], [2, "南京新开医院", 1, 2, 3, 4, 10]]
    data = save(tmp_path / "来表.xlsx", bookings(*rows)).read_bytes()
    sent = {"period": "2024-08", "files": SimpleUploadedFile("来表.xlsx", data)}
    shown = admin_client.post(reverse("admin:stats_import_add"), sent, follow=True)
    place, _ = shown.redirect_chain[-1]
    said = {"write": 1, "sure": 1, "s0-r1": "new"}
    answer = admin_client.post(place, said, follow=True)
    said["digest"] = answer.context["plan"].digest
    admin_client.post(place, said, follow=True)
    assert exported(admin_client, Institution, "csv").count("南京新开医院".encode()) == 1
    undone(admin_client)
    assert everything(admin_client) == before


NEWER = {
    # list: (fields to find what was imported, fields to change, what is said of it)
    Observation: (
        {"raw_text": "7777"},
        {"raw_text": "8", "value": 8},
        "合计 小计（第7行第14列）：导入时写入 7777，现在是 8",
    ),
    Institution: (
        {"name": "新医院"},
        {"note": "又改"},
        "新医院 说明（第5行第1列）：导入时写入 空，现在是 又改",
    ),
    InstitutionName: (
        {"note": "改了"},
        {"note": "又改"},
        "甲人民医院 说明（第2行第5列）：导入时写入 改了，现在是 又改",
    ),
    Article: (
        {"title": "改了的标题"},
        {"title": "又改"},
        "又改 标题（第2行第3列）：导入时写入 改了的标题，现在是 又改",
    ),
    Brief: (
        {"text": "改了的简讯"},
        {"text": "又改"},
        "又改 内容（第2行第5列）：导入时写入 改了的简讯，现在是 又改",
    ),
}


@pytest.mark.parametrize("model", NEWER)
def test_what_was_changed_since_is_named_and_nothing_is_taken_back(model, desk, admin_client):
    take_in(admin_client, model)
    imported, newer, named = NEWER[model]
    assert model.objects.filter(**imported).update(**newer) == 1
    before = everything(admin_client)
    assert undone(admin_client).context["refusal"].cells == [named]
    assert everything(admin_client) == before
