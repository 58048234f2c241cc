"""What is printed of an issue is read back as the very record it was printed from.

Left out of the comparison (`papers.record_of`) is what differs by right: `inferred`, since what was
inferred of an issue is printed in its masthead; images, which documents are not asked for; verdicts
and corrections, which are no part of what was printed. Of an article's body paragraphs, headings,
lists, quotations, line breaks and tables come back; bold type, links and lists within lists do not.
"""

import subprocess
from copy import deepcopy
from io import BytesIO

import docx
import pytest
from django.db import transaction

from news.importing import ingest, rehearsed
from news.models import Issue
from news.printing.pdf import pdf_of
from news.printing.plain import text_of
from news.printing.word import docx_of
from stats.documents.pdf import read_pdf
from stats.documents.text import read_text
from stats.documents.word import read_word
from stats.models import Row
from tests.conftest import ROOT
from tests.news.printing.papers import context_of, record_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.once,
    pytest.mark.usefixtures("catalogue"),
]

SAMPLES = ["2020-12.docx", "2024-09.txt"]
REAL = ["000_a0c0ce1e8758e05f.txt", "001_3e0874b14447c7b2.txt"]
ADDRESS = "https://jianbao.example.cn"


def printed(context):
    return {"word.docx": docx_of(context, ADDRESS), "plain.txt": text_of(context).encode()}


def taken_and_undone(path, change=None):
    """The record that the document at `path` gives, changed or not, and the context of its page."""
    with transaction.atomic():
        ingest(path)
        issue = Issue.objects.get()
        if change:
            change(issue)
        record, context = record_of(issue), context_of(issue)
        transaction.set_rollback(True)
    return record, context


def assert_comes_back(path, folder):
    record, context = taken_and_undone(path)
    told = {}
    for name, content in printed(context).items():
        (folder / name).write_bytes(content)
        told[name] = taken_and_undone(folder / name)[0]
    assert told == {"word.docx": record, "plain.txt": record}


@pytest.mark.parametrize("name", REAL)
def test_a_real_issue_comes_back(name, bulletins, tmp_path):
    assert_comes_back(bulletins / name, tmp_path)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_issue_comes_back(name, tmp_path):
    assert_comes_back(ROOT / "news" / "samples" / name, tmp_path)


def test_a_document_saved_anew_by_another_program_comes_back(soffice, tmp_path):
    record, context = taken_and_undone(ROOT / "news" / "samples" / SAMPLES[0])
    (tmp_path / "word.docx").write_bytes(docx_of(context, ADDRESS))
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    saving = ["--headless", "--convert-to", "docx", "--outdir", "saved", "word.docx"]
    subprocess.run([soffice, home, *saving], cwd=tmp_path, check=True, capture_output=True)
    assert taken_and_undone(tmp_path / "saved" / "word.docx")[0] == record


def test_what_was_changed_in_word_is_all_that_changes(tmp_path):
    record, context = taken_and_undone(ROOT / "news" / "samples" / SAMPLES[0])
    document = docx.Document(BytesIO(docx_of(context, ADDRESS)))
    table = document.tables[0]
    table.rows[1].cells[2].paragraphs[0].runs[0].text = "58995"
    last = table.rows[-2]._tr
    last.addnext(deepcopy(last))
    table.rows[-2].cells[1].paragraphs[0].runs[0].text = "南京一民医院"
    document.save(tmp_path / "edited.docx")
    rows = record["tables"][2]["rows"]
    rows[0]["cells"]["online"] = ["58995", "A", "58995"]
    rows.insert(
        -2, rows[-3] | {"printed_name": "南京一民医院", "institution": "nanjing-yimin-yiyuan"}
    )
    assert taken_and_undone(tmp_path / "edited.docx")[0] == record


def test_blanks_come_back_as_they_were_typed():
    record, context = taken_and_undone(ROOT / "news" / "samples" / SAMPLES[0], type_blanks)
    word, plain = printed(context).values()
    assert record_in(read_word("word.docx", word), record) == record
    assert record_in(read_text("plain.txt", plain), record) == record
    assert record_in(read_pdf("print.pdf", pdf_of(context)), record) == record


def type_blanks(issue):
    issue.articles.update(body="<p>甲  乙</p><p>丙<br>丁   戊</p>")
    Row.objects.filter(group="医疗单位").update(group="医 疗 单 位")


def record_in(document, record):
    """The record in a document, without what it could only conclude from the rest of the issue:
    a serial or a month of figures that the issue does not have."""
    with rehearsed(document) as taken:
        found = record_of(taken.issue)
    for name in ("serial", "period"):
        if record["issue"][name] is None:
            found["issue"][name] = None
    return found
