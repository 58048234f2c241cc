"""The desk of the figures: what may be changed there, what may not, and what is said of it."""

from decimal import Decimal

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission

from stats.models import (
    Column,
    Correction,
    Dataset,
    Finding,
    Institution,
    InstitutionName,
    Layout,
    Metric,
    Observation,
    Row,
    Table,
)
from tests.builders import make_table
from tests.desk import address, change, fill_desk, form_data, make_staff, messages_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin_user(db):
    return make_staff()


@pytest.fixture
def desk(admin_user):
    fill_desk(admin_user, [1])


@pytest.fixture
def draft():
    return make_table(published=False)


@pytest.fixture
def published():
    return make_table(period="2024-07")


def run(client, action, records):
    model = type(records[0])
    data = {"action": action, "_selected_action": [record.pk for record in records]}
    return client.post(address(model, "changelist"), data, follow=True)


def save(client, record, **changes):
    """The answer to a change page sent back with only these fields changed."""
    url = change(record)
    return client.post(url, form_data(client.get(url)) | changes)


class TestPublishedFigures:
    def parts(self, table):
        row = table.rows.first()
        return [table, row, row.observations.first()]

    def test_are_shown_with_the_reason_why_they_stay(self, published, admin_client):
        for part in self.parts(published):
            page = admin_client.get(change(part)).content.decode()
            assert "已经发布，只能查看" in page
            assert 'name="_save"' not in page

    def test_refuse_to_be_changed(self, published, admin_client):
        for part in self.parts(published):
            assert admin_client.post(change(part), {"raw_text": "1"}).status_code == 403

    def test_refuse_to_be_deleted(self, published, admin_client):
        for part in self.parts(published):
            url = address(type(part), "delete", part.pk)
            assert admin_client.post(url, {"post": "yes"}).status_code == 403

    def test_refuse_to_be_deleted_in_bulk_with_drafts_among_them(
        self, published, draft, admin_client
    ):
        for part, other in zip(self.parts(published), self.parts(draft), strict=True):
            response = run(admin_client, "delete_selected", [part, other])
            assert messages_of(response) == [
                "所选之中有 1 项已经审定或发布，不能删除；什么也没有删除。"
            ]
        assert (Table.objects.count(), Row.objects.count(), Observation.objects.count()) == (
            2,
            6,
            12,
        )

    def test_keep_their_institutions_and_metrics(self, published, admin_client):
        row = published.rows.first()
        for record in (row.institution, row.observations.first().metric, published.dataset):
            url = address(type(record), "delete", record.pk)
            admin_client.post(url, {"post": "yes"})
            assert type(record).objects.filter(pk=record.pk).exists()

    def test_are_written_as_people_write_them(self, published, admin_client):
        page = admin_client.get(change(published.rows.first())).content.decode()
        assert "6668" in page
        assert "6668.0" not in page


