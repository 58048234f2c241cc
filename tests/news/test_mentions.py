"""Sentences taken from the record, and what becomes of them when figures or texts change."""

from datetime import date
from decimal import Decimal

import pytest

from news.checking import recheck
from news.mentions import findings_on, recheck_sentences, stale_in
from news.models import FigureMention
from stats.models import Finding, Observation
from tests.builders import make_issue, make_table
from tests.desk import change, form_data, make_staff, messages_of

pytestmark = pytest.mark.django_db

NOW = "2024年8月，南京鼓楼医院12320在线预约6668，环比增长11.1%，同比持平。"


@pytest.fixture
def admin_user(db):
    return make_staff()


@pytest.fixture
def issue():
    """A draft with August, its July and the August before in earlier issues."""
    make_table(period="2024-07", origin="2024-08", rows=[("1", "南京鼓楼医院", "6000", "8000")])
    make_table(period="2023-08", origin="2023-09", rows=[("1", "南京鼓楼医院", "6668", "8724")])
    table = make_table(published=False)
    return make_issue(2024, 9, tables=[table], state="draft", briefs=[])


def address(issue):
    return f"/admin/news/issue/{issue.pk}/sentences/"


def choice(issue, row=0, metric="online", **fields):
    table = issue.tables.get()
    first = table.rows.all()[row]
    code = f"{first.institution_id or ''}|{first.kind}||"
    name = "" if first.institution_id else first.printed_name
    return {"table": table.pk, "row": code + name, "metric": metric} | fields


def taken(client, issue, **fields):
    fields = {"kind": "环比同比", "article": issue.articles.get().pk} | fields
    return client.post(address(issue), choice(issue) | fields, follow=True)


def set_figure(value, metric="online", period="2024-08"):
    cell = Observation.objects.get(
        metric__code=metric, row__position=1, row__table__period=f"{period}-01"
    )
    cell.value, cell.raw_text = Decimal(value), value
    cell.save()


def stale(issue):
    return [(one.where, one.old, one.new) for one in stale_in([issue])[issue.pk]]


class TestTheHelper:
    def test_offers_the_tables_of_the_issue_first_and_tells_the_first_figure(
        self, issue, admin_client
    ):
        page = admin_client.get(address(issue))
        assert [str(one.period) for one in page.context["choice"].tables] == [
            "2024-08-01", "2024-07-01", "2023-08-01",
        ]  # fmt: skip
        assert page.context["sentences"][0].text == NOW

    def test_tells_the_share_of_a_row_and_the_total_of_all(self, issue, admin_client):
        page = admin_client.get(address(issue), choice(issue))
        assert "占合计的78.6%" in page.content.decode()
        page = admin_client.get(address(issue), choice(issue, row=2))
        assert "2024年8月，预约挂号合计12320在线预约8487。" in page.content.decode()

    def test_puts_a_sentence_at_the_end_of_an_article_and_notes_it(self, issue, admin_client):
        response = taken(admin_client, issue)
        assert messages_of(response) == [f"已加到《头条文章》的末尾：{NOW}"]
        assert issue.articles.get().body.endswith(f"<p>{NOW}</p>")
        mention = FigureMention.objects.get()
        assert (mention.text, mention.period) == (NOW, date(2024, 8, 1))
        assert mention.told == {"value": "6668", "month": "增长11.1%", "year": "持平"}

    def test_gives_the_panel_the_sentence_and_leaves_the_article_alone(self, issue, admin_client):
        response = taken(admin_client, issue, article="", panel=1)
        assert response.content.decode() == NOW
        assert "6668" not in issue.articles.get().body
        assert FigureMention.objects.count() == 1

    def test_taking_twice_notes_it_once(self, issue, admin_client):
        taken(admin_client, issue)
        taken(admin_client, issue)
        assert FigureMention.objects.count() == 1

    @pytest.mark.parametrize("fields", [{"kind": "别的"}, {"article": "999"}, {"kind": ""}])
    def test_takes_nothing_that_was_not_offered(self, fields, issue, admin_client):
        response = taken(admin_client, issue, **fields)
        assert response.status_code == 404
        assert not FigureMention.objects.exists()

    def test_nonsense_in_its_address_shows_the_first_there_is(self, issue, admin_client):
        query = {"table": "x", "row": "' OR 1", "metric": "\u202e"}
        assert admin_client.get(address(issue), query).context["sentences"][0].text == NOW

    def test_is_for_those_who_write(self, issue, client):
        assert client.get(address(issue)).status_code == 302
        client.force_login(make_staff("clerk", is_superuser=False))
        assert client.get(address(issue)).status_code == 403
        assert client.post(address(issue)).status_code == 403

    def test_takes_nothing_into_an_issue_that_is_out(self, admin_client):
        issue = make_issue(tables=[make_table()])
        assert taken(admin_client, issue).status_code == 403


