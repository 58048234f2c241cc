"""Uploaded documents wait, each on its own: nothing lost, nothing doubled, nothing overwritten."""

from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from news.models import Issue, SourceDocument
from news.workbench import waiting
from tests.desk import make_staff, messages_of
from tests.news.test_ingest import SMALL, files
from tests.news.workbench.bench import (
    address,
    answer,
    counts,
    document,
    opened,
    source_decisions,
    take,
    upload,
)
from tests.news.workbench.papers import APRIL
from tests.web import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]
SIMPLE = SMALL.encode()


@pytest.fixture
def admin_user(db):
    return make_staff()


@pytest.fixture
def waiting_document(admin_client):
    upload(admin_client, **{"简报.txt": SIMPLE})
    return document("简报.txt")


def shown(client, source):
    return text_of(opened(client, source))


def test_a_file_that_cannot_be_read_says_why_and_leaves_no_bytes(
    admin_client, media, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        upload(admin_client, **{"坏.pdf": b"%PDF-1.4 nothing", "空.txt": b" ", "x.exe": b"MZ\x90"})
    found = {one.name: (one.state, one.file.name) for one in SourceDocument.objects.all()}
    assert found == dict.fromkeys(["坏.pdf", "空.txt", "x.exe"], ("refused", ""))
    assert files(media) == []
    assert "没有文字" in shown(admin_client, document("空.txt"))


def test_one_refused_may_be_sent_again(admin_client):
    for _ in range(2):
        upload(admin_client, **{"坏.txt": b" "})
    assert SourceDocument.objects.get().state == "refused"


def test_the_same_file_again_is_recognised(waiting_document, admin_client, media):
    response = upload(admin_client, **{"另名.txt": SIMPLE})
    assert messages_of(response) == ["“另名.txt”已在队列里。"]
    take(admin_client, waiting_document)
    response = upload(admin_client, **{"另名.txt": SIMPLE})
    assert messages_of(response) == ["“另名.txt”此前已收录为2023年第5期，没有再收。"]
    assert (SourceDocument.objects.count(), len(files(media))) == (1, 1)


def test_the_same_file_sent_twice_at_the_same_moment_waits_once(admin_user, monkeypatch):
    """The other request commits between our look and our write."""
    stored, failing = waiting._stored, [IntegrityError("sha256")]

    def first_time_too_late(*args):
        stored_now = stored(*args)
        if failing:
            raise failing.pop()
        return stored_now

    monkeypatch.setattr(waiting, "_stored", first_time_too_late)
    assert waiting.wait("简报.txt", SIMPLE, admin_user)[1] == "new"
    assert SourceDocument.objects.count() == 1


def test_reading_again_does_not_undo_that_somebody_took_it(waiting_document, admin_client):
    take(admin_client, waiting_document)
    stale = SourceDocument.objects.get(pk=waiting_document.pk)
    stale.state, stale.issue = "waiting", None
    waiting.read(stale)
    waiting_document.refresh_from_db()
    assert (waiting_document.state, "problem" in waiting_document.report) == ("saved", False)


def test_reading_goes_on_without_script(admin_client):
    admin_client.post(address("upload"), {})
    waiting.wait("简报.txt", SIMPLE, make_staff("other"))
    page = admin_client.get(address("changelist")).content.decode()
    assert "继续读下一份" in page
    response = admin_client.post(address("read_next"), follow=True)
    assert messages_of(response) == ["读完“简报.txt”，还有 0 份。"]
    assert "继续读下一份" not in response.content.decode()


def test_nothing_is_written_before_it_is_taken(waiting_document, admin_client):
    opened(admin_client, waiting_document)
    assert (Issue.objects.count(), counts(waiting_document)["errors"]) == (0, 0)


def test_what_is_taken_is_what_was_shown(waiting_document, admin_client):
    path = Path(waiting_document.file.path)
    path.write_bytes(SIMPLE.replace(b"\t20\t", b"\t99\t"))
    response = admin_client.post(
        address("take", waiting_document.pk),
        {"sha256": waiting_document.sha256, "fingerprint": "x"},
        follow=True,
    )
    assert "与上传时不同" in text_of(opened(admin_client, waiting_document))
    assert (Issue.objects.count(), response.status_code) == (0, 200)


def test_a_decision_made_meanwhile_is_looked_at_first(waiting_document, admin_client):
    page = opened(admin_client, waiting_document)
    form = page.xpath("//form[contains(@action, '/take/')]")[0]
    seen = {box.get("name"): box.get("value") for box in form.xpath(".//input")}
    answer(admin_client, waiting_document, ({"kind": "facts"}, {"serial": "136"}))
    response = admin_client.post(address("take", waiting_document.pk), seen, follow=True)
    assert messages_of(response) == ["页面打开之后，有人又作了认定；请看过新的结果再收录。"]
    assert not Issue.objects.exists()


def test_who_takes_it_second_is_told(waiting_document, admin_client):
    page = opened(admin_client, waiting_document)
    form = page.xpath("//form[contains(@action, '/take/')]")[0]
    seen = {box.get("name"): box.get("value") for box in form.xpath(".//input")}
    said = [
        messages_of(admin_client.post(address("take", waiting_document.pk), seen, follow=True))
        for _ in range(2)
    ]
    assert said == [
        ["2023年第5期已收录为草稿。"],
        ["“简报.txt”刚刚已由别人收录为2023年第5期，没有再收一次。"],
    ]
    assert Issue.objects.count() == 1


def test_an_issue_that_is_there_is_shown_and_never_overwritten(waiting_document, admin_client):
    take(admin_client, waiting_document)
    upload(admin_client, **{"另一份.txt": SIMPLE + b"\n"})
    page = opened(admin_client, document("另一份.txt"))
    assert page.xpath("//a[text()='打开2023年第5期']")
    assert not page.xpath("//form[contains(@action, '/take/')]")
    answer(admin_client, document("另一份.txt"), ({"kind": "facts"}, {"number": "6"}))
    assert opened(admin_client, document("另一份.txt")).xpath("//form[contains(@action, '/take/')]")


def test_a_document_without_masthead_is_told_which_issue_it_is(admin_client):
    bare = SMALL.partition("\n\n")[2].replace("2023年4月", "").replace("年", "")
    upload(admin_client, **{"无刊头.txt": bare.encode()})
    source = document("无刊头.txt")
    assert "无法知道是哪一期" in shown(admin_client, source)
    facts = {"year": "2013", "number": "4", "serial": "14", "printed_on": "2013-04-28"}
    answer(admin_client, source, ({"kind": "facts"}, facts))
    take(admin_client, source)
    issue = Issue.objects.get()
    assert (issue.origin, issue.serial, str(issue.printed_on)) == ("2013-04", 14, "2013-04-28")
    assert issue.inferred == []


def test_a_text_in_doubt_is_read_in_the_encoding_that_was_chosen(admin_client):
    big5 = SMALL.replace("简讯", "簡訊").encode("big5", "ignore")
    upload(admin_client, **{"繁体.txt": big5})
    source = document("繁体.txt")
    page = opened(admin_client, source)
    choices = page.xpath("//input[@name='q0-choice']/@value")
    assert (source.state, choices[0]) == ("waiting", "big5hkscs")
    answer(admin_client, source, ({"kind": "encoding"}, {"choice": "big5hkscs"}))
    source.refresh_from_db()
    assert (source.encoding, source.report["issue"]["number"]) == ("big5hkscs", 5)


def test_a_decision_is_taken_back(waiting_document, admin_client):
    answer(admin_client, waiting_document, ({"kind": "facts"}, {"serial": "140"}))
    [key] = opened(admin_client, waiting_document).xpath("//button[@name='key']/@value")
    admin_client.post(address("take_back", waiting_document.pk), {"key": key})
    assert source_decisions(waiting_document) == []


def test_a_line_and_a_cell_are_changed_where_they_stand(waiting_document, admin_client):
    page = opened(admin_client, waiting_document)
    [cell] = page.xpath("//td/a[text()='20']/@href")
    old = {"kind": "edit", "old": "20"}
    answer(admin_client, waiting_document, (old, {"text": "21"}), query=cell.partition("#")[0])
    page = opened(admin_client, waiting_document)
    assert page.xpath("//td[contains(@class, 'changed')]/@title") == ["原文：20"]
    answer(admin_client, waiting_document, (old, {"text": "22"}), query=cell.partition("#")[0])
    assert [one["new"] for one in source_decisions(waiting_document)] == ["22"]


@pytest.mark.parametrize(
    "identity", ['{"kind": "edit"', '{"kind": "x"}', "[]", '{"kind": "edit", "by": "me"}', "\0"]
)
def test_a_form_somebody_tampered_with_changes_nothing(identity, waiting_document, admin_client):
    data = {"q1": identity, "q1-text": "别的"}
    response = admin_client.post(address("decide", waiting_document.pk), data, follow=True)
    assert messages_of(response) == ["页面上的内容不完整，没有记下；请刷新后再试。"]
    assert source_decisions(waiting_document) == []


def test_the_source_is_shown_as_text_whatever_it_says(admin_client):
    evil = SMALL.replace("全市卫生", "<script>alert(1)</script>{{ 7 }}")
    upload(admin_client, **{"<b>.txt": evil.encode()})
    response = admin_client.get(address("workbench", SourceDocument.objects.get().pk))
    page = response.content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7 }}" in page


