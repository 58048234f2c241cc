"""Who asks too often for what takes work waits, and nobody else."""

import pytest
from django.core.cache import cache

from nhb_site import rates
from nhb_site.rates import kind_of
from tests.nhb_site.test_logging_in import log_in

NOON = 1_700_000_010  # half a minute before the next one


@pytest.fixture(autouse=True)
def noon(monkeypatch):
    monkeypatch.setattr(rates, "time", lambda: NOON)


@pytest.mark.parametrize(
    ("method", "path", "kind"),
    [
        ("GET", "/search/", "search"),
        ("GET", "/elder/xl/search/", "search"),
        ("GET", "/search/suggest/", "suggest"),
        ("POST", "/admin/login/", "login"),
        ("GET", "/admin/login/", ""),
        ("POST", "/admin/second-step/", "login"),
        ("GET", "/api/v1/observations", "api"),
        ("GET", "/stats/bookings/data.csv", "file"),
        ("HEAD", "/issues/2024/9.pdf", "file"),
        ("GET", "/static/x.json", ""),
        ("GET", "/issues/2024/9/", ""),
        ("GET", "/sitemap.xml", ""),
    ],
)
def test_what_is_counted(method, path, kind):
    assert kind_of(method, path)[0] == kind


def asked(client, path, times, address):
    return [client.get(path, REMOTE_ADDR=address).status_code for _ in range(times)]


@pytest.mark.django_db
class TestWhoAsksTooOften:
    @pytest.fixture(autouse=True)
    def few(self, monkeypatch):
        few = [(*limit[:3], 3) for limit in rates.LIMITS]
        monkeypatch.setattr(rates, "LIMITS", few)

    def test_waits_for_the_next_minute_and_nobody_else(self, client, monkeypatch):
        assert asked(client, "/search/?q=x", 5, "10.0.0.1") == [200, 200, 200, 429, 429]
        assert asked(client, "/search/?q=x", 3, "10.0.0.2") == [200, 200, 200]
        answer = client.get("/search/", REMOTE_ADDR="10.0.0.1")
        assert (answer["Retry-After"], answer["Cache-Control"]) == ("30", "no-store")
        assert "请 30 秒以后再试" in answer.content.decode()
        assert asked(client, "/issues/", 9, "10.0.0.1") == [200] * 9
        monkeypatch.setattr(rates, "time", lambda: NOON + 30)
        assert asked(client, "/search/", 1, "10.0.0.1") == [200]

    def test_is_counted_by_her_line_of_ipv6(self, client):
        told = [asked(client, "/search/", 1, f"2001:db8::{one}") for one in range(1, 6)]
        assert told == [[200], [200], [200], [429], [429]]

    def test_is_told_by_the_api_in_its_own_form(self, client):
        asked(client, "/api/v1/datasets", 3, "10.0.0.1")
        answer = client.get("/api/v1/datasets", REMOTE_ADDR="10.0.0.1")
        said = "从您这里来的请求太多了，请 30 秒以后再试。别处的读者不受影响。"
        assert (answer.status_code, answer.json()) == (429, {"detail": said})

    def test_may_not_guess_passwords_of_many_names(self, client):
        told = [log_in(client, "Winter2026", name=f"name{one}").status_code for one in range(5)]
        assert told == [200, 200, 200, 429, 429]

    @pytest.mark.parametrize(
        ("address", "on"), [("127.0.0.1", True), ("::1", True), ("10.0.0.1", False)]
    )
    def test_is_not_the_machine_itself_nor_where_it_is_switched_off(
        self, client, settings, address, on
    ):
        settings.RATE_LIMITS = on
        assert asked(client, "/search/", 5, address) == [200] * 5

    def test_is_answered_where_nothing_can_be_counted(self, client, monkeypatch):
        def full(*args):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(cache, "add", full)
        assert asked(client, "/search/", 5, "10.0.0.1") == [200] * 5
