"""Corrections of a published issue: proposed, looked at with all that follows, approved, applied.

`changes` is a dict of four lists: `cells` and `words` as stats.correcting tells them, `rows` as
stats.correcting_rows does, and `texts`, each with the kind of text, its key, the name of the field,
the text before and after.
"""

import copy
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from news.bodies import sanitised
from news.checking import recheck
from news.freezing import as_text, digest, frozen
from news.impact import Impact, followers, impact_of, surroundings
from news.models import Amendment, Article, ArticleImage, Brief, Edition, Issue, State
from news.publishing import NotAllowed, new_edition, others_who_may_approve
from stats.correcting import Act, Moved, NotCorrectable, correct
from stats.correcting_rows import correct_rows
from stats.models import Finding

TEXTS = {
    "article": (Article, ("title", "subtitle", "source", "dateline", "body", "topics")),
    "image": (ArticleImage, ("alt", "caption", "stage")),
    "brief": (Brief, ("text",)),
    "issue": (
        Issue,
        (
            "name", "serial", "printed_on", "publisher", "organisation", "address", "postcode",
            "phone", "fax", "email", "website", "editor", "print_run", "captions", "running_text",
        ),
    ),
}  # fmt: skip
Stage = Amendment.Stage


@dataclass(frozen=True)
class Rehearsal:
    """What a correction would do; `seen` is the digest of what would be published."""

    impact: Impact
    seen: str


def is_empty(changes):
    return not any(changes.get(part) for part in ("rows", "cells", "words", "texts"))


def rehearse(amendment, user):
    """The Rehearsal of a correction: done as it will be done, and undone. Raises NotCorrectable."""
    with transaction.atomic():
        before = surroundings(amendment)
        edition = _apply(amendment, user, timezone.now())
        told = Rehearsal(impact_of(amendment, before, surroundings(amendment)), _seen(edition))
        transaction.set_rollback(True)
    return told


@transaction.atomic
def propose(amendment, user):
    """The Amendment, kept to be approved; the one kept before where it was sent twice."""
    known = Amendment.objects.filter(token=amendment.token).first()
    if known:
        return known
    amendment.proposed_by = user
    try:
        with transaction.atomic():
            amendment.save()
    except IntegrityError:  # sent twice at the same moment
        return Amendment.objects.get(token=amendment.token)
    return amendment


@transaction.atomic
def approve(amendment, user, seen, decision=""):
    """Apply a proposed correction; its Edition. `seen` is from the Rehearsal this person saw.

    One that is applied already is left as it is. Raises NotAllowed and NotCorrectable.
    """
    amendment = _locked(amendment)
    if amendment.stage == Stage.APPLIED:
        return amendment.edition
    _must_be_open(amendment)
    if amendment.proposed_by == user and others_who_may_approve(user):
        raise NotAllowed("这份更正是您提出的，请由另一位同事审定。")
    edition = _apply(amendment, user, timezone.now())
    if _seen(edition) != seen:
        raise NotAllowed("打开页面之后这一期又有改动，请重新看过再审定。")
    amendment.edition = edition
    _decide(amendment, Stage.APPLIED, user, decision, edition.published_at)
    return edition


def waiting_for(user):
    """The proposed corrections that wait for this person's word, first come first."""
    if not user.has_perm("news.approve_issue"):
        return []
    known = Amendment.objects.filter(stage=Stage.PROPOSED, issue__state=State.PUBLISHED)
    known = known.select_related("issue", "proposed_by").defer("changes").order_by("proposed_at")
    waiting = list(known)
    if any(one.proposed_by == user for one in waiting) and others_who_may_approve(user):
        waiting = [one for one in waiting if one.proposed_by != user]
    return waiting


def refuse(amendment, user, decision):
    """Give a proposed correction back, saying why."""
    if not decision.strip():
        raise NotAllowed("请写明退回的原因。")
    return _close(amendment, Stage.REFUSED, user, decision)


def take_back(amendment, user):
    """Have a proposed correction not be made after all."""
    if amendment.proposed_by != user:
        raise NotAllowed("只有提出人可以收回。")
    return _close(amendment, Stage.TAKEN_BACK, user, "")


@transaction.atomic
def _close(amendment, stage, user, decision):
    amendment = _locked(amendment)
    _must_be_open(amendment)
    return _decide(amendment, stage, user, decision, timezone.now())


def _decide(amendment, stage, user, decision, moment):
    amendment.stage, amendment.decision = stage, decision.strip()
    amendment.decided_by, amendment.decided_at = user, moment
    amendment.save()
    return amendment


