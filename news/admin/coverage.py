"""The map of what is in the record: table families by months, gaps marked as none by a click."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from news.coverage import coverage
from stats.converters import month_of
from stats.models import Dataset, NotPrinted


class CoveragePages:
    """Mixin for the admin of source documents: the map of what they have brought."""

    def get_urls(self):
        view = self.admin_site.admin_view(partial(coverage_map, model_admin=self))
        name = "news_sourcedocument_coverage"
        return [path("coverage/", view, name=name), *super().get_urls()]


@require_http_methods(["GET", "HEAD", "POST"])
def coverage_map(request, model_admin):
    """Families by months, a block a year; a POST marks a gap as not printed, or no longer."""
    if not request.user.has_perm("stats.view_notprinted"):
        raise PermissionDenied
    may_mark = request.user.has_perms(["stats.add_notprinted", "stats.delete_notprinted"])
    if request.method == "POST":
        if not may_mark:
            raise PermissionDenied
        return _marked(request)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "收录情况",
        "years": coverage(),
        "may_mark": may_mark,
        "opts": model_admin.opts,
    }
    return render(request, "news/admin/coverage.html", context)


def _marked(request):
    """Mark the month of a family that was clicked, or take the mark away."""
    slug, _, text = request.POST.get("month", "").partition(" ")
    try:
        period = month_of(text)
    except ValueError as error:
        raise Http404 from error
    dataset = get_object_or_404(Dataset, slug=slug)
    note = " ".join(request.POST.get("note", "").split())[:200]
    with transaction.atomic():
        gap, new = NotPrinted.objects.select_for_update().get_or_create(
            dataset=dataset, period=period, defaults={"note": note}
        )
        if not new:
            gap.delete()
    done = "记为未刊" if new else "不再记为未刊"
    messages.success(request, f"“{dataset}”{period.year}年{period.month}月已{done}。")
    return redirect(f"{reverse('admin:news_sourcedocument_coverage')}#y{period.year}")
