import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from stats.models import Finding
from tests.builders import make_issue, make_table

pytestmark = pytest.mark.django_db
WRONG_TOTAL = [("1", "甲医院", "1", "1"), ("", "合计", "2", "1")]


def ran(*arguments):
    output = StringIO()
    call_command("check_figures", *arguments, stdout=output)
    return output.getvalue()


def an_issue(number, rows=WRONG_TOTAL, **options):
    table = make_table(period=f"2024-{number - 1:02d}", rows=rows, origin=f"2024-{number:02d}")
    return make_issue(2024, number, tables=[table], **options)


def test_without_issues_says_so():
    assert ran() == "核查了 0 期：错误 0，提示 0。\n"


def test_lists_findings_by_issue_and_table():
    an_issue(9, period=date(2024, 7, 1))
    assert ran().splitlines() == [
        "2024年第9期 · 本期",
        "  提示　数据月份是 2024-07，按惯例应为上月 2024-08。　[2024年第9期]",
        "",
        "2024年第9期 · 预约挂号 2024-08",
        "  提示　这是 2024-08 的数据，本期的数据月份是 2024-07。　[2024-08预约挂号统计（2024-08）]",
        "  提示　合计印作 2，各行相加为 1，相差 1。"
        "　[2024-08预约挂号统计（2024-08） · 合计 · 12320在线预约]",
        "",
        "核查了 1 期：错误 0，提示 3。",
    ]


def test_as_json_gives_one_object_a_finding():
    an_issue(9, period=date(2024, 8, 1), inferred=["number"])
    Finding.objects.create(origin="2024-09", code="unplaced", severity="error", message="话")
    ran()
    Finding.objects.filter(code="total").update(verdict="as-printed")
    common = {"issue": "2024-09", "period": "2024-08"}
    assert json.loads(ran("--format", "json")) == [
        {
            **common,
            "dataset": None,
            "severity": "error",
            "code": "unplaced",
            "message": "话",
            "where": "",
            "verdict": "",
        },
        {
            **common,
            "dataset": None,
            "severity": "warning",
            "code": "inferred",
            "message": "文件上没有印期号，由其他内容推断为 9。",
            "where": "2024年第9期",
            "verdict": "",
        },
        {
            **common,
            "dataset": "bookings",
            "severity": "warning",
            "code": "total",
            "message": "合计印作 2，各行相加为 1，相差 1。",
            "where": "2024-08预约挂号统计（2024-08） · 合计 · 12320在线预约",
            "verdict": "as-printed",
        },
    ]
    assert "　结论：原文如此\n" in ran()


def test_of_one_month_lists_its_tables_alone_and_keeps_the_rest():
    issue = an_issue(9, period=date(2024, 8, 1))
    an_issue(10, period=date(2024, 9, 1))
    other = make_table(slug="other", period="2024-07", rows=WRONG_TOTAL, origin="2024-09")
    issue.issue_tables.create(table=other, position=2)
    of_july = ran("--period", "2024-07")
    assert "2024-08" not in of_july.replace("本期的数据月份是 2024-08", "")
    assert of_july.endswith("核查了 1 期：错误 0，提示 2。\n")
    assert Finding.objects.filter(origin="2024-09").count() == 3
    assert not Finding.objects.filter(origin="2024-10").exists()


def test_takes_away_what_is_mended():
    an_issue(9)
    ran()
    Finding.objects.get().row.observations.filter(metric__code="online").update(value=1)
    assert ran() == "核查了 1 期：错误 0，提示 0。\n"


def test_of_many_issues_checks_all():
    for number in range(2, 13):
        an_issue(number)
    for number in range(2, 13):
        make_issue(2025, number)
    assert ran().endswith("核查了 22 期：错误 0，提示 11。\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--period", "2024-13"], "月份“2024-13”看不懂，请写成 YYYY-MM，如 2024-08。"),
        (["--period", "今年"], "月份“今年”看不懂，请写成 YYYY-MM，如 2024-08。"),
        (["--format", "xml"], "没有“xml”这种格式，请用 text 或 json。"),
    ],
)
def test_bad_arguments_are_told_in_plain_words(arguments, said):
    with pytest.raises(CommandError) as caught:
        ran(*arguments)
    assert str(caught.value) == said
