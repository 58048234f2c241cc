"""The pages of corrections on the desk: typed, looked at, submitted, approved by another."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from news.models import Amendment, Article, Edition
from stats.models import Correction, Observation
from tests.builders import DISTRICTS, DISTRICTS_ROWS, make_table
from tests.desk import make_staff, messages_of
from tests.news.corrections import amendment_of, corrected, published, typed
from tests.web import found, opened, rows, texts

pytestmark = pytest.mark.django_db

WHY = {"kind": "correction", "reason": "录入错误", "wording": "漏计一天。"}


@pytest.fixture
def people(roles):
    made = {}
    for name, role in (("editor", "编辑"), ("reviewer", "审核")):
        made[name] = make_staff(name, is_superuser=False)
        made[name].groups.set([roles[role]])
    return made


@pytest.fixture
def editor(client, people):
    client.force_login(people["editor"])
    return people["editor"]


@pytest.fixture
def issue():
    return published()


@pytest.fixture
def reviewer(people):
    return people["reviewer"]


def place_of(table, name="南京鼓楼医院", codes="online"):
    return f"c-{table.rows.get(printed_name=name).pk}-{codes}"


def page_of(table):
    return reverse("admin:stats_table_correct", args=[table.pk])


def opened_at(client, address):
    return re.search(r'name="opened" value="([^"]*)"', client.get(address).content.decode())[1]


def typed_in(client, table, address=None, **cells):
    """The answer to the form of a table with these fields typed in."""
    address = address or page_of(table)
    return client.post(address, {**WHY, "opened": opened_at(client, address), **cells})


def payload_of(response):
    return {"payload": response.context["payload"]}


def test_from_the_form_to_the_readers(client, editor, reviewer, issue):
    table = issue.tables.get()
    looked = typed_in(
        client, table, **{place_of(table): "6686", place_of(table, codes="subtotal"): "8724"}
    )
    assert [[line.where, line.old, line.new] for line in looked.context["parts"][0].lines] == [
        ["南京鼓楼医院，12320在线预约", "6668", "6686"]
    ]
    assert (Amendment.objects.count(), Correction.objects.count()) == (0, 0)
    kept = client.post(page_of(table), payload_of(looked) | {"keep": "提交"})
    amendment = Amendment.objects.get()
    assert kept["Location"] == reverse("admin:news_amendment_change", args=[amendment.pk])
    assert client.get(kept["Location"]).context["rights"] == {"take_back"}
    client.force_login(reviewer)
    page = client.get(kept["Location"])
    assert page.context["rights"] == {"approve", "refuse"}
    data = {"seen": page.context["seen"], "approve": "批准", "decision": "同意"}
    done = client.post(kept["Location"], data, follow=True)
    assert messages_of(done) == ["已更正，发布为第2版。"]
    assert Observation.objects.get(row__number="1", metric__code="online").raw_text == "6686"
    again = client.post(kept["Location"], data, follow=True)
    assert (again.status_code, Edition.objects.count()) == (200, 2)
    amendment.refresh_from_db()
    assert (amendment.stage, amendment.decided_by, amendment.decision) == (
        "applied",
        reviewer,
        "同意",
    )


def test_submitted_twice_it_is_kept_once(client, editor, issue):
    table = issue.tables.get()
    data = payload_of(typed_in(client, table, **{place_of(table): "6686"})) | {"keep": "提交"}
    places = {client.post(page_of(table), data)["Location"] for _ in range(3)}
    assert (len(places), Amendment.objects.count()) == (1, 1)


def test_what_was_looked_at_cannot_be_exchanged_on_the_way(client, editor, issue):
    table = issue.tables.get()
    data = payload_of(typed_in(client, table, **{place_of(table): "6686"}))
    data["payload"] = data["payload"][:-3] + "abc"
    assert client.post(page_of(table), data | {"keep": "提交"}).status_code == 404
    assert Amendment.objects.count() == 0


def test_one_may_go_back_to_what_was_typed(client, editor, issue):
    table = issue.tables.get()
    data = payload_of(typed_in(client, table, **{place_of(table): "6686"})) | {"back": "返回"}
    content = client.post(page_of(table), data).content.decode()
    assert f'name="{place_of(table)}" value="6686"' in content
    assert "漏计一天。</textarea>" in content


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({}, "没有任何改动。"),
        ({"online": "约30"}, "“约30”认不出是数还是记号；请改写后再试，或指定它的状态。"),
    ],
)
def test_what_is_wrong_is_said_above_the_form(client, editor, issue, cells, said):
    table = issue.tables.get()
    typed_cells = {place_of(table, codes=code): text for code, text in cells.items()}
    answer = typed_in(client, table, **typed_cells)
    assert (answer.status_code, answer.context["said"]) == (200, said)


def test_without_reason_or_words_it_is_asked_again(client, editor, issue):
    table = issue.tables.get()
    data = {place_of(table): "6686", "reason": "随便", "wording": " "}
    assert set(typed_in(client, table, **data).context["form"].errors) == {"reason", "wording"}


def test_a_cell_corrected_meanwhile_is_shown_with_both_values(client, editor, issue):
    table = issue.tables.get()
    opened = opened_at(client, page_of(table))
    corrected(issue, cells=typed(table, online="6686"))
    data = {**WHY, "opened": opened, place_of(table): "6866"}
    answer = client.post(page_of(table), data)
    assert answer.status_code == 409
    assert answer.context["moved"] == [("南京鼓楼医院，12320在线预约", "6668", "6686", "6866")]
    same = client.post(page_of(table), data | {place_of(table): "6668"})
    assert same.context["said"] == "没有任何改动。"


def test_two_proposals_of_a_cell_the_later_shows_both_values(client, editor, reviewer, issue):
    later = amendment_of(issue, cells=typed(issue.tables.get(), online="6866"))
    later.proposed_by = editor
    later.save()
    corrected(issue, cells=typed(issue.tables.get(), online="6686"))
    client.force_login(reviewer)
    page = client.get(reverse("admin:news_amendment_change", args=[later.pk]))
    assert page.context["moved"] == [("南京鼓楼医院", "6668", "6686", "6866")]
    assert (page.context["seen"], page.context["rights"]) == (None, {"approve", "refuse"})
    assert "批准，发布新版" not in page.content.decode()


def test_pairs_and_words_are_typed_like_cells(client, editor):
    table = make_table("districts", "2024-08", DISTRICTS, DISTRICTS_ROWS, published=False)
    published(table)
    cells = {place_of(table, "江宁区", "declared+required"): "未反馈/130", "w-note": "另见第10期。"}
    changes = typed_in(client, table, **cells).context["amendment"].changes
    assert [(one["metric"], one["new"]) for one in changes["cells"]] == [
        ("declared", [None, "L", "未反馈/130"]),
        ("required", ["130", "A", "未反馈/130"]),
    ]
    assert changes["words"] == [
        {"table": table.pk, "field": "note", "old": "", "new": "另见第10期。"}
    ]


def test_each_label_of_a_row_stands_under_its_head(client, editor, issue):
    page = opened(client, page_of(issue.tables.get()))
    heads = texts(page, ".labels thead th")
    assert heads == ["行", "印刷名称", "分组", "序号", "脚注"]
    told = [box.get("aria-label") for box in found(page, ".labels tbody input")]
    assert [label.split("，")[1] for label in told[:4]] == heads[1:]


def test_words_follow_the_figure_they_tell_once(client, editor):
    table = make_table(published=False, note="（全月 6668，另有 8724 与 8724）")
    published(table)
    cells = {place_of(table): "6686", place_of(table, codes="subtotal"): "1"}
    (word,) = typed_in(client, table, **cells).context["amendment"].changes["words"]
    assert word["new"] == "（全月 6686，另有 8724 与 8724）"


def test_an_article_is_corrected_by_itself(client, editor, issue):
    article = Article.objects.get()
    address = reverse("admin:news_article_correct", args=[article.pk])
    looked = typed_in(client, None, address, title="头条新闻", body=article.body)
    assert looked.context["amendment"].changes == {
        "texts": [
            {"kind": "article", "id": article.pk, "field": "title", "old": "头条文章",
             "new": "头条新闻"}
        ]
    }  # fmt: skip
    corrected(issue, cells=typed(issue.tables.get(), online="1"))
    data = {**WHY, "opened": "1", "title": "别的"}
    assert client.post(address, data).status_code == 409


def test_an_older_version_is_brought_back_through_the_same_door(client, editor, issue):
    corrected(issue, cells=typed(issue.tables.get(), online="6686"))
    first = issue.editions.get(number=1)
    address = reverse("admin:news_edition_restore", args=[first.pk])
    looked = client.post(address, WHY | {"kind": "restored"})
    client.post(address, payload_of(looked) | {"keep": "提交"})
    amendment = Amendment.objects.get(kind="restored")
    assert (amendment.restores, amendment.stage) == (first, "proposed")
    assert [change["new"] for change in amendment.changes["cells"]] == [["6668", "A", "6668"]]


def test_nobody_decides_what_is_not_hers(client, editor, reviewer, issue):
    amendment = amendment_of(issue, cells=typed(issue.tables.get(), online="6866"))
    amendment.proposed_by = reviewer
    amendment.save()
    address = reverse("admin:news_amendment_change", args=[amendment.pk])
    for deed in ("approve", "refuse", "take_back"):
        assert client.post(address, {deed: "是"}).status_code == 403


def test_later_comparisons_and_sentences_are_told(client, editor):
    august = make_table(published=False)
    september = make_table(period="2024-09", origin="2024-10", published=False)
    published(august)
    published(september, year=2024, number=10)
    impact = typed_in(client, august, **{place_of(august): "3334"}).context["impact"]
    assert impact.compared == [
        ("2024年9月，南京鼓楼医院12320在线预约", "环比持平", "环比增长100.0%")
    ]
    page = typed_in(client, august, **{place_of(august): "3334"}).content.decode()
    assert "环比增长100.0%" in page


def test_the_list_of_what_may_be_corrected(client, editor, issue):
    from lxml import html

    content = client.get(reverse("admin:news_issue_correct", args=[issue.pk])).content
    page = html.document_fromstring(content.decode())
    assert texts(page, ".choices li")[:4] == [
        "预约挂号 2024年8月",
        "报头和刊尾",
        "头条文章",
        "简讯：9月10日，举办了培训会。",
    ]
    assert rows(page) == []


def waiting_in(page):
    """What the head of a page and the home of the desk say of corrections that wait."""
    room = [text for text in texts(page, "nav[id=rooms] a") if text.startswith("更正单")]
    return room, texts(page, "section[aria-labelledby=desk-waiting] li")


def test_who_may_decide_is_told_of_what_waits_and_nobody_else(client, people, issue):
    kept = amendment_of(issue, cells=typed(issue.tables.get(), online="6686"))
    kept.proposed_by = people["editor"]
    kept.save()
    taken = amendment_of(issue, cells=typed(issue.tables.get(), online="7"))
    taken.proposed_by, taken.stage = people["editor"], "taken-back"
    taken.save()
    client.force_login(people["editor"])
    assert waiting_in(opened(client, "/admin/")) == (["更正单"], [])
    client.force_login(people["reviewer"])
    at = timezone.localtime(kept.proposed_at)
    told = f"2024年第9期更正：鼓楼医院漏计一天。 editor提出，{at.month}月{at.day}日 {at:%H:%M}"
    assert waiting_in(opened(client, "/admin/")) == (["更正单 1 份等您审定"], [told])
    (room,) = found(opened(client, "/admin/news/issue/"), "nav[id=rooms] .waiting")
    assert room.getparent().get("href") == "/admin/news/amendment/?stage__exact=proposed"


def test_in_an_office_of_one_ones_own_waits_for_oneself(client, admin_user, issue):
    kept = amendment_of(issue, cells=typed(issue.tables.get(), online="6686"))
    kept.proposed_by = admin_user
    kept.save()
    client.force_login(admin_user)
    assert waiting_in(opened(client, "/admin/"))[0] == ["更正单 1 份等您审定"]
