"""What the desk answers when something is wrong: in Chinese too, and never a breakdown."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from lxml import html

from news.models import Article
from stats.models import Finding, Observation, Table
from tests.access import COLLEAGUE, DRAFT, ELSEWHERE, ONESELF, OUT, every_page, make_people
from tests.access import make_world as make_records
from tests.desk import MODELS, address
from tests.test_desk import KEYS, KNOWN_WORDS, SERVER, english

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LABELS = ("", DRAFT, OUT, ELSEWHERE, COLLEAGUE, ONESELF)
NO_FORM = ("jsi18n", "autocomplete", "logout", "view_on_site")
NOT_HIDDEN = (
    ".//input[@name and not(@type='hidden' or @type='submit' or @type='file')]"
    " | .//textarea[@name] | .//select[@name]"
)
BAD = "坏" * 1100
NOBODY = "999999"
MEANT = KNOWN_WORDS | KEYS | SERVER | {"ZIP"}
BROKEN = {
    "坏.xlsx": b"PK\x03\x04 broken",
    "空.csv": b"",
    "乱.xls": b"\xd0\xcf\x11\xe0 broken",
    "乱.ods": b"PK\x05\x06",
    "坏.docx": b"PK\x03\x04",
    "坏.pdf": b"%PDF-1.4",
    "坏.doc": b"\xd0\xcf\x11\xe0",
    "字.txt": b"\xff\xfe\x00",
    "程序.exe": b"MZ",
}


@pytest.fixture
def people(roles):
    return make_people(roles)


@pytest.fixture
def pages(people):
    """(page, what) → address of all that a superuser can open."""
    found = every_page(make_records(people), people["超级用户"])
    return {
        key: place for key, place in found.items() if key[0] not in NO_FORM and key[1] in LABELS
    }


@pytest.fixture
def desk(client, people):
    client.raise_request_exception = False
    client.force_login(people["超级用户"])
    return client


def sent(client, place, data):
    """The answer to a form, redirects followed; whatever it did is undone."""
    with transaction.atomic():
        response = client.post(place, data, follow=True)
        transaction.set_rollback(True)
    response.getvalue()
    return response


def amiss(response):
    """What is wrong with an answer: its status, or the English words a reader sees."""
    if response.status_code >= 500:
        return {response.status_code}
    if is_page(response) and response.content:
        return english(response) - MEANT
    return set()


def is_page(response):
    return response.get("Content-Type", "").startswith("text/html")


def wrongly_filled(client, place):
    """What a browser sends of the page's form with nothing, and with nonsense, in every box."""
    response = client.get(place)
    response.getvalue()
    if response.status_code != 200 or not is_page(response):
        return [{}]
    page = html.document_fromstring(response.content.decode())
    kept = page.xpath("//main//form//input[@type='hidden'][@name]")
    boxes = [box for form in page.xpath("//main//form") for box in form.xpath(NOT_HIDDEN)]
    data = {box.get("name"): box.get("value", "") for box in kept}
    boxes = [(at, box) for at, box in enumerate(boxes) if box.get("name") != "action"]
    return [
        data | {box.get("name"): "" for _, box in boxes},
        data | {box.get("name"): nonsense(at, box) for at, box in boxes},
    ]


def nonsense(at, box):
    """Words where numbers, dates and choices belong, never twice the same; records that are gone
    where a browser would send their number."""
    return NOBODY if "autocomplete" in box.get("class", "") else f"{BAD}{at}"


def test_no_form_sent_wrongly_is_answered_in_english(desk, pages):
    left = {}
    for key, place in pages.items():
        for data in wrongly_filled(desk, place):
            if words := amiss(sent(desk, place, data)):
                left[key] = left.get(key, set()) | words
    assert left == {}


@pytest.mark.parametrize("name", ["news_sourcedocument_upload", "stats_import_add"])
def test_no_file_that_cannot_be_read_is_answered_in_english(name, desk, pages):
    left = {}
    for file, content in BROKEN.items():
        upload = {"files": SimpleUploadedFile(file, content), "period": "2024-08"}
        if words := amiss(sent(desk, reverse(f"admin:{name}"), upload)):
            left[file] = words
    assert left == {}


@pytest.mark.parametrize("model", [Article, Observation])
def test_no_list_that_cannot_be_read_is_answered_in_english(model, desk, pages):
    left = {}
    for file, content in BROKEN.items():
        upload = {"file": SimpleUploadedFile(file, content)}
        if words := amiss(sent(desk, address(model, "import"), upload)):
            left[file] = words
    assert left == {}


def test_no_list_asked_wrongly_is_answered_in_english(desk, pages):
    """An action with nothing chosen, none chosen, one that is not there; filters that are not."""
    left = {}
    for model in MODELS:
        place, one = address(model, "changelist"), model.objects.first()
        forms = [
            {"action": "delete_selected", "index": "0"},
            {"action": "", "_selected_action": getattr(one, "pk", 0), "index": "0"},
            {"action": "nothing", "_selected_action": getattr(one, "pk", 0), "index": "0"},
            {"action": "delete_selected", "_selected_action": getattr(one, "pk", 0)},
            {"action": "check_anew", "_selected_action": getattr(one, "pk", 0)},
        ]
        answers = [sent(desk, place, form) for form in forms]
        queries = ("?p=99", "?nothing=1", "?o=x")
        answers += [desk.get(place + query, follow=True) for query in queries]
        if words := [words for answer in answers if (words := amiss(answer))]:
            left[model.__name__] = words
    assert left == {}


def test_accounts_are_refused_in_chinese(client, desk, people):
    places = ["admin:password_change", "admin:auth_user_add"]
    wrong = {"username": "a b!", "old_password": "x", "usable_password": "true"}
    answers = [
        sent(desk, reverse(place), wrong | new)
        for place in places
        for new in (
            {"password1": "a", "password2": "b", "new_password1": "a", "new_password2": "b"},
            {"password1": "123", "password2": "123", "new_password1": "1", "new_password2": "1"},
        )
    ]
    client.logout()
    login = reverse("admin:login")
    answers += [sent(client, login, {}), sent(client, login, {"username": "x", "password": "y"})]
    people["无角色"].set_password("a long enough word")
    people["无角色"].is_staff = False
    people["无角色"].save()
    known = {"username": "无角色", "password": "a long enough word"}
    answers.append(sent(client, login, known))
    assert [words for answer in answers if (words := amiss(answer))] == []


def test_a_record_that_is_gone_or_published_is_told_of_in_chinese(desk, pages):
    out = Table.objects.exclude(published_at=None).first()
    finding = Finding.objects.filter(severity="error").first()
    answers = [
        desk.get(address(Table, "change", 999_999), follow=True),
        desk.get(address(Table, "change", out.pk)),
        desk.get(address(Table, "delete", out.pk)),
        desk.get(address(Finding, "change", finding.pk)),
        desk.get("/admin/nothing/"),
        sent(desk, address(Table, "change", out.pk), {}),
    ]
    assert [words for answer in answers if (words := amiss(answer))] == []
