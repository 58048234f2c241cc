"""Copying a table and a citation, as only a browser can tell."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from tests.builders import DISTRICTS, make_issue, make_table

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

ROWS = [("江宁区", "52/129", "445558", "138980.8"), ("秦淮区", "未反馈/129", "0", "/")]
READ = """async () => {
    const [item] = await navigator.clipboard.read();
    const text = async kind => (await item.getType(kind)).text();
    return {html: await text("text/html"), text: await text("text/plain")};
}"""


@pytest.fixture
def issue():
    table = make_table(
        "districts", header=DISTRICTS, rows=ROWS, title="数据采集", note="注：累计。"
    )
    return make_issue(tables=[table], period=date(2024, 8, 1), publisher="市卫生信息中心")


def test_a_table_is_copied_for_word_and_for_plain_text(issue, page, live_server):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{live_server.url}/stats/districts/2024-08/")
    page.get_by_role("button", name="复制表格").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    told = page.evaluate(READ)
    lines = told["text"].replace("\r", "").split("\n")
    assert lines[:5] == [
        "数据采集",
        "接入单位\t申明上传表/规定上传表\t门急诊信息\t",
        "\t\t人次\t收入（千元）",
        "江宁区\t52/129\t445558\t138980.8",
        "秦淮区\t未反馈/129\t0\t/",
    ]
    assert lines[5] == "注：累计。"
    assert f"{live_server.url}/stats/districts/2024-08/" in lines[-1]
    # What other programs get has its borders and its merged cells with it.
    assert "border-collapse" in told["html"]
    assert re.search(r'<th colspan="?2"?[^>]*border[^>]*>门急诊信息', told["html"])
    assert "<script" not in told["html"] and "<a" not in told["html"]


def test_a_citation_is_copied_with_the_day_of_reading(issue, page, live_server):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{live_server.url}/issues/2024/9/")
    page.get_by_text("引用", exact=True).click()
    field = page.get_by_label("GB/T 7714")
    cited = re.compile(
        r"^市卫生信息中心\. 南京卫生信息化简报\[J/OL\]\. 2024\(9\)\[\d{4}-\d\d-\d\d\]\."
    )
    expect(field).to_have_value(cited)
    page.get_by_role("button", name="复制", exact=True).click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == field.input_value()
