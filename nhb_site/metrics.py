"""What Prometheus is told: what the workers count, and the state of the system when it asks."""

from collections.abc import Iterable
from datetime import datetime

from django.db import DatabaseError, connections
from django.db.models import Count, Q
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily

from news.models import Edition, Issue
from nhb_site import backup_records, health, log_ins, measuring, sizes
from stats import rounds
from stats.models import Import

_LEVELS = {health.GOOD: 0, health.DOUBTFUL: 1, health.BAD: 2}


class Site:
    """A collector of prometheus_client. Where the database is away, it tells the rest."""

    def describe(self):
        """Nothing is asked of the database until Prometheus asks."""
        return []

    def collect(self):
        try:
            yield from measuring.families()
            checks = health.verdicts()
            yield _gauge(
                "nhb_check", "0 well, 1 to be looked at, 2 wrong", "check",
                {one.key: _LEVELS[one.level] for one in checks},
            )  # fmt: skip
            yield from _of_this_machine()
            if checks[0].level == health.GOOD:
                yield from _of_the_database()
        except DatabaseError:  # it went away meanwhile, which the next look will tell
            return
        finally:
            connections.close_all()  # each look has a thread of its own


def _of_this_machine() -> Iterable[GaugeMetricFamily]:
    disks = sizes.disks()
    free = {str(disk.folder): disk.free for disk in disks}
    yield _gauge("nhb_disk_free_bytes", "Free on the disks of the site", "folder", free)
    total = {str(disk.folder): disk.total for disk in disks}
    yield _gauge("nhb_disk_bytes", "Size of the disks of the site", "folder", total)
    if made := backup_records.last_good():
        age = timezone.now() - datetime.fromisoformat(made["at"])
        yield _gauge(
            "nhb_backup_age_seconds", "Since the last good backup", told=age.total_seconds()
        )
        yield _gauge("nhb_backup_bytes", "The last good backup", told=made.get("bytes", 0))
    known = {command: rounds.last(command) for command, *_ in health.BY_THEMSELVES}
    ages = {
        command: (timezone.now() - one.at).total_seconds() for command, one in known.items() if one
    }
    yield _gauge("nhb_round_age_seconds", "Since a command last ran", "command", ages)


def _of_the_database() -> Iterable[GaugeMetricFamily]:
    yield _gauge("nhb_database_bytes", "Size of the database", told=sizes.database())
    yield _gauge(
        "nhb_uploads_bytes",
        "Uploaded files",
        "kind",
        {one.name: one.bytes for one in sizes.uploads()},
    )
    imports = Import.objects.aggregate(
        taken=Count("pk", filter=Q(refusal="", undone_at=None)),
        refused=Count("pk", filter=~Q(refusal="")),
        undone=Count("pk", filter=Q(undone_at__isnull=False)),
    )
    yield _gauge("nhb_imports", "Imports of figures", "result", imports)
    yield _gauge("nhb_issues", "Issues", "state", _issues())
    failed = log_ins.failures()._asdict()
    yield _gauge("nhb_log_ins_failed", "Within a day", "how", failed)
    if (late := _lateness()) is not None:
        yield _gauge("nhb_publish_late_seconds", "The last scheduled issue", told=late)


def _issues():
    told = Issue.objects.order_by().values_list("state").annotate(count=Count("pk"))
    return dict(told)


def _lateness():
    """Seconds from the moment the last scheduled issue was due until it was out; None for none."""
    last = (
        Edition.objects.filter(number=1, issue__scheduled_for__isnull=False)
        .order_by("-published_at")
        .values_list("published_at", "issue__scheduled_for")
        .first()
    )
    return (last[0] - last[1]).total_seconds() if last else None


def _gauge(name, said, label=None, told=0):
    """A family of one value, or of one for each value of its label."""
    family = GaugeMetricFamily(name, said, labels=[label] if label else None)
    for key, value in told.items() if label else [(None, told)]:
        family.add_metric([key] if label else [], value)
    return family
