"""The screens of taking sheets in: what they show, refuse, write and take back."""

import errno
import hashlib
import html
import io

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from stats import keeping
from stats.admin.uploads import MOST_FILES
from stats.models import Import, Institution, Observation, Table
from tests.desk import make_staff
from tests.stats.documents.test_sheets import REFUSED
from tests.stats.documents.workbooks import ods, ods_row, xls
from tests.stats.planning.sheets import HEADER, ROWS, TITLE, bookings, save

pytestmark = pytest.mark.django_db
ADD = "/admin/stats/import/add/"


@pytest.fixture
def admin_user(db):
    return make_staff()


@pytest.fixture
def upload(admin_client, catalogue, tmp_path):
    """The answer to an upload of files: bytes by name, or sheets for one workbook."""

    def send(*sheets, follow=True, **fields):
        files = fields.pop("files", None)
        if files is None:
            files = {"来表.xlsx": save(tmp_path / "来表.xlsx", *sheets).read_bytes()}
        sent = [_file(name, data) for name, data in files.items()]
        data = {"period": "2024-08", "files": sent} | fields
        return admin_client.post(ADD, data, follow=follow)

    return send


def _file(name, data):
    file = io.BytesIO(data)
    file.name = name
    return file


def press(client, shown, button, **answers):
    """What follows when `button` is pressed on a preview."""
    url = f"{shown.request['PATH_INFO']}?{shown.request['QUERY_STRING']}"
    data = {"digest": shown.context["plan"].digest, button: "1"}
    data |= {name.replace("_", "-"): value for name, value in answers.items()}
    return client.post(url, data, follow=True)


def test_upload_preview_write_and_undo(admin_client, upload):
    shown = upload(bookings())
    assert shown.templates[0].name == "stats/admin/import_preview.html"
    assert shown.context["preview"].counts == {"新增": 15, "改动": 0, "不变": 0, "拒绝": 0}
    assert Table.objects.count() == Import.objects.count() == 0
    written = press(admin_client, shown, "write")
    assert "写入 15 个数据" in written.content.decode()
    import_ = Import.objects.get()
    assert Observation.objects.count() == 15
    undo = reverse("admin:stats_import_undo", args=[import_.pk])
    assert "撤销这次导入" in admin_client.get(undo).content.decode()
    assert "已经撤销" in admin_client.post(undo, follow=True).content.decode()
    assert Observation.objects.count() == 0


def test_the_same_file_again_is_recognised(admin_client, upload):
    press(admin_client, upload(bookings()), "write")
    shown = upload(bookings())
    text = shown.content.decode()
    assert shown.context["plan"].writes == 0
    assert "没有可写入的改动" in text


def test_several_files_and_a_paste_come_in_at_once(admin_client, upload, tmp_path):
    channels = [["2024年8月线上预约情况统计"], ["名称", "预约数量"], ["健康南京", 9194]]
    files = {
        "甲.xlsx": save(tmp_path / "a.xlsx", bookings()).read_bytes(),
        "乙.ods": ods("".join(ods_row(*row) for row in channels)),
    }
    title = "2024年8月南京市卫生信息平台数据采集情况（各区）"
    pasted = f"{title}\n接入单位\t定时数据上传量\n江宁区\t16,988,702\n"
    shown = upload(files=files, pasted=pasted)
    sheets = shown.context["plan"].sheets
    assert [sheet.dataset.slug for sheet in sheets] == [
        *("bookings", "booking-channels", "platform-districts")
    ]
    written = press(admin_client, shown, "write")
    assert written.status_code == 200
    assert {import_.name for import_ in Import.objects.all()} == {
        *("甲.xlsx", "乙.ods", "粘贴的内容.tsv")
    }
    assert Table.objects.count() == 3


@pytest.mark.once
@pytest.mark.parametrize("kind", ["xls", "csv"])
def test_other_formats_are_taken_as_well(upload, kind):
    rows = [[TITLE], HEADER, *ROWS]
    text = "\r\n".join(",".join("" if c is None else str(c) for c in row) for row in rows)
    floats = [[float(c) if isinstance(c, int) else c for c in row] for row in rows]
    data = {"csv": text.encode("gb18030"), "xls": xls(floats)}[kind]
    shown = upload(files={f"来表.{kind}": data})
    assert shown.context["preview"].counts["新增"] == 15


@pytest.mark.once
@pytest.mark.parametrize("first", range(0, len(REFUSED), MOST_FILES))
def test_harmful_files_are_refused_by_name_and_the_next_good_one_is_taken(upload, media, first):
    cases = [REFUSED[case] for case in list(REFUSED)[first : first + MOST_FILES]]
    named = {f"{at}号{name}": (build(), said) for at, (name, build, said) in enumerate(cases)}
    answer = upload(files={name: data for name, (data, _) in named.items()})
    errors = answer.context["form"].errors["files"]
    told = {name: any(f"“{name}”" in one and said in one for one in errors)
            for name, (_, said) in named.items()}  # fmt: skip
    assert told == dict.fromkeys(named, True)
    assert (answer.status_code, len(errors)) == (200, len(named))
    assert (Import.objects.filter(refusal="").count(), Table.objects.count()) == (0, 0)
    assert sorted(Import.objects.values_list("refusal", flat=True)) == sorted(errors)
    assert [path for path in media.rglob("*") if path.is_file()] == []
    assert upload(bookings()).context["preview"].counts["新增"] == 15


