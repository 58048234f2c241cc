"""The way of an issue: draft, in review, approved, scheduled, published, withdrawn.

Each step is one transaction, is noted as a Step, and asks for a state it may be taken from. Who may
take it is for the pages to ask. The moment of publication is the server's; publishing freezes the
whole issue as one JSON document.
"""

from django.contrib.auth.models import Permission, User
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from news.checking import recheck
from news.freezing import as_text, digest, frozen
from news.models import Edition, Issue, State, Step
from news.previewing import revoke_open
from news.releasing import checklist, lateness
from news.searching.index import forget_issue, index_edition
from stats.enlarging import close_ranks
from stats.models import Finding, Table

OUT = (State.PUBLISHED, State.WITHDRAWN)


class NotPublishable(Exception):
    """The issue has errors or is not in a state to be published; the message says which."""


class NotAllowed(Exception):
    """This step cannot be taken now, or not by this person; the message says why."""


def submit(issue, user, note=""):
    """From draft to review."""
    return _step(issue, user, (State.DRAFT,), State.IN_REVIEW, note)


@transaction.atomic
def send_back(issue, user, note):
    """Back to draft, to be changed again; what was approved is approved no more."""
    if not note.strip():
        raise NotAllowed("请写明退回的原因。")
    before = (State.IN_REVIEW, State.APPROVED, State.SCHEDULED)
    changes = {"approved_sha256": "", "scheduled_for": None}
    step = _step(issue, user, before, State.DRAFT, note, **changes)
    Table.objects.filter(issue_table__issue=issue, published_at=None).update(closed_at=None)
    return step


@transaction.atomic
def approve(issue, user, seen, note=""):
    """From review to approved; `seen` is the digest of the content this person has looked at.

    Raises NotPublishable where the checklist has something that blocks; NotAllowed where the
    content has changed since it was looked at, or where the person who submitted the issue approves
    it though another could.
    """
    fresh = _locked(issue)
    _must_stand_in(fresh, (State.IN_REVIEW,))
    # First of all: whoever is typing figures into these tables is waited for, or finds them closed.
    Table.objects.filter(issue_table__issue=fresh).update(closed_at=timezone.now())
    close_ranks(fresh.tables.all())
    recheck([fresh])
    blocking = checklist(fresh).blocking
    if blocking:
        raise NotPublishable(f"{fresh}还不能审定：{blocking[0].message}")
    content = digest(as_text(frozen(fresh)))
    if seen != content:
        raise NotAllowed("打开审定页面之后内容又有改动，请重新看过再审定。")
    submitted = fresh.steps.filter(after=State.IN_REVIEW).order_by("-pk").first()
    if submitted and submitted.made_by == user and others_who_may_approve(user):
        raise NotAllowed("这一期是您送审的，请由另一位同事审定。")
    before, changes = (State.IN_REVIEW,), {"approved_sha256": content}
    return _step(issue, user, before, State.APPROVED, note, content, **changes)


def others_who_may_approve(user):
    """Whether anybody else holds the right to approve: in an office of one nobody does."""
    return holders_of("approve_issue").exclude(pk=user.pk).exists()


def holders_of(right):
    """The active staff who were given this right over issues, by themselves or with a role."""
    right = Permission.objects.filter(codename=right, content_type__app_label="news")
    holders = Q(groups__permissions__in=right) | Q(user_permissions__in=right)
    return User.objects.filter(holders, is_active=True, is_staff=True).distinct()


@transaction.atomic
def schedule(issue, user, moment, note=""):
    """Have an approved issue come out at `moment`; once set, it is only moved with a reason."""
    if moment <= timezone.now():
        raise NotAllowed("定时发布的时间已经过去；请另选时间，或直接发布。")
    fresh = _locked(issue)
    if fresh.state == State.SCHEDULED and not note.strip():
        raise NotAllowed("改动定时发布的时间要写明原因。")
    before = (State.APPROVED, State.SCHEDULED)
    told = f"定于 {timezone.localtime(moment):%Y-%m-%d %H:%M:%S}"
    note = "；".join(filter(None, (told, note.strip())))[:300]
    return _step(issue, user, before, State.SCHEDULED, note, scheduled_for=moment)


def unschedule(issue, user, note=""):
    """Take the appointed moment back; the issue stays approved."""
    return _step(issue, user, (State.SCHEDULED,), State.APPROVED, note, scheduled_for=None)


@transaction.atomic
def publish_approved(issue, user, note=""):
    """Publish an approved issue now; the new Edition. The note is for the log of steps alone."""
    fresh = _locked(issue)
    if fresh.state not in (State.APPROVED, State.SCHEDULED):
        state = fresh.get_state_display()
        raise NotPublishable(f"{fresh}的状态是“{state}”，审定之后才能发布。")
    return publish(fresh, user=user, said=note)


def check_ahead(moment):
    """Check what is scheduled for `moment`, for which `publish_due` then has less to do.

    What it is to be told as `checked`: {key of the issue: moment}.
    """
    due = list(Issue.objects.filter(state=State.SCHEDULED, scheduled_for=moment))
    recheck(due)
    for issue in due:
        digest(as_text(frozen(issue)))  # what is to be read then is near at hand
    return {issue.pk: moment for issue in due}


