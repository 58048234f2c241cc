"""The second step of logging in: a code from the phone of whoever publishes or gives rights.

django-otp keeps the devices; it refuses a code that was used, and has whoever guesses wait longer
each time. Recovery codes are for the day on which the phone is gone, each for once.
"""

from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpResponseRedirect
from django.urls import reverse
from django_otp import login, verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from nhb_site.auditing import Kind, record
from nhb_site.headers import is_desk
from nhb_site.strangers import for_accounts

# Whoever has one of these answers for what readers see, or for who may do so.
RIGHTS = (
    "news.publish_issue",
    "news.approve_issue",
    "news.withdraw_issue",
    "auth.change_user",
    "nhb_site.view_auditentry",
)
CODES = 10  # recovery codes given at once
_DIGITS = 6  # of a code from the phone; recovery codes are longer
_OWED = "second-step"
_OPEN = ("login", "logout", "second_step", "second_step_setup", "jsi18n")


@for_accounts
def asked(get_response):
    """Middleware, on the desk alone: nothing is shown before the second step that is due."""

    def answer(request):
        if not is_desk(request) or _is_open(request.path_info):
            return get_response(request)
        if not request.user.is_authenticated or not is_due(request):
            return get_response(request)
        place = quote(request.get_full_path() if request.method == "GET" else "/admin/")
        return HttpResponseRedirect(f"{reverse('admin:second_step')}?next={place}")

    return answer


def _is_open(path):
    return path in {reverse(f"admin:{name}") for name in _OPEN}


def is_due(request):
    """Whether this person has yet to take the second step, by rule or since she set it up."""
    if request.user.is_verified():
        return False
    owed = request.session.get(_OWED) and device_of(request.user) is not None
    return owed or is_required(request.user)


def is_required(user):
    return settings.SECOND_STEP and any(map(user.has_perm, RIGHTS))


@receiver(user_logged_in)
def noted(request, user, **kwargs):
    if device_of(user) is not None:
        request.session[_OWED] = True


def device_of(user):
    """The phone she has set up; None without one."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def device_to_set_up(user):
    """A device with a new secret that counts once a code of it was typed in."""
    known = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return known or TOTPDevice.objects.create(user=user, name="手机", confirmed=False)


def passed(request, code):
    """Whether `code`, from the phone or a recovery code, is right; if so the step is taken."""
    typed = "".join(code.split()).lower()
    phone = device_of(request.user)
    known = StaticDevice.objects.filter(user=request.user).first()
    device = phone if len(typed) == _DIGITS else known
    if device is None or verify_token(request.user, device.persistent_id, typed) is None:
        record(Kind.CODE, "验证码", "不对")
        return False
    login(request, device)
    record(Kind.CODE, "验证码" if device is phone else "恢复码", "通过")
    return True


@transaction.atomic
def confirmed(request, code):
    """Set up the phone whose code this is; the recovery codes, or None where it is not right."""
    device = device_to_set_up(request.user)
    if verify_token(request.user, device.persistent_id, "".join(code.split())) is None:
        return None
    device.refresh_from_db()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    login(request, device)
    record(Kind.CODE, "手机", "启用")
    return new_codes(request.user)


@transaction.atomic
def new_codes(user):
    """Recovery codes in place of those there were; they are told this once."""
    device, _ = StaticDevice.objects.get_or_create(user=user, defaults={"name": "恢复码"})
    device.token_set.all().delete()
    made = [StaticToken.random_token() for _ in range(CODES)]
    device.token_set.bulk_create([StaticToken(device=device, token=one) for one in made])
    record(Kind.CODE, f"用户：{user}", "新的恢复码")
    return made


@transaction.atomic
def reset(user):
    """Forget the phone and the codes of an account: its owner sets them up anew."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    record(Kind.CODE, f"用户：{user}", "重设")
