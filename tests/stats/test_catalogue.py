from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from stats.catalogue import load_catalogue
from stats.models import Column, Dataset, Institution, InstitutionName, Layout, Metric

FAMILIES = {
    "hotline": ["2020", "2024"],
    "hotline-cities": ["2020"],
    "bookings": ["2020", "2024"],
    "booking-channels": ["2020", "2024"],
    "telemedicine": ["2020"],
    "telemedicine-uploads": ["2020"],
    "platform-districts": ["2020", "2024"],
    "platform-hospitals": ["2020", "2024"],
    "kiosks": ["2020"],
}
SMALL = """
institutions:
  hospital:
    gulou: {name: 南京鼓楼医院, names: [鼓楼医院], gbt2260: "320106", note: 三级医院}
datasets:
  bookings:
    title: 预约挂号
    subject_kind: hospital
    marks: {"/": M}
    metrics:
      phone: {label: 电话预约, unit: 次, part_of: subtotal}
      subtotal: {label: 小计, unit: 次}
      income: {label: 收入, unit: 元, decimals: 2, earned_from: subtotal, definition: 元角分}
    layouts:
      "2020":
        form: two-up
        first_period: 2020-11
        last_period: 2024-07
        title: 预约.*
        number: 序号
        subject: 单位
        groups: [医疗单位, 各区]
        ordered_by: subtotal
        columns:
          - [[途径, 电话预约], phone]
          - [小计/收入, [subtotal, income]]
        notes:
          - [总量, subtotal]
equalities:
  - [bookings.phone, bookings.subtotal@gulou]
"""


@pytest.fixture
def file(tmp_path):
    """Writes a catalogue and gives its path."""

    def write(text):
        path = tmp_path / "small.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def layouts():
    found = {}
    for slug, code in Layout.objects.values_list("dataset__slug", "code"):
        found.setdefault(slug, []).append(code)
    return found


def everything():
    models = (Institution, InstitutionName, Dataset, Metric, Layout, Column)
    return {model: list(model.objects.order_by("pk").values()) for model in models}


class TestTheWholeFile:
    def test_has_the_nine_families_with_each_layout_met(self, catalogue):
        assert layouts() == FAMILIES

    def test_keeps_the_printed_order(self, catalogue):
        assert list(Dataset.objects.values_list("slug", flat=True)) == list(FAMILIES)

    def test_every_figure_column_has_its_metric_in_its_own_family(self, catalogue):
        columns = Column.objects.select_related("metric", "whole", "layout")
        assert columns.count() == 94
        for column in columns:
            families = {metric.dataset_id for metric in (column.metric, column.whole) if metric}
            assert families == {column.layout.dataset_id}

    def test_twice_changes_nothing(self, catalogue, django_assert_num_queries):
        before = everything()
        with django_assert_num_queries(7):
            again = load_catalogue()
        assert str(again) == f"新增 0，未变 {catalogue.added}"
        assert everything() == before

    def test_takes_few_queries_the_first_time(self, db, django_assert_max_num_queries):
        with django_assert_max_num_queries(20):
            load_catalogue()

    def test_the_twelve_districts_are_there(self, catalogue):
        assert Institution.objects.filter(kind="district").count() == 12


class TestASmallFile:
    def test_becomes_records_field_by_field(self, db, file):
        load_catalogue(file(SMALL))
        institution = Institution.objects.get()
        assert (institution.code, institution.name, institution.kind) == (
            "gulou",
            "南京鼓楼医院",
            "hospital",
        )
        assert institution.sort_key == "nan jing gu lou yi yuan"
        assert (institution.gbt2260, institution.note) == ("320106", "三级医院")
        assert list(institution.names.values_list("name", "key")) == [
            ("南京鼓楼医院", "南京鼓楼医院"),
            ("鼓楼医院", "鼓楼医院"),
        ]

    def test_a_dataset_with_its_metrics(self, db, file):
        load_catalogue(file(SMALL))
        dataset = Dataset.objects.get()
        assert (dataset.slug, dataset.title, dataset.subject_kind) == (
            "bookings",
            "预约挂号",
            "hospital",
        )
        assert (dataset.position, dataset.marks, dataset.confirmed) == (1, {"/": "M"}, True)
        fields = ("code", "label", "unit", "decimals", "definition", "position")
        related = ("part_of__code", "earned_from__code")
        assert list(dataset.metrics.values_list(*fields, *related)) == [
            ("phone", "电话预约", "次", 0, "", 1, "subtotal", None),
            ("subtotal", "小计", "次", 0, "", 2, None, None),
            ("income", "收入", "元", 2, "元角分", 3, None, "subtotal"),
        ]

    def test_a_layout_with_its_columns(self, db, file):
        load_catalogue(file(SMALL))
        layout = Layout.objects.get()
        assert (layout.code, layout.form, layout.title_pattern) == ("2020", "two-up", "预约.*")
        assert (layout.first_period, layout.last_period) == (date(2020, 11, 1), date(2024, 7, 1))
        assert (layout.number_label, layout.subject_label) == ("序号", "单位")
        assert (layout.groups, layout.ordered_by.code) == (["医疗单位", "各区"], "subtotal")
        fields = ("position", "header_path", "metric__code", "whole__code", "in_note")
        assert list(layout.columns.values_list(*fields)) == [
            (1, ["途径", "电话预约"], "phone", None, False),
            (2, ["小计/收入"], "subtotal", "income", False),
            (3, ["总量"], "subtotal", None, True),
        ]

    def test_gains_only_what_was_added_to_the_file(self, db, file):
        load_catalogue(file(SMALL))
        longer = SMALL.replace("names: [鼓楼医院]", "names: [鼓楼医院, 市鼓楼医院]")
        assert str(load_catalogue(file(longer))) == "新增 1，未变 8"


