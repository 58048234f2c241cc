"""Days announced for issues to come out: ahead, past, and why one was moved. All of it is public.

Made of what was announced and of what is out, so that it tells nothing of any draft.
"""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from news.models import Issue, ReleaseDay, ReleaseDayChange
from stats.remembering import remembered

PAST = 24  # days on a page
MOST_AHEAD = 60


@dataclass(frozen=True)
class Announced:
    """A day that was announced, how often it was moved, and the issue that came out of it."""

    day: ReleaseDay
    issue: Issue | None
    late: bool

    @property
    def changes(self):
        """First to last."""
        return list(self.day.changes.all())[::-1]


@require_safe
def calendar(request):
    """The days ahead, and those past, some on a page."""
    known = ReleaseDay.objects.prefetch_related("changes").order_by("due_on", "year", "number")
    page = Paginator(known.filter(_is_out()).reverse(), PAST).get_page(request.GET.get("page"))
    ahead = known.filter(~_is_out())[:MOST_AHEAD]
    ctx = {"ahead": _told(ahead), "past": _told(page), "page": page}
    return render(request, "news/calendar.html", ctx)


def _is_out():
    out = Issue.objects.released().filter(year=OuterRef("year"), number=OuterRef("number"))
    return Exists(out)


def _told(days):
    """These days as Announced, in their order."""
    days, today = list(days), timezone.localdate()
    issues = Issue.objects.released().filter(year__in={day.year for day in days})
    out = {(issue.year, issue.number): issue for issue in issues}
    return [_announced(day, out.get((day.year, day.number)), today) for day in days]


def _announced(day, issue, today):
    appeared = timezone.localdate(issue.published_at) if issue else today
    return Announced(day, issue, appeared > day.due_on)


@remembered
def next_day(today=None):
    """The next day announced on which no issue has come out yet, or None; one query."""
    ahead = ReleaseDay.objects.filter(~_is_out(), due_on__gte=today or timezone.localdate())
    return ahead.order_by("due_on", "year", "number").first()


@transaction.atomic
def move(day, due_on, reason, user):
    """Announce another day for the same issue; the change is public, with its reason."""
    fresh = ReleaseDay.objects.select_for_update().get(pk=day.pk)
    ReleaseDayChange.objects.create(
        day=fresh, before=fresh.due_on, after=due_on, reason=reason, made_by=user
    )
    fresh.due_on = day.due_on = due_on
    fresh.save(update_fields=["due_on"])
