"""The second step of logging in: asked of whom it should, passed with a code, each for once."""

import re

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from nhb_site.models import AuditEntry
from nhb_site.profiles import PROFILES, second_step
from tests.desk import make_staff

pytestmark = pytest.mark.django_db

SETUP, STEP = "/admin/second-step/setup/", "/admin/second-step/"


@pytest.fixture(autouse=True)
def required(settings):
    settings.SECOND_STEP = True


def logged_in(user):
    """A browser in which only the password was typed."""
    client = Client()
    client.force_login(user)
    return client


def code_of(user):
    """What her phone shows, as if its last code had been long ago."""
    device = TOTPDevice.objects.get(user=user)
    TOTPDevice.objects.filter(pk=device.pk).update(last_t=-1)
    return f"{TOTP(device.bin_key).token():06}"


def set_up(user):
    """(a browser in which she went all the way, her recovery codes)."""
    client = logged_in(user)
    client.get(SETUP)
    page = client.post(SETUP, {"code": code_of(user)})
    return client, re.findall(r"<li><code>(\w+)</code></li>", page.content.decode())


def deeds():
    return list(
        AuditEntry.objects.filter(kind="code").order_by("pk").values_list("what", "details")
    )


@pytest.mark.parametrize(
    ("asked", "profile", "is_due"),
    [
        ("auto", "plain", False),
        ("auto", "djbh2", False),
        ("auto", "djbh3", True),
        ("auto", "asvs", True),
        ("on", "plain", True),
        ("off", "asvs", False),
    ],
)
def test_the_profile_says_whether_it_is_due_unless_told(asked, profile, is_due):
    assert second_step(asked, PROFILES[profile]) is is_due


def test_a_setting_that_is_none_is_refused():
    with pytest.raises(ValueError, match="SECOND_STEP 的值“yes”没有定义，可选：auto、on、off。"):
        second_step("yes", PROFILES["plain"])


@pytest.mark.parametrize(
    ("role", "status"), [("录入", 200), ("编辑", 302), ("审核", 302), ("管理", 302), ("审计", 302)]
)
def test_who_publishes_or_gives_rights_is_asked(roles, role, status):
    user = make_staff("甲", is_superuser=False)
    user.groups.add(roles[role])
    assert logged_in(user).get("/admin/").status_code == status


class TestThePhone:
    def test_is_set_up_before_anything_else(self):
        user = make_staff()
        client = logged_in(user)
        for address in ("/admin/", "/admin/stats/table/", "/admin/password_change/"):
            assert client.get(address)["Location"] == f"{STEP}?next={address}"
        assert client.get(STEP)["Location"] == SETUP
        page = client.get(SETUP)
        key = page.context["key"].replace(" ", "")
        assert (len(key), key in page.content.decode().replace(" ", "")) == (32, True)
        assert client.post(SETUP, {"code": "000000"}).context["wrong"].startswith("验证码不对")
        TOTPDevice.objects.update(throttling_failure_count=0)
        page = client.post(SETUP, {"code": code_of(user)})
        assert (len(page.context["codes"]), client.get("/admin/").status_code) == (10, 200)
        assert deeds() == [("手机", "启用"), ("用户：editor", "新的恢复码")]
        assert "第二步验证已启用" in client.get("/admin/password_change/").content.decode()

    def test_is_asked_for_its_code_and_leads_on(self):
        user = make_staff()
        set_up(user)
        client = logged_in(user)
        asked = client.get("/admin/stats/table/?q=x")["Location"]
        assert asked == f"{STEP}?next=/admin/stats/table/%3Fq%3Dx"
        answer = client.post(asked, {"code": code_of(user)})
        assert answer["Location"] == "/admin/stats/table/?q=x"
        assert client.get("/admin/").status_code == 200

    def test_leads_to_no_other_site(self):
        user = make_staff()
        set_up(user)
        answer = logged_in(user).post(f"{STEP}?next=//evil.example/", {"code": code_of(user)})
        assert answer["Location"] == "/admin/"

    def test_is_not_set_up_anew_by_who_knows_the_password_alone(self):
        user = make_staff()
        set_up(user)
        client = logged_in(user)
        assert client.get(SETUP)["Location"] == STEP
        assert client.post(SETUP, {"code": code_of(user)})["Location"] == STEP

    def test_gives_codes_that_count_once(self):
        user = make_staff()
        set_up(user)
        code = code_of(user)
        assert logged_in(user).post(STEP, {"code": code}).status_code == 302
        again = logged_in(user).post(STEP, {"code": code})
        assert (again.status_code, again.context["wrong"][:5]) == (200, "验证码不对")

    def test_is_asked_for_even_where_it_need_not_be(self, settings):
        user = make_staff()
        set_up(user)
        settings.SECOND_STEP = False
        assert logged_in(user).get("/admin/").status_code == 302

    def test_is_nothing_to_those_who_never_wanted_it(self, settings):
        settings.SECOND_STEP = False
        assert logged_in(make_staff()).get("/admin/").status_code == 200


def test_who_guesses_has_to_wait_even_with_the_right_code():
    user = make_staff()
    set_up(user)
    client = logged_in(user)
    for guess in ("000001", "000002", "abc"):
        client.post(STEP, {"code": guess})
    assert client.post(STEP, {"code": code_of(user)}).status_code == 200
    assert deeds()[2:] == [("验证码", "不对")] * 4


def test_a_recovery_code_counts_once_and_new_ones_take_the_place_of_all():
    user = make_staff()
    known, codes = set_up(user)
    assert logged_in(user).post(STEP, {"code": codes[0].upper()}).status_code == 302
    assert logged_in(user).post(STEP, {"code": codes[0]}).status_code == 200
    fresh = known.post(SETUP).context["codes"]
    assert (len(fresh), set(fresh) & set(codes)) == (10, set())
    assert set(StaticToken.objects.values_list("token", flat=True)) == set(fresh)


class TestALostPhone:
    def test_is_forgotten_by_somebody_else_and_ends_what_was_open(self, settings):
        lost, helper = make_staff("lost"), make_staff("helper")
        there, _ = set_up(lost)
        settings.SECOND_STEP = False
        client, address = logged_in(helper), f"/admin/auth/user/{lost.pk}/second-step/"
        assert address in client.get(f"/admin/auth/user/{lost.pk}/change/").content.decode()
        assert logged_in(lost).post(address).status_code == 302  # her own step is due
        assert client.get(address).status_code == 200
        assert client.post(address)["Location"] == f"/admin/auth/user/{lost.pk}/change/"
        settings.SECOND_STEP = True
        assert TOTPDevice.objects.filter(user=lost).count() == 0
        assert there.get("/admin/").status_code == 302
        assert deeds()[-1] == ("用户：lost", "重设")

    def test_is_forgotten_on_the_server(self, capsys):
        set_up(make_staff())
        call_command("reset_second_step", "editor")
        assert capsys.readouterr().out == "已重设“editor”的第二步验证。\n"
        assert (TOTPDevice.objects.count(), User.objects.count()) == (0, 1)
        with pytest.raises(CommandError, match="没有名为“nobody”的账号，没有改动。"):
            call_command("reset_second_step", "nobody")