class TestADraft:
    def test_shows_the_table_as_printed_above_its_rows(self, draft, admin_client):
        page = admin_client.get(change(draft)).content.decode()
        assert (
            page.index("照印刷原样") < page.index("12320在线预约") < page.index("rows-0-position")
        )

    def test_saved_untouched_stays_as_it_is(self, draft, admin_client):
        row = draft.rows.first()
        row.group = "医\n疗"
        row.save()
        before = list(Row.objects.values()), list(Observation.objects.values())
        for record in (draft, row, row.observations.first()):
            assert save(admin_client, record).status_code == 302
        assert (list(Row.objects.values()), list(Observation.objects.values())) == before
        assert "没有" in str(LogEntry.objects.first().get_change_message())

    def test_takes_another_figure(self, draft, admin_client):
        figure = Observation.objects.filter(row__table=draft).first()
        assert save(admin_client, figure, value="12.5", raw_text=" 12.5 ").status_code == 302
        figure.refresh_from_db()
        assert (figure.value, figure.raw_text) == (Decimal("12.5"), " 12.5 ")

    def test_says_what_is_wrong_with_a_figure(self, draft, admin_client):
        figure = Observation.objects.filter(row__table=draft).first()
        response = save(admin_client, figure, value="", status="A")
        assert "有数值时状态是“正常”" in response.content.decode()

    def test_says_that_a_place_is_taken(self, draft, admin_client):
        response = save(admin_client, draft.rows.first(), position="2")
        assert response.status_code == 200
        assert response.context["errors"]

    def test_offers_only_the_metrics_of_its_dataset(self, draft, admin_client):
        make_table("kiosks", family="自助机")
        url = change(draft.rows.first())
        form = admin_client.get(url).context["inline_admin_formsets"][0].formset.forms[0]
        assert [title for title, _ in form.fields["metric"].choices] == ["", "预约挂号"]

    def test_takes_no_layout_of_another_dataset(self, draft, admin_client):
        other = Layout.objects.create(dataset=Dataset.objects.create(slug="x", title="别的"))
        response = save(admin_client, draft, layout=other.pk)
        assert "不属于统计表“预约挂号”" in response.content.decode()

    def test_is_deleted_with_its_findings(self, desk, admin_client):
        table = Table.objects.get()
        Correction.objects.all()._raw_delete("default")
        table.issue_table.delete()
        response = admin_client.post(address(Table, "delete", table.pk), {"post": "yes"})
        assert response.status_code == 302
        assert (Table.objects.count(), Finding.objects.count()) == (0, 0)


class TestConfirming:
    @pytest.mark.parametrize("model", [Institution, Dataset, Metric, Layout])
    def test_takes_what_waits_and_says_how_many(self, model, desk, admin_client):
        first = model.objects.first()
        model.objects.filter(pk=first.pk).update(confirmed=False)
        response = run(admin_client, "confirm", list(model.objects.all()))
        assert messages_of(response) == [f"已确认 1 项{model._meta.verbose_name}。"]
        assert not model.objects.filter(confirmed=False).exists()
        entry = LogEntry.objects.get()
        assert first.history.count() == 2
        assert (entry.object_id, entry.get_change_message()) == (str(first.pk), "已修改已确认。")

    def test_settles_the_code(self, desk, admin_client):
        hospital = Institution.objects.first()
        before = hospital.code
        save(admin_client, hospital, code="other", name="新名")
        hospital.refresh_from_db()
        assert (hospital.code, hospital.name) == (before, "新名")

    def test_leaves_the_code_of_a_proposal_open(self, admin_client):
        proposal = Institution.objects.create(name="新医院", confirmed=False)
        save(admin_client, proposal, code="xin")
        proposal.refresh_from_db()
        assert proposal.code == "xin"


class TestInstitutions:
    def test_get_a_code_from_their_name(self, admin_client):
        url = address(Institution, "add")
        data = form_data(admin_client.get(url)) | {"name": "南京脑科医院", "code": ""}
        assert admin_client.post(url, data).status_code == 302
        assert Institution.objects.get().code == "nan-jing-nao-ke-yi-yuan"

    def add_names(self, client, *names):
        url = change(Institution.objects.create(name="甲医院"))
        data = form_data(client.get(url)) | {"names-TOTAL_FORMS": len(names)}
        for number, name in enumerate(names):
            data |= {f"names-{number}-name": name, f"names-{number}-id": ""}
        return client.post(url, data)

    def test_take_former_names(self, admin_client):
        assert self.add_names(admin_client, "甲院", "老甲院").status_code == 302
        assert InstitutionName.objects.count() == 2

    def test_share_no_undated_name(self, admin_client):
        other = Institution.objects.create(name="乙医院")
        InstitutionName.objects.create(institution=other, name="人民医院(东)")
        response = self.add_names(admin_client, "人民医院（东）")
        assert "这个名称已属于另一个机构" in response.content.decode()

    def test_have_no_name_twice(self, admin_client):
        response = self.add_names(admin_client, "人民医院", "人民 医院")
        assert "同一个名称写了两次。" in response.content.decode()


