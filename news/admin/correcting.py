"""Corrections on the desk: what is to be changed, all that follows, somebody else's word, done."""

import uuid
from functools import partial

from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods, require_safe

from news.admin.correction_forms import (
    ArticlePart,
    BriefPart,
    CorrectionForm,
    IssuePart,
    VersionPart,
)
from news.admin.correction_table import TablePart
from news.correcting import Stage, approve, is_empty, propose, refuse, rehearse, take_back
from news.models import Amendment, Issue
from news.notices import parts_of
from news.publishing import NotAllowed, others_who_may_approve
from stats.admin.columns import tick_column
from stats.admin.records import RecordAdmin, ViewOnly
from stats.correcting import Moved, NotCorrectable
from stats.models import CorrectionReason

SALT = "correction"
PARTS = {
    "stats_table_correct": ("table", TablePart),
    "news_article_correct": ("article", ArticlePart),
    "news_brief_correct": ("brief", BriefPart),
    "news_issue_masthead": ("masthead", IssuePart),
    "news_edition_restore": ("edition", VersionPart),
}
either = require_http_methods(["GET", "HEAD", "POST"])


@admin.register(CorrectionReason)
class CorrectionReasonAdmin(RecordAdmin):
    list_display = ["name", "position", tick_column("is_active", "可选用")]
    search_fields = ["name"]

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Amendment)
class AmendmentAdmin(ViewOnly, RecordAdmin):
    list_display = [
        "__str__", "stage", "public_wording", "proposed_by", "proposed_at", "decided_by",
    ]  # fmt: skip
    list_filter = ["stage", "kind", "issue__year"]
    related = ["issue", "proposed_by", "decided_by"]
    date_hierarchy = "proposed_at"
    search_fields = ["reason", "public_wording", "decision"]

    def get_urls(self):
        def guarded(page):
            return self.admin_site.admin_view(partial(page, model_admin=self))

        made = [
            path(f"{place}/<int:pk>/", guarded(partial(proposing, part=part)), name=name)
            for name, (place, part) in PARTS.items()
        ]
        choose = path("issue/<int:pk>/", guarded(choosing), name="news_issue_correct")
        return [choose, *made, *super().get_urls()]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("changes")

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return deciding(request, object_id, self)


def _may_propose(request):
    if not request.user.has_perm("news.correct_issue"):
        raise PermissionDenied


def _issue(pk):
    return get_object_or_404(Issue.objects.published(), pk=pk)


def _context(request, model_admin, title, **more):
    site = model_admin.admin_site.each_context(request)
    return {**site, "title": title, "opts": model_admin.opts, **more}


@require_safe
def choosing(request, model_admin, pk):
    """What of an issue is to be corrected."""
    _may_propose(request)
    issue = _issue(pk)
    ctx = _context(
        request,
        model_admin,
        f"更正：{issue}",
        issue=issue,
        tables=issue.tables.select_related("dataset").order_by("issue_table__position"),
        articles=issue.articles.order_by("position"),
        briefs=issue.briefs.order_by("position"),
        versions=issue.editions.defer("content").order_by("-number"),
        waiting=issue.amendments.filter(stage=Stage.PROPOSED),
    )
    return render(request, "news/admin/correction_choice.html", ctx)


@either
def proposing(request, model_admin, pk, part):
    """What is to be corrected, why, and in which words; then all that follows; then it is kept."""
    _may_propose(request)
    part = part(pk)
    _issue(part.issue.pk)
    if "keep" in request.POST:
        return _kept(request, part)
    form = CorrectionForm(part, request.POST or None, initial=part.usual)
    if request.method != "POST":
        return _form_page(request, model_admin, part, form)
    if "back" in request.POST:
        known = _unsigned(request)
        part.fill(known["typed"])
        form = CorrectionForm(part, initial=known["said"])
        return _form_page(request, model_admin, part, form)
    return _looked_at(request, model_admin, part, form)


