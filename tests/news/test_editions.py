"""Versions of an issue: frozen once, read for good, taken away as the same bytes, verified."""

import io
import json
import zipfile
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from news.files import damaged, file_of, zipped
from news.freezing import digest, frozen
from news.models import Article, Edition, EditionFile, Issue
from news.presenting import issue_context
from news.publishing import publish
from stats.models import Observation
from stats.models.once import AppendOnly
from tests.builders import MOMENT, keep_edition, make_issue, make_table, move_to
from tests.web import opened, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue():
    return make_issue(tables=[make_table()], period=date(2024, 8, 1), editor="编辑部")


def test_its_page_says_what_was_frozen_whatever_the_record_says_now(client, issue):
    before = client.get(issue.get_absolute_url()).content
    Article.objects.update(title="后来的题目")
    Observation.objects.update(raw_text="999")
    assert client.get(issue.get_absolute_url()).content == before


def test_an_old_version_stays_with_its_own_words(client, issue):
    old = client.get("/issues/2024/9/v1/").content
    Article.objects.update(title="更正后的题目")
    keep_edition(issue)
    assert texts(opened(client, "/issues/2024/9/v1/"), ".story h2") == ["头条文章"]
    assert texts(opened(client, "/issues/2024/9/v2/"), ".story h2") == ["更正后的题目"]
    assert texts(opened(client, "/issues/2024/9/"), ".story h2") == ["更正后的题目"]
    assert "头条文章" in old.decode()


@pytest.mark.parametrize("page", ["v2/", "v0/", "v01/", "v2.pdf", "v1.exe", "v1.PDF"])
def test_a_version_that_is_not_there_answers_as_any_missing_page(page, client, issue):
    response = client.get(f"/issues/2024/9/{page}")
    assert (response.status_code, response.content) == (404, client.get("/x/").content)


def test_what_was_frozen_makes_the_same_context_again(issue):
    content = frozen(issue)
    again = json.loads(json.dumps(content))
    assert issue_context(again) == issue_context(content)


@pytest.mark.parametrize("kind", ["pdf", "docx", "zip"])
def test_a_file_is_made_once_and_the_same_bytes_ever_after(kind, client, issue):
    first = client.get(f"/issues/2024/9.{kind}")
    Observation.objects.update(raw_text="999")
    assert client.get(f"/issues/2024/9/v1.{kind}").content == first.content
    file = EditionFile.objects.get(kind=kind)
    assert (bytes(file.content), file.sha256) == (first.content, digest(first.content))
    assert first["Content-Disposition"] == (
        "attachment; filename*=utf-8''%E5%8D%97%E4%BA%AC%E5%8D%AB%E7%94%9F%E4%BF%A1%E6%81%AF"
        f"%E5%8C%96%E7%AE%80%E6%8A%A5-2024-09-v1.{kind}"
    )


def test_a_file_made_anew_of_the_same_version_is_the_same(issue):
    edition = issue.editions.get()
    first = {kind: bytes(file_of(edition, kind).content) for kind in ("pdf", "docx", "zip")}
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM news_editionfile")
    assert {kind: bytes(file_of(edition, kind).content) for kind in first} == first


def test_the_zip_holds_the_whole_version_with_its_sums(issue):
    edition = issue.editions.get()
    with zipfile.ZipFile(io.BytesIO(bytes(file_of(edition, "zip").content))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "南京卫生信息化简报-2024-09-v1"
    tables = [f"统计表/bookings-2024-08.{kind}" for kind in ("csv", "xlsx", "json", "px")]
    told = ["SHA256SUMS", "全文.json", "数据.csv", "说明.txt", f"{name}.docx", f"{name}.pdf"]
    assert sorted(parts) == sorted(told + tables)
    assert parts["统计表/bookings-2024-08.csv"] == parts["数据.csv"]
    sums = dict(line.split("  ")[::-1] for line in parts.pop("SHA256SUMS").decode().splitlines())
    assert sums == {name: digest(content) for name, content in parts.items()}
    assert parts["全文.json"].decode() == edition.content
    lines = parts["数据.csv"].decode("utf-8-sig").splitlines()
    assert lines[1] == (
        "bookings,2024-08,2024-09,data,,1,nan-jing-gu-lou-yi-yuan,南京鼓楼医院,online,"
        "12320在线预约,,6668,A,6668"
    )
    assert len(lines) == 7


def test_a_zip_is_the_same_bytes_in_whatever_order_it_was_filled():
    parts = {"乙": b"2", "甲": b"1"}
    assert zipped(parts, MOMENT) == zipped(dict(reversed(parts.items())), MOMENT)


def test_the_files_of_a_withdrawn_issue_are_gone_and_say_why(client, issue):
    move_to(issue, "withdrawn")
    for address in ("/issues/2024/9/", "/issues/2024/9.pdf", "/issues/2024/9/v1.zip"):
        response = client.get(address)
        assert response.status_code == 410, address
        assert "原因：有误" in response.content.decode()


class TestVerifying:
    def test_all_is_well(self, issue, capsys):
        file_of(issue.editions.get(), "pdf")
        call_command("verify_editions")
        assert capsys.readouterr().out == "1 个版本、1 个文件，全部相符。\n"

    def test_what_was_changed_behind_its_back_is_told(self, issue, capsys):
        file_of(issue.editions.get(), "pdf")
        Edition.objects.update(content='{"改过": 1}')
        EditionFile.objects.update(content=b"x")
        with pytest.raises(CommandError, match="1 个版本、1 个文件，2 处不符"):
            call_command("verify_editions")
        assert capsys.readouterr().err.splitlines() == [
            "2024年第9期 第1版：全文与发布时的 SHA-256 不符",
            "2024年第9期 第1版：pdf 文件与生成时的 SHA-256 不符",
        ]

    def test_a_content_no_page_can_be_made_of_is_told(self, issue):
        Edition.objects.update(content="{}", sha256=digest("{}"))
        assert [what for _, what in damaged()] == ["全文不是完整的 JSON"]


def test_neither_version_nor_file_is_changed_or_deleted(issue):
    edition = issue.editions.get()
    for record in (edition, file_of(edition, "pdf")):
        with pytest.raises(AppendOnly):
            record.save()
        with pytest.raises(AppendOnly):
            record.delete()


# A change of code that alters anything published of the two samples fails here: its purpose.
SAMPLES = {
    "2020-12": "583023628927a9cb21f123261657baf84a0d21144f30eeee71bb0e104cba9c29",
    "2024-09": "c56a7b3da67f23f17100f7a14846d995da0ddaab2789a8cb5ae7d55f0af02b57",
}


def test_the_samples_freeze_to_the_same_bytes_as_ever(sample_issues):
    assert {issue.origin: publish(issue).sha256 for issue in Issue.objects.all()} == SAMPLES