class TestLayouts:
    def test_say_which_pattern_cannot_be_read(self, desk, admin_client):
        response = save(admin_client, Layout.objects.first(), title_pattern="（(统计")
        assert "这不是正则表达式" in response.content.decode()

    def test_want_headers_that_can_be_printed(self, desk, admin_client):
        column = Column.objects.first()
        for header in ('{"a": 1}', "[1]", '"人次"'):
            response = save(admin_client, column, header_path=header)
            assert "请写成文字的列表" in response.content.decode()

    def test_take_only_metrics_of_their_own_dataset(self, desk, admin_client):
        other = Dataset.objects.create(slug="x", title="别的")
        metric = Metric.objects.create(dataset=other, code="x", label="外来")
        response = save(admin_client, Column.objects.first(), metric=metric.pk)
        assert "“外来”不属于统计表“预约挂号”" in response.content.decode()


class TestVerdicts:
    @pytest.fixture(autouse=True)
    def findings(self, desk):
        self.error = Finding.objects.get(severity="error")
        self.warning = Finding.objects.get(severity="warning", verdict="")

    def test_are_given_to_warnings_and_refused_to_errors(self, admin_client, admin_user):
        response = run(admin_client, "verdict_rounding", [self.error, self.warning])
        assert messages_of(response) == [
            "1 项的结论已记为“四舍五入”。",
            "1 项是错误，须改正，不能只下结论。",
        ]
        self.warning.refresh_from_db()
        assert (self.warning.verdict, self.warning.verdict_by) == ("rounding", admin_user)
        assert self.warning.verdict_at is not None
        assert Finding.objects.get(severity="error").verdict == ""
        assert self.warning.history.first().history_user == admin_user
        assert LogEntry.objects.get().object_id == str(self.warning.pk)

    def test_are_given_with_a_note(self, admin_client, admin_user):
        save(admin_client, self.warning, verdict="other-scope", verdict_note="含分院")
        self.warning.refresh_from_db()
        assert (self.warning.verdict_note, self.warning.verdict_by) == ("含分院", admin_user)

    def test_taken_back_belong_to_nobody(self, admin_client):
        judged = Finding.objects.exclude(verdict="").get()
        save(admin_client, judged, verdict="")
        judged.refresh_from_db()
        assert (judged.verdict, judged.verdict_by, judged.verdict_at) == ("", None, None)

    def test_are_not_for_errors(self, admin_client):
        page = admin_client.get(change(self.error)).content.decode()
        assert "这是错误，须改正，不能只下结论。" in page
        response = admin_client.post(change(self.error), {"verdict": "as-printed"})
        assert response.status_code == 403

    def test_want_permission(self, client):
        reader = make_staff("reader", is_superuser=False)
        reader.user_permissions.add(Permission.objects.get(codename="view_finding"))
        client.force_login(reader)
        run(client, "verdict_rounding", [self.warning])
        self.warning.refresh_from_db()
        assert self.warning.verdict == ""


def test_corrections_are_only_looked_at(desk, admin_client):
    correction = Correction.objects.get()
    assert admin_client.post(change(correction), {"reason": "别的"}).status_code == 403
    page = admin_client.get(change(correction)).content.decode()
    assert "录入有误" in page


def test_permissions_of_a_group_are_named_in_chinese(admin_client):
    form = admin_client.get(address(Group, "add")).context["adminform"].form
    labels = [label for _, label in form.fields["permissions"].choices]
    assert "统计 | 机构 | 修改" in labels
    assert not any("Can " in label for label in labels)


def test_tables_are_listed_by_whether_they_are_out(draft, published, admin_client):
    for value, table in (("1", published), ("0", draft)):
        listed = admin_client.get(address(Table, "changelist") + f"?published={value}")
        assert list(listed.context["cl"].result_list) == [table]
