"""Corrections: proposed, approved by another, applied as a new version; what was stays known."""

import pytest

from news.correcting import approve, propose, refuse, rehearse, take_back
from news.models import Amendment, Article, Edition, State
from news.publishing import NotAllowed, publish
from news.restoring import changes_back
from stats.correcting import Moved, NotCorrectable, cells_typed
from stats.models import Correction, Observation, Table
from tests.builders import make_issue, make_table
from tests.desk import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(roles):
    user = make_staff("editor", is_superuser=False)
    user.groups.set([roles["编辑"]])
    return user


@pytest.fixture
def reviewer(roles):
    user = make_staff("reviewer", is_superuser=False)
    user.groups.set([roles["审核"]])
    return user


@pytest.fixture
def issue():
    made = make_issue(tables=[make_table(published=False)], state=State.DRAFT)
    publish(made, checked=True)
    made.refresh_from_db()
    return made


def typed(table, **texts):
    """Changes of the first row's cells: metric and the text typed."""
    row = table.rows.order_by("position").first()
    return cells_typed(table, {(row.pk, (code,)): text for code, text in texts.items()})


def amendment_of(issue, number=1, **changes):
    return Amendment(
        issue=issue,
        kind="correction",
        reason="录入错误",
        public_wording="鼓楼医院漏计一天。",
        changes=changes,
        token=f"t{number}",
    )


def corrected(issue, editor, reviewer, number=1, **texts):
    """The Edition that changing cells of the first row leads to."""
    kept = propose(amendment_of(issue, number, cells=typed(issue.tables.get(), **texts)), editor)
    return approve(kept, reviewer, rehearse(kept, reviewer).seen)


def online(issue):
    return Observation.objects.filter(row__table__issues=issue, metric__code="online").first()


def test_a_correction_makes_a_new_version_and_keeps_what_was(issue, editor, reviewer):
    before = bytes(issue.editions.get().content.encode())
    version = Table.objects.get().version
    edition = corrected(issue, editor, reviewer, online="6686")
    assert (edition.number, edition.kind, edition.note) == (2, "correction", "鼓楼医院漏计一天。")
    cell = online(issue)
    assert (cell.raw_text, cell.value) == ("6686", 6686)
    told = Correction.objects.get()
    assert (told.old_raw_text, told.new_raw_text, told.old_status) == ("6668", "6686", "A")
    assert (told.reason, told.edition, told.made_by) == ("录入错误", 2, reviewer)
    assert told.made_at == edition.published_at
    assert [past.raw_text for past in cell.history.all()] == ["6686", "6668"]
    assert Table.objects.get().version == version + 1
    (table,) = edition.whole["tables"]
    assert table["corrections"] == [
        {
            "row": 0,
            "metric": "online",
            "old": "6668",
            "new": "6686",
            "kind": "correction",
            "reason": "录入错误",
            "edition": 2,
            "on": edition.published_at.isoformat(),
        }
    ]
    assert bytes(Edition.objects.get(number=1).content.encode()) == before


def test_looking_at_what_follows_writes_nothing(issue, editor):
    proposed = amendment_of(issue, cells=typed(issue.tables.get(), online="6686"))
    told = rehearse(proposed, editor).impact
    assert online(issue).raw_text == "6668"
    assert (Correction.objects.count(), issue.editions.count()) == (0, 1)
    assert [label for label, _ in told.files] == [
        "2024年第9期网页",
        "2024年第9期 PDF",
        "2024年第9期 Word 文件",
        "2024年第9期 全部文件",
        "预约挂号2024年8月",
        "预约挂号2024年8月 CSV",
        "预约挂号各月 CSV",
    ]
    assert told.found == [
        "2024-08预约挂号统计（2024-08） · 合计 · 12320在线预约：合计印作 8487，各行相加为 8505，"
        "相差 18。"
    ]


def test_nobody_approves_her_own_where_another_could(issue, editor, reviewer, roles):
    editor.groups.add(roles["审核"])
    editor = type(editor).objects.get(pk=editor.pk)
    kept = propose(amendment_of(issue, cells=typed(issue.tables.get(), online="1")), editor)
    seen = rehearse(kept, editor).seen
    with pytest.raises(NotAllowed, match="请由另一位同事审定"):
        approve(kept, editor, seen)
    assert approve(kept, reviewer, seen).number == 2


