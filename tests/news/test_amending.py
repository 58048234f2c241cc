"""An edited print comes back: every difference is shown, and written by one press."""

import copy
import io
from datetime import date

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from news.freezing import frozen
from news.models import Issue, State
from news.presenting import issue_context
from news.printing.plain import text_of
from news.printing.word import docx_of
from stats.models import Observation, Table
from tests.builders import move_to
from tests.desk import make_staff, messages_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_user(db):
    return make_staff()


@pytest.fixture
def draft(sample_issues):
    return Issue.objects.get(year=2024)


def printed(issue):
    return docx_of(issue_context(frozen(issue)))


def url(issue):
    return reverse("admin:news_issue_compare", args=[issue.pk])


def shown(client, issue, data, name="改过.docx"):
    """The answer to an upload."""
    return client.post(url(issue), {"file": SimpleUploadedFile(name, data)})


def told(response):
    return [
        (one.where, one.what, one.old, one.new) for one in response.context["found"].differences
    ]


def edited(data, changes):
    """The Word file with these texts put for those, in paragraphs and cells."""
    document = docx.Document(io.BytesIO(data))
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    parts = [*document.paragraphs, *(part for cell in cells for part in cell.paragraphs)]
    left = dict(changes)
    for part in parts:
        for old in [old for old in left if part.text.strip() == old or f"《{old}》" in part.text]:
            part.runs[0].text = part.text.replace(old, left.pop(old))
            for run in part.runs[1:]:
                run.text = ""
    assert left == {}
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


@pytest.mark.once
@pytest.mark.parametrize("year", [2020, 2024])
def test_a_print_nobody_has_touched_differs_in_nothing(year, sample_issues, admin_client):
    issue = Issue.objects.get(year=year)
    before = frozen(issue)
    assert told(shown(admin_client, issue, printed(issue))) == []
    text = text_of(issue_context(before)).encode()
    assert told(shown(admin_client, issue, text, "原样.txt")) == []
    assert frozen(Issue.objects.get(pk=issue.pk)) == before


def test_an_edited_figure_and_title_are_shown_then_written(draft, admin_client):
    title = draft.articles.first().title
    data = edited(printed(draft), {"6668": "6669", title: "改过的题目"})
    response = shown(admin_client, draft, data)
    assert told(response) == [
        ("文章 1", "标题", title, "改过的题目"),
        ("预约挂号服务 2024-08，南京鼓楼医院", "12320在线预约", "6668", "6669"),
    ]
    assert Observation.objects.filter(raw_text="6668").exists()
    signed = response.context["signed"]
    done = admin_client.post(url(draft), {"write": "1", "signed": signed}, follow=True)
    assert messages_of(done) == ["已写入 2 处改动，历史里可以查到原来的内容。"]
    assert draft.articles.first().title == "改过的题目"
    cell = Observation.objects.get(raw_text="6669")
    assert (cell.value, cell.history.first().history_change_reason) == (6669, "按改过的文件")
    assert told(shown(admin_client, draft, data)) == []


def test_what_has_changed_since_is_not_written_over(draft, admin_client):
    signed = shown(admin_client, draft, edited(printed(draft), {"6668": "6669"})).context["signed"]
    Table.objects.filter(issue_table__issue=draft).update(note="后来加的")
    done = admin_client.post(url(draft), {"write": "1", "signed": signed}, follow=True)
    assert messages_of(done) == ["比较之后2024年第9期又有改动，没有写入；请重新上传比较。"]
    assert not Observation.objects.filter(raw_text="6669").exists()


def test_a_row_more_and_a_row_less_are_shown_then_written(draft, admin_client):
    document = docx.Document(io.BytesIO(printed(draft)))
    table = next(
        t for t in document.tables if any("南京鼓楼医院" in c.text for c in t.columns[1].cells)
    )
    row = next(row for row in table.rows if row.cells[1].text == "南京鼓楼医院")
    another = copy.deepcopy(row._tr)
    row._tr.addprevious(another)
    row._tr.getparent().remove(row._tr)
    made = io.BytesIO()
    cell = next(row for row in table.rows if row._tr is another).cells[1]
    cell.paragraphs[0].runs[0].text = "新开的医院"
    document.save(made)
    response = shown(admin_client, draft, made.getvalue())
    figures = "6668 1031 0 1025 8724"
    assert told(response) == [
        ("预约挂号服务 2024-08，南京鼓楼医院", "删去一行", figures, ""),
        ("预约挂号服务 2024-08，新开的医院", "补上一行", "", figures),
    ]
    signed = response.context["signed"]
    done = admin_client.post(url(draft), {"write": "1", "signed": signed}, follow=True)
    assert messages_of(done) == ["已写入 2 处改动，历史里可以查到原来的内容。"]
    rows = draft.tables.get(dataset__slug="bookings").rows.order_by("position")
    names = list(rows.values_list("printed_name", flat=True))
    assert ("新开的医院" in names, "南京鼓楼医院" in names) == (True, False)
    cells = Observation.objects.filter(row__printed_name="新开的医院").order_by("metric__position")
    assert " ".join(dict.fromkeys(cell.raw_text for cell in cells)) == figures
    assert told(shown(admin_client, draft, made.getvalue())) == []


def test_a_document_of_another_issue_is_refused(sample_issues, draft, admin_client):
    other = Issue.objects.get(year=2020)
    response = shown(admin_client, draft, printed(other))
    assert "“改过.docx”是2020年第12期，不是2024年第9期；请选这一期的文件。" in (
        response.content.decode()
    )


@pytest.mark.once
@pytest.mark.parametrize(
    ("data", "name"), [(b"", "空.docx"), (b"x" * 99, "坏.docx"), (b"PK\x03\x04", "断.docx")]
)
def test_what_cannot_be_read_is_refused_by_name(data, name, draft, admin_client):
    response = shown(admin_client, draft, data, name)
    assert response.status_code == 200
    [said] = response.context["form"].errors["file"]
    assert said.startswith("文件是空的" if not data else f"“{name}”的扩展名是 .docx")


@pytest.mark.parametrize("state", [State.APPROVED, State.PUBLISHED])
def test_what_is_settled_is_compared_but_not_written(state, draft, admin_client):
    data = edited(printed(draft), {"6668": "6669"})
    signed = shown(admin_client, draft, data).context["signed"]
    move_to(draft, state)
    assert len(told(shown(admin_client, draft, data))) == 1
    response = admin_client.post(url(draft), {"write": "1", "signed": signed})
    assert response.status_code == 403
    assert not Observation.objects.filter(raw_text="6669").exists()


def test_what_was_not_signed_here_is_not_written(draft, admin_client):
    done = admin_client.post(url(draft), {"write": "1", "signed": "x:y"}, follow=True)
    assert messages_of(done) == ["这次比较已过一小时，没有写入；请重新上传。"]


def test_a_day_may_be_added(draft, admin_client):
    draft.printed_on = date(2024, 9, 27)
    data = printed(draft)
    Issue.objects.filter(pk=draft.pk).update(printed_on=None)
    response = shown(admin_client, draft, data)
    assert ("刊头刊尾", "印发日期", "", "2024-09-27") in told(response)
