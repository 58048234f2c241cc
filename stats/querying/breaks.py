"""From which month on figures can no longer be compared with those before, and why.

What staff have written of it, and each change of the printed form, told by what came and went.
"""

from datetime import date
from itertools import pairwise
from typing import NamedTuple

from stats.models import Break, Table

NEW_FORM = "起用另一种表式，口径或有不同"


class Told(NamedTuple):
    """A change: of the metric with that code, called by its label, or of the whole family."""

    period: date
    metric: str
    wording: str
    label: str = ""


def breaks_of(dataset, metrics, at=None):
    """All that changed by the last published month, oldest first; `metrics` are those published."""
    tables = Table.objects.published(at).filter(dataset=dataset).order_by("period", "origin", "pk")
    printed = list(tables.values_list("period", "layout", "pk"))
    told = [*_of_forms(printed, metrics), *_of_staff(dataset, printed)]
    return sorted(told, key=lambda one: one.period)


def _of_staff(dataset, printed):
    """What lies ahead of the published months is not for readers yet."""
    last = printed[-1][0] if printed else date.min
    known = Break.objects.filter(dataset=dataset, period__lte=last).order_by("period", "pk")
    fields = ("period", "metric__code", "wording", "metric__label")
    for period, code, wording, label in known.values_list(*fields):
        yield Told(period, code or "", wording, label or "")


def _of_forms(printed, metrics):
    pairs = [
        (before, after)
        for before, after in pairwise(printed)
        if before[1] != after[1] and before[0] < after[0]
    ]
    if not pairs:
        return
    keys = {table[2] for pair in pairs for table in pair}
    headers = dict(Table.objects.filter(pk__in=keys).values_list("pk", "header"))
    for before, after in pairs:
        old, new = (_codes(headers[table[2]]) for table in (before, after))
        yield Told(after[0], "", _worded(old, new, metrics))


def _codes(header):
    return {code for column in header for code in column["metrics"]}


def _worded(old, new, metrics):
    """Which columns came and went; of paragraphs, which tell other things each month, nothing."""
    if not old or not new:
        return NEW_FORM
    went = _listed("不再刊印", old - new, metrics)
    return NEW_FORM + "".join(filter(None, (went, _listed("新刊", new - old, metrics))))


def _listed(verb, codes, metrics):
    labels = [metric.label for metric in metrics if metric.code in codes]
    return f"；{verb}：{'、'.join(labels)}" if labels else ""