def _looked_at(request, model_admin, part, form):
    """The page that tells what would follow, or the form again with what is wrong."""
    part.fill(request.POST.dict() | request.FILES.dict())
    if not form.is_valid():
        return _form_page(request, model_admin, part, form)
    try:
        changes = part.changes()
        amendment = _amendment(part, changes, form.cleaned_data)
        told = rehearse(amendment, request.user)
    except Moved as moved:
        return _form_page(request, model_admin, part, form, moved.cells, str(moved))
    except NotCorrectable as refused:
        return _form_page(request, model_admin, part, form, said=str(refused))
    kept = {
        "changes": changes,
        "said": form.cleaned_data,
        "typed": part.typed(),
        "token": uuid.uuid4().hex,
    }
    ctx = _context(
        request,
        model_admin,
        f"更正的影响：{part.title}",
        part=part,
        amendment=amendment,
        parts=parts_of([amendment])[0],
        impact=told.impact,
        payload=signing.dumps(kept, salt=SALT, compress=True),
        others=others_who_may_approve(request.user),
    )
    return render(request, "news/admin/correction_preview.html", ctx)


def _form_page(request, model_admin, part, form, moved=(), said=""):
    if moved:
        part.renew()
    ctx = _context(
        request, model_admin, f"更正：{part.title}", part=part, form=form, moved=moved, said=said
    )
    status = 409 if moved else 200
    return render(request, part.template, ctx, status=status)


def _unsigned(request):
    try:
        return signing.loads(request.POST.get("payload", ""), salt=SALT)
    except signing.BadSignature as error:
        raise Http404 from error


def _amendment(part, changes, said, token=""):
    if is_empty(changes):
        raise NotCorrectable("没有任何改动。")
    return Amendment(
        issue=part.issue,
        kind=said["kind"],
        reason=said["reason"],
        public_wording=said["wording"],
        changes=changes,
        restores=part.restores,
        token=token,
    )


def _kept(request, part):
    known = _unsigned(request)
    amendment = _amendment(part, known["changes"], known["said"], known["token"])
    kept = propose(amendment, request.user)
    return redirect("admin:news_amendment_change", kept.pk)


@either
def deciding(request, object_id, model_admin):
    """A correction that was proposed, all that would follow now, and what may be done with it."""
    model_admin.must_view(request)
    amendments = Amendment.objects.select_related("issue", "edition", "proposed_by", "decided_by")
    key = int(object_id) if object_id.isascii() and object_id.isdigit() else 0
    amendment = get_object_or_404(amendments, pk=key)
    rights = _rights(request.user, amendment)
    if request.method == "POST":
        return _decided(request, amendment, rights)
    told, moved, said = None, (), ""
    if amendment.is_open:
        try:
            told = rehearse(amendment, request.user)
        except NotCorrectable as refused:
            moved, said = getattr(refused, "cells", ()), str(refused)
    ctx = _context(
        request,
        model_admin,
        f"{amendment.issue}的{amendment.get_kind_display()}",
        amendment=amendment,
        parts=parts_of([amendment])[0],
        impact=told and told.impact,
        seen=told and told.seen,
        moved=moved,
        said=said,
        rights=rights,
    )
    return render(request, "news/admin/correction.html", ctx)


def _rights(user, amendment):
    """The names of what this person may do with a correction."""
    if not amendment.is_open:
        return set()
    own = amendment.proposed_by == user
    rights = {"take_back"} if own else set()
    if user.has_perm("news.approve_issue"):
        rights |= {"refuse"} if not own else set()
        rights |= set() if own and others_who_may_approve(user) else {"approve"}
    return rights


def _decided(request, amendment, rights):
    deed = next((name for name in ("approve", "refuse", "take_back") if name in request.POST), "")
    # Sent twice, what is done already is shown, and nothing is done again.
    if amendment.is_open and deed not in rights:
        raise PermissionDenied
    note = request.POST.get("decision", "")[:300]
    try:
        if deed == "approve":
            edition = approve(amendment, request.user, request.POST.get("seen", ""), note)
            messages.success(request, f"已更正，发布为第{edition.number}版。")
        elif deed == "refuse":
            refuse(amendment, request.user, note)
        elif deed == "take_back":
            take_back(amendment, request.user)
    except (NotAllowed, NotCorrectable) as refused:
        messages.error(request, str(refused))
    return redirect("admin:news_amendment_change", amendment.pk)
