"""The page from which an issue is led to its readers: where it stands, what is left, each step."""

from datetime import datetime, time, timedelta
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from news import publishing
from news.admin.release_steps import DEEDS
from news.admin.review import review
from news.models import Issue, ReleaseDay, State
from news.releasing import SOON_ENOUGH, checklist, strayed, way
from news.straying import changes_since
from stats.admin.scope import scope_of

USUAL_HOUR = time(9)


class ReleasePages:
    """Mixin for the admin of issues: the way to the readers, and each step of it."""

    def get_urls(self):
        def guarded(page):
            return self.admin_site.admin_view(partial(page, model_admin=self))

        steps = [
            path(
                f"<int:pk>/release/{name}/",
                guarded(require_POST(partial(_take, deed=deed))),
                name=f"news_issue_{name}",
            )
            for name, deed in DEEDS.items()
        ]
        return [
            path("<int:pk>/release/", guarded(release), name="news_issue_release"),
            path("<int:pk>/review/", guarded(_review), name="news_issue_review"),
            *steps,
            *super().get_urls(),
        ]


@require_safe
def release(request, model_admin, pk):
    """Where an issue stands, what is left to do, and the steps this person may take."""
    model_admin.must_view(request)
    return _drawn(request, model_admin, get_object_or_404(Issue, pk=pk))


@require_safe
def _review(request, model_admin, pk):
    """All that is to be looked at before the issue is approved; the button is on this page."""
    model_admin.must_view(request)
    rights = ["stats.view_table", "stats.view_finding", "news.view_article", "news.view_brief"]
    if not request.user.has_perms(rights) or scope_of(request.user):
        raise PermissionDenied
    issue = get_object_or_404(Issue, pk=pk)
    told = review(issue)
    offered = _offered(request.user, issue, seen=told["seen"])
    told["deeds"] = [one for one in offered if one[0].name in ("approve", "send_back")]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"审定：{issue}",
        "opts": model_admin.opts,
        "pk": pk,
        **told,
    }
    return render(request, "news/admin/release_review.html", context)


def _take(request, model_admin, pk, deed):
    """Take a step; refused, the page comes back with the reason and with what was typed."""
    if not request.user.has_perm(f"news.{deed.right}"):
        raise PermissionDenied
    issue = get_object_or_404(Issue, pk=pk)
    if request.POST.get("state") != issue.state:
        said = f"{issue}现在是“{issue.get_state_display()}”，没有再做一次“{deed.label}”。"
        messages.info(request, said)
        return redirect("admin:news_issue_release", pk)
    form = deed.form(request.POST)
    if form.is_valid():
        try:
            deed.take(issue, request.user, form.cleaned_data)
        except (publishing.NotAllowed, publishing.NotPublishable) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{issue}{deed.done}。")
            return redirect("admin:news_issue_release", pk)
    if deed.name == "approve":
        for errors in form.errors.values():
            messages.error(request, errors[0])
        return redirect("admin:news_issue_review", pk)
    issue.refresh_from_db()
    return _drawn(request, model_admin, issue, {deed.name: form})


def _drawn(request, model_admin, issue, bound=None):
    user, steps = request.user, list(issue.steps.select_related("made_by").order_by("pk"))
    deeds = _offered(user, issue, bound or {})
    out = issue.state in publishing.OUT
    is_strayed = issue.state in (State.APPROVED, State.SCHEDULED) and strayed(issue)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"审定与发布：{issue}",
        "opts": model_admin.opts,
        "issue": issue,
        "pk": issue.pk,
        "way": way(issue, steps),
        "log": steps[::-1],
        "checklist": None if out or scope_of(user) else checklist(issue),
        "deeds": [one for one in deeds if one[0].name != "approve"],
        "may_approve": any(deed.name == "approve" for deed, _ in deeds),
        "waited_for": _waited_for(user, issue),
        "strayed": is_strayed,
        "changes_since": changes_since(issue) if is_strayed else (),
        "overdue": _is_overdue(issue),
        "announced": ReleaseDay.objects.filter(year=issue.year, number=issue.number).first(),
    }
    return render(request, "news/admin/release.html", context)


def _offered(user, issue, bound=None, seen=""):
    """(Deed, its form) of the steps that this person may take now."""
    bound = bound or {}
    initial = {"state": issue.state, "seen": seen, "moment": _usual_moment(issue)}
    return [
        (deed, bound.get(deed.name) or deed.form(initial=initial))
        for deed in DEEDS.values()
        if issue.state in deed.states and user.has_perm(f"news.{deed.right}")
    ]


def _usual_moment(issue):
    """The moment appointed, else nine o'clock of the day announced, else of tomorrow."""
    if issue.scheduled_for:
        return issue.scheduled_for
    announced = ReleaseDay.objects.filter(year=issue.year, number=issue.number).first()
    day = announced.due_on if announced else issue.due_on
    today = timezone.localdate()
    day = day if day and day > today else today + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, USUAL_HOUR))


def _waited_for(user, issue):
    """(what comes next, who else may do it), where this person may not."""
    right = {
        State.DRAFT: "submit_issue",
        State.IN_REVIEW: "approve_issue",
        State.APPROVED: "publish_issue",
    }.get(issue.state)
    if right is None or user.has_perm(f"news.{right}"):
        return None
    deed = next(deed for deed in DEEDS.values() if deed.right == right)
    return deed.label, publishing.holders_of(right).order_by("username")


def _is_overdue(issue):
    """Whether its appointed moment has passed without its having come out."""
    waiting = issue.state == State.SCHEDULED
    return waiting and timezone.now() - issue.scheduled_for >= SOON_ENOUGH
