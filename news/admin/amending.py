"""An edited print comes back: held against its issue, shown difference by difference, written."""

import tempfile
from dataclasses import replace
from pathlib import Path

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from news.amending import Changed, amend
from news.comparing import as_plain, compared, from_plain
from news.importing import Refused, refusing
from news.models import Issue
from stats import documents
from stats.documents.opening import MOST_BYTES
from stats.entering import Clashes, Closed, NotAssigned
from stats.inserting import Changed as Moved
from stats.inserting import NotPlaced

SALT = "news.amending"
AN_HOUR = 3600


class PrintForm(forms.Form):
    file = forms.FileField(
        label="文件",
        help_text="改过的 Word、PDF 或文本，须是这一期的。",
        error_messages={"required": "请选择文件。", "empty": "文件是空的。"},
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(f"文件超过 {MOST_BYTES // 2**20} MB。")
        return file


class AmendingPages:
    """Mixin for the admin of issues: the page that compares a document with an issue."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.amending)
        return [path("<int:pk>/compare/", view, name="news_issue_compare"), *super().get_urls()]

    def amending(self, request, pk):
        return amending_page(request, self.admin_site, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def amending_page(request, site, pk):
    """Upload, look, write: nothing is kept before 写入 is pressed."""
    issue = get_object_or_404(Issue, pk=pk)
    may_write = request.user.has_perms(["news.change_issue", "stats.change_observation"])
    if not request.user.has_perms(["news.view_issue", "news.change_article"]):
        raise PermissionDenied
    if "write" in request.POST:
        if not may_write or issue.is_settled:
            raise PermissionDenied
        return _written(request, issue)
    form = PrintForm(request.POST or None, request.FILES or None)
    ctx = {
        **site.each_context(request),
        "title": f"{issue}：对照文件",
        "issue": issue,
        "form": form,
    }
    if request.method == "POST" and form.is_valid():
        ctx |= _looked_at(form, issue)
    ctx["may_write"] = may_write and not issue.is_settled
    return render(request, "news/admin/compare.html", ctx)


def _looked_at(form, issue):
    """What the page shows of an uploaded file."""
    try:
        found = compared(issue, _read(form.cleaned_data["file"]))
    except Refused as refusal:
        form.add_error("file", str(refusal))
        return {}
    return {"found": found, "signed": signing.dumps(as_plain(found), salt=SALT, compress=True)}


def _read(file):
    """The Document of an upload, known by the name it came under."""
    name = documents.printable(file.name)
    with refusing(name), tempfile.TemporaryDirectory(prefix="compared-") as folder:
        place = Path(folder, f"file{Path(name).suffix.lower()[:8]}")
        place.write_bytes(file.read())
        return replace(documents.read(place, name), name=name)


def _written(request, issue):
    here = reverse("admin:news_issue_compare", args=[issue.pk])
    try:
        told = signing.loads(request.POST.get("signed", ""), salt=SALT, max_age=AN_HOUR)
        count = amend(issue, from_plain(told), request.user, "按改过的文件")
    except signing.BadSignature:
        messages.error(request, "这次比较已过一小时，没有写入；请重新上传。")
        return redirect(here)
    except (Changed, Closed, Clashes, NotAssigned, NotPlaced, Moved) as refusal:
        messages.error(request, str(refusal))
        return redirect(here)
    messages.success(request, f"已写入 {count} 处改动，历史里可以查到原来的内容。")
    return redirect("admin:news_issue_change", issue.pk)
