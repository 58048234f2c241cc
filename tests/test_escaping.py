"""Signs of HTML and of templates in any text of the record: shown as written, wherever it stands.

Held on every public page and on the pages of every record in the admin.
"""

import pytest

from news.models import Article, Brief, Edition, Issue, SourceDocument
from stats.models import (
    Correction,
    Dataset,
    Finding,
    Import,
    Institution,
    InstitutionName,
    Metric,
    Observation,
    Row,
    Table,
)
from tests.builders import keep_edition, make_issue, make_table
from tests.desk import address, change, fill_desk, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.once]

EVIL = "<script>x7</script>{{ 7 }}{%x%}\"'"
SHOWN = "&lt;script&gt;x7&lt;/script&gt;{{ 7 }}{%x%}"
WORDS = {
    Issue: "name publisher organisation address phone editor captions withdrawn_reason",
    Article: "title subtitle source dateline",
    Brief: "text",
    Edition: "note",
    SourceDocument: "name",
    Table: "title preface note",
    Row: "group number printed_name",
    Observation: "raw_text source note",
    Dataset: "title description methodology",
    Metric: "label definition",
    Institution: "name note",
    InstitutionName: "name note",
    Finding: "message where verdict_note",
    Correction: "old_raw_text new_raw_text reason public_wording",
    Import: "name",
}
PUBLIC = [
    *("/", "/issues/", "/issues/2024/9/", "/issues/2024/9/articles/1/", "/stats/"),
    *("/stats/bookings/", "/stats/bookings/2024-08/", "/stats/bookings/data/", "/institutions/"),
]


@pytest.fixture
def admin_user(db):
    return make_staff()


@pytest.fixture
def evil(admin_user):
    """A published issue and a desk full of records, with such signs in every text."""
    fill_desk(admin_user)
    issue = make_issue(tables=[make_table()])
    for model, fields in WORDS.items():
        model.objects.update(**dict.fromkeys(fields.split(), EVIL))
    for article in Article.objects.all():
        article.body = f"<p>{EVIL}</p>"
        article.save()
    keep_edition(Issue.objects.get(pk=issue.pk))


def told(response):
    """(status, whether HTML was let through, whether the text is shown as it was written)."""
    text = response.content.decode()
    return response.status_code, "<script>x7" in text, SHOWN in text


@pytest.mark.usefixtures("evil")
class TestEvilTexts:
    @pytest.mark.parametrize("path", PUBLIC)
    def test_are_shown_as_written_to_readers(self, client, path):
        assert told(client.get(path)) == (200, False, True)

    def test_lose_in_an_article_what_could_run_and_keep_the_rest(self, client):
        page = client.get("/issues/2024/9/articles/1/").content.decode()
        assert "<p>{{ 7 }}{%x%}\"'</p>" in page

    @pytest.mark.parametrize("model", WORDS, ids=lambda model: model.__name__)
    def test_are_shown_as_written_on_the_desk(self, admin_client, model):
        record = model.objects.order_by("pk").last()
        pages = [address(model, "changelist"), change(record)]
        pages += [address(model, page, record.pk) for page in ("history", "delete")]
        answers = [told(admin_client.get(page)) for page in pages]
        assert [let_through for _, let_through, _ in answers] == [False] * len(pages)
        assert {status for status, *_ in answers} <= {200, 302, 403, 404}
        assert answers[0][0] == answers[1][0] == 200
        assert answers[1][2]
