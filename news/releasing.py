"""Is an issue ready for its readers, and where on its way to them does it stand?"""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from news.freezing import as_text, digest, frozen
from news.models import Issue, State, Step
from stats.models import Finding

# Without these neither page nor print says what it is; a table always has its own month.
REQUIRED = ("name", "serial", "printed_on", "period", "publisher", "editor")
SOON_ENOUGH = timedelta(minutes=1)  # later than this is told
STOPS = {
    State.DRAFT: "编写",
    State.IN_REVIEW: "送审",
    State.APPROVED: "审定",
    State.SCHEDULED: "定时",
    State.PUBLISHED: "发布",
    State.WITHDRAWN: "撤回",
}


@dataclass(frozen=True)
class Point:
    """One point of the checklist: a `finding`, or a `field` of the issue that is empty."""

    message: str
    finding: Finding | None = None
    field: str = ""


@dataclass(frozen=True)
class Checklist:
    """`errors` have to be mended, `warnings` want a verdict, `missing` has to be filled in."""

    errors: list
    warnings: list
    missing: list

    @property
    def blocking(self):
        """All that keeps the issue from being approved, worst first."""
        return [*self.errors, *self.missing, *self.warnings]


@dataclass(frozen=True)
class Stop:
    """A stop on the way of an issue: passed, here or ahead; `step` tells who led it there."""

    label: str
    place: str
    step: Step | None


def checklist(issue):
    """The Checklist of an issue from its stored findings; `checking.recheck` makes them fresh."""
    found = Finding.objects.filter(origin=issue.origin).select_related("table__dataset")
    errors = [Point(finding.message, finding) for finding in found.errors()]
    waiting = [
        Point(f"提示尚未下结论：{finding.message}", finding)
        for finding in found.open()
        if finding.severity == "warning"
    ]
    return Checklist(errors, waiting, [*_metadata(issue), *_contents(issue)])


def _metadata(issue):
    for name in REQUIRED:
        if not getattr(issue, name):
            label = Issue._meta.get_field(name).verbose_name
            yield Point(f"没有填写{label}", field=name)


def _contents(issue):
    if not issue.tables.exists() and not issue.articles.exists():
        yield Point("这一期里还没有任何内容")


def way(issue, steps):
    """The Stops of an issue; `steps` are those it has taken, first to last.

    Only what was done since it was last sent back counts as passed. An issue that was taken in
    already printed came by none of the stops between.
    """
    begun = max((place for place, one in enumerate(steps) if one.after == State.DRAFT), default=-1)
    last = {step.after: step for step in steps[begun + 1 :]}
    order = [state for state in STOPS if state != State.WITHDRAWN or issue.state == state]
    here = order.index(issue.state)
    return [
        Stop(STOPS[state], _place(place, here), last.get(state))
        for place, state in enumerate(order)
        if state in (State.DRAFT, issue.state) or place > here or state in last
    ]


def _place(place, here):
    if place == here:
        return "here"
    return "passed" if place < here else "ahead"


def digest_of(issue):
    """The digest of all that an issue holds now."""
    return digest(as_text(frozen(issue)))


def strayed(issue):
    """Whether an approved issue no longer is what was approved, and so would not go out."""
    return issue.approved_sha256 != digest_of(issue)


def why_settled(issue):
    """Why nothing that stands in `issue` may be changed, to follow its name; or nothing."""
    if not issue.is_settled:
        return ""
    if issue.state == State.PUBLISHED:
        return "已经发布，只能查看；需要改动时另发新版。"
    return "已撤回，只能查看。" if issue.is_withdrawn else "已审定，退回后才能修改。"


def lateness(moment, now=None):
    """比定时晚了 1 小时 2 分 3 秒, where it is more than a minute."""
    late = (now or timezone.now()) - moment
    if late < SOON_ENOUGH:
        return ""
    minutes, seconds = divmod(int(late.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    told = f"{hours} 小时 " if hours else ""
    return f"比定时晚了 {told}{minutes} 分 {seconds} 秒"
