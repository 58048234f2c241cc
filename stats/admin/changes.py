"""The history of all figures of a table on one page: who, when, which cell, old and new."""

from django.core.paginator import Paginator
from django.db.models import OuterRef, Q, Subquery
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.views.decorators.http import require_safe

from stats.admin.histories import EMPTY, deed_of
from stats.admin.scope import scope_of
from stats.models import Observation, Row, Status
from stats.past import FIRST

PER_PAGE = 100


class ChangesPage:
    """Mixin for the admin of tables: the page 全部改动."""

    def get_urls(self):
        page = self.admin_site.admin_view(self.changes)
        return [path("<int:pk>/changes/", page, name="stats_table_changes"), *super().get_urls()]

    def changes(self, request, pk):
        return _changes(request, self, pk)


@require_safe
def _changes(request, model_admin, pk):
    """All changes of the figures of one table, newest first."""
    model_admin.must_view(request)
    tables = model_admin.model.objects.select_related("dataset")
    table = get_object_or_404(model_admin.within_scope(request, tables), pk=pk)
    scope = scope_of(request.user)
    entries = changes_of(table, scope and scope.institution)
    paginator = Paginator(entries, PER_PAGE)
    page = paginator.get_page(request.GET.get("p"))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"全部改动：{table}",
        "opts": model_admin.opts,
        "table": table,
        "page": page,
        "page_range": paginator.get_elided_page_range(page.number),
        "changes": told_in_words(page.object_list, table),
    }
    return render(request, "stats/admin/changes.html", context)


def changes_of(table, institution=None):
    """Entries in the histories of all cells a table has or had, newest first; each knows what
    `was_raw`, `was_status` and `was_note` before it."""
    past, past_rows = Observation.history.model, Row.history.model
    hers = {"institution": institution} if institution else {}
    rows = Row.objects.filter(table=table, **hers)
    gone = past_rows.objects.filter(table_id=table.pk, **hers)
    before = past.objects.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    before = before.order_by("-history_id")
    return (
        past.objects.filter(Q(row_id__in=rows.values("pk")) | Q(row_id__in=gone.values("id")))
        .exclude(history_change_reason=FIRST)
        .annotate(
            was_raw=Subquery(before.values("raw_text")[:1]),
            was_status=Subquery(before.values("status")[:1]),
            was_note=Subquery(before.values("note")[:1]),
        )
        .select_related("history_user")
        .order_by("-history_date", "-history_id")
    )


def told_in_words(entries, table):
    """What the page tells of each entry: rows that are gone keep the name they had."""
    gone = Row.history.filter(table_id=table.pk).order_by("history_id")
    names = {row.id: str(row.instance) for row in gone}
    names |= {row.pk: str(row) for row in table.rows.all()}
    metrics = {metric.pk: metric for metric in table.dataset.metrics.all()}
    return [
        {
            "at": entry.history_date,
            "who": entry.history_user,
            "deed": deed_of(entry),
            "row": names.get(entry.row_id, EMPTY),
            "metric": metrics.get(entry.metric_id, EMPTY),
            "texts": _texts(entry),
            "reason": entry.history_change_reason or "",
        }
        for entry in entries
    ]


def _texts(entry):
    """[(what, old, new)] of one entry."""
    if entry.history_type == "-":
        return [("原文", entry.raw_text or EMPTY, EMPTY)]
    texts = [("原文", entry.was_raw, entry.raw_text), ("备注", entry.was_note, entry.note)]
    if entry.was_raw == entry.raw_text:
        labels = dict(Status.choices)
        texts.append(("状态", labels.get(entry.was_status), labels[entry.status]))
    told = [(what, old or EMPTY, new or EMPTY) for what, old, new in texts]
    return [change for change in told if change[1] != change[2]]
