"""What is offered while somebody types in the search box."""

from datetime import date

import pytest
from playwright.sync_api import expect

from stats.models import Institution, InstitutionName
from tests.builders import make_issue, make_table
from tests.test_pages_for_everyone import violations

SUGGEST = "/search/suggest/"


@pytest.fixture
def issue(transactional_db):
    """Two hospitals, one of which had another name once, and a family; one hospital unpublished."""
    issue = make_issue(2024, 9, tables=[make_table()])
    hospital = Institution.objects.get(name="南京市儿童医院")
    InstitutionName.objects.create(
        institution=hospital, name="南京市红会医院", valid_to=date(1986, 5, 31)
    )
    Institution.objects.create(code="secret", name="绝密医院", kind="hospital")
    return issue


def offered(client, typed, path=SUGGEST):
    answer = client.get(path, {"q": typed})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    return [(item["text"], item["note"], item["href"]) for item in answer.json()["items"]]


GULOU = ("南京鼓楼医院", "机构", "/institutions/nan-jing-gu-lou-yi-yuan/")
CHILDREN = ("南京市儿童医院", "机构", "/institutions/nan-jing-shi-er-tong-yi-yuan/")
BOOKINGS = ("预约挂号", "统计表", "/stats/bookings/")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("鼓楼", [GULOU]),
        ("njg", [GULOU]),
        ("GuLou", [GULOU]),
        ("南京", [GULOU, CHILDREN]),
        ("红会", [(CHILDREN[0], "机构，南京市红会医院", CHILDREN[2])]),
        ("儿院", [CHILDREN]),
        ("挂号", [BOOKINGS]),
        ("yygh", [BOOKINGS]),
        ("绝密", []),
        ("", []),
        ("\0", []),
        ("南" * 31, []),
        ("%_'\"", []),
    ],
)
def test_institutions_by_any_name_and_tables_are_offered(client, issue, typed, expected):
    assert offered(client, typed) == expected


def test_on_elder_pages_they_lead_to_elder_pages(client, issue):
    ((*_, href),) = offered(client, "鼓楼", f"/elder{SUGGEST}")
    assert href == f"/elder{GULOU[2]}"


def test_one_question_is_asked_while_the_index_stays(client, issue, django_assert_num_queries):
    offered(client, "鼓楼")
    with django_assert_num_queries(1):
        offered(client, "儿童")


def test_the_box_offers_by_keyboard_and_says_so(issue, page, live_server):
    page.goto(f"{live_server.url}/issues/")
    box = page.get_by_role("combobox", name="搜索本站")
    box.fill("nanjing")
    expect(page.get_by_role("option")).to_have_count(2)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator(".search-box [role=status]")).to_have_text("有 2 个建议，按上下键选择。")
    box.press("ArrowDown")
    box.press("ArrowDown")
    chosen = page.get_by_role("option", selected=True)
    expect(chosen).to_have_text("南京市儿童医院 机构")
    expect(box).to_have_attribute("aria-activedescendant", "search-suggested-1")
    assert violations(page) == []
    box.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    box.press("Enter")
    expect(page).to_have_url(f"{live_server.url}/search/?q=nanjing")
    box = page.get_by_role("combobox", name="要搜索的内容")
    box.fill("红会")
    page.get_by_role("option").click()
    expect(page).to_have_url(f"{live_server.url}{CHILDREN[2]}")
