"""Logging in: who guesses has to wait, whoever else comes has not, and sessions end."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import get_default_password_validators as validators
from django.contrib.auth.password_validation import get_password_validators as made
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from nhb_site.networks import address_of, neighbourhood
from nhb_site.profiles import PROFILES, profile
from nhb_site.sessions import BEGUN, SEEN
from nhb_site.settings import PASSWORD_HASHERS
from tests.desk import make_staff

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough word"


@pytest.fixture
def editor():
    return User.objects.create_superuser("editor", password=PASSWORD)


def log_in(client, password, address="10.0.0.1", name="editor", **headers):
    told = {"username": name, "password": password}
    return client.post("/admin/login/", told, REMOTE_ADDR=address, headers=headers)


def statuses(client, times, **options):
    return [log_in(client, "wrong", **options).status_code for _ in range(times)]


class TestGuessing:
    def test_the_fifth_failure_is_the_last_for_a_while(self, client, editor):
        assert statuses(client, 5) == [200, 200, 200, 200, 429]
        answer = log_in(client, PASSWORD)
        assert (answer.status_code, answer["Retry-After"]) == (429, "900")
        assert "请 15 分钟以后再试" in answer.content.decode()

    def test_nobody_is_locked_out_from_elsewhere(self, client, editor):
        statuses(client, 5)
        assert log_in(client, PASSWORD, address="10.0.0.2").status_code == 302

    def test_a_name_that_is_not_there_is_answered_alike(self, client, editor):
        known, unknown = log_in(client, "wrong"), log_in(client, "wrong", name="nobody")
        assert known.content.count(b"errornote") == unknown.content.count(b"errornote") == 1
        assert statuses(client, 4, name="nobody") == [200, 200, 200, 429]

    def test_a_made_up_address_is_no_way_around(self, client, editor):
        told = [
            log_in(client, "wrong", **{"x-forwarded-for": f"8.8.8.{number}"}).status_code
            for number in range(5)
        ]
        assert told[-1] == 429

    def test_behind_our_proxy_it_is_the_reader_who_is_counted(self, client, editor, settings):
        settings.PROXY_COUNT = 1
        path = {"x-forwarded-for": "8.8.8.8, 10.9.9.9"}
        assert statuses(client, 5, **path)[-1] == 429
        assert log_in(client, PASSWORD, **{"x-forwarded-for": "10.9.9.8"}).status_code == 302

    def test_a_line_of_ipv6_is_one_reader(self, client, editor):
        told = [log_in(client, "no", f"2001:db8::{one}").status_code for one in range(1, 6)]
        assert told[-1] == 429

    def test_a_success_forgets_the_failures_before(self, client, editor):
        statuses(client, 4)
        log_in(client, PASSWORD)
        client.logout()
        assert statuses(client, 4) == [200] * 4


@pytest.mark.parametrize(
    ("told", "proxies", "address"),
    [
        ({"REMOTE_ADDR": "10.0.0.1"}, 0, "10.0.0.1"),
        ({"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "1.1.1.1"}, 0, "10.0.0.1"),
        ({"REMOTE_ADDR": "", "HTTP_X_FORWARDED_FOR": "1.1.1.1, 2.2.2.2"}, 1, "2.2.2.2"),
        ({"REMOTE_ADDR": "", "HTTP_X_FORWARDED_FOR": "1.1.1.1, 2.2.2.2"}, 2, "1.1.1.1"),
        ({"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "1.1.1.1"}, 2, "10.0.0.1"),
        ({"REMOTE_ADDR": "::ffff:10.0.0.1"}, 0, "10.0.0.1"),
        ({"REMOTE_ADDR": "fe80::1%eth0"}, 0, "fe80::1"),
        ({"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "evil\r\n"}, 1, "10.0.0.1"),
        ({}, 1, ""),
    ],
)
def test_the_address_of_a_reader(told, proxies, address):
    assert address_of(told, proxies) == address


def test_neighbours_of_one_line_are_counted_together():
    assert (
        neighbourhood("2001:db8:0:1::5") == neighbourhood("2001:db8:0:1:ffff::") == "2001:db8:0:1::"
    )
    assert neighbourhood("10.0.0.1") == "10.0.0.1"


class TestTheDesk:
    @pytest.mark.parametrize(
        ("networks", "address", "status"),
        [
            ([], "8.8.8.8", 200),
            (["10.0.0.0/8"], "10.1.2.3", 200),
            (["10.0.0.0/8"], "::ffff:10.1.2.3", 200),
            (["10.0.0.0/8"], "8.8.8.8", 404),
            (["10.0.0.0/8"], "2001:db8::1", 404),
            (["10.0.0.0/8", "2001:db8::/32"], "2001:db8::1", 200),
            (["10.0.0.0/8"], "", 404),
        ],
    )
    def test_is_there_for_its_networks(self, client, settings, networks, address, status):
        settings.ADMIN_NETWORKS = networks
        assert client.get("/admin/login/", REMOTE_ADDR=address).status_code == status

    @pytest.mark.parametrize("path", ["/admin", "/admin/", "/admin/login/", "/admin/none/"])
    def test_switched_off_is_like_any_address_that_is_none(self, client, settings, path):
        settings.ADMIN = False
        missing, answer = client.get("/none/"), client.get(path)
        assert (answer.status_code, answer.content) == (404, missing.content)
        assert set(answer.headers) == set(missing.headers)


class TestSessions:
    @pytest.mark.parametrize(
        ("begun", "seen", "is_over"),
        [(0, 0, False), (60, 29, False), (60, 31, True), (8 * 60 + 1, 1, True)],
    )
    def test_end_when_nobody_clicks_and_after_a_day_of_work(
        self, client, settings, begun, seen, is_over
    ):
        settings.PROFILE = profile("djbh2")
        client.force_login(make_staff())
        client.get("/admin/")
        session = client.session
        session[BEGUN] -= begun * 60
        session[SEEN] -= seen * 60
        session.save()
        answer = client.get("/admin/")
        assert answer.status_code == (302 if is_over else 200)

    def test_a_new_password_ends_those_elsewhere(self, client, editor):
        client.force_login(editor)
        editor.set_password("another long enough word")
        editor.save()
        assert client.get("/admin/").status_code == 302

    def test_an_id_given_before_logging_in_is_not_kept(self, client, editor):
        client.cookies["sessionid"] = "chosen-by-somebody-else"
        log_in(client, PASSWORD)
        assert client.cookies["sessionid"].value != "chosen-by-somebody-else"


class TestPasswords:
    @pytest.mark.parametrize(
        ("name", "password", "is_taken"),
        [
            ("plain", "zhongshan", True),
            ("plain", "zhongsh", False),
            ("djbh2", "zhongshan7", False),
            ("djbh2", "Zhongshan7", True),
            ("djbh3", "Zhongshan7", False),
            ("asvs", "zhong shan men wai", True),
            ("asvs", "Zhongshan-7-men", True),
            ("asvs", "Zhongshan-7-me", False),
        ],
    )
    def test_are_as_long_and_mixed_as_the_profile_says(self, name, password, is_taken):
        checks = made(PROFILES[name].validators)
        try:
            validate_password(password, password_validators=checks)
        except ValidationError:
            assert not is_taken
        else:
            assert is_taken

    def test_are_kept_by_argon2(self, settings):
        settings.PASSWORD_HASHERS = PASSWORD_HASHERS
        assert make_password(PASSWORD).startswith("argon2$argon2id$")
        assert len(validators()) == 4

    def test_of_a_profile_that_is_none(self):
        with pytest.raises(ValueError, match="可选：plain、djbh2、djbh3、asvs"):
            profile("djbh9")


def test_the_profiles_wait_no_less_than_the_plain_one():
    assert {one.failures for one in PROFILES.values()} == {5}
    assert min(one.wait for one in PROFILES.values()) == timedelta(minutes=15)
