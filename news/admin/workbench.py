"""The workbench: source and result of a waiting document side by side, decisions, 收录."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from news import decisions as deciding
from news.importing import Refused, rehearsed
from news.models import Issue, SourceDocument
from news.parsing.amending import edited
from news.workbench import waiting
from news.workbench.answering import Wrong, decisions_in
from news.workbench.asking import Questions, questions_of
from news.workbench.changing import changes_at
from news.workbench.counting import counts_of
from news.workbench.places import Places
from news.workbench.showing import place_told, results_of, source_of, told_place
from stats import documents
from stats.models import Kind

PUBLISH = "news.publish_issue"


class WorkbenchPages:
    """Mixin for the admin of source documents: the pages of one that waits."""

    def get_urls(self):
        pages = (workbench, decide, take_back, take, set_aside)
        return [
            path(
                f"<int:pk>/{page.__name__.replace('_', '-')}/",
                self.admin_site.admin_view(partial(page, model_admin=self)),
                name=f"news_sourcedocument_{page.__name__}",
            )
            for page in pages
        ] + super().get_urls()


@require_safe
def workbench(request, model_admin, pk):
    """Source and result side by side, with a form for all that is to be decided."""
    source = get_object_or_404(SourceDocument.objects.select_related("issue"), pk=pk)
    if not model_admin.has_view_permission(request, source):
        raise PermissionDenied
    may_change = request.user.has_perm("news.change_sourcedocument")
    context = {
        **model_admin.admin_site.each_context(request),
        "title": source.name,
        "opts": model_admin.opts,
        "document": source,
        "taken": waiting.is_taken(source),
        "may_change": may_change,
        "may_publish": may_change and request.user.has_perm(PUBLISH),
        "fingerprint": deciding.fingerprint(source.decisions),
        "made": _made(source),
        "kinds": Kind.choices,
    }
    if not context["taken"] and source.state != SourceDocument.Stage.REFUSED:
        context |= _both_sides(request, source)
    return render(request, "news/admin/workbench.html", context)


def _made(source):
    """(key, sentence, by whom) of each decision, the latest first."""
    return [
        (deciding.key_of(one), deciding.told(one), one.get("by", ""))
        for one in reversed(deciding.made(source.decisions))
    ]


def _both_sides(request, source):
    try:
        document = waiting.document_of(source)
    except (documents.Unreadable, waiting.Stale) as problem:
        return {"problem": str(problem), "readings": waiting.doubtful(source)}
    shown = source_of(document, source.decisions, place_told(request.GET.get("from", "")))
    told = deciding.made(source.decisions)
    places = Places(edited(document, told), shown.start, shown.end)
    anchor = request.GET.get("at", "")
    sides = {
        "source": shown,
        "start": shown.begins,
        "part": shown.begins and f"from={shown.begins}&",
        "at": anchor,
        "changes": changes_at(document, source.decisions, places, anchor),
        "facts": next((one for one in told if one["kind"] == "facts"), {}),
    }
    if "encoding" in request.GET:
        sides["readings"] = waiting.doubtful(source)
    return sides | _result(document, told, places, request.GET.get("table", ""))


def _result(document, told, places, chosen):
    try:
        with rehearsed(document, told) as taken:
            asked = questions_of(taken, places)
            chosen = int(chosen) if chosen.isascii() and chosen.isdigit() else None
            return {
                "asked": asked,
                "results": results_of(taken, places, asked.links, chosen),
                "report": taken.report,
                "issue": taken.issue,
                "colophon": _colophon(taken.issue),
                "counts": counts_of(taken),
            }
    except Refused as problem:
        return {"problem": str(problem), "existing": getattr(problem, "issue", None),
                "asked": Questions()}  # fmt: skip


_CLOSING = (
    "name", "publisher", "organisation", "address", "postcode", "phone", "fax", "email", "website",
    "editor", "print_run", "captions", "running_text",
)  # fmt: skip


def _colophon(issue):
    """Label and text of every line of masthead and colophon that the issue has."""
    fields = [issue._meta.get_field(name) for name in _CLOSING]
    told = [(str(field.verbose_name), getattr(issue, field.name)) for field in fields]
    return [(label, text) for label, text in told if text]


@require_POST
def decide(request, model_admin, pk):
    """Store what was decided; the page then shows what it makes of the document."""
    source = _to_change(request, pk)
    try:
        new = decisions_in(request.POST)
    except Wrong as wrong:
        messages.error(request, str(wrong))
        return _back(request, pk)
    stamp = {"by": request.user.get_username(), "on": timezone.localdate().isoformat()}
    new = [{**one, **stamp} for one in new]
    if new and _changed(request, source, lambda stored: deciding.with_decisions(stored, new)):
        messages.success(request, f"记下了 {len(new)} 项认定，结果已重算。")
    elif not new:
        messages.info(request, "没有新的认定。")
    return _back(request, pk)


@require_POST
def take_back(request, model_admin, pk):
    """Undo one decision."""
    source, key = _to_change(request, pk), request.POST.get("key", "")
    if _changed(request, source, lambda stored: deciding.without(stored, key)):
        messages.success(request, "这项认定已撤回，结果已重算。")
    return _back(request, pk)


@require_POST
def take(request, model_admin, pk):
    """收录: run the ingest for good, publishing where that was asked and allowed."""
    source, publishing = _to_change(request, pk), "publish" in request.POST
    if publishing and not request.user.has_perm(PUBLISH):
        raise PermissionDenied
    seen = request.POST.get("sha256", ""), request.POST.get("fingerprint", "")
    try:
        report = waiting.take(source, request.user, seen, publishing)
    except (Refused, waiting.Stale, documents.Unreadable) as refused:
        messages.error(request, str(refused))
        return _back(request, pk)
    issue = Issue.objects.get(year=report["issue"]["year"], number=report["issue"]["number"])
    if report["state"].startswith("draft: "):
        messages.warning(request, f"{issue}已收录为草稿。{report['state'].removeprefix('draft: ')}")
    else:
        messages.success(request, f"{issue}已收录{'并发布' if publishing else '为草稿'}。")
    return redirect("admin:news_issue_change", issue.pk)


@require_POST
def set_aside(request, model_admin, pk):
    """Take a document out of the queue that is not to be recorded."""
    source = _to_change(request, pk)
    try:
        waiting.set_aside(source, request.user)
    except waiting.Stale as stale:
        messages.error(request, str(stale))
    else:
        messages.success(request, f"“{source}”已移出队列。")
    return redirect("admin:news_sourcedocument_changelist")


def _to_change(request, pk):
    if not request.user.has_perm("news.change_sourcedocument"):
        raise PermissionDenied
    return get_object_or_404(SourceDocument, pk=pk)


def _changed(request, source, change):
    try:
        waiting.decide(source, change)
    except waiting.Stale as stale:
        messages.error(request, str(stale))
        return False
    return True


def _back(request, pk):
    """The workbench, at the part of the source and the place that were shown."""
    address = reverse("admin:news_sourcedocument_workbench", args=[pk])
    start, anchor = request.POST.get("from", ""), request.POST.get("anchor", "")
    part = f"?from={told_place(place_told(start))}" if start else ""
    safe = anchor.isascii() and anchor.replace("-", "").isalnum()
    return redirect(f"{address}{part}{'#' + anchor if safe else ''}")