class TestWhatStaffDid:
    def test_stays_as_they_left_it(self, db, file):
        load_catalogue(file(SMALL))
        Institution.objects.update(name="鼓楼医院集团", kind="other")
        InstitutionName.objects.update(valid_from=date(2001, 1, 1))
        Dataset.objects.update(title="预约", marks={})
        Metric.objects.update(label="别的", part_of=None, unit="")
        Layout.objects.update(title_pattern="", ordered_by=None)
        Column.objects.filter(position=2).delete()
        before = everything()
        assert load_catalogue(file(SMALL)).added == 0
        assert everything() == before

    def test_a_name_given_to_another_institution_stays_there(self, db, file):
        other = Institution.objects.create(code="other", name="别的医院")
        InstitutionName.objects.create(institution=other, name="鼓楼医院")
        loaded = load_catalogue(file(SMALL))
        assert loaded.remarks == []
        assert InstitutionName.objects.get(name="鼓楼医院").institution == other

    def test_a_name_of_a_proposal_is_left_and_told(self, db, file):
        proposal = Institution.objects.create(code="x-1", name="南京鼓楼医院", confirmed=False)
        InstitutionName.objects.create(institution=proposal, name="南京 鼓楼医院")
        loaded = load_catalogue(file(SMALL))
        assert loaded.remarks == [
            "名称“南京鼓楼医院”归于待确认的机构“南京鼓楼医院”（x-1），没有改动；"
            "请在后台认定它是不是“南京鼓楼医院”（gulou）。"
        ]
        assert InstitutionName.objects.get(key="南京鼓楼医院").institution == proposal
        assert Institution.objects.filter(code="gulou").exists()


