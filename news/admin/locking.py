"""What stands in an issue is only looked at from the moment the issue is approved."""

from news.releasing import why_settled
from stats.admin.published import LockedOncePublished


class LockedWithIssue(LockedOncePublished):
    """Mixin for an issue and its parts."""

    held_by = "issue"
    settled = "is_settled"

    def why_locked(self, holder):
        return f"这一期{why_settled(holder)}"