def test_a_document_is_taken_out_of_the_queue(
    waiting_document, admin_client, media, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post(address("set_aside", waiting_document.pk))
    waiting_document.refresh_from_db()
    assert (waiting_document.state, files(media)) == ("refused", [])
    assert waiting_document.report == {"problem": "由 editor 移出，没有收录。"}


@pytest.mark.parametrize("granted", ["", "view", "view add", "view add change"])
def test_each_step_asks_for_its_permission(granted, waiting_document, client):
    clerk = make_staff("clerk", is_superuser=False)
    names = [f"{verb}_sourcedocument" for verb in granted.split()]
    clerk.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(clerk)
    pk = waiting_document.pk
    answers = {
        "view": client.get(address("workbench", pk)),
        "add": client.get(address("upload")),
        "change": client.post(address("decide", pk), {}),
    }
    refused = {verb for verb, response in answers.items() if response.status_code == 403}
    assert refused == {"view", "add", "change"} - set(granted.split())
    assert client.post(address("take", pk), {"publish": "1"}).status_code == 403


@pytest.mark.once
def test_a_big_document_takes_no_more_queries_and_half_a_megabyte(admin_client):
    rows = "\n".join(f"{n}\t南京鼓楼医院\t{n}\t2\t0\t1\t{n + 3}" for n in range(1, 1200))
    big = SMALL.replace("1\t南京鼓楼医院\t20\t2\t0\t1\t23", rows)
    upload(admin_client, **{"简报.txt": SIMPLE, "大.txt": big.encode()})
    sizes, asked = [], []
    for name in ("简报.txt", "大.txt"):
        opened(admin_client, document(name))
        with CaptureQueriesContext(connection) as queries:
            url = address("workbench", document(name).pk)
            sizes.append(len(admin_client.get(url).content))
        asked.append(len(queries) - inserts(queries))
    assert max(sizes) < 500_000
    assert abs(asked[0] - asked[1]) <= 3


def test_a_page_of_the_workbench_takes_these_queries(admin_client):
    upload(admin_client, **{"简报.txt": SIMPLE, "四月.txt": APRIL.encode()})
    asked = {}
    for name in ("简报.txt", "四月.txt"):
        opened(admin_client, document(name))
        with CaptureQueriesContext(connection) as queries:
            opened(admin_client, document(name))
        asked[name] = (len(queries) - inserts(queries), inserts(queries))
    assert asked == {"简报.txt": (39, 9), "四月.txt": (49, 39)}


def inserts(queries):
    """Statements that write: of these a long table takes several at a time."""
    return sum(one["sql"].startswith(("INSERT", "UPDATE")) for one in queries)
