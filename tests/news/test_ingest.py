"""The command that takes documents in: what it prints, returns, writes and leaves behind."""

import io
import json
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from news.models import Issue, SourceDocument, State
from stats.models import Finding, Verdict
from tests.bulletins import issue_2024_09, writers
from tests.news.parsing.lines import ARTICLE, BRIEFS, COLOPHON, HEADING, MASTHEAD, TABLE
from tests.news.records import written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("catalogue")]

SMALL = "\n\n".join([MASTHEAD, ARTICLE, HEADING, TABLE, BRIEFS, COLOPHON]) + "\n"
TAKEN = "2023年第5期，1 篇文章，1 张表，2 条简讯；错误 0，提示 0"
KEYS = [
    "file", "sha256", "encoding", "issue", "articles", "tables", "briefs", "findings", "unplaced",
]  # fmt: skip
REPORT = {
    "file": "简报.txt",
    "encoding": "utf-8",
    "issue": {
        "year": 2023,
        "number": 5,
        "serial": 135,
        "date": "2023-05-28",
        "print_run": 500,
        "editor": "编辑部",
        "inferred": [],
    },
    "articles": [
        {
            "title": ARTICLE.split("\n")[0],
            "subtitle": "",
            "source": "",
            "paragraphs": [ARTICLE.split("\n")[1]],
        }
    ],
    "tables": [
        {
            "dataset": "bookings",
            "title": "2023年4月预约挂号服务统计表",
            "period": "2023-04",
            "rows": 3,
            "columns": 7,
            "new_metrics": [],
            "new_institutions": [],
        }
    ],
    "briefs": [
        {"date_from": "2023-05-10", "date_to": None, "text": "5月10日，中心举办培训班。"},
        {
            "date_from": "2023-05-12",
            "date_to": "2023-05-14",
            "text": "5月12日-14日，考察组一行来宁。",
        },
    ],
    "findings": [],
    "unplaced": [],
}


def run(*args, **options):
    """What the command printed, on both streams together, and whether it failed."""
    said = io.StringIO()
    try:
        call_command("ingest", *map(str, args), stdout=said, stderr=said, no_color=True, **options)
    except CommandError as error:
        return said.getvalue() + str(error), 1
    return said.getvalue(), 0


