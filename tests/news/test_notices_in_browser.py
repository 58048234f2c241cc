"""What readers see of corrections, in a browser on a desk and on a phone, without JavaScript; and
the form on the desk, where only what was changed is sent."""

import pytest

from news.models import Amendment
from stats.models import CorrectionReason
from tests.builders import DISTRICTS, DISTRICTS_ROWS, make_table
from tests.conftest import opened
from tests.desk import make_staff
from tests.news.corrections import WORDING, corrected, published, typed
from tests.test_pages import FACTS, LOW, SCREENS, TARGETS

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


@pytest.fixture
def issue():
    districts = make_table("districts", "2024-08", DISTRICTS, DISTRICTS_ROWS, published=False)
    made = published(make_table(published=False), districts)
    table = made.tables.get(dataset__slug="bookings")
    corrected(made, cells=typed(table, online="6686"))
    corrected(made, kind="late", cells=typed(districts, "秦淮区", declared__required="9/129"))
    words = [{"table": table.pk, "field": "note", "old": "", "new": "另见第10期。" * 20}]
    corrected(made, kind="revision", words=words)
    return made


@pytest.fixture(params=SCREENS)
def screen(request, browser, live_server):
    yield from opened(browser, live_server.url, java_script_enabled=False, **SCREENS[request.param])


def test_every_page_of_corrections_fits_its_screen(issue, screen, live_server):
    for path in (
        "/corrections/",
        "/stats/bookings/2024-08/",
        "/stats/districts/2024-08/",
        "/stats/bookings/2024-08/?at=2100-01-01",
        "/stats/bookings/data/?at=2100-01-01",
        "/issues/2024/9/",
        "/issues/2024/9/v1/",
    ):
        assert screen.goto(f"{live_server.url}{path}").status == 200
        facts = {"lang": "zh-CN", "headings": 1, "wider": 0, "small": [], "regions": []}
        assert screen.evaluate(FACTS) == facts, path
        assert screen.evaluate(LOW, TARGETS) == [], path


def test_the_sign_of_a_cell_leads_to_its_place_in_the_list(issue, screen, live_server):
    screen.goto(f"{live_server.url}/stats/bookings/2024-08/")
    screen.locator("a.r").click()
    screen.wait_for_url("**/corrections/?year=*#2024-09-v2")
    assert screen.locator(":target .wording").inner_text() == WORDING


def test_only_what_was_changed_is_sent(issue, page, live_server, client):
    CorrectionReason.objects.get_or_create(name="录入错误")
    client.force_login(make_staff())
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    table = issue.tables.get(dataset__slug="bookings")
    page.goto(f"{live_server.url}/admin/news/amendment/table/{table.pk}/")
    page.get_by_label("南京市儿童医院，小计").fill("2212")
    page.get_by_label("南京市儿童医院，小计").press("Enter")
    assert page.locator("#changed").inner_text() == "已改 1 处。"
    focused = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert focused == "合计，小计"
    page.get_by_label("原因").select_option("录入错误")
    page.get_by_label("对外说明").fill("漏计一天。")
    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.get_by_role("button", name="看影响").click()
    cells = [part for part in sent.value.post_data.split("&") if part.startswith(("c-", "w-"))]
    row = table.rows.get(printed_name="南京市儿童医院").pk
    assert cells == [f"c-{row}-subtotal=2212"]
    page.get_by_role("button", name="返回修改").click()
    assert page.get_by_label("南京市儿童医院，小计").input_value() == "2212"
    page.get_by_role("button", name="看影响").click()
    page.get_by_role("button", name="提交").click()
    page.wait_for_url("**/change/")
    assert [change["new"][2] for change in Amendment.objects.first().changes["cells"]] == ["2212"]
