"""Writing on the desk: briefs as quick lines, and sentences from the record."""

import hashlib
from contextlib import nullcontext

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from news.admin.amending import AmendingPages
from news.admin.sentences import sentences_page
from news.mentions import recheck_sentences
from news.models import Issue
from news.quicklines import as_lines, keep, plan
from news.releasing import why_settled

MOST_LENGTH = 100_000


class WritingPages(AmendingPages):
    """Mixin for the admin of issues: the pages to write with."""

    def get_urls(self):
        site = self.admin_site
        return [
            path("<int:pk>/briefs/", site.admin_view(self.briefs), name="news_issue_briefs"),
            path(
                "<int:pk>/sentences/", site.admin_view(self.sentences), name="news_issue_sentences"
            ),
            *super().get_urls(),
        ]

    def briefs(self, request, pk):
        return briefs_page(request, self.admin_site, pk)

    def sentences(self, request, pk):
        return sentences_page(request, self.admin_site, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def briefs_page(request, site, pk):
    """One box with a brief a line: looked at before it is saved."""
    _guard(request)
    writing = request.method == "POST"
    with transaction.atomic() if writing else nullcontext():
        issues = Issue.objects.select_for_update() if writing else Issue.objects
        issue = get_object_or_404(issues, pk=pk)
        if writing and _is_out(issue):
            raise PermissionDenied
        return _looked_at(request, site, issue)


def _looked_at(request, site, issue):
    before = as_lines(issue.briefs.order_by("position"))
    typed = request.POST.get("lines", before)[:MOST_LENGTH].replace("\r\n", "\n")
    found = plan(issue, typed)
    said = _objection(request, before, typed, found)
    if "save" in request.POST and not said:
        keep(issue, found)
        recheck_sentences(issue)
        messages.success(request, f"已保存 {len(found.lines)} 则简讯。")
        return redirect(reverse("admin:news_issue_briefs", args=[issue.pk]))
    ctx = {
        **site.each_context(request),
        "title": f"{issue}的简讯",
        "issue": issue,
        "typed": typed,
        "plan": found,
        "seen": digest(typed),
        "base": digest(before),
        "said": said,
        "locked": _is_out(issue),
        "looked": request.method == "POST",
    }
    return render(request, "news/admin/briefs.html", ctx)


def _guard(request):
    may = {f"news.{action}_brief" for action in ("add", "change", "delete")}
    if not request.user.has_perms(may):
        raise PermissionDenied


def _is_out(issue):
    return why_settled(issue)


def _objection(request, before, typed, found):
    """Why what was typed is not saved yet."""
    if "save" not in request.POST:
        return ""
    if request.POST.get("base") != digest(before):
        return "这些简讯刚被别人改过；请对照下面的预览，再保存一次。"
    if request.POST.get("seen") != digest(typed):
        return "预览之后又有改动；请看过下面的预览，再保存。"
    if found.removed and "remove" not in request.POST:
        return "有简讯将被删除，请先勾选确认。"
    return ""


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:16]
