"""A name that fits several institutions, or none in that month: somebody says which is meant."""

from datetime import date

import pytest

from news.models import Issue
from stats.models import Finding, Institution, InstitutionName, Row
from tests.desk import make_staff, messages_of
from tests.news.test_ingest import SMALL
from tests.news.workbench.bench import answer, counts, document, opened, take, upload

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

NAME = "下关医院"
DOUBLE = {"kind": "name", "name": NAME}


@pytest.fixture
def admin_user(db):
    return make_staff()


def bearing(code, first=None, last=None):
    """A hospital called as the one in the document, in these days."""
    district = Institution.objects.get(code="gulou-qu")
    one = Institution.objects.create(code=code, name=NAME, kind="hospital", district=district)
    InstitutionName.objects.create(institution=one, name=NAME, valid_from=first, valid_to=last)
    return one


@pytest.fixture
def two():
    """Both bear the name when the document was printed, in April 2023."""
    bearing("old"), bearing("new", date(2020, 1, 1))


@pytest.fixture
def ended():
    bearing("old", last=date(2013, 2, 1))


@pytest.fixture
def source(admin_client):
    upload(admin_client, **{"简报.txt": SMALL.replace("南京鼓楼医院", NAME).encode()})
    return document("简报.txt")


def offered(client, source):
    """The first answers that are offered."""
    page = opened(client, source)
    [heading] = page.xpath("//h2[text()='说不准是哪个机构']")
    return [option.text for option in heading.getparent().xpath(".//option")][:3]


def taken(client, source):
    """What was said when the document was taken in, and the code of its row's institution."""
    said = messages_of(take(client, source))
    return said, Row.objects.get(printed_name=NAME).institution.code


def test_those_who_bear_it_are_offered_with_what_tells_them_apart(two, source, admin_client):
    assert counts(source) == {"errors": 1, "proposals": 0, "warnings": 0}
    assert offered(admin_client, source) == [
        "请选择……",
        "下关医院（医院，鼓楼区，2020-01 起用此名）",
        "下关医院（医院，鼓楼区，一直用此名）",
    ]


@pytest.mark.parametrize("code", ["old", "new"])
def test_one_of_two_is_chosen_for_this_document_alone(code, two, source, admin_client):
    names = InstitutionName.objects.count()
    answer(admin_client, source, (DOUBLE, {"choice": code}))
    assert counts(source) == {"errors": 0, "proposals": 0, "warnings": 0}
    assert taken(admin_client, source) == (["2023年第5期已收录为草稿。"], code)
    assert (Finding.objects.count(), InstitutionName.objects.count()) == (0, names)


def test_neither_of_two_but_a_new_one_is_made(two, source, admin_client):
    answer(admin_client, source, (DOUBLE, {"choice": "+hospital", "text": "下关新医院"}))
    assert not Institution.objects.filter(name="下关新医院").exists()
    assert taken(admin_client, source)[1] == Institution.objects.get(name="下关新医院").code


def test_neither_of_two_but_another_one_that_is_known(two, source, admin_client):
    answer(admin_client, source, (DOUBLE, {"choice": "+known", "text": "南京鼓楼医院"}))
    assert taken(admin_client, source)[1] == "nanjing-gulou-yiyuan"


@pytest.mark.parametrize("choice", ["old", "+hospital"])
def test_a_name_that_nobody_bears_any_more_is_known_from_then_on(
    choice, ended, source, admin_client
):
    assert offered(admin_client, source)[1] == "下关医院（医院，鼓楼区，至 2013-02 用此名）"
    answer(admin_client, source, (DOUBLE, {"choice": choice}))
    code = taken(admin_client, source)[1]
    assert (code == "old") is (choice == "old")
    borne = InstitutionName.objects.get(name=NAME, valid_from__isnull=False)
    assert (borne.institution.code, borne.valid_from) == (code, date(2013, 2, 2))
    assert not Issue.objects.get().is_published
