"""A tidy file that somebody has looked at becomes figures: all of it, or nothing."""

from itertools import groupby
from operator import itemgetter
from pathlib import Path

from django.db import transaction

from stats import keeping
from stats.applying import plain_change
from stats.entering import Change, Clashes, Closed, NotAssigned, enter_all
from stats.models import Dataset, Import, Table
from stats.tidy import plan_tidy

_AT_ONCE = 2000
STALE = "预览之后数据有了变动，没有写入；请重新上传，再看一遍预览。"


class TidyRefused(Exception):
    """Nothing was written; the message says why."""


def take_in_tidy(listing, user, digest):
    """(the TidyPlan written, its Import); TidyRefused unless it is what `digest` tells of."""
    try:
        with transaction.atomic():
            # Two imports wait for each other, as those of sheets do.
            list(Dataset.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
            plan = plan_tidy(listing, user)
            if plan.refused or plan.digest != digest or not plan.writes:
                raise TidyRefused(STALE)
            return plan, book(listing, user, list(_entered(plan, user, f"导入 {listing.name}")))
    except Clashes as clashes:
        raise TidyRefused(STALE) from clashes
    except (Closed, NotAssigned) as refusal:
        raise TidyRefused(str(refusal)) from refusal


def _entered(plan, user, reason):
    """Write the entries of a plan, some issues at a time; yield each cell as it is booked."""
    for tables in _portions(plan.entries):
        changes = enter_all({key: plan.entries.pop(key) for key in tables}, user, reason)
        for table, some in changes.items():
            for change in some:
                told = {name: getattr(change, name) for name in Change.__slots__}
                yield {"kind": "cell", "table": table, **plain_change(told)}


def _portions(entries):
    """Keys of tables, those of an issue together since they are checked together; each portion
    few enough that its figures take little memory, however long the file is."""
    tables = Table.objects.filter(pk__in=entries).order_by("origin", "pk")
    portion, count = [], 0
    for _, some in groupby(tables.values_list("origin", "pk"), itemgetter(0)):
        keys = [key for _, key in some]
        portion += keys
        count += sum(len(entries[key]) for key in keys)
        if count > _AT_ONCE:
            yield portion
            portion, count = [], 0
    if portion:
        yield portion


def book(listing, user, changes):
    """The Import of a waiting file, kept for good; `changes` are the way back."""
    return Import.objects.create(
        source=Import.Source.TIDY,
        file=keeping.keep(listing.sha256, Path(listing.name).suffix.lower()),
        name=listing.name[:255],
        sha256=listing.sha256,
        imported_by=user,
        changes=changes,
    )