def publish_due(now=None, leave=(), checked=()):
    """Publish what is scheduled for `now` or before; [(issue, Edition or the refusal)].

    One transaction an issue; of two that run at once, one publishes and the other passes by. Issues
    with a key among `leave` are left for another time; `checked` comes from `check_ahead`.
    """
    now = now or timezone.now()
    due = Issue.objects.filter(state=State.SCHEDULED, scheduled_for__lte=now)
    due = due.exclude(pk__in=list(leave))
    return [
        (issue, told)
        for issue in due.order_by("scheduled_for", "pk")
        if (told := _publish_due(issue, dict(checked).get(issue.pk)))
    ]


def _publish_due(issue, checked_for):
    try:
        with transaction.atomic():
            fresh = _locked(issue)
            moment = fresh.scheduled_for
            if fresh.state != State.SCHEDULED or moment != issue.scheduled_for:
                return None
            return publish(fresh, checked=checked_for == moment, said=lateness(moment))
    except NotPublishable as refusal:
        return refusal


def next_moment(now):
    """The first moment after `now` for which an issue is scheduled, or None."""
    waiting = Issue.objects.filter(state=State.SCHEDULED, scheduled_for__gt=now)
    return waiting.order_by("scheduled_for").values_list("scheduled_for", flat=True).first()


@transaction.atomic
def publish(issue, note="", checked=False, user=None, said=""):
    """The new Edition of `issue`, published from this moment on. Raises NotPublishable.

    Figures are checked anew before they go out, unless the caller has `checked` them just now. What
    was approved goes out as it was approved or not at all. `note` is kept with the edition, and
    `said` with the step alone.
    """
    issue = _locked(issue)
    if issue.state in OUT:
        raise NotPublishable(f"{issue}的状态是“{issue.get_state_display()}”，不能再次发布。")
    if not checked:
        recheck([issue])
    errors = Finding.objects.filter(origin=issue.origin).errors()
    if errors:
        raise NotPublishable(
            f"{issue}有 {len(errors)} 个错误尚未改正，没有发布；第一个：{errors[0].message}"
        )
    content = as_text(frozen(issue))
    if issue.approved_sha256 and issue.approved_sha256 != digest(content):
        raise NotPublishable(f"{issue}审定之后内容有改动，没有发布；请退回后重新送审。")
    now, before = timezone.now(), issue.state
    Table.objects.filter(issue_table__issue=issue).update(published_at=now, closed_at=now)
    issue.state, issue.published_at = State.PUBLISHED, now
    _keep(issue, ["state", "published_at"], user)
    Step.objects.create(
        issue=issue, made_by=user, before=before, after=issue.state, note=said or note,
        sha256=digest(content),
    )  # fmt: skip
    return new_edition(issue, content, now, note=note)


@transaction.atomic
def new_edition(issue, content, moment, kind=Edition.Kind.FIRST, note=""):
    """Keep `content` as the next version of the issue, which is what readers find from now on."""
    edition = Edition.objects.create(
        issue=issue,
        number=issue.editions.count() + 1,
        kind=kind,
        published_at=moment,
        note=note,
        content=content,
        sha256=digest(content),
    )
    index_edition(edition)
    return edition


@transaction.atomic
def withdraw(issue, user, reason):
    """Take a published issue back with its figures; its page stays and says why. Links to
    previews that were given out open it no more either; who is to see it gets a new one."""
    if not reason.strip():
        raise NotAllowed("请写明撤回的原因；读者会看到它。")
    changes = {"withdrawn_at": timezone.now(), "withdrawn_reason": reason.strip()}
    step = _step(issue, user, (State.PUBLISHED,), State.WITHDRAWN, reason, **changes)
    Table.objects.filter(issue_table__issue=issue).update(published_at=None)
    revoke_open(issue.previews.all())
    forget_issue(issue)
    return step


@transaction.atomic
def _step(issue, user, before, after, note, content="", **changes):
    """Take one step; the Step. `issue` itself is brought up to date. Raises NotAllowed."""
    fresh = _locked(issue)
    _must_stand_in(fresh, before)
    step = Step(issue=fresh, made_by=user, before=fresh.state, after=after, note=note.strip())
    step.sha256 = content or digest(as_text(frozen(fresh)))
    step.save()
    fresh.state = after
    for name, value in changes.items():
        setattr(fresh, name, value)
    _keep(fresh, ["state", *changes], user)
    issue.refresh_from_db()
    return step


def _must_stand_in(issue, states):
    if issue.state not in states:
        raise NotAllowed(f"{issue}现在是“{issue.get_state_display()}”，不能这样做。")


def _locked(issue):
    return Issue.objects.select_for_update().get(pk=issue.pk)


def _keep(issue, fields, user):
    issue.version += 1
    issue._history_user = user
    issue.save(update_fields=[*fields, "version"])
