"""Who could not log in, from where and how often, as the audit log has it."""

from datetime import timedelta
from typing import NamedTuple

from django.db.models import Count, Max, Q
from django.utils import timezone

from nhb_site.models import AuditEntry

DAYS = 7
_MOST = 10
_FAILED = Count("pk", filter=Q(kind=AuditEntry.Kind.FAILED))
_LOCKED = Count("pk", filter=Q(kind=AuditEntry.Kind.LOCKED))


class Failures(NamedTuple):
    failed: int
    locked: int


def failures(within=timedelta(days=1)):
    """The Failures of the last day, or of another time."""
    return Failures(**_since(within).aggregate(failed=_FAILED, locked=_LOCKED))


def by_account():
    """Of the last days: name, address, how often it failed and was locked, when last."""
    return list(
        _since(timedelta(days=DAYS))
        .order_by()
        .values("who", "address")
        .annotate(failed=_FAILED, locked=_LOCKED, last=Max("at"))
        .order_by("-failed", "who", "address")[:_MOST]
    )


def _since(within):
    kinds = [AuditEntry.Kind.FAILED, AuditEntry.Kind.LOCKED]
    return AuditEntry.objects.filter(kind__in=kinds, at__gt=timezone.now() - within)
