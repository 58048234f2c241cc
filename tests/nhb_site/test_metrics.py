from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.utils import timezone
from prometheus_client import CollectorRegistry

from news.models import Issue
from news.publishing import publish
from nhb_site.metrics import Site
from stats import rounds
from tests.builders import make_issue
from tests.nhb_site.test_health import note_backup


@pytest.fixture
def told(settings, tmp_path, monkeypatch):
    """What Prometheus is told of the site: {name, or name and label: value}."""
    settings.VAR_DIR, settings.DISK_LOW_MB = tmp_path, 0
    monkeypatch.setattr("nhb_site.databases.check_that_saves_last", lambda *told: [])
    monkeypatch.setattr("nhb_site.metrics.connections.close_all", lambda: None)  # the test's own

    def collected():
        registry = CollectorRegistry()
        registry.register(Site())
        return {
            (sample.name, *sample.labels.values()): sample.value
            for family in registry.collect()
            for sample in family.samples
        }

    return collected


@pytest.mark.django_db
def test_the_state_of_the_site(told):
    note_backup(timezone.localtime() - timedelta(hours=1))
    rounds.note("check_health")
    make_issue(2024, 10, state="draft")
    found = told()
    known = {key: value for key, value in found.items() if key[0] in ("nhb_issues", "nhb_imports")}
    assert known == {
        ("nhb_issues", "draft"): 1,
        ("nhb_imports", "taken"): 0,
        ("nhb_imports", "refused"): 0,
        ("nhb_imports", "undone"): 0,
    }
    assert {key[1]: value for key, value in found.items() if key[0] == "nhb_check"} == {
        "database": 0, "migrations": 0, "media": 0, "disk": 0, "power": 0, "whole": 0,
        "audit": 0, "backup": 0, "overdue": 0, "rounds": 1, "log-ins": 0,
        "disks": found["nhb_check", "disks"], "speed": found["nhb_check", "speed"],
    }  # fmt: skip
    assert 3600 <= found["nhb_backup_age_seconds",] < 3700
    assert 0 <= found["nhb_round_age_seconds", "check_health"] < 100
    assert "nhb_publish_late_seconds" not in {key[0] for key in found}


@pytest.mark.django_db
def test_how_late_the_last_scheduled_issue_was(told):
    issue = make_issue(2024, 10, state="draft")
    publish(issue, checked=True)
    moment = issue.editions.get().published_at - timedelta(seconds=2)
    Issue.objects.update(scheduled_for=moment)
    assert told()["nhb_publish_late_seconds",] == 2


@pytest.mark.django_db
def test_without_the_database_the_rest_is_told(told, monkeypatch):
    def gone(*args):
        raise DatabaseError("没有应答")

    monkeypatch.setattr("nhb_site.health.connection.cursor", gone)
    found = told()
    assert found["nhb_check", "database"] == 2
    names = {key[0] for key in found}
    assert ("nhb_disk_free_bytes" in names, "nhb_issues" in names) == (True, False)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.0.0.1:x", "127.0.0.1:99999"])
def test_an_address_that_cannot_be_is_refused(settings, address):
    settings.METRICS_ADDRESS = address
    with pytest.raises(CommandError, match="METRICS_ADDRESS"):
        call_command("metrics")


def test_nothing_is_told_where_no_address_is_set(settings, capsys):
    settings.METRICS_ADDRESS = ""
    call_command("metrics")
    assert capsys.readouterr().out == "没有设 METRICS_ADDRESS，不向 Prometheus 提供数据。\n"