def test_sent_or_approved_twice_it_is_done_once(issue, editor, reviewer):
    changes = typed(issue.tables.get(), online="6686")
    kept = propose(amendment_of(issue, cells=changes), editor)
    assert propose(amendment_of(issue, cells=changes), editor) == kept
    seen = rehearse(kept, reviewer).seen
    assert approve(kept, reviewer, seen) == approve(kept, reviewer, seen)
    assert (Correction.objects.count(), issue.editions.count()) == (1, 2)


def test_of_two_corrections_of_a_cell_the_second_is_refused_with_both_values(
    issue, editor, reviewer
):
    first, second = (
        propose(amendment_of(issue, number, cells=typed(issue.tables.get(), online=text)), editor)
        for number, text in ((1, "6686"), (2, "6866"))
    )
    seen = rehearse(second, reviewer).seen
    approve(first, reviewer, rehearse(first, reviewer).seen)
    with pytest.raises(Moved) as refused:
        approve(second, reviewer, seen)
    assert refused.value.cells == [("南京鼓楼医院", "6668", "6686", "6866")]
    assert issue.editions.count() == 2


def test_what_was_seen_is_what_is_published_or_nothing(issue, editor, reviewer):
    first, second = (
        propose(amendment_of(issue, code, cells=typed(issue.tables.get(), **{code: "5"})), editor)
        for code in ("online", "subtotal")
    )
    seen = rehearse(second, reviewer).seen
    approve(first, reviewer, rehearse(first, reviewer).seen)
    with pytest.raises(NotAllowed, match="又有改动，请重新看过"):
        approve(second, reviewer, seen)


@pytest.mark.parametrize("text", ["约30", "12e3"])
def test_what_cannot_be_read_is_no_correction(issue, text):
    with pytest.raises(NotCorrectable, match="认不出是数还是记号"):
        typed(issue.tables.get(), online=text)


def test_a_decided_one_is_closed_for_good(issue, editor, reviewer):
    kept = propose(amendment_of(issue, cells=typed(issue.tables.get(), online="1")), editor)
    with pytest.raises(NotAllowed, match="请写明退回的原因"):
        refuse(kept, reviewer, " ")
    with pytest.raises(NotAllowed, match="只有提出人可以收回"):
        take_back(kept, reviewer)
    assert refuse(kept, reviewer, "证据不足").stage == "refused"
    with pytest.raises(NotAllowed, match="已退回，不能再审定"):
        approve(kept, reviewer, rehearse(kept, reviewer).seen)


def test_an_article_is_corrected_with_its_old_text_kept(issue, editor, reviewer):
    article = Article.objects.get()
    change = {"kind": "article", "id": article.pk, "field": "title"}
    change |= {"old": "头条文章", "new": "头条新闻"}
    kept = propose(amendment_of(issue, texts=[change]), editor)
    edition = approve(kept, reviewer, rehearse(kept, reviewer).seen)
    article.refresh_from_db()
    assert (article.title, edition.whole["articles"][0]["title"]) == ("头条新闻", "头条新闻")
    assert Edition.objects.get(number=1).whole["articles"][0]["title"] == "头条文章"


def test_an_older_version_is_brought_back_as_a_new_one(issue, editor, reviewer):
    corrected(issue, editor, reviewer, online="6686", subtotal="")
    first = Edition.objects.get(number=1)
    back = amendment_of(issue, 2, **changes_back(first))
    back.kind, back.restores = "restored", first
    kept = propose(back, editor)
    edition = approve(kept, reviewer, rehearse(kept, reviewer).seen)
    assert (edition.number, edition.kind) == (3, "restored")
    rows = [edition.whole["tables"][0]["rows"], first.whole["tables"][0]["rows"]]
    assert rows[0] == rows[1]
    assert changes_back(first) == {"rows": [], "cells": [], "words": [], "texts": []}