def counts():
    """How many rows each table of the database has."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def export():
    out = io.StringIO()
    call_command("export_observations", stdout=out)
    return out.getvalue()


def files(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def small(tmp_path):
    return written(tmp_path, "简报.txt", SMALL)


def test_one_line_for_a_document_that_was_taken_in(small):
    assert run(small) == (f"简报.txt：{TAKEN}；已读入\n", 0)
    assert Issue.objects.get().state == State.DRAFT


def test_the_same_document_twice_changes_nothing(small, media):
    run(small)
    before = counts(), export(), files(media)
    assert run(small) == (f"简报.txt：{TAKEN}；此前已读入，没有变化\n", 0)
    assert (counts(), export(), files(media)) == before


def test_the_same_document_under_another_name_changes_nothing(small, tmp_path):
    run(small)
    before = counts()
    again = written(tmp_path, "副本.txt", SMALL)
    assert run(again) == (f"副本.txt：{TAKEN}；此前已读入，没有变化\n", 0)
    assert counts() == before


def test_another_document_of_an_issue_that_is_there_is_refused(small, tmp_path, media):
    run(small)
    before = counts(), export(), files(media)
    other = written(tmp_path, "另一份.txt", SMALL.replace("\t10\t", "\t99\t"))
    message = (
        "“另一份.txt”是2023年第5期，而这一期已由“简报.txt”读入；没有覆盖已有的记录。"
        "若要以此文件为准，请先在编辑台删除那一期的草稿。\n"
        "1 份文件中有 1 份没有读入，原因见上。"
    )
    assert run(other) == (message, 1)
    assert (counts(), export(), files(media)) == before


def test_a_dry_run_tells_all_and_leaves_nothing(small, tmp_path, media):
    before = counts()
    out = tmp_path / "report.json"
    assert run(small, dry_run=True, report=out) == (
        f"简报.txt：{TAKEN}；已读入（试读，未写入）\n",
        0,
    )
    assert (counts(), files(media)) == (before, [])
    assert json.loads(out.read_text())[0]["tables"][0]["rows"] == 3


def test_a_dry_run_with_publish_leaves_nothing(small, media):
    before = counts()
    said, failed = run(small, dry_run=True, publish=True)
    assert (said, failed) == (f"简报.txt：{TAKEN}；已读入并发布（试读，未写入）\n", 0)
    assert (counts(), files(media)) == (before, [])


def test_publish_publishes(small):
    assert run(small, publish=True) == (f"简报.txt：{TAKEN}；已读入并发布\n", 0)
    issue = Issue.objects.get()
    assert (issue.state, issue.editions.count()) == (State.PUBLISHED, 1)
    assert run(small, publish=True) == (f"简报.txt：{TAKEN}；此前已读入，没有变化\n", 0)
    assert issue.editions.count() == 1


def test_publish_of_a_draft_taken_in_before(small):
    run(small)
    assert run(small, publish=True) == (f"简报.txt：{TAKEN}；已读入并发布\n", 0)


def test_publish_takes_warnings_as_printed(tmp_path):
    odd = written(tmp_path, "简报.txt", SMALL.replace("\t11\n", "\t12\n"))
    assert run(odd, publish=True)[1] == 0
    assert Issue.objects.get().state == State.PUBLISHED
    assert set(Finding.objects.values_list("verdict", flat=True)) == {Verdict.AS_PRINTED}


def test_errors_keep_an_issue_a_draft_and_say_why(tmp_path):
    stray = written(tmp_path, "简报.txt", SMALL.replace(TABLE, f"{TABLE}\n\n2023年4月其他情况表"))
    said, failed = run(stray, publish=True)
    assert (
        "；错误 1，提示 0；已读入，未发布：2023年第5期有 1 个错误尚未改正，没有发布；第一个："
        "这一行没有归入任何栏目：2023年4月其他情况表\n"
    ) in said
    assert (failed, Issue.objects.get().state) == (0, State.DRAFT)


def test_the_report_tells_everything(small, tmp_path):
    out = tmp_path / "report.json"
    run(small, report=out)
    (told,) = json.loads(out.read_text(encoding="utf-8"))
    assert list(told) == KEYS
    assert told == {"sha256": SourceDocument.objects.get().sha256, **REPORT}


def test_the_report_of_a_document_known_before_is_the_same(small, tmp_path):
    first, second = tmp_path / "1.json", tmp_path / "2.json"
    run(small, report=first)
    run(small, report=second)
    assert json.loads(first.read_text()) == json.loads(second.read_text())


def test_a_dataset_is_null_and_a_proposal_kept_where_no_family_fits(tmp_path):
    table = "2023年4月机器人使用情况\n机器\t次数\n一号\t5\n二号\t未反馈"
    out = tmp_path / "report.json"
    run(written(tmp_path, "简报.txt", SMALL.replace(TABLE, table)), report=out)
    (told,) = json.loads(out.read_text())[0]["tables"]
    assert (told["dataset"], told["title"], told["rows"], told["new_metrics"]) == (
        None,
        "2023年4月机器人使用情况",
        2,
        ["次数"],
    )


def test_of_several_files_the_refused_one_alone_stays_out(small, tmp_path, media):
    empty = written(tmp_path, "空.txt", "")
    out = tmp_path / "report.json"
    said, failed = run(empty, small, tmp_path / "没有.txt", report=out)
    assert said == (
        "“空.txt”是空文件（0 字节）；请核对后再试。\n"
        f"简报.txt：{TAKEN}；已读入\n"
        "“没有.txt”不存在或不是文件；请核对后再试。\n"
        "3 份文件中有 2 份没有读入，原因见上。"
    )
    assert (failed, Issue.objects.count(), len(files(media))) == (1, 1, 1)
    refused, taken, _ = json.loads(out.read_text())
    assert (list(refused), list(taken)) == (KEYS, KEYS)
    assert (refused["file"], refused["issue"], refused["findings"]) == (
        "空.txt",
        None,
        [
            {
                "severity": "error",
                "code": "refused",
                "message": "“空.txt”是空文件（0 字节）；请核对后再试。",
                "where": "空.txt",
            }
        ],
    )


def test_two_issues_in_one_file_are_refused(tmp_path, media):
    before = counts()
    second = SMALL.replace("第5期（总第135期）", "第6期（总第136期）").replace("4月", "5月")
    said, failed = run(written(tmp_path, "合订.txt", SMALL + "\n" + second))
    assert said.startswith("“合订.txt”里不止一期简报：第")
    assert (failed, counts(), files(media)) == (1, before, [])


def test_a_document_that_tells_no_issue_is_refused(tmp_path):
    said, failed = run(written(tmp_path, "短文.txt", f"{ARTICLE}\n"))
    assert said.startswith(
        "“短文.txt”里既没有刊头，也没有写明年月的统计表或日期，无法知道是哪一期；"
    )
    assert failed == 1


@pytest.mark.parametrize("name", ["简 报.txt", "-简报.txt", "简报'\".txt", "a;b&c.txt", "😀.txt"])
def test_odd_names_of_files(name, tmp_path, media):
    assert run("--", written(tmp_path, name, SMALL)) == (f"{name}：{TAKEN}；已读入\n", 0)
    (source,) = SourceDocument.objects.all()
    assert source.name == name
    assert files(media) == [media / "sources" / f"{source.sha256}.txt"]


@pytest.mark.parametrize(
    "name", [b"\xbc\xf2.txt", "简\x1b[31m报\n.txt".encode(), b"\xe2\x80\xae.txt"]
)
def test_names_that_cannot_be_printed_are_cleaned(name, tmp_path):
    path = tmp_path / name.decode("utf-8", "surrogateescape")
    path.write_bytes(SMALL.encode())
    out = tmp_path / "report.json"
    said, failed = run(path, report=out)
    assert failed == 0
    assert said.count("\n") == 1
    assert said.isprintable() or said[:-1].isprintable()
    assert json.loads(out.read_text(encoding="utf-8"))[0]["file"] in said


def test_a_folder_is_no_document(tmp_path):
    folder = tmp_path / "简报.txt"
    folder.mkdir()
    assert run(folder)[0].startswith("“简报.txt”不存在或不是文件；请核对后再试。")


def test_a_file_without_permission_is_refused_in_words(small, monkeypatch):
    def denied(*args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "stat", denied)
    said, failed = run(small)
    monkeypatch.undo()
    assert said.startswith("“简报.txt”或保存它的文件夹不能读写（Permission denied），没有读入；")
    assert failed == 1


def test_a_report_that_cannot_be_written_is_said(small, tmp_path):
    said, failed = run(small, report=tmp_path / "没有" / "report.json")
    assert said.endswith("report.json”：No such file or directory。")
    assert failed == 1


def test_many_files_show_a_progress_bar_where_somebody_watches(tmp_path, monkeypatch, capsys):
    paths = [
        written(tmp_path, f"{n}.txt", SMALL.replace("第5期（总第135期）", f"第{n}期"))
        for n in (5, 6)
    ]
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert run(*paths)[1] == 0
    assert "2/2" in capsys.readouterr().err


def test_a_single_file_shows_no_progress_bar(small, monkeypatch, capsys):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    run(small)
    assert capsys.readouterr().err == ""


def test_a_word_file_is_taken_in_by_the_same_command(tmp_path):
    path = written(tmp_path, "简报.docx", writers.docx_file(issue_2024_09.ISSUE))
    said = run(path)[0]
    assert said.startswith("简报.docx：2024年第9期，1 篇文章，5 张表，4 条简讯；错误 0，")
