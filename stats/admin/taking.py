"""Screens of taking sheets in: upload, preview with the mapping, write."""

import re
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import path, reverse

from stats import documents
from stats.admin.previewing import preview_of
from stats.admin.uploads import Upload, UploadForm
from stats.applying import Refused, Request, take_in
from stats.models import Import
from stats.planning import Answers, Sheets

_ANSWER = re.compile(r"s\d{1,3}-(?:dataset|[crn]\d{1,6})")


class TakingPages:
    """Mixin for the admin of imports: what adds one."""

    def get_urls(self):
        view = self.admin_site.admin_view
        pages = [
            path("add/", view(partial(upload, self)), name="stats_import_add"),
            path("preview/", view(partial(preview, self)), name="stats_import_preview"),
        ]
        return pages + super().get_urls()


def upload(model_admin, request):
    """Ask for files and month; what can be read goes on to the preview."""
    _guard(request)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*sent, asked=request.GET)
    taken = form.take(request.user) if form.is_valid() else None
    if taken is not None:
        return redirect(f"{reverse('admin:stats_import_preview')}?t={taken.token}")
    context = _context(model_admin, request, "导入表格", form=form)
    return render(request, "stats/admin/import_upload.html", context)


def preview(model_admin, request):
    """Show what would be written, take corrections of the mapping, and write when told."""
    _guard(request)
    taken = Upload.of(request.GET.get("t", ""), request.user)
    try:
        found = taken.documents() if taken else None
    except documents.Unreadable as error:
        messages.error(request, str(error))
        found = None
    if found is None:
        if taken is None:
            messages.error(request, "预览已经过期，请重新上传。")
        return redirect("admin:stats_import_add")
    answers = Answers({k: v for k, v in request.POST.items() if _ANSWER.fullmatch(k)})
    wanted = Request(
        taken.period,
        taken.origin,
        request.user,
        answers,
        request.POST.get("digest", ""),
        "sure" in request.POST,
    )
    refusal = None
    if "write" in request.POST:
        try:
            return _written(request, taken, take_in(found, wanted))
        except Refused as error:
            refusal = str(error)
    plan = wanted.plan(Sheets.of(found))
    shown = preview_of(plan, answers, _edited(request))
    context = _context(
        model_admin,
        request,
        "预览与对应",
        plan=plan,
        preview=shown,
        upload=taken,
        refusal=refusal,
        earlier=_earlier(taken),
    )
    return render(request, "stats/admin/import_preview.html", context)


def _guard(request):
    if not request.user.has_perm("stats.add_import"):
        raise PermissionDenied


def _edited(request):
    """The key of the sheet whose columns are to be shown with choices."""
    return request.POST.get("edit", "")


def _earlier(upload):
    """Imports of the same files that are still in force."""
    keys = [sha256 for sha256, *_ in upload.files]
    found = Import.objects.filter(sha256__in=keys, refusal="", undone_at=None)
    return list(found.select_related("imported_by").order_by("imported_at"))


def _written(request, upload, imports):
    upload.discard()
    for import_ in imports:
        messages.success(request, f"“{import_}”已导入，写入 {import_.count('cell')} 个数据。")
    if len(imports) == 1:
        return redirect("admin:stats_import_change", imports[0].pk)
    return redirect("admin:stats_import_changelist")


def _context(model_admin, request, title, **more):
    return {
        **model_admin.admin_site.each_context(request),
        "title": title,
        "opts": model_admin.opts,
        **more,
    }
