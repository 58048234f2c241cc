"""The desk's log of what was done to many records at once."""

from django.contrib.admin.models import LogEntry


def log_each(user, records, deed, message=""):
    """Log the deed for each record by itself: who listens for log entries, as the audit log does,
    hears nothing of those that are stored many at once. The entries."""
    return [
        LogEntry.objects.log_actions(user.pk, [one], deed, message, single_object=True)
        for one in records
    ]
