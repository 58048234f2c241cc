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
    return breaks_by_family({dataset.pk: metrics}, at)[dataset.pk]


def breaks_by_family(metrics, at=None):
    """{key of a family: what `breaks_of` says of it}, for `metrics` by the keys of families."""
    tables = Table.objects.published(at).filter(dataset__in=metrics).around_new_forms()
    printed = {family: [] for family in metrics}
    for family, *table in tables.values_list("dataset", "period", "layout", "header"):
        printed[family].append(table)
    told = _of_staff(printed)
    for family, tables in printed.items():
        told[family] += _of_forms(tables, metrics[family])
        told[family].sort(key=lambda one: one.period)
    return told


def _of_staff(printed):
    """What lies ahead of the published months is not for readers yet."""
    last = {family: tables[-1][0] if tables else date.min for family, tables in printed.items()}
    told = {family: [] for family in printed}
    fields = ("dataset", "period", "metric__code", "wording", "metric__label")
    known = Break.objects.filter(dataset__in=printed).order_by("period", "pk")
    for family, period, code, wording, label in known.values_list(*fields):
        if period <= last[family]:
            told[family].append(Told(period, code or "", wording, label or ""))
    return told


def _new_forms(printed):
    """The last table of each form, and the first of the next; each a (month, layout, header)."""
    return [
        (before, after)
        for before, after in pairwise(printed)
        if before[1] != after[1] and before[0] < after[0]
    ]


def _of_forms(printed, metrics):
    for before, after in _new_forms(printed):
        old, new = (_codes(header) for _, _, header in (before, after))
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
