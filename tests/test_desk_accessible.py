"""The main screens of the desk, looked over by axe-core in a real browser."""

from pathlib import Path

import pytest
from django.urls import reverse

from news.models import Article, Issue, SourceDocument
from news.workbench import waiting
from stats.models import Dataset, Finding, Import, Observation, Table
from tests.desk import address, change, fill_desk, make_staff
from tests.news.workbench.papers import APRIL

pytestmark = pytest.mark.django_db(transaction=True)

AXE = Path(__file__).parent / "vendor" / "axe-core-4.14.1" / "axe.min.js"
RUN = """
    async () => (await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}))
        .violations.flatMap(one => one.nodes.map(node => `${one.id}: ${node.target.join(" ")}`))
"""
# An empty box of Django's select2 is named by what it holds, which is nothing.
THEIRS = "aria-input-field-name: #select2-"


@pytest.fixture
def user():
    user = make_staff()
    fill_desk(user, [1], rows=3)
    source, _ = waiting.wait("四月.txt", APRIL.encode(), user)
    waiting.read(source)
    return user


def screens():
    """Address by name of every main screen."""
    draft = Issue.objects.get(state="draft")
    table = Table.objects.get(published_at=None)
    waits = SourceDocument.objects.get(name="四月.txt")
    models = (Issue, Table, Observation, SourceDocument, Finding, Import)
    return {model.__name__: address(model, "changelist") for model in models} | {
        "home": reverse("admin:index"),
        "issue": change(draft),
        "briefs": address(Issue, "briefs", draft.pk),
        "sentences": address(Issue, "sentences", draft.pk),
        "article": change(Article.objects.filter(issue=draft).first()),
        "table": change(table),
        "changes": address(Table, "changes", table.pk),
        "workbench": address(SourceDocument, "workbench", waits.pk),
        "upload": address(SourceDocument, "upload"),
        "coverage": address(SourceDocument, "coverage"),
        "finding": change(Finding.objects.filter(verdict="", severity="warning").first()),
        "sheets": address(Import, "add"),
        "undo": address(Import, "undo", Import.objects.first().pk),
        "list": address(Observation, "import"),
        "history": address(Dataset, "history", table.dataset_id),
        "account": reverse("admin:auth_user_change", args=[make_staff("wang").pk]),
        "password": reverse("admin:password_change"),
    }


def violations(page):
    page.evaluate(AXE.read_text())
    return [one for one in page.evaluate(RUN) if not one.startswith(THEIRS)]


def test_nothing_on_the_desk_keeps_anybody_out(page, live_server, client, user):
    page.goto(live_server.url + reverse("admin:login"))
    found = {"login": violations(page)}
    client.force_login(user)
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    for name, place in screens().items():
        page.goto(live_server.url + place)
        found[name] = violations(page)
    assert {name: told for name, told in found.items() if told} == {}
