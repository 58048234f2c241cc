"""The pages of the second step: type a code, set up a phone, have somebody else's forgotten."""

from base64 import b32encode, b64encode

from django.contrib import messages
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from news.printing.qr import png_of
from nhb_site.second_step import (
    confirmed,
    device_of,
    device_to_set_up,
    is_due,
    is_required,
    new_codes,
    passed,
    reset,
)

WRONG = "验证码不对，或已经用过。请等手机上换出下一个再填；连续填错，要等的时间会越来越长。"


def pages(guarded):
    """Their addresses; `guarded` lets in who may see the desk at all."""
    return [
        path("second-step/", guarded(step), name="second_step"),
        path("second-step/setup/", guarded(set_up), name="second_step_setup"),
        path("auth/user/<int:pk>/second-step/", guarded(forget), name="auth_user_reset_code"),
    ]


def step(request):
    """The code that is asked for after the password."""
    if device_of(request.user) is None:
        return redirect("admin:second_step_setup")
    wrong = ""
    if request.method == "POST":
        if passed(request, request.POST.get("code", "")):
            return redirect(_onward(request))
        wrong = WRONG
    return _shown(request, "second_step", "第二步验证", wrong=wrong)


def set_up(request):
    """The phone with which codes are made, and recovery codes."""
    known = device_of(request.user)
    if known is None:
        return _first_code(request)
    if is_due(request):  # whoever knows the password alone may not set up another phone
        return redirect("admin:second_step")
    codes = new_codes(request.user) if request.method == "POST" else ()
    return _shown(request, "second_step_codes", "第二步验证", codes=codes)


def _first_code(request):
    codes, code = None, request.POST.get("code", "")
    if request.method == "POST":
        codes = confirmed(request, code)
    if codes:
        return _shown(request, "second_step_codes", "第二步验证已启用", codes=codes)
    device = device_to_set_up(request.user)
    key = b32encode(device.bin_key).decode()
    told = {
        "picture": b64encode(png_of(device.config_url)).decode(),
        "key": " ".join(key[place : place + 4] for place in range(0, len(key), 4)),
        "wrong": WRONG if request.method == "POST" else "",
        "required": is_required(request.user),
    }
    return _shown(request, "second_step_setup", "启用第二步验证", **told)


def forget(request, pk):
    """Forget the phone of somebody who lost hers; nobody does so for herself."""
    user = get_object_or_404(User, pk=pk)
    staff = site.get_model_admin(User)
    if user == request.user or not staff.has_change_permission(request, user):
        raise PermissionDenied
    back = reverse("admin:auth_user_change", args=[pk])
    if request.method == "POST":
        reset(user)
        messages.success(request, f"已重设“{user}”的第二步验证，下次登录时由本人重新启用。")
        return redirect(back)
    return _shown(request, "second_step_reset", "重设第二步验证", account=user, back=back)


def _shown(request, page, title, **told):
    context = site.each_context(request) | {"title": title} | told
    return render(request, f"nhb_site/{page}.html", context)


def _onward(request):
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    return wanted if safe else reverse("admin:index")