# What is changed in the small file, and what must be said of it.
WRONG = [
    ("- [小计/收入, [subtotal, income]]", "- [小计/收入, [subtotal, nix]]",
     "datasets → bookings → layouts → 2020 → columns → 第 2 项 → 第 2 项 → 第 2 项："
     "没有指标“nix”，可用：income、phone、subtotal。"),
    ("[subtotal, income]]", "[subtotal, subtotal]]",
     "datasets → bookings → layouts → 2020 → columns → 第 2 项 → 第 2 项："
     "一格两个数须写成两个不同的指标代码。"),
    ("[[途径, 电话预约], phone]", "[电话预约]",
     "datasets → bookings → layouts → 2020 → columns → 第 1 项：一列须写成 [列名, 指标代码]。"),
    ("[[途径, 电话预约], phone]", "[小计 / 收入, phone]",
     "datasets → bookings → layouts → 2020：列“小计/收入”写了两次。"),
    ("title: 预约.*", "title: 预约(",
     "datasets → bookings → layouts → 2020 → title："
     "正则表达式“预约(”写得不对：missing ), unterminated subpattern at position 2。"),
    ('{"/": M}', '{"/": X}',
     "datasets → bookings → marks → /：记号“/”的含义只能是 M（不适用）或 O（缺失）。"),
    ("part_of: subtotal", "part_of: phone",
     "datasets → bookings → metrics → phone → part_of：没有指标“phone”，可用：income、subtotal。"),
    ("earned_from: subtotal", "earned_from: visits",
     "datasets → bookings → metrics → income → earned_from："
     "没有指标“visits”，可用：phone、subtotal。"),
    ("ordered_by: subtotal", "ordered_by: total",
     "datasets → bookings → layouts → 2020 → ordered_by："
     "没有指标“total”，可用：income、phone、subtotal。"),
    ("first_period: 2020-11", "first_period: 2020年11月",
     "datasets → bookings → layouts → 2020 → first_period："
     "月份“2020年11月”看不懂，请写成 YYYY-MM，如 2024-08。"),
    ("form: two-up", "form: round",
     "datasets → bookings → layouts → 2020 → form：没有“round”，可用：table、two-up、sentence。"),
    ("subject_kind: hospital", "subject_kind: dentist",
     "datasets → bookings → subject_kind："
     "没有“dentist”，可用：hospital、district、city、channel、platform、other。"),
    ("decimals: 2", "decimals: two",
     "datasets → bookings → metrics → income → decimals：小数位数须是 0 到 6 的整数。"),
    ("label: 小计,", "name: 小计,",
     "datasets → bookings → metrics → subtotal → name："
     "不认识“name”这一项，可用：label、unit、decimals、definition、part_of、earned_from。"),
    ("{label: 小计, ", "{",
     "datasets → bookings → metrics → subtotal：缺少 label。"),
    ("  hospital:", "  dentist:",
     "institutions → dentist：没有“dentist”这个类别，"
     "可用：hospital、district、city、channel、platform、other。"),
    ("  hospital:\n", "  hospital:\n    b: {name: 南京 鼓楼医院}\n",
     "institutions → hospital → gulou：名称“南京鼓楼医院”与机构“b”的名称重复。"),
    ("  hospital:\n", "  city:\n    gulou: {name: 鼓楼}\n  hospital:\n",
     "institutions → hospital → gulou：机构代码“gulou”在“city”里已经用过。"),
    ("    gulou:", "    鼓楼:",
     "institutions → hospital → 鼓楼：代码“鼓楼”只能用小写字母、数字、- 和 _，最多 80 个。"),
    ('"320106"', "320106",
     "institutions → hospital → gulou → gbt2260：“320106”须是一段文字；数字请加引号。"),
    ('"320106"', '"3201060"',
     "institutions → hospital → gulou → gbt2260：有 7 个字，最多 6 个。"),
    ("ordered_by: subtotal", "ordered_by: [subtotal]",
     "datasets → bookings → layouts → 2020 → ordered_by："
     "没有指标“['subtotal']”，可用：income、phone、subtotal。"),
    ("columns:", "columns: a\n        columns_:",
     "datasets → bookings → layouts → 2020 → columns：这里须是一个列表。"),
    ("equalities:", "- a",
     "第 29 行：不合 YAML 的写法（did not find expected key）。"),
    ("[bookings.phone, bookings.subtotal@gulou]", "[bookings.phone]",
     "equalities → 第 1 项：须写成两项，如 [hotline.phone_bookings, bookings.phone]。"),
    ("[bookings.phone,", "[phone,",
     "equalities → 第 1 项 → 第 1 项："
     "“phone”看不懂，请写成 统计表.指标 或 统计表.指标@机构代码。"),
    ("[bookings.phone,", "[hotline.phone,",
     "equalities → 第 1 项 → 第 1 项：没有统计表“hotline”。"),
    ("[bookings.phone,", "[bookings.clinic,",
     "equalities → 第 1 项 → 第 1 项：统计表“bookings”没有指标“clinic”。"),
    ("@gulou", "@nix",
     "equalities → 第 1 项 → 第 2 项：没有代码为“nix”的机构。"),
    ("    title: 预约挂号\n", "    title: 预约挂号\n    title: 挂号\n",
     "第 8 行：“title”写了两次。"),
    ("    layouts:\n", "    layouts: [\n",
     "第 16 行：不合 YAML 的写法（did not find expected ',' or ']'）。"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), WRONG)
def test_a_bad_file_names_its_place_and_leaves_nothing_behind(db, file, old, new, said):
    assert old in SMALL
    with pytest.raises(CommandError) as caught:
        call_command("load_catalogue", "--file", file(SMALL.replace(old, new, 1)))
    head, *lines = str(caught.value).splitlines()
    assert head == "目录“small.yaml”有误，没有读入："
    assert said in lines
    assert not Institution.objects.exists()


def test_every_bad_place_is_told_at_once(db, file):
    wrong = SMALL.replace("part_of: subtotal", "part_of: a").replace("[bookings.phone,", "[a.b,")
    with pytest.raises(CommandError) as caught:
        call_command("load_catalogue", "--file", file(wrong))
    assert len(str(caught.value).splitlines()) == 3


def test_a_file_that_is_no_text_or_not_there_is_refused(db, tmp_path):
    (tmp_path / "latin.yaml").write_bytes(b"datasets:\n  a: \xff\n")
    with pytest.raises(CommandError, match="第 2 行：不是 UTF-8 文字。"):
        call_command("load_catalogue", "--file", tmp_path / "latin.yaml")
    with pytest.raises(CommandError, match="打不开目录文件"):
        call_command("load_catalogue", "--file", tmp_path / "none.yaml")


def test_the_command_says_what_it_added(db):
    first, second = StringIO(), StringIO()
    call_command("load_catalogue", stdout=first)
    call_command("load_catalogue", stdout=second)
    added = first.getvalue().removeprefix("新增 ").removesuffix("，未变 0\n")
    assert second.getvalue() == f"新增 0，未变 {added}\n"
