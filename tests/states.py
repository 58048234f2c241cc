"""An issue in each state it can be in, and its addresses by kind: those of readers, of the desk."""

from datetime import timedelta
from hashlib import sha256

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from news.models import ArticleImage, EditionFile, SourceDocument, State
from news.previewing import new_link
from news.publishing import withdraw
from news.releasing import digest_of
from nhb_site import auditing
from stats.models import Institution, Table
from tests import guessing
from tests.builders import BOOKINGS, MOMENT, keep_edition, make_issue, make_table

ROLES = ("匿名", "停用", "无角色", "录入", "编辑", "审核", "管理", "审计", "超级用户")
METHODS = ("GET", "HEAD", "POST", "DELETE")
DELETED, CORRECTED, ANY = "已删除", "已更正", "—"
STATES = (*(str(state.label) for state in State), CORRECTED, DELETED)
HIDDEN = (*STATES[:4], DELETED)
FILES = {"pdf": b"%PDF-", "docx": b"PK", "zip": b"PK"}  # as were made when first asked for
# Of one issue on the desk: the name of a page, and of what there is a record of in `records`.
DESK = {
    "news_issue_change": "issue",
    "news_issue_history": "issue",
    "news_issue_compare": "issue",
    "news_issue_workbook": "issue",
    "news_issue_approve": "issue",
    "news_issue_publish": "issue",
    "stats_table_grid": "table",
    "news_sourcedocument_download": "source",
}
# The log, lists and copies, which are of no issue; nothing of them may be changed by anybody.
OF_ALL = ("news_issue_changelist", "nhb_site_auditentry_changelist", "status")
OF_THE_LOG = ("change", "delete", "history")


def make_states(author):
    """{state: {"values": what its public addresses are made of, "desk": keys of its records}}."""
    return {name: _made(name, number, author) for number, name in enumerate(STATES, 1)}


def _made(name, number, author):
    out = name not in HIDDEN
    told = {CORRECTED: State.PUBLISHED, DELETED: State.DRAFT}
    state = told.get(name) or next(state for state in State if state.label == name)
    issue = _issue(number, State.PUBLISHED if out else state)
    values, records = _of(issue, number), _records(issue, author)
    values["secret"] = (records.pop("secret"),)
    if name == CORRECTED:
        keep_edition(issue)
    elif state == State.WITHDRAWN:
        withdraw(issue, author, "数据有误")
    for edition in issue.editions.all():
        for kind, content in FILES.items():
            EditionFile.objects.create(edition=edition, kind=kind, content=content)
    if name == DELETED:
        issue.delete()
        Table.objects.filter(pk=records["table"]).delete()
    return {"values": values, "desk": records}


def _issue(number, state):
    out, settled = state == State.PUBLISHED, state not in (State.DRAFT, State.IN_REVIEW)
    header = [{**column, "path": [f"密{number}"]} if column["metrics"] else column
              for column in BOOKINGS]  # fmt: skip
    rows = [("1", f"状态医院{number}", "1", "2")]
    table = make_table(
        f"family-{number}", f"2023-{number:02d}", header, rows, family=f"统计{number}",
        published=out, origin=f"2023-{number:02d}", closed_at=timezone.now() if settled else None,
    )  # fmt: skip
    issue = make_issue(2023, number, tables=[table], articles=[f"状态文章{number}"], state="draft")
    _picture(issue)
    issue.state = state
    if settled:
        _approved(issue)
    issue.save()
    if out:
        keep_edition(issue)
    return issue


def _approved(issue):
    """What the steps to approving leave behind, and those after it."""
    issue.approved_sha256 = digest_of(issue)
    issue.published_at = MOMENT if issue.state == State.PUBLISHED else None
    if issue.state == State.SCHEDULED:
        issue.scheduled_for = timezone.now() + timedelta(hours=1)
    way = {"before": "in-review", "after": "approved", "sha256": issue.approved_sha256}
    issue.steps.create(**way)


def _picture(issue):
    image = ArticleImage(article=issue.articles.get(), position=1, alt="会场")
    image.file.save("a.png", ContentFile(b"x"))


def _of(issue, number):
    """What `guessing` makes the public addresses of."""
    code = Institution.objects.get(name=f"状态医院{number}").code
    return guessing.RANDOM | {
        "year": (2023,),
        "number": (number,),
        "slug": (f"family-{number}",),
        "period": (f"2023-{number:02d}",),
        "code": (code,),
        "name": (ArticleImage.objects.get(article__issue=issue).name,),
        "section": ("issues",),
    }


def _records(issue, author):
    text = f"原稿{issue.number}".encode()
    source = SourceDocument(issue=issue, name="原稿.txt", sha256=sha256(text).hexdigest())
    source.file.save("a.txt", ContentFile(text))
    _, secret = new_link(issue, "主任", author)
    return {
        "issue": issue.pk,
        "table": issue.tables.get().pk,
        "source": source.pk,
        "secret": secret,
    }


def addresses(states):
    """{(kind, state): address} of every address there is."""
    return _public(states) | _plain() | _desk(states)


def _public(states):
    found = {}
    for state, made in states.items():
        found |= {(kind, state): one[0] for kind, one in guessing.guessed(made["values"]).items()}
    return found


def _plain():
    found = {(name, ANY): reverse(name) for name, names in guessing.public_patterns() if not names}
    found |= {(name, ANY): reverse(f"admin:{name}") for name in OF_ALL}
    entry = auditing.record(auditing.Kind.PREVIEW, "甲")
    for page in OF_THE_LOG:
        name = f"nhb_site_auditentry_{page}"
        found[name, ANY] = reverse(f"admin:{name}", args=[entry.pk])
    return found


def _desk(states):
    return {
        (name, state): reverse(f"admin:{name}", args=[made["desk"][what]])
        for state, made in states.items()
        for name, what in DESK.items()
    }
