"""Each issue, in each form a document can have, gives the record that was typed by hand."""

import pytest
from django.db import transaction

from news.freezing import frozen
from stats.models import Finding, Institution, Metric
from tests.bulletins import issue_2020_12 as bulletin_2020
from tests.bulletins import issue_2024_09 as bulletin_2024
from tests.bulletins import writers
from tests.expected import ArticleFacts, Title, issue_2020_12, issue_2024_09
from tests.news import records

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

TEST_BULLETINS = {"2024-09": bulletin_2024.ISSUE, "2020-12": bulletin_2020.ISSUE}
EXPECTED = {"2024-09": issue_2024_09, "2020-12": issue_2020_12}
REAL_FILES = {"2024-09": "000_a0c0ce1e8758e05f.txt", "2020-12": "001_3e0874b14447c7b2.txt"}
ISSUES = list(EXPECTED)


def facts_of(name):
    """The typed facts, with the serial counted from the one that is known."""
    facts = EXPECTED[name].ISSUE
    if facts.serial is not None:
        return facts
    serial = issue_2020_12.SERIAL_COUNTED_FROM_2024
    return facts._replace(serial=serial, inferred=(*facts.inferred, "serial"))


def ends(text, title):
    """`text` as a Title where the expectation is one."""
    if not isinstance(title, Title):
        return text
    return Title(text[: len(title.start)], text[-len(title.end) :], len(text))


def as_expected(facts, expected):
    """Articles whose titles are told by their ends, as the expectation tells them."""
    return tuple(
        ArticleFacts(ends(one.title, other.title), ends(one.subtitle, other.subtitle), *one[2:])
        for one, other in zip(facts, expected, strict=True)
    )


def assert_is_expected(issue, name, articles):
    expected = EXPECTED[name]
    assert records.issue_facts(issue) == facts_of(name)
    assert records.observations(issue) == records.with_decimals(expected.OBSERVATIONS)
    assert as_expected(records.article_facts(issue), articles) == articles
    assert records.brief_dates(issue) == expected.BRIEF_DATES


def assert_nothing_was_proposed_or_unread():
    assert list(Finding.objects.filter(severity="error").values_list("message")) == []
    assert list(Metric.objects.filter(confirmed=False)) == []
    assert list(Institution.objects.filter(confirmed=False)) == []


@pytest.mark.parametrize("name", ISSUES)
def test_a_real_issue_gives_the_expected_record(name, bulletins):
    issue = records.taken(bulletins / REAL_FILES[name])
    assert_is_expected(issue, name, EXPECTED[name].REAL_ARTICLES)
    assert_nothing_was_proposed_or_unread()
    # The name of the editor stays out of the repository.
    colophon = replace_editor(records.colophon(issue), EXPECTED[name].COLOPHON.editor)
    assert colophon == EXPECTED[name].COLOPHON


def replace_editor(colophon, editor):
    assert colophon.editor
    return colophon._replace(editor=editor)


@pytest.mark.once
@pytest.mark.parametrize("name", ISSUES)
def test_each_form_of_a_test_bulletin_gives_the_expected_record(name, tmp_path, browser):
    bulletin = TEST_BULLETINS[name]
    told = {
        form: everything(bulletin, records.written(tmp_path, *file), name)
        for form, file in documents(bulletin, browser).items()
    }
    first = told["rows"]
    assert {form: other for form, other in told.items() if other != first} == {}


def documents(bulletin, browser):
    """File name and bytes of the bulletin in each form."""
    files = {form: (f"{form}.txt", records.text_bytes(bulletin, form)) for form in records.TEXTS}
    files["docx"] = ("word.docx", writers.docx_file(bulletin))
    files["pdf"] = ("print.pdf", writers.pdf_file(bulletin, browser))
    return files


def everything(bulletin, path, name):
    """What the record holds of the document, after a look at all that was typed by hand."""
    with transaction.atomic():
        issue = records.taken(path)
        assert_is_expected(issue, name, EXPECTED[name].TEST_ARTICLES)
        assert records.colophon(issue) == EXPECTED[name].COLOPHON
        assert_nothing_was_proposed_or_unread()
        assert paragraphs(issue) == [[*one.paragraphs, *one.numbered] for one in bulletin.articles]
        assert list(issue.briefs.values_list("text", flat=True)) == [
            brief.text for brief in bulletin.briefs
        ]
        findings = sorted(Finding.objects.values_list("code", "message"))
        record = frozen(issue)
        transaction.set_rollback(True)
    return record, findings


def paragraphs(issue):
    """The paragraphs of each article, the numbers of lists as printed."""
    return [report["paragraphs"] for report in issue.sources.get().report["articles"]]
