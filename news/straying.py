"""Approved issues whose content has changed since: which they are, and what was changed by whom.

Nothing of an approved issue can be changed itself; but what the catalogue calls a family, a metric
or an institution is printed in it too.
"""

from dataclasses import dataclass
from datetime import datetime

from news.models import Issue, State
from news.releasing import strayed
from stats.models import Dataset, Institution, Layout, Metric

APPROVED = (State.APPROVED, State.SCHEDULED)
# What of the catalogue is kept in a frozen issue.
PRINTED = {
    Dataset: {"slug", "title"},
    Metric: {"code", "label", "unit", "position"},
    Layout: {"form"},
    Institution: {"code"},
}


@dataclass(frozen=True)
class Straying:
    """One change of the catalogue since an issue was approved."""

    at: datetime
    who: object
    what: str


def strayed_issues():
    """The approved issues that are no longer what was approved, and so would not go out."""
    return [issue for issue in Issue.objects.filter(state__in=APPROVED) if strayed(issue)]


def changes_since(issue):
    """The Strayings of an approved issue, first to last."""
    approval = issue.steps.filter(after=State.APPROVED, before=State.IN_REVIEW).order_by("-pk")
    since = approval.values_list("made_at", flat=True).first()
    tables = issue.tables.all()
    own = {
        Dataset: {"id__in": tables.values("dataset")},
        Metric: {"dataset__in": tables.values("dataset")},
        Layout: {"id__in": tables.values("layout")},
        Institution: {"id__in": Institution.objects.filter(rows__table__in=tables).values("pk")},
    }
    found = [
        told
        for model, only in own.items()
        for entry in model.history.filter(history_date__gt=since, **only)
        for told in _told(model, entry)
    ]
    return sorted(found, key=lambda one: one.at)


def _told(model, entry):
    """What an entry of a history tells of what is printed."""
    kind, before = model._meta.verbose_name, entry.prev_record
    said = {"+": "新增", "-": "删去"}.get(entry.history_type)
    if said:
        yield Straying(entry.history_date, entry.history_user, f"{said}{kind}“{entry.instance}”")
    for change in entry.diff_against(before).changes if before and not said else ():
        if change.field in PRINTED[model]:
            label = model._meta.get_field(change.field).verbose_name
            words = f"{kind}“{entry.instance}”的{label}由“{change.old}”改为“{change.new}”"
            yield Straying(entry.history_date, entry.history_user, words)