def _locked(amendment):
    amendments = Amendment.objects.select_for_update(of=("self",)).select_related("issue")
    return amendments.get(pk=amendment.pk)


def _must_be_open(amendment):
    if not amendment.is_open:
        raise NotAllowed(f"这份更正单{amendment.get_stage_display()}，不能再审定。")


def _apply(amendment, user, moment):
    """Change the records and freeze the issue anew; the Edition. Within a transaction."""
    issue = Issue.objects.select_for_update().get(pk=amendment.issue_id)
    if issue.state != State.PUBLISHED:
        raise NotCorrectable("只有已发布的一期才用更正。")
    changes = amendment.changes
    if is_empty(changes):
        raise NotCorrectable("没有任何改动。")
    number = issue.editions.count() + 1
    act = Act(amendment.kind, amendment.reason, amendment.public_wording, number, moment, user)
    tables = list(issue.tables.values_list("pk", flat=True))
    correct_rows(tables, changes.get("rows", []), act)
    correct(tables, changes.get("cells", []), changes.get("words", []), act)
    _write_texts(issue, changes.get("texts", []), act)
    errors = set(_errors(issue))
    recheck([issue, *followers(amendment)])
    if fresh := [message for message in _errors(issue) if message not in errors]:
        raise NotCorrectable(f"这样更正会出现错误：{fresh[0]}")
    issue.refresh_from_db()  # its own words may be among those that were changed
    issue.version += 1
    issue._history_user = user
    issue.save(update_fields=["version"])
    content = as_text(frozen(issue))
    return new_edition(issue, content, moment, amendment.kind, amendment.public_wording)


def _errors(issue):
    return Finding.objects.filter(origin=issue.origin).errors().values_list("message", flat=True)


def _write_texts(issue, texts, act):
    """Change texts of the issue, with their history. Raises NotCorrectable, or Moved."""
    found = [(change, _text_of(issue, change)) for change in texts]
    moved = [
        (str(text), change["old"], told_of(text, change["field"]), change["new"])
        for change, text in found
        if told_of(text, change["field"]) != change["old"]
    ]
    if moved:
        raise Moved(moved)
    for change, text in found:
        text = type(text).objects.get(pk=text.pk)  # several fields of one text are changed in turn
        setattr(text, change["field"], _read(text, change["field"], change["new"]))
        text._history_user, text._change_reason = act.user, act.reason[:100]
        _save(text)


def told_of(text, field):
    """What a field says, as changes tell it."""
    value = getattr(text, field)
    return "" if value is None else str(value)


def _read(text, name, told):
    field = text._meta.get_field(name)
    return field.to_python(told) if told else (None if field.null else "")


def _save(text):
    try:
        text.full_clean(validate_unique=False)
        text.save()
    except ValidationError as error:
        raise NotCorrectable(f"“{text}”不能这样改：{'；'.join(error.messages)}") from None


def _text_of(issue, change):
    model, fields = TEXTS.get(change["kind"], (None, ()))
    ways = {Issue: {"pk": issue.pk}, ArticleImage: {"article__issue": issue}}
    own = ways.get(model, {"issue": issue})
    text = model and model.objects.filter(**own).filter(pk=change["id"]).first()
    if text is None or change["field"] not in fields:
        raise NotCorrectable("所改的文字不在这一期里。")
    return text


def texts_typed(kind, text, typed):
    """The changes that {field: text} make in an article, a picture, a brief or the masthead."""
    changes = []
    for field in TEXTS[kind][1]:
        if field not in typed:
            continue
        old, new = told_of(text, field), typed[field].replace("\r\n", "\n").strip()
        new = sanitised(new) if field == "body" else _as_told(text, field, new)
        if new != old.strip():
            told = {"kind": kind, "id": text.pk, "field": field, "old": old, "new": new}
            changes.append(told)
    return changes


def _as_told(text, name, typed):
    """What was typed as changes tell it. Raises NotCorrectable for what is no such thing."""
    field = text._meta.get_field(name).formfield(required=False)
    try:
        value = field.clean(typed)
    except ValidationError as error:
        raise NotCorrectable(f"{field.label}：{'；'.join(error.messages)}") from None
    return "" if value is None else str(value)


def _seen(edition: Edition):
    """The digest of what an edition tells, but for the moment at which it was made."""
    content = copy.deepcopy(edition.whole)
    for table in content["tables"]:
        for told in table["corrections"]:
            if told["edition"] == edition.number:
                told["on"] = ""
    return digest(as_text(content))
