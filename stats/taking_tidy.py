"""A tidy file that somebody has looked at becomes figures: all of it, or nothing."""

from django.db import transaction

from stats import booking
from stats.entering import Clashes, Closed, NotAssigned, enter_all
from stats.models import Dataset, Import
from stats.tidy import plan_portions
from stats.tidy_plan import TidyPlan

STALE = "预览之后数据有了变动，没有写入；请重新上传，再看一遍预览。"


class TidyRefused(Exception):
    """Nothing was written; the message says why."""


def take_in_tidy(listing, user, digest):
    """(the TidyPlan written, its Import); TidyRefused unless it is what `digest` tells of."""
    try:
        with transaction.atomic():
            # Two imports wait for each other, as those of sheets do.
            list(Dataset.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
            import_ = booking.begin(listing, user, Import.Source.TIDY)
            plan = TidyPlan(notes=list(listing.notes))
            # Whether it is what was looked at shows at the end; until then all can be taken back.
            for _ in plan_portions(plan, listing, user):
                if plan.refused:
                    break
                _write(plan, import_, user)
            if plan.refused or plan.digest != digest or not plan.writes:
                raise TidyRefused(STALE)
            booking.keep(import_, listing)
            return plan, import_
    except Clashes as clashes:
        raise TidyRefused(STALE) from clashes
    except (Closed, NotAssigned) as refusal:
        raise TidyRefused(str(refusal)) from refusal


def _write(plan, import_, user):
    """Write the entries at hand and book each cell with what it was."""
    changes = enter_all(plan.entries, user, f"导入 {import_.name}")
    plan.entries.clear()
    for table, some in changes.items():
        booking.note(import_, "cell", (booking.plain_cell(change) for change in some), table)
