import re
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from news.management.commands import first_run
from news.models import Edition
from stats.catalogue import load_catalogue

pytestmark = pytest.mark.django_db


@pytest.fixture
def ingested(monkeypatch):
    """The files handed to `ingest`, which itself is not run."""
    files = []
    monkeypatch.setattr(
        first_run, "call_command", lambda name, *args, **options: files.extend(args)
    )
    return files


def output():
    out = StringIO()
    call_command("first_run", address="http://127.0.0.1:8100", stdout=out, stderr=out)
    return out.getvalue()


def test_the_first_run_takes_in_the_samples(ingested):
    output()
    assert [path.rpartition("/")[2] for path in ingested] == [
        "2020-12.docx", "2024-09.txt", "2020-12.docx", "2024-09.txt",
    ]  # fmt: skip


def test_the_samples_are_published_with_their_topics():
    load_catalogue()
    text = output()
    assert text.count("已读入并发布") == 2
    told = [
        story["topics"]
        for edition in Edition.objects.order_by("issue__year")
        for story in edition.whole["articles"]
    ]
    assert told == [
        "学术交流",
        "电子病历",
        "学术交流、继续教育",
        "预约挂号、老年人服务",
        "预约挂号、分级诊疗",
    ]


def test_the_printed_login_opens_the_admin(ingested, client):
    text = output()
    assert "http://127.0.0.1:8100/admin/" in text
    password = re.search(r"密码    (\w{16})\n", text)[1]
    client.post("/admin/login/", {"username": "admin", "password": password})
    assert client.get("/admin/").wsgi_request.user.is_superuser


def test_a_second_run_changes_and_prints_nothing(ingested):
    output()
    ingested.clear()
    assert output() == ""
    assert ingested == []
    assert get_user_model().objects.count() == 1


def test_samples_that_are_refused_do_not_keep_the_site_from_starting(monkeypatch):
    def refuse(*args, **options):
        raise CommandError("已有另一份 2024年第9期。")

    monkeypatch.setattr(first_run, "call_command", refuse)
    text = output()
    assert "样刊：已有另一份 2024年第9期。网站照常启动。" in text
    assert "密码" in text