class TestWhenAFigureChanges:
    def test_nothing_is_said_while_text_and_record_agree(self, issue, admin_client):
        taken(admin_client, issue)
        assert stale(issue) == []

    def test_each_number_that_moved_is_named_with_its_text(self, issue, admin_client):
        taken(admin_client, issue)
        set_figure("6600")
        assert stale(issue) == [
            ("文章“头条文章”", "6668", "6600"),
            ("文章“头条文章”", "增长11.1%", "增长10.0%"),
            ("文章“头条文章”", "持平", "下降1.0%"),
        ]

    def test_a_base_that_moved_is_named_too(self, issue, admin_client):
        taken(admin_client, issue)
        set_figure("6668", period="2024-07")
        assert stale(issue) == [("文章“头条文章”", "增长11.1%", "持平")]

    def test_a_figure_that_is_gone_is_named(self, issue, admin_client):
        taken(admin_client, issue)
        issue.tables.get().rows.first().observations.filter(metric__code="online").delete()
        assert stale(issue)[0] == ("文章“头条文章”", "6668", "")

    def test_it_is_a_warning_among_the_findings_until_the_figure_is_back(self, issue, admin_client):
        taken(admin_client, issue)
        set_figure("6600")
        recheck([issue])
        found = Finding.objects.filter(code="sentence-figure")
        assert found.values_list("severity", "message").earliest("pk") == (
            "warning",
            "文中写“6668”，按现在的记录应为“6600”（12320在线预约，2024年8月）。",
        )
        set_figure("6668")
        recheck([issue])
        assert not found.exists()

    def test_the_page_of_the_issue_lists_it(self, issue, admin_client):
        taken(admin_client, issue)
        assert "文中数字与记录不一致" not in admin_client.get(change(issue)).content.decode()
        set_figure("6600")
        page = admin_client.get(change(issue)).content.decode()
        assert "文中数字与记录不一致" in page
        assert "文中写“6668”，按现在的记录应为“6600”" in page

    def test_correcting_the_text_on_its_page_clears_it(self, issue, admin_client):
        taken(admin_client, issue)
        set_figure("6600")
        recheck([issue])
        article = issue.articles.get()
        data = form_data(admin_client.get(change(article)))
        data["body"] = (
            data["body"]
            .replace("6668", "6600")
            .replace("11.1", "10.0")
            .replace("同比持平", "同比下降1.0%")
        )
        assert admin_client.post(change(article), data).status_code == 302
        assert not Finding.objects.filter(code="sentence-figure").exists()
        set_figure("6500")
        assert stale(issue)[0] == ("文章“头条文章”", "6600", "6500")

    def test_a_sentence_that_was_reworded_is_still_known_by_its_number(self, issue, admin_client):
        taken(admin_client, issue)
        issue.articles.update(body="<p>南京鼓楼医院上月在线预约达<b>6668</b>。</p>")
        set_figure("6600")
        assert [old for _, old, _ in stale(issue)] == ["6668"]

    @pytest.mark.parametrize(
        "body",
        [
            "<p>南京鼓楼医院预约16668。</p>",
            "<p>南京鼓楼医院预约6668.5。</p>",
            "<p>另一件事，6668。</p>",
            "<p>删去了。</p>",
        ],
    )
    def test_other_numbers_and_other_matters_are_left_alone(self, body, issue, admin_client):
        taken(admin_client, issue)
        issue.articles.update(body=body)
        set_figure("6600")
        assert stale(issue) == []

    def test_briefs_are_looked_at_too(self, issue, admin_client):
        taken(admin_client, issue, article="")
        issue.briefs.create(position=1, text=NOW)
        set_figure("6600")
        assert stale(issue)[0][0] == f"简讯“{NOW[:30]}”"

    def test_what_another_issue_prints_of_the_same_month_changes_nothing(self, issue, admin_client):
        taken(admin_client, issue)
        make_table(origin="2024-10", rows=[("1", "南京鼓楼医院", "1", "2")])
        assert stale(issue) == []


def test_many_issues_are_looked_at_in_the_same_few_queries(
    issue, admin_client, django_assert_num_queries
):
    with django_assert_num_queries(1):
        findings_on([issue])
    taken(admin_client, issue)
    with django_assert_num_queries(5):
        findings_on([issue])
    taken(admin_client, issue, kind="增减数")
    other = make_issue(2024, 11)
    with django_assert_num_queries(5):
        findings_on([issue, other])
    recheck_sentences(issue)
