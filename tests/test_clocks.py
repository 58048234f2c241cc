"""What the clock and the calendar do not change: time zones, ends of months, summer time."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from news.freezing import as_text, frozen
from news.importing import ingest
from news.models import Brief, Edition, Issue
from news.presenting import issue_context
from news.printing.plain import text_of
from stats.models import Institution
from stats.standing import moment_of
from tests.builders import make_issue, make_table
from tests.exchange import exported, nothing_to_write, previewed
from tests.news.corrections import corrected, published, typed
from tests.news.test_importing import shared_database
from tests.web import links, opened, texts

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[1]
# Summer time began and ended on these days in China; before 1901 Shanghai kept its own time.
SUMMER_TIME = [
    "1986-05-04", "1986-09-14", "1987-04-12", "1987-09-13", "1988-04-17", "1988-09-11",
    "1989-04-16", "1989-09-17", "1990-04-15", "1990-09-16", "1991-04-14", "1991-09-15",
]  # fmt: skip
OLD = ["1900-12-31", "1901-01-01", *SUMMER_TIME]
WITH_CHINESE_DATES = ["24:00", "2月30日", "二〇二四年", "民国一一三年", "24.3", "2024年13月"]


@pytest.mark.django_db(transaction=True)
def test_the_site_is_the_same_bytes_wherever_its_server_stands(tmp_path):
    issue = published(articles=["头条"], printed_on="2024-09-30")
    corrected(issue, cells=typed(issue.tables.get(), online="6686"))
    Edition.objects.update(published_at="2024-09-30T16:00:00Z")
    running = []
    for zone in ("UTC", "America/New_York", "Asia/Shanghai"):
        folder = tmp_path / zone.replace("/", "-")
        folder.mkdir()
        told = {"TZ": zone, "DATABASE_URL": shared_database(folder), "VAR_DIR": str(folder)}
        running.append(
            subprocess.Popen(
                [sys.executable, "-m", "tests.site_told"],
                cwd=ROOT,
                env=os.environ | told | {"DJANGO_SETTINGS_MODULE": "nhb_site.settings"},
                stdout=subprocess.PIPE,
                text=True,
            )
        )
    sites = [process.communicate(timeout=300)[0] for process in running]
    assert [process.returncode for process in running] == [0, 0, 0]
    assert sites[0].count("\n") > 20
    assert sites[1:] == sites[:1] * 2


@pytest.mark.parametrize(
    ("last_day", "first_day"),
    [
        ("2030-12-31", "2031年1月1日"),
        ("2031-02-28", "2031年3月1日"),
        ("2032-02-28", "2032年2月29日"),
        ("2032-02-29", "2032年3月1日"),
        ("2032-04-30", "2032年5月1日"),
    ],
)
def test_a_day_ends_at_four_in_the_afternoon_of_utc(client, monkeypatch, last_day, first_day):
    issue, day = published(), datetime.fromisoformat(f"{last_day}T16:00:00+00:00")
    table = issue.tables.get()
    monkeypatch.setattr(timezone, "now", lambda: day - timedelta(microseconds=1))
    corrected(issue, cells=typed(table, online="6686"))
    monkeypatch.setattr(timezone, "now", lambda: day)
    corrected(issue, cells=typed(table, online="6687"))
    page = opened(client, "/stats/bookings/2024-08/")
    said = [one.partition("，")[0] for one in texts(page, ".changes li")]
    last = date.fromisoformat(last_day)
    assert sorted(said) == sorted(
        [f"更正 {last.year}年{last.month}月{last.day}日", f"更正 {first_day}"]
    )
    years = {link.partition("#")[0] for link in links(page, ".changes li a")}
    assert years == {f"/corrections/?year={last.year}", f"/corrections/?year={first_day[:4]}"}
    for year in {str(last.year), first_day[:4]}:
        assert opened(client, "/corrections/", year=year) is not None


@pytest.mark.parametrize("day", ["1900-12-31", *SUMMER_TIME[::5]])
def test_an_old_day_stays_that_day_through_every_door(admin_client, client, tmp_path, day):
    year, month, number = map(int, day.split("-"))
    table = make_table(period=day[:7], origin=f"{year}-{month:02d}")
    issue = make_issue(year, month, tables=[table], serial=7, printed_on=day, briefs=())
    Brief.objects.create(issue=issue, position=1, date_from=day, date_to=day, text="开会。")
    Institution.objects.update(opened_on=day)
    issue = Issue.objects.get()
    assert issue.printed_on == date(year, month, number)
    whole = frozen(issue)
    assert (whole["issue"]["printed_on"], whole["briefs"][0]["date_from"]) == (day, day)
    edition = issue.editions.get()
    Edition.objects.filter(pk=edition.pk).update(content=as_text(whole))
    spoken = f"{year}年{month}月{number}日"
    assert spoken in client.get(issue.get_absolute_url()).content.decode()
    for kind in ("csv", "xlsx", "json"):
        told = exported(admin_client, Institution, kind)
        if kind != "json":
            nothing_to_write(admin_client, Institution, f"a.{kind}", told)
    assert day in exported(admin_client, Institution, "csv").decode()
    assert read_back(issue, whole, tmp_path) == date(year, month, number)


def read_back(issue, whole, tmp_path):
    """The date of print after the issue went out as text and came in again."""
    path = tmp_path / "一期.txt"
    path.write_text(text_of(issue_context(whole)), encoding="utf-8")
    issue.editions.all()._raw_delete("default")
    issue.delete()
    ingest(path)
    return Issue.objects.get().printed_on


@pytest.mark.parametrize("day", OLD)
def test_the_end_of_an_old_day_is_its_last_moment_there(day):
    moment = moment_of(day)
    assert f"{moment:%Y-%m-%d %H:%M:%S.%f}" == f"{day} 23:59:59.999999"
    assert moment.astimezone(UTC) < moment_of("2024-08-01").astimezone(UTC)


@pytest.mark.parametrize("text", WITH_CHINESE_DATES)
def test_what_is_no_date_is_refused_with_its_cell(admin_client, text):
    make_table()
    lines = exported(admin_client, Institution, "csv").decode("utf-8-sig").splitlines()
    at = lines[0].split(",").index("成立日期")
    cells = lines[1].split(",")
    cells[at] = text
    data = "\n".join([lines[0], ",".join(cells)]).encode()
    result = previewed(admin_client, Institution, "a.csv", data).context["result"]
    assert result.refused == [
        (f"第2行第{at + 1}列", f"“{text}”不是日期；请写成 2024-08-01 的样子。")
    ]
    assert result.writes == 0
