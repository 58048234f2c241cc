"""Corrections made in one go, for tests of what they lead to."""

from uuid import uuid4

from news.correcting import approve, propose, rehearse
from news.models import Amendment, State
from news.publishing import publish
from news.restoring import changes_back
from stats.correcting import cells_typed
from tests.builders import make_issue, make_table
from tests.desk import make_staff

WORDING = "鼓楼医院漏计一天。"


def published(*tables, **options):
    """An issue with these unpublished tables that went the way to its readers."""
    tables = tables or [make_table(published=False)]
    issue = make_issue(tables=tables, state=State.DRAFT, **options)
    publish(issue, checked=True)
    issue.refresh_from_db()
    return issue


def typed(table, name="南京鼓楼医院", **texts):
    """Changes of cells in the row of that name: metric, or metrics joined by __, and the text."""
    row = table.rows.get(printed_name=name)
    return cells_typed(
        table, {(row.pk, tuple(codes.split("__"))): text for codes, text in texts.items()}
    )


def amendment_of(issue, kind="correction", wording=WORDING, **changes):
    return Amendment(
        issue=issue,
        kind=kind,
        reason="录入错误",
        public_wording=wording,
        changes=changes,
        token=uuid4().hex,
    )


def corrected(issue, user=None, **options):
    """The Edition that these changes lead to, proposed by one person and approved by another."""
    other = make_staff(uuid4().hex)
    kept = propose(amendment_of(issue, **options), user or make_staff(uuid4().hex))
    return approve(kept, other, rehearse(kept, other).seen)


def brought_back(edition, user=None):
    """The Edition that brings the issue back to what `edition` held."""
    return corrected(edition.issue, user, kind="restored", **changes_back(edition))