def test_a_full_disk_is_told_on_the_form_and_the_month_stays_filled_in(upload, monkeypatch):
    def full(chunks, suffix):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("stats.keeping.wait", full)
    answer = upload(bookings())
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors() == [keeping.NO_ROOM]
    assert answer.context["form"]["period"].value() == "2024-08"
    assert (Import.objects.count(), Table.objects.count()) == (0, 0)


def test_a_refused_file_leaves_a_record_of_who_sent_what_and_why(upload, admin_client, admin_user):
    upload(files={"坏.xlsx": b"PK not really"})
    record = Import.objects.get()
    sha256 = hashlib.sha256(b"PK not really").hexdigest()
    assert (record.name, record.sha256, record.imported_by) == ("坏.xlsx", sha256, admin_user)
    assert (record.file.name, record.count("cell")) == ("", 0)
    assert record.refusal.startswith("“坏.xlsx”")
    listed = admin_client.get(reverse("admin:stats_import_changelist") + "?outcome=refused")
    assert [one.pk for one in listed.context["cl"].result_list] == [record.pk]
    assert f"拒收：{record.refusal[:20]}" in listed.content.decode()
    valid = admin_client.get(reverse("admin:stats_import_changelist") + "?outcome=valid")
    assert list(valid.context["cl"].result_list) == []
    page = admin_client.get(reverse("admin:stats_import_change", args=[record.pk]))
    assert record.refusal in html.unescape(page.content.decode())
    assert "撤销这次导入" not in page.content.decode()
    assert "下载原文件" not in page.content.decode()
    for name in ("undo", "file"):
        address = reverse(f"admin:stats_import_{name}", args=[record.pk])
        assert admin_client.get(address).status_code in (403, 404)


def test_names_and_columns_are_settled_on_the_page(admin_client, upload):
    rows = bookings([1, "鼓楼本部", 1, 2, 3, 4, 10, "x"], header=[*HEADER, "备注"])
    shown = upload(rows)
    text = shown.content.decode()
    assert 'name="s0-r0"' in text
    assert 'name="s0-c7"' in text
    assert "disabled" in text
    drum = Institution.objects.get(name="南京鼓楼医院")
    again = press(admin_client, shown, "refresh", s0_r0=str(drum.pk), s0_c7="-")
    assert not again.context["plan"].blocked
    # What was settled is sent along, though no select shows it any more.
    assert ("s0-c7", "-") in again.context["preview"].hidden
    press(admin_client, again, "write", s0_r0=str(drum.pk), s0_c7="-")
    assert Observation.objects.count() == 5


def test_a_changed_answer_is_shown_before_it_is_written(admin_client, upload):
    shown = upload(bookings())
    answer = press(admin_client, shown, "write", s0_dataset="-")
    assert "请再看一遍预览" in answer.content.decode()
    assert Table.objects.count() == 0


def test_doubts_want_a_tick(admin_client, upload):
    shown = upload(bookings(title="2024年7月12320预约挂号服务统计"))
    assert "下面需要确认的 1 项" in shown.content.decode()
    assert "请先勾选" in press(admin_client, shown, "write").content.decode()
    press(admin_client, shown, "write", sure="on")
    assert Observation.objects.count() == 15


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"period": ""}, "请填写月份"),
        ({"period": "2024年13月"}, "请填写月份"),
        ({"origin": "九月"}, "请写成年-期号"),
        ({"files": {}}, "请选择文件，或粘贴表格"),
    ],
)
def test_the_form_says_what_it_lacks(upload, fields, said):
    assert said in upload(bookings(), **fields).content.decode()


def test_a_page_stays_small_and_takes_few_queries(admin_client, upload, tmp_path):
    names = Institution.objects.filter(kind="hospital").values_list("name", flat=True)
    rows = [[n, name, "约", "约", "约", "约", "约"] for n, name in enumerate(names, 1)]
    shown = upload(bookings(*rows))
    assert len(shown.content) < 150_000
    url = f"{shown.request['PATH_INFO']}?{shown.request['QUERY_STRING']}"
    with CaptureQueriesContext(connection) as asked:
        admin_client.get(url)
    assert len(asked) <= 16


class TestPeople:
    def test_without_the_right_see_nothing(self, client, catalogue):
        client.force_login(make_staff("reader", is_superuser=False))
        for url in (ADD, reverse("admin:stats_import_preview")):
            assert client.get(url).status_code == 403

    def test_do_not_see_what_another_uploaded(self, client, upload):
        shown = upload(bookings())
        client.force_login(make_staff("other"))
        url = f"{shown.request['PATH_INFO']}?{shown.request['QUERY_STRING']}"
        assert client.get(url).status_code == 302
        assert client.get(url.split("?", maxsplit=1)[0] + "?t=forged").status_code == 302

    def test_undo_their_own_imports_only(self, client, admin_client, upload):
        press(admin_client, upload(bookings()), "write")
        other = make_staff("other", is_superuser=False)
        other.user_permissions.add(Permission.objects.get(codename="add_import"))
        client.force_login(other)
        undo = reverse("admin:stats_import_undo", args=[Import.objects.get().pk])
        assert client.post(undo).status_code == 403

    def test_get_the_file_back_as_a_download(self, admin_client, upload):
        press(admin_client, upload(bookings()), "write")
        import_ = Import.objects.get()
        answer = admin_client.get(reverse("admin:stats_import_file", args=[import_.pk]))
        assert answer["Content-Disposition"].startswith("attachment")
        assert b"".join(answer.streaming_content).startswith(b"PK")
