"""A back issue full of unknown words becomes a complete record by decisions alone."""

import csv
import io

import pytest
from django.core.management import call_command

from news.models import Issue, SourceDocument
from stats.models import Finding, Institution, Layout
from tests.desk import make_staff, messages_of
from tests.news.workbench import papers
from tests.news.workbench.bench import (
    counts,
    decide_april,
    document,
    opened,
    questions,
    source_decisions,
    take,
    upload,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]


@pytest.fixture
def admin_user(db):
    return make_staff()


@pytest.fixture
def months(admin_client):
    """April and May, uploaded and read."""
    april, may = (text.encode("gb18030") for text in (papers.APRIL, papers.MAY))
    upload(admin_client, **{"四月.txt": april, "五月.txt": may})
    return document("四月.txt"), document("五月.txt")


def exported(period):
    out = io.StringIO()
    call_command("export_observations", period=period, stdout=out)
    names = papers.HEADER.split(",")
    return [[row[name] for name in names] for row in csv.DictReader(io.StringIO(out.getvalue()))]


def expected(family):
    new = Institution.objects.get(name="南京市浦口新城医院").code
    text = papers.RECORD.format(new=new, family=family)
    return [line.split(",") for line in text.splitlines()]


def test_everything_unknown_is_asked_once(months, admin_client):
    assert counts(months[0]) == {"errors": 2, "proposals": 6, "warnings": 3}
    asked = [one["kind"] for _, one in questions(opened(admin_client, months[0]))]
    assert sorted(asked) == sorted(
        ["facts", "column", "column", "table", "mark", "name", "edit", "told", "verdict"]
    )


def test_decisions_alone_make_it_a_record_without_errors(months, admin_client):
    april = months[0]
    decide_april(admin_client, april)
    assert counts(april) == {"errors": 0, "proposals": 0, "warnings": 0}
    assert not Issue.objects.exists()
    response = take(admin_client, april)
    assert messages_of(response) == ["2023年第5期已收录为草稿。"]
    [family] = [one["family"] for one in source_decisions(april) if one["kind"] == "table"]
    assert sorted(exported("2023-04")) == sorted(expected(family))
    assert not Finding.objects.exists()
    assert Issue.objects.get().tables.get(dataset__slug="bookings").note == papers.PROSE
    assert april.issue == Issue.objects.get()


def test_the_next_month_needs_no_decision(months, admin_client):
    april, may = months
    decide_april(admin_client, april)
    take(admin_client, april)
    SourceDocument.objects.filter(pk=may.pk).update(report={})
    layouts = Layout.objects.count()
    upload(admin_client, **{"五月.txt": papers.MAY.encode("gb18030")})
    assert counts(may) == {"errors": 0, "proposals": 0, "warnings": 0}
    response = take(admin_client, may, publish="1")
    assert messages_of(response) == ["2023年第6期已收录并发布。"]
    assert Layout.objects.count() == layouts
    assert admin_client.get("/issues/2023/6/").status_code == 200
